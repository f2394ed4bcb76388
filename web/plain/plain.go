// Package plain is the page that hands a person everything they kept as a file
// that lies open.
//
// It promises that the passphrase is asked for, that it is said before what the
// file is and that it has no lock, that what is set apart stays out unless it
// was ticked there and then, and that the file is sent as it is read, under a
// name that says nothing. It refuses to keep a copy, and to send it anywhere.
package plain

import (
	"embed"
	"io"
	"net/http"
	"slices"
	"time"

	"ebb/export"
	"ebb/feature"
	"ebb/web/ask"
)

// Files are its templates and words.
//
//go:embed *.tmpl words
var Files embed.FS

// Pages lists them.
func Pages() []ask.Entry {
	at := func(path string, f func(*ask.Ask) (feature.Answer, error)) ask.Entry {
		return ask.Entry{Page: feature.Page{Path: path, Access: feature.Reader, StepUp: true}, Doors: f}
	}
	return []ask.Entry{at("GET /settings/export", show), at("POST /settings/export", write)}
}

// tick is something that is set apart.
type tick struct{ Name, Text, Why string }

func show(a *ask.Ask) (feature.Answer, error) {
	data := struct {
		Kept  bool
		Ticks []tick
	}{Kept: journal(a) != nil}
	for _, t := range export.Ticks(a.House.Features) {
		data.Ticks = append(data.Ticks, tick{t, a.Say("plain.tick." + t), a.Say("plain.why." + t)})
	}
	return feature.Answer{
		Template: "plain/export", Title: "web.title.settings", Data: data,
		Back: &feature.Link{Href: "/settings", Text: a.Say("web.settings")},
	}, nil
}

// journal is what is open; nil where nobody keeps anything.
func journal(a *ask.Ask) export.Journal {
	j, ok := a.Visit.Journal.(export.Journal)
	if !ok || a.Demo || a.State != feature.Unlocked && a.State != feature.Draft {
		return nil
	}
	return j
}

// patience is how long the other end may take for a part of the file.
const patience = time.Minute

func write(a *ask.Ask) (feature.Answer, error) {
	j := journal(a)
	f, known := export.Find(a.PostFormValue("format"))
	if j == nil || !known {
		return feature.Answer{Goto: "/settings/export"}, nil
	}
	o := export.Options{
		Format: f.Name, History: a.PostFormValue("history") == "yes", Features: a.House.Features, Made: a.Now,
		Ticked: slices.DeleteFunc(export.Ticks(a.House.Features), func(t string) bool { return a.PostFormValue(t) != "yes" }),
	}
	return feature.Answer{Raw: &feature.Raw{Type: f.Type, Name: f.File(a.Now), Stream: func(out io.Writer) error {
		control := http.NewResponseController(a.Writer())
		o.Said = func(int) { a.Deadlines(patience, patience); control.Flush() }
		_, err := export.Write(a.Context(), out, j, o)
		return err
	}}}, nil
}
