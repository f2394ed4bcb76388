package starting

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"ebb/feature"
	"ebb/tie"
)

func answer(r *feature.Request, template string, data any) feature.Answer {
	link := &feature.Link{Href: base, Text: r.Say("starting.title")}
	if template == "starting/show" {
		link = &feature.Link{Href: "/decide/back", Text: r.Say("starting.back")}
	}
	return feature.Answer{Template: template, Data: data, Title: "starting.title", Place: "decide", Back: link}
}

// said is a rule in sentences.
type said struct {
	First   string   // what comes before About
	About   []string // each with its channels, where contact was logged
	Own     string
	Answers []string
}

func (s *State) said(r *feature.Request, rule Rule) (v said) {
	if rule.First {
		v.First = r.Say("starting.first.said", "n", len(rule.About)+len(rule.Own))
		for _, a := range rule.About {
			v.About = append(v.About, s.about(r, a))
		}
		v.Own = rule.Own
	}
	v.Answers = answersOf(r, rule)
	return v
}

// about is a topic, with the channels through which contact was logged.
func (s *State) about(r *feature.Request, topic string) string {
	var ways []string
	for _, c := range tie.Channels {
		if s.ways[topic][c] {
			ways = append(ways, r.Say("starting.way."+c))
		}
	}
	if len(ways) == 0 {
		return r.Say("starting.about." + topic)
	}
	return r.Say("starting.about.by", "about", r.Say("starting.about."+topic), "ways", strings.Join(ways, ", "))
}

// answersOf is how the person answers, a sentence each.
func answersOf(r *feature.Request, rule Rule) (lines []string) {
	if rule.Wait > 0 {
		lines = append(lines, r.Say("starting.wait.said", "wait", rule.Wait))
	}
	if rule.From != rule.Until {
		lines = append(lines, r.Say("starting.hours.said", "from", hour(rule.From), "until", hour(rule.Until)))
	}
	if rule.Calls != "" {
		lines = append(lines, r.Say("starting.calls."+rule.Calls))
	}
	return lines
}

func hour(h int) string { return time.Date(2026, 1, 1, h, 0, 0, 0, time.UTC).Format("15:04") }

type showPage struct {
	State string // "none", "rule", "no" (their no) or "gentle"
	Rule  said
	Since string
	Cool  int
	Wait  *waitView
	Undo  bool
	Weeks []weekView
}

// waitView is what waits and from when it counts.
type waitView struct {
	When string
	Over bool
	Rule said
}

// weekView is one week that was looked at.
type weekView struct{ How, Words, Day string }

func show(r *feature.Request) (feature.Answer, error) {
	m, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := showPage{State: "none", Undo: len(slipped(r).IDs) > 0}
	switch {
	case m.state.safety.Fear():
		p = showPage{State: "gentle"}
	case m.state.closed():
		p = showPage{State: "no"}
	case m.stand != (entry{}):
		p.State, p.Rule, p.Cool = "rule", m.state.said(r, m.now), m.now.Cool
		p.Since = date(r, m.state.begun(r.Now).In(r.Now.Location()).Format(time.DateOnly))
		if m.wait != (entry{}) {
			p.Wait = &waitView{moment(r, m.wait.due), m.then.Over, m.state.said(r, m.then)}
		}
	}
	if !m.state.closed() {
		p.Weeks, err = weeks(r, &m.state)
	}
	return answer(r, "starting/show", p), err
}

// lately is how many weeks are listed.
const lately = 8

func weeks(r *feature.Request, s *State) (all []weekView, err error) {
	for i, from := range s.looked() {
		if i == lately {
			break
		}
		l, err := reread[Look](r, s.looks[from].seq)
		if err != nil {
			return nil, err
		}
		all = append(all, weekView{string(s.looks[from].how), l.Words, date(r, from)})
	}
	return all, nil
}

func date(r *feature.Request, day string) string {
	at, ok := r.Morning(day)
	if !ok {
		return ""
	}
	return r.Day(at)
}

func moment(r *feature.Request, at time.Time) string {
	at = at.In(r.Now.Location())
	return r.Say("starting.at", "day", date(r, at.Format(time.DateOnly)), "time", at.Format("15:04"))
}

type chip struct {
	Value, Text string
	On          bool
}

type firstPage struct {
	Wrong  string
	Abouts []chip
	Own    string
	Known  bool // some are ticked because of what was said elsewhere
}

func showFirst(r *feature.Request) (feature.Answer, error) {
	m, err := open(r)
	if err != nil || m.state.closed() {
		return feature.Answer{Goto: base}, err
	}
	return firstAgain(r, m, m.target(), "")
}

// firstAgain is the form for writing first, with what still ties two people
// ticked where there is no rule yet.
func firstAgain(r *feature.Request, m made, to Rule, wrong string) (feature.Answer, error) {
	p := firstPage{Wrong: wrong, Own: to.Own}
	for _, a := range tie.Abouts {
		known := slices.Contains(m.state.ties, a) || len(m.state.ways[a]) > 0
		on := slices.Contains(to.About, a) || !to.First && known
		p.Known = p.Known || !to.First && known
		p.Abouts = append(p.Abouts, chip{a, m.state.about(r, a), on})
	}
	x := answer(r, "starting/first", p)
	if wrong != "" {
		x.Status = http.StatusUnprocessableEntity
	}
	return x, nil
}

type answerPage struct {
	Waits, Hours, Calls, From, Until []chip
	Own                              bool
}

func showAnswer(r *feature.Request) (feature.Answer, error) {
	m, err := open(r)
	if err != nil || m.state.closed() {
		return feature.Answer{Goto: base}, err
	}
	to, p, own := m.target(), answerPage{}, true
	for _, w := range waits {
		p.Waits = append(p.Waits, chip{strconv.Itoa(w), r.Say("starting.wait", "wait", w), w == to.Wait})
	}
	for _, w := range ready {
		on := w.From == to.From && w.Until == to.Until
		own = own && !on
		p.Hours = append(p.Hours, chip{w.Name, r.Say("starting.hours." + w.Name), on})
	}
	p.Hours = append(p.Hours, chip{"own", r.Say("starting.hours.own"), own})
	p.Own = own
	for _, c := range callsOf {
		p.Calls = append(p.Calls, chip{c, r.Say("starting.calls." + c), c == to.Calls})
	}
	for _, h := range clock() {
		v := strconv.Itoa(h)
		p.From = append(p.From, chip{v, hour(h), own && h == to.From || !own && h == 18})
		p.Until = append(p.Until, chip{v, hour(h), own && h == to.Until || !own && h == 20})
	}
	return answer(r, "starting/answer", p), nil
}

func showTime(r *feature.Request) (feature.Answer, error) {
	m, err := open(r)
	if err != nil || m.state.closed() || m.stand == (entry{}) {
		return feature.Answer{Goto: base}, err
	}
	var all []chip
	for _, h := range cools {
		all = append(all, chip{strconv.Itoa(h), r.Say("starting.hours.n", "n", h), h == m.target().Cool})
	}
	return answer(r, "starting/time", all), nil
}

// step is its line on Decide.
func step(r *feature.Request) (*feature.Shelf, error) {
	s, err := fold(r)
	line := r.Say("starting.step")
	if stand, _ := s.at(r.Now); stand != (entry{}) && !s.closed() {
		at := s.begun(r.Now).In(r.Now.Location())
		line = r.Say("starting.step.rule", "d", at.Day(), "m", int(at.Month()))
	}
	return &feature.Shelf{Href: base, Group: r.Say("starting.group"), Head: r.Say("starting.title"), Line: line}, err
}
