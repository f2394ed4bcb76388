package moment

import (
	"bytes"
	"slices"
	"time"

	"ebb"
	"ebb/feature/hold/guess"
	"ebb/tie"
)

// LongAgo is before anything was kept.
var LongAgo time.Time

// State is every moment of one person, and whether they are together with
// somebody. It is the same whatever order its events arrive in, and keeps no
// words.
type State struct {
	moments map[ebb.ID]*record
	stands  map[int][]said[tie.Standing]
	kept    map[int64]bool         // days on which anything was kept, by whichever feature
	allowed map[string][]time.Time // when contact was logged as allowed, by its moment in hexadecimal digits; "" none
	turned  []time.Time            // when "my head won't stop" was opened

	Guesses guess.State // about answers, made the day after
}

// said is a fact that a later one replaces.
type said[T any] struct {
	at    time.Time
	by    ebb.ID
	value T
}

// record is what is known of one moment, in no order.
type record struct {
	pull      said[string]
	intent    said[string]
	outcome   said[Outcome]
	ratings   []said[int]
	forecasts []said[int]
	ticks     map[string]bool
	needs     said[[]string]
	words     []uint64       // events that hold own words
	hope      said[uint64]   // where it stands what acting was to bring
	events    []said[string] // every event of the moment, with its kind
	locked    bool           // one of them was kept while nobody was in
}

// NewState returns an empty state.
func NewState() *State {
	return &State{moments: map[ebb.ID]*record{}, stands: map[int][]said[tie.Standing]{}, kept: map[int64]bool{}, allowed: map[string][]time.Time{}}
}

// after orders facts by the time they tell of, then by id, so that no two
// orders of arrival differ.
func after(at time.Time, id ebb.ID, than time.Time, thanID ebb.ID) bool {
	if c := at.Compare(than); c != 0 {
		return c > 0
	}
	return bytes.Compare(id[:], thanID[:]) > 0
}

func (s *said[T]) hear(e ebb.Event, v T) {
	if s.at.IsZero() || after(e.At, e.ID, s.at, s.by) {
		*s = said[T]{e.At, e.ID, v}
	}
}

// Apply takes hold's own kinds, where the person stands, and of everything
// else the day.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	s.kept[dayOf(e.At)] = true
	switch e.Kind {
	case KindPull:
		return apply(s, e, Pull.Check, func(b Pull) ebb.ID { return b.Moment },
			func(m *record, b Pull) { m.pull.hear(e, b.Pull) })
	case KindRating:
		return apply(s, e, Rating.Check, func(b Rating) ebb.ID { return b.Moment },
			func(m *record, b Rating) { m.ratings = append(m.ratings, said[int]{e.At, e.ID, b.Value}) })
	case KindForecast:
		return apply(s, e, Forecast.Check, func(b Forecast) ebb.ID { return b.Moment },
			func(m *record, b Forecast) { m.forecasts = append(m.forecasts, said[int]{e.At, e.ID, b.Value}) })
	case KindIntent:
		return apply(s, e, Intent.Check, func(b Intent) ebb.ID { return b.Moment },
			func(m *record, b Intent) { m.intent.hear(e, b.Intent) })
	case KindOutcome:
		return apply(s, e, Outcome.Check, func(b Outcome) ebb.ID { return b.Moment },
			func(m *record, b Outcome) { m.outcome.hear(e, b) })
	case KindDetail:
		return apply(s, e, Detail.Check, func(b Detail) ebb.ID { return b.Moment },
			func(m *record, b Detail) { m.tick(seq, b) })
	case KindLooked:
		return apply(s, e, Looked.Check, func(b Looked) ebb.ID { return b.Moment },
			func(m *record, b Looked) { m.needs.hear(e, b.Needs) })
	case KindHope:
		return apply(s, e, Hope.Check, func(b Hope) ebb.ID { return b.Moment },
			func(m *record, _ Hope) { m.hope.hear(e, seq) })
	case tie.Stands:
		return s.stand(e)
	case tie.AllowedContact:
		return s.allow(e)
	case tie.HeadBegan:
		s.turned = append(s.turned, e.At)
	case tie.Guessed, tie.Came, tie.Answered, tie.Feared:
		return s.Guesses.Apply(e)
	}
	return nil
}

// apply reads e's body and hands it to the record of its moment.
func apply[T any](s *State, e ebb.Event, check func(T) error, of func(T) ebb.ID, do func(*record, T)) error {
	var body T
	if err := e.Decode(&body); err != nil {
		return err
	}
	if err := check(body); err != nil {
		return err
	}
	m := s.moments[of(body)]
	if m == nil {
		m = &record{ticks: map[string]bool{}}
		s.moments[of(body)] = m
	}
	m.events = append(m.events, said[string]{e.At, e.ID, e.Kind})
	m.locked = m.locked || e.Device == "locked"
	do(m, body)
	return nil
}

func (m *record) tick(seq uint64, d Detail) {
	if d.Words != "" {
		m.words = append(m.words, seq)
	}
	for _, list := range [][]string{d.Triggers, d.Places, d.Company} {
		for _, name := range list {
			m.ticks[name] = true
		}
	}
}

// Moments returns the moments that began at since or later, oldest first.
func (s *State) Moments(since time.Time) []Moment {
	var out []Moment
	for id, m := range s.moments {
		if begin := m.start(); !begin.Before(since) {
			out = append(out, s.tell(m.moment(id, begin)))
		}
	}
	slices.SortFunc(out, func(a, b Moment) int {
		if c := a.Start.Compare(b.Start); c != 0 {
			return c
		}
		return bytes.Compare(a.ID[:], b.ID[:])
	})
	return out
}

// Moment returns one moment.
func (s *State) Moment(id ebb.ID) (Moment, bool) {
	m, ok := s.moments[id]
	if !ok {
		return Moment{}, false
	}
	return s.tell(m.moment(id, m.start())), true
}

// Empty reports whether nothing was ever kept.
func (s *State) Empty() bool { return len(s.moments) == 0 }

// start is when the pull was felt, or where that is not known, the earliest
// sign of the moment.
func (m *record) start() time.Time {
	if !m.pull.at.IsZero() {
		return m.pull.at
	}
	return slices.MinFunc(m.events, earlier).at
}

func earlier[T any](a, b said[T]) int {
	switch {
	case after(b.at, b.by, a.at, a.by):
		return -1
	case after(a.at, a.by, b.at, b.by):
		return 1
	}
	return 0
}
