package talk

import (
	"strings"
	"time"

	"ebb/feature"
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
	if on := s.talkDay(); here(r.Now, on) {
		v.Talk, v.Day = "past", say(r, on)
		if on == r.Now.Format(time.DateOnly) {
			v.Talk = "today"
		}
	}
	for _, about := range Abouts {
		if here(r.Now, s.look(about)) {
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
	for _, date := range []string{s.talkDay(), s.look(Talk), s.look(Break)} {
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
	if s.has(part) {
		lines = append(lines, r.Say("talk.step.part"))
	}
	if n, _ := s.fields(); n > 0 || s.talkDay() != "" || s.has(went) {
		lines = append(lines, s.talkLine(r))
	}
	if s.has(pause) || s.has(terms) {
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
	for _, place := range []string{part, went, pause, terms, looked(Talk), looked(Break)} {
		now, there := s.at(place)
		if !there || !now.said || now.at.Before(from) || !now.at.Before(until) {
			continue
		}
		lines, err := lines(r, now)
		if err != nil {
			return nil, err
		}
		all = append(all, lines...)
	}
	if on := s.talkDay(); on >= from.Format(time.DateOnly) && on < until.Format(time.DateOnly) {
		all = append(all, told{Head: r.Say("talk.week.day", "day", say(r, on))})
	}
	if len(all) == 0 {
		return nil, nil
	}
	return []feature.Card{{Template: "talk/week", Data: all}}, nil
}

// lines are the words of one entry, each with what it is about.
func lines(r *feature.Request, now stamp) (all []told, err error) {
	add := func(key, words string) {
		if words != "" {
			all = append(all, told{r.Say("talk.week." + key), words})
		}
	}
	switch now.kind {
	case KindPart:
		var b Part
		b, err = reread[Part](r, now)
		add("part", b.Words)
	case KindWent:
		var b Went
		b, err = reread[Went](r, now)
		add("went", b.Words)
	case KindPause:
		var b Pause
		b, err = reread[Pause](r, now)
		add("for", b.For)
	case KindTerms:
		var b Terms
		b, err = reread[Terms](r, now)
		add("long", b.Long)
		add("contact", b.Contact)
	case KindLooked:
		var b Looked
		b, err = reread[Looked](r, now)
		add("looked."+b.About, b.Words)
	}
	return all, err
}
