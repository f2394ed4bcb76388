// Package own is the topic of the path about a life of one's own: what a person
// loved doing before, what matters to them, one goal with its first hour, and
// what is good about being on their own.
//
// It promises that what is good comes from the person's own pages, that one
// thing leads on to one hour of this week, and that money, looks and what
// others see of it are never asked about. It refuses slogans, lists of our own
// of what is good about being single, and a comparison with a life for two.
package own

import (
	"cmp"
	"embed"
	"strings"

	"ebb/feature"
	"ebb/feature/path/before"
	"ebb/feature/path/topic"
	"ebb/tie"
)

//go:embed words
var words embed.FS

// Topic is the topic.
func Topic() *topic.Topic {
	return &topic.Topic{Name: "own", Words: words, Steps: []topic.Step{
		{Name: "before", Takes: cost, Gives: half, Asks: []topic.Ask{
			{Name: "loved", Kind: topic.Rows, Rows: 4},
			{Name: "half", Kind: topic.Line},
			{Name: "first", Kind: topic.Line},
		}},
		{Name: "matters", Takes: valued, Gives: room, Asks: []topic.Ask{
			{Name: "least", Kind: topic.One, Ours: tie.Values, Own: ownValues},
			{Name: "seen", Kind: topic.Line},
			{Name: "goes", Kind: topic.Line},
		}},
		{Name: "goal", Takes: aimed, Gives: hour, Asks: []topic.Ask{
			{Name: "three", Kind: topic.Line},
			{Name: "hour", Kind: topic.Line},
			{Name: "sort", Kind: topic.One, Ours: tie.ActivitySorts},
		}},
		{Name: "single", Takes: good, Gives: stays, Hard: "truths", Asks: []topic.Ask{
			{Name: "alone", Kind: topic.Rows, Rows: 3},
			{Name: "again", Kind: topic.Rows, Rows: 3},
			{Name: "stays", Kind: topic.Line},
		}},
	}}
}

// mostTaken is how many of one kind of record are taken up.
const mostTaken = 2

// cost is what it cost, and which parts of oneself were set aside.
func cost(f *before.Facts) (all []string) {
	seen, at, _ := f.Cost()
	if list := f.Joined("own.before.cost", seen.Costs); list != "" {
		all = append(all, f.Say("path.own.before.takes.cost", "at", at, "list", list))
	}
	for _, l := range last(f.Losses("self")) {
		all = append(all, f.Say("path.own.before.takes.loss", "words", before.Brief(l.Words)))
	}
	return all
}

func last[T any](all []T) []T { return all[max(0, len(all)-mostTaken):] }

func half(t *topic.Told) (g topic.Gift) {
	loved, some, first := t.Lines("loved"), t.Words("half"), t.Words("first")
	switch {
	case some != "":
		g.Line = t.Mine("gift", "half", some)
		g.Acts = []topic.Act{{Words: some, Sort: "other"}}
	case len(loved) > 0:
		g.Line = t.Mine("gift.loved", "list", strings.Join(loved, ", "))
	default:
		g.Line = t.Mine("gift.first")
	}
	if first != "" {
		g.List = []string{t.Mine("needs", "first", first)}
	}
	return g
}

// loved is what they loved doing, on the page before.
func loved(f *before.Facts) string {
	s, _ := f.Said("own", "before")
	return strings.Join(s.Answer("loved").Words, ", ")
}

// valued is what they said matters, and what they loved.
func valued(f *before.Facts) (all []string) {
	var list []string
	for _, v := range f.Values() {
		list = append(list, valueName(f, v))
	}
	if len(list) > 0 {
		all = append(all, f.Say("path.own.matters.takes.values", "list", strings.Join(list, ", ")))
	}
	if l := loved(f); l != "" {
		all = append(all, f.Say("path.own.matters.takes.loved", "list", l))
	}
	return all
}

func valueName(f *before.Facts, v tie.Value) string {
	if v.Name == tie.OwnValue {
		return v.Word
	}
	return f.Named("own.matters.least", v.Name)
}

// ownValues are those in the person's words.
func ownValues(f *before.Facts) (all []string) {
	for _, v := range f.Values() {
		all = append(all, v.Word)
	}
	return all
}

func room(t *topic.Told) (g topic.Gift) {
	least, seen, goes := t.First("least"), t.Words("seen"), t.Words("goes")
	switch {
	case least != "" && seen != "":
		g.Line = t.Mine("gift", "least", least, "seen", seen)
	case least != "":
		g.Line = t.Mine("gift.least", "least", least)
	case seen != "":
		g.Line = t.Mine("gift.seen", "seen", seen)
	default:
		g.Line = t.Mine("gift.goes", "goes", goes)
	}
	if goes != "" && least+seen != "" {
		g.List = []string{t.Mine("out", "goes", goes)}
	}
	return g
}

// least is what had the least room, as it reads, and how one would see it.
func least(f *before.Facts) (name, seen string) {
	s, _ := f.Said("own", "matters")
	if a := s.Answer("least"); len(a.Picks) > 0 {
		name = f.Named("own.matters.least", a.Picks[0])
	} else {
		name = strings.Join(a.Words, "")
	}
	return name, strings.Join(s.Answer("seen").Words, "")
}

// aimed is what had the least room, and where they want to be.
func aimed(f *before.Facts) (all []string) {
	name, seen := least(f)
	if name != "" {
		all = append(all, f.Say("path.own.goal.takes.least", "least", name))
	}
	if seen != "" {
		all = append(all, f.Say("path.own.goal.takes.seen", "seen", seen))
	}
	if goal := f.Goal(); goal != "" {
		all = append(all, f.Say("path.own.goal.takes.goal", "words", before.Brief(goal)))
	}
	return all
}

func hour(t *topic.Told) (g topic.Gift) {
	three, first := t.Words("three"), t.Words("hour")
	sort := "other"
	if p := t.Saying.Answer("sort").Picks; len(p) > 0 {
		sort = p[0]
	}
	switch {
	case first != "":
		g.Line = t.Mine("gift", "hour", first)
		g.Acts = []topic.Act{{Words: first, Sort: sort}}
	case three != "":
		return topic.Gift{Line: t.Mine("far", "three", three)}
	default:
		g.Line = t.Mine("gift.sort")
	}
	if three != "" {
		g.List = []string{t.Mine("far", "three", three)}
	}
	g.Links = []feature.Link{{Href: "/decide/back/week/matters", Text: t.Mine("week")}}
	return g
}

// mostGood is how much of one's own pages is taken up at once.
const mostGood = 6

// good is what one's own pages say is good about it.
func good(f *before.Facts) (all []string) {
	var some []tie.Reason
	for _, r := range f.Reasons() {
		if r.List == "go-for" {
			some = append(some, r)
		}
	}
	for _, r := range last(some) {
		all = append(all, f.Say("path.own.single.takes.reason", "words", before.Brief(r.Words)))
	}
	lift := f.Lift()
	for _, c := range lift[:min(len(lift), mostTaken)] {
		all = append(all, f.Say("path.own.single.takes.felt", "what", c.Name, "n", c.N))
	}
	for _, a := range f.Lifted(mostTaken) {
		if a.By != nil && *a.By > 0 && a.Words != "" {
			all = append(all, f.Say("path.own.single.takes.act", "words", a.Words, "n", *a.By))
		}
	}
	all = append(all, back(f)...)
	return all[:min(len(all), mostGood)]
}

// back is what of oneself was taken back, was there in a good hour, or was
// loved before.
func back(f *before.Facts) (all []string) {
	for _, l := range f.Losses("self") {
		if l.Back != "" {
			all = append(all, f.Say("path.own.single.takes.back", "words", before.Brief(cmp.Or(l.Back, l.Words))))
		}
	}
	if s, ok := f.Said("memories", "keep"); ok && len(s.Answer("yours").Words) > 0 {
		all = append(all, f.Say("path.own.single.takes.yours", "words", s.Answer("yours").Words[0]))
	}
	if l := loved(f); l != "" {
		all = append(all, f.Say("path.own.single.takes.loved", "list", l))
	}
	return all
}

func stays(t *topic.Told) (g topic.Gift) {
	for _, ask := range []string{"alone", "again"} {
		for _, what := range t.Lines(ask) {
			g.List = append(g.List, t.Mine("is."+ask, "what", what))
		}
	}
	if one := t.Words("stays"); one != "" {
		g.Line = t.Mine("gift", "stays", one)
	} else {
		g.Line, g.List = g.List[0], g.List[1:]
	}
	return g
}
