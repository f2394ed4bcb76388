package record

import (
	"bytes"
	"encoding/hex"
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

// State is what of a person's records can be counted, without words.
type State struct {
	stood          map[string]newest[tie.Standing] // under ""
	safe           tie.Safety
	feared         bool
	needs, decided []feature.Row

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

type rated struct {
	feature.Row
	value    int
	expected bool
}

// mood is what sorts of feelings one note holds.
type mood struct{ lifts, weighs, longing bool }

// New is the state before anything.
func New() *State {
	return &State{
		stood: map[string]newest[tie.Standing]{}, ends: map[[16]byte]newest[tie.MomentEnd]{}, strong: map[[16]byte][]rated{}, allowed: map[string]bool{},
		felt: map[ebb.ID]mood{}, hopes: map[[16]byte]bool{}, checks: map[[16]byte]newest[tie.FearCame]{}, guessed: map[[16]byte]int{},
		came: map[[16]byte]newest[tie.YesNo]{}, again: map[[16]byte]bool{}, sorts: map[[16]byte]string{}, went: map[[16]byte]newest[string]{},
		losses: map[[16]byte]bool{}, stays: map[[16]byte]newest[uint64]{},
	}
}

// Apply takes the records in any order, and the answers to the safety questions
// as they arrive.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	row := feature.RowOf(seq, e)
	switch e.Kind {
	case tie.Stands:
		return ebb.Apply(e, func(b tie.Standing) { hear(s.stood, "", e, b) })
	case tie.Answered:
		return ebb.Apply(e, func(b tie.Safety) { s.safe = b })
	case tie.Feared:
		s.feared = true
	case tie.Needs:
		s.needs = feature.Sorted(s.needs, row)
	case tie.Decided:
		s.decided = feature.Sorted(s.decided, row)
	}
	return s.count(seq, e)
}

// count takes what is counted.
func (s *State) count(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case tie.Noted:
		return ebb.Apply(e, func(b tie.Note) { s.feel(e, b.Feelings) })
	case tie.Named:
		return ebb.Apply(e, func(b tie.Feelings) { s.feel(e, b.Felt) })
	case tie.FearWritten:
		return ebb.Apply(e, func(b tie.Fear) { s.hopes[e.ID] = b.Hope })
	case tie.Worried:
		s.hopes[e.ID] = false
	case tie.FearChecked:
		return ebb.Apply(e, func(b tie.FearCheck) { hear(s.checks, b.Of, e, b.Came) })
	case tie.ForecastMade:
		return ebb.Apply(e, func(b tie.Forecast) { s.guessed[e.ID] = b.Chance })
	case tie.ForecastCame:
		return ebb.Apply(e, func(b tie.ForecastResult) { hear(s.came, b.Of, e, b.Came) })
	case tie.Promised:
		return ebb.Apply(e, func(b tie.Promise) {
			s.again[e.ID] = b.Again && !b.Mine
			s.promises.Promise(e.ID, b)
		})
	case tie.Held:
		return ebb.Apply(e, func(b tie.Outcome) { s.promises.Outcome(e.ID, e.At, b) })
	case tie.ActivityPlanned:
		return ebb.Apply(e, func(b tie.Activity) { s.sorts[e.ID] = b.Sort })
	case tie.ActivityWent:
		return ebb.Apply(e, func(b tie.ActivityEnd) { hear(s.went, b.Of, e, b.How) })
	case tie.LossNamed:
		s.losses[e.ID] = true
	case tie.LossSaid:
		return ebb.Apply(e, func(b tie.LossWord) {
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
		return ebb.Apply(e, func(b tie.MomentEnd) { hear(s.ends, b.Moment, e, b) })
	case tie.AllowedContact:
		return ebb.Apply(e, func(b tie.Allowed) { s.allowed[b.Moment] = true })
	case tie.MomentRating, tie.MomentForecast:
		return ebb.Apply(e, func(b tie.Strength) {
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

// Standing is where the person stands with somebody, as last said.
func (s *State) Standing() tie.Standing { return s.stood[""].v }

// quiet reports whether promises and forecasts are not counted: after a yes.
func (s *State) quiet() bool { return s.feared || s.safe.AnyYes() }

// whole reports whether the safety questions are all answered with no: before
// that no forecast is looked back on.
func (s *State) whole() bool { return !s.quiet() && s.safe.Through() && !s.safe.Left() }

// logged reports whether contact in a moment was logged as allowed.
func (s *State) logged(id [16]byte) bool { return s.allowed[hex.EncodeToString(id[:])] }
