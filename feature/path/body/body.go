// Package body is the topic "body and days": an evening from light to phone, one
// meal that stands, and moving so short that it cannot be put off.
//
// It promises small amounts, and that what the person logged about nights,
// drinks and moving stands above the questions. It refuses targets, counting of
// hours or food, and advice that a doctor would have to give.
package body

import (
	"embed"
	"slices"

	"ebb/feature"
	"ebb/feature/path/before"
	"ebb/feature/path/topic"
	"ebb/tie"
)

//go:embed words
var files embed.FS

// Topic is the topic.
func Topic() *topic.Topic {
	return &topic.Topic{Name: "body", Words: files, Steps: []topic.Step{
		{
			Name: "rest", Takes: nights, Gives: rest, Today: evening,
			Asks: []topic.Ask{
				{Name: "awake", Kind: topic.Ticks, Ours: []string{"thoughts", "phone", "bed", "early", "late", "drink"}, Open: true},
				{Name: "light", Kind: topic.Time},
				{Name: "phone", Kind: topic.One, Ours: []string{"kitchen", "hall", "drawer", "room"}, Open: true},
			},
		},
		{
			Name: "meal", Takes: table, Gives: meal,
			Asks: []topic.Ask{
				{Name: "which", Kind: topic.One, Ours: []string{"morning", "noon", "evening"}},
				{Name: "what", Kind: topic.Line},
				{Name: "who", Kind: topic.One, Ours: []string{"alone"}, Own: before.Names, Open: true},
			},
		},
		{
			Name: "move", Takes: moved, Gives: move,
			Asks: []topic.Ask{
				{Name: "how", Kind: topic.One, Ours: []string{"walk", "bike", "stairs", "dance", "stretch", "swim"}, Own: moves, Open: true},
				{Name: "long", Kind: topic.One, Ours: []string{"five", "ten", "twenty"}},
				{Name: "when", Kind: topic.One, Ours: []string{"up", "noon", "home", "pull"}},
			},
		},
	}}
}

// times is how often something set a hard moment off; "" never.
func times(f *before.Facts, key, trigger string) string {
	for _, c := range f.Triggers() {
		if c.Name == trigger {
			return f.Say(key, "n", c.N)
		}
	}
	return ""
}

// nights is how many hard moments came at night, and how often being tired set
// one off.
func nights(f *before.Facts) []string {
	night, all := f.Nights()
	late := ""
	if all > 0 {
		late = f.Say("path.body.rest.nights", "night", night, "n", all)
	}
	cost := ""
	if seen, _, ok := f.Cost(); ok && slices.Contains(seen.Costs, "sleep") {
		cost = f.Say("path.body.rest.cost")
	}
	return topic.Some(late, times(f, "path.body.rest.tired", "tired"), cost)
}

func rest(t *topic.Told) topic.Gift {
	light, phone := t.Words("light"), t.First("phone")
	g := topic.Gift{Line: t.Any()}
	if t.Picked("awake", "thoughts") {
		g.Links = []feature.Link{{Href: "/head", Text: t.Mine("head.link")}}
	}
	for _, p := range t.Saying.Answer("awake").Picks {
		g.List = append(g.List, t.Mine("so."+p))
	}
	for _, own := range t.Saying.Answer("awake").Words {
		g.List = append(g.List, t.Mine("so.own", "what", own))
	}
	if light != "" || phone != "" {
		g.Line = t.Mine("gave", "light", topic.Or(light), "phone", topic.Or(phone))
	} else if len(g.List) > 0 {
		g.Line, g.List = g.List[0], g.List[1:]
	}
	if light != "" && phone != "" {
		g.Plan = &tie.Task{If: t.Mine("if", "at", light), Then: t.Mine("then", "where", phone)}
	}
	return g
}

// evening: it stands on Today from six in the evening until eleven, for a
// week.
func evening(t *topic.Told) bool {
	h := t.Now.Hour()
	return h >= 18 && h < 23 && t.Now.Sub(t.At).Hours() < 7*24
}

// table is how often a drink set a hard moment off, and who is good for errands
// or company.
func table(f *before.Facts) (all []string) {
	all = topic.Some(times(f, "path.body.meal.drink", "drink"), times(f, "path.body.meal.tired", "tired"))
	for _, p := range f.People() {
		if slices.Contains(p.Good, "errands") {
			all = append(all, f.Say("path.body.meal.errands", "name", p.Name))
		} else if slices.Contains(p.Good, "company") {
			all = append(all, f.Say("path.body.meal.company", "name", p.Name))
		}
	}
	return all
}

func meal(t *topic.Told) topic.Gift {
	which := "none"
	if p := t.Saying.Answer("which").Picks; len(p) > 0 {
		which = p[0]
	}
	what, who := t.Words("what"), ""
	if !t.Picked("who", "alone") {
		who = t.First("who")
	}
	g := topic.Gift{Line: t.Any(), List: topic.Some(t.Sentence(t.Key("who.gave"), who))}
	switch {
	case what != "":
		g.Line = t.Mine("gave", "which", which, "what", what)
	case which != "none":
		g.Line = t.Mine("which.gave", "which", which)
	case who != "":
		g.Line, g.List = g.List[0], nil
	}
	if which != "none" && what != "" {
		g.Plan = &tie.Task{If: t.Mine("if", "which", which), Then: what}
	}
	if who != "" {
		g.Acts = []topic.Act{{Words: t.Mine("act", "who", who), Sort: "people"}}
	}
	return g
}

// moved is how often they went out to move, and what it did.
func moved(f *before.Facts) (all []string) {
	if n, up := f.Walked(); n > 0 {
		all = append(all, f.Say("path.body.move.walked", "n", n, "up", up))
	}
	for _, a := range f.Lifted(mostMoves) {
		if a.Sort == "move" && a.By != nil && len(all) < 3 {
			all = append(all, f.Say("path.body.move.lifted", "what", what(f, a), "n", *a.By))
		}
	}
	return all
}

// mostMoves of what was done is looked through for moving.
const mostMoves = 20

func what(f *before.Facts, a before.Act) string {
	if a.Words != "" {
		return a.Words
	}
	return f.Named("ready", a.Ready)
}

// moves are ways of moving that they planned before.
func moves(f *before.Facts) (all []string) {
	for _, a := range f.Lifted(mostMoves) {
		if w := what(f, a); a.Sort == "move" && w != "" && len(all) < 2 && !slices.Contains(all, w) {
			all = append(all, w)
		}
	}
	return all
}

func move(t *topic.Told) topic.Gift {
	how, long, when := t.First("how"), "none", "none"
	if p := t.Saying.Answer("long").Picks; len(p) > 0 {
		long = p[0]
	}
	if p := t.Saying.Answer("when").Picks; len(p) > 0 {
		when = p[0]
	}
	if how == "" {
		return topic.Gift{Line: t.Mine("gave", "how", t.Mine("some"), "long", long, "when", when)}
	}
	g := topic.Gift{
		Line: t.Mine("gave", "how", how, "long", long, "when", when),
		Acts: []topic.Act{{Words: t.Mine("act", "how", how, "long", long), Sort: "move"}},
	}
	if when != "none" {
		g.Plan = &tie.Task{If: t.First("when"), Then: t.Mine("act", "how", how, "long", long)}
	}
	return g
}
