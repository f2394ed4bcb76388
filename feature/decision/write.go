package decision

import (
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/decision/day"
	"ebb/tie"
)

// draftOf returns the draft that is open, where it stands and until when it is
// slept on.
func draftOf(r *feature.Request) (e entry, d Draft, until time.Time, err error) {
	err = see(r, func(s *State) error { e, until = s.draft(); return nil })
	if err == nil {
		d, err = reread[Draft](r, e.seq)
	}
	return e, d, until, err
}

// post keeps what was written, and leads on: to when, to the morning, or back
// with what is too long.
func post(r *feature.Request) (feature.Answer, error) {
	e, old, _, err := draftOf(r)
	if err != nil {
		return feature.Answer{}, err
	}
	d, wrong := read(r)
	if r.FormValue("after") != "" {
		if d.After, err = standing(r); err != nil {
			return feature.Answer{}, err
		}
	}
	do := r.FormValue("do")
	if do == "open" {
		d.Mark = tie.MarkOpen
	} else if old.Mark != tie.MarkOpen {
		d.Mark = old.Mark
	}
	if wrong == "" && d.empty() && do != "open" && d.After == (ebb.ID{}) {
		wrong = r.Say("decision.bad.empty")
	}
	if wrong != "" {
		return writing(r, d, wrong)
	}
	if e.seq == 0 || old.After != d.After {
		made := r.New(Drafted, d)
		return leads(r, do, made.ID, made)
	}
	body, err := ebb.Encode(d)
	if err != nil {
		return feature.Answer{}, err
	}
	return leads(r, do, e.id, r.New(ebb.Replaced, ebb.Replacement{ID: e.id, Body: body}))
}

// leads keeps a draft, and with "sleep" the night with it.
func leads(r *feature.Request, do string, draft ebb.ID, keep ...ebb.Event) (feature.Answer, error) {
	to := "/decide/decision/when"
	if do == "sleep" {
		keep, to = append(keep, r.New(Slept, Night{draft, day.Morning(r.Now).Unix()})), "/decide/decision"
	}
	r.Steps.Forget(undo)
	var entries []ebb.Entry
	for _, e := range keep {
		entries = append(entries, ebb.Entry{Event: e})
	}
	return feature.Answer{Goto: to}, r.Journal.Record(r.Context(), entries...)
}

func standing(r *feature.Request) (id ebb.ID, err error) {
	err = see(r, func(s *State) error { id = s.standing().id; return nil })
	return id, err
}

// postWhen makes a draft a decision, or ends a look at one.
func postWhen(r *feature.Request) (feature.Answer, error) {
	e, d, _, err := draftOf(r)
	if err != nil || e.seq == 0 {
		return feature.Answer{Goto: "/decide/decision"}, err
	}
	d.Mark = tie.Mark(r.FormValue("mark"))
	if d.Mark != "" && !slices.Contains(marks, d.Mark) {
		return feature.Answer{}, ebb.Bad("decision.bad")
	}
	do := r.FormValue("do")
	if do == "sleep" {
		return leads(r, do, e.id)
	}
	on, wrong := day.Chosen(r)
	looks := d.After != (ebb.ID{})
	switch {
	case looks && do != Stands && do != Changed && do != Again, !looks && do != "keep":
		return feature.Answer{}, ebb.Bad("decision.bad")
	case wrong == "" && on == "" && do != Stands:
		wrong = r.Say("decision.bad.date")
	case wrong == "" && d.Words == "" && d.Mark != tie.MarkOpen && (do == Changed || do == "keep"):
		wrong = r.Say("decision.bad.words")
	}
	if wrong != "" {
		return dating(r, d, wrong)
	}
	made := r.New(tie.Decided, tie.Decision{Words: d.Words, Reasons: d.Reasons, Do: d.Do, Mark: d.Mark, Review: on})
	if do == Stands || do == Again {
		made = r.New(Looked, Look{d.After, do, d.Words, d.Reasons, d.Do, on})
	}
	r.Steps.Keep(undo, undone{made.ID, do})
	return feature.Answer{Goto: "/decide/decision"}, r.Record(made)
}

// undo names the step that holds what was done last.
const undo = "decision.undo"

type undone struct {
	ID   ebb.ID `json:"i"`
	What string `json:"w"` // "keep", "out", or how a look ended
}

// postOut throws the draft away.
func postOut(r *feature.Request) (feature.Answer, error) {
	e, _, _, err := draftOf(r)
	if err != nil || e.seq == 0 {
		return feature.Answer{Goto: "/decide/decision"}, err
	}
	out := r.New(ebb.Withdrawn, ebb.Withdrawal{ID: e.id})
	r.Steps.Keep(undo, undone{out.ID, "out"})
	return feature.Answer{Goto: "/decide/decision"}, r.Record(out)
}

// postUndo takes the last thing back. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	var last undone
	if !r.Steps.Recall(undo, &last) {
		return feature.Answer{Goto: "/decide/decision"}, nil
	}
	r.Steps.Forget(undo)
	return feature.Answer{Goto: "/decide/decision"}, r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: last.ID}))
}
