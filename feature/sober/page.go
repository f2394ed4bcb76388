package sober

import (
	"math"
	"net/http"
	"slices"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/stat"
	"ebb/tie"
)

func page(r *feature.Request, template, back string, data any) feature.Answer {
	link := &feature.Link{Href: back, Text: r.Say("sober.back")}
	if back == "/decide" {
		link.Text = r.Say("sober.decide")
	}
	return feature.Answer{Template: "sober/" + template, Data: data, Title: "sober.title", Place: "decide", Back: link}
}

func day(r *feature.Request, at time.Time) string {
	at = at.In(r.Now.Location())
	year := at.Year()
	if year == r.Now.Year() {
		year = 0 // it goes without saying
	}
	return r.Say("sober.day", "d", at.Day(), "m", int(at.Month()), "y", year)
}

type formPage struct {
	Part    Part
	No, Of  int
	Wrong   string
	Choices []string
	Now     map[string]string // what was answered today
	Costs   []tick
	Gives   []tick
	Words   string
}

type tick struct {
	Name string
	On   bool
}

func ticks(all, on []string) (out []tick) {
	for _, name := range all {
		out = append(out, tick{name, slices.Contains(on, name)})
	}
	return out
}

// form is a page with what was answered on it, if that was today. Another day
// begins with nothing chosen.
func form(r *feature.Request, v seen, p Part, s Said) formPage {
	f := formPage{Part: p, Of: len(Parts), Choices: p.choices(), Now: map[string]string{}, Words: s.Words}
	if !v.effort {
		f.Of = slices.IndexFunc(Parts, func(q Part) bool { return q.Effort })
	}
	f.No = slices.IndexFunc(Parts, func(q Part) bool { return q.Name == p.Name }) + 1
	for _, ask := range p.Asks {
		if _, now := thenNow(v.all, ask, r.Now.Location()); now.said != "" && date(now.at, r.Now.Location()) == date(r.Now, r.Now.Location()) {
			f.Now[ask] = now.said
		}
	}
	f.Costs, f.Gives = ticks(tie.Costs, s.Costs), ticks(tie.Gives, s.Gives)
	return f
}

// today is what stands of a page from today.
func today(r *feature.Request, v seen, p Part) (s Said, err error) {
	for _, e := range v.all {
		if e.said.Part == p.Name && date(e.at, r.Now.Location()) == date(r.Now, r.Now.Location()) {
			s = e.said
			if s.Words, err = words(r, e); err != nil {
				return s, err
			}
		}
	}
	return s, nil
}

func showPart(r *feature.Request) (feature.Answer, error) {
	p, err := partOf(r)
	if err != nil {
		return feature.Answer{}, err
	}
	v, err := look(r)
	if err != nil || p.Effort && !v.effort {
		return feature.Answer{Goto: "/decide/soberly"}, err
	}
	s, err := today(r, v, p)
	return page(r, "part", "/decide/soberly", form(r, v, p, s)), err
}

// postPart keeps a page of answers. Nothing new is nothing kept.
func postPart(r *feature.Request) (feature.Answer, error) {
	p, err := partOf(r)
	if err != nil {
		return feature.Answer{}, err
	}
	v, err := look(r)
	if err != nil || p.Effort && !v.effort {
		return feature.Answer{Goto: "/decide/soberly"}, err
	}
	s, why, err := read(r, p)
	if err != nil {
		return feature.Answer{}, err
	}
	if why != "" {
		f := form(r, v, p, s)
		f.Wrong = why
		a := page(r, "part", "/decide/soberly", f)
		a.Status = http.StatusUnprocessableEntity
		return a, nil
	}
	to := feature.Answer{Goto: p.after(v.effort)}
	if r.FormValue("stop") != "" {
		to.Goto = "/decide/soberly"
	}
	was, err := today(r, v, p)
	if err != nil || same(s, was) {
		return to, err
	}
	return to, r.Record(r.New(KindSaid, s))
}

type allPage struct {
	Parts  []partView
	Cost   *costView
	Effort []partView
	Chat   *chatView
	Import bool // messages can be brought
	Undo   bool
	Day    string
	Today  bool // there is something of the newest day to take back
}

// partView is one page's answers.
type partView struct {
	Name string
	Rows []row
}

// row is one answer, now and then.
type row struct {
	Ask, Now, Then, Day string
	Line                []stop
}

// stop is one place on a line of words.
type stop struct{ Now, Then bool }

type costView struct {
	Costs, Gives         []string
	Words                string
	Then                 string // its day
	ThenCosts, ThenGives []string
}

// rows are a page's answers, those that were given.
func rows(r *feature.Request, all []entry, p Part) (out []row) {
	for _, ask := range p.Asks {
		then, now := thenNow(all, ask, r.Now.Location())
		if now.said == "" {
			continue
		}
		x := row{Ask: ask, Now: word(r, p, ask, now.said)}
		if then.said != "" {
			x.Then, x.Day = word(r, p, ask, then.said), day(r, then.at)
		}
		if !p.Effort {
			for _, place := range Line {
				x.Line = append(x.Line, stop{place == now.said, place == then.said})
			}
		}
		out = append(out, x)
	}
	return out
}

func word(r *feature.Request, p Part, ask, said string) string {
	if p.Effort {
		return r.Say("sober.side." + said)
	}
	return r.Say("sober." + ask + "." + said)
}

func show(r *feature.Request) (feature.Answer, error) {
	v, err := look(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := allPage{Undo: r.Steps.Recall(undo, new([]string))}
	for _, part := range Parts {
		if x := (partView{part.Name, rows(r, v.all, part)}); len(x.Rows) > 0 && !part.Effort {
			p.Parts = append(p.Parts, x)
		} else if len(x.Rows) > 0 && v.effort {
			p.Effort = append(p.Effort, x)
		}
	}
	if p.Cost, err = cost(r, v.all); err != nil {
		return feature.Answer{}, err
	}
	if len(v.all) > 0 {
		p.Day, p.Today = day(r, v.all[len(v.all)-1].at), true
	}
	_, said := thenNow(v.all, "starts", r.Now.Location())
	if v.shown && v.effort {
		p.Chat = beside(r, v.chat, said.said)
	}
	p.Import = v.effort && p.Chat == nil
	return page(r, "all", "/decide", p), nil
}

// cost is what it costs and gives; nil where nothing was said.
func cost(r *feature.Request, all []entry) (*costView, error) {
	then, now := costs(all, r.Now.Location())
	if now.seq == 0 {
		return nil, nil
	}
	v := &costView{Costs: now.said.Costs, Gives: now.said.Gives}
	if then.seq > 0 {
		v.Then, v.ThenCosts, v.ThenGives = day(r, then.at), then.said.Costs, then.said.Gives
	}
	var err error
	v.Words, err = words(r, now)
	if len(v.Costs)+len(v.Gives) == 0 && v.Words == "" && v.Then == "" {
		return nil, err
	}
	return v, err
}

// chatView is what messages show beside what was said.
type chatView struct{ Count, Beside, Span string }

func beside(r *feature.Request, c chat, said string) *chatView {
	g := c.usual()
	n := g.me + g.them
	i := stat.Wilson(g.me, n)
	v := &chatView{
		Count: r.Say("sober.chat", "k", g.me, "n", n, "share", percent(i.Value), "low", percent(i.Low), "high", percent(i.High)),
		Span:  r.Say("sober.chat.span", "first", month(r, c.first), "last", month(r, c.last)),
	}
	switch lean := c.lean(); {
	case lean == few:
		v.Count = r.Say("sober.chat.few", "k", g.me, "n", n, "more", c.missing())
	case lean == unknown:
		v.Beside = r.Say("sober.beside.unknown")
	case said == "" || said == unknown:
		v.Beside = r.Say("sober.beside.unsaid", "lean", lean)
	case said == lean:
		v.Beside = r.Say("sober.beside.same", "said", said)
	default:
		v.Beside = r.Say("sober.beside.differ", "said", said, "lean", lean)
	}
	return v
}

// missing is how many more starts the poorest way of counting needs.
func (c chat) missing() int {
	more := 1
	for _, g := range c.gaps {
		more = max(more, enough-g.me-g.them)
	}
	return more
}

func percent(share float64) int { return int(math.Round(100 * share)) }

// month is the month of a second since 1970, by the clock on the wall.
func month(r *feature.Request, at int64) string {
	t := time.Unix(at, 0).UTC()
	return r.Say("sober.month", "m", int(t.Month()), "y", t.Year())
}

// undo names the step that holds the ids of the last taking back.
const undo = "sober.undo"

// atOnce is how many pages are taken back together: more than a day has, and
// fewer than the step can hold.
const atOnce = 20

// postBack takes back what was answered on the newest day.
func postBack(r *feature.Request) (feature.Answer, error) {
	to := feature.Answer{Goto: "/decide/soberly"}
	v, err := look(r)
	if err != nil || len(v.all) == 0 {
		return to, err
	}
	newest := date(v.all[len(v.all)-1].at, r.Now.Location())
	var entries []ebb.Entry
	var ids []string
	for _, e := range slices.Backward(v.all) {
		if date(e.at, r.Now.Location()) == newest && len(ids) < atOnce {
			back := r.New(ebb.Withdrawn, ebb.Withdrawal{ID: e.id})
			entries, ids = append(entries, ebb.Entry{Event: back}), append(ids, back.ID.String())
		}
	}
	if err := r.Journal.Record(r.Context(), entries...); err != nil {
		return to, err
	}
	r.Steps.Keep(undo, ids)
	return to, nil
}

// postUndo takes the taking back back. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	to := feature.Answer{Goto: "/decide/soberly"}
	var ids []string
	if !r.Steps.Recall(undo, &ids) {
		return to, nil
	}
	r.Steps.Forget(undo)
	var entries []ebb.Entry
	for _, text := range ids {
		id, err := ebb.ParseID(text)
		if err != nil {
			return to, err
		}
		entries = append(entries, ebb.Entry{Event: r.New(ebb.Withdrawn, ebb.Withdrawal{ID: id})})
	}
	return to, r.Journal.Record(r.Context(), entries...)
}

// week is what was answered in its days.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	v, err := look(r)
	if err != nil {
		return nil, err
	}
	v.all = slices.DeleteFunc(v.all, func(e entry) bool { return e.at.Before(from) || !e.at.Before(until) })
	var p allPage
	for _, part := range Parts {
		if x := (partView{part.Name, rows(r, v.all, part)}); len(x.Rows) > 0 && (!part.Effort || v.effort) {
			p.Parts = append(p.Parts, x)
		}
	}
	if p.Cost, err = cost(r, v.all); err != nil || len(p.Parts) == 0 && p.Cost == nil {
		return nil, err
	}
	return []feature.Card{{Template: "sober/week", Data: p}}, nil
}

// step is its line on Decide: the days on which something was answered.
func step(r *feature.Request) (*feature.Shelf, error) {
	v, err := look(r)
	s := &feature.Shelf{Href: "/decide/soberly", Head: r.Say("sober.step"), Line: r.Say("sober.step.none")}
	if len(v.all) == 0 {
		return s, err
	}
	var parts []string
	for _, p := range Parts {
		name := r.Say("sober.part." + p.place())
		if !slices.Contains(parts, name) && (!p.Effort || v.effort) && slices.ContainsFunc(v.all, func(e entry) bool { return e.said.Part == p.Name }) {
			parts = append(parts, name)
		}
	}
	s.Line = r.Say("sober.step.line", "parts", strings.Join(parts, ", "), "day", day(r, v.all[len(v.all)-1].at))
	return s, err
}
