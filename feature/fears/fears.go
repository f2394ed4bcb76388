// Package fears is the ledger of what a person was afraid would happen, and
// apart from it of what they hoped for: written with a day, and looked at on
// that day.
//
// It promises that a fear and a hope are counted the same way and never
// together, that below five it says how many more, that every share comes with
// its range, and that a fear from a night when the head would not stop stands
// here too. It refuses to say which fears are worth having, to remind anybody
// who did not ask for it, and to stand on Today at night.
package fears

import (
	"embed"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "fears"

// Kinds.
const (
	Written = tie.FearWritten // body: Fear
	Checked = tie.FearChecked // body: Check; the newest stands
)

// What others read too.
type (
	Fear  = tie.Fear
	Check = tie.FearCheck
	Came  = tie.FearCame
)

// What came of one. Unclear counts for neither side.
const (
	Happened = tie.FearHappened
	Stayed   = tie.FearStayed
	Unclear  = tie.FearUnclear
)

const (
	base    = "/keep/fears"
	longest = 280 // signs
	most    = 500 // fears and hopes
	enough  = 5   // checked ones before a share is shown
)

// Feature is the ledger.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{Written, Checked},
		Fold:  func() ebb.Fold { return &State{checks: map[ebb.ID]checked{}} },
		Pages: []feature.Page{
			{Path: "GET " + base, Serve: show, Access: feature.Reader},
			{Path: "POST " + base, Serve: post, Access: feature.Reader},
			{Path: "GET " + base + "/{id}", Serve: showOne, Access: feature.Reader},
			{Path: "POST " + base + "/{id}", Serve: postOne, Access: feature.Reader},
			{Path: "POST " + base + "/{id}/came", Serve: postCame, Access: feature.Reader},
			{Path: "POST " + base + "/{id}/out", Serve: postOut, Access: feature.Reader},
			{Path: "POST " + base + "/undo", Serve: postUndo, Access: feature.Reader},
		},
		Card:  card,
		Week:  week,
		Shelf: shelf,
		Due:   dues,
		Files: files,
	}
}

// form reads what was written.
func form(r *feature.Request) (Fear, error) {
	f := Fear{Words: r.OwnLine("words"), By: r.FormValue("by"), Hope: r.FormValue("kind") == "hope"}
	if f.Words == "" {
		return f, ebb.Bad("fears.bad.empty")
	}
	if n := utf8.RuneCountInString(f.Words); n > longest {
		return f, ebb.Bad("fears.bad.long", "n", longest, "over", n-longest)
	}
	if _, ok := r.Morning(f.By); f.By != "" && !ok {
		return f, ebb.Bad("fears.bad.day")
	}
	return f, nil
}

func post(r *feature.Request) (feature.Answer, error) {
	f, err := form(r)
	if err != nil {
		return feature.Answer{}, err
	}
	s, err := fold(r)
	if err == nil && len(s.all) >= most {
		err = ebb.Bad("fears.bad.full", "n", most)
	}
	if err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Forget(undo)
	return feature.Answer{Goto: base}, r.Record(r.New(Written, f))
}

// find returns the one that the address names.
func find(r *feature.Request) (s State, e entry, err error) {
	s, err = fold(r)
	if err != nil {
		return s, e, err
	}
	id, cause := ebb.ParseID(r.PathValue("id"))
	if e = s.one(id); cause != nil || e.seq == 0 {
		return s, e, &ebb.Problem{Status: 404, Say: "fears.bad.gone", Cause: cause}
	}
	return s, e, nil
}

// own is find for what was written here: a fear from a night is changed where
// it was written.
func own(r *feature.Request) (entry, error) {
	_, e, err := find(r)
	if err == nil && e.night {
		err = ebb.Bad("fears.bad.night")
	}
	return e, err
}

func postOne(r *feature.Request) (feature.Answer, error) {
	e, err := own(r)
	if err != nil {
		return feature.Answer{}, err
	}
	f, err := form(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: base}, r.Replace(e.id, f)
}

// postCame keeps what came of it. The same answer again changes nothing.
func postCame(r *feature.Request) (feature.Answer, error) {
	s, e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	came := Came(r.FormValue("came"))
	switch {
	case came != Happened && came != Stayed && came != Unclear:
		return feature.Answer{}, ebb.Bad("fears.bad.came")
	case s.checks[e.id].came == came:
		return feature.Answer{Goto: base}, nil
	}
	return feature.Answer{Goto: base}, r.Record(r.New(Checked, Check{Of: e.id, Came: came}))
}

// undo names the step that holds the id of the last taking out.
const undo = "fears.undo"

func postOut(r *feature.Request) (feature.Answer, error) {
	e, err := own(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: base}, r.TakeOut(undo, e.id)
}

// postUndo takes the taking out back. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: base}, r.PutBack(undo)
}

// dues are the mornings of those that nobody has looked at.
func dues(r *feature.Request) (all []time.Time, err error) {
	s, err := fold(r)
	for _, e := range s.waiting() {
		if at, ok := r.Morning(e.by); ok {
			all = append(all, at)
		}
	}
	return all, err
}

// words of an event that is a fear, wherever it was written.
func words(e ebb.Event) (string, error) {
	if e.Kind == tie.Worried {
		var w tie.Worry
		err := e.Decode(&w)
		return w.Words, err
	}
	var f Fear
	err := e.Decode(&f)
	return f.Words, err
}
