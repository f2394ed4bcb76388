package figures

import (
	"math"
	"strconv"

	"ebb/feature/evidence/count"
	"ebb/feature/evidence/say"
	"ebb/stat"
	"ebb/tie"
)

// Split says what lies before and after a date.
func Split(teller say.Sayer, x *count.Split) []string {
	s := sayer{teller}
	lines := []string{s.period("before", x.Before), s.period("after", x.After)}
	if !math.IsNaN(x.Change.Value) {
		lines = append(lines, s.Say("split.change", "value", signed(x.Change.Value), "low", signed(x.Change.Low), "high", signed(x.Change.High)))
		if x.Change.Low <= 0 && x.Change.High >= 0 {
			lines = append(lines, s.Say("split.zero"))
		}
	}
	if x.Rates.Share.Weeks[0] < stat.Baseline {
		lines = append(lines, s.Say("split.weeks", "need", stat.Baseline))
	}
	lines = append(lines, s.weekly(x)...)
	return append(lines, s.slower(x)...)
}

func (s sayer) period(key string, p count.Period) string {
	all := p.Starts[count.Me] + p.Starts[count.Them]
	if all == 0 {
		return s.Say("split.none." + key)
	}
	return s.Say("split."+key, "me", say.Number(p.Starts[count.Me]), "all", say.Number(all),
		"share", s.Share(p.Share.Value), "range", s.Limits(p.Share.Low, p.Share.High),
		"mine", say.Number(p.Messages[count.Me]), "theirs", say.Number(p.Messages[count.Them]), "weeks", p.Weeks)
}

// weekly compares rates of whole weeks; nothing where a side has none.
func (s sayer) weekly(x *count.Split) []string {
	r := x.Rates
	weeks := r.Messages[count.Me].Weeks
	if weeks[0] == 0 || weeks[1] == 0 {
		return nil
	}
	lines := []string{s.Say("split.whole", "before", s.Say("weeks", "n", weeks[0]), "after", s.Say("weeks", "n", weeks[1]))}
	for _, c := range []struct {
		what string
		stat.Comparison
	}{
		{tie.ChangedMessagesThem, r.Messages[count.Them]}, {tie.ChangedMessagesMe, r.Messages[count.Me]},
		{tie.ChangedStartsThem, r.Starts[count.Them]}, {tie.ChangedStartsMe, r.Starts[count.Me]},
	} {
		lines = append(lines, s.rate(c.what, c.Comparison))
	}
	if !r.Messages[count.Them].Enough {
		lines = append(lines, s.Say("split.short", "before", stat.Baseline, "after", stat.LeastAfter))
	}
	return append(lines, s.Say("split.sure"))
}

func (s sayer) rate(what string, c stat.Comparison) string {
	args := []any{"what", what, "before", s.Rough(c.Before.Value), "after", s.Rough(c.After.Value)}
	if !finite(c.Change.Value) || !finite(c.Change.High) {
		return s.Say("split.norate", args...)
	}
	clear := say.Yes(c.Changed)
	if !c.Enough {
		clear = "few"
	}
	return s.Say("split.rate", append(args, "ratio", times(c.Change.Value), "low", times(c.Change.Low), "high", times(c.Change.High), "clear", clear)...)
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// times writes a ratio with two digits behind the point.
func times(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

// slower compares replies, where both sides of the date have turns enough.
func (s sayer) slower(x *count.Split) []string {
	var lines []string
	for _, side := range []int{count.Them, count.Me} {
		b, a, d := x.Before.Replies[side], x.After.Replies[side], x.Replies[side]
		if min(b.N, a.N) < say.FewTurns || math.IsNaN(d.Mean.Value) || math.IsNaN(d.P) {
			continue
		}
		dir, by := "longer", d.Mean.Value
		if by < 0 {
			dir, by = "shorter", -by
		}
		if by < 30 {
			dir = "same"
		}
		lines = append(lines, s.Say("split.replies."+[]string{"me", "them"}[side],
			"beforehour", s.Share(b.Hour.Value), "afterhour", s.Share(a.Hour.Value),
			"before", s.Span(b.Mean.Value), "after", s.Span(a.Mean.Value), "dir", dir, "by", s.Span(by),
			"low", signedNumber(d.Mean.Low/60), "high", signedNumber(d.Mean.High/60), "chance", s.chance(d.P)))
	}
	if len(lines) > 0 {
		lines = append(lines, s.Say("split.replies.test"))
	}
	return lines
}

// chance is a probability in words.
func (s sayer) chance(p float64) string {
	return s.Say("split.chance", "n", int(math.Round(100*p)))
}

func signed(v float64) string { return signedNumber(100 * v) }

// signedNumber writes a whole number with its sign.
func signedNumber(v float64) string {
	switch n := int(math.Round(v)); {
	case n > 0:
		return "+" + say.Number(n)
	case n < 0:
		return "−" + say.Number(-n)
	}
	return "0"
}
