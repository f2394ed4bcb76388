package harm

import (
	"cmp"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// State is what stands, without words.
type State struct {
	apart     entry // the newest; seq 0: none
	tasks     []entry
	standing  tie.Standing
	decided   tie.Mark
	safety    tie.Safety
	stood, at entry // when the standing and the mark were said
}

// entry is one event.
type entry struct {
	seq    uint64
	id     ebb.ID
	at     time.Time
	way    string
	review string
	bound  bool
}

// before orders by time, then by arrival.
func (e entry) before(o entry) int { return cmp.Or(e.at.Compare(o.at), cmp.Compare(e.seq, o.seq)) }

// Apply takes its own kinds, where the person stands, what kind of decision
// there is, and the safety answers.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	now := entry{seq: seq, id: e.ID, at: e.At}
	switch e.Kind {
	case Settled:
		var a Apart
		if err := e.Decode(&a); err != nil {
			return err
		}
		if now.way, now.review = a.Way, a.Review; s.apart.before(now) < 0 {
			s.apart = now
		}
		return nil
	case tie.Tasked:
		var t tie.Task
		if err := e.Decode(&t); err != nil || t.Day != ([16]byte{}) || t.From != ([16]byte{}) { // it belongs to a hard day, or came from elsewhere
			return err
		}
		now.bound = t.Bound
		s.tasks = append(s.tasks, now)
		slices.SortFunc(s.tasks, entry.before)
		return nil
	}
	return s.others(now, e)
}

func (s *State) others(now entry, e ebb.Event) (err error) {
	switch e.Kind {
	case tie.Stands:
		var st tie.Standing
		if err = e.Decode(&st); err == nil && s.stood.before(now) < 0 {
			s.standing, s.stood = st, now
		}
	case tie.Decided:
		var d tie.Decision
		if err = e.Decode(&d); err == nil && s.at.before(now) < 0 {
			s.decided, s.at = d.Mark, now
		}
	case tie.Answered:
		var a tie.Safety
		if err = e.Decode(&a); err == nil {
			s.safety = a
		}
	case tie.Feared:
		s.safety.Afraid = tie.Yes
	}
	return err
}

// lately is how long a task is one of this week.
const lately = 7 * 24 * time.Hour

// thisWeek are the tasks of the last seven days, the oldest first.
func (s *State) thisWeek(now time.Time) []entry {
	return slices.DeleteFunc(slices.Clone(s.tasks), func(e entry) bool { return now.Sub(e.at) >= lately })
}

// asks is what a week's tasks are for, by what was decided, else by where the
// person stands.
func (s *State) asks() string {
	switch {
	case s.decided == tie.MarkGo:
		return "go"
	case s.decided == tie.MarkKeep:
		return "keep"
	case s.decided == tie.MarkBreak:
		return "break"
	case s.standing.Stance == tie.LettingGo:
		return "go"
	case s.standing.Stance == tie.SteppingBack:
		return "break"
	}
	return "open"
}

func see(r *feature.Request, f func(*State) error) error { return feature.See(r, Name, f) }

// reread opens one event again; one that was taken back meanwhile is empty.
func reread[T any](r *feature.Request, seq uint64) (body T, err error) {
	if seq == 0 {
		return body, nil
	}
	events, err := r.Journal.Read(r.Context(), seq)
	if err != nil || len(events) == 0 {
		return body, err
	}
	return body, events[0].Decode(&body)
}
