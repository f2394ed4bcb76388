// Package unfinished is the topic of the path about what is not over: what is
// open, sorted by who can finish it; one regret, and what it is good for next
// time; and what may never come.
//
// It promises that what needs somebody else is never a task, and that after a
// yes about fear nothing is suggested that could be noticed. It refuses to
// prepare an apology for sending, to ask for a reason, and to say who was at
// fault.
package unfinished

import (
	"cmp"
	"embed"
	"slices"
	"strings"
	"time"

	"ebb/feature/path/before"
	"ebb/feature/path/topic"
	"ebb/tie"
)

//go:embed words
var words embed.FS

// Topic is the topic.
func Topic() *topic.Topic {
	return &topic.Topic{Name: "unfinished", Words: words, Back: true, Steps: []topic.Step{
		{Name: "open", Takes: opened, Gives: sorted, Asks: []topic.Ask{
			{Name: "mine", Kind: topic.Rows, Rows: 3},
			{Name: "them", Kind: topic.Rows, Rows: 2},
			{Name: "nobody", Kind: topic.Rows, Rows: 2},
		}},
		{Name: "regret", Takes: regretted, Gives: nextTime, Asks: []topic.Ask{
			{Name: "did", Kind: topic.Line},
			{Name: "knew", Kind: topic.Line},
			{Name: "next", Kind: topic.Line},
		}},
		{Name: "never", Takes: awaited, Gives: without, Today: again, Asks: []topic.Ask{
			{Name: "wait", Kind: topic.Ticks, Ours: []string{"sorry", "reason", "truth", "seen", "thing", "talk"}, Open: true},
			{Name: "without", Kind: topic.Line},
			{Name: "long", Kind: topic.One, Ours: []string{"weeks", "shut", "open"}},
		}},
	}}
}

// mostTaken is how many promises are taken up.
const mostTaken = 2

// opened are doors and promises of one's own that are open.
func opened(f *before.Facts) (all []string) {
	var list []string
	for _, d := range f.Doors() {
		if d.What == tie.OwnDoor {
			list = append(list, d.Word)
		} else {
			list = append(list, f.Named("unfinished.open.door", d.What))
		}
	}
	if len(list) > 0 {
		all = append(all, f.Say("path.unfinished.open.takes.doors", "list", strings.Join(list, ", ")))
	}
	for _, p := range promises(f, true, "") {
		all = append(all, f.Say("path.unfinished.open.takes.promise", "words", before.Brief(p.Words)))
	}
	return all
}

// promises are the newest of one side of which that came; "" is open.
func promises(f *before.Facts, mine bool, came ...tie.Kept) []before.Promise {
	some := slices.DeleteFunc(f.Promises(), func(p before.Promise) bool { return p.Mine != mine || !slices.Contains(came, p.Kept) })
	return some[max(0, len(some)-mostTaken):]
}

func sorted(t *topic.Told) (g topic.Gift) {
	mine, safety := t.Lines("mine"), t.Safety()
	g.Line = t.Mine("gift.rest")
	if len(mine) > 0 && !safety.Fear() {
		g.Line = t.Mine("gift", "mine", mine[0])
		g.Acts = []topic.Act{{Words: mine[0], Sort: "other"}}
	}
	for _, who := range []string{"mine", "them", "nobody"} {
		for _, what := range t.Lines(who) {
			g.List = append(g.List, t.Mine("is."+who, "what", what))
		}
	}
	if safety.TheirNo == tie.Yes && len(t.Lines("them")) > 0 {
		g.List = append(g.List, t.Mine("no"))
	}
	return g
}

// regretted is what one may regret, by one's own records.
func regretted(f *before.Facts) (all []string) {
	for _, p := range promises(f, true, tie.KeptNot, tie.KeptPart) {
		all = append(all, f.Say("path.unfinished.regret.takes.promise", "words", before.Brief(p.Words), "kept", string(p.Kept)))
	}
	if f.Standing().EndedBy == tie.ByMe {
		all = append(all, f.Say("path.unfinished.regret.takes.me"))
	}
	n := 0
	for _, c := range f.Feelings() {
		if c.Name == "ashamed" || c.Name == "guilty" {
			n += c.N
		}
	}
	if n > 0 {
		all = append(all, f.Say("path.unfinished.regret.takes.guilt", "n", n))
	}
	return all
}

func nextTime(t *topic.Told) topic.Gift {
	knew := ""
	if k := t.Words("knew"); k != "" {
		knew = t.Mine("gift.knew", "knew", k)
	}
	if next := t.Words("next"); next != "" {
		return topic.Gift{Line: t.Mine("gift", "next", next), List: topic.Some(knew), Plan: &tie.Task{If: t.Mine("if"), Then: next}}
	}
	return topic.Gift{Line: cmp.Or(knew, t.Mine("gift.did"))}
}

// awaited is what would need them, and what they promised and did not keep;
// after a yes about fear only the first.
func awaited(f *before.Facts) (all []string) {
	if s, ok := f.Said("unfinished", "open"); ok {
		for _, w := range s.Answer("them").Words {
			all = append(all, f.Say("path.unfinished.never.takes.them", "words", w))
		}
	}
	if f.Safety().Fear() {
		return all
	}
	for _, p := range promises(f, false, tie.KeptNot, tie.KeptPart) {
		all = append(all, f.Say("path.unfinished.never.takes.promise", "words", before.Brief(p.Words), "kept", string(p.Kept)))
	}
	return all
}

func without(t *topic.Told) topic.Gift {
	wait, long := t.Lines("wait"), t.First("long")
	list := topic.Some(append(wait, long)...)
	if w := t.Words("without"); w != "" {
		return topic.Gift{Line: t.Mine("gift", "without", w), List: list, Plan: &tie.Task{If: t.Mine("if"), Then: w}}
	}
	if len(wait) > 0 {
		return topic.Gift{Line: t.Mine("gift.wait"), List: list}
	}
	return topic.Gift{Line: long}
}

// When what was left open for four weeks comes back, and for how long.
const (
	fourWeeks = 28 * 24 * time.Hour
	shownFor  = 7 * 24 * time.Hour
)

func again(t *topic.Told) bool {
	age := t.Now.Sub(t.At)
	return t.Picked("long", "weeks") && age >= fourWeeks && age < fourWeeks+shownFor
}
