package forecast

import (
	"bytes"
	"cmp"
	"maps"
	"math"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/stat/forecast"
	"ebb/tie"
)

// State is every forecast without its words, and what came.
type State struct {
	made     []made // by time, then id
	came     map[ebb.ID]result
	sent     map[ebb.ID]*answer // guesses about the answer to something sent, which hold keeps
	standing tie.Standing
	stood    time.Time
}

type made struct {
	Forecast // without Words
	seq      uint64
	id       ebb.ID
	at       time.Time
}

type result struct {
	came tie.YesNo
	at   time.Time
	id   ebb.ID
}

// answer is a guess about an answer; nil parts have not come.
type answer struct {
	chance *int
	came   *bool
}

func newState() *State { return &State{came: map[ebb.ID]result{}, sent: map[ebb.ID]*answer{}} }

// Apply takes them in any order.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case Made:
		m := made{seq: seq, id: e.ID, at: e.At}
		if err := e.Decode(&m.Forecast); err != nil {
			return err
		}
		m.Words = ""
		i, _ := slices.BinarySearchFunc(s.made, m, func(a, b made) int {
			return cmp.Or(a.at.Compare(b.at), bytes.Compare(a.id[:], b.id[:]))
		})
		s.made = slices.Insert(s.made, i, m)
	case Came:
		var c Result
		if err := e.Decode(&c); err != nil {
			return err
		}
		if was := s.came[c.Of]; e.At.After(was.at) || e.At.Equal(was.at) && bytes.Compare(e.ID[:], was.id[:]) > 0 {
			s.came[c.Of] = result{c.Came, e.At, e.ID}
		}
	case tie.Stands:
		var now tie.Standing
		if err := e.Decode(&now); err != nil {
			return err
		}
		if !e.At.Before(s.stood) {
			s.standing, s.stood = now, e.At
		}
	}
	return s.answers(e)
}

// answers takes the guesses that hold keeps.
func (s *State) answers(e ebb.Event) error {
	var body struct {
		Moment ebb.ID `cbor:"1,keyasint"`
		Chance int    `cbor:"2,keyasint"`
	}
	var came struct {
		Moment ebb.ID `cbor:"1,keyasint"`
		Answer bool   `cbor:"2,keyasint"`
	}
	switch e.Kind {
	case tie.Guessed:
		if err := e.Decode(&body); err != nil {
			return err
		}
		s.about(body.Moment).chance = &body.Chance
	case tie.Came:
		if err := e.Decode(&came); err != nil {
			return err
		}
		s.about(came.Moment).came = &came.Answer
	}
	return nil
}

func (s *State) about(id ebb.ID) *answer {
	if s.sent[id] == nil {
		s.sent[id] = &answer{}
	}
	return s.sent[id]
}

func fold(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = State{made: slices.Clone(now.made), came: maps.Clone(now.came), sent: map[ebb.ID]*answer{}, standing: now.standing}
		for id, a := range now.sent {
			copied := *a
			s.sent[id] = &copied
		}
		return nil
	})
	return s, err
}

// open is the newest one that nothing was said about; nil where there is none.
func (s *State) open() *made {
	for i := len(s.made) - 1; i >= 0; i-- {
		if s.came[s.made[i].id].came == "" {
			return &s.made[i]
		}
	}
	return nil
}

// elsewhere reports whether a guess about an answer is open.
func (s *State) elsewhere() bool {
	for _, a := range s.sent {
		if a.chance != nil && a.came == nil {
			return true
		}
	}
	return false
}

// resolved are all whose result is known, wherever they were made.
func (s *State) resolved() (all []forecast.Resolved) {
	for _, m := range s.made {
		c := s.came[m.id].came
		if c == "" {
			continue
		}
		one := forecast.Resolved{Chance: float64(m.Chance) / 100, Base: math.NaN(), Came: c == tie.Yes}
		if m.Base != nil {
			one.Base = float64(*m.Base) / 100
		}
		all = append(all, one)
	}
	for _, a := range s.sent {
		if a.chance != nil && a.came != nil {
			all = append(all, forecast.Resolved{Chance: float64(*a.chance) / 100, Base: math.NaN(), Came: *a.came})
		}
	}
	return all
}

// hoped counts those that were hoped for, and how many of them came.
func (s *State) hoped() (hoped, came int) {
	for _, m := range s.made {
		if c := s.came[m.id].came; c != "" && m.Hope == tie.Yes {
			hoped++
			if c == tie.Yes {
				came++
			}
		}
	}
	return hoped, came
}
