package figures

import (
	"math"

	"ebb/chart"
	"ebb/feature/evidence/conclude"
	"ebb/feature/evidence/facts"
	"ebb/feature/evidence/say"
	"ebb/stat"
	"ebb/tie/exchange"
)

// share and range of k of n, as sentences take them.
func (s sayer) wilson(k, n int, args ...any) []any {
	r := stat.Wilson(k, n)
	return append(args, "share", s.Share(r.Value), "range", s.Limits(r.Low, r.High))
}

// ends says who wrote last before each pause.
func (s sayer) ends() []string {
	g, ok := s.View()
	all := g.Ends.Me + g.Ends.Them
	if !ok || all == 0 {
		return nil
	}
	count := s.Say("ends.count", s.wilson(g.Ends.Me, all, "me", say.Number(g.Ends.Me), "all", all, "shown", say.Number(all))...)
	return append(s.Concluded("ends", s.Each(conclude.Ended)), count)
}

// again says who wrote again without an answer, and whose conversations stayed
// without one.
func (s sayer) again() []string {
	g, ok := s.View()
	if !ok || g.Alone.Begun == (exchange.Sides{}) {
		return nil
	}
	lines := []string{s.Say("again.zero")}
	if all := g.Again.Me + g.Again.Them; all > 0 {
		lines = []string{s.Say("again.count", s.wilson(g.Again.Me, all, "me", say.Number(g.Again.Me), "all", all, "shown", say.Number(all))...)}
		lines = append(lines, s.Concluded("again", s.Each(conclude.Again))...)
	}
	return append(append(lines, s.alone("me", g.Alone.Begun.Me, g.Alone.Only.Me, g.Alone.Row.Me)...),
		s.alone("them", g.Alone.Begun.Them, g.Alone.Only.Them, g.Alone.Row.Them)...)
}

func (s sayer) alone(side string, begun, only, row int) (lines []string) {
	if begun == 0 {
		return nil
	}
	lines = []string{s.Say("alone."+side, s.wilson(only, begun, "begun", begun, "shown", say.Number(begun), "only", say.Number(only))...)}
	if row > 1 {
		lines = append(lines, s.Say("alone.row."+side, "n", row))
	}
	return lines
}

// fewTexts is how many texts each side must have before lengths are told.
const fewTexts = 20

// lengths says how long messages are, by the class of the middle one.
func (s sayer) lengths() []string {
	me, them := s.Tally.Me, s.Tally.Them
	if me == nil || them == nil {
		return nil
	}
	if n := min(me.Texts, them.Texts); n < fewTexts {
		return []string{s.Say("length.few", "n", n, "need", fewTexts)}
	}
	mine, theirs := middle(me), middle(them)
	first := s.Say("length.alike")
	if mine.high < theirs.low || theirs.high < mine.low {
		first = s.Say("length.differ", "mine", s.class(mine.class, mine.class), "theirs", s.class(theirs.class, theirs.class))
	}
	return []string{first, s.length("me", me.Texts, mine), s.length("them", them.Texts, theirs)}
}

// classes is a median class of length with its range.
type classes struct{ class, low, high int }

// middle is the class of the median, and those at the ranks of its 95 %
// limits, from the normal approximation to the binomial.
func middle(x *exchange.Side) classes {
	n := float64(x.Texts)
	half := 1.96 * math.Sqrt(n) / 2
	return classes{classAt(x, n/2), classAt(x, n/2-half), classAt(x, n/2+half)}
}

// classAt is the class of the text at a rank, in order of length.
func classAt(x *exchange.Side, rank float64) int {
	for class, n := range x.Lengths {
		if rank -= float64(n); rank < 0 {
			return class
		}
	}
	return len(x.Lengths) - 1
}

func (s sayer) length(side string, n int, c classes) string {
	return s.Say("length."+side, "n", say.Number(n), "class", s.class(c.class, c.class), "range", s.class(c.low, c.high))
}

// class is from the shortest of one class to the longest of another.
func (s sayer) class(from, to int) string {
	low, _ := facts.Bounds(from)
	_, high := facts.Bounds(to)
	switch {
	case to == 0:
		return s.Say("length.none")
	case high == 0:
		return s.Say("length.over", "low", say.Number(low))
	}
	return s.Say("length.to", "low", say.Number(low), "high", say.Number(high))
}

// questions says how many texts ask something, as a rough count.
func (s sayer) questions() (lines []string) {
	for _, x := range s.sides() {
		if x.Texts > 0 {
			lines = append(lines, s.Say("asks."+x.key, s.wilson(x.Asks, x.Texts, "asks", say.Number(x.Asks), "n", say.Number(x.Texts))...))
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return append(lines, s.Say("asks.rough"))
}

type side struct {
	key string
	*exchange.Side
}

// sides are me and them, where they are known.
func (s sayer) sides() []side {
	if s.Tally.Me == nil || s.Tally.Them == nil {
		return nil
	}
	return []side{{"me", s.Tally.Me}, {"them", s.Tally.Them}}
}

// wrote is how many messages a side has.
func (x side) wrote() (n int) {
	for _, h := range x.Hours {
		n += h
	}
	return n
}

// busy is how many hours in a row are called the busiest.
const busy = 4

// fewHours is how many messages each side must have before hours are told.
const fewHours = 50

// hours says when each side writes, and when hardly ever.
func (s sayer) hours() (lines []string) {
	least := math.MaxInt
	for _, x := range s.sides() {
		least = min(least, x.wrote())
	}
	if least < fewHours {
		return []string{s.Say("hours.few", "n", least, "need", fewHours)}
	}
	for _, x := range s.sides() {
		all, best, at := x.wrote(), -1, 0
		for h := range x.Hours {
			sum := 0
			for i := range busy {
				sum += x.Hours[(h+i)%24]
			}
			if sum > best {
				best, at = sum, h
			}
		}
		lines = append(lines, s.Say("hours.busy."+x.key, s.wilson(best, all,
			"n", say.Number(best), "all", say.Number(all), "from", say.Clock(at), "to", say.Clock(at+busy))...))
		if q := x.Quiet; q != nil {
			lines = append(lines, s.Say("hours.quiet."+x.key, "n", say.Number(q.Messages), "all", say.Number(all), "from", say.Clock(q.From), "to", say.Clock(q.From+q.Hours)))
		}
	}
	return lines
}

// hourChart draws messages by the hour of the day.
func (s sayer) hourChart(id string) (chart.Chart, bool) {
	for _, x := range s.sides() {
		if x.wrote() < fewHours {
			return chart.Chart{}, false
		}
	}
	me, them := s.Tally.Me.Hours, s.Tally.Them.Hours
	d := chart.Sides{You: s.Say("chart.weeks.you"), They: s.Say("chart.weeks.they")}
	table := chart.Table{Caption: s.Say("chart.hours.title"), Head: []string{s.Say("table.hour.of"), s.Say("table.you"), s.Say("table.they")}}
	for h := range min(len(me), len(them)) {
		d.Pairs = append(d.Pairs, chart.Pair{You: float64(me[h]), They: float64(them[h])})
		table.Rows = append(table.Rows, []string{say.Clock(h), say.Number(me[h]), say.Number(them[h])})
		if h%6 == 0 {
			d.Ticks = append(d.Ticks, chart.Tick{At: float64(h), Text: say.Clock(h)})
		}
	}
	d.Words = chart.Words{ID: id, Title: s.Say("chart.hours.title"), Sentence: s.Say("chart.hours.say"), Table: table}
	return d.Chart(), true
}

// calls says who called, as far as the file does.
func (s sayer) calls() []string {
	t := s.Tally
	if t.Calls == 0 || t.Me == nil || t.Them == nil {
		return nil
	}
	lines := []string{s.Say("calls.all", "n", t.Calls, "missed", say.Number(t.Missed))}
	known := t.Me.Calls + t.Them.Calls
	if known > 0 {
		lines = append(lines, s.Say("calls.by", s.wilson(t.Me.Calls, known, "me", say.Number(t.Me.Calls), "all", say.Number(known),
			"mine", say.Number(t.Me.Missed), "theirs", say.Number(t.Them.Missed))...))
	}
	if t.Talked > 0 {
		lines = append(lines, s.Say("calls.talked", "minutes", minutes(t.Talked), "shown", say.Number(minutes(t.Talked)),
			"mine", say.Number(minutes(t.Me.Talked)), "theirs", say.Number(minutes(t.Them.Talked))))
	}
	if n := t.Calls - known; n > 0 {
		lines = append(lines, s.Say("calls.nobody", "n", n))
	}
	return lines
}

func minutes(seconds int) int { return (seconds + 30) / 60 }
