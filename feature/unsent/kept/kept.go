// Package kept reads unsent letters and the story again, for all their pages.
//
// It promises that what is sealed is not read, not even to count in it. It
// refuses to keep anything.
package kept

import (
	"net/http"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/unsent/fact"
	"ebb/feature/unsent/said"
)

// Name of the feature, and Base, where its pages are.
const (
	Name = "unsent"
	Base = "/keep/unsent"
)

// State is what there is, and what was said elsewhere.
type State struct {
	*fact.State
	said said.State
}

// New is the state before anything.
func New() *State { return &State{fact.New(), said.New()} }

// Apply hands an event to both.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	if err := s.State.Apply(seq, e); err != nil {
		return err
	}
	return s.said.Apply(seq, e)
}

// All are copies of the letters and the story, the newest first, and of what was
// said elsewhere.
func All(r *feature.Request) (all []fact.Item, past said.State, err error) {
	err = feature.See(r, Name, func(s *State) error {
		all, past = s.All(), s.said.Clone()
		return nil
	})
	return all, past, err
}

// Find is the letter or story that the address names.
func Find(r *feature.Request) (fact.Item, said.State, error) {
	all, past, err := All(r)
	if err != nil {
		return fact.Item{}, past, err
	}
	i, found := feature.Find(all, r.Named())
	if !found {
		return i, past, &ebb.Problem{Status: http.StatusNotFound, Say: "unsent.bad.gone"}
	}
	return i, past, nil
}

// Entries are the rows of what looks ahead, and of days in plain facts.
func Entries(r *feature.Request) (aheads, plains []feature.Row, err error) {
	err = feature.See(r, Name, func(s *State) error {
		aheads, plains = append(aheads, s.Aheads...), append(plains, s.Plains...)
		return nil
	})
	return aheads, plains, err
}

// At is where one is read, and After where one is led when a sitting is over.
func At(i fact.Item) string { return Base + "/one/" + i.ID.String() }

// After is the four parts for the story, and the page itself for a letter.
func After(i fact.Item) string {
	if i.Story {
		return Base + "/story"
	}
	return At(i)
}

// Answer is a page. to is where its way back leads; "" is Keep.
func Answer(r *feature.Request, template string, data any, to string) feature.Answer {
	back := &feature.Link{Href: "/keep", Text: r.Say("unsent.back.keep")}
	if to != "" {
		back = &feature.Link{Href: to, Text: r.Say("unsent.title")}
	}
	return feature.Answer{Template: "unsent/" + template, Data: data, Title: "unsent.title", Place: "keep", Back: back}
}

// Checked gives a page the status of what was wrong with it.
func Checked(a feature.Answer, wrong string) feature.Answer {
	if wrong != "" {
		a.Status = http.StatusUnprocessableEntity
	}
	return a
}

// Read opens the words of a part again.
func Read(r *feature.Request, i fact.Item, part string) (string, error) {
	var b strings.Builder
	err := feature.Again(r, Seqs(i.Texts(part)), func(_ ebb.Event, w fact.Wrote) { b.WriteString(w.Text) })
	return b.String(), err
}

// Seqs are where rows stand.
func Seqs(rows []feature.Row) (all []uint64) {
	for _, row := range rows {
		all = append(all, row.Seq)
	}
	return all
}

// Began reads how a letter was begun.
func Began(r *feature.Request, i fact.Item) (b fact.Began, err error) {
	err = feature.Again(r, []uint64{i.Seq}, func(_ ebb.Event, now fact.Began) { b = now })
	return b, err
}

// Parts are the parts of an item: one without a name, or those of the story.
func Parts(i fact.Item) []string {
	if i.Story {
		return fact.Parts
	}
	return []string{""}
}

// NameOf is whom a letter is to, and what it takes up while it is open.
func NameOf(r *feature.Request, i fact.Item) (string, error) {
	if i.Story {
		return r.Say("unsent.story"), nil
	}
	b, err := Began(r, i)
	if i.Closed(r.Now) {
		b.About = ""
	}
	return r.Say("unsent.name", "to", b.To, "some", b.About != "", "about", b.About), err
}

// Lately are the texts of the last two weeks, the newest first: those of items
// that are open, and notes.
func Lately(r *feature.Request) (all []said.Text, err error) {
	items, past, err := All(r)
	if err != nil {
		return nil, err
	}
	since := r.Now.Add(-said.Back)
	for _, i := range items {
		for _, p := range Parts(i) {
			s, some := i.Sat(p)
			if i.Closed(r.Now) || !some || s.At.Before(since) || i.Size(p) == 0 || len(all) >= said.Many {
				continue
			}
			words, err := Read(r, i, p)
			if err != nil {
				return nil, err
			}
			all = append(all, said.Text{Item: i.ID, Part: p, At: s.At, Sat: earlier(i, p), Words: words})
		}
	}
	notes, err := past.Notes(r, since, said.Many)
	return append(all, notes...), err
}

// pause parts two sittings from each other.
const pause = 2 * time.Hour

// earlier are the sittings over a part before its last, a pause apart.
func earlier(i fact.Item, part string) (all []time.Time) {
	var before time.Time
	for _, s := range i.Sittings() {
		if s.Part != part {
			continue
		}
		if !before.IsZero() && s.At.Sub(before) > pause {
			all = append(all, before)
		}
		before = s.At
	}
	return all
}
