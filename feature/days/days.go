// Package days is hard days and meetings: what kind, when, the first and the
// last sentence, how I leave, who is near, what comes after, and how strong it
// is expected to be; and afterwards how strong it was.
//
// It promises that Today speaks of a day only where that was wanted, from the
// day before and by daylight, that what was expected cannot be changed once the
// day is there, that over-prediction is a figure with a range from five days
// on, and that a year's repeat is offered and never made. It refuses reminders
// nobody asked for, and words for a meeting where their no or a yes about what
// they do stands.
package days

import (
	"embed"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/days/fact"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "days"

const (
	base    = "/keep/days"
	longest = 280 // signs of each text
	oneTask = 240 // signs of each half of an if-then: plans have room for it
	most    = 200 // days
	years   = 10  // how far off one may be
	enough  = 5   // pairs before a mean is shown
)

// Feature is hard days and meetings.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{fact.Planned, fact.Went},
		Fold:  func() ebb.Fold { return &State{went: map[ebb.ID]went{}} },
		Pages: []feature.Page{
			reader("GET "+base, showAll),
			reader("POST "+base, postNew),
			reader("GET "+base+"/new", showNew),
			reader("POST "+base+"/undo", postUndo),
			reader("GET "+base+"/{id}", showOne),
			reader("GET "+base+"/{id}/when", showPart("when")),
			reader("POST "+base+"/{id}/when", postPart("when")),
			reader("GET "+base+"/{id}/words", showPart("words")),
			reader("POST "+base+"/{id}/words", postPart("words")),
			reader("GET "+base+"/{id}/near", showPart("near")),
			reader("POST "+base+"/{id}/near", postPart("near")),
			reader("GET "+base+"/{id}/plan", showPart("plan")),
			reader("POST "+base+"/{id}/plan", postPlan),
			reader("GET "+base+"/{id}/went", showWent),
			reader("POST "+base+"/{id}/went", postWent),
			reader("POST "+base+"/{id}/tick", postTick),
			reader("POST "+base+"/{id}/year", postYear),
			reader("POST "+base+"/{id}/out", postOut),
		},
		Card:  card,
		Week:  week,
		Aids:  aids,
		Due:   dues,
		Shelf: shelf,
		Apart: []feature.Apart{{Tick: "safety", Hide: hideFear}},
		Files: files,
	}
}

// find returns the day that the address names, with its words.
func find(r *feature.Request) (s State, e entry, d fact.Day, err error) {
	if s, err = fold(r); err != nil {
		return s, e, d, err
	}
	id, cause := ebb.ParseID(r.PathValue("id"))
	if e = s.one(id); cause == nil && e.seq > 0 {
		d, err = words[fact.Day](r, e.seq)
	}
	if err == nil && d.Kind == "" {
		err = &ebb.Problem{Status: 404, Say: "days.bad.gone", Cause: cause}
	}
	return s, e, d, err
}

// words reads an event again; nothing where it was erased.
func words[T any](r *feature.Request, seq uint64) (body T, err error) {
	events, err := r.Journal.Read(r.Context(), seq)
	if err != nil || len(events) == 0 {
		return body, err
	}
	return body, events[0].Decode(&body)
}

func goTo(id ebb.ID) feature.Answer { return feature.Answer{Goto: base + "/" + id.String()} }

func postNew(r *feature.Request) (feature.Answer, error) {
	var d fact.Day
	wrong := readWhen(r, &d, "")
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if wrong == "" && len(s.all) >= most {
		wrong = r.Say("days.bad.full", "n", most)
	}
	if wrong != "" {
		return form(r, &s, entry{}, d, "when", wrong)
	}
	e := r.New(fact.Planned, d)
	to := goTo(e.ID)
	if r.Demo { // there it was not kept
		to.Goto = base
	}
	return to, r.Record(e)
}

// replace keeps another body of a day. The same body again changes nothing.
func replace(r *feature.Request, id ebb.ID, was, d fact.Day) (feature.Answer, error) {
	before, err := ebb.Encode(was)
	if err != nil {
		return feature.Answer{}, err
	}
	body, err := ebb.Encode(d)
	if err != nil || slices.Equal(before, body) {
		return goTo(id), err
	}
	return goTo(id), r.Record(r.New(ebb.Replaced, ebb.Replacement{ID: id, Body: body}))
}

// postPart keeps one part of a day.
func postPart(part string) func(*feature.Request) (feature.Answer, error) {
	return func(r *feature.Request) (feature.Answer, error) {
		s, e, was, err := find(r)
		if err != nil {
			return feature.Answer{}, err
		}
		d, wrong := was, ""
		switch part {
		case "when":
			wrong = readWhen(r, &d, was.On)
		case "words":
			wrong = readWords(r, &d, s.shut(e))
		case "near":
			wrong = readNear(r, &d, e.on > today(r))
		}
		if wrong != "" {
			return form(r, &s, e, d, part, wrong)
		}
		return replace(r, e.id, was, d)
	}
}

// postTick turns one of the two ticks of a day over.
func postTick(r *feature.Request) (feature.Answer, error) {
	_, e, was, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	d := was
	switch on := r.FormValue("on") == "yes"; r.FormValue("what") {
	case "today":
		d.Today = on
	case "afraid":
		d.Afraid = on
	}
	return replace(r, e.id, was, d)
}

// postPlan keeps what is done if something comes up, as a task that plans can
// take over. An older one for this day is taken back.
func postPlan(r *feature.Request) (feature.Answer, error) {
	s, e, d, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	t := typed(r, e)
	old, err := s.task(r, e.id)
	switch wrong := checkTask(r, t); {
	case err != nil:
		return feature.Answer{}, err
	case wrong != "":
		return form(r, &s, e, d, "plan", wrong)
	case old == t:
		return goTo(e.id), nil
	}
	var entries []ebb.Entry
	for _, k := range s.tasks {
		if k.day == e.id {
			entries = append(entries, ebb.Entry{Event: r.New(ebb.Withdrawn, ebb.Withdrawal{ID: k.id})})
		}
	}
	if t.If != "" {
		entries = append(entries, ebb.Entry{Event: r.New(tie.Tasked, t)})
	}
	return goTo(e.id), r.Journal.Record(r.Context(), entries...)
}

// postWent keeps how it was, from the day on.
func postWent(r *feature.Request) (feature.Answer, error) {
	s, e, d, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	a := fact.After{Day: e.id, Words: r.OwnLine("words")}
	var ok bool
	a.Was, ok = strength(r.FormValue("was"))
	wrong := tooLong(r, a.Words)
	switch {
	case e.on > today(r):
		return feature.Answer{}, ebb.Bad("days.bad.early")
	case !ok:
		wrong = r.Say("days.bad.strength")
	}
	if wrong != "" {
		return wentForm(r, &s, e, d, a, wrong)
	}
	if r.FormValue("do") == "leave" {
		a = fact.After{Day: e.id}
	}
	if old := s.went[e.id]; !old.at.IsZero() {
		before, err := words[fact.After](r, old.seq)
		if err != nil || before.Same(a) {
			return goTo(e.id), err
		}
	}
	return goTo(e.id), r.Record(r.New(fact.Went, a))
}

// postYear takes a day over to the next year, without what was expected and
// without a tick. A second tap leads to the one that is there.
func postYear(r *feature.Request) (feature.Answer, error) {
	s, e, d, err := find(r)
	if err != nil || !fact.Yearly(d.Kind) || e.on > today(r) {
		return goTo(e.id), err
	}
	for _, other := range s.all {
		if other.before == e.id {
			return goTo(other.id), nil
		}
	}
	if len(s.all) >= most {
		return feature.Answer{}, ebb.Bad("days.bad.full", "n", most)
	}
	d.On, d.Expect, d.Today, d.Before = fact.NextYear(d.On, today(r)), nil, false, e.id
	n := r.New(fact.Planned, d)
	return goTo(n.ID), r.Record(n)
}

// undo names the step that holds the id of the last taking out.
const undo = "days.undo"

func postOut(r *feature.Request) (feature.Answer, error) {
	_, e, _, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: base}, r.TakeOut(undo, e.id)
}

// postUndo takes the taking out back. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: base}, r.PutBack(undo)
}

func today(r *feature.Request) string { return r.Now.Format(time.DateOnly) }

// hideFear leaves out that somebody is afraid of a meeting: it says what the
// safety questions ask.
func hideFear(e ebb.Event) (ebb.Event, bool) {
	if e.Kind != fact.Planned {
		return e, true
	}
	var d fact.Day
	if err := e.Decode(&d); err != nil {
		return ebb.Event{}, false
	}
	d.Afraid = false
	body, err := ebb.Encode(d)
	e.Body = body
	return e, err == nil
}
