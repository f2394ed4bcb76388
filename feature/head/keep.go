package head

import (
	"slices"

	"ebb"
	"ebb/feature"
	"ebb/feature/head/turn"
	"ebb/tie"
)

// texts are the kinds that may hold words.
var texts = []string{turn.KindWrote, turn.KindAnswered, turn.KindParked, tie.Worried, turn.KindLeft, turn.KindClosed}

// most is how many entries the page of nights shows.
const most = 60

// undo names the step that holds the id of the last taking out.
const undo = "head.undo"

type nightsPage struct {
	All  []entry
	Undo bool
}

// entry is what was written in one step of one night.
type entry struct {
	ID, When string
	Lines    []line
}

func showNights(r *feature.Request) (feature.Answer, error) {
	var seqs []uint64
	err := feature.See(r, Name, func(s *State) error {
		seqs = s.nights()
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	events, err := r.Journal.Read(r.Context(), seqs...)
	if err != nil {
		return feature.Answer{}, err
	}
	p := nightsPage{Undo: r.CanPutBack(undo)}
	for _, e := range events {
		lines, err := linesOf(r, e)
		if err != nil {
			return feature.Answer{}, err
		}
		lines = slices.DeleteFunc(lines, func(l line) bool { return l.Words == "" })
		if len(lines) > 0 && len(p.All) < most {
			p.All = append(p.All, entry{e.ID.String(), when(r, e), lines})
		}
	}
	return feature.Answer{Template: "head/nights", Title: "head.title.nights", Data: p, Place: "keep"}, nil
}

func when(r *feature.Request, e ebb.Event) string {
	return r.Say("head.when", "day", day(r, e.At), "time", e.At.Format("15:04"))
}

// linesOf opens the words of one entry. Most kinds hold one line, and the
// review says what for.
func linesOf(r *feature.Request, e ebb.Event) ([]line, error) {
	switch e.Kind {
	case turn.KindWrote:
		var b turn.Wrote
		err := e.Decode(&b)
		return []line{{r.Say("head.know"), b.Know}, {r.Say("head.made"), b.Made}, {r.Say("head.other"), b.Other}}, err
	case turn.KindParked:
		var b turn.Parked
		err := e.Decode(&b)
		return []line{{r.Say("head.nights.parked"), b.Question}}, err
	}
	l, err := words(r, e)
	return []line{l}, err
}

// postOut takes one entry out.
func postOut(r *feature.Request) (feature.Answer, error) {
	id, err := ebb.ParseID(r.FormValue("entry"))
	ours := false
	if err == nil {
		err = feature.See(r, Name, func(s *State) error {
			ours = slices.ContainsFunc(s.texts, func(w said[uint64]) bool { return w.by == id })
			return nil
		})
	}
	if err != nil || !ours {
		return feature.Answer{}, ebb.Bad("head.bad")
	}
	return feature.Answer{Goto: "/keep/nights"}, r.TakeOut(undo, id)
}

// postUndo puts back what was taken out last. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: "/keep/nights"}, r.PutBack(undo)
}

// shelf is where what was written at night lies.
func shelf(r *feature.Request) (*feature.Shelf, error) {
	n := 0
	err := feature.See(r, Name, func(s *State) error {
		n = len(s.began)
		return nil
	})
	return &feature.Shelf{Href: "/keep/nights", Head: r.Say("head.title.nights"), Line: r.Say("head.nights.count", "n", n), Group: r.Say("head.group")}, err
}
