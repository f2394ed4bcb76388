// Package taken is the page about what a person took out: it is shown nowhere,
// and lies sealed until it is erased for good, now or in three days.
//
// It promises that what is erased is gone from the database, its log and every
// backup made later, that three days can be stopped until they are over, and that
// an entry which was put back meanwhile stays. It refuses to show what was taken
// out.
package taken

import (
	"embed"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/journal"
	"ebb/journal/replay"
	"ebb/web/ask"
)

// Files are the templates and words.
//
//go:embed *.tmpl words
var Files embed.FS

const home = "/settings/taken-out"

// Wait is how long erasing can be stopped.
const Wait = 72 * time.Hour

// Pages lists them.
func Pages() []ask.Entry {
	at := func(path string, stepUp bool, f func(*ask.Ask) (feature.Answer, error)) ask.Entry {
		return ask.Entry{Page: feature.Page{Path: path, Access: feature.Reader, StepUp: stepUp}, Doors: f}
	}
	return []ask.Entry{at("GET "+home, false, show), at("POST "+home+"/erase", true, erase), at("POST "+home+"/stop", false, stop)}
}

type page struct {
	N     int
	Since string
	Due   time.Time // zero: nobody asked
	DueN  int
	Hours int
}

func show(a *ask.Ask) (feature.Answer, error) {
	p := page{Hours: int(Wait.Hours())}
	out, err := listed(a)
	if err != nil {
		return feature.Answer{}, err
	}
	if p.N = len(out); p.N > 0 {
		p.Since = a.Day(slices.MinFunc(out, func(x, y replay.Out) int { return x.At.Compare(y.At) }).At)
	}
	m, err := marked(a)
	if err != nil {
		return feature.Answer{}, err
	}
	if m != nil {
		p.Due, p.DueN = m.due.In(a.Now.Location()), len(both(out, m.ids))
	}
	return feature.Answer{
		Template: "taken/show", Title: "web.title.settings", Data: p,
		Back: &feature.Link{Href: "/settings", Text: a.Say("web.settings")},
	}, nil
}

// listed is what was taken out, but for marks that were; nothing without an open journal.
func listed(a *ask.Ask) ([]replay.Out, error) {
	j, open := a.Visit.Journal.(*journal.Journal)
	if !open || a.Demo {
		return nil, nil
	}
	all, err := j.TakenOut(a.Context())
	return slices.DeleteFunc(all, func(o replay.Out) bool { return o.Kind == Marked }), err
}

// both are those of ids that are out still.
func both(out []replay.Out, ids []ebb.ID) (all []ebb.ID) {
	for _, o := range out {
		if slices.Contains(ids, o.ID) {
			all = append(all, o.ID)
		}
	}
	return all
}

// erase erases everything that is out, now, or marks it for the time after Wait.
func erase(a *ask.Ask) (feature.Answer, error) {
	to := feature.Answer{Goto: home}
	out, err := listed(a)
	if err != nil || len(out) == 0 {
		return to, err
	}
	var ids []ebb.ID
	for _, o := range out {
		ids = append(ids, o.ID)
	}
	if a.PostFormValue("when") != "now" {
		return to, a.Keep(Marked, mark{ids, a.Now.Add(Wait).Unix()})
	}
	return to, a.Journal.Record(a.Context(), ebb.Entry{Erase: ids})
}

// stop takes the mark back.
func stop(a *ask.Ask) (feature.Answer, error) {
	m, err := marked(a)
	if err != nil || m == nil {
		return feature.Answer{Goto: home}, err
	}
	return feature.Answer{Goto: home}, a.Record(a.New(ebb.Withdrawn, ebb.Withdrawal{ID: m.id}))
}

// Tend erases what was marked, once its time has come and the person is here: it
// takes their keys to say that it was erased.
func Tend(a *ask.Ask) error {
	m, err := marked(a)
	if err != nil || m == nil || a.Now.Before(m.due) {
		return err
	}
	out, err := listed(a)
	if err != nil {
		return err
	}
	entries := []ebb.Entry{{Event: a.New(ebb.Withdrawn, ebb.Withdrawal{ID: m.id})}}
	if ids := both(out, m.ids); len(ids) > 0 {
		entries = append(entries, ebb.Entry{Erase: ids})
	}
	return a.Journal.Record(a.Context(), entries...)
}
