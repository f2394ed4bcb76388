// Package now is the topic of the path about what somebody is to a person now:
// the places they had, a word for it, and what to say when somebody asks.
//
// It promises that the word may change and every earlier one stands beside it,
// and that "I don't know yet" is a word as good as any. It refuses to choose the
// word, to ask for one place to be filled by one person, and to say anything
// about what the person is to them.
package now

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
	return &topic.Topic{Name: "now", Words: words, Steps: []topic.Step{
		{Name: "places", Takes: needed, Gives: piece, Asks: []topic.Ask{
			{Name: "were", Kind: topic.Ticks, Ours: []string{"first", "home", "close", "fun", "daily", "later", "family", "known"}, Open: true},
			{Name: "most", Kind: topic.Line},
			{Name: "piece", Kind: topic.Line},
		}},
		{Name: "word", Takes: stood, Gives: word, Hard: "truths", Asks: []topic.Ask{
			{Name: "is", Kind: topic.One, Ours: []string{"loved", "love", "over", "open"}, Own: fitting, Open: true},
			{Name: "keep", Kind: topic.Line},
			{Name: "down", Kind: topic.Line},
		}},
		{Name: "asked", Takes: named, Gives: ready, Asks: []topic.Ask{
			{Name: "where", Kind: topic.Ticks, Ours: []string{"work", "family", "friends", "party", "street", "children"}},
			{Name: "say", Kind: topic.Line},
			{Name: "next", Kind: topic.Line},
		}},
	}}
}

// mostNeeds are taken up.
const mostNeeds = 3

// needed are the needs that weigh most, where that was said.
func needed(f *before.Facts) []string {
	some := slices.DeleteFunc(slices.Clone(f.Needs()), func(n tie.Need) bool { return n.Weight == nil })
	slices.SortStableFunc(some, func(a, b tie.Need) int { return cmp.Compare(*b.Weight, *a.Weight) })
	var list []string
	for _, n := range some[:min(len(some), mostNeeds)] {
		if name := f.NeedName(n); name != "" {
			list = append(list, name)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return []string{f.Say("path.now.places.takes", "list", strings.Join(list, ", "))}
}

func piece(t *topic.Told) topic.Gift {
	most, piece := t.Words("most"), t.Words("piece")
	were := t.Lines("were")
	switch {
	case piece == "" && most == "":
		return topic.Gift{Line: t.Mine("gift.were"), List: were}
	case piece == "":
		return topic.Gift{Line: t.Mine("gift.most", "most", most), List: were}
	}
	start := t.Mine("if.ours")
	if most != "" {
		start = t.Mine("if", "most", most)
	}
	return topic.Gift{Line: t.Mine("gift", "piece", piece), List: were, Plan: &tie.Task{If: start, Then: piece}}
}

// fitting are words that fit where a person said they are: none speaks of
// children, work or a life together that there is not, and none of being friends
// after a yes to a safety question.
func fitting(f *before.Facts) []string {
	s := f.Standing()
	var names []string
	for name, fits := range map[string]bool{
		"with":   s.EndedBy == tie.NotEnded,
		"parent": slices.Contains(s.Ties, "children"),
		"work":   slices.Contains(s.Ties, "work"),
		"friend": !f.Safety().AnyYes() && s.EndedBy != tie.NotEnded,
	} {
		if fits {
			names = append(names, f.Named("now.word.is", name))
		}
	}
	slices.Sort(names)
	return names
}

// stood is what was decided, what is still shared, and the word of before.
func stood(f *before.Facts) (all []string) {
	if d, ok := f.Decision(); ok && d.Words != "" {
		all = append(all, f.Say("path.now.word.takes.decision", "words", before.Brief(d.Words)))
	}
	if list := f.Joined("now.word.tie", f.Standing().Ties); list != "" {
		all = append(all, f.Say("path.now.word.takes.ties", "list", list))
	}
	if v := f.Versions("now", "word"); len(v) > 0 {
		if now, _ := wordOf(f); now != "" {
			all = append(all, f.Say("path.now.word.takes.before", "at", v[len(v)-1].At, "words", now))
		}
	}
	return all
}

// wordOf is the word that stands, as it reads; false where none does.
func wordOf(f *before.Facts) (string, bool) {
	s, ok := f.Said("now", "word")
	a := s.Answer("is")
	if len(a.Picks) > 0 {
		return f.Named("now.word.is", a.Picks[0]), ok
	}
	return strings.Join(a.Words, ""), ok
}

// word is the word, and what is kept and laid down, as one says it.
func word(t *topic.Told) topic.Gift {
	var all []string
	for _, ask := range []string{"is", "keep", "down"} {
		if w := strings.TrimRight(t.First(ask), ". "); w != "" {
			all = append(all, t.Mine("gift."+ask, ask, w))
		}
	}
	return topic.Gift{Line: strings.Join(all, " ")}
}

// soon is how many days ahead a hard day is taken up.
const soon = 30

// named is the word, where there is one, and the next hard day, where somebody
// may ask.
func named(f *before.Facts) (all []string) {
	if now, _ := wordOf(f); now != "" {
		all = append(all, f.Say("path.now.asked.takes", "words", now))
	}
	for _, d := range f.Coming(soon) {
		if at, ok := f.Morning(d.On); ok && d.What != "" {
			return append(all, f.Say("path.now.asked.takes.day", "at", at, "what", d.What))
		}
	}
	return all
}

// ready is what is said when somebody asks, as a plan.
func ready(t *topic.Told) topic.Gift {
	say, next, where := t.Words("say"), strings.TrimRight(t.Words("next"), ". "), t.Saying.Answer("where").Picks
	switch {
	case say == "" && next == "":
		return topic.Gift{Line: t.Mine("gift.where")}
	case say == "":
		return topic.Gift{Line: t.Mine("gift.next", "next", next)}
	}
	then := t.Mine("then", "say", say)
	if next != "" {
		then = t.Mine("then.next", "say", say, "next", next)
	}
	place := "any"
	if len(where) == 1 {
		place = where[0]
	}
	return topic.Gift{Line: t.Mine("gift", "say", say), Plan: &tie.Task{If: t.Mine("if", "where", place), Then: then}}
}
