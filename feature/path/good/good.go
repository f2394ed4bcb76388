// Package good is the topic "what does me good": what has lifted the mood
// before, a day that is good enough, and small things that were all right.
//
// It promises that what is offered first is what the person did and rated
// themselves, and that each of it can go into their week in one tap. It refuses
// to say what ought to help, and to ask for gladness.
package good

import (
	"embed"
	"slices"
	"strings"

	"ebb/feature/path/before"
	"ebb/feature/path/topic"
)

//go:embed words
var files embed.FS

// ours are things that cost nothing, each with its sort.
var ours = []topic.Act{{Words: "walk", Sort: "move"}, {Words: "music", Sort: "other"}, {Words: "talk", Sort: "people"}, {Words: "cook", Sort: "other"}, {Words: "hands", Sort: "project"}, {Words: "animal", Sort: "other"}, {Words: "read", Sort: "project"}, {Words: "order", Sort: "project"}}

// Topic is the topic.
func Topic() *topic.Topic {
	var names []string
	for _, o := range ours {
		names = append(names, o.Words)
	}
	return &topic.Topic{Name: "good", Words: files, Steps: []topic.Step{
		{
			Name: "did", Takes: lifted, Gives: did,
			Asks: []topic.Ask{
				{Name: "did", Kind: topic.Ticks, Ours: names, Own: things, Open: true},
				{Name: "why", Kind: topic.Ticks, Ours: []string{"warm", "moved", "near", "nobody", "done", "laugh", "still", "beauty"}, Open: true},
			},
		},
		{
			Name: "day", Takes: hours, Gives: day, Today: morning,
			Asks: []topic.Ask{
				{Name: "morning", Kind: topic.Line},
				{Name: "noon", Kind: topic.Line},
				{Name: "evening", Kind: topic.Line},
			},
		},
		{
			Name: "fine", Takes: light, Gives: fine, Hard: "done",
			Asks: []topic.Ask{
				{Name: "three", Kind: topic.Rows, Rows: 3},
				{Name: "own", Kind: topic.Line},
				{Name: "tell", Kind: topic.One, Own: before.Names, Open: true},
			},
		},
	}}
}

// mostThings of a week are taken up.
const mostThings = 5

// what is an activity in words.
func what(f *before.Facts, a before.Act) string {
	if a.Words != "" {
		return a.Words
	}
	return f.Named("ready", a.Ready)
}

// things are what lifted the mood or was done, each once.
func things(f *before.Facts) (all []string) {
	for _, a := range f.Lifted(4 * mostThings) {
		if w := what(f, a); w != "" && !slices.Contains(all, w) && len(all) < mostThings {
			all = append(all, w)
		}
	}
	return all
}

// lifted is after what the mood was higher, by the person's own numbers.
func lifted(f *before.Facts) (all []string) {
	for _, a := range f.Lifted(3) {
		if w := what(f, a); w != "" && a.By != nil {
			all = append(all, f.Say("path.good.did.lifted", "what", w, "n", *a.By))
		} else if w != "" {
			all = append(all, f.Say("path.good.did.done", "what", w))
		}
	}
	if n, up := f.Walked(); n > 0 {
		all = append(all, f.Say("path.good.did.walked", "n", n, "up", up))
	}
	return all
}

func did(t *topic.Told) topic.Gift {
	some, why := t.Lines("did"), t.All("why")
	g := topic.Gift{Line: t.Mine("why.gave", "what", why)}
	if len(some) == 0 {
		return g
	}
	g.Line = t.Mine("gave", "what", t.All("did"))
	if why != "" {
		g.List = []string{t.Mine("why.gave", "what", why)}
	}
	for _, w := range some[:min(len(some), 2)] {
		g.Acts = append(g.Acts, topic.Act{Words: w, Sort: sortOf(t, w)})
	}
	return g
}

// sortOf is the sort of a thing, as it was planned before or as ours has it.
func sortOf(t *topic.Told, words string) string {
	for _, o := range ours {
		if t.Mine("did."+o.Words) == words {
			return o.Sort
		}
	}
	for _, a := range t.Lifted(4 * mostThings) {
		if what(t.Facts, a) == words {
			return a.Sort
		}
	}
	return "other"
}

// hours is when hard moments came, and what did good before.
func hours(f *before.Facts) []string {
	part, n, all := part(f)
	when := ""
	if all > 0 {
		when = f.Say("path.good.day.when", "part", part, "n", n, "all", all)
	}
	did := ""
	if s, ok := f.Said("good", "did"); ok {
		did = strings.Join(s.Answer("did").Words, ", ")
	}
	return topic.Some(when, f.Sentence("path.good.day.did", did), f.Sentence("path.good.day.lifted", strings.Join(things(f), ", ")))
}

// part is the part of the day that had the most hard moments.
func part(f *before.Facts) (name string, n, all int) {
	counts := map[string]int{}
	for _, m := range f.Moments() {
		switch h := m.At().In(f.Now.Location()).Hour(); {
		case h < 5 || h >= 22:
			counts["night"]++
		case h < 12:
			counts["morning"]++
		case h < 18:
			counts["noon"]++
		default:
			counts["evening"]++
		}
		all++
	}
	for _, p := range []string{"night", "evening", "morning", "noon"} {
		if counts[p] > n {
			name, n = p, counts[p]
		}
	}
	return name, n, all
}

func day(t *topic.Told) topic.Gift {
	some := topic.Some(t.Words("morning"), t.Words("noon"), t.Words("evening"))
	g := topic.Gift{Line: strings.Join(some, " · ")}
	for _, w := range some {
		g.Acts = append(g.Acts, topic.Act{Words: w, Sort: "other"})
	}
	return g
}

// morning: it stands on Today on the three days after it was said.
func morning(t *topic.Told) bool {
	age := t.Now.Sub(t.At).Hours()
	return age >= 6 && age < 3*24
}

// light is what lifted among the feelings they named, and what was fine before.
func light(f *before.Facts) []string {
	was := ""
	if s, ok := f.Said("good", "fine"); ok {
		was = strings.Join(s.Answer("three").Words, " · ")
	}
	return topic.Some(f.Sentence("path.good.fine.named", f.Listed("feeling", f.Lift(), 3)), f.Sentence("path.good.fine.was", was), f.Sentence("path.good.fine.people", strings.Join(before.Names(f), ", ")))
}

func fine(t *topic.Told) topic.Gift {
	three := t.Lines("three")
	rest := topic.Some(t.Sentence(t.Key("own.gave"), t.Words("own")), t.Sentence(t.Key("tell.gave"), t.First("tell")))
	g := topic.Gift{Line: strings.Join(three, " · "), List: rest}
	if g.Line == "" {
		g.Line, g.List = rest[0], rest[1:]
	}
	return g
}
