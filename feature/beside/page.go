package beside

import (
	"math"

	"ebb/chart"
	"ebb/chart/apart"
	"ebb/chart/pen"
	"ebb/feature"
	"ebb/feature/beside/day"
	"ebb/stat/nextday"
)

type resultPage struct {
	Head, Lead string
	Chart      *chart.Chart
	Things     []thingView
	Sure       []string
	Cannot     []string
	How        []string
	Few        bool // nothing is compared yet
}

// thingView is one thing in words.
type thingView struct{ Name, Says string }

func show(r *feature.Request) (feature.Answer, error) {
	var f findings
	err := feature.See(r, Name, func(s *day.State) error {
		f = find(s, day.Of(r.Now))
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	p := resultPage{Head: f.head(r), Lead: f.lead(r), Few: f.counted() == 0}
	for _, one := range f.all {
		p.Things = append(p.Things, thingView{r.Say("beside.thing", "what", one.Thing), one.says(r)})
	}
	if !p.Few {
		p.Chart = f.draw(r)
		p.Sure = f.sure(r)
	}
	p.Cannot = f.cannot(r)
	p.How = each(r, "beside.how", "days", "night", "least")
	back := &feature.Link{Href: "/patterns", Text: r.Say("beside.back")}
	return feature.Answer{Template: "beside/result", Data: p, Title: "beside.title", Place: "patterns", Back: back}, nil
}

// each says sentences whose keys begin alike.
func each(r *feature.Request, key string, ends ...string) (all []string) {
	for _, e := range ends {
		all = append(all, r.Say(key+"."+e))
	}
	return all
}

// sure is how sure it is.
func (f findings) sure(r *feature.Request) []string {
	_, next := nextday.Due(f.counted())
	all := []string{
		r.Say("beside.sure.all", "looked", f.looked),
		r.Say("beside.sure.measured"),
		r.Say("beside.sure.power"),
		r.Say("beside.sure.taken"),
	}
	if next > 0 {
		return append(all, r.Say("beside.sure.next", "n", f.counted(), "next", next))
	}
	return append(all, r.Say("beside.sure.last", "n", f.counted()))
}

// cannot is what it can't tell.
func (f findings) cannot(r *feature.Request) []string {
	all := each(r, "beside.cannot", "why", "what", "peaks", "missing", "order")
	if f.says {
		all = append(all, r.Say("beside.cannot.no"))
	}
	return all
}

// draw shows every thing that is compared.
func (f findings) draw(r *feature.Request) *chart.Chart {
	d := apart.Rows{
		Words: pen.Words{ID: "beside", Title: r.Say("beside.chart"), Sentence: r.Say("beside.chart.reads"), Table: f.table(r)},
		None:  r.Say("beside.chart.none"),
	}
	low, high := f.span()
	d.End = apart.Scale(max(-low, high))
	d.Less, d.More = r.Say("beside.chart.less", "n", d.End), r.Say("beside.chart.more", "n", d.End)
	for _, one := range f.all {
		if !one.Compared() {
			continue
		}
		mark := pen.Ring
		if one.Stands() {
			mark = pen.Full
		}
		c := one.Change
		d.Rows = append(d.Rows, apart.Row{Label: r.Say("beside.chart.label", "what", one.Thing, "with", one.With, "n", one.Pairs), Value: c.Value, Low: c.Low, High: c.High, Mark: mark})
	}
	d.Desc = f.head(r)
	c := d.Chart()
	return &c
}

// table is the same in numbers, with the day before and the days it rests on.
func (f findings) table(r *feature.Request) chart.Table {
	t := chart.Table{Caption: r.Say("beside.table"), Head: []string{
		r.Say("beside.table.what"), r.Say("beside.table.next"), r.Say("beside.table.eve"), r.Say("beside.table.pairs"), r.Say("beside.table.from"),
	}}
	zone := r.Now.Location()
	for _, one := range f.all {
		if !one.Compared() {
			continue
		}
		eve := r.Say("beside.table.none")
		if !math.IsNaN(one.Eve.Low) {
			eve = ranged(r, one.Eve.Value, one.Eve.Low, one.Eve.High)
		}
		t.Rows = append(t.Rows, []string{
			r.Say("beside.thing", "what", one.Thing), ranged(r, one.Change.Value, one.Change.Low, one.Change.High), eve,
			r.Say("beside.table.with", "with", one.With, "n", one.Pairs),
			r.Say("beside.table.span", "first", r.Day((one.first + day.Date(one.First)).Time(zone)), "last", r.Day((one.first + day.Date(one.Last)).Time(zone))),
		})
	}
	return t
}

func ranged(r *feature.Request, value, low, high float64) string {
	return r.Say("beside.table.range", "by", signed(r, value), "low", signed(r, low), "high", signed(r, high))
}
