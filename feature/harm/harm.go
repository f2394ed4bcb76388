// Package harm is whether there was fear, on either side, and what comes
// afterwards: distance or friendship, respecting what they decided, and what it
// asks of the person this week.
//
// It promises that each question can be skipped and none about fear is kept,
// that a yes leads to people, and that after a yes or their no nothing here
// asks for or prepares contact. It refuses to judge who did what, to say that
// anybody is safe, and to guess what the other one feels.
package harm

import (
	"embed"
	"slices"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "harm"

// Settled is the kind of what was said about distance or friendship, besides
// tie.Tasked. Body: Apart.
const Settled = tie.Settled

// Apart is tie.Apart, as it is asked and shown here.
type Apart tie.Apart

// What can be answered. A name is never taken out or renamed.
var (
	ways    = []string{"distance", "later", "friends", "unsure"}
	longs   = []string{"week", "month", "three", "open"}
	replies = []string{"yes", "no", "unsure"}
)

const (
	longest  = 1000    // signs about distance
	oneTask  = 240     // signs of each half of a task: plans and boundaries have room for it
	most     = 3       // tasks a week
	bodySize = 1 << 20 // what is too long comes back to its page, and is not lost
)

// Feature is harm and afterwards.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader, Body: bodySize}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{Settled, tie.Tasked},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			reader("GET /decide/after", show),
			reader("GET /decide/after/fear", showFear),
			reader("POST /decide/after/fear", postFear),
			reader("GET /decide/after/feared", showFeared),
			reader("GET /decide/after/mine", showMine),
			reader("POST /decide/after/mine", postMine),
			reader("GET /decide/after/stop", showStop),
			reader("GET /decide/after/distance", showWay),
			reader("POST /decide/after/distance", postWay),
			reader("GET /decide/after/needs", showNeeds),
			reader("POST /decide/after/needs", postNeeds),
			reader("GET /decide/after/friends", showFriends),
			reader("POST /decide/after/friends", postFriends),
			reader("GET /decide/after/respect", showRespect),
			reader("GET /decide/after/week", showTasks),
			reader("POST /decide/after/week", postTask),
			reader("POST /decide/after/week/out", postOut),
			reader("POST /decide/after/undo", postUndo),
		},
		Card:  card,
		Week:  week,
		Step:  step,
		Due:   dues,
		Files: files,
	}
}

// over is how many signs the longest of some texts has too many.
func over(room int, texts ...string) (n int) {
	for _, text := range texts {
		n = max(n, utf8.RuneCountInString(text)-room)
	}
	return n
}

// oneOf reads an answer from a list; "" is one too.
func oneOf(r *feature.Request, field string, from []string) (string, error) {
	v := r.FormValue(field)
	if v != "" && !slices.Contains(from, v) {
		return "", ebb.Bad("harm.bad")
	}
	return v, nil
}

// undo names the step that holds what was done last.
const undo = "harm.undo"

type undone struct {
	ID   ebb.ID `json:"i"`
	What string `json:"w"` // "said", "task" or "out"
}

// keep records an event and remembers it, so that it can be taken back.
func keep(r *feature.Request, e ebb.Event, what, to string) (feature.Answer, error) {
	r.Steps.Keep(undo, undone{e.ID, what})
	return feature.Answer{Goto: to}, r.Record(e)
}

func postUndo(r *feature.Request) (feature.Answer, error) {
	var last undone
	there := r.Steps.Recall(undo, &last)
	to := "/decide/after"
	if last.What == "task" || last.What == "out" {
		to = "/decide/after/week"
	}
	if !there {
		return feature.Answer{Goto: to}, nil
	}
	r.Steps.Forget(undo)
	return feature.Answer{Goto: to}, r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: last.ID}))
}

func undoable(r *feature.Request) string {
	var last undone
	r.Steps.Recall(undo, &last)
	return last.What
}

func page(template string, data any) feature.Answer {
	return feature.Answer{Template: template, Data: data, Title: "harm.tab", Place: "decide"}
}

func inside(r *feature.Request, template string, data any) feature.Answer {
	a := page(template, data)
	a.Back = &feature.Link{Href: "/decide/after", Text: r.Say("harm.title")}
	return a
}

func day(r *feature.Request, at time.Time) string {
	at = at.In(r.Now.Location())
	return r.Say("harm.day", "d", at.Day(), "m", int(at.Month()))
}

// date is a day written 2006-01-02, said; "" where there is none.
func date(r *feature.Request, on string) string {
	at, ok := r.Morning(on)
	if !ok {
		return ""
	}
	return day(r, at)
}
