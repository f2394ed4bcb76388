package back

import (
	"cmp"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// State is the answers, the sentence, and what decides which parts there are,
// without words.
type State struct {
	answers []entry // by time
	said    entry
	stood   entry
	ended   tie.EndedBy
	safety  tie.Safety
}

// entry is one event. Where order counts it is the time, then arrival.
type entry struct {
	seq    uint64
	at     time.Time
	would  string
	review string
}

func (e entry) compare(o entry) int {
	return cmp.Or(e.at.Compare(o.at), cmp.Compare(e.seq, o.seq))
}

// Apply takes them in any order, and the answers to the safety questions as they
// arrive.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	now := entry{seq: seq, at: e.At}
	switch e.Kind {
	case Answered:
		var a Answer
		if err := e.Decode(&a); err != nil {
			return err
		}
		now.would, now.review = a.Would, a.Review
		i, _ := slices.BinarySearchFunc(s.answers, now, entry.compare)
		s.answers = slices.Insert(s.answers, i, now)
	case Planned:
		if s.said.compare(now) < 0 {
			s.said = now
		}
	case tie.Stands:
		var t tie.Standing
		if err := e.Decode(&t); err != nil {
			return err
		}
		if s.stood.compare(now) < 0 {
			s.stood, s.ended = now, t.EndedBy
		}
	case tie.Answered:
		var a tie.Safety
		if err := e.Decode(&a); err != nil {
			return err
		}
		s.safety = a
	case tie.Feared:
		s.safety.Afraid = tie.Yes
	}
	return nil
}

func fold(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = *now
		s.answers = slices.Clone(now.answers)
		return nil
	})
	return s, err
}

// now is the answer that stands; its seq is 0 while there is none.
func (s *State) now() (e entry) {
	if n := len(s.answers); n > 0 {
		e = s.answers[n-1]
	}
	return e
}

// speaks reports whether the plan begins with a sentence to the other one: the
// two are together, and nothing speaks against talking.
func (s *State) speaks() bool { return s.ended == tie.NotEnded && !s.safety.AnyYes() }

// due reports whether the day has come on which the question comes back.
func (s *State) due(r *feature.Request) bool {
	e := s.now()
	return e.review != "" && e.review <= today(r)
}

// reread opens the words of an event again; they are empty where it is gone.
func reread[T any](r *feature.Request, e entry) (body T, err error) {
	if e.seq == 0 {
		return body, nil
	}
	events, err := r.Journal.Read(r.Context(), e.seq)
	if err != nil || len(events) == 0 {
		return body, err
	}
	return body, events[0].Decode(&body)
}
