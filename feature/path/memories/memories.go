// Package memories is the topic of the path about what comes back: a plan for
// the first minute after it, one good hour with what in it was the person's own,
// and one that hurts, told in facts and set beside today.
//
// It promises that the question why is asked nowhere, and that a hard moment
// never shows what hurt. It refuses to take a good hour away from anybody, and
// to say what a memory means.
package memories

import (
	"cmp"
	"embed"

	"ebb/feature"
	"ebb/feature/path/before"
	"ebb/feature/path/topic"
	"ebb/tie"
)

//go:embed words
var words embed.FS

// Topic is the topic.
func Topic() *topic.Topic {
	return &topic.Topic{Name: "memories", Words: words, Back: true, Steps: []topic.Step{
		{Name: "sets", Takes: sets, Gives: minute, Asks: []topic.Ask{
			{Name: "what", Kind: topic.Ticks, Ours: []string{"song", "place", "photo", "smell", "meal", "day", "hour", "words"}, Open: true},
			{Name: "when", Kind: topic.Line},
			{Name: "then", Kind: topic.Line},
		}},
		{Name: "keep", Takes: gave, Gives: yours, Asks: []topic.Ask{
			{Name: "hour", Kind: topic.Text},
			{Name: "yours", Kind: topic.Line},
			{Name: "put", Kind: topic.One, Ours: []string{"near", "away", "open"}},
		}},
		{Name: "hurts", Takes: hurt, Gives: today, Hard: "truths", Asks: []topic.Ask{
			{Name: "facts", Kind: topic.Text},
			{Name: "here", Kind: topic.Line},
			{Name: "next", Kind: topic.Line},
		}},
	}}
}

// mostSets is how many triggers are taken up.
const mostSets = 2

// sets is what set hard moments off, where a memory did.
func sets(f *before.Facts) (all []string) {
	for _, c := range f.Triggers() {
		switch c.Name {
		case "song", "place", "photo", "date", "memory":
			if len(all) < mostSets {
				all = append(all, f.Say("path.memories.sets.takes", "what", c.Name, "n", c.N, "all", len(f.Moments())))
			}
		}
	}
	return all
}

func minute(t *topic.Told) topic.Gift {
	when, then := cmp.Or(t.Words("when"), t.First("what")), t.Words("then")
	switch {
	case then == "":
		return topic.Gift{Line: t.Mine("gift.what", "what", when)}
	case when == "":
		return topic.Gift{Line: t.Mine("gift", "then", then)}
	}
	g := topic.Gift{Line: t.Mine("gift", "then", then), Plan: &tie.Task{If: when, Then: then}}
	if t.Words("when") != "" {
		g.List = t.Lines("what")
	}
	return g
}

// gave is what it gave, as it was ticked when they looked soberly.
func gave(f *before.Facts) (all []string) {
	seen, at, ok := f.Cost()
	if !ok {
		return nil
	}
	if list := f.Joined("memories.keep.give", seen.Gives); list != "" {
		all = append(all, f.Say("path.memories.keep.takes", "at", at, "list", list))
	}
	if seen.Words != "" {
		all = append(all, f.Say("path.memories.keep.takes.words", "at", at, "words", before.Brief(seen.Words)))
	}
	return all
}

func yours(t *topic.Told) (g topic.Gift) {
	switch own, hour := t.Words("yours"), t.Words("hour"); {
	case own != "":
		g.Line = t.Mine("gift", "yours", own)
	case hour != "":
		g.Line = t.Mine("gift.hour", "hour", before.Brief(hour))
	default:
		g.Line = t.Mine("gift.put")
	}
	if t.Picked("put", "away") {
		g.Links = []feature.Link{{Href: "/keep/doors/new", Text: t.Mine("doors")}}
	}
	return g
}

// hurt is what hurt, where it was told under what happened.
func hurt(f *before.Facts) []string {
	words, at, ok := f.Hurt()
	if !ok {
		return nil
	}
	return []string{f.Say("path.memories.hurts.takes", "at", at, "words", words)}
}

// today never holds what happened: its line comes back in hard moments.
func today(t *topic.Told) topic.Gift {
	switch here, next := t.Words("here"), t.Words("next"); {
	case here != "" && next != "":
		return topic.Gift{Line: t.Mine("gift.both", "here", here, "next", next)}
	case here != "":
		return topic.Gift{Line: t.Mine("gift", "here", here)}
	case next != "":
		return topic.Gift{Line: t.Mine("gift.next", "next", next)}
	}
	return topic.Gift{Line: t.Mine("gift.facts")}
}
