// Package passkeys is the shell's pages about passkeys: the list, making one, and
// opening the journal with one.
//
// It promises that making and removing ask for the passphrase first, that it is
// said before who else may come to hold a passkey, and that the page which opens
// the journal is the same for everybody. It refuses where a passkey would be the
// only way in.
package passkeys

import (
	"context"
	"embed"
	"errors"
	"net"
	"net/http"
	"net/url"
	"slices"

	"ebb"
	"ebb/feature"
	"ebb/store"
	"ebb/vault"
	sealed "ebb/vault/passkey"
	"ebb/web/ask"
	"ebb/web/door/host"
	"ebb/web/door/passkey"
	"ebb/web/guard"
	"ebb/web/quiet"
)

// Files are the templates and words.
//
//go:embed *.tmpl words
var Files embed.FS

// Pages lists them.
func Pages() []ask.Entry {
	mine := func(path string, f func(*ask.Ask) (feature.Answer, error)) ask.Entry {
		return ask.Entry{Page: feature.Page{Path: path, Access: feature.Reader, StepUp: true}, Doors: f}
	}
	return []ask.Entry{
		mine("GET /settings/passkeys", showList),
		mine("POST /settings/passkeys", postList),
		mine("GET /settings/passkeys/add", showAdd),
		mine("POST /settings/passkeys/add", postAdd),
		{Page: feature.Page{Path: "GET /unlock/passkey"}, Doors: showOpen},
		{Page: feature.Page{Path: "POST /unlock/passkey"}, Doors: postOpen},
	}
}

// Names under which a browser remembers what it was asked.
const (
	adding  = "passkey-add"
	opening = "passkey-open"
)

func page(a *ask.Ask, tmpl, back, text string, data any) feature.Answer {
	return feature.Answer{
		Template: "passkeys/" + tmpl, Title: "web.title.settings", Data: data, Scripts: []string{"passkey"},
		Back: &feature.Link{Href: back, Text: a.Say(text)},
	}
}

// where says whether passkeys work at the address that was typed, and where they
// do instead on this machine.
func where(a *ask.Ask) (at passkey.Place, works bool, instead string) {
	at, works = passkey.At(a.Origin())
	if !works && guard.Loopback(a.Host) {
		instead = "http://localhost"
		if _, port, err := net.SplitHostPort(a.Host); err == nil {
			instead += ":" + port
		}
	}
	return at, works, instead
}

// has is what the store and the ring know.
func has(a *ask.Ask) (all []passkey.Known, may error, err error) {
	err = a.House.Door.Look(a.Context(), a.Visit, func(row store.Person, o vault.Owner, r *vault.Ring) {
		all, may = passkey.List(row, o, r), passkey.May(row)
	})
	return all, may, err
}

type list struct {
	Has       []passkey.Known
	Works     bool
	Instead   string
	May, Many bool // another one may be added; there are as many as fit
}

func showList(a *ask.Ask) (feature.Answer, error) {
	if a.State != feature.Unlocked {
		return feature.Answer{Goto: "/keep-this"}, nil
	}
	var data list
	_, data.Works, data.Instead = where(a)
	if !a.Demo {
		all, may, err := has(a)
		if err != nil {
			return feature.Answer{}, err
		}
		data.Has, data.May, data.Many = all, may == nil, len(all) >= passkey.Most
	}
	x := page(a, "list", "/settings", "web.settings", data)
	x.Scripts = nil
	return x, nil
}

func postList(a *ask.Ask) (feature.Answer, error) {
	to := feature.Answer{Goto: "/settings/passkeys"}
	if a.Demo {
		return to, nil
	}
	slot := a.PostFormValue("passkey")
	switch a.PostFormValue("choice") {
	case "name":
		return to, a.House.Door.Slots(a.Context(), a.Visit, passkey.Rename(slot, a.PostFormValue("name")))
	case "remove":
		return to, a.House.Door.Slots(a.Context(), a.Visit, passkey.Remove(slot))
	}
	return to, ebb.Bad("passkeys.bad.none")
}

type making struct{ Options, Wrong, Name string }

func showAdd(a *ask.Ask) (feature.Answer, error) { return add(a, "") }

// add shows the form with fresh questions, and with what was wrong before.
func add(a *ask.Ask, wrong string) (feature.Answer, error) {
	at, works, _ := where(a)
	if a.State != feature.Unlocked || !works || a.Demo {
		return feature.Answer{Goto: "/settings/passkeys"}, nil
	}
	all, may, err := has(a)
	if err != nil {
		return feature.Answer{}, err
	}
	if may != nil {
		return feature.Answer{Goto: "/settings/passkeys"}, nil
	}
	var known []sealed.Passkey
	for _, k := range all {
		known = append(known, k.Passkey)
	}
	known = slices.DeleteFunc(known, func(k sealed.Passkey) bool { return len(k.Credential) == 0 })
	asked := a.House.Passkeys.Ask(2)
	data := making{Wrong: wrong, Name: a.PostFormValue("name")}
	if data.Options, err = at.Making(owner(a), a.Say("quiet.app."+quiet.App(a.Quiet)), asked, known); err != nil {
		return feature.Answer{}, err
	}
	a.Steps.Keep(adding, asked)
	return page(a, "add", "/settings/passkeys", "passkeys.head", data), nil
}

func owner(a *ask.Ask) vault.Owner {
	return vault.Owner{Install: a.House.Door.Host().Install, Person: a.Visit.Person()}
}

func postAdd(a *ask.Ask) (feature.Answer, error) {
	at, works, _ := where(a)
	if !works || a.Demo || a.State != feature.Unlocked {
		return feature.Answer{Goto: "/settings/passkeys"}, nil
	}
	var asked passkey.Asked
	a.Steps.Recall(adding, &asked)
	a.Steps.Forget(adding)
	change, err := a.House.Passkeys.Add(at, owner(a), asked, passkey.Made{
		Name: a.PostFormValue("name"), Creation: []byte(a.PostFormValue("made")), Assertion: []byte(a.PostFormValue("used")),
		First: a.PostFormValue("first"), Second: a.PostFormValue("second"),
	})
	if err == nil {
		err = a.House.Door.Slots(a.Context(), a.Visit, change)
	}
	if err == nil {
		return feature.Answer{Goto: "/settings/passkeys"}, nil
	}
	return again(a, err, add)
}

// again shows a form once more, with what was wrong.
func again(a *ask.Ask, err error, form func(a *ask.Ask, wrong string) (feature.Answer, error)) (feature.Answer, error) {
	var p *ebb.Problem
	if !errors.As(err, &p) || p.Status >= http.StatusInternalServerError {
		return feature.Answer{}, err
	}
	x, err := form(a, a.Say(p.Say, p.Args...))
	x.Status = p.Status
	return x, err
}

// Offered says whether the page for opening names passkeys: where the browser is
// somebody's, if they have one, else if anybody has.
func Offered(a *ask.Ask) (found bool, err error) {
	if _, works, _ := where(a); !works || a.Demo {
		return false, nil
	}
	h := a.House.Door.Host()
	if a.State == feature.Locked {
		p, err := h.Person(a.Context(), a.Visit.Person())
		return p != nil && passkey.Has(*p), err
	}
	err = h.Store.People(context.WithoutCancel(a.Context()), func(_ store.ID, p store.Person) error {
		found = found || passkey.Has(p)
		return nil
	})
	return found, err
}

type using struct {
	Options, Next, Wrong string
	WithDraft            bool
}

func showOpen(a *ask.Ask) (feature.Answer, error) { return open(a, "") }

// open shows the same to every browser, but for its question.
func open(a *ask.Ask, wrong string) (feature.Answer, error) {
	at, works, _ := where(a)
	switch {
	case a.State == feature.Unlocked || a.Visit.Left:
		return feature.Answer{Goto: a.After()}, nil
	case !works:
		return feature.Answer{Goto: "/unlock?next=" + url.QueryEscape(a.After())}, nil
	}
	asked := a.House.Passkeys.Ask(1)
	options, err := at.Using(a.House.Door.Host().Install, asked)
	if err != nil {
		return feature.Answer{}, err
	}
	a.Steps.Keep(opening, asked)
	x := page(a, "open", "/unlock", "web.unlock.head", using{options, a.After(), wrong, a.State == feature.Draft})
	x.Title = "web.title.unlock"
	return x, nil
}

func postOpen(a *ask.Ask) (feature.Answer, error) {
	at, works, _ := where(a)
	if a.State == feature.Unlocked || !works {
		return feature.Answer{Goto: a.After()}, nil
	}
	var asked passkey.Asked
	a.Steps.Recall(opening, &asked)
	a.Steps.Forget(opening)
	opened, err := a.Try("", func() error {
		person, by, err := a.House.Passkeys.Open(at, asked, []byte(a.PostFormValue("used")), a.PostFormValue("first"))
		if err != nil {
			return err
		}
		c := host.Claim{Passkey: person}
		if a.State == feature.Locked {
			c.Behind = a.Visit.Person()
		}
		a.Visit.Key, err = a.House.Door.UnlockFrom(a.Context(), a.Visit, c, by, a.PostForm.Has("along"))
		return err
	})
	if opened {
		return feature.Answer{Goto: a.After()}, nil
	}
	return again(a, err, open)
}
