package before

import (
	"maps"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// Kinds of features that keep their types to themselves. Of their bodies only
// what stands here is read.
const (
	kindPull    = "hold.pull"
	kindOutcome = "hold.outcome"
	kindDetail  = "hold.detail"
)

// State is what was said elsewhere, without words: rows to read again, and
// names of ours to count.
type State struct {
	rows    map[string][]feature.Row // by kind
	felt    []felt
	moments map[ebb.ID]Moment
	lifts   lifts
	ledger  tie.Ledger
	safety  tie.Safety
	said    []Kept // steps of the path
	tasks   map[ebb.ID][]Task
}

// Task is what a step of the path set, as a plan or a boundary, without its
// words.
type Task struct {
	feature.Row
	Bound bool
}

// felt is what was named at one time.
type felt struct {
	feature.Row
	names []string
}

// Moment is a hard moment as far as names of ours tell of it. What belongs to
// it may be folded before it.
type Moment struct {
	Pull, Outcome             string
	Triggers, Places, Company []string
	pull, outcome, detail     feature.Row
}

// At is when it was; zero while only details of it came.
func (m Moment) At() time.Time {
	if m.pull.At.IsZero() {
		return m.outcome.At
	}
	return m.pull.At
}

// New is the state before anything.
func New() State {
	return State{rows: map[string][]feature.Row{}, moments: map[ebb.ID]Moment{}, lifts: newLifts(), tasks: map[ebb.ID][]Task{}}
}

// Clone is a copy that later events do not change.
func (s *State) Clone() State {
	rows := map[string][]feature.Row{}
	for kind, some := range s.rows {
		rows[kind] = slices.Clone(some)
	}
	return State{rows, slices.Clone(s.felt), maps.Clone(s.moments), s.lifts.clone(), s.ledger.Clone(), s.safety, slices.Clone(s.said), maps.Clone(s.tasks)}
}

// reread are the kinds of which the words are opened again.
var reread = []string{
	tie.Stands, tie.Decided, tie.Needs, tie.Promised, tie.Held, tie.Weighed, tie.Worried, tie.Brooded,
	tie.Near, tie.Named, tie.Noted, tie.SeenSoberly, tie.DayPlanned, tie.TruthWritten,
}

// Apply takes them in any order.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	row := feature.RowOf(seq, e)
	if err := s.take(row, e); err != nil {
		return err
	}
	if slices.Contains(reread, e.Kind) || slices.Contains(stood, e.Kind) {
		s.rows[e.Kind] = feature.Sorted(s.rows[e.Kind], row)
	}
	return nil
}

func (s *State) take(row feature.Row, e ebb.Event) error {
	switch e.Kind {
	case KindSaid:
		return s.say(row, e)
	case tie.Tasked:
		return ebb.Apply(e, func(t tie.Task) {
			if t.From != ([16]byte{}) {
				s.tasks[t.From] = feature.Sorted(slices.Clone(s.tasks[t.From]), Task{row, t.Bound})
			}
		})
	case tie.Named:
		return ebb.Apply(e, func(f tie.Feelings) { s.feel(row, f.Felt) })
	case tie.Noted:
		return ebb.Apply(e, func(n tie.Note) { s.feel(row, n.Feelings) })
	case tie.Promised:
		return ebb.Apply(e, func(p tie.Promise) { s.ledger.Promise(e.ID, p) })
	case tie.Held:
		return ebb.Apply(e, func(o tie.Outcome) { s.ledger.Outcome(e.ID, e.At, o) })
	case tie.Answered:
		return ebb.Apply(e, func(a tie.Safety) { s.safety = a })
	case tie.Feared:
		s.safety.Afraid = tie.Yes
	}
	if err := s.moment(row, e); err != nil {
		return err
	}
	return s.lifts.apply(row, e)
}

func (s *State) feel(row feature.Row, all []tie.Feeling) {
	f := felt{Row: row}
	for _, one := range all {
		f.names = append(f.names, one.Name)
	}
	s.felt = feature.Sorted(s.felt, f)
}

// moment takes the facts of a hard moment. The latest of each stands.
func (s *State) moment(row feature.Row, e ebb.Event) error {
	if e.Kind != kindPull && e.Kind != kindOutcome && e.Kind != kindDetail {
		return nil
	}
	return ebb.Apply(e, func(b struct {
		Moment ebb.ID `cbor:"1,keyasint"`
		Second any    `cbor:"2,keyasint,omitempty"`
		Third  any    `cbor:"3,keyasint,omitempty"`
		Fourth any    `cbor:"4,keyasint,omitempty"`
	}) {
		m := s.moments[b.Moment]
		switch {
		case e.Kind == kindPull && m.pull.Earlier(row) < 0:
			m.pull = row
			m.Pull, _ = b.Second.(string)
		case e.Kind == kindOutcome && m.outcome.Earlier(row) < 0:
			m.outcome = row
			m.Outcome, _ = b.Second.(string)
		case e.Kind == kindDetail && m.detail.Earlier(row) < 0:
			m.detail = row
			m.Triggers, m.Places, m.Company = texts(b.Second), texts(b.Third), texts(b.Fourth)
		}
		s.moments[b.Moment] = m
	})
}

// texts are those of a list.
func texts(list any) (out []string) {
	some, _ := list.([]any)
	for _, v := range some {
		if t, ok := v.(string); ok {
			out = append(out, t)
		}
	}
	return out
}
