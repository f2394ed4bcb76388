package anew

import (
	"ebb"
	"ebb/feature"
	"ebb/feature/later/said"
	"ebb/tie"
)

// pattern is an old one to watch for.
type pattern struct {
	ID, Name, Words string
	On              bool
}

type watchForm struct {
	Then, Wrong string
	Task        string // what was kept last, to take up as a plan; "" nothing
}

// oneTask is how many signs each half of a task has room for.
const oneTask = 240

// planned names the step that holds what was kept last.
const planned = "later.planned"

func patterns(r *feature.Request, rows []feature.Row, on string) (all []pattern, err error) {
	var seqs []uint64
	for _, row := range rows {
		seqs = append(seqs, row.Seq)
	}
	return all, feature.Again(r, seqs, func(e ebb.Event, p tie.Pattern) {
		v := pattern{ID: e.ID.String(), Name: p.Words}
		if p.Ready != "" {
			v.Name, v.Words = r.Say("later.pattern", "what", p.Ready), p.Words
		}
		v.On = v.ID == on
		all = append(all, v)
	})
}

// PostWatch makes a plan of what the person does the first time a pattern shows
// with somebody new; Today offers it as theirs.
func PostWatch(r *feature.Request) (feature.Answer, error) {
	p, err := somebody(r, said.Sign{}, r.FormValue("pattern"))
	if err != nil {
		return feature.Answer{}, err
	}
	var of pattern
	for _, x := range p.Patterns {
		if x.On {
			of = x
		}
	}
	t := tie.Task{Then: r.OwnLine("then")}
	switch {
	case of.ID == "":
		p.Watch.Wrong = r.Say("later.bad.pattern")
	case t.Then == "":
		p.Watch.Wrong = r.Say("later.bad.then")
	default:
		t.If = cut(r.Say("later.watch.if", "what", of.Name), oneTask)
		if n := said.Over(oneTask, t.Then); n > 0 {
			p.Watch.Wrong = r.Say("later.bad.long", "n", n, "max", oneTask)
		}
	}
	if p.Watch.Wrong != "" {
		p.Watch.Then = t.Then
		return said.Wrong(said.Inside(r, "later/new", p))
	}
	t.From, _ = ebb.ParseID(of.ID)
	e := r.New(tie.Tasked, t)
	if !r.Demo { // there it was not kept
		r.Steps.Keep(planned, e.ID.String())
	}
	return feature.Answer{Goto: said.Base + "/new"}, r.Record(e)
}

// cut is a text with at said.Most so many signs.
func cut(text string, room int) string {
	if s := []rune(text); len(s) > room {
		return string(s[:room])
	}
	return text
}
