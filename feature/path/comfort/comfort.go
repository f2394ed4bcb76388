// Package comfort is the topic "finding comfort": a short list within reach, a
// kind sentence in one's own words, and one person with a sentence that asks.
//
// It promises that what was chosen here comes back in a hard moment as it was
// written. It refuses to write the kind sentence for anybody, and to send
// anything to anyone.
package comfort

import (
	"embed"

	"ebb/feature"
	"ebb/feature/path/before"
	"ebb/feature/path/topic"
	"ebb/tie"
)

//go:embed words
var files embed.FS

// Topic is the topic.
func Topic() *topic.Topic {
	return &topic.Topic{Name: "comfort", Words: files, Steps: []topic.Step{
		{
			Name: "reach", Takes: places, Gives: reach, Hard: "wave",
			Asks: []topic.Ask{
				{Name: "what", Kind: topic.Ticks, Ours: []string{"drink", "blanket", "shower", "song", "animal", "air", "smell", "page"}, Open: true},
				{Name: "lies", Kind: topic.Line},
				{Name: "place", Kind: topic.One, Ours: []string{"bed", "home", "way", "work", "out"}},
			},
		},
		{
			Name: "kind", Takes: harsh, Gives: kind, Hard: "truths",
			Asks: []topic.Ask{
				{Name: "harsh", Kind: topic.Line},
				{Name: "friend", Kind: topic.Text},
			},
		},
		{
			Name: "near", Takes: alone, Gives: near,
			Asks: []topic.Ask{
				{Name: "who", Kind: topic.One, Own: before.Names, Open: true},
				{Name: "how", Kind: topic.One, Ours: []string{"sit", "walk", "eat", "phone", "beside"}},
				{Name: "when", Kind: topic.One, Ours: []string{"evening", "weekend", "next"}},
			},
		},
	}}
}

// places are where hard moments were, and how many of them came at night.
func places(f *before.Facts) []string {
	night, _ := f.Nights()
	late := ""
	if night > 0 {
		late = f.Say("path.comfort.reach.night", "n", night)
	}
	return topic.Some(f.Sentence("path.comfort.reach.places", f.Listed("place", f.Places(), 3)), late)
}

func reach(t *topic.Told) topic.Gift {
	what, lies, place := t.Lines("what"), t.Words("lies"), t.Saying.Answer("place").Picks
	g := topic.Gift{Line: t.Any()}
	if len(place) > 0 {
		g.Line = t.Mine("place.gave", "place", place[0])
	}
	if lies != "" {
		g.Line = t.Mine("lies.gave", "what", lies)
	}
	if len(what) == 0 {
		return g
	}
	g.Line, g.List = t.Mine("gave", "what", t.All("what")), topic.Some(t.Sentence(t.Key("lies.gave"), lies))
	if len(place) > 0 {
		g.Plan = &tie.Task{If: t.Mine("if", "place", place[0]), Then: what[0]}
	}
	return g
}

// harsh is how often shame or guilt was named, and what they wrote as true.
func harsh(f *before.Facts) []string {
	n := 0
	for _, c := range f.Weigh() {
		if family, _ := tie.FamilyOf(c.Name); family.Name == "ashamed" {
			n += c.N
		}
	}
	shame := ""
	if n > 0 {
		shame = f.Say("path.comfort.kind.shame", "n", n)
	}
	truth := ""
	if all := f.Truths(); len(all) > 0 {
		truth = all[len(all)-1].Reality
	}
	ended := ""
	if by := f.Standing().EndedBy; by == tie.ByMe || by == tie.ByThem {
		ended = f.Say("path.comfort.kind.ended", "by", string(by))
	}
	return topic.Some(ended, shame, f.Sentence("path.comfort.kind.truth", truth))
}

func kind(t *topic.Told) topic.Gift {
	harsh, friend := t.Words("harsh"), t.Words("friend")
	if friend == "" {
		return topic.Gift{Line: t.Mine("harsh.gave", "what", harsh)}
	}
	return topic.Gift{Line: friend, List: topic.Some(t.Sentence(t.Key("harsh.gave"), harsh))}
}

// alone is whom they can call, and in how many hard moments nobody was there.
func alone(f *before.Facts) (all []string) {
	for _, p := range f.People() {
		all = append(all, f.Say("path.comfort.near.person", "name", p.Name, "good", topic.Or(f.Joined("good", p.Good))))
	}
	for _, c := range f.Company() {
		if c.Name == "nobody" {
			all = append(all, f.Say("path.comfort.near.alone", "n", c.N))
		}
	}
	return all
}

// near is a sentence that asks, without a story in it. The person sends it
// themselves, or does not.
func near(t *topic.Told) topic.Gift {
	pick := func(ask string) string {
		if p := t.Saying.Answer(ask).Picks; len(p) > 0 {
			return p[0]
		}
		return "none"
	}
	who, how := t.First("who"), pick("how")
	g := topic.Gift{
		Line:  t.Mine("gave", "how", how, "when", pick("when")),
		Links: []feature.Link{{Href: "/keep/people", Text: t.Mine("call")}},
	}
	if who != "" {
		g.List = []string{t.Mine("who.gave", "who", who)}
		g.Acts = []topic.Act{{Words: t.Mine("act", "how", how, "who", who), Sort: "people"}}
	}
	return g
}
