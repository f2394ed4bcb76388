package stories

import (
	"bytes"
	"encoding/hex"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// newest is what was last said of something, whatever order it arrives in.
type newest[T any] struct {
	at time.Time
	id ebb.ID
	v  T
}

func hear[K comparable, T any](all map[K]newest[T], key K, e ebb.Event, v T) {
	was, there := all[key]
	if c := e.At.Compare(was.at); !there || c > 0 || c == 0 && bytes.Compare(e.ID[:], was.id[:]) > 0 {
		all[key] = newest[T]{e.At, e.ID, v}
	}
}

// State is a person's own beliefs and other readings, without words, and what
// of their records can be counted beside them.
type State struct {
	own   []entry   // by time, then id
	read  []reading // the same
	first time.Time // when anything was first kept, by whichever feature

	stood  map[string]newest[tie.Standing] // under ""
	safe   tie.Safety
	feared bool

	needs, decided, truths []feature.Row

	ends     map[[16]byte]newest[tie.MomentEnd]
	strong   map[[16]byte][]rated // ratings and what was expected, by moment; each by time, then id
	allowed  map[string]bool      // moments with contact that was logged as allowed
	felt     map[ebb.ID]mood      // notes and namings that hold feelings
	hopes    map[[16]byte]bool    // fears: whether one is a hope
	checks   map[[16]byte]newest[tie.FearCame]
	guessed  map[[16]byte]int // forecasts: how likely
	came     map[[16]byte]newest[tie.YesNo]
	promises tie.Ledger
	again    map[[16]byte]bool // further chances of theirs
	sorts    map[[16]byte]string
	went     map[[16]byte]newest[string]
	losses   map[[16]byte]bool
	stays    map[[16]byte]newest[uint64] // by loss: where it stands what of it stays
}

type entry struct {
	feature.Row
	beside []string
}

type reading struct {
	feature.Row
	of string
}

type rated struct {
	feature.Row
	value    int
	expected bool
}

// mood is what sorts of feelings one note holds.
type mood struct{ lifts, weighs, longing bool }

func newState() *State {
	return &State{
		stood: map[string]newest[tie.Standing]{}, ends: map[[16]byte]newest[tie.MomentEnd]{}, strong: map[[16]byte][]rated{}, allowed: map[string]bool{},
		felt: map[ebb.ID]mood{}, hopes: map[[16]byte]bool{}, checks: map[[16]byte]newest[tie.FearCame]{}, guessed: map[[16]byte]int{},
		came: map[[16]byte]newest[tie.YesNo]{}, again: map[[16]byte]bool{}, sorts: map[[16]byte]string{}, went: map[[16]byte]newest[string]{},
		losses: map[[16]byte]bool{}, stays: map[[16]byte]newest[uint64]{},
	}
}

func apply[T any](e ebb.Event, f func(T)) error {
	var body T
	if err := e.Decode(&body); err != nil {
		return err
	}
	f(body)
	return nil
}

// Apply takes its kinds and the records it counts in any order, and the answers
// to the safety questions as they arrive.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	if s.first.IsZero() || e.At.Before(s.first) {
		s.first = e.At
	}
	row := feature.RowOf(seq, e)
	switch e.Kind {
	case Named:
		return apply(e, func(b Belief) { s.own = feature.Sorted(s.own, entry{row, b.Beside}) })
	case Read:
		return apply(e, func(b Reading) { s.read = feature.Sorted(s.read, reading{row, b.Of}) })
	case tie.Stands:
		return apply(e, func(b tie.Standing) { hear(s.stood, "", e, b) })
	case tie.Answered:
		return apply(e, func(b tie.Safety) { s.safe = b })
	case tie.Feared:
		s.feared = true
	case tie.Needs:
		s.needs = feature.Sorted(s.needs, row)
	case tie.Decided:
		s.decided = feature.Sorted(s.decided, row)
	case tie.TruthWritten:
		s.truths = feature.Sorted(s.truths, row)
	}
	return s.count(seq, e)
}

// count takes what is counted.
func (s *State) count(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case tie.Noted:
		return apply(e, func(b tie.Note) { s.feel(e, b.Feelings) })
	case tie.Named:
		return apply(e, func(b tie.Feelings) { s.feel(e, b.Felt) })
	case tie.FearWritten:
		return apply(e, func(b tie.Fear) { s.hopes[e.ID] = b.Hope })
	case tie.Worried:
		s.hopes[e.ID] = false
	case tie.FearChecked:
		return apply(e, func(b tie.FearCheck) { hear(s.checks, b.Of, e, b.Came) })
	case tie.ForecastMade:
		return apply(e, func(b tie.Forecast) { s.guessed[e.ID] = b.Chance })
	case tie.ForecastCame:
		return apply(e, func(b tie.ForecastResult) { hear(s.came, b.Of, e, b.Came) })
	case tie.Promised:
		return apply(e, func(b tie.Promise) {
			s.again[e.ID] = b.Again && !b.Mine
			s.promises.Promise(e.ID, b)
		})
	case tie.Held:
		return apply(e, func(b tie.Outcome) { s.promises.Outcome(e.ID, e.At, b) })
	case tie.ActivityPlanned:
		return apply(e, func(b tie.Activity) { s.sorts[e.ID] = b.Sort })
	case tie.ActivityWent:
		return apply(e, func(b tie.ActivityEnd) { hear(s.went, b.Of, e, b.How) })
	case tie.LossNamed:
		s.losses[e.ID] = true
	case tie.LossSaid:
		return apply(e, func(b tie.LossWord) {
			if b.Way == tie.LossKeep {
				hear(s.stays, b.Of, e, seq)
			}
		})
	}
	return s.moment(seq, e)
}

// moment takes what is known of hard moments.
func (s *State) moment(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case tie.MomentOutcome:
		return apply(e, func(b tie.MomentEnd) { hear(s.ends, b.Moment, e, b) })
	case tie.AllowedContact:
		return apply(e, func(b tie.Allowed) { s.allowed[b.Moment] = true })
	case tie.MomentRating, tie.MomentForecast:
		return apply(e, func(b tie.Strength) {
			s.strong[b.Moment] = feature.Sorted(s.strong[b.Moment], rated{feature.RowOf(seq, e), b.Value, e.Kind == tie.MomentForecast})
		})
	}
	return nil
}

// feel notes what sorts of feelings there are; words of one's own are neither.
func (s *State) feel(e ebb.Event, all []tie.Feeling) {
	var m mood
	for _, f := range all {
		family, known := tie.FamilyOf(f.Name)
		m.lifts = m.lifts || known && family.Lifts
		m.longing = m.longing || known && family.Mixed
		m.weighs = m.weighs || known && !family.Lifts && !family.Mixed
	}
	if len(all) > 0 {
		s.felt[e.ID] = m
	}
}

// early is how long after the parting, and after the first thing kept, the page
// stays closed.
const early = 14

// opens is the midnight from which the page is open; false where nothing was
// ever kept.
func (s *State) opens(zone *time.Location) (time.Time, bool) {
	if s.first.IsZero() {
		return time.Time{}, false
	}
	at := midnight(s.first.In(zone).AddDate(0, 0, early))
	if s.first.In(zone).AddDate(0, 0, early).After(at) {
		at = at.AddDate(0, 0, 1)
	}
	now := s.stood[""].v
	if since, ok := now.SinceDate(zone); ok && now.EndedBy != tie.NotEnded {
		if apart := since.AddDate(0, 0, early); apart.After(at) {
			at = apart
		}
	}
	return at, true
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// open reports whether the page is open now.
func (s *State) open(r *feature.Request) bool {
	at, ok := s.opens(r.Now.Location())
	return ok && !r.Now.Before(at)
}

// quiet reports whether promises and forecasts are not counted: after a yes.
func (s *State) quiet() bool { return s.feared || s.safe.AnyYes() }

// whole reports whether the safety questions are all answered with no: before
// that no forecast is looked back on.
func (s *State) whole() bool { return !s.quiet() && s.safe.Through() && !s.safe.Left() }

// readings of a belief, the oldest first.
func (s *State) readings(of string) (some []reading) {
	for _, o := range s.read {
		if o.of == of {
			some = append(some, o)
		}
	}
	return some
}

// standing are the newest readings, one for each belief that is still here.
func (s *State) standing() (some []reading) {
	for i, o := range s.read {
		newer := slices.ContainsFunc(s.read[i+1:], func(n reading) bool { return n.of == o.of })
		if !newer && s.has(o.of) {
			some = append(some, o)
		}
	}
	return some
}

// has reports whether a belief is one of ours or still one of the person's.
func (s *State) has(of string) bool {
	_, ours := find(of)
	return ours || slices.ContainsFunc(s.own, func(o entry) bool { return o.ID.String() == of })
}

// logged reports whether contact in a moment was logged as allowed.
func (s *State) logged(id [16]byte) bool { return s.allowed[hex.EncodeToString(id[:])] }
