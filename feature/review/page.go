package review

import (
	"html/template"
	"math"
	"slices"
	"strconv"
	"time"

	"ebb/chart"
	"ebb/feature"
	"ebb/stat"
)

type page struct {
	Card      string // one of Cards, or "end"
	No, Of    int
	Since     string
	Parts     []template.HTML
	LastNeed  string // what was said the week before
	LastNext  string
	LastWho   string
	Needs     []string
	Mets, Bys []string
	WordMax   int
	TextMax   int
	WhoMax    int
	Wants     bool
	Over      string // from when on there is another one
	Before    string // the card before this one
}

// window is the days the review is about.
func window(r *feature.Request) (w span, err error) {
	err = feature.See(r, Name, func(s *State) error { w = s.span(r.Now); return nil })
	return w, err
}

// show is one card, or the end.
func show(r *feature.Request) (feature.Answer, error) {
	var w span
	p := page{
		Card: r.FormValue("card"), Of: len(Cards),
		Needs: Needs, Mets: Mets, Bys: Bys, WordMax: longNeed, TextMax: longNext, WhoMax: longWho,
	}
	var need, next uint64
	err := feature.See(r, Name, func(s *State) error {
		w = s.span(r.Now)
		if p.No = slices.Index(Cards, p.Card); p.No < 0 && p.Card != "end" {
			p.Card = s.next(w, r.Now)
			p.No = slices.Index(Cards, p.Card)
		}
		need, next, p.Wants = s.before(w)
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	if p.No > 0 {
		p.Before = Cards[p.No-1]
	}
	p.No++
	p.Since = since(r, w)
	if w.over {
		p.Over = day(r, w.until.AddDate(0, 0, week-1))
	}
	if err := p.fill(r, w, need, next); err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Template: "review/show", Data: p, Title: "review.title", Place: "patterns"}, nil
}

// before finds what was said about a need and the coming week before w began,
// and in a review that is over, in that one. After a long silence it is left alone.
func (s *State) before(w span) (need, next uint64, wants bool) {
	earlier := func(at time.Time) bool {
		return w.over || at.Before(w.until.AddDate(0, 0, -resumed)) && at.After(w.from.AddDate(0, 0, -longest))
	}
	for _, f := range s.needs {
		if earlier(f.at) {
			need = f.seq
		}
	}
	for _, f := range s.nexts {
		if earlier(f.at) {
			next = f.seq
		}
	}
	return need, next, s.wants()
}

// fill reads again what the card shows.
func (p *page) fill(r *feature.Request, w span, need, next uint64) (err error) {
	if p.Card == "need" || p.Card == "end" {
		if p.LastNeed, err = needLine(r, need); err != nil {
			return err
		}
	}
	if p.Card == "next" || p.Card == "happened" || p.Card == "end" {
		n, err := reread[Next](r, next)
		if err != nil {
			return err
		}
		p.LastNext, p.LastWho = n.Text, n.Who
	}
	if p.Card == "end" {
		return nil
	}
	parts, err := r.Week(w.from, w.until)
	for _, part := range parts {
		if part.Step == p.Card {
			p.Parts = append(p.Parts, part.HTML)
		}
	}
	for _, part := range parts {
		if part.Step == "" && p.Card == "happened" {
			p.Parts = append(p.Parts, part.HTML)
		}
	}
	return err
}

// since names the days: one week, or since when.
func since(r *feature.Request, w span) string {
	if w.merged {
		return r.Say("review.since", "day", day(r, w.from))
	}
	return r.Say("review.days", "from", day(r, w.from), "to", day(r, w.until.AddDate(0, 0, -1)))
}

func day(r *feature.Request, t time.Time) string {
	return r.Say("review.day", "d", t.Day(), "m", int(t.Month()))
}

// needLine is a need as one sentence; "" where there is none.
func needLine(r *feature.Request, seq uint64) (string, error) {
	n, err := reread[Need](r, seq)
	if err != nil || n.Need == "" {
		return "", err
	}
	return r.Say("review.need.line", "what", n.name(r), "met", n.Met, "by", byKey(n.By)), nil
}

func (n Need) name(r *feature.Request) string {
	if n.Need == ownNeed && n.Word != "" {
		return n.Word
	}
	return r.Say("review.need." + n.Need)
}

func byKey(by string) string {
	if by == "" {
		return "unsaid"
	}
	return by
}

// reread opens one entry again; one that was taken back meanwhile is empty.
func reread[T any](r *feature.Request, seq uint64) (body T, err error) {
	if seq == 0 {
		return body, nil
	}
	events, err := r.Journal.Read(r.Context(), seq)
	if err != nil || len(events) == 0 {
		return body, err
	}
	return body, events[0].Decode(&body)
}

// enough is how many answers a figure needs.
const enough = 5

type panelView struct {
	N, More int
	Chart   *chart.Chart
	By      string
	Wants   bool
}

// panel is how often a need was met, and the way to the review.
func panel(r *feature.Request) (*feature.Panel, error) {
	var v panelView
	var seqs []uint64
	var needs []Need
	err := feature.See(r, Name, func(s *State) error {
		for _, f := range s.needs {
			seqs, needs = append(seqs, f.seq), append(needs, f.body)
		}
		v.Wants = s.wants()
		return nil
	})
	if err != nil {
		return nil, err
	}
	v.N = len(needs)
	if v.More = enough - v.N; v.More > 0 {
		return &feature.Panel{Template: "review/panel", Data: v}, nil
	}
	rows, err := history(r, seqs)
	c := met(r, needs, rows)
	v.Chart, v.By = &c, by(r, needs)
	return &feature.Panel{Template: "review/panel", Data: v}, err
}

// mostRows is how many weeks the table lists.
const mostRows = 26

func history(r *feature.Request, seqs []uint64) (rows [][]string, err error) {
	events, err := r.Journal.Read(r.Context(), seqs[max(0, len(seqs)-mostRows):]...)
	for _, e := range slices.Backward(events) {
		var n Need
		if err := e.Decode(&n); err != nil {
			return nil, err
		}
		rows = append(rows, []string{day(r, e.At), n.name(r), r.Say("review.met." + n.Met), r.Say("review.by." + byKey(n.By))})
	}
	return rows, err
}

// met draws how often needs were met, partly met and not.
func met(r *feature.Request, needs []Need, rows [][]string) chart.Chart {
	k := map[string]int{}
	for _, n := range needs {
		k[n.Met]++
	}
	whole := stat.Wilson(k["yes"], len(needs))
	p := chart.Parts{
		All: math.NaN(),
		Words: chart.Words{
			ID: "needs-met", Title: r.Say("review.panel.title"),
			Sentence: r.Say("review.panel.sentence", "k", k["yes"], "n", len(needs), "low", percent(whole.Low), "high", percent(whole.High)),
			Table:    chart.Table{Caption: r.Say("review.panel.table"), Head: []string{r.Say("review.panel.week"), r.Say("review.panel.need"), r.Say("review.panel.met"), r.Say("review.panel.by")}, Rows: rows},
		},
	}
	for _, at := range []float64{0, 0.5, 1} {
		p.Ticks = append(p.Ticks, chart.Tick{At: at, Text: r.Say("review.panel.percent", "n", percent(at))})
	}
	for _, name := range Mets {
		s := stat.Wilson(k[name], len(needs))
		p.Parts = append(p.Parts, chart.Part{
			Label: r.Say("review.panel.label", "what", r.Say("review.met."+name), "k", strconv.Itoa(k[name]), "n", len(needs)),
			Value: s.Value, Low: s.Low, High: s.High,
		})
	}
	return p.Chart()
}

func percent(f float64) int { return int(100*f + 0.5) }

// by says who met needs, of those that were met or partly.
func by(r *feature.Request, needs []Need) string {
	k, n := map[string]int{}, 0
	for _, x := range needs {
		if x.Met != "no" && x.By != "" {
			k[x.By]++
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return r.Say("review.panel.who", "n", n, "me", k["me"], "friend", k["friend"], "family", k["family"], "them", k["them"], "other", k["other"])
}
