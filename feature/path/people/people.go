// Package people is the topic of the path about who is around a person: a small
// map of who is near and who drifted off, one ask that needs no story told, and
// what friends can leave out.
//
// It promises that names may be a letter, that a sentence is sent by the person
// or by nobody, and that it is for people who stand beside them. It refuses to
// count people, to say who is a good friend, and to tell anybody anything.
package people

import (
	"cmp"
	"embed"
	"slices"
	"strings"

	"ebb/feature/path/before"
	"ebb/feature/path/topic"
	"ebb/tie"
)

//go:embed words
var words embed.FS

// Topic is the topic.
func Topic() *topic.Topic {
	return &topic.Topic{Name: "people", Words: words, Steps: []topic.Step{
		{Name: "near", Takes: call, Gives: around, Asks: []topic.Ask{
			{Name: "near", Kind: topic.Rows, Rows: 3},
			{Name: "easy", Kind: topic.Rows, Rows: 2},
			{Name: "gone", Kind: topic.Rows, Rows: 3},
		}},
		{Name: "ask", Takes: drifted, Gives: sentence, Asks: []topic.Ask{
			{Name: "whom", Kind: topic.One, Own: names("gone", "easy", "near"), Open: true},
			{Name: "what", Kind: topic.Line},
			{Name: "say", Kind: topic.One, Ours: []string{"nothing", "quiet", "later"}},
		}},
		{Name: "news", Takes: shared, Gives: leaveOut, Asks: []topic.Ask{
			{Name: "out", Kind: topic.Ticks, Ours: []string{"they", "sees", "says", "photos", "passed"}, Open: true},
			{Name: "who", Kind: topic.Ticks, Own: names("near", "easy", "gone"), Open: true},
			{Name: "instead", Kind: topic.Line},
		}},
	}}
}

// callable are the names of those they can call.
func callable(f *before.Facts) (all []string) {
	for _, p := range f.People() {
		all = append(all, p.Name)
	}
	return all
}

// onMap are those who were named in one place of the map.
func onMap(f *before.Facts, place string) []string {
	s, _ := f.Said("people", "near")
	return s.Answer(place).Words
}

// names are all who were named, first those of the places given, and then those
// who can be called.
func names(places ...string) func(*before.Facts) []string {
	return func(f *before.Facts) (all []string) {
		for _, place := range places {
			all = append(all, onMap(f, place)...)
		}
		return append(all, callable(f)...)
	}
}

func call(f *before.Facts) []string { return listed(f, "path.people.near.takes", callable(f)) }

// listed is a sentence with a list in it; none where the list is empty.
func listed(f *before.Facts, key string, list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return []string{f.Say(key, "list", strings.Join(list, ", "))}
}

// around is the map: the person in the middle, and around them those who are
// near, who are good company, and who drifted off.
func around(t *topic.Told) (g topic.Gift) {
	g.Map = &topic.Ring{Name: t.Mine("map.you")}
	for _, place := range []string{"near", "easy", "gone"} {
		if who := t.Lines(place); len(who) > 0 {
			g.Map = &topic.Ring{Name: t.Mine("map." + place), Who: who, In: g.Map}
			g.Line = cmp.Or(g.Line, t.Mine("gift."+place, "list", strings.Join(who, ", ")))
		}
	}
	return g
}

// drifted is who drifted off, or else who is there.
func drifted(f *before.Facts) (all []string) {
	all = listed(f, "path.people.ask.takes.gone", onMap(f, "gone"))
	all = append(all, listed(f, "path.people.ask.takes.easy", onMap(f, "easy"))...)
	if len(all) == 0 {
		all = listed(f, "path.people.ask.takes.call", callable(f))
	}
	return all
}

// sentence is what the person may send, in words they can change.
func sentence(t *topic.Told) (g topic.Gift) {
	whom, say := t.First("whom"), "nothing"
	if p := t.Saying.Answer("say").Picks; len(p) > 0 {
		say = p[0]
	}
	named := map[bool]string{true: "yes", false: "no"}[whom != ""]
	what := cmp.Or(strings.TrimRight(t.Words("what"), "?. "), t.Mine("what.ours"))
	g.Line = t.Mine("gift", "say", say, "named", named, "whom", whom, "what", what)
	g.Acts = []topic.Act{{Words: t.Mine("act", "named", named, "whom", whom, "what", what), Sort: "people"}}
	if t.Safety().TheirNo == tie.Yes {
		g.List = []string{t.Mine("side")}
	}
	return g
}

// shared is whether friends are shared, and how often news came with a hard
// moment.
func shared(f *before.Facts) (all []string) {
	if slices.Contains(f.Standing().Ties, "friends") {
		all = append(all, f.Say("path.people.news.takes.friends"))
	}
	for _, c := range f.Triggers() {
		if c.Name == "news" {
			all = append(all, f.Say("path.people.news.takes.news", "n", c.N, "all", len(f.Moments())))
		}
	}
	return all
}

// leaveOut is what to say once, and the plan to say it.
func leaveOut(t *topic.Told) topic.Gift {
	var list []string
	out := t.Saying.Answer("out")
	for _, p := range out.Picks {
		list = append(list, t.Mine("say."+p))
	}
	if list = append(list, out.Words...); len(list) == 0 {
		list = []string{t.Mine("say.all")}
	}
	instead, who := strings.TrimRight(t.Words("instead"), ". "), t.Lines("who")
	yes := map[bool]string{true: "yes", false: "no"}
	say := t.Mine("gift", "asked", yes[instead != ""], "list", strings.Join(list, ", "), "instead", instead)
	start := t.Mine("if", "named", yes[len(who) == 1], "who", strings.Join(who, ""))
	return topic.Gift{Line: say, Plan: &tie.Task{If: start, Then: t.Mine("then", "say", say)}}
}
