package anew

import (
	"slices"
	"strings"

	"ebb"
	"ebb/feature"
	"ebb/feature/later/said"
	"ebb/tie"
)

type comparePage struct {
	said.Compared
	Undo  bool
	Rows  []ComparedView
	Needs string // what the person said that they need, the first of it
	Room  bool
	Wrong string
}

type ComparedView struct {
	ID, Day string
	said.Compared
}

// ShowCompare asks what I compare, what I can know of it, and what I leave.
func ShowCompare(r *feature.Request) (feature.Answer, error) {
	p, err := comparing(r)
	return said.Inside(r, "later/compare", p), err
}

func comparing(r *feature.Request) (p comparePage, err error) {
	s, err := said.See(r)
	if err != nil {
		return p, err
	}
	p.Undo, p.Room = r.CanPutBack(said.Undo), len(s.Compared) < said.Most
	list, err := said.Reread[tie.NeedList](r, s.Needs)
	if err != nil {
		return p, err
	}
	p.Needs = named(r, list.Needs)
	rows := slices.Clone(s.Compared)
	slices.Reverse(rows)
	return p, Comparisons(r, rows, func(v ComparedView) { p.Rows = append(p.Rows, v) })
}

// fewNeeds is how many needs one line names.
const fewNeeds = 4

// named is the weightiest needs in one line.
func named(r *feature.Request, all []tie.Need) string {
	var f signForm
	f.needs(r, all, "")
	var names []string
	for _, n := range f.Needs[:min(len(f.Needs), fewNeeds)] {
		names = append(names, n.Text)
	}
	return strings.Join(names, " · ")
}

func Comparisons(r *feature.Request, rows []feature.Row, f func(ComparedView)) error {
	var seqs []uint64
	for _, row := range rows {
		seqs = append(seqs, row.Seq)
	}
	return feature.Again(r, seqs, func(e ebb.Event, c said.Compared) { f(ComparedView{e.ID.String(), r.Day(e.At), c}) })
}

func PostCompare(r *feature.Request) (feature.Answer, error) {
	c := said.Compared{What: r.Own("what"), Know: r.Own("know"), Leave: r.Own("leave")}
	p, err := comparing(r)
	if err != nil {
		return feature.Answer{}, err
	}
	switch n := said.Over(said.Longest, c.What, c.Know, c.Leave); {
	case c.What == "":
		p.Wrong = r.Say("later.bad.what")
	case n > 0:
		p.Wrong = r.Say("later.bad.long", "n", n, "max", said.Longest)
	case !p.Room:
		p.Wrong = r.Say("later.bad.full", "n", said.Most)
	}
	if p.Wrong != "" {
		p.Compared, p.Room = c, true
		return said.Wrong(said.Inside(r, "later/compare", p))
	}
	to := feature.Answer{Goto: said.Base + "/compare"}
	if len(p.Rows) > 0 && p.Rows[0].Compared == c {
		return to, nil
	}
	r.Steps.Forget(said.Undo)
	return to, r.Keep(said.KindCompared, c)
}

// Aids is what the person left, for when it pulls them to check.
func Aids(r *feature.Request) (all []feature.Aid, err error) {
	if r.Journal == nil {
		return nil, nil
	}
	s, err := said.See(r)
	if err != nil {
		return nil, err
	}
	rows := slices.Clone(s.Compared)
	slices.Reverse(rows)
	return all, Comparisons(r, rows[:min(len(rows), lately)], func(v ComparedView) {
		if v.Leave != "" && len(all) == 0 {
			all = append(all, feature.Aid{Step: "choose", Head: r.Say("later.aid"), Lines: []string{v.Leave}, Pulls: []string{"check"}})
		}
	})
}

// lately is among how many comparisons the newest that leaves something is
// looked for.
const lately = 10
