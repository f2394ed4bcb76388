// Package back is the way into stepping back: what was tested about it and what
// was not, one question to oneself, and the parts of the plan.
//
// It promises that every figure leads to its row, that the answer comes back on
// the day that was chosen, beside a new one, and that two people who are
// together begin with one plain sentence said aloud. It refuses to word stepping
// back as a way to get somebody back, to draft that sentence after a yes to a
// safety question, and to say then what was left out.
package back

import (
	"embed"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "back"

// Kinds.
const (
	Answered = "back.answered" // body: Answer
	Planned  = "back.planned"  // body: Sentence
)

// Answer is what the person says to "would I do this if they never noticed?"
// The newest stands; the ones before stay.
type Answer struct {
	Would  string `cbor:"1,keyasint" json:"would"` // of woulds
	Words  string `cbor:"2,keyasint,omitempty" json:"words,omitempty"`
	Review string `cbor:"3,keyasint,omitempty" json:"review,omitempty"` // "2026-12-01"; "" no day
}

// Sentence is what the person will say to the other one before stepping back.
// The newest stands; one without words takes it out.
type Sentence struct {
	Words string `cbor:"1,keyasint,omitempty" json:"words,omitempty"`
}

// What can be answered, and in how many weeks it comes back. No name is ever
// taken out.
var (
	woulds  = []string{"yes", "no", "unsure"}
	presets = []string{"2", "4", "8", "none"}
)

const (
	base     = "/decide/back"
	longest  = 500 // signs of each text
	furthest = 366 // days until it comes back
	bodySize = 1 << 20
)

// Feature is the way in.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader, Body: bodySize}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Asked,
		Kinds: []string{Answered, Planned},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			reader("GET "+base, show),
			reader("GET "+base+"/read", showRead),
			reader("GET "+base+"/ask", showAsk),
			reader("POST "+base+"/ask", postAsk),
			reader("GET "+base+"/say", showSay),
			reader("POST "+base+"/say", postSay),
			reader("POST "+base+"/undo", postUndo),
		},
		Card:  card,
		Week:  week,
		Step:  step,
		Due:   dues,
		Files: files,
	}
}

// form reads an answer; wrong is why it is not kept.
func form(r *feature.Request) (a Answer, wrong string) {
	a = Answer{Would: r.FormValue("would"), Words: r.Own("words")}
	ok := false
	a.Review, ok = review(r)
	over := utf8.RuneCountInString(a.Words) - longest
	switch {
	case !slices.Contains(woulds, a.Would):
		wrong = r.Say("back.bad.would")
	case over > 0:
		wrong = r.Say("back.bad.long", "n", over, "max", longest)
	case !ok:
		wrong = r.Say("back.bad.day")
	}
	return a, wrong
}

// review is the day that was chosen, by itself or in so many weeks.
func review(r *feature.Request) (day string, ok bool) {
	if day = r.FormValue("date"); day != "" {
		at, ok := r.Morning(day)
		return day, ok && day > today(r) && at.Before(r.Now.AddDate(0, 0, furthest))
	}
	when := r.FormValue("when")
	if when == "none" || when == "" {
		return "", true
	}
	weeks, err := strconv.Atoi(when)
	return r.Now.AddDate(0, 0, 7*weeks).Format(time.DateOnly), err == nil && slices.Contains(presets, when)
}

func postAsk(r *feature.Request) (feature.Answer, error) {
	a, wrong := form(r)
	if wrong != "" {
		return askAgain(r, a, wrong)
	}
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if now := s.now(); now.seq > 0 && r.Now.Sub(now.at) < time.Minute { // a second tap
		was, err := reread[Answer](r, now)
		if err != nil || was == a {
			return feature.Answer{Goto: base}, err
		}
	}
	return keep(r, r.New(Answered, a))
}

// undo names the step that holds what was kept last.
const undo = "back.undo"

// keep records an event and remembers it, so that it can be taken back.
func keep(r *feature.Request, e ebb.Event) (feature.Answer, error) {
	if err := r.Record(e); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Keep(undo, e.ID)
	return feature.Answer{Goto: base}, nil
}

// postUndo takes back what was kept last. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: base}, r.PutBack(undo)
}

// postSay keeps the sentence; without words it takes out the one that stood.
func postSay(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil || !s.speaks() {
		return feature.Answer{Goto: base}, err
	}
	words := r.Own("words")
	if over := utf8.RuneCountInString(words) - longest; over > 0 {
		return sayAgain(r, words, r.Say("back.bad.long", "n", over, "max", longest))
	}
	was, err := reread[Sentence](r, s.said)
	if err != nil || was.Words == words {
		return feature.Answer{Goto: base}, err
	}
	return keep(r, r.New(Planned, Sentence{words}))
}

func today(r *feature.Request) string { return r.Now.Format(time.DateOnly) }

// dues is the day on which the question comes back.
func dues(r *feature.Request) (all []time.Time, err error) {
	s, err := fold(r)
	if at, ok := r.Morning(s.now().review); ok && at.After(r.Now) {
		all = append(all, at)
	}
	return all, err
}
