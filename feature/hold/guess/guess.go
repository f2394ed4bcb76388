// Package guess is what is kept of guesses about an answer: one the day after
// something was sent, and on its day what came. It promises that one is open at
// a time and that the order of arrival changes nothing but safety. It refuses a
// clock, pages and sentences.
package guess

import (
	"bytes"
	"slices"
	"time"

	"ebb"
	"ebb/tie"
)

// Guess is a guess about the answer to something that was sent. Body of
// tie.Guessed.
type Guess struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	tie.Guess
}

// Resolution is what came of it. Body of tie.Came.
type Resolution struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	tie.Resolution
}

// Check holds a guess to a chance in tens, a day, and the scale.
func (g Guess) Check() error {
	if _, err := time.Parse(time.DateOnly, g.By); err != nil {
		return ebb.Bad("hold.bad.day")
	}
	if g.Chance < 0 || g.Chance > 100 || g.Chance%10 != 0 {
		return ebb.Bad("hold.bad.chance")
	}
	return fine(g.Moment, g.Feel)
}

// Check holds what came to the scale.
func (c Resolution) Check() error { return fine(c.Moment, c.Feel) }

func fine(id ebb.ID, feel *int) error {
	switch {
	case id == (ebb.ID{}):
		return ebb.Bad("hold.bad.moment")
	case feel != nil && (*feel < 0 || *feel > 10):
		return ebb.Bad("hold.bad.strength")
	}
	return nil
}

// State is every guess, and whether any may be asked for. The zero value is
// empty.
type State struct {
	made   map[ebb.ID]said[Guess]
	came   map[ebb.ID]said[Resolution]
	safety tie.Safety
}

// said is a fact that a later one replaces.
type said[T any] struct {
	at    time.Time
	by    ebb.ID
	value T
}

// Apply takes guesses, what came, and safety.
func (s *State) Apply(e ebb.Event) error {
	switch e.Kind {
	case tie.Guessed:
		return keep(e, &s.made, Guess.Check, func(b Guess) ebb.ID { return b.Moment })
	case tie.Came:
		return keep(e, &s.came, Resolution.Check, func(b Resolution) ebb.ID { return b.Moment })
	case tie.Answered:
		var a tie.Safety
		if err := e.Decode(&a); err != nil {
			return err
		}
		if a.TheirNo == tie.Yes && a.NoSince == "" {
			a.NoSince = e.At.Format(time.DateOnly)
		}
		s.safety = a
	case tie.Feared:
		s.safety.Afraid = tie.Yes
	}
	return nil
}

func keep[T any](e ebb.Event, into *map[ebb.ID]said[T], check func(T) error, of func(T) ebb.ID) error {
	var body T
	if err := e.Decode(&body); err != nil {
		return err
	}
	if err := check(body); err != nil {
		return err
	}
	if *into == nil {
		*into = map[ebb.ID]said[T]{}
	}
	now := said[T]{e.At, e.ID, body}
	if before, ok := (*into)[of(body)]; !ok || order(before, now) < 0 {
		(*into)[of(body)] = now
	}
	return nil
}

func order[T any](a, b said[T]) int {
	if c := a.at.Compare(b.at); c != 0 {
		return c
	}
	return bytes.Compare(a.by[:], b.by[:])
}

// Guarded reports a yes to one of the safety questions: then nothing is guessed
// about the other person.
func (s *State) Guarded() bool { return s.safety.AnyYes() }

// NoSince is the day since when their no stands, "2026-12-01"; "" where none does.
func (s *State) NoSince() string {
	if s.safety.TheirNo != tie.Yes {
		return ""
	}
	return s.safety.NoSince
}

// Made reports whether a guess was made about a moment.
func (s *State) Made(id ebb.ID) bool {
	_, ok := s.made[id]
	return ok
}

// Open is the one that waits for its day, and the event that made it.
func (s *State) Open() (g Guess, by ebb.ID, ok bool) {
	var latest said[Guess]
	for id, known := range s.made {
		if _, came := s.came[id]; !came && (!ok || order(latest, known) < 0) {
			latest, ok = known, true
		}
	}
	return latest.value, latest.by, ok
}

// Scored is a guess and what came.
type Scored struct {
	Guess
	Came Resolution
}

// Scored are all that were resolved, the newest first.
func (s *State) Scored() []Scored {
	var all []said[Scored]
	for id, c := range s.came {
		if g, ok := s.made[id]; ok {
			all = append(all, said[Scored]{g.at, g.by, Scored{g.value, c.value}})
		}
	}
	slices.SortFunc(all, order)
	var out []Scored
	for _, x := range slices.Backward(all) {
		out = append(out, x.value)
	}
	return out
}
