package say

import (
	"math"
	"strings"

	"ebb/chart"
	"ebb/feature/evidence/conclude"
	"ebb/tie/exchange"
)

// FewTurns is how many turns each side must have before reply times are told.
const FewTurns = 10

// Replies says how long replies take; nothing where that does not apply.
func (s Sayer) Replies() []string {
	g, ok := s.View()
	if !ok {
		return nil
	}
	if n := min(g.Me.N, g.Them.N); n < FewTurns {
		return []string{s.Say("replies.few", "n", n, "need", FewTurns)}
	}
	lines := s.compare(g)
	for _, side := range []struct {
		key string
		r   exchange.Replies
	}{{"me", g.Me}, {"them", g.Them}} {
		lines = append(lines, s.answers(side.key, side.r), s.within(side.r))
	}
	return append(append(lines, s.Say("replies.clock")), s.waking(g)...)
}

// compare names a difference only where the ranges stay apart at every gap.
func (s Sayer) compare(g exchange.GapView) []string {
	leans := make([]conclude.Conclusion, len(s.Tally.Gaps))
	for i, g := range s.Tally.Gaps {
		leans[i] = faster(g.Me.Median, g.Them.Median)
	}
	if conclude.Agree(leans) == conclude.Depends {
		return append([]string{s.Say("replies.depends")}, s.leans("replies", leans)...)
	}
	mine, theirs := s.Span(g.Me.Median.Value), s.Span(g.Them.Median.Value)
	switch faster(g.Me.Median, g.Them.Median) {
	case conclude.Unsure:
		return []string{s.Say("replies.open")}
	case conclude.Even:
		return []string{s.Say("replies.alike", "mine", mine, "theirs", theirs)}
	}
	return []string{s.Say("replies.differ", "mine", mine, "theirs", theirs)}
}

// faster is whose typical reply is quicker, as far as the ranges stay apart.
func faster(me, them exchange.Range) conclude.Conclusion {
	switch {
	case math.IsNaN(me.Value) || math.IsNaN(them.Value):
		return conclude.Unsure
	case me.High < them.Low:
		return conclude.IStart
	case them.High < me.Low:
		return conclude.TheyDo
	}
	return conclude.Even
}

// waking says what waking hours alone make of it: at length where that
// changes what was said, or a typical time by a quarter or more.
func (s Sayer) waking(g exchange.GapView) []string {
	me, them := s.Tally.Me, s.Tally.Them
	if me == nil || them == nil {
		return nil
	}
	mine, theirs := g.WakingMe, g.WakingThem
	if mine == nil || theirs == nil {
		return append(append([]string{s.Say("replies.waking.unknown")}, s.awake("me", me, mine)...), s.awake("them", them, theirs)...)
	}
	was, is := faster(g.Me.Median, g.Them.Median), faster(mine.Median, theirs.Median)
	if was == is && !moved(g.Me.Median, mine.Median) && !moved(g.Them.Median, theirs.Median) {
		if math.IsNaN(mine.Median.Value) || math.IsNaN(theirs.Median.Value) {
			return nil
		}
		return []string{s.Say("replies.waking.same", "mine", s.Span(mine.Median.Value), "theirs", s.Span(theirs.Median.Value))}
	}
	key := "replies.waking.alike"
	if is == conclude.IStart || is == conclude.TheyDo {
		key = "replies.waking.differ"
	}
	lines := []string{s.Say(key, "mine", s.Span(mine.Median.Value), "theirs", s.Span(theirs.Median.Value))}
	return append(append(lines, s.awake("me", me, mine)...), s.awake("them", them, theirs)...)
}

// moved says whether a typical time differs by a quarter or more.
func moved(clock, waking exchange.Range) bool {
	if math.IsNaN(clock.Value) || math.IsNaN(waking.Value) {
		return math.IsNaN(clock.Value) != math.IsNaN(waking.Value)
	}
	return waking.Value < 0.75*clock.Value
}

func (s Sayer) awake(side string, x *exchange.Side, w *exchange.Waking) []string {
	if w == nil || math.IsNaN(w.Median.Value) {
		return nil
	}
	return []string{s.Say("replies.waking."+side, "from", Clock(x.Quiet.From), "to", Clock(x.Quiet.From+x.Quiet.Hours),
		"median", s.Span(w.Median.Value), "range", s.spans(w.Median), "hour", s.Share(w.Hour.Value), "hourrange", s.Limits(w.Hour.Low, w.Hour.High))}
}

func (s Sayer) answers(side string, r exchange.Replies) string {
	args := []any{"answered", Number(r.Answered), "n", Number(r.N)}
	if math.IsNaN(r.Median.Value) {
		return s.Say("replies."+side+".none", args...)
	}
	return s.Say("replies."+side, append(args, "median", s.Span(r.Median.Value), "range", s.spans(r.Median))...)
}

func (s Sayer) within(r exchange.Replies) string {
	return s.Say("replies.within",
		"hour", s.Share(r.Hour.Value), "hourrange", s.Limits(r.Hour.Low, r.Hour.High),
		"day", s.Share(r.Day.Value), "dayrange", s.Limits(r.Day.Low, r.Day.High),
		"mean", s.Span(r.Mean.Value), "meanrange", s.spans(r.Mean))
}

// ReplyChart draws both typical reply times; false where there are too few.
func (s Sayer) ReplyChart(id string) (chart.Chart, bool) {
	g, ok := s.View()
	if !ok || min(g.Me.N, g.Them.N) < FewTurns {
		return chart.Chart{}, false
	}
	return chart.Waits{
		Words: chart.Words{
			ID: id, Title: s.Say("chart.replies.title"), Desc: strings.Join(s.compare(g), " "),
			Sentence: s.Say("chart.replies.say"), Table: s.replyTable(g),
		},
		Rows: []chart.Row{
			{Label: s.Say("chart.replies.you"), Value: g.Me.Median.Value, Low: g.Me.Median.Low, High: g.Me.Median.High},
			{Label: s.Say("chart.replies.they"), Value: g.Them.Median.Value, Low: g.Them.Median.Low, High: g.Them.Median.High, Open: true},
		},
		Ticks: []chart.Tick{
			{At: 60, Text: s.Say("tick.m1")}, {At: 600, Text: s.Say("tick.m10")}, {At: 3600, Text: s.Say("tick.h1")},
			{At: 6 * 3600, Text: s.Say("tick.h6")}, {At: 24 * 3600, Text: s.Say("tick.d1")},
		},
	}.Chart(), true
}

func (s Sayer) replyTable(g exchange.GapView) chart.Table {
	t := chart.Table{Caption: s.Say("chart.replies.title"), Head: []string{
		s.Say("table.who"), s.Say("table.turns"), s.Say("table.answered"), s.Say("table.median"), s.Say("table.range"),
		s.Say("table.hour"), s.Say("table.day"), s.Say("table.mean"),
	}}
	for _, side := range []struct {
		key string
		r   exchange.Replies
	}{{"you", g.Me}, {"they", g.Them}} {
		r := side.r
		median, spread := "–", "–"
		if !math.IsNaN(r.Median.Value) {
			median, spread = s.Span(r.Median.Value), s.spans(r.Median)
		}
		t.Rows = append(t.Rows, []string{
			s.Say("table." + side.key), Number(r.N), Number(r.Answered), median, spread,
			s.Share(r.Hour.Value), s.Share(r.Day.Value), s.Span(r.Mean.Value),
		})
	}
	return t
}
