package look

import (
	"bytes"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
	"ebb/tie/exchange"
)

// State is the plan that stands, the taps and what became of it, without words.
type State struct {
	seq     uint64
	id      ebb.ID
	at      time.Time
	closed  bool
	log     bool
	from    string
	by      string
	cool    time.Duration
	stop    mark
	reading Reading
	readAt  mark
	stops   map[ebb.ID]mark
	reads   map[ebb.ID]read
	taps    []tap // by time
	tallies map[ebb.ID]exchange.Tally
}

// mark is an event by when it happened, and then by when it was kept.
type mark struct {
	id  ebb.ID
	at  time.Time
	seq uint64
}

type read struct {
	mark
	Reading
}

type tap struct {
	at     time.Time
	id     ebb.ID
	me     bool
	signal string
}

func newState() *State {
	return &State{stops: map[ebb.ID]mark{}, reads: map[ebb.ID]read{}, tallies: map[ebb.ID]exchange.Tally{}}
}

func (m mark) before(at time.Time, seq uint64) bool {
	return m.at.Before(at) || m.at.Equal(at) && m.seq < seq
}

// Apply takes them in any order.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case Set:
		var p Plan
		if err := e.Decode(&p); err != nil {
			return err
		}
		if (mark{s.id, s.at, s.seq}).before(e.At, seq) {
			s.seq, s.id, s.at, s.closed, s.log = seq, e.ID, e.At, p.Closed, p.Log
			s.from, s.by, s.cool = p.From, p.By, time.Duration(p.Cool)*time.Hour
		}
	case Contact:
		var b Began
		if err := e.Decode(&b); err != nil {
			return err
		}
		t := tap{e.At, e.ID, b.Me, b.Signal}
		i, _ := slices.BinarySearchFunc(s.taps, t, func(a, b tap) int {
			if c := a.at.Compare(b.at); c != 0 {
				return c
			}
			return bytes.Compare(a.id[:], b.id[:])
		})
		s.taps = slices.Insert(s.taps, i, t)
	default:
		return s.after(seq, e)
	}
	return nil
}

// after takes stops, readings and chats.
func (s *State) after(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case Stopped:
		var b Stop
		if err := e.Decode(&b); err != nil {
			return err
		}
		if was, ok := s.stops[b.Of]; !ok || !was.before(e.At, seq) {
			s.stops[b.Of] = mark{e.ID, e.At, seq}
		}
	case Read:
		var b Reading
		if err := e.Decode(&b); err != nil {
			return err
		}
		if was := s.reads[b.Of]; was.before(e.At, seq) {
			s.reads[b.Of] = read{mark{e.ID, e.At, seq}, b}
		}
	case tie.Messages:
		var t exchange.Tally
		if err := e.Decode(&t); err != nil {
			return err
		}
		s.tallies[e.ID] = exchange.Tally{No: t.No, First: t.First, Last: t.Last, Weeks: t.Weeks, Me: t.Me}
	}
	return nil
}

func fold(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = *now
		s.taps = slices.Clone(now.taps)
		s.stop, s.reading, s.readAt = now.stops[now.id], now.reads[now.id].Reading, now.reads[now.id].mark
		s.tallies = map[ebb.ID]exchange.Tally{}
		for id, t := range now.tallies {
			t.Weeks = slices.Clone(t.Weeks)
			s.tallies[id] = t
		}
		return nil
	})
	return s, err
}

// running reports whether a plan is closed and nothing ended it: its result is
// still to be read, or its day to come; a stop that cools ends nothing yet.
func (s *State) running(now time.Time) bool {
	return s.closed && s.reading.What == "" && !s.stopped(now)
}

// stopping reports whether a stop waits for its cooling time.
func (s *State) stopping(now time.Time) bool {
	return s.stop.id != (ebb.ID{}) && now.Before(s.stop.at.Add(s.cool))
}

// stopped reports whether it ended early.
func (s *State) stopped(now time.Time) bool { return s.stop.id != (ebb.ID{}) && !s.stopping(now) }

// plan reads the words of the plan again.
func plan(r *feature.Request, s State) (p Plan, ok bool, err error) {
	if s.seq == 0 {
		return p, false, nil
	}
	events, err := r.Journal.Read(r.Context(), s.seq)
	if err != nil || len(events) == 0 {
		return p, false, err
	}
	return p, true, events[0].Decode(&p)
}
