package waiting

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"ebb"
	"ebb/chart"
	"ebb/feature"
)

func answer(r *feature.Request, template string, data any) feature.Answer {
	link := &feature.Link{Href: "/decide/back", Text: r.Say("waiting.back")}
	if template == "waiting/end" {
		link = &feature.Link{Href: base, Text: r.Say("waiting.title")}
	}
	return feature.Answer{Template: template, Data: data, Title: "waiting.title", Place: "decide", Back: link}
}

type chip struct {
	Value string
	On    bool
}

// thenView is what may be said about the last tap.
type thenView struct {
	ID, What, Words, Wrong string
	Strengths, Dids        []chip
	strength               *int
	did                    []string
}

func (v *thenView) fill() {
	for n := range 11 {
		v.Strengths = append(v.Strengths, chip{strconv.Itoa(n), v.strength != nil && *v.strength == n})
	}
	for _, d := range Dids {
		v.Dids = append(v.Dids, chip{d, slices.Contains(v.did, d)})
	}
}

// view is one moment in words.
type view struct {
	ID, What, When, Words string
	Strength              int // -1: not said
	Did                   []string
}

type showPage struct {
	Undo  bool
	Then  *thenView
	Count string // of the last four weeks; "" never
	Hours string
	End   string
	All   []view
}

const (
	listed = 20 // moments on the page
	counts = 28 // days that are counted, today among them
)

func show(r *feature.Request) (feature.Answer, error) { return showWith(r, nil) }

// showWith is the page, with what is being said about one moment.
func showWith(r *feature.Request, then *thenView) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := showPage{Undo: r.CanPutBack(undo), Then: then, End: end(s.setting.End)}
	var last ebb.ID
	if then == nil && r.Steps.Recall(lastTap, &last) {
		if i := slices.IndexFunc(s.all, func(e entry) bool { return e.id == last }); i >= 0 {
			p.Then = &thenView{ID: last.String(), What: s.all[i].what}
		}
	}
	if p.Then != nil {
		p.Then.fill()
	}
	some := s.lately(r.Now)
	if len(some) > 0 {
		waited, phone := count(some)
		p.Count = r.Say("waiting.count", "waited", waited, "phone", phone)
		p.Hours = hours(r, some)
	}
	newest := slices.Clone(s.all[max(0, len(s.all)-listed):])
	slices.Reverse(newest)
	p.All, err = views(r, newest)
	x := answer(r, "waiting/show", p)
	if then != nil {
		x.Status = http.StatusUnprocessableEntity
	}
	return x, err
}

// lately are the moments of the last four weeks.
func (s *State) lately(now time.Time) []entry {
	y, m, d := now.Date()
	return s.between(time.Date(y, m, d-counts+1, 0, 0, 0, 0, now.Location()), now.Add(time.Minute))
}

func end(hour int) string {
	if hour == 0 {
		return ""
	}
	return clock(hour)
}

func clock(hour int) string { return time.Date(2026, 1, 1, hour%24, 0, 0, 0, time.UTC).Format("15:04") }

// hours says at which hours it was most, or how many are missing to say so.
func hours(r *feature.Request, all []entry) string {
	if len(all) < enough {
		return r.Say("waiting.hours.few", "n", len(all), "more", enough-len(all))
	}
	from, n, stands := most(all, r.Now.Location())
	if !stands {
		return r.Say("waiting.hours.even", "n", len(all))
	}
	return r.Say("waiting.hours", "n", n, "of", len(all), "from", clock(from), "until", clock(from+span))
}

// views reads their words again, in the order asked for.
func views(r *feature.Request, some []entry) (all []view, err error) {
	var seqs []uint64
	for _, e := range some {
		seqs = append(seqs, e.seq)
	}
	events, err := r.Journal.Read(r.Context(), seqs...)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		var w Was
		if err := e.Decode(&w); err != nil {
			return nil, err
		}
		at := e.At.In(r.Now.Location())
		v := view{ID: e.ID.String(), What: w.What, Words: w.Words, Did: w.Did, Strength: -1}
		v.When = r.Say("waiting.when", "weekday", int(at.Weekday()), "d", at.Day(), "m", int(at.Month()), "time", at.Format("15:04"))
		if w.Strength != nil {
			v.Strength = *w.Strength
		}
		all = append(all, v)
	}
	return all, nil
}

type endPage struct {
	Ends []endChip
	Tap  bool
}

type endChip struct {
	Value int
	Text  string
	On    bool
}

func showEnd(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	p := endPage{Tap: s.setting.Tap}
	for _, h := range ends {
		text := r.Say("waiting.end.none")
		if h > 0 {
			text = clock(h)
		}
		p.Ends = append(p.Ends, endChip{h, text, h == s.setting.End})
	}
	return answer(r, "waiting/end", p), err
}

type cardPage struct{ Over, Tap, Undo bool }

// card is the line that ends the day, once, and the two taps where they were
// asked for.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	s, err := fold(r)
	p := cardPage{Over: s.over(r.Now) && !s.put[today(r)], Tap: s.setting.Tap && !s.over(r.Now)}
	p.Undo = p.Tap && r.CanPutBack(undo)
	if err != nil || !p.Over && !p.Tap {
		return nil, err
	}
	return &feature.Card{Template: "waiting/card", Data: p}, nil
}

type weekPage struct {
	Chart chart.Chart
	Hours string
	Did   []doneView
	Said  []view
}

type doneView struct {
	Name string
	N    int
}

// mostSaid is how many moments a week's review lists with what was said.
const mostSaid = 7

// week is the moments by day, the hours, and what was said about them.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	s, err := fold(r)
	some := s.between(from, until)
	if err != nil || len(some) == 0 {
		return nil, err
	}
	p := weekPage{Hours: hours(r, some)}
	p.Chart = days(r, some, from, until)
	n := did(some)
	for _, d := range Dids {
		if n[d] > 0 {
			p.Did = append(p.Did, doneView{d, n[d]})
		}
	}
	all, err := views(r, some)
	for _, v := range slices.Backward(all) {
		if len(p.Said) < mostSaid && (v.Words != "" || v.Strength >= 0) {
			p.Said = append(p.Said, v)
		}
	}
	return []feature.Card{{Template: "waiting/week", Data: p}}, err
}

// days draws the moments by day: filled is waiting, a ring is the phone.
func days(r *feature.Request, all []entry, from, until time.Time) chart.Chart {
	c := chart.Days{Words: chart.Words{ID: "waiting-days", Title: r.Say("waiting.days"), Table: chart.Table{
		Caption: r.Say("waiting.days.table"), Head: []string{r.Say("waiting.col.day"), r.Say("waiting.what.waited"), r.Say("waiting.what.phone")},
	}}}
	apart := 1
	if n := int(until.Sub(from).Hours() / 24); n > 8 {
		apart = 7 * max(1, n/28)
	}
	for day := from; day.Before(until); day = day.AddDate(0, 0, 1) {
		var marks []chart.Mark
		waited, phone := 0, 0
		for _, e := range all {
			if e.at.Before(day) || !e.at.Before(day.AddDate(0, 0, 1)) {
				continue
			}
			mark := chart.Full
			if waited++; e.what == Phone {
				waited, phone, mark = waited-1, phone+1, chart.Ring
			}
			marks = append(marks, mark)
		}
		if len(c.Marks)%apart == 0 {
			c.Ticks = append(c.Ticks, chart.Tick{At: float64(len(c.Marks)), Text: tick(r, day, apart)})
		}
		c.Marks = append(c.Marks, marks)
		name := r.Say("waiting.date", "weekday", int(day.Weekday()), "d", day.Day(), "m", int(day.Month()))
		c.Table.Rows = append(c.Table.Rows, []string{name, strconv.Itoa(waited), strconv.Itoa(phone)})
	}
	waited, phone := count(all)
	c.Sentence = r.Say("waiting.days.says", "waited", waited, "phone", phone, "days", len(c.Marks))
	return c.Chart()
}

// tick names a day under the dots: by its weekday where each has one.
func tick(r *feature.Request, day time.Time, apart int) string {
	if apart == 1 {
		return r.Say("waiting.weekday", "weekday", int(day.Weekday()))
	}
	return r.Say("waiting.date.short", "d", day.Day(), "m", int(day.Month()))
}

// step is its line on Decide.
func step(r *feature.Request) (*feature.Shelf, error) {
	s, err := fold(r)
	n := len(s.lately(r.Now))
	line := r.Say("waiting.step", "n", n)
	if n == 0 && s.setting.End > 0 {
		line = r.Say("waiting.step.end", "time", clock(s.setting.End))
	}
	return &feature.Shelf{Href: base, Group: r.Say("waiting.group"), Head: r.Say("waiting.title"), Line: line}, err
}
