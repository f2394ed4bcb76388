package safety

import (
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

type sincePage struct{ Day, Today string }

// fresh reports whether their no was said in this sitting: opened later, nothing
// here shows it.
func fresh(r *feature.Request, s State) bool {
	var now bool
	return r.Steps.Recall(done, &now) && s.Answers.TheirNo == tie.Yes
}

// showSince asks since when their no stands.
func showSince(r *feature.Request) (feature.Answer, error) {
	s, err := read(r)
	if err != nil || !fresh(r, s) {
		return feature.Answer{Goto: "/safety/closed"}, err
	}
	p := sincePage{s.Answers.NoSince, r.Now.Format(time.DateOnly)}
	return feature.Answer{
		Template: "safety/since", Data: p, Title: "safety.title", Back: &feature.Link{Href: path(theirNo), Text: r.Say("safety.back")},
	}, nil
}

// postSince keeps the day; without one, the day it was said stands.
func postSince(r *feature.Request) (feature.Answer, error) {
	s, err := read(r)
	if err != nil || !fresh(r, s) {
		return feature.Answer{Goto: "/safety/closed"}, err
	}
	day := r.FormValue("day")
	if day == "" || day == s.Answers.NoSince {
		return feature.Answer{Goto: "/safety/done"}, nil
	}
	at, ok := r.Morning(day)
	switch {
	case !ok || at.Year() < 1900:
		return feature.Answer{}, ebb.Bad("safety.bad.day")
	case at.Format(time.DateOnly) > r.Now.Format(time.DateOnly):
		return feature.Answer{}, ebb.Bad("safety.bad.day.ahead")
	}
	s.Answers.NoSince = at.Format(time.DateOnly)
	return feature.Answer{Goto: "/safety/done"}, keep(r, &s)
}

type donePage struct {
	Fear bool
	On   string
}

// showDone says once what their no means. Opened again, it shows no reason.
func showDone(r *feature.Request) (feature.Answer, error) {
	s, err := read(r)
	if err != nil || !fresh(r, s) {
		return feature.Answer{Goto: "/safety/closed"}, err
	}
	r.Steps.Forget(done)
	p := donePage{s.Answers.Fear(), "/safety/next"}
	if s.next(theirNo) == 0 {
		p.On = on(r)
	}
	return feature.Answer{Template: "safety/done", Data: p, Title: "safety.title"}, nil
}
