package check

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"ebb/chart"
	"ebb/chart/totals"
	"ebb/feature"
	"ebb/feature/check/course"
	"ebb/feature/check/instrument"
	"ebb/stat/slope"
)

// points are the totals of a questionnaire, the oldest first.
func (s *State) points(t *instrument.Tool) (out []course.Point) {
	for _, e := range s.done() {
		if n, known := e.total(t); known {
			out = append(out, course.Point{At: e.At, Total: n})
		}
	}
	return out
}

// result is what a questionnaire has come to.
type result struct {
	Part, Short string
	Total, Band string
	Shown       string // the figure of guide that its bands are
	Slope       string
	Ranged      bool // the slope has a range
	Picture     chart.Chart
	Why         string // somebody who knows the forms is offered
}

func (s *State) result(r *feature.Request, part string) *result {
	t := tool(part)
	all := s.points(t)
	if len(all) == 0 {
		return nil
	}
	last := all[len(all)-1]
	v := &result{Part: part, Short: t.Short, Shown: t.Shown}
	v.Total = r.Say("check.total", "n", last.Total, "most", t.Most(), "at", day(r, last.At))
	name, from, to := t.Band(last.Total)
	v.Band = r.Say("check.band", "name", named(name), "from", from, "to", to)
	some := course.Spaced(all)
	l := course.Line(t, some)
	v.Ranged = len(some) > 1
	v.Slope = said(r, l, some, len(all))
	v.Picture = picture(r, t, all, some, l, v.Slope)
	if why, was, is := course.Reason(all); why != "" {
		v.Why = r.Say("check.why."+why, "was", was.Total, "is", is.Total, "before", day(r, was.At), "at", day(r, is.At))
	}
	return v
}

func named(band string) string {
	if band == "" {
		return "none"
	}
	return band
}

func day(r *feature.Request, at time.Time) time.Time { return at.In(r.Now.Location()) }

// steps are the pieces in which a line is drawn with its range.
const steps = 12

// month is four weeks, for which a slope is said.
const month = 28

// said is the slope in words.
func said(r *feature.Request, l slope.Line, some []course.Point, all int) string {
	if len(some) < 2 {
		return r.Say("check.slope.none", "n", all)
	}
	b := l.Slope
	level := "no"
	if b.Low <= 0 && b.High >= 0 {
		level = "yes"
	}
	way, by := moved(b.Value)
	lowWay, lowBy := moved(b.Low)
	highWay, highBy := moved(b.High)
	return r.Say("check.slope", "n", len(some), "way", way, "by", by, "lowway", lowWay, "low", lowBy, "highway", highWay, "high", highBy, "level", level)
}

// moved is a slope as a direction and a number of points in four weeks.
func moved(perDay float64) (way, by string) {
	n := math.Round(perDay*month*10) / 10
	switch {
	case n < 0:
		way = "down"
	case n > 0:
		way = "up"
	default:
		way = "level"
	}
	return way, strconv.FormatFloat(math.Abs(n), 'f', 1, 64)
}

func picture(r *feature.Request, t *instrument.Tool, all, some []course.Point, l slope.Line, sentence string) chart.Chart {
	d := totals.Totals{Words: chart.Words{
		ID: "check-" + t.Name, Title: r.Say("check.picture", "name", t.Short), Sentence: sentence,
		Table: chart.Table{Caption: r.Say("check.table", "name", t.Short), Head: []string{r.Say("check.table.day"), r.Say("check.table.total")}},
	}, Most: float64(t.Most()), Marks: []chart.Tick{{At: 0, Text: "0"}}}
	for _, b := range t.Bands {
		d.Marks = append(d.Marks, chart.Tick{At: float64(b.From), Text: strconv.Itoa(b.From)})
	}
	d.Marks = append(d.Marks, chart.Tick{At: float64(t.Most()), Text: strconv.Itoa(t.Most())})
	for _, p := range all {
		x := course.Days(all[0].At, p.At)
		d.Dots = append(d.Dots, totals.Dot{X: x, Y: float64(p.Total)})
		d.Table.Rows = append(d.Table.Rows, []string{r.Day(p.At), strconv.Itoa(p.Total)})
	}
	for _, p := range ends(all) {
		d.Days = append(d.Days, chart.Tick{At: course.Days(all[0].At, p.At), Text: r.Say("check.tick", "at", day(r, p.At))})
	}
	if len(some) > 1 {
		from, to := course.Days(all[0].At, some[0].At), course.Days(all[0].At, some[len(some)-1].At)
		for i := range steps + 1 {
			x := from + (to-from)*float64(i)/steps
			at := l.At(x - from)
			d.Line = append(d.Line, totals.Place{X: x, Y: at.Value, Low: at.Low, High: at.High})
		}
	}
	return d.Chart()
}

// ends are the first and the last.
func ends(all []course.Point) []course.Point {
	if len(all) < 2 || all[0].At.Equal(all[len(all)-1].At) {
		return all[:1]
	}
	return []course.Point{all[0], all[len(all)-1]}
}

type mainPage struct {
	Open    *openView // a sheet that was begun
	Dark    bool      // the newest one has a thought of dying
	Results []*result
	Why     bool   // somebody who knows the forms is offered
	Since   string // how long they have been apart
	Sheets  []row
	Asks    string // "ask", "yes", "no"; "" before the first sheet
	Next    string // when ebb asks again
	Recent  bool   // the last one is less than two weeks ago
	Erased  bool
	Notice  string
	LOINC   string
}

type openView struct{ ID, Next, Day string }

type row struct{ ID, Day, Line string }

// show is what there is: first people, where that comes first, then totals.
func show(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := mainPage{Notice: instrument.Notice, LOINC: instrument.LOINC}
	for _, part := range []string{mood, worry} {
		if v := s.result(r, part); v != nil {
			p.Results = append(p.Results, v)
			p.Why = p.Why || v.Why != ""
		}
	}
	for _, e := range slices.Backward(s.sheets()) {
		if e.through() {
			p.Sheets = append(p.Sheets, row{e.Sheet.Sheet.String(), r.Day(e.At), e.line(r)})
		} else if p.Open == nil {
			p.Open = &openView{e.Sheet.Sheet.String(), e.next(), r.Day(e.At)}
		}
	}
	p.Since, p.Recent = s.sinceThen(r), s.recent(r)
	p.Asks, p.Next = s.asking(r)
	if all := s.sheets(); len(all) > 0 && all[len(all)-1].dark() {
		p.Dark = true
		r.Steps.Keep(helpFirst, crisis)
	}
	if r.Steps.Recall(burned, &p.Erased) {
		r.Steps.Forget(burned)
	}
	r.Steps.Forget(helpOn)
	return feature.Answer{Template: "check/main", Data: p, Title: "check.title", Place: "keep"}, nil
}

// line is what a sheet came to, on one line.
func (e *entry) line(r *feature.Request) string {
	of := func(t *instrument.Tool) any {
		if n, known := e.total(t); known {
			return n
		}
		return "none"
	}
	kind, t := "two", instrument.PHQ2
	if e.nine() {
		kind, t = "nine", instrument.PHQ9
	}
	return strings.TrimSpace(r.Say("check.row", "kind", kind, "total", of(t), "most", t.Most(), "worry", of(instrument.GAD7), "worst", instrument.GAD7.Most()))
}

// sinceThen says how long they have been apart, from the day that was given
// elsewhere; "" where there is none or it lies ahead.
func (s *State) sinceThen(r *feature.Request) string {
	at, ok := r.Morning(s.apart())
	if n := int(course.Days(at, r.Now) / 7); ok && n > 0 {
		return r.Say("check.since", "n", n)
	}
	return ""
}

func (s *State) recent(r *feature.Request) bool {
	done := s.done()
	return len(done) > 0 && course.Days(done[len(done)-1].At, r.Now) < course.Apart
}

// asking is what was said about being asked again, and when that is.
func (s *State) asking(r *feature.Request) (state, next string) {
	switch {
	case len(s.done()) == 0:
		return "", ""
	case len(s.asks) == 0:
		return "ask", ""
	case !s.asked():
		return "no", ""
	}
	for _, at := range s.due(r) {
		if at.After(r.Now) {
			return "yes", r.Day(at)
		}
	}
	return "yes", ""
}

type sheetPage struct {
	ID, Day string
	Dark    bool
	Parts   []sheetPart
}

type sheetPart struct {
	Short, Total string
	Rows         []given
}

type given struct{ Text, Answer string }

// showSheet is one sheet with each answer.
func showSheet(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	e, _, known := s.one(r.Named())
	if err == nil && !known {
		err = gone()
	}
	if err != nil {
		return feature.Answer{}, err
	}
	p := sheetPage{ID: e.Sheet.Sheet.String(), Day: r.Day(e.At), Dark: e.dark()}
	for _, part := range []string{mood, worry} {
		if v := e.part(r, part); len(v.Rows) > 0 {
			p.Parts = append(p.Parts, v)
		}
	}
	return page(r, "sheet", p), nil
}

func (e *entry) part(r *feature.Request, part string) (v sheetPart) {
	t := tool(part)
	if part == mood && !e.nine() {
		t = instrument.PHQ2
	}
	v.Short = t.Short
	for i, item := range t.Form().Items {
		switch a := e.list(part)[i]; {
		case a > 0:
			v.Rows = append(v.Rows, given{item.Text, item.Answers[a-1].Text})
		case a == Left && i < len(t.Items) && (part == mood || slices.Max(e.GAD) > 0):
			v.Rows = append(v.Rows, given{item.Text, r.Say("check.left")})
		}
	}
	if n, known := e.total(t); known {
		v.Total = r.Say("check.sheet.total", "n", n, "most", t.Most())
	} else if e.through() {
		v.Total = r.Say("check.sheet.open")
	}
	return v
}
