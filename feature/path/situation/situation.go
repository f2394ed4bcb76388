// Package situation is the topic "my situation": where things stand as plain
// facts, what can wait, and which part of a worry is in one's own hands.
//
// It promises that what was written as a fact comes back as the person wrote
// it. It refuses to hold what the other one thinks or feels as a fact, and to
// set a date for anything.
package situation

import (
	"embed"
	"strings"

	"ebb/feature/path/before"
	"ebb/feature/path/topic"
	"ebb/tie"
)

//go:embed words
var files embed.FS

// waits is for how many days something is put aside.
const waits = 28

// Topic is the topic.
func Topic() *topic.Topic {
	return &topic.Topic{Name: "situation", Words: files, Steps: []topic.Step{
		{
			Name: "stands", Takes: standing, Gives: stands, Hard: "truths",
			Asks: []topic.Ask{
				{Name: "now", Kind: topic.Text},
				{Name: "settled", Kind: topic.Rows, Rows: 2},
				{Name: "open", Kind: topic.Rows, Rows: 2},
			},
		},
		{
			Name: "waits", Takes: ahead, Gives: wait, Today: over,
			Asks: []topic.Ask{
				{Name: "first", Kind: topic.One, Own: tasks, Open: true},
				{Name: "wait", Kind: topic.Ticks, Ours: []string{"telling", "photos", "talk", "year"}, Own: tasks, Open: true},
				{Name: "who", Kind: topic.One, Own: before.Names, Open: true},
			},
		},
		{
			Name: "hands", Takes: turning, Gives: hands,
			Asks: []topic.Ask{
				{Name: "turn", Kind: topic.One, Own: worries, Open: true},
				{Name: "mine", Kind: topic.Line},
				{Name: "step", Kind: topic.Line},
			},
		},
	}}
}

// standing is what they said about where they are, and what they decided.
func standing(f *before.Facts) []string {
	s := f.Standing()
	since := ""
	if at, days, ok := f.Since(); ok && days >= 0 {
		since = f.Say("path.situation.stands.since", "day", f.Day(at), "n", days)
	}
	d, _ := f.Decision()
	where := ""
	if s.Stance != "" {
		where = f.Say("path.situation.stands.stance", "stance", string(s.Stance))
	}
	ended := ""
	if s.EndedBy != "" {
		ended = f.Say("path.situation.stands.ended", "by", string(s.EndedBy))
	}
	return topic.Some(where, ended, since,
		f.Sentence("path.situation.stands.ties", f.Joined("tie", s.Ties)),
		f.Sentence("path.situation.stands.decided", d.Words))
}

func stands(t *topic.Told) topic.Gift {
	g := topic.Gift{Line: t.Words("now")}
	for _, ask := range []string{"settled", "open"} {
		for _, line := range t.Lines(ask) {
			g.List = append(g.List, t.Mine(ask+".gave", "what", line))
		}
	}
	if g.Line == "" && len(g.List) > 0 {
		g.Line, g.List = g.List[0], g.List[1:]
	}
	return g
}

// ahead is what still ties them, and the days that come.
func ahead(f *before.Facts) (all []string) {
	all = topic.Some(f.Sentence("path.situation.waits.ties", f.Joined("tie", f.Standing().Ties)))
	for i, d := range f.Coming(waits) {
		if at, ok := f.Morning(d.On); ok && i < 2 {
			all = append(all, f.Say("path.situation.waits.day", "at", at, "kind", d.Kind, "what", topic.Or(d.What)))
		}
	}
	return all
}

// tasks are what a parting asks, as far as their ties go.
//
// After a yes to a safety question none is offered: to settle such a thing may be
// noticed.
func tasks(f *before.Facts) (all []string) {
	if f.Safety().Fear() {
		return nil
	}
	for _, tie := range f.Standing().Ties {
		if w := f.Named("situation.waits.task", tie); w != "" {
			all = append(all, w)
		}
	}
	return all
}

func wait(t *topic.Told) topic.Gift {
	first, rest, who := t.First("first"), t.Lines("wait"), t.First("who")
	g := topic.Gift{Line: t.Any()}
	until := ""
	if len(rest) > 0 {
		until = t.Mine("wait.gave", "day", t.Day(t.At.AddDate(0, 0, waits)), "what", t.All("wait"))
		g.Line = until
	}
	ask := t.Sentence(t.Key("who.gave"), who)
	if first == "" {
		if g.List = topic.Some(ask); until == "" {
			g.Line, g.List = ask, nil
		}
		return g
	}
	g.Line = t.Mine("gave", "what", first)
	g.List = topic.Some(until, ask)
	g.Acts = []topic.Act{{Words: first, Sort: "project"}}
	return g
}

// over: the four weeks are over, and three days more have not passed.
func over(t *topic.Told) bool {
	gone := t.Now.Sub(t.At).Hours() / 24
	return len(t.Lines("wait")) > 0 && gone >= waits && gone < waits+3
}

// turning is what they wrote down at night, and what matters to them.
func turning(f *before.Facts) []string {
	open := 0
	for _, p := range f.Promises() {
		if p.Kept == "" && !p.Mine {
			open++
		}
	}
	var all []string
	for i, w := range f.Worries() {
		if i < 2 {
			all = append(all, f.Say("path.situation.hands.worry", "what", w))
		}
	}
	if open > 0 {
		all = append(all, f.Say("path.situation.hands.promises", "n", open))
	}
	return append(all, topic.Some(f.Sentence("path.situation.hands.needs", heaviest(f)))...)
}

// heaviest are the needs they gave the most weight.
func heaviest(f *before.Facts) string {
	var all []string
	for at := 10; at >= 5 && len(all) < 2; at-- {
		for _, n := range f.Needs() {
			if n.Weight != nil && *n.Weight == at && len(all) < 2 {
				all = append(all, topic.Some(f.NeedName(n))...)
			}
		}
	}
	return strings.Join(all, ", ")
}

func worries(f *before.Facts) []string {
	all := f.Worries()
	return all[:min(len(all), 3)]
}

func hands(t *topic.Told) topic.Gift {
	turn, mine, step := t.First("turn"), t.Words("mine"), t.Words("step")
	g := topic.Gift{Line: t.Any()}
	switch {
	case mine != "":
		g.Line, g.List = t.Mine("gave", "what", mine), topic.Some(t.Sentence(t.Key("step.gave"), step))
		if turn != "" {
			g.List = append(g.List, t.Mine("rest"))
		}
	case step != "":
		g.Line = t.Mine("step.gave", "what", step)
	}
	if turn != "" && step != "" {
		g.Plan = &tie.Task{If: t.Mine("if", "what", turn), Then: step}
	} else if step != "" {
		g.Acts = []topic.Act{{Words: step, Sort: "project"}}
	}
	return g
}
