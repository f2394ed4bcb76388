package patterns

import (
	"math"
	"slices"
	"strconv"

	"ebb/chart"
	"ebb/feature"
	"ebb/feature/hold/figure"
	"ebb/feature/hold/moment"
	"ebb/feature/hold/view"
	"ebb/stat"
)

// gaps is the time between acting, as a curve that nothing resets.
func gaps(r *feature.Request, ms []moment.Moment) part {
	p := part{Head: r.Say("hold.gaps.head"), How: r.Say("hold.gaps.how")}
	all := figure.GapsOf(ms, r.Now)
	if n := ended(all); n < figure.Least {
		p.Rest = r.Say("hold.gaps.more", "n", n, "least", figure.Least)
		return p
	}
	x := figure.PeriodsOf(all, r.Now)
	c := drawGaps(r, x)
	p.Chart = &c
	if x.Two {
		day := view.Day(r, x.Split)
		p.Keys = []view.Key{
			{Mark: chart.Key(chart.Ring), Text: r.Say("hold.gaps.before", "day", day)},
			{Mark: chart.Key(chart.Full), Text: r.Say("hold.gaps.since", "day", day)},
		}
	}
	return p
}

func ended(all []figure.Gap) (n int) {
	for _, g := range all {
		if g.Ended {
			n++
		}
	}
	return n
}

func drawGaps(r *feature.Request, x figure.Periods) chart.Chart {
	s := chart.Steps{Half: r.Say("hold.gaps.half"), Words: chart.Words{
		ID: "gaps", Title: r.Say("hold.gaps.title"), Sentence: gapsSentence(r, x), Table: gapsTable(r, x),
	}}
	curves := []stat.Curve{x.After}
	if x.Two {
		curves = []stat.Curve{x.Before, x.After}
	}
	most := 0.0
	for _, c := range curves {
		mid := c.Quantile(0.5)
		end := c.T[len(c.T)-1]
		most = max(most, end)
		s.Series = append(s.Series, chart.Stair{T: c.T, Share: c.S, End: end, Middle: mid.Value, Low: mid.Low, High: mid.High})
	}
	s.Ticks = axis(r, most)
	return s.Chart()
}

// axis ends at the first round number of days that holds everything.
func axis(r *feature.Request, most float64) []chart.Tick {
	ends := []int{2, 4, 8, 14, 28, 56, 112, 224, 448}
	i := slices.IndexFunc(ends, func(e int) bool { return float64(e) >= most })
	end := int(math.Ceil(most))
	if i >= 0 {
		end = ends[i]
	}
	return []chart.Tick{{At: 0, Text: "0"}, {At: float64(end) / 2, Text: strconv.Itoa(end / 2)}, {At: float64(end), Text: r.Say("hold.days", "n", end)}}
}

func gapsSentence(r *feature.Request, x figure.Periods) string {
	since := middle(r, x.After)
	if !x.Two {
		return r.Say("hold.gaps.one", "half", since, "n", x.After.N)
	}
	differ := "no"
	if x.P <= 0.05 {
		differ = "yes"
	}
	return r.Say("hold.gaps.two", "day", view.Day(r, x.Split), "before", middle(r, x.Before), "b", x.Before.N,
		"since", since, "a", x.After.N, "differ", differ)
}

// middle is how long half of the gaps lasted, with the range.
func middle(r *feature.Request, c stat.Curve) string {
	m := c.Quantile(0.5)
	low, high := math.IsNaN(m.Low), math.IsNaN(m.High)
	switch {
	case math.IsNaN(m.Value):
		return r.Say("hold.gaps.unseen", "time", lasting(r, c.T[len(c.T)-1]))
	case low && high:
		return r.Say("hold.gaps.middle.alone", "time", lasting(r, m.Value))
	case high:
		return r.Say("hold.gaps.middle.from", "time", lasting(r, m.Value), "low", lasting(r, m.Low))
	case low:
		return r.Say("hold.gaps.middle.to", "time", lasting(r, m.Value), "high", lasting(r, m.High))
	}
	return r.Say("hold.gaps.middle", "time", lasting(r, m.Value), "low", lasting(r, m.Low), "high", lasting(r, m.High))
}

// lasting writes days, or where there are less than two, hours; one is a day.
func lasting(r *feature.Request, days float64) string {
	if days < 2 && days != 1 {
		return r.Say("hold.hours", "n", int(math.Round(24*days)))
	}
	return r.Say("hold.days", "n", int(math.Round(days)))
}

// gapsTable is the curve at a few round times.
func gapsTable(r *feature.Request, x figure.Periods) chart.Table {
	t := chart.Table{Caption: r.Say("hold.gaps.table"), Head: []string{r.Say("hold.gaps.longer")}}
	curves := []stat.Curve{x.After}
	if x.Two {
		curves = []stat.Curve{x.Before, x.After}
		day := view.Day(r, x.Split)
		t.Head = append(t.Head, r.Say("hold.gaps.before.n", "day", day, "n", x.Before.N), r.Say("hold.gaps.since.n", "day", day, "n", x.After.N))
	} else {
		t.Head = append(t.Head, r.Say("hold.gaps.all.n", "n", x.After.N))
	}
	for _, days := range []float64{1, 2, 4, 7, 14, 28, 56} {
		row, any := []string{lasting(r, days)}, false
		for _, c := range curves {
			seen := days <= c.T[len(c.T)-1]
			any = any || seen
			row = append(row, shareAt(r, c, days, seen))
		}
		if any {
			t.Rows = append(t.Rows, row)
		}
	}
	return t
}

func shareAt(r *feature.Request, c stat.Curve, days float64, seen bool) string {
	if !seen {
		return r.Say("hold.gaps.notseen")
	}
	w := c.Within(days) // the other way round, where limits exist at both ends
	return r.Say("hold.gaps.share", "n", percent(1-w.Value), "low", percent(1-w.High), "high", percent(1-w.Low))
}
