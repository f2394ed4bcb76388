package reached

import (
	"slices"

	"ebb"
	"ebb/feature"
)

// note is what was written down of what frightened.
type note struct{ ID, When, Words string }

type notesPage struct {
	All  []note
	Undo bool
}

// noteOut names the step that holds the id of the last note taken out.
const noteOut = "reached.noted"

func showNoted(r *feature.Request) (feature.Answer, error) {
	var seqs []uint64
	err := feature.See(r, Name, func(s *State) error {
		seqs = s.notes()
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	events, err := r.Journal.Read(r.Context(), seqs...)
	if err != nil {
		return feature.Answer{}, err
	}
	p := notesPage{Undo: r.Steps.Recall(noteOut, new(string))}
	for _, e := range events {
		var n Noted
		if err := e.Decode(&n); err != nil {
			return feature.Answer{}, err
		}
		when := r.Say("reached.when", "d", e.At.Day(), "m", int(e.At.Month()), "y", e.At.Year(), "time", e.At.Format("15:04"))
		p.All = append(p.All, note{e.ID.String(), when, n.Words})
	}
	return feature.Answer{Template: "reached/notes", Title: "reached.title.kept", Data: p, Place: "keep"}, nil
}

// postNoteOut takes one note out.
func postNoteOut(r *feature.Request) (feature.Answer, error) {
	id, err := ebb.ParseID(r.FormValue("note"))
	ours := false
	if err == nil {
		err = feature.See(r, Name, func(s *State) error {
			ours = slices.ContainsFunc(s.noted, func(n said[uint64]) bool { return n.by == id })
			return nil
		})
	}
	if err != nil || !ours {
		return feature.Answer{}, ebb.Bad("reached.bad")
	}
	return feature.Answer{Goto: "/reached/noted"}, r.TakeOut(noteOut, id)
}

// postNoteBack puts back the note that was taken out last.
func postNoteBack(r *feature.Request) (feature.Answer, error) {
	return back(r, noteOut, "/reached/noted")
}

// back withdraws the withdrawal that a step names. A second tap finds nothing
// to do.
func back(r *feature.Request, step, to string) (feature.Answer, error) {
	return feature.Answer{Goto: to}, r.PutBack(step)
}
