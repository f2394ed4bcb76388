// Package patterns is what hold shows on Patterns: the person's own waves, when
// they come, what sets them off, what was there when they fell, the time
// between acting, rates by the week, pulls and ends.
//
// It promises that every figure stands with its count and its range, that too
// few say how many more it takes, that no drawing has more than two series, and
// that while two people are together nothing shows silence as the good result.
// It refuses to record anything.
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

// card is one section of the page.
type card struct {
	ID, Head string
	Parts    []part
}

// part is one figure: a number or a drawing, and its words.
type part struct {
	Head   string
	Number string
	Rest   string // beside the number, or instead of it
	Chart  *chart.Chart
	Keys   []view.Key
	How    string
}

// Panel is what Patterns shows.
func Panel(r *feature.Request) (*feature.Panel, error) {
	var cards []card
	err := feature.See(r, "hold", func(st *moment.State) error {
		ms := st.Moments(moment.LongAgo)
		cards = []card{
			{"hold-p", r.Say("hold.patterns.head"), []part{half(r, ms), waves(r, ms), over(r, ms)}},
			{"hold-when", r.Say("hold.patterns.when"), append([]part{hours(r, ms)}, rates(r, st, ms)...)},
			{"hold-what", r.Say("hold.patterns.what"), []part{triggers(r, ms), helped(r, ms), pulls(r, st, ms)}},
		}
		if c, ok := st.SinceNo(r.Now.Location()); ok {
			cards = append(cards, card{"hold-no", r.Say("hold.no.head"), []part{sinceNo(r, c)}})
		}
		if !st.Together() {
			cards = append(cards, card{"hold-act", r.Say("hold.patterns.act"), []part{gaps(r, ms), ends(r, ms), most(r, "needs", figure.NeedsOf(ms))}})
		}
		return nil
	})
	return &feature.Panel{Template: "hold/patterns", Data: cards}, err
}

// sinceNo counts the person's own contacts after the other one's no, and says
// nothing about them.
func sinceNo(r *feature.Request, c moment.Contacts) part {
	day := view.Day(r, c.Since)
	if c.Since.Year() != r.Now.Year() {
		day += " " + strconv.Itoa(c.Since.Year())
	}
	return part{
		Head: r.Say("hold.no.contacts"),
		Rest: r.Say("hold.no.own", "n", c.Own, "day", day) + " " + r.Say("hold.no.allowed", "n", c.Allowed),
		How:  r.Say("hold.no.how"),
	}
}

func half(r *feature.Request, ms []moment.Moment) part {
	f := view.Half(r, ms)
	return part{Head: r.Say("hold.patterns.half"), Number: f.Number, Rest: f.Rest, How: r.Say("hold.patterns.half.how")}
}

// waves draws the person's own median curve with the middle half around it.
func waves(r *feature.Request, ms []moment.Moment) part {
	past := moment.PastOf(ms)
	p := part{Head: r.Say("hold.patterns.waves")}
	if more := moment.More(past.N); more > 0 || len(past.Band) < 2 {
		p.Rest = r.Say("hold.wave.more", "n", max(more, 1))
		return p
	}
	c := view.Past(r, past)
	p.Chart, p.How = &c, r.Say("hold.wave.caption", "n", past.Waves)
	return p
}

// over says by how much the person expected more than came.
func over(r *feature.Request, ms []moment.Moment) part {
	o := moment.OverOf(ms)
	p := part{Head: r.Say("hold.patterns.over"), How: r.Say("hold.patterns.over.how")}
	if more := moment.More(o.N); more > 0 {
		p.Rest = r.Say("hold.over.more", "n", more)
		return p
	}
	say := "hold.over.unclear" // the range holds zero
	switch {
	case o.Mean.Low > 0:
		say = "hold.over.over"
	case o.Mean.High < 0:
		say = "hold.over.under"
	}
	p.Number = view.Signed(o.Mean.Value)
	p.Rest = r.Say(say, "low", view.Signed(o.Mean.Low), "high", view.Signed(o.Mean.High), "n", o.N)
	return p
}

// rates are waves and acting by the week, lately against before.
func rates(r *feature.Request, st *moment.State, ms []moment.Moment) []part {
	out := []part{rate(r, "waves", figure.RateOf(ms, r.Now, st.KeptIn, figure.Waves))}
	if !st.Together() {
		out[0].How = "" // said once, below
		out = append(out, rate(r, "acts", figure.RateOf(ms, r.Now, st.KeptIn, figure.Acts)))
	}
	return out
}

func rate(r *feature.Request, what string, x figure.Rate) part {
	n := x.Count[0] + x.Count[1]
	p := part{
		Head: r.Say("hold.rate." + what),
		How:  r.Say("hold.rate.how", "w", figure.Span, "a", x.Weeks[1], "b", x.Weeks[0]),
	}
	after, before := view.Number(x.After.Value), view.Number(x.Before.Value)
	switch {
	case !x.Compared():
		p.Rest = r.Say("hold.rate.weeks", "w", figure.Span, "a", x.Weeks[1], "b", x.Weeks[0])
	case n < figure.Least:
		p.Rest = r.Say("hold.rate.few", "w", 2*figure.Span, "n", n, "least", figure.Least)
	case x.Count[0] == 0 || x.Count[1] == 0:
		p.Rest = r.Say("hold.rate.none", "w", figure.Span, "after", after, "before", before, "n", n)
	default:
		p.Number = ratio(x.Change.Value)
		p.Rest = r.Say("hold.rate.rest", "w", figure.Span, "low", ratio(x.Change.Low), "high", ratio(x.Change.High),
			"after", after, "before", before, "n", n, "clear", clear(x.Change))
	}
	return p
}

// clear says to which side of no change the whole range lies.
func clear(change stat.Interval) string {
	switch {
	case change.High < 1:
		return "fewer"
	case change.Low > 1:
		return "more"
	}
	return "no"
}

// ratio writes a ratio with two digits that count.
func ratio(f float64) string {
	if f >= 10 {
		return strconv.Itoa(int(math.Round(f)))
	}
	return strconv.FormatFloat(f, 'f', 1+min(1, int(1/(f+0.1))), 64)
}

// blocks of the day, by their first hour.
var blocks = []int{0, 6, 12, 18}

func hours(r *feature.Request, ms []moment.Moment) part {
	p := part{Head: r.Say("hold.patterns.hours")}
	if more := moment.More(len(ms)); more > 0 {
		p.Rest = r.Say("hold.hours.more", "n", more)
		return p
	}
	c := drawHours(r, ms)
	p.Chart = &c
	return p
}

func drawHours(r *feature.Request, ms []moment.Moment) chart.Chart {
	h := chart.Hours{Counts: moment.HoursOf(ms), Words: chart.Words{ID: "hours", Title: r.Say("hold.hours.title")}}
	var perBlock [4]int
	for d, day := range h.Counts {
		h.Days[d] = r.Say("hold.weekday", "d", d)
		for hour, n := range day {
			perBlock[hour/6] += n
		}
	}
	for _, b := range append(slices.Clone(blocks), 24) {
		h.Ticks = append(h.Ticks, chart.Tick{At: float64(b), Text: strconv.Itoa(b)})
	}
	h.Sentence = hoursSentence(r, perBlock, len(ms))
	h.Table = hoursTable(r, h.Counts)
	return h.Chart()
}

// hoursSentence names the quarter of the day with the most moments, where one
// stands above a quarter beyond chance.
func hoursSentence(r *feature.Request, perBlock [4]int, n int) string {
	most := slices.Index(perBlock[:], slices.Max(perBlock[:]))
	share := stat.Wilson(perBlock[most], n)
	if share.Low <= 0.25 {
		return r.Say("hold.hours.even", "n", n)
	}
	return r.Say("hold.hours.most", "block", most, "k", perBlock[most], "n", n,
		"low", percent(share.Low), "high", percent(share.High))
}

func percent(f float64) int { return int(math.Round(100 * f)) }

func hoursTable(r *feature.Request, counts [7][24]int) chart.Table {
	t := chart.Table{Caption: r.Say("hold.hours.table"), Head: []string{r.Say("hold.table.day")}}
	for b := range blocks {
		t.Head = append(t.Head, r.Say("hold.hours.block", "block", b))
	}
	for d, day := range counts {
		row := []string{r.Say("hold.weekday", "d", d)}
		for _, b := range blocks {
			n := 0
			for _, k := range day[b : b+6] {
				n += k
			}
			row = append(row, strconv.Itoa(n))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
