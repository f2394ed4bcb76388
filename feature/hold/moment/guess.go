package moment

import (
	"slices"
	"time"

	"ebb"
	"ebb/tie"
)

// Guess is a guess about the answer to something that was sent.
type Guess struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	tie.Guess
}

// Resolution is what came of it.
type Resolution struct {
	Moment ebb.ID `cbor:"1,keyasint" json:"moment"`
	tie.Resolution
}

// guesses are those of one person, and whether any may be asked for.
type guesses struct {
	made   map[ebb.ID]said[Guess]
	came   map[ebb.ID]said[Resolution]
	safety tie.Safety
}

// Check holds a guess to a chance in tens, a day, and the scale.
func (g Guess) Check() error {
	if _, err := time.Parse(time.DateOnly, g.By); err != nil {
		return ebb.Bad("hold.bad.day")
	}
	if g.Chance < 0 || g.Chance > 100 || g.Chance%10 != 0 {
		return ebb.Bad("hold.bad.chance")
	}
	return first(named(g.Moment), felt(g.Feel))
}

// Check holds what came to the scale.
func (c Resolution) Check() error { return first(named(c.Moment), felt(c.Feel)) }

func felt(v *int) error {
	if v == nil {
		return nil
	}
	return inScale(*v)
}

func (g *guesses) apply(e ebb.Event) error {
	if g.made == nil {
		g.made, g.came = map[ebb.ID]said[Guess]{}, map[ebb.ID]said[Resolution]{}
	}
	switch e.Kind {
	case tie.Guessed:
		return keep(e, g.made, Guess.Check, func(b Guess) ebb.ID { return b.Moment })
	case tie.Came:
		return keep(e, g.came, Resolution.Check, func(b Resolution) ebb.ID { return b.Moment })
	case tie.Answered:
		var a tie.Safety
		if err := e.Decode(&a); err != nil {
			return err
		}
		g.safety = a
	case tie.Feared:
		g.safety.Afraid = tie.Yes
	}
	return nil
}

func keep[T any](e ebb.Event, into map[ebb.ID]said[T], check func(T) error, of func(T) ebb.ID) error {
	var body T
	if err := e.Decode(&body); err != nil {
		return err
	}
	if err := check(body); err != nil {
		return err
	}
	known := into[of(body)]
	known.hear(e, body)
	into[of(body)] = known
	return nil
}

// Guarded reports a yes to one of the safety questions: then nothing is guessed
// about the other person.
func (s *State) Guarded() bool { return s.guesses.safety.AnyYes() }

// answerable are pulls that an answer may follow. "" is "I already did it".
var answerable = []string{"", "reach", "reply", "clear", "fix", "other"}

// forGuess is how long after the morning a guess is offered.
const forGuess = 2 * 24 * time.Hour

// Unguessed is the latest moment in which something was sent, from the next
// morning on, where no guess is open and none was made about it.
func (s *State) Unguessed(now time.Time) (m Moment, ok bool) {
	if _, _, open := s.OpenGuess(); open || s.Guarded() {
		return m, false
	}
	for _, m := range slices.Backward(s.Moments(now.Add(-2 * forGuess))) {
		if m.Shape() != ShapeActed || !slices.Contains(answerable, m.Pull) {
			continue
		}
		from := nextMorning(m.EndedAt.In(now.Location()))
		_, made := s.guesses.made[m.ID]
		return m, !made && !now.Before(from) && now.Before(from.Add(forGuess))
	}
	return m, false
}

// nextMorning is the next six o'clock that a night lies before.
func nextMorning(at time.Time) time.Time {
	y, m, d := at.Date()
	if at.Hour() >= 5 {
		d++
	}
	return time.Date(y, m, d, 6, 0, 0, 0, at.Location())
}

// OpenGuess is the one that waits for its day, and the event that made it.
// There is one at a time.
func (s *State) OpenGuess() (g Guess, by ebb.ID, ok bool) {
	var latest said[Guess]
	for id, known := range s.guesses.made {
		if _, came := s.guesses.came[id]; !came && (!ok || earlier(latest, known) < 0) {
			latest, ok = known, true
		}
	}
	return latest.value, latest.by, ok
}

// Scored is a guess and what came.
type Scored struct {
	Guess
	Came Resolution
	At   time.Time // when the guess was made
}

// ScoredGuesses are all that were resolved, the newest first.
func (s *State) ScoredGuesses() []Scored {
	var all []said[Scored]
	for id, c := range s.guesses.came {
		if g, ok := s.guesses.made[id]; ok {
			all = append(all, said[Scored]{g.at, g.by, Scored{g.value, c.value, g.at}})
		}
	}
	slices.SortFunc(all, earlier)
	slices.Reverse(all)
	var out []Scored
	for _, x := range all {
		out = append(out, x.value)
	}
	return out
}

// Hope is the event that holds what acting was to bring; false where nothing
// was written.
func (s *State) Hope(id ebb.ID) (seq uint64, ok bool) {
	m := s.moments[id]
	if m == nil {
		return 0, false
	}
	return m.hope.value, m.hope.value != 0
}
