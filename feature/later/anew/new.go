// Package anew is what is asked about somebody new: what to look for, what to
// watch in oneself, and comparing oneself with somebody of theirs.
//
// It promises that needs and patterns are those the person named, and that what
// they leave comes back to them in a hard moment. It refuses to ask about
// anybody's looks or pages, and to say who is ready.
package anew

import (
	"slices"

	"ebb"
	"ebb/feature"
	"ebb/feature/later/said"
	"ebb/tie"
)

type newPage struct {
	Undo     bool
	Signs    []SignView
	Form     signForm
	Patterns []pattern
	Watch    watchForm
	Needed   string // when the needs were said; "" where none were
}

type SignView struct{ ID, Need, Shows string }

// signForm is the form, empty or as it was sent.
type signForm struct {
	Needs      []needChip
	Own, Shows string
	Room       bool
	Wrong      string
}

type needChip struct {
	Value, Text string
	On          bool
}

// ShowNew is what to look for and what to watch, with somebody new.
func ShowNew(r *feature.Request) (feature.Answer, error) {
	p, err := somebody(r, said.Sign{}, "")
	r.Steps.Recall(planned, &p.Watch.Task)
	r.Steps.Forget(planned)
	return said.Inside(r, "later/new", p), err
}

// somebody is the page, with a sign as it was written and a pattern as it was
// chosen.
func somebody(r *feature.Request, s said.Sign, chosen string) (p newPage, err error) {
	st, err := said.See(r)
	if err != nil {
		return p, err
	}
	p.Undo, p.Form.Room, p.Form.Shows = r.CanPutBack(said.Undo), len(st.Signs) < said.Most, s.Shows
	list, err := said.Reread[tie.NeedList](r, st.Needs)
	if err != nil {
		return p, err
	}
	if len(list.Needs) > 0 {
		p.Needed = r.Day(st.Needs.At)
	}
	p.Form.needs(r, list.Needs, s.Need)
	if p.Patterns, err = patterns(r, st.Patterns, chosen); err != nil {
		return p, err
	}
	return p, Signs(r, st.Signs, func(_ ebb.Event, v SignView) { p.Signs = append(p.Signs, v) })
}

// mostNeeds is how many needs the form offers, the weightiest first.
const mostNeeds = 12

// needs offers what the person said that they need, the weightiest first.
func (f *signForm) needs(r *feature.Request, all []tie.Need, on string) {
	weight := func(n tie.Need) int {
		if n.Weight == nil {
			return -1
		}
		return *n.Weight
	}
	all = slices.SortedStableFunc(slices.Values(all), func(a, b tie.Need) int { return weight(b) - weight(a) })
	for _, n := range all[:min(len(all), mostNeeds)] {
		value := n.Subject
		if value == "" {
			value = n.Own
		}
		f.Needs = append(f.Needs, needChip{value, needName(r, value), value == on})
		if value == on {
			on = ""
		}
	}
	f.Own = on
}

// needName is a need in words: ours, or the person's.
func needName(r *feature.Request, need string) string {
	if slices.Contains(tie.NeedWords, need) {
		return r.Say("later.need", "what", need)
	}
	return need
}

func Signs(r *feature.Request, rows []feature.Row, f func(ebb.Event, SignView)) error {
	var seqs []uint64
	for _, row := range rows {
		seqs = append(seqs, row.Seq)
	}
	return feature.Again(r, seqs, func(e ebb.Event, s said.Sign) {
		f(e, SignView{e.ID.String(), needName(r, s.Need), s.Shows})
	})
}

// PostSign keeps what would show a need.
func PostSign(r *feature.Request) (feature.Answer, error) {
	s := said.Sign{Need: r.OwnLine("own"), Shows: r.Own("shows")}
	if s.Need == "" {
		s.Need = r.OwnLine("need")
	}
	say := ""
	switch {
	case s.Need == "":
		say = r.Say("later.bad.need")
	case s.Shows == "":
		say = r.Say("later.bad.shows")
	case said.Over(said.LongNeed, s.Need) > 0:
		say = r.Say("later.bad.long", "n", said.Over(said.LongNeed, s.Need), "max", said.LongNeed)
	case said.Over(said.Longest, s.Shows) > 0:
		say = r.Say("later.bad.long", "n", said.Over(said.Longest, s.Shows), "max", said.Longest)
	}
	p, err := somebody(r, s, "")
	if err != nil {
		return feature.Answer{}, err
	}
	if say == "" && !p.Form.Room {
		say = r.Say("later.bad.full", "n", said.Most)
	}
	if say != "" {
		p.Form.Wrong, p.Form.Room = say, true
		return said.Wrong(said.Inside(r, "later/new", p))
	}
	to := feature.Answer{Goto: said.Base + "/new"}
	if slices.ContainsFunc(p.Signs, func(v SignView) bool { return v.Need == needName(r, s.Need) && v.Shows == s.Shows }) {
		return to, nil // a second tap on a slow line
	}
	r.Steps.Forget(said.Undo)
	return to, r.Keep(said.KindSign, s)
}
