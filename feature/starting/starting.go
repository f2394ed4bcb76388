// Package starting is a person's own rule for not being the one who starts:
// what they write first for, and how they answer.
//
// It promises that tightening counts at once and loosening waits for the time
// that was chosen before, is shown and can be called off; that contact about
// children, home, work and money is part of the rule and no slip; that the wait
// before an answer is a rest and is called one; and that a week is looked at in
// the person's words. It refuses to time a reply for its effect, to count days,
// and to hold anybody to a rule after a yes about fear.
package starting

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
const Name = "starting"

// Kinds.
const (
	Ruled  = "starting.ruled"  // body: Rule
	Looked = "starting.looked" // body: Look
)

// Rule is the whole rule as it counts from Due on.
type Rule struct {
	First bool     `cbor:"1,keyasint,omitempty" json:"first,omitempty"` // it says what I write first for
	About []string `cbor:"2,keyasint,omitempty" json:"about,omitempty"` // of tie.Abouts; none: I don't begin
	Own   string   `cbor:"3,keyasint,omitempty" json:"own,omitempty"`   // and for this
	Wait  int      `cbor:"4,keyasint,omitempty" json:"wait,omitempty"`  // minutes of rest before I answer, of waits
	From  int      `cbor:"5,keyasint,omitempty" json:"from,omitempty"`  // the hours in which I answer;
	Until int      `cbor:"6,keyasint,omitempty" json:"until,omitempty"` // as From: at any hour
	Calls string   `cbor:"7,keyasint,omitempty" json:"calls,omitempty"` // of callsOf; "" not said
	Cool  int      `cbor:"8,keyasint,omitempty" json:"cool,omitempty"`  // hours that loosening waits, of cools
	Due   int64    `cbor:"9,keyasint,omitempty" json:"due,omitempty"`   // seconds since 1970
	Over  bool     `cbor:"10,keyasint,omitempty" json:"over,omitempty"` // from then on there is none
}

// Look is how the rule went in a week, as the person saw it.
type Look struct {
	From  string   `cbor:"1,keyasint" json:"from"` // the first day, "2026-11-23"
	How   tie.Kept `cbor:"2,keyasint" json:"how"`
	Words string   `cbor:"3,keyasint,omitempty" json:"words,omitempty"`
}

// What can be chosen, the loosest first. None is ever taken out or renamed.
var (
	waits   = []int{0, 60, 180, 720, 1440}
	callsOf = []string{"rings", "hours", "back", "none"}
	cools   = []int{24, 48, 72}
	hows    = []tie.Kept{tie.KeptWhole, tie.KeptPart, tie.KeptNot}
)

const (
	base     = "/decide/back/start"
	longest  = 280 // signs of each text
	bodySize = 1 << 20
	settling = time.Hour        // a new rule can be changed freely
	slip     = 10 * time.Minute // the last change can be taken back
)

// Feature is the rule.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader, Body: bodySize}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Asked,
		Kinds: []string{Ruled, Looked},
		Fold:  func() ebb.Fold { return newState() },
		Pages: []feature.Page{
			reader("GET "+base, show),
			reader("GET "+base+"/first", showFirst),
			reader("POST "+base+"/first", postFirst),
			reader("GET "+base+"/answer", showAnswer),
			reader("POST "+base+"/answer", postAnswer),
			reader("GET "+base+"/time", showTime),
			reader("POST "+base+"/time", postTime),
			reader("POST "+base+"/end", postEnd),
			reader("POST "+base+"/off", postOff),
			reader("POST "+base+"/undo", postUndo),
			reader("POST "+base+"/week", postWeek),
		},
		Aids:  aids,
		Week:  week,
		Step:  step,
		Files: files,
	}
}

// closed reports whether no rule is made: after a yes about fear, and after
// their no, when contact is what they or a court allow.
func (s *State) closed() bool { return s.safety.AnyYes() }

func postFirst(r *feature.Request) (feature.Answer, error) {
	m, err := open(r)
	if err != nil || m.state.closed() {
		return feature.Answer{Goto: base}, err
	}
	to, isNew := m.target(), !m.target().First
	to.First, to.About, to.Own = true, nil, r.OwnLine("own")
	for _, a := range tie.Abouts {
		if slices.Contains(r.Form["about"], a) {
			to.About = append(to.About, a)
		}
	}
	if over := utf8.RuneCountInString(to.Own) - longest; over > 0 {
		return firstAgain(r, m, to, r.Say("starting.bad.long", "n", over, "max", longest))
	}
	next := base
	if isNew && to.Wait == 0 && to.Calls == "" {
		next = base + "/answer"
	}
	return m.keep(r, to, next)
}

func postAnswer(r *feature.Request) (feature.Answer, error) {
	m, err := open(r)
	if err != nil || m.state.closed() {
		return feature.Answer{Goto: base}, err
	}
	to := m.target()
	ok := to.readWait(r.FormValue("wait")) && to.readHours(r)
	if to.Calls = r.FormValue("calls"); !ok || to.Calls != "" && !slices.Contains(callsOf, to.Calls) {
		return feature.Answer{}, ebb.Bad("starting.bad.answer")
	}
	if r.FormValue("hours") == "own" && to.From == to.Until {
		return feature.Answer{}, ebb.Bad("starting.bad.hours")
	}
	if to.Calls == "hours" && to.From == to.Until {
		return feature.Answer{}, ebb.Bad("starting.bad.calls")
	}
	return m.keep(r, to, base)
}

func postTime(r *feature.Request) (feature.Answer, error) {
	m, err := open(r)
	if err != nil || m.state.closed() || m.stand == (entry{}) {
		return feature.Answer{Goto: base}, err
	}
	to := m.target()
	if !pick(r.FormValue("cool"), cools, &to.Cool) {
		return feature.Answer{}, ebb.Bad("starting.bad.answer")
	}
	return m.keep(r, to, base)
}

// postEnd lets the rule go, which is loosening like any other.
func postEnd(r *feature.Request) (feature.Answer, error) {
	m, err := open(r)
	if err != nil || m.stand == (entry{}) {
		return feature.Answer{Goto: base}, err
	}
	to := m.now
	to.Over = true
	return m.keep(r, to, base)
}

// postOff calls off what waits.
func postOff(r *feature.Request) (feature.Answer, error) {
	m, err := open(r)
	if err != nil || m.wait == (entry{}) {
		return feature.Answer{Goto: base}, err
	}
	return feature.Answer{Goto: base}, r.Record(withdraw(r, m.wait.id))
}

func withdraw(r *feature.Request, id ebb.ID) ebb.Event {
	return r.New(ebb.Withdrawn, ebb.Withdrawal{ID: id})
}

// undo names the step that holds the last change, for a slip of the thumb.
const undo = "starting.undo"

type undone struct {
	IDs []ebb.ID  `json:"i"`
	At  time.Time `json:"t"`
}

// slipped is the last change that can still be taken back.
func slipped(r *feature.Request) (u undone) {
	if r.Steps.Recall(undo, &u) && r.Now.Sub(u.At) < slip {
		return u
	}
	return undone{}
}

// postUndo takes the last change back. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	u := slipped(r)
	r.Steps.Forget(undo)
	var back []ebb.Entry
	for _, id := range slices.Backward(u.IDs) {
		back = append(back, ebb.Entry{Event: withdraw(r, id)})
	}
	if len(back) == 0 {
		return feature.Answer{Goto: base}, nil
	}
	return feature.Answer{Goto: base}, r.Journal.Record(r.Context(), back...)
}

// postWeek keeps how a week went. The newest of a week stands.
func postWeek(r *feature.Request) (feature.Answer, error) {
	l := Look{From: r.FormValue("from"), How: tie.Kept(r.FormValue("how")), Words: r.Own("words")}
	from, ok := r.Morning(l.From)
	over := utf8.RuneCountInString(l.Words) - longest
	switch {
	case !slices.Contains(hows, l.How):
		return feature.Answer{}, ebb.Bad("starting.bad.week")
	case !ok || from.After(r.Now.AddDate(0, 0, 1)) || from.Before(r.Now.AddDate(-1, 0, 0)):
		return feature.Answer{}, ebb.Bad("starting.bad.which")
	case over > 0:
		return feature.Answer{}, ebb.Bad("starting.bad.long.week", "n", over, "max", longest)
	}
	return feature.Answer{Goto: "/review?card=happened"}, r.Record(r.New(Looked, l))
}
