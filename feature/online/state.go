package online

import (
	"bytes"
	"maps"
	"slices"
	"strconv"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// State is which apps are used, how each thing stands, and until when.
type State struct {
	chosen, set mark
	apps        []string
	ticks       map[string]ticked
	until       string
	safety      tie.Safety
}

// mark is when something was said, and by which event.
type mark struct {
	at time.Time
	id ebb.ID
}

type ticked struct {
	mark
	is Is
}

// before reports whether now is the newer of two.
func (m mark) before(now mark) bool {
	return m.at.Before(now.at) || m.at.Equal(now.at) && bytes.Compare(m.id[:], now.id[:]) < 0
}

// Apply takes events in any order.
func (s *State) Apply(_ uint64, e ebb.Event) error {
	now := mark{e.At, e.ID}
	switch e.Kind {
	case Chosen:
		var c Choice
		if err := e.Decode(&c); err != nil {
			return err
		}
		if s.chosen.before(now) {
			s.chosen, s.apps = now, c.Apps
		}
	case Ticked:
		var t Tick
		if err := e.Decode(&t); err != nil {
			return err
		}
		if s.ticks[t.Item].before(now) {
			s.ticks[t.Item] = ticked{now, t.Is}
		}
	case Set:
		var u Until
		if err := e.Decode(&u); err != nil {
			return err
		}
		if s.set.before(now) {
			s.set, s.until = now, u.On
		}
	}
	return s.answers(e)
}

// answers takes what was said about safety.
func (s *State) answers(e ebb.Event) error {
	switch e.Kind {
	case tie.Answered:
		var all tie.Safety // what cannot be read takes no yes back
		err := e.Decode(&all)
		if err == nil {
			s.safety = all
		}
		return err
	case tie.Feared:
		s.safety.Afraid = tie.Yes
	}
	return nil
}

func fold(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = *now
		s.apps, s.ticks = slices.Clone(now.apps), maps.Clone(now.ticks)
		return nil
	})
	return s, err
}

// used are the parts that are looked at: those chosen, and what is about no
// app.
func (s *State) used() (all []app) {
	for _, a := range apps() {
		if a.App == everywhere || slices.Contains(s.apps, a.App) {
			all = append(all, a)
		}
	}
	return all
}

// open are the things of an app that are offered: after a yes about what they
// do, only what nobody else can see; after their no, nothing about posts.
func (s *State) open(a app) []item {
	return slices.DeleteFunc(slices.Clone(a.Items), func(i item) bool {
		return !i.Alone && s.safety.Fear() || i.Posts && s.safety.TheirNo == tie.Yes
	})
}

// are the things of an app that stand like that.
func (s *State) are(a app, is Is) []item {
	return slices.DeleteFunc(s.open(a), func(i item) bool { return s.ticks[i.ID].is != is })
}

// find returns the app that the address names by its place in the list.
func find(r *feature.Request) (State, app, error) {
	s, err := fold(r)
	n, cause := strconv.Atoi(r.PathValue("n"))
	if err == nil && (cause != nil || n < 1 || n > len(apps()) || len(s.open(apps()[n-1])) == 0) {
		err = &ebb.Problem{Status: 404, Say: "online.bad.gone", Cause: cause}
	}
	if err != nil {
		return s, app{}, err
	}
	return s, apps()[n-1], nil
}
