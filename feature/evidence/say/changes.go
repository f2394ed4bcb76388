package say

import (
	"math"
	"strconv"
	"time"

	"ebb/chart"
	"ebb/feature/evidence/conclude"
	"ebb/feature/evidence/count"
	"ebb/stat"
	"ebb/tie/exchange"
)

// leading is the change that the headline tells: the one of my share of the
// starts, else the largest of those that hold for every gap and last to this
// day. Nil where there is none.
func (s Sayer) leading() *exchange.Change {
	if s.Tally.Changes == nil || len(s.Tally.Gaps) == 0 || s.OneSided() {
		return nil
	}
	var best *exchange.Change
	for i := range s.Tally.Changes.Found {
		c := &s.Tally.Changes.Found[i]
		switch {
		case c.Depends || c.Until != 0:
		case c.What == exchange.ChangedShare:
			return c
		case best == nil || size(*c) > size(*best):
			best = c
		}
	}
	return best
}

// size is how far apart two rates are, on a scale of doublings.
func size(c exchange.Change) float64 {
	return math.Abs(math.Log(math.Max(c.After.Value, 0.1) / math.Max(c.Before.Value, 0.1)))
}

// changed is a change as a headline: what it is like now.
func (s Sayer) changed(c exchange.Change) string {
	switch {
	case c.What != exchange.ChangedShare:
		return s.rates(c)
	case c.After.Low > 0.5:
		return s.starter(conclude.IStart, c.After.Value)
	case c.After.High < 0.5:
		return s.starter(conclude.TheyDo, c.After.Value)
	case level(c.After.Value) == "half":
		return s.Say("head.changed.even")
	}
	return s.shared("from", c, c.After.Value)
}

// before is what stands right under the headline of a change: what it was like
// until then, or who starts over the whole time.
func (s Sayer) before(c exchange.Change) []string {
	if c.What == exchange.ChangedShare {
		return []string{s.shared("until", c, c.Before.Value), s.when(c)}
	}
	return []string{s.when(c), s.balance()}
}

func (s Sayer) when(c exchange.Change) string {
	return s.Say("changes.when", "from", s.Date(int64(c.From)*day), "to", s.Date(int64(c.To)*day))
}

const day = 86400

// rates is a change of a weekly count.
func (s Sayer) rates(c exchange.Change) string {
	dir := "more"
	if c.After.Value < c.Before.Value {
		dir = "less"
	}
	return s.Say("changes."+c.What+"."+dir, s.times(c, "before", s.Rough(c.Before.Value), "after", s.Rough(c.After.Value))...)
}

// shared is one side of a change of my share of the starts.
func (s Sayer) shared(key string, c exchange.Change, share float64) string {
	n, of := conclude.Roughly(share)
	return s.Say("changes.starts.share."+key, s.times(c, "level", level(share), "n", n, "of", of)...)
}

func (s Sayer) times(c exchange.Change, args ...any) []any {
	return append(args, "month", s.month(c.At), "end", s.month(c.Until), "until", Yes(c.Until != 0), "since", Yes(c.Since != 0))
}

func (s Sayer) month(d int) string {
	at := time.Unix(int64(d)*day, 0).UTC()
	return s.Say("month", "month", int(at.Month()), "year", at.Year())
}

// level is how a share is called: "half", "all", "none", or "of" a few.
func level(share float64) string {
	switch n, of := conclude.Roughly(share); {
	case 2*n == of:
		return "half"
	case n == of:
		return "all"
	case n == 0:
		return "none"
	}
	return "of"
}

// Rough writes a weekly rate as people say it: two digits, one of them behind
// the point where it is below ten.
func (s Sayer) Rough(v float64) string {
	switch {
	case v >= 100:
		scale := math.Pow(10, math.Floor(math.Log10(v))-1)
		return Number(int(math.Round(v/scale) * scale))
	case v >= 10:
		return strconv.Itoa(int(math.Round(v)))
	}
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}

// Changes says what changed and when, or that nothing clearly did.
func (s Sayer) Changes() []string {
	if len(s.Tally.Gaps) == 0 {
		return nil
	}
	weeks, found := len(s.Tally.Whole()), s.Tally.Changes
	switch {
	case found == nil && weeks > stat.MostWeeks:
		return []string{s.Say("changes.long")}
	case found == nil:
		return []string{s.Say("changes.few", "n", weeks, "need", 2*stat.Baseline)}
	case len(found.Found) == 0:
		return append([]string{s.Say("changes.none", "n", weeks), s.Say("changes.unseen")}, s.rare(weeks)...)
	}
	var lines []string
	for _, c := range found.Found {
		lines = append(lines, s.told(c)...)
	}
	return append(lines, s.rare(weeks)...)
}

// rare warns where so little begins that little can be seen.
func (s Sayer) rare(weeks int) []string {
	starts := s.Tally.Gaps[count.Gap-1].Starts
	if starts.Me+starts.Them >= weeks {
		return nil
	}
	return []string{s.Say("changes.rare")}
}

// told is all there is to say about one change.
func (s Sayer) told(c exchange.Change) []string {
	key, lines, level := "changes.rates", []string{}, s.Rough
	spread := func(r exchange.Range) string {
		return s.Say("num.range", "low", s.Rough(r.Low), "high", s.Rough(r.High))
	}
	if c.What == exchange.ChangedShare {
		key, level = "changes.shares", s.Share
		spread = func(r exchange.Range) string { return s.Limits(r.Low, r.High) }
		lines = append(lines, s.shared("until", c, c.Before.Value), s.shared("from", c, c.After.Value))
	} else {
		lines = append(lines, s.rates(c))
	}
	lines = append(lines, s.when(c), s.Say(key,
		"before", level(c.Before.Value), "beforerange", spread(c.Before), "n", c.WeeksBefore,
		"after", level(c.After.Value), "afterrange", spread(c.After), "m", c.WeeksAfter))
	if c.Depends {
		lines = append(lines, s.Say("changes.depends"))
	}
	return lines
}

// mark draws a change of my share of the starts into its chart: the band, and
// the levels at the gap that is shown.
func (s Sayer) mark(d *chart.Shares, all []stretch) {
	c := s.leading()
	if c == nil || c.What != exchange.ChangedShare || len(all) == 0 {
		return
	}
	length := len(all)
	months := 1
	if length > 1 {
		months = all[1].index() - all[0].index()
	}
	at := func(d int) float64 {
		t := time.Unix(int64(d)*day, 0).UTC()
		part := float64(t.Day()-1) / 31
		return (float64(t.Year()*12+int(t.Month())-1-all[0].index()) + part) / float64(months)
	}
	d.Change = &chart.Between{Stretch: chart.Stretch{From: at(c.From), To: at(c.To + 1)}, Label: s.band(*c)}
	from := 0.0
	if c.Since != 0 {
		from = at(c.Since)
	}
	d.Levels = []chart.Level{
		s.level(chart.Stretch{From: from, To: d.Change.From}, s.shareOf(c.Since, c.From, c.Before.Value)),
		s.level(chart.Stretch{From: d.Change.To, To: float64(length)}, s.shareOf(c.To+1, math.MaxInt32, c.After.Value)),
	}
}

func (s Sayer) level(x chart.Stretch, share float64) chart.Level {
	n, of := conclude.Roughly(share)
	return chart.Level{Stretch: x, Value: share, Label: s.Say("level."+level(share), "n", n, "of", of)}
}

// shareOf is my share of the starts at the gap shown, in the months that lie
// wholly between two days; without any, what the change itself says.
func (s Sayer) shareOf(from, to int, fallback float64) float64 {
	me, all := 0, 0
	for _, m := range s.Tally.Months {
		first := time.Date(m.Year, time.Month(m.Month), 1, 0, 0, 0, 0, time.UTC)
		if int(first.Unix()/day) >= from && int(first.AddDate(0, 1, 0).Unix()/day) <= to && s.Gap <= len(m.Me) {
			me, all = me+m.Me[s.Gap-1], all+m.Me[s.Gap-1]+m.Them[s.Gap-1]
		}
	}
	if all < conclude.Few || s.Gap == 6 {
		return fallback
	}
	return float64(me) / float64(all)
}

// band is the dates of a change for a label: "3 to 24 March".
func (s Sayer) band(c exchange.Change) string {
	from, to := time.Unix(int64(c.From)*day, 0).UTC(), time.Unix(int64(c.To)*day, 0).UTC()
	last := s.Say("day", "day", to.Day(), "month", int(to.Month()))
	if from.Month() == to.Month() && from.Year() == to.Year() {
		return s.Say("band.days", "from", from.Day(), "to", last)
	}
	return s.Say("band.days", "from", s.Say("day", "day", from.Day(), "month", int(from.Month())), "to", last)
}
