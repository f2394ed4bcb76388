package forecast

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"ebb/chart/calibration"
	"ebb/chart/pen"
	"ebb/feature"
	"ebb/stat/forecast"
)

type page struct {
	Open      *view
	Elsewhere bool
	Form      formView
	Past      []view
	Score     []string
	Hoped     string
	Picture   pen.Chart
	Drawn     bool
}

// view is one forecast in words.
type view struct {
	Words, Said, Base, Came string
	Ready                   bool
}

type formView struct {
	Abouts   []string
	Chances  []int
	From, To string
	Max      int
	Since    bool // it is known since when the two are apart
}

func show(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := page{Elsewhere: s.elsewhere(), Form: empty(r, s)}
	open := s.open()
	for i := len(s.made) - 1; i >= 0; i-- {
		v, err := look(r, &s, s.made[i])
		if err != nil {
			return feature.Answer{}, err
		}
		switch {
		case open != nil && s.made[i].id == open.id:
			p.Open = &v
		case v.Came != "":
			p.Past = append(p.Past, v)
		}
	}
	p.scored(r, &s)
	back := &feature.Link{Href: "/decide", Text: r.Say("forecast.back")}
	return feature.Answer{Template: "forecast/show", Data: p, Title: "forecast.title", Place: "decide", Back: back}, nil
}

func empty(r *feature.Request, s State) formView {
	f := formView{Abouts: Abouts, From: r.Now.AddDate(0, 0, soonest).Format(time.DateOnly), To: r.Now.AddDate(0, 0, latest).Format(time.DateOnly), Max: longest}
	for c := 0; c <= 100; c += 10 {
		f.Chances = append(f.Chances, c)
	}
	_, f.Since = s.standing.SinceDate(r.Now.Location())
	return f
}

// look reads one in words.
func look(r *feature.Request, s *State, m made) (v view, err error) {
	v.Words = r.Say("forecast.about." + m.About)
	if m.About == Own {
		events, err := r.Journal.Read(r.Context(), m.seq)
		if err != nil {
			return v, err
		}
		for _, e := range events {
			var f Forecast
			if err := e.Decode(&f); err != nil {
				return v, err
			}
			v.Words = f.Words
		}
	}
	by, _ := r.Morning(m.By)
	v.Said = r.Say("forecast.said", "n", m.Chance, "d", by.Day(), "m", int(by.Month()), "y", strconv.Itoa(by.Year()), "hope", string(m.Hope))
	if m.Base != nil {
		v.Base = r.Say("forecast.base", "n", *m.Base)
	}
	v.Ready = m.By <= r.Now.Format(time.DateOnly)
	if c := s.came[m.id].came; c != "" {
		v.Came = r.Say("forecast.came." + string(c))
	}
	return v, nil
}

// scored says how far off all were, beside what saying the same would have
// scored.
func (p *page) scored(r *feature.Request, s *State) {
	all := s.resolved()
	if len(all) == 0 {
		return
	}
	of := forecast.Of(all)
	p.Score = append(p.Score, r.Say("forecast.score", "n", of.N, "brier", two(of.Brier)))
	if share, ok := of.Skilled(); ok {
		p.Score = append(p.Score, better(r, "forecast.half", share))
	} else {
		p.Score = append(p.Score, r.Say("forecast.more", "more", forecast.Enough-of.N))
	}
	if share, ok := of.SkilledOverBase(); ok {
		p.Score = append(p.Score, better(r, "forecast.published", share))
	} else if of.Based > 0 {
		p.Score = append(p.Score, r.Say("forecast.published.few", "n", of.Based, "own", two(of.OwnOfBased), "base", two(of.BaseOfBased)))
	}
	if hoped, came := s.hoped(); hoped > 0 {
		p.Hoped = r.Say("forecast.hoped", "hoped", hoped, "came", came)
	}
	if of.N >= forecast.Enough {
		p.Picture, p.Drawn = picture(r, all), true
	}
}

func two(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }

// better says whether saying the same each time would have come closer.
func better(r *feature.Request, key string, share float64) string {
	than := "worse"
	if share > 0 {
		than = "better"
	}
	return r.Say(key, "than", than, "n", int(math.Round(100*math.Abs(share))))
}

func picture(r *feature.Request, all []forecast.Resolved) pen.Chart {
	c := calibration.Calibration{Alike: r.Say("forecast.alike"), Words: pen.Words{ID: "forecast-c", Title: r.Say("forecast.picture")}}
	c.Table = pen.Table{Caption: r.Say("forecast.table"), Head: []string{r.Say("forecast.col.said"), r.Say("forecast.col.came"), r.Say("forecast.col.range")}}
	most := forecast.Dot{}
	for _, d := range forecast.Dots(all) {
		c.Dots = append(c.Dots, calibration.Dot{Said: d.Said, Came: d.Share.Value, Low: d.Share.Low, High: d.Share.High})
		c.Table.Rows = append(c.Table.Rows, []string{
			r.Say("forecast.percent", "n", hundred(d.Said)), r.Say("forecast.of", "came", came(d), "n", d.N), r.Say("forecast.range", "low", hundred(d.Share.Low), "high", hundred(d.Share.High)),
		})
		if d.N > most.N {
			most = d
		}
	}
	for _, at := range []int{0, 50, 100} {
		c.Ticks = append(c.Ticks, pen.Tick{At: float64(at) / 100, Text: fmt.Sprint(at)})
	}
	c.Sentence = r.Say("forecast.sentence", "said", hundred(most.Said), "came", came(most), "n", most.N)
	return c.Chart()
}

func hundred(share float64) int { return int(math.Round(100 * share)) }
func came(d forecast.Dot) int   { return int(math.Round(d.Share.Value * float64(d.N))) }

func step(r *feature.Request) (*feature.Shelf, error) {
	s, err := fold(r)
	state := "none"
	if open := s.open(); open != nil {
		state = "open"
		if open.By <= r.Now.Format(time.DateOnly) {
			state = "ready"
		}
	}
	return &feature.Shelf{Href: base, Group: r.Say("forecast.group"), Head: r.Say("forecast.title"), Line: r.Say("forecast.step", "state", state)}, err
}
