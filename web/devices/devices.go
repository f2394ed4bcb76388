// Package devices is the shell's pages about what is paired: the list, the code
// for a phone, the page that a phone opens, and the card on Today about what
// waits for a yes.
//
// It promises that pairing and taking off ask for the passphrase first, that
// what a device is called is read and written by its person alone, and that
// nothing which waits is thrown away unasked. It refuses to say when a device
// was last used: nobody keeps that.
package devices

import (
	"embed"
	"html/template"
	"strings"

	"ebb"
	"ebb/feature"
	"ebb/web/ask"
	"ebb/web/door/device"
	"ebb/web/guard"
)

// Files are the templates and words.
//
//go:embed *.tmpl words
var Files embed.FS

// Pages lists them.
func Pages() []ask.Entry {
	at := func(path string, stepUp bool, f func(*ask.Ask) (feature.Answer, error)) ask.Entry {
		return ask.Entry{Page: feature.Page{Path: path, Access: feature.Reader, StepUp: stepUp}, Doors: f}
	}
	return []ask.Entry{
		at("GET /settings/devices", true, showList),
		at("POST /settings/devices", true, postList),
		at("GET /settings/devices/pair", true, showPair),
		at("POST /settings/devices/pair", true, postPair),
		at("POST /settings/devices/waiting", false, postWaiting),
		{Page: feature.Page{Path: "GET /pair"}, Doors: showPhone},
	}
}

func page(a *ask.Ask, tmpl, back, text string, data any) feature.Answer {
	return feature.Answer{
		Template: "devices/" + tmpl, Title: "web.title.settings", Data: data,
		Back: &feature.Link{Href: back, Text: a.Say(text)},
	}
}

func showList(a *ask.Ask) (feature.Answer, error) {
	var data struct{ On, Off []device.Device }
	if a.Journal != nil && !a.Demo {
		all, err := a.House.Desk.List(a.Context(), a.Visit.Person(), a.Journal)
		if err != nil {
			return feature.Answer{}, err
		}
		for _, d := range all {
			d.Paired = d.Paired.In(a.Now.Location())
			if d.Revoked {
				data.Off = append(data.Off, d)
			} else {
				data.On = append(data.On, d)
			}
		}
	}
	return page(a, "list", "/settings", "web.settings", data), nil
}

// postList changes one device.
func postList(a *ask.Ask) (feature.Answer, error) {
	to := feature.Answer{Goto: "/settings/devices"}
	if a.Demo {
		return to, nil
	}
	id, err := ebb.ParseID(a.PostFormValue("device"))
	if err != nil {
		return to, ebb.Bad("devices.none")
	}
	desk, person := a.House.Desk, a.Visit.Person()
	switch a.PostFormValue("choice") {
	case "name":
		return to, device.Note(a.Request, device.Named, id, a.PostFormValue("label"))
	case "off":
		return to, desk.Revoke(a.Context(), person, id, true)
	case "on":
		return to, desk.Revoke(a.Context(), person, id, false)
	case "drop":
		return to, desk.Drop(a.Context(), person, id)
	}
	return to, ebb.Bad("devices.none")
}

func showPair(a *ask.Ask) (feature.Answer, error) {
	var data struct {
		Link, Until string
		Code        template.HTML // "" where no phone reaches the address
	}
	code, until := a.House.Desk.Waiting(a.Visit.Person())
	if code != "" && !a.Demo {
		data.Link = address(a) + "/pair#" + code
		data.Until = until.In(a.Now.Location()).Format("15:04")
		if a.House.Origin.Host == "" && guard.Loopback(a.Host) {
			return page(a, "pair", "/settings/devices", "devices.head", data), nil
		}
		var err error
		if data.Code, err = Draw(data.Link); err != nil {
			return feature.Answer{}, err
		}
	}
	return page(a, "pair", "/settings/devices", "devices.head", data), nil
}

// address is the one that people type.
func address(a *ask.Ask) string {
	if a.House.Origin.Host != "" {
		return strings.TrimSuffix(a.House.Origin.String(), "/")
	}
	return a.Origin()
}

// postPair makes a code. The device has its name before it exists: a phone that
// comes with the code cannot write one.
func postPair(a *ask.Ask) (feature.Answer, error) {
	to := feature.Answer{Goto: "/settings/devices/pair"}
	if a.Demo {
		return to, nil
	}
	if a.State != feature.Draft && a.State != feature.Unlocked {
		return to, ebb.Bad("devices.nobody")
	}
	id := a.NewID()
	if err := a.House.Desk.Code(a.Visit.Person(), id); err != nil {
		return to, err
	}
	return to, device.Note(a.Request, device.Paired, id, a.PostFormValue("label"))
}

// showPhone is the page that a phone opens: the same bytes for everybody. Its
// script reads the code, which no server sees before the button is touched.
func showPhone(a *ask.Ask) (feature.Answer, error) {
	return feature.Answer{Template: "devices/phone", Static: true, Where: a.Say("devices.phone.where"), Scripts: []string{"pair"}}, nil
}
