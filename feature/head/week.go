package head

import (
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/head/turn"
	"ebb/tie"
)

// worded are the kinds whose words stand in the review of their week.
var worded = []string{turn.KindAnswered, turn.KindLeft, tie.Worried, turn.KindClosed}

// weekView is a tally, how loud it was, and what was written.
type weekView struct {
	told
	Fell  []string
	Lines []line
}

// line is own words, and what they were for.
type line struct{ For, Words string }

func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	t, err := tell(r, from, until)
	if err != nil {
		return nil, err
	}
	v := weekView{told: t}
	var seqs []uint64
	err = feature.See(r, Name, func(s *State) error {
		v.Fell, seqs = s.loudness(r, from, until), s.written(from, until)
		return nil
	})
	if err == nil {
		v.Lines, err = reread(r, seqs)
	}
	if err != nil || v.N == 0 && len(v.Lines) == 0 {
		return nil, err
	}
	return []feature.Card{{Template: "head/week", Data: v}}, nil
}

// loudness is the first and the last rating of each turn.
func (s *State) loudness(r *feature.Request, from, until time.Time) (lines []string) {
	var ids []ebb.ID
	for id, b := range s.began {
		if !b.at.Before(from) && b.at.Before(until) && len(s.rated[id]) > 0 {
			ids = append(ids, id)
		}
	}
	slices.SortFunc(ids, func(a, b ebb.ID) int { return order(s.began[a], s.began[b]) })
	for _, id := range ids {
		all := slices.SortedFunc(slices.Values(s.rated[id]), order)
		lines = append(lines, r.Say("head.week.loud", "day", day(r, all[0].at), "n", len(all), "first", all[0].value, "last", all[len(all)-1].value))
	}
	return lines
}

func (s *State) written(from, until time.Time) (seqs []uint64) {
	for _, w := range slices.SortedFunc(slices.Values(s.words), order) {
		if !w.at.Before(from) && w.at.Before(until) {
			seqs = append(seqs, w.value)
		}
	}
	return seqs
}

func day(r *feature.Request, t time.Time) string {
	return r.Say("head.day", "d", t.Day(), "m", int(t.Month()))
}

// reread opens what was written.
func reread(r *feature.Request, seqs []uint64) (lines []line, err error) {
	events, err := r.Journal.Read(r.Context(), seqs...)
	for _, e := range events {
		l, err := words(r, e)
		if err != nil {
			return nil, err
		}
		if l.Words != "" {
			lines = append(lines, l)
		}
	}
	return lines, err
}

func words(r *feature.Request, e ebb.Event) (l line, err error) {
	var text, date string
	switch e.Kind {
	case turn.KindAnswered:
		var b turn.Answered
		err = e.Decode(&b)
		text = b.Words
	case turn.KindLeft:
		var b turn.Left
		err = e.Decode(&b)
		text = b.Words
	case turn.KindClosed:
		var b turn.Closed
		err = e.Decode(&b)
		text = b.Words
	default:
		var b turn.Worried
		err = e.Decode(&b)
		text, date = b.Words, b.By
	}
	by := "none"
	if at, fault := time.Parse(time.DateOnly, date); fault == nil {
		by = day(r, at)
	}
	return line{r.Say("head.week.for", "kind", e.Kind[len(Name)+1:], "by", by), text}, err
}
