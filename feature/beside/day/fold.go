// Package day is a person's days as they noted them: how much weighed and what
// lifted, how strong pulls were, and what else a day had.
//
// It promises that the order of arrival changes nothing, that a day goes from
// four in the morning to four by the clock of the place, and that a day on
// which nothing was noted is told apart from one without. It keeps no words, and
// refuses pages and sentences.
package day

import (
	"time"

	"ebb"
	"ebb/tie"
)

// Kinds of others, of which only when they were and a tick or two is read here.
const (
	detailed = "hold.detail"
	waited   = "waiting.was"
	began    = "look.contact"
	came     = "reached.came"
)

// Date is a day in days since 1970.
type Date int

// start is the hour at which a day begins: a night belongs to the day before.
const start = 4

// Of is the day that a time belongs to, by the clock of its place.
func Of(t time.Time) Date {
	y, m, d := t.Add(-start * time.Hour).Date()
	return Date(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// Time is noon of the day in a zone.
func (d Date) Time(zone *time.Location) time.Time {
	y, m, n := time.Unix(int64(d)*86400, 0).UTC().Date()
	return time.Date(y, m, n, 12, 0, 0, 0, zone)
}

// evening reports whether it was after six, or at night.
func evening(t time.Time) bool { return t.Hour() >= 18 || t.Hour() < start }

// State is everything that was noted about days.
type State struct {
	felt    map[ebb.ID]felt
	moments map[ebb.ID]*moment
	planned map[ebb.ID]tie.Activity // without words
	went    map[ebb.ID]newest[string]
	moved   map[ebb.ID]Date // by the event that says so
	contact map[ebb.ID]Date
	waited  map[ebb.ID]Date
	safety  newest[tie.Safety]
	feared  time.Time
}

// felt is the strongest that weighed and that lifted at one time; -1 where it
// does not say how strong.
type felt struct {
	at           Date
	weighs, lift int
}

// moment is a hard moment.
type moment struct {
	pull      newest[string]
	end       newest[string]
	first     newest[int] // the earliest rating
	begun     time.Time   // the earliest sign of it
	company   bool        // who was there was said of an evening
	alone     bool        // and it was nobody
	triggered bool        // what set it off was said
	tired     bool
	drink     bool
}

// newest is what was said last, or with earliest, first.
type newest[T any] struct {
	at time.Time
	id ebb.ID
	v  T
}

func (n *newest[T]) hear(e ebb.Event, v T) {
	if n.at.IsZero() || after(e, n.at, n.id) {
		*n = newest[T]{e.At, e.ID, v}
	}
}

func (n *newest[T]) earliest(e ebb.Event, v T) {
	if n.at.IsZero() || !after(e, n.at, n.id) {
		*n = newest[T]{e.At, e.ID, v}
	}
}

func after(e ebb.Event, at time.Time, id ebb.ID) bool {
	if c := e.At.Compare(at); c != 0 {
		return c > 0
	}
	return string(e.ID[:]) > string(id[:])
}

// New is the state before anything.
func New() *State {
	return &State{
		felt: map[ebb.ID]felt{}, moments: map[ebb.ID]*moment{}, planned: map[ebb.ID]tie.Activity{}, went: map[ebb.ID]newest[string]{},
		moved: map[ebb.ID]Date{}, contact: map[ebb.ID]Date{}, waited: map[ebb.ID]Date{},
	}
}

// Apply takes them in any order.
func (s *State) Apply(_ uint64, e ebb.Event) error {
	switch e.Kind {
	case tie.Noted:
		return read(e, func(n struct {
			Feelings []tie.Feeling `cbor:"2,keyasint,omitempty"`
		}) {
			s.feel(e, n.Feelings)
		})
	case tie.Named:
		return read(e, func(f tie.Feelings) { s.feel(e, f.Felt) })
	case tie.WentMoving:
		s.moved[e.ID] = Of(e.At)
	case tie.AllowedContact, began, came:
		s.contact[e.ID] = Of(e.At)
	case waited:
		s.waited[e.ID] = Of(e.At)
	case tie.ActivityPlanned:
		return read(e, func(a tie.Activity) {
			s.planned[e.ID] = tie.Activity{Sort: a.Sort, Day: a.Day}
		})
	case tie.ActivityWent:
		return read(e, func(w tie.ActivityEnd) {
			n := s.went[w.Of]
			n.hear(e, w.How)
			s.went[w.Of] = n
		})
	case tie.Answered:
		return read(e, func(a tie.Safety) { s.safety.hear(e, a) })
	case tie.Feared:
		if e.At.After(s.feared) {
			s.feared = e.At
		}
	}
	return s.hard(e)
}

// hard takes what belongs to a hard moment.
func (s *State) hard(e ebb.Event) error {
	switch e.Kind {
	case tie.MomentPull:
		return read(e, func(b struct {
			Moment ebb.ID `cbor:"1,keyasint"`
			Pull   string `cbor:"2,keyasint"`
		}) {
			s.moment(b.Moment, e).pull.hear(e, b.Pull)
		})
	case tie.MomentRating:
		return read(e, func(b tie.Strength) { s.moment(b.Moment, e).first.earliest(e, min(max(b.Value, 0), 10)) })
	case tie.MomentOutcome:
		return read(e, func(b tie.MomentEnd) { s.moment(b.Moment, e).end.hear(e, b.Outcome) })
	case detailed:
		return read(e, func(b struct {
			Moment   ebb.ID   `cbor:"1,keyasint"`
			Triggers []string `cbor:"2,keyasint,omitempty"`
			Company  []string `cbor:"4,keyasint,omitempty"`
		}) {
			s.moment(b.Moment, e).tick(b.Triggers, b.Company)
		})
	}
	return nil
}

func read[T any](e ebb.Event, f func(T)) error {
	var body T
	if err := e.Decode(&body); err != nil {
		return err
	}
	f(body)
	return nil
}

// feel keeps the strongest on each side.
func (s *State) feel(e ebb.Event, all []tie.Feeling) {
	f := felt{Of(e.At), -1, -1}
	for _, one := range all {
		family, known := tie.FamilyOf(one.Name)
		if !known || family.Mixed || one.Strength == nil {
			continue
		}
		strength := min(max(*one.Strength, 0), 10)
		if family.Lifts {
			f.lift = max(f.lift, strength)
		} else {
			f.weighs = max(f.weighs, strength)
		}
	}
	s.felt[e.ID] = f
}

func (s *State) moment(id ebb.ID, e ebb.Event) *moment {
	m := s.moments[id]
	if m == nil {
		m = &moment{begun: e.At}
		s.moments[id] = m
	}
	if e.At.Before(m.begun) {
		m.begun = e.At
	}
	return m
}

func (m *moment) tick(triggers, company []string) {
	for _, t := range triggers {
		m.triggered = true
		m.tired = m.tired || t == "tired"
		m.drink = m.drink || t == "drink"
		m.alone = m.alone || t == "alone"
	}
	for _, c := range company {
		m.company = true
		m.alone = m.alone || c == "nobody"
	}
}

// TheirNo reports whether they asked for no contact, or there is an order.
func (s *State) TheirNo() bool { return s.safety.v.TheirNo == tie.Yes }

// Fear reports a yes to what they do.
func (s *State) Fear() bool {
	return s.safety.v.Fear() || !s.feared.IsZero() && !s.feared.Before(s.safety.at)
}
