package figures

import (
	"math"
	"strconv"

	"ebb/feature/evidence/count"
	"ebb/feature/evidence/say"
	"ebb/stat"
	"ebb/tie/exchange"
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
		{exchange.ChangedMessagesThem, r.Messages[count.Them]}, {exchange.ChangedMessagesMe, r.Messages[count.Me]},
		{exchange.ChangedStartsThem, r.Starts[count.Them]}, {exchange.ChangedStartsMe, r.Starts[count.Me]},
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
	return s.Say("split.rate", append(args, "ratio", times(c.Change.Value), "low", times(c.Change.Low), "high", times(c.Change.High), "clear", clear(c))...)
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// times writes a ratio with two digits behind the point.
func times(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

// falsely is in how many of a hundred chats, where good and bad days alone
// differ, the log-rank test finds a change: see doc/honesty.md.
const falsely = 10

// slower compares replies, where both sides of the date have turns enough: the
// share within an hour first, which holds for good and bad days too.
func (s sayer) slower(x *count.Split) (lines []string) {
	var waits []string
	for _, side := range []int{count.Them, count.Me} {
		b, a, d, key := x.Before.Replies[side], x.After.Replies[side], x.Replies[side], []string{"me", "them"}[side]
		if min(b.N, a.N) < say.FewTurns || !finite(d.Mean.Value) || !finite(d.Hour.Change.Value) {
			continue
		}
		lines = append(lines, s.Say("split.replies."+key, "beforehour", s.Share(d.Hour.Before.Value), "afterhour", s.Share(d.Hour.After.Value),
			"change", signed(d.Hour.Change.Value), "hourlow", signed(d.Hour.Change.Low), "hourhigh", signed(d.Hour.Change.High), "clear", clear(d.Hour)))
		if finite(d.P) {
			waits = append(waits, s.wait(key, b, a, d))
		}
	}
	if len(waits) > 0 {
		waits = append(waits, s.Say("split.replies.test", "n", falsely))
	}
	return append(lines, waits...)
}

func (s sayer) wait(key string, b, a exchange.Replies, d count.Slower) string {
	dir, by := "longer", d.Mean.Value
	if by < 0 {
		dir, by = "shorter", -by
	}
	if by < 30 {
		dir = "same"
	}
	return s.Say("split.wait."+key, "before", minutes(int(b.Mean.Value)), "after", minutes(int(a.Mean.Value)), "dir", dir, "by", s.Span(by),
		"low", signedNumber(d.Mean.Low/60), "high", signedNumber(d.Mean.High/60), "chance", s.chance(d.P))
}

// clear says whether a comparison is a change, as a sentence's select hears it.
func clear(c stat.Comparison) string {
	if !c.Enough {
		return "few"
	}
	return say.Yes(c.Changed)
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
