package look

import (
	"slices"
	"strconv"
	"time"

	"ebb"
	"ebb/feature"
)

func answer(r *feature.Request, template string, data any) feature.Answer {
	back := &feature.Link{Href: "/decide", Text: r.Say("look.back")}
	if template != "look/show" {
		back = &feature.Link{Href: base, Text: r.Say("look.title")}
	}
	return feature.Answer{Template: template, Data: data, Title: "look.title", Place: "decide", Back: back}
}

// chip is one thing that can be chosen.
type chip struct {
	Value string
	On    bool
}

func chips(all []string, on func(string) bool) (out []chip) {
	for _, v := range all {
		out = append(out, chip{v, on(v)})
	}
	return out
}

type showPage struct {
	State          string // "none", "draft", "closed", "ask", "result", "void", "stopped"
	By, From       string // said
	Signals        []string
	Own            string
	Mine           int // contacts that the person began since the day
	Began          bool
	Undo, Stopping bool
	StopAt         string
	Cool           int
	Log            bool
	Void           string
	Missing        string // until when the chat goes that is here
	Result         *resultView
	Came           []came // what was tapped of theirs since the day
	What           string
	Results        []string
	Then           string // what the person meant to do
}

// show is the state that the look back is in.
func show(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p, ok, err := plan(r, s)
	if err != nil {
		return feature.Answer{}, err
	}
	page := showPage{
		State: "none", By: day(r, s.by), From: day(r, s.from), Signals: p.Signals, Own: p.Own, Cool: p.Cool, Log: s.log,
		Undo: r.CanPutBack(undo), Began: s.from <= today(r), Void: s.reading.Void, What: s.reading.What, Results: Results,
	}
	switch {
	case !ok:
	case !s.closed:
		page.State = "draft"
	case s.stopped(r.Now):
		page.State = "stopped"
	case s.by > today(r):
		page.State = "closed"
		page.running(r, s)
	case s.reading.Void == "":
		page.State = "ask"
	case s.reading.Void != "none":
		page.State = "void"
	default:
		page.State = "result"
		page.result(r, s, p)
	}
	return answer(r, "look/show", page), nil
}

// running fills in the person's own side, and a stop that cools.
func (p *showPage) running(r *feature.Request, s State) {
	for _, t := range s.taps {
		if t.me && t.at.In(r.Now.Location()).Format(time.DateOnly) >= s.from && t.at.After(s.at) {
			p.Mine++
		}
	}
	if s.stopping(r.Now) {
		p.Stopping = true
		at := s.stop.at.Add(s.cool).In(r.Now.Location())
		p.StopAt = r.Say("look.stop.at", "day", day(r, at.Format(time.DateOnly)), "time", at.Format("15:04"))
	}
}

func (p *showPage) result(r *feature.Request, s State, plan Plan) {
	c := s.counted(r.Now.Location())
	if c.missing {
		p.Missing = "none"
		if c.until != "" {
			p.Missing = day(r, c.until)
		}
	}
	p.Came = s.came(r.Now.Location())
	v := c.view(r, plan)
	p.Result = &v
	p.Then = map[string]string{"miss": plan.IfMore, "after": plan.IfMore, "nothing": plan.IfLess, "same": plan.IfSame}[p.What]
}

// came is one signal and how often it was tapped.
type came struct {
	Signal string
	N      int
}

// came counts what was tapped of theirs from the day of stepping back on.
func (s *State) came(zone *time.Location) (all []came) {
	for _, signal := range append(slices.Clone(Signals), OwnSignal) {
		n := 0
		for _, t := range s.taps {
			if d := t.at.In(zone).Format(time.DateOnly); t.signal == signal && d >= s.from && d < s.by {
				n++
			}
		}
		if n > 0 {
			all = append(all, came{signal, n})
		}
	}
	return all
}

func day(r *feature.Request, date string) string {
	at, ok := r.Morning(date)
	if !ok {
		return ""
	}
	return r.Day(at)
}

type signalsPage struct {
	Signals, Expect []chip
	Own             string
	Max             int
}

func showSignals(r *feature.Request) (feature.Answer, error) {
	p, err := draft(r)
	page := signalsPage{Own: p.Own, Max: longest,
		Signals: chips(Signals, func(v string) bool { return slices.Contains(p.Signals, v) }),
		Expect:  chips(Expectations, func(v string) bool { return v == p.Expect }),
	}
	return answer(r, "look/signals", page), err
}

type daysPage struct {
	From, By, Today, Log string
	Chat                 int // whole weeks of a chat that end before today; 0 where there is none
	ByLog                bool
}

func showDays(r *feature.Request) (feature.Answer, error) {
	p, err := draft(r)
	if err != nil {
		return feature.Answer{}, err
	}
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	s.from, s.by, s.log = today(r), "9999-12-31", false
	c := s.counted(r.Now.Location())
	page := daysPage{From: p.From, By: p.By, Today: today(r), Log: r.Now.AddDate(0, 0, least).Format(time.DateOnly), Chat: len(c.theirs[0]), ByLog: p.Log || len(c.theirs[0]) == 0}
	if page.From == "" {
		page.From = page.Today
		if page.ByLog {
			page.From = page.Log
		}
	}
	if page.By == "" {
		from, _ := r.Morning(page.From)
		page.By = from.AddDate(0, 0, 56).Format(time.DateOnly)
	}
	return answer(r, "look/days", page), nil
}

type thenPage struct {
	More, Same, Less string
	Cools            []chip
	By               string
	Max              int
}

func showThen(r *feature.Request) (feature.Answer, error) {
	p, err := draft(r)
	if err == nil && p.By == "" {
		err = ebb.Bad("look.bad.unfinished")
	}
	page := thenPage{More: p.IfMore, Same: p.IfSame, Less: p.IfLess, By: day(r, p.By), Max: longest,
		Cools: chips([]string{"24", "48", "72"}, func(v string) bool { return v == strconv.Itoa(max(p.Cool, cools[0])) })}
	return answer(r, "look/then", page), err
}
