// Package keys is the shell's pages for the day on which somebody else may know
// how to open a journal, for trying a recovery code before it is needed, for
// keeping it beside the data or living without one, and for seeing when it was opened last.
//
// It promises that a page says first what it cannot do, that a new passphrase
// leaves no other way in, that sealing everything anew either happens whole or
// not at all, and that a code beside the data is offered with its price alone. It refuses to tell anybody outside of ebb about any of it.
package keys

import (
	"embed"
	"sync"

	"ebb"
	"ebb/feature"
	"ebb/vault"
	"ebb/web/api"
	"ebb/web/ask"
	"ebb/web/door/remind"
	"ebb/web/jar"
	"ebb/web/opened"
)

// Files are the templates and words.
//
//go:embed *.tmpl words
var Files embed.FS

// Desk is what the pages of one installation share.
type Desk struct {
	Book   *remind.Book
	Opened *opened.Book
	Cost   vault.Cost // of a passphrase

	mu   sync.Mutex
	jobs map[ebb.ID]*job
}

// Pages lists them.
func (d *Desk) Pages() []ask.Entry {
	at := func(path string, stepUp bool, f func(*ask.Ask) (feature.Answer, error)) ask.Entry {
		return ask.Entry{Page: feature.Page{Path: path, Access: feature.Reader, StepUp: stepUp}, Doors: f}
	}
	return []ask.Entry{
		at("GET /settings/known", true, d.showKnown),
		at("POST /settings/known", true, d.postKnown),
		at("GET /settings/known/work", false, d.showWork),
		at("GET /settings/opened", false, d.showOpened),
		at("GET /recovery/try", false, showTry),
		at("POST /recovery/try", false, postTry),
		at("POST /recovery/later", false, postLater),
		at("POST /recovery/beside", true, postBeside),
		at("GET /recovery/without", true, showWithout),
		at("POST /recovery/without", true, postWithout),
	}
}

func page(a *ask.Ask, tmpl string, data any) feature.Answer {
	return feature.Answer{
		Template: "keys/" + tmpl, Title: "web.title.settings", Data: data,
		Back: &feature.Link{Href: "/settings", Text: a.Say("web.settings")},
	}
}

// key is what the browser behind a holds.
func key(a *ask.Ask) string {
	return jar.Get(a.Request.Request, a.House.Secure(a.Request.Request), jar.Key)
}

// Note writes down that a journal is open in this browser, once a session.
func (d *Desk) Note(a *ask.Ask) {
	if a.State != feature.Unlocked || a.Demo || a.Journal == nil {
		return
	}
	if err := d.Opened.Saw(a.Context(), a.Journal, key(a), api.Browser(a.UserAgent()), a.Now); err != nil {
		a.House.Log.Warn("it was not noted that a journal was opened", "error", err)
	}
}

// GoOn keeps a session one entry where the answer gives it another key.
func (d *Desk) GoOn(a *ask.Ask) {
	if a.State == feature.Unlocked && !a.Demo && a.Visit.Key != nil && key(a) != "" {
		d.Opened.GoesOn(key(a), a.Visit.Key.String())
	}
}

func (d *Desk) showOpened(a *ask.Ask) (feature.Answer, error) {
	var all []opened.Time
	if a.State == feature.Unlocked && !a.Demo {
		var err error
		if all, err = d.Opened.List(a.Context(), a.Journal, key(a)); err != nil {
			return feature.Answer{}, err
		}
		for i := range all {
			all[i].At = all[i].At.In(a.Now.Location())
		}
	}
	return page(a, "opened", all), nil
}
