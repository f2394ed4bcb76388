package talk

import (
	"strings"
	"time"

	"ebb/feature"
	"ebb/feature/talk/facts"
)

// shown is for how many days Today names a day that has come.
const shown = 7

// cardView is what has its day.
type cardView struct {
	Talk  string // "today", or "past"; "" nothing
	Day   string // of the talk, said
	Looks []string
}

// here reports whether a date has come, and not long ago.
func here(now time.Time, date string) bool {
	return date != "" && date <= now.Format(time.DateOnly) && date > now.AddDate(0, 0, -shown).Format(time.DateOnly)
}

func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	var v cardView
	if on := s.TalkDay(); here(r.Now, on) {
		v.Talk, v.Day = "past", say(r, on)
		if on == r.Now.Format(time.DateOnly) {
			v.Talk = "today"
		}
	}
	for _, about := range facts.Abouts {
		if here(r.Now, s.Look(about)) {
			v.Looks = append(v.Looks, about)
		}
	}
	if v.Talk == "" && len(v.Looks) == 0 {
		return nil, nil
	}
	return &feature.Card{Template: "talk/card", Data: v}, nil
}

// dues are the mornings of the talk and of looking again.
func dues(r *feature.Request) (all []time.Time, err error) {
	s, err := fold(r)
	for _, date := range []string{s.TalkDay(), s.Look(facts.Talk), s.Look(facts.Break)} {
		if at, ok := r.Morning(date); ok && err == nil {
			all = append(all, at)
		}
	}
	return all, err
}

// step says what there is, each part in its own words.
func step(r *feature.Request) (*feature.Shelf, error) {
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	var lines []string
	if s.Has(facts.KindPart) {
		lines = append(lines, r.Say("talk.step.part"))
	}
	if n, _ := s.Filled(); n > 0 || s.TalkDay() != "" || s.Has(facts.KindWent) {
		lines = append(lines, s.talkLine(r))
	}
	if s.Has(facts.KindPause) || s.Has(facts.KindTerms) {
		lines = append(lines, s.breakLine(r))
	}
	if len(lines) == 0 {
		lines = []string{r.Say("talk.none", "n", 0)}
	}
	return &feature.Shelf{Href: home, Head: r.Say("talk.head"), Line: strings.Join(lines, " · ")}, nil
}

// week is what was written in a week, read back, with the days that came in it.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	var all []told
	for _, place := range []string{facts.KindPart, facts.KindWent, facts.KindPause, facts.KindTerms, facts.AtLooked(facts.Talk), facts.AtLooked(facts.Break)} {
		now, there := s.At(place)
		if !there || !now.Said || now.At.Before(from) || !now.At.Before(until) {
			continue
		}
		lines, err := lines(r, now)
		if err != nil {
			return nil, err
		}
		all = append(all, lines...)
	}
	if on := s.TalkDay(); on >= from.Format(time.DateOnly) && on < until.Format(time.DateOnly) {
		all = append(all, told{Head: r.Say("talk.week.day", "day", say(r, on))})
	}
	if len(all) == 0 {
		return nil, nil
	}
	return []feature.Card{{Template: "talk/week", Data: all}}, nil
}

// lines are the words of one entry, each with what it is about.
func lines(r *feature.Request, now facts.Stamp) (all []told, err error) {
	add := func(key, words string) {
		if words != "" {
			all = append(all, told{r.Say("talk.week." + key), words})
		}
	}
	switch now.Kind {
	case facts.KindPart:
		var b facts.Part
		b, err = reread[facts.Part](r, now)
		add("part", b.Words)
	case facts.KindWent:
		var b facts.Went
		b, err = reread[facts.Went](r, now)
		add("went", b.Words)
	case facts.KindPause:
		var b facts.Pause
		b, err = reread[facts.Pause](r, now)
		add("for", b.For)
	case facts.KindTerms:
		var b facts.Terms
		b, err = reread[facts.Terms](r, now)
		add("long", b.Long)
		add("contact", b.Contact)
	case facts.KindLooked:
		var b facts.Looked
		b, err = reread[facts.Looked](r, now)
		add("looked."+b.About, b.Words)
	}
	return all, err
}
