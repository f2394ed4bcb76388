package patterns

import (
	"math"
	"strconv"

	"ebb/chart"
	"ebb/feature"
	"ebb/feature/hold/figure"
	"ebb/feature/hold/moment"
	"ebb/stat"
)

// mostRows is how many shares are drawn; the table has all.
const mostRows = 6

// triggers are what sets waves off.
func triggers(r *feature.Request, ms []moment.Moment) part {
	p := most(r, "triggers", figure.TriggersOf(ms))
	p.How = r.Say("hold.triggers.how")
	return p
}

// most draws shares and names the most frequent; or says how many more it
// takes.
func most(r *feature.Request, id string, all []figure.Share) part {
	p := part{Head: r.Say("hold." + id + ".head")}
	if n := of(all); n < figure.Least {
		p.Rest = r.Say("hold."+id+".more", "n", figure.Least-n)
		return p
	}
	top := all[0]
	p.Chart = draw(r, id, all, math.NaN(),
		r.Say("hold."+id+".sentence", "what", name(r, top), "k", top.K, "n", top.N, "low", percent(top.Low), "high", percent(top.High)))
	return p
}

// helped is what was there when waves were seen to halve.
func helped(r *feature.Request, ms []moment.Moment) part {
	p := part{Head: r.Say("hold.helped.head")}
	h := figure.HelpedOf(ms)
	switch {
	case h.All.N < figure.Least:
		p.Rest = r.Say("hold.helped.more", "n", figure.Least-h.All.N)
		return p
	case len(h.Each) == 0:
		p.Rest = r.Say("hold.helped.none", "least", figure.Least, "k", h.All.K, "n", h.All.N, "low", percent(h.All.Low), "high", percent(h.All.High))
		return p
	}
	p.Chart = draw(r, "helped", h.Each, h.All.Value, helpedSentence(r, h))
	p.How = r.Say("hold.helped.how", "few", h.Few, "least", figure.Least)
	return p
}

// helpedSentence names what stands out from all waves with its whole range, and
// that one of many may do so by chance.
func helpedSentence(r *feature.Request, h figure.Helped) string {
	all := h.All
	best, stands := all, "no"
	for _, s := range h.Each {
		if s.Low > all.Value && (stands == "no" || s.Low > best.Low) {
			best, stands = s, "yes"
		}
	}
	return r.Say("hold.helped.sentence", "k", all.K, "n", all.N, "low", percent(all.Low), "high", percent(all.High),
		"stands", stands, "what", name(r, best), "bk", best.K, "bn", best.N, "looked", len(h.Each))
}

// pulls are what moments pulled towards.
func pulls(r *feature.Request, st *moment.State, ms []moment.Moment) part {
	return most(r, "pulls", figure.PullsOf(ms, st.Turned(moment.LongAgo)))
}

// ends are how moments ended, each the same row.
func ends(r *feature.Request, ms []moment.Moment) part {
	p := part{Head: r.Say("hold.ends.head")}
	all := figure.EndsOf(ms)
	if n := of(all); n < figure.Least {
		p.Rest = r.Say("hold.ends.more", "n", figure.Least-n)
		return p
	}
	p.Chart = draw(r, "ends", all, math.NaN(), r.Say("hold.ends.sentence", "n", of(all)))
	return p
}

// of is how many moments shares are of.
func of(all []figure.Share) int {
	if len(all) == 0 {
		return 0
	}
	return all[0].N
}

func name(r *feature.Request, s figure.Share) string {
	return r.Say("hold.share."+s.List, "what", r.Say("hold."+s.List+"."+s.Name))
}

func draw(r *feature.Request, id string, all []figure.Share, whole float64, sentence string) *chart.Chart {
	p := chart.Parts{
		Words: chart.Words{ID: id, Title: r.Say("hold." + id + ".title"), Sentence: sentence, Table: sharesTable(r, id, all)},
		All:   whole,
	}
	for _, at := range []float64{0, 0.5, 1} {
		p.Ticks = append(p.Ticks, chart.Tick{At: at, Text: r.Say("hold.share.percent", "n", percent(at))})
	}
	for _, s := range all[:min(mostRows, len(all))] {
		p.Parts = append(p.Parts, chart.Part{
			Label: r.Say("hold.share.label", "what", name(r, s), "k", s.K, "n", s.N), Value: s.Value, Low: s.Low, High: s.High,
		})
	}
	c := p.Chart()
	return &c
}

func sharesTable(r *feature.Request, id string, all []figure.Share) chart.Table {
	t := chart.Table{Caption: r.Say("hold." + id + ".table"), Head: []string{
		r.Say("hold.share.what"), r.Say("hold.table.waves"), r.Say("hold.share.of"), r.Say("hold.share.range"),
	}}
	for _, s := range all {
		t.Rows = append(t.Rows, []string{name(r, s), strconv.Itoa(s.K), strconv.Itoa(s.N), between(r, s.Interval)})
	}
	return t
}

func between(r *feature.Request, i stat.Interval) string {
	return r.Say("hold.share.between", "low", percent(i.Low), "high", percent(i.High))
}
