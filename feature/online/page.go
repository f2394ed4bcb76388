package online

import (
	"slices"
	"strconv"
	"time"

	"ebb/feature"
	"ebb/tie"
)

// first is the step in which a page leaves word which section of Help comes
// first.
const first = "help.first"

type showPage struct {
	Apps            []chip
	Parts           []part
	Quiet           []part // those with something quiet
	People, No      bool
	Chosen          bool
	Until, On, Past string // the day said, written, and said if it has come
	Today           string
}

type chip struct {
	Value string
	On    bool
}

// part is one app with how many of its things stand how.
type part struct {
	N     int // its place in the list
	App   string
	Left  int
	Quiet []string // ids
}

func show(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	p := showPage{People: s.safety.Fear(), No: s.safety.TheirNo == tie.Yes, Chosen: !s.chosen.at.IsZero(), Until: day(r, s.until), On: s.until, Today: today(r)}
	if s.until != "" && s.until <= p.Today {
		p.Past = p.Until
	}
	for _, a := range apps() {
		if a.App != everywhere {
			p.Apps = append(p.Apps, chip{a.App, slices.Contains(s.apps, a.App)})
		}
	}
	p.Parts = s.parts()
	p.Quiet = slices.DeleteFunc(s.parts(), func(p part) bool { return len(p.Quiet) == 0 })
	if p.People {
		r.Steps.Keep(first, "violence")
	}
	back := &feature.Link{Href: "/decide", Text: r.Say("online.back")}
	return feature.Answer{Template: "online/show", Data: p, Title: "online.title", Place: "decide", Back: back}, err
}

// parts are the apps in use that have something to offer.
func (s *State) parts() (all []part) {
	for _, a := range s.used() {
		if len(s.open(a)) == 0 {
			continue
		}
		n := slices.IndexFunc(apps(), func(b app) bool { return b.App == a.App })
		p := part{N: n + 1, App: a.App, Left: len(s.are(a, Left))}
		for _, i := range s.are(a, Quiet) {
			p.Quiet = append(p.Quiet, i.ID)
		}
		all = append(all, p)
	}
	return all
}

type onePage struct {
	N      int
	App    string
	Items  []itemView
	People bool
	Read   string // the latest day on which a menu was read; "" none was
}

type itemView struct {
	ID    string
	Is    Is
	Maybe bool // its menu may be called otherwise
}

func showOne(r *feature.Request) (feature.Answer, error) {
	s, a, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	n, _ := strconv.Atoi(r.PathValue("n"))
	p := onePage{N: n, App: a.App, People: s.safety.Fear()}
	read := ""
	for _, i := range s.open(a) {
		p.Items = append(p.Items, itemView{i.ID, s.ticks[i.ID].is, i.Menu && i.Checked == nil})
		if i.Checked != nil {
			read = max(read, i.Checked.On)
		}
	}
	p.Read = day(r, read)
	back := &feature.Link{Href: base, Text: r.Say("online.title")}
	return feature.Answer{Template: "online/one", Data: p, Title: "online.title", Place: "decide", Back: back}, nil
}

func day(r *feature.Request, on string) string {
	at, ok := r.Morning(on)
	if !ok {
		return ""
	}
	return r.Day(at)
}

// counts are how many things are quiet and how many are left, and in how many
// parts something is.
func (s *State) counts() (quiet, left int) {
	for _, p := range s.parts() {
		quiet, left = quiet+len(p.Quiet), left+p.Left
	}
	return quiet, left
}

func step(r *feature.Request) (*feature.Shelf, error) {
	s, err := fold(r)
	quiet, left := s.counts()
	started := !s.chosen.at.IsZero() || quiet > 0
	return &feature.Shelf{Href: base, Group: r.Say("online.group"), Head: r.Say("online.title"), Line: r.Say("online.step", "started", started, "quiet", quiet, "left", left)}, err
}

// Hours of the day in which Today speaks, and for how many days.
const morning, evening, days = 7, 21, 7

// card is that the day has come to look at it again; nothing where people come
// first.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil || r.Now.Hour() < morning || r.Now.Hour() >= evening {
		return nil, nil
	}
	s, err := fold(r)
	if err != nil || s.until == "" || s.safety.Fear() {
		return nil, err
	}
	if s.until > today(r) || s.until <= r.Now.AddDate(0, 0, -days).Format(time.DateOnly) {
		return nil, nil
	}
	return &feature.Card{Template: "online/card", Data: day(r, s.until)}, nil
}

type weekView struct {
	Apps  []string // chosen these days
	Marks []itemView
	Until string
}

// week is what was ticked on these days, and until when.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	s, err := fold(r)
	if err != nil || s.safety.Fear() {
		return nil, err
	}
	in := func(m mark) bool { return !m.at.Before(from) && m.at.Before(until) }
	var v weekView
	if in(s.chosen) {
		v.Apps = s.apps
	}
	for _, a := range s.used() {
		for _, i := range s.open(a) {
			if t := s.ticks[i.ID]; t.is != Left && in(t.mark) {
				v.Marks = append(v.Marks, itemView{ID: i.ID, Is: t.is})
			}
		}
	}
	if in(s.set) {
		v.Until = day(r, s.until)
	}
	if len(v.Apps)+len(v.Marks) == 0 && v.Until == "" {
		return nil, nil
	}
	return []feature.Card{{Step: "happened", Template: "online/week", Data: v}}, nil
}
