// Package happening is the topic "what is happening to me": a name for the
// feeling, what eases it, and a sign at which somebody is asked for help.
//
// It promises that what the person counted before stands above each question,
// and that help stands beside the page that speaks of a sign. It refuses to say
// what a feeling means, and how long it will last.
package happening

import (
	"embed"
	"strings"

	"ebb/feature"
	"ebb/feature/path/before"
	"ebb/feature/path/topic"
	"ebb/tie"
)

//go:embed words
var files embed.FS

// Topic is the topic.
func Topic() *topic.Topic {
	return &topic.Topic{Name: "happening", Words: files, Steps: []topic.Step{
		{
			Name: "name", Takes: named, Gives: name, Hard: "choose",
			Asks: []topic.Ask{
				{Name: "feel", Kind: topic.One, Ours: []string{"sad", "afraid", "angry", "hurt", "ashamed", "longing", "relieved"}, Open: true},
				{Name: "where", Kind: topic.Ticks, Ours: []string{"throat", "chest", "stomach", "shoulders", "head", "hands", "legs", "nowhere"}},
				{Name: "wants", Kind: topic.Line},
			},
		},
		{
			Name: "eases", Takes: counted, Gives: eases,
			Asks: []topic.Ask{
				{Name: "when", Kind: topic.One, Ours: []string{"wake", "evening", "bed", "free", "door"}, Own: cues, Open: true},
				{Name: "ease", Kind: topic.Line},
				{Name: "out", Kind: topic.Line},
			},
		},
		{
			Name: "sign", Takes: known, Gives: sign,
			Asks: []topic.Ask{
				{Name: "known", Kind: topic.Ticks, Ours: []string{"sleep", "food", "turn", "tears", "numb", "work", "relief", "drink"}},
				{Name: "sign", Kind: topic.One, Ours: []string{"nights", "meals", "up", "drink"}, Open: true},
				{Name: "who", Kind: topic.One, Ours: []string{"doctor", "line", "family"}, Own: before.Names, Open: true},
			},
		},
	}}
}

// named are the feelings they named, and what set hard moments off.
func named(f *before.Facts) []string {
	return topic.Some(
		f.Sentence("path.happening.name.named", f.Listed("feeling", f.Feelings(), 4)),
		f.Sentence("path.happening.name.pulled", f.Listed("pull", f.Pulls(), 2)),
	)
}

func name(t *topic.Told) topic.Gift {
	var where []string
	for _, at := range t.Saying.Answer("where").Picks {
		if w := t.Named("happening.name.at", at); w != "" {
			where = append(where, w)
		}
	}
	feel := t.First("feel")
	if feel == "" {
		feel = t.Mine("unnamed")
	}
	at := topic.Or(strings.Join(where, ", "))
	return topic.Gift{
		Line: t.Mine("gave", "feel", feel, "where", at, "wants", topic.Or(t.Words("wants"))),
		Hard: t.Mine("gave", "feel", feel, "where", at, "wants", "none"), // what it wants is no help there
	}
}

// counted is when and where hard moments were.
func counted(f *before.Facts) []string {
	night, all := f.Nights()
	if all == 0 {
		return nil
	}
	return topic.Some(
		f.Say("path.happening.eases.moments", "n", all, "night", night),
		f.Sentence("path.happening.eases.triggers", f.Listed("trigger", f.Triggers(), 3)),
		f.Sentence("path.happening.eases.places", f.Listed("place", f.Places(), 2)),
	)
}

// cues are what set hard moments off, as a plan begins.
func cues(f *before.Facts) (all []string) {
	for _, c := range f.Triggers() {
		if w := f.Named("cue", c.Name); w != "" && len(all) < 3 {
			all = append(all, w)
		}
	}
	return all
}

func eases(t *topic.Told) topic.Gift {
	when, ease, out := t.First("when"), t.Words("ease"), t.Sentence(t.Key("out.gave"), t.Words("out"))
	g := topic.Gift{Line: t.Any()}
	switch {
	case ease != "":
		g.Line, g.List = t.Mine("gave", "when", topic.Or(when), "ease", ease), topic.Some(out)
	case out != "":
		g.Line = out
	}
	if when != "" && ease != "" {
		g.Plan = &tie.Task{If: when, Then: ease}
	}
	if out != "" {
		g.Bound = &tie.Task{If: when, Then: out}
	}
	return g
}

// known is how long it has been, what weighs, and who can be called.
func known(f *before.Facts) []string {
	since := ""
	if _, days, ok := f.Since(); ok && days >= 0 {
		since = f.Say("path.happening.sign.since", "n", days)
	}
	return topic.Some(
		since,
		f.Sentence("path.happening.sign.named", f.Listed("feeling", f.Weigh(), 3)),
		f.Sentence("path.happening.sign.people", strings.Join(before.Names(f), ", ")),
	)
}

func sign(t *topic.Told) topic.Gift {
	sign, who := t.First("sign"), t.First("who")
	g := topic.Gift{Line: t.Any(), Links: []feature.Link{{Href: "/help", Text: t.Mine("help")}}}
	all := t.All("known")
	if all != "" {
		all = t.Mine("known.gave", "what", all)
		g.Line = all
	}
	if sign != "" {
		g.Line, g.List = t.Mine("gave", "sign", sign, "who", topic.Or(who)), topic.Some(all)
	}
	if sign != "" && who != "" {
		g.Plan = &tie.Task{If: sign, Then: t.Mine("then", "who", who)}
	}
	return g
}
