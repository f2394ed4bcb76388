package say

import (
	"math"

	"ebb/chart"
	"ebb/feature/evidence/count"
	"ebb/tie"
)

// fewTurns is how many turns each side must have before reply times are told.
const fewTurns = 10

// Replies says how long replies take; nothing where that does not apply.
func (s Sayer) Replies() []string {
	g, ok := s.view()
	if !ok {
		return nil
	}
	if n := min(g.Me.N, g.Them.N); n < fewTurns {
		return []string{s.say("replies.few", "n", n, "need", fewTurns)}
	}
	lines := []string{s.compare(g.Me.Median, g.Them.Median)}
	for _, side := range []struct {
		key string
		r   tie.Replies
	}{{"me", g.Me}, {"them", g.Them}} {
		lines = append(lines, s.answers(side.key, side.r), s.within(side.r))
	}
	return lines
}

// compare names a difference only where the ranges stay apart.
func (s Sayer) compare(me, them tie.Range) string {
	if math.IsNaN(me.Value) || math.IsNaN(them.Value) {
		return s.say("replies.open")
	}
	mine, theirs := s.Span(me.Value), s.Span(them.Value)
	if me.High < them.Low || them.High < me.Low {
		return s.say("replies.differ", "mine", mine, "theirs", theirs)
	}
	return s.say("replies.alike", "mine", mine, "theirs", theirs)
}

func (s Sayer) answers(side string, r tie.Replies) string {
	args := []any{"answered", Number(r.Answered), "n", Number(r.N)}
	if math.IsNaN(r.Median.Value) {
		return s.say("replies."+side+".none", args...)
	}
	return s.say("replies."+side, append(args, "median", s.Span(r.Median.Value), "range", s.spans(r.Median))...)
}

func (s Sayer) within(r tie.Replies) string {
	return s.say("replies.within",
		"hour", s.share(r.Hour.Value), "hourrange", s.ends(r.Hour.Low, r.Hour.High),
		"day", s.share(r.Day.Value), "dayrange", s.ends(r.Day.Low, r.Day.High),
		"mean", s.Span(r.Mean.Value), "meanrange", s.spans(r.Mean))
}

// ReplyChart draws both typical reply times; false where there are too few.
func (s Sayer) ReplyChart(id string) (chart.Chart, bool) {
	g, ok := s.view()
	if !ok || min(g.Me.N, g.Them.N) < fewTurns {
		return chart.Chart{}, false
	}
	return chart.Waits{
		Words: chart.Words{
			ID: id, Title: s.say("chart.replies.title"), Desc: s.compare(g.Me.Median, g.Them.Median),
			Sentence: s.say("chart.replies.say"), Table: s.replyTable(g),
		},
		Rows: []chart.Row{
			{Label: s.say("chart.replies.you"), Value: g.Me.Median.Value, Low: g.Me.Median.Low, High: g.Me.Median.High},
			{Label: s.say("chart.replies.they"), Value: g.Them.Median.Value, Low: g.Them.Median.Low, High: g.Them.Median.High, Open: true},
		},
		Ticks: []chart.Tick{
			{At: 60, Text: s.say("tick.m1")}, {At: 600, Text: s.say("tick.m10")}, {At: 3600, Text: s.say("tick.h1")},
			{At: 6 * 3600, Text: s.say("tick.h6")}, {At: 24 * 3600, Text: s.say("tick.d1")},
		},
	}.Chart(), true
}

func (s Sayer) replyTable(g tie.GapView) chart.Table {
	t := chart.Table{Caption: s.say("chart.replies.title"), Head: []string{
		s.say("table.who"), s.say("table.turns"), s.say("table.answered"), s.say("table.median"), s.say("table.range"),
		s.say("table.hour"), s.say("table.day"), s.say("table.mean"),
	}}
	for _, side := range []struct {
		key string
		r   tie.Replies
	}{{"you", g.Me}, {"they", g.Them}} {
		r := side.r
		median, spread := "–", "–"
		if !math.IsNaN(r.Median.Value) {
			median, spread = s.Span(r.Median.Value), s.spans(r.Median)
		}
		t.Rows = append(t.Rows, []string{
			s.say("table." + side.key), Number(r.N), Number(r.Answered), median, spread,
			s.share(r.Hour.Value), s.share(r.Day.Value), s.Span(r.Mean.Value),
		})
	}
	return t
}

// Split says what lies before and after a date.
func (s Sayer) Split(x *count.Split) []string {
	lines := []string{s.period("before", x.Before), s.period("after", x.After)}
	if math.IsNaN(x.Change.Value) {
		return lines
	}
	lines = append(lines, s.say("split.change", "value", signed(x.Change.Value), "low", signed(x.Change.Low), "high", signed(x.Change.High)))
	if x.Change.Low <= 0 && x.Change.High >= 0 {
		lines = append(lines, s.say("split.zero"))
	}
	if x.Before.Weeks < 8 {
		lines = append(lines, s.say("split.weeks"))
	}
	return lines
}

func (s Sayer) period(key string, p count.Period) string {
	all := p.Starts[count.Me] + p.Starts[count.Them]
	if all == 0 {
		return s.say("split.none." + key)
	}
	return s.say("split."+key, "me", Number(p.Starts[count.Me]), "all", Number(all),
		"share", s.share(p.Share.Value), "range", s.ends(p.Share.Low, p.Share.High),
		"mine", Number(p.Messages[count.Me]), "theirs", Number(p.Messages[count.Them]), "weeks", p.Weeks)
}

func signed(v float64) string {
	n := percent(v)
	switch {
	case n > 0:
		return "+" + Number(n)
	case n < 0:
		return "−" + Number(-n)
	}
	return "0"
}
