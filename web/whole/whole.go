// Package whole is the page on which a person sees whether everything they wrote
// is still there: what this browser saw before, what is here now, what a daily
// look without keys has found, and a look at every entry with them.
//
// It promises that what is missing or damaged is said with its number, that
// the rest stays readable, and that nothing is taken for good before the person
// says so. It refuses to say who did it.
package whole

import (
	"embed"
	"html/template"

	"ebb/feature"
	"ebb/journal"
	"ebb/store"
	"ebb/web/ask"
	"ebb/web/door/witness"
)

// Files are the templates and words.
//
//go:embed *.tmpl words
var Files embed.FS

const home = "/settings/whole"

// Pages lists them.
func Pages() []ask.Entry {
	at := func(path string, stepUp bool, f func(*ask.Ask) (feature.Answer, error)) ask.Entry {
		return ask.Entry{Page: feature.Page{Path: path, Access: feature.Reader, StepUp: stepUp}, Doors: f}
	}
	return []ask.Entry{at("GET "+home, false, show), at("POST "+home+"/read", false, read), at("POST "+home+"/take", true, take)}
}

type page struct {
	Entries uint64
	Paper   string // the head, as it is copied; "" where nothing is kept
	Finding *witness.Finding
	Looked  string // when the daily look was; "" never yet
	Bad     int    // what it found
	Read    bool   // every entry was opened just now
	Damage  []damage
	More    int
}

type damage struct {
	Seq uint64
	Why string
}

func look(a *ask.Ask) (p page, err error) {
	if a.State != feature.Unlocked || a.Demo {
		return p, nil
	}
	head, err := a.House.Store.Head(a.Context(), store.ID(a.Visit.Person()))
	if err != nil {
		return p, err
	}
	p = page{Entries: head.Seq, Finding: a.Finding}
	if head.Seq > 0 {
		p.Paper = store.Paper(head)
	}
	if at, bad, ok := a.House.Rounds.Of(store.ID(a.Visit.Person())); ok {
		p.Looked, p.Bad = a.House.Pages.Date(at.In(a.Now.Location())), bad
	}
	return p, nil
}

func answer(a *ask.Ask, p page) feature.Answer {
	return feature.Answer{
		Template: "whole/show", Title: "web.title.settings", Data: p,
		Back: &feature.Link{Href: "/settings", Text: a.Say("web.settings")},
	}
}

func show(a *ask.Ask) (feature.Answer, error) {
	p, err := look(a)
	return answer(a, p), err
}

// shown is how many damaged entries are named on the page.
const shown = 50

// read opens every entry with the person's keys.
func read(a *ask.Ask) (feature.Answer, error) {
	p, err := look(a)
	j, open := a.Visit.Journal.(*journal.Journal)
	if err != nil || !open {
		return feature.Answer{Goto: home}, err
	}
	all, err := j.Damaged(a.Context())
	for _, x := range all {
		if len(p.Damage) == shown {
			p.More = len(all) - shown
			break
		}
		p.Damage = append(p.Damage, damage{x.Seq, x.Why})
	}
	p.Read = true
	return answer(a, p), err
}

// take makes what is here what counts, for this browser.
func take(a *ask.Ask) (feature.Answer, error) {
	a.TakeAsIs()
	return feature.Answer{Goto: home}, nil
}

// Card says on Today that something is missing or damaged; "" where nothing is.
func Card(a *ask.Ask) (template.HTML, error) {
	if a.State != feature.Unlocked || a.Demo {
		return "", nil
	}
	_, bad, _ := a.House.Rounds.Of(store.ID(a.Visit.Person()))
	if a.Finding == nil && bad == 0 {
		return "", nil
	}
	return a.House.Pages.Part("whole/card", page{Finding: a.Finding, Bad: bad})
}
