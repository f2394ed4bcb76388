package say

import (
	"math"
	"strconv"
	"time"

	"ebb/chart"
	"ebb/feature/evidence/conclude"
	"ebb/stat"
	"ebb/tie/exchange"
)

// few is how many starts a stretch of time needs for a dot.
const few = 5

// stretch is months taken together: one, three or twelve.
type stretch struct {
	year, month int // its first month
	me, them    int
}

func (x stretch) share() stat.Interval { return stat.Wilson(x.me, x.me+x.them) }

// wide is how many dots a chart has room for.
const wide = 24

// stretches takes months together until they fit: "months", "quarters" or
// "years". Silent ones in between are there, with no start.
func (s Sayer) stretches() ([]stretch, string) {
	for _, c := range []struct {
		months int
		name   string
	}{{1, "months"}, {3, "quarters"}, {12, "years"}} {
		out := s.every(c.months)
		if len(out) <= wide || c.months == 12 {
			return out, c.name
		}
	}
	return nil, ""
}

func (s Sayer) every(months int) []stretch {
	var out []stretch
	for _, m := range s.Tally.Months {
		at := (m.Year*12 + m.Month - 1) / months
		for len(out) == 0 || out[len(out)-1].index()/months < at {
			next := at
			if len(out) > 0 {
				next = out[len(out)-1].index()/months + 1
			}
			out = append(out, stretch{year: next * months / 12, month: next*months%12 + 1})
		}
		if last := &out[len(out)-1]; s.Gap <= len(m.Me) {
			last.me += m.Me[s.Gap-1]
			last.them += m.Them[s.Gap-1]
		}
	}
	return out
}

func (x stretch) index() int { return x.year*12 + x.month - 1 }

func (s Sayer) name(x stretch, unit string) string {
	switch unit {
	case "years":
		return strconv.Itoa(x.year)
	case "quarters":
		return s.Say("quarter", "month", x.month, "year", x.year)
	}
	return s.Say("month", "month", x.month, "year", x.year)
}

// StartChart draws my share of the starts over time; false where starts do
// not apply.
func (s Sayer) StartChart(id string) (chart.Chart, bool) {
	if _, ok := s.View(); !ok {
		return chart.Chart{}, false
	}
	all, unit := s.stretches()
	w := chart.Words{
		ID: id, Title: s.Say("chart.starts.title"), Desc: s.course(all, unit),
		Sentence: s.Say("chart.starts." + unit), Table: s.startTable(all, unit),
	}
	d := chart.Shares{Words: w, Top: s.Say("chart.starts.top"), Half: s.Say("chart.starts.half")}
	for i, x := range all {
		p := chart.Point{Value: math.NaN(), Label: s.Say("month.short", "month", x.month)}
		if r := x.share(); x.me+x.them >= few {
			p.Value, p.Low, p.High = r.Value, r.Low, r.High
		} else {
			d.Sentence = s.Say("chart.starts."+unit) + " " + s.Say("chart.starts.few", "n", few)
		}
		if i == 0 || x.year != all[i-1].year {
			p.Under = strconv.Itoa(x.year)
		}
		if unit == "years" {
			p.Label, p.Under = "’"+strconv.Itoa(x.year%100), ""
		}
		d.Points = append(d.Points, p)
	}
	s.mark(&d, all)
	return d.Chart(), true
}

// course says in words where the dots went.
func (s Sayer) course(all []stretch, unit string) string {
	low, high, seen := 1.0, 0.0, false
	for _, x := range all {
		if x.me+x.them >= few {
			v := x.share().Value
			low, high, seen = min(low, v), max(high, v), true
		}
	}
	if !seen {
		return s.Say("chart.starts.thin")
	}
	return s.Say("chart.starts.say", "from", s.name(all[0], unit), "to", s.name(all[len(all)-1], unit),
		"low", percent(low), "high", percent(high))
}

func (s Sayer) startTable(all []stretch, unit string) chart.Table {
	t := chart.Table{Caption: s.Say("chart.starts.title"), Head: []string{
		s.Say("table.when"), s.Say("table.you"), s.Say("table.they"), s.Say("table.share"), s.Say("table.range"),
	}}
	for _, x := range all {
		share, spread := "–", "–"
		if r := x.share(); x.me+x.them >= few {
			share, spread = strconv.Itoa(percent(r.Value)), s.Limits(r.Low, r.High)
		}
		t.Rows = append(t.Rows, []string{s.name(x, unit), Number(x.me), Number(x.them), share, spread})
	}
	return t
}

// GapTable shows the share of the starts for all eight pauses.
func (s Sayer) GapTable() chart.Table {
	t := chart.Table{Caption: s.Say("html.gaps"), Head: []string{
		s.Say("table.pause"), s.Say("table.you"), s.Say("table.they"), s.Say("table.share"), s.Say("table.range"),
	}}
	for _, g := range s.Tally.Gaps {
		share, spread := "–", "–"
		if r := conclude.Share(g.Starts); r.Value == r.Value {
			share, spread = strconv.Itoa(percent(r.Value)), s.Limits(r.Low, r.High)
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(g.Hours), Number(g.Starts.Me), Number(g.Starts.Them), share, spread})
	}
	return t
}

// WeekChart draws messages week by week; false while it is open who is me.
func (s Sayer) WeekChart(id string) (chart.Chart, bool) {
	weeks := s.Weeks()
	if len(weeks) == 0 {
		return chart.Chart{}, false
	}
	me, them := 0, 0
	d := chart.Sides{You: s.Say("chart.weeks.you"), They: s.Say("chart.weeks.they")}
	table := chart.Table{Caption: s.Say("chart.weeks.title"), Head: []string{s.Say("table.week"), s.Say("table.you"), s.Say("table.they")}}
	year := 0
	for i, w := range weeks {
		me, them = me+w.Me, them+w.Them
		d.Pairs = append(d.Pairs, chart.Pair{You: float64(w.Me), They: float64(w.Them)})
		table.Rows = append(table.Rows, []string{s.Date(int64(w.Monday) * 86400), Number(w.Me), Number(w.Them)})
		if y := thursday(w).Year(); y != year {
			year = y
			d.Ticks = tick(d.Ticks, i, len(weeks), strconv.Itoa(y))
		}
	}
	say := s.Say("chart.weeks.say", "me", Number(me), "them", Number(them), "n", len(weeks))
	d.Words = chart.Words{ID: id, Title: s.Say("chart.weeks.title"), Sentence: say, Table: table}
	return d.Chart(), true
}

// thursday is the day that settles which year an ISO week belongs to.
func thursday(w exchange.Week) time.Time { return time.Unix(int64(w.Monday+3)*86400, 0).UTC() }

// tick adds a year's mark unless it would run into the one before or out of
// the drawing.
func tick(ticks []chart.Tick, at, n int, text string) []chart.Tick {
	room := float64(n) * 0.12
	if n := len(ticks); n > 0 && float64(at)-ticks[n-1].At < room {
		ticks = ticks[:n-1]
	}
	if float64(at) > float64(n)-room && len(ticks) > 0 {
		return ticks
	}
	return append(ticks, chart.Tick{At: float64(at), Text: text})
}

// Weeks are all weeks from the first to the last; a silent one is a true zero.
func (s Sayer) Weeks() []exchange.Week { return exchange.Silent(s.Tally.Weeks) }
