// Package look is the look back: what a person expects to arrive while they
// step back, by when, and what they will do for each result, written before and
// closed until its day; then who began contact before and after, as a rate with
// its range.
//
// It promises that only what arrives counts, that a bad night moves nothing
// (stopping early takes the cooling time that was chosen before, and is
// recorded), that until the day only the person's own side is shown, that
// nothing changed has the size of any other result, and that a block, an order
// or being together makes it count nothing. It refuses signals that need
// looking, to word stepping back as a way to bring somebody back, and to say
// why anything came or stayed away.
package look

import (
	"embed"
	"slices"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "look"

// Kinds.
const (
	Set     = "look.set"     // body: Plan
	Contact = "look.contact" // body: Began
	Stopped = "look.stopped" // body: Stop
	Read    = "look.read"    // body: Reading
)

// Plan is what is looked for. A later one stands in place of an earlier one
// until one is Closed; then nothing is changed until its day.
type Plan struct {
	Signals []string `cbor:"1,keyasint,omitempty" json:"signals,omitempty"` // of Signals
	Own     string   `cbor:"2,keyasint,omitempty" json:"own,omitempty"`     // one in the person's words
	Expect  string   `cbor:"3,keyasint,omitempty" json:"expect,omitempty"`  // of Expectations
	From    string   `cbor:"4,keyasint,omitempty" json:"from,omitempty"`    // the day on which stepping back begins
	By      string   `cbor:"5,keyasint,omitempty" json:"by,omitempty"`      // the day of looking back
	IfMore  string   `cbor:"6,keyasint,omitempty" json:"ifMore,omitempty"`  // what I do then
	IfSame  string   `cbor:"7,keyasint,omitempty" json:"ifSame,omitempty"`
	IfLess  string   `cbor:"8,keyasint,omitempty" json:"ifLess,omitempty"`
	Cool    int      `cbor:"9,keyasint,omitempty" json:"cool,omitempty"` // hours until stopping early takes effect
	Closed  bool     `cbor:"10,keyasint,omitempty" json:"closed,omitempty"`
	Log     bool     `cbor:"11,keyasint,omitempty" json:"log,omitempty"` // compared by own taps; otherwise by a chat
}

// Began is one contact: who began it, and which signal it was.
type Began struct {
	Me     bool   `cbor:"1,keyasint,omitempty" json:"me,omitempty"`
	Signal string `cbor:"2,keyasint,omitempty" json:"signal,omitempty"` // of Signals, or OwnSignal
}

// Stop asks for an early end.
type Stop struct {
	Of ebb.ID `cbor:"1,keyasint" json:"of"`
}

// Reading is what the person made of the day.
type Reading struct {
	Of   ebb.ID `cbor:"1,keyasint" json:"of"`
	Void string `cbor:"2,keyasint,omitempty" json:"void,omitempty"` // of Voids: why it counts nothing
	What string `cbor:"3,keyasint,omitempty" json:"what,omitempty"` // of Results
}

// What can be chosen. None is ever taken out or renamed.
var (
	Signals      = []string{"start", "call", "ask", "meet", "sorry", "back"}
	Expectations = []string{"more", "same", "less", "none"}
	Voids        = []string{"none", "block", "together", "order"}
	Results      = []string{"miss", "after", "nothing", "same"}
)

// OwnSignal is the one in the person's words.
const OwnSignal = "own"

const (
	base     = "/decide/back/look"
	least    = 14  // days from beginning to looking back
	furthest = 366 // days
	longest  = 500 // signs
)

var cools = []int{24, 48, 72}

// Feature is the look back.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  Name,
		Guard: feature.NoSkip,
		Kinds: []string{Set, Contact, Stopped, Read},
		Fold:  func() ebb.Fold { return newState() },
		Pages: []feature.Page{
			{Path: "GET " + base, Serve: show, Access: feature.Reader},
			{Path: "GET " + base + "/signals", Serve: showSignals, Access: feature.Reader},
			{Path: "POST " + base + "/signals", Serve: postSignals, Access: feature.Reader},
			{Path: "GET " + base + "/days", Serve: showDays, Access: feature.Reader},
			{Path: "POST " + base + "/days", Serve: postDays, Access: feature.Reader},
			{Path: "GET " + base + "/then", Serve: showThen, Access: feature.Reader},
			{Path: "POST " + base + "/then", Serve: postThen, Access: feature.Reader},
			{Path: "POST " + base + "/contact", Serve: postContact, Access: feature.Reader},
			{Path: "POST " + base + "/undo", Serve: postUndo, Access: feature.Reader},
			{Path: "POST " + base + "/stop", Serve: postStop, Access: feature.Reader},
			{Path: "POST " + base + "/read", Serve: postRead, Access: feature.Reader},
		},
		Step:  step,
		Due:   dues,
		Files: files,
	}
}

// draft is the plan that is being written; a running one cannot be changed.
func draft(r *feature.Request) (Plan, error) {
	s, err := fold(r)
	if err != nil {
		return Plan{}, err
	}
	if s.running(r.Now) {
		return Plan{}, ebb.Bad("look.bad.running")
	}
	p, _, err := plan(r, s)
	if p.Closed { // an old one is over: a new one begins with nothing
		p = Plan{}
	}
	return p, err
}

func keep(r *feature.Request, p Plan, to string) (feature.Answer, error) {
	return feature.Answer{Goto: to}, r.Record(r.New(Set, p))
}

func postSignals(r *feature.Request) (feature.Answer, error) {
	p, err := draft(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p.Signals = nil
	for _, s := range Signals { // in their order, each once
		if slices.Contains(r.Form["signal"], s) {
			p.Signals = append(p.Signals, s)
		}
	}
	p.Own, p.Expect = r.OwnLine("own"), r.FormValue("expect")
	word := feature.Names(p.Own, r.Say("look.looking"))
	switch {
	case len(p.Signals) == 0 && p.Own == "":
		err = ebb.Bad("look.bad.none")
	case utf8.RuneCountInString(p.Own) > longest:
		err = ebb.Bad("look.bad.long", "n", longest)
	case word != "":
		err = ebb.Bad("look.bad.looking", "word", word)
	case p.Expect != "" && !slices.Contains(Expectations, p.Expect):
		err = ebb.Bad("look.bad.expect")
	}
	if err != nil {
		return feature.Answer{}, err
	}
	return keep(r, p, base+"/days")
}

func postDays(r *feature.Request) (feature.Answer, error) {
	p, err := draft(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p.From, p.By, p.Log = r.FormValue("from"), r.FormValue("by"), r.FormValue("by_what") == "log"
	from, okFrom := r.Morning(p.From)
	by, okBy := r.Morning(p.By)
	earliest := r.Now.AddDate(0, 0, -1)
	if p.Log { // a fortnight of taps comes first
		earliest = r.Now.AddDate(0, 0, least-1)
	}
	switch {
	case !okFrom || !okBy:
		err = ebb.Bad("look.bad.day")
	case p.Log && from.Before(earliest):
		err = ebb.Bad("look.bad.fortnight")
	case from.Before(earliest) || from.After(r.Now.AddDate(0, 0, furthest)):
		err = ebb.Bad("look.bad.from")
	case by.Before(from.AddDate(0, 0, least)) || by.After(from.AddDate(0, 0, furthest)):
		err = ebb.Bad("look.bad.by", "n", least)
	}
	if err != nil {
		return feature.Answer{}, err
	}
	return keep(r, p, base+"/then")
}

func postThen(r *feature.Request) (feature.Answer, error) {
	p, err := draft(r)
	if err != nil {
		return feature.Answer{}, err
	}
	for _, part := range []struct {
		field string
		into  *string
	}{{"more", &p.IfMore}, {"same", &p.IfSame}, {"less", &p.IfLess}} {
		*part.into = r.Own(part.field)
		if utf8.RuneCountInString(*part.into) > longest {
			return feature.Answer{}, ebb.Bad("look.bad.long", "n", longest)
		}
	}
	p.Cool = cools[0]
	for i, name := range []string{"24", "48", "72"} {
		if r.FormValue("cool") == name {
			p.Cool = cools[i]
		}
	}
	if from, ok := r.Morning(p.From); !ok || p.By == "" || len(p.Signals) == 0 && p.Own == "" || from.Before(r.Now.AddDate(0, 0, -2)) {
		return feature.Answer{}, ebb.Bad("look.bad.unfinished")
	}
	p.Closed = r.FormValue("close") == "yes"
	return keep(r, p, base)
}

// postContact keeps one tap: who began.
func postContact(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil || !s.running(r.Now) {
		return feature.Answer{Goto: base}, err
	}
	b := Began{Me: r.FormValue("who") == "me"}
	if signal := r.FormValue("signal"); !b.Me {
		if signal != OwnSignal && !slices.Contains(Signals, signal) {
			return feature.Answer{}, ebb.Bad("look.bad.signal")
		}
		b.Signal = signal
	}
	e := r.New(Contact, b)
	if err := r.Record(e); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Keep(undo, e.ID)
	return feature.Answer{Goto: base}, nil
}

// undo names the step that holds the id of the last tap.
const undo = "look.undo"

// postUndo takes the last tap back, or a stop that has not taken effect.
func postUndo(r *feature.Request) (feature.Answer, error) {
	var id ebb.ID
	if r.FormValue("what") == "stop" {
		s, err := fold(r)
		if err != nil || !s.stopping(r.Now) {
			return feature.Answer{Goto: base}, err
		}
		id = s.stop.id
	} else if !r.Steps.Recall(undo, &id) {
		return feature.Answer{Goto: base}, nil
	}
	r.Steps.Forget(undo)
	return feature.Answer{Goto: base}, r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: id}))
}

func postStop(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil || !s.running(r.Now) || s.stop.id != (ebb.ID{}) || s.by <= today(r) {
		return feature.Answer{Goto: base}, err
	}
	return feature.Answer{Goto: base}, r.Record(r.New(Stopped, Stop{s.id}))
}

// postRead keeps whether it counts, and then what came.
func postRead(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil || !s.closed || s.by > today(r) {
		return feature.Answer{Goto: base}, err
	}
	now := s.reading
	now.Of = s.id
	if v := r.FormValue("void"); v != "" {
		now.Void = v
	}
	if v := r.FormValue("what"); v != "" {
		now.What = v
	}
	if !slices.Contains(Voids, now.Void) || now.What != "" && !slices.Contains(Results, now.What) {
		return feature.Answer{}, ebb.Bad("look.bad.result")
	}
	return feature.Answer{Goto: base}, r.Record(r.New(Read, now))
}

func today(r *feature.Request) string { return r.Now.Format(time.DateOnly) }

// dues is the day of looking back.
func dues(r *feature.Request) (all []time.Time, err error) {
	s, err := fold(r)
	if at, ok := r.Morning(s.by); ok && s.running(r.Now) && s.reading.Void == "" {
		all = append(all, at)
	}
	return all, err
}

func step(r *feature.Request) (*feature.Shelf, error) {
	s, err := fold(r)
	state := "none"
	switch {
	case s.closed && s.stopped(r.Now):
		state = "stopped"
	case s.closed && s.by <= today(r):
		state = "ready"
	case s.closed:
		state = "closed"
	case s.seq > 0:
		state = "draft"
	}
	at, _ := r.Morning(s.by)
	return &feature.Shelf{Href: base, Group: r.Say("look.group"), Head: r.Say("look.title"), Line: r.Say("look.step", "state", state, "d", at.Day(), "m", int(at.Month()))}, err
}
