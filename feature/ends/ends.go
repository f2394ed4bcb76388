// Package ends is what still stands open between two people: keys, belongings,
// shared places and accounts, photos, money, an animal. Each can be left as it
// is, closed by a date, or handed over through someone.
//
// It promises that leaving is as good as closing, that what is done can be
// undone, that Today names a thing only from its date on, and that the fold
// holds no words. It refuses to press, to say how to close what may be watched,
// and to give a reason on a screen where a yes to the safety questions has made
// it lead to people first.
package ends

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
const Name = "ends"

// The kinds.
const (
	KindOpened = tie.DoorOpened // body: Door
	KindDone   = tie.DoorDone   // body: Done
)

// Door is one thing that stands open, and what is to become of it.
type Door = tie.Door

// Done says that a door is as it was meant to be.
type Done struct {
	Door ebb.ID `cbor:"1,keyasint"`
}

// What can become of a door.
const (
	Leave = "leave"
	Close = "close"
	Hand  = "hand"
)

// Own is a thing in a person's own words.
const Own = tie.OwnDoor

// Hows are the choices in the order they are offered. A name is never taken out
// or renamed.
var Hows = []string{Leave, Close, Hand}

const (
	longest = 120 // runes of an own thing
	oneName = 60  // runes of who takes it there
	most    = 200 // doors
	years   = 10  // how far off a date may be
)

// Feature is the open doors.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{KindOpened, KindDone},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			reader("GET /keep/doors", showAll),
			reader("POST /keep/doors", post),
			reader("GET /keep/doors/new", showNew),
			reader("GET /keep/doors/blocking", showBlocking),
			reader("POST /keep/doors/undo", postUndo),
			reader("GET /keep/doors/{id}", showOne),
			reader("POST /keep/doors/{id}", postOne),
			reader("POST /keep/doors/{id}/done", postDone),
			reader("POST /keep/doors/{id}/undone", postUndone),
			reader("POST /keep/doors/{id}/back", postBack),
		},
		Card:  card,
		Due:   dues,
		Shelf: shelf,
		Files: files,
	}
}

// read takes a door from a form. before is the date that it had.
func read(r *feature.Request, before string) (Door, error) {
	d := Door{What: r.FormValue("what"), Word: r.OwnLine("word"), How: r.FormValue("how"), By: r.FormValue("by"), Through: r.OwnLine("through")}
	if d.Word != "" {
		d.What = Own
	}
	if d.How == Leave {
		d.By = ""
	}
	if d.How != Hand {
		d.Through = ""
	}
	switch {
	case utf8.RuneCountInString(d.Word) > longest:
		return d, ebb.Bad("ends.bad.long", "n", longest)
	case utf8.RuneCountInString(d.Through) > oneName:
		return d, ebb.Bad("ends.bad.name", "n", oneName)
	case d.Word == "" && !slices.Contains(tie.DoorWords, d.What):
		return d, ebb.Bad("ends.bad.what")
	case !slices.Contains(Hows, d.How):
		return d, ebb.Bad("ends.bad.how")
	case d.How == Close && d.By == "":
		return d, ebb.Bad("ends.bad.none")
	case d.By != "" && d.By != before && !ahead(d, r.Now):
		return d, ebb.Bad("ends.bad.date")
	}
	return d, nil
}

// ahead reports whether the date is today or later, and not out of sight.
func ahead(d Door, now time.Time) bool {
	at, err := time.ParseInLocation(time.DateOnly, d.By, now.Location())
	return err == nil && d.By >= now.Format(time.DateOnly) && at.Before(now.AddDate(years, 0, 0))
}

func post(r *feature.Request) (feature.Answer, error) {
	d, err := read(r, "")
	if err != nil {
		return feature.Answer{}, err
	}
	n := 0
	err = feature.See(r, Name, func(s *State) error { n = len(s.list()); return nil })
	if err != nil {
		return feature.Answer{}, err
	}
	if n >= most {
		return feature.Answer{}, ebb.Bad("ends.bad.many", "n", most)
	}
	return feature.Answer{Goto: "/keep/doors"}, r.Record(r.New(KindOpened, d))
}

// find returns the door that the address names.
func find(r *feature.Request) (d door, err error) {
	id, err := ebb.ParseID(r.PathValue("id"))
	if err == nil {
		err = feature.See(r, Name, func(s *State) error {
			all := s.list()
			if i := slices.IndexFunc(all, func(d door) bool { return d.id == id }); i >= 0 {
				d = all[i]
			}
			return nil
		})
	}
	if err != nil || d.seq == 0 {
		return d, &ebb.Problem{Status: 404, Say: "ends.bad.gone", Cause: err}
	}
	return d, nil
}

func postOne(r *feature.Request) (feature.Answer, error) {
	d, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	to, err := read(r, d.by)
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: "/keep/doors"}, r.Replace(d.id, to)
}

func postDone(r *feature.Request) (feature.Answer, error) {
	d, err := find(r)
	if err != nil || len(d.done) > 0 {
		return feature.Answer{Goto: "/keep/doors"}, err
	}
	e := r.New(KindDone, Done{d.id})
	r.Steps.Keep(undo, last{e.ID, "done"})
	return feature.Answer{Goto: "/keep/doors"}, r.Record(e)
}

// postUndone opens a door again.
func postUndone(r *feature.Request) (feature.Answer, error) {
	d, err := find(r)
	if err != nil || len(d.done) == 0 {
		return feature.Answer{Goto: "/keep/doors"}, err
	}
	var entries []ebb.Entry
	for _, id := range d.done {
		entries = append(entries, ebb.Entry{Event: r.New(ebb.Withdrawn, ebb.Withdrawal{ID: id})})
	}
	r.Steps.Forget(undo)
	return feature.Answer{Goto: "/keep/doors"}, r.Journal.Record(r.Context(), entries...)
}

// undo names the step that holds what was done last.
const undo = "ends.undo"

type last struct {
	ID   ebb.ID `json:"i"`
	What string `json:"w"` // "done" or "back"
}

// postBack takes a door off the list.
func postBack(r *feature.Request) (feature.Answer, error) {
	d, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	e := r.New(ebb.Withdrawn, ebb.Withdrawal{ID: d.id})
	r.Steps.Keep(undo, last{e.ID, "back"})
	return feature.Answer{Goto: "/keep/doors"}, r.Record(e)
}

func postUndo(r *feature.Request) (feature.Answer, error) {
	var l last
	here := feature.Answer{Goto: "/keep/doors"}
	if !r.Steps.Recall(undo, &l) {
		return here, nil
	}
	r.Steps.Forget(undo)
	return here, r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: l.ID}))
}
