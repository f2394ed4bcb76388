package act

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"time"

	"ebb"
	"ebb/tie"
)

// State is what is planned and how it went, without words.
type State struct {
	Valued, Aimed Newest[uint64] // their seq
	Fed           Newest[bool]
	All           []Entry // by day, time of day, when it was written, id
	Said          map[ebb.ID]Told
	Walks         map[ebb.ID]Walk
}

// New is the state before anything.
func New() *State { return &State{Said: map[ebb.ID]Told{}, Walks: map[ebb.ID]Walk{}} }

// Entry is an activity. Its own words are left out.
type Entry struct {
	Activity
	Seq uint64
	ID  ebb.ID
	At  time.Time
}

// Told is what a person said about one; it may be folded before it.
type Told struct {
	Before, After Newest[*int]
	How           Newest[string]
}

// Walk is a time of moving that feel keeps.
type Walk struct {
	Went   time.Time
	Before int
	Back   Newest[int]
}

// Newest is the value of the newest event of a kind.
type Newest[T any] struct {
	V   T
	At  time.Time
	seq uint64
}

func (n *Newest[T]) put(seq uint64, e ebb.Event, v T) {
	if e.At.After(n.At) || e.At.Equal(n.At) && seq > n.seq {
		*n = Newest[T]{v, e.At, seq}
	}
}

// Apply takes them in any order.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case KindValued:
		s.Valued.put(seq, e, seq)
	case KindAimed:
		s.Aimed.put(seq, e, seq)
	case KindPlanned:
		now := Entry{Seq: seq, ID: e.ID, At: e.At}
		if err := e.Decode(&now.Activity); err != nil {
			return err
		}
		now.Words = ""
		i, _ := slices.BinarySearchFunc(s.All, now, Entry.compare)
		s.All = slices.Insert(s.All, i, now)
	default:
		return s.applySaid(seq, e)
	}
	return nil
}

// applySaid takes what is said about one, and what feel keeps of moving.
func (s *State) applySaid(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case KindFelt:
		f, err := Body[Felt](e)
		if err != nil {
			return err
		}
		t := s.Said[f.Of]
		side := &t.Before
		if f.After {
			side = &t.After
		}
		side.put(seq, e, f.Mood)
		s.Said[f.Of] = t
	case KindWent:
		w, err := Body[Went](e)
		if err != nil {
			return err
		}
		t := s.Said[w.Of]
		t.How.put(seq, e, w.How)
		s.Said[w.Of] = t
	case KindFed:
		f, err := Body[Fed](e)
		if err != nil {
			return err
		}
		s.Fed.put(seq, e, f.On)
	default:
		return s.applyWalk(seq, e)
	}
	return nil
}

func (s *State) applyWalk(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case tie.WentMoving:
		b, err := Body[tie.Went](e)
		if err != nil {
			return err
		}
		w := s.Walks[e.ID]
		w.Went, w.Before = e.At, b.Before
		s.Walks[e.ID] = w
	case tie.BackMoving:
		b, err := Body[tie.Back](e)
		if err != nil {
			return err
		}
		w := s.Walks[b.Went]
		w.Back.put(seq, e, b.After)
		s.Walks[b.Went] = w
	}
	return nil
}

func Body[T any](e ebb.Event) (b T, err error) {
	err = e.Decode(&b)
	return b, err
}

// compare puts what has no time of day last on its day.
func (e Entry) compare(o Entry) int {
	return cmp.Or(cmp.Compare(e.Day, o.Day), cmp.Compare(cmp.Or(e.Time, "99"), cmp.Or(o.Time, "99")), e.At.Compare(o.At), bytes.Compare(e.ID[:], o.ID[:]))
}

// Between are the activities from one day to another, both among them.
func (s *State) Between(from, until string) (some []Entry) {
	for _, e := range s.All {
		if e.Day >= from && e.Day <= until {
			some = append(some, e)
		}
	}
	return some
}

func (s *State) One(id ebb.ID) (Entry, bool) {
	i := slices.IndexFunc(s.All, func(e Entry) bool { return e.ID == id })
	if i < 0 {
		return Entry{}, false
	}
	return s.All[i], true
}

// Clone is a copy that later events do not change.
func (s *State) Clone() State {
	return State{s.Valued, s.Aimed, s.Fed, slices.Clone(s.All), maps.Clone(s.Said), maps.Clone(s.Walks)}
}

// Moment is when one begins; false where no time of day was given.
func (e Entry) Moment(zone *time.Location) (time.Time, bool) {
	at, err := time.ParseInLocation("2006-01-02 15:04", e.Day+" "+e.Time, zone)
	return at, err == nil
}

// Lift is by how much the mood was higher afterwards; false where one of the two
// is missing or it was not done.
func (t Told) Lift() (float64, bool) {
	if t.Before.V == nil || t.After.V == nil || t.How.V == "not" {
		return 0, false
	}
	return float64(*t.After.V - *t.Before.V), true
}

// Recalled reports whether the two moods were said at once, or long after: from
// memory.
func (t Told) Recalled(e Entry, zone *time.Location) bool {
	apart := t.After.At.Sub(t.Before.At).Abs()
	return apart < tie.SoonBack || t.After.At.In(zone).Format(time.DateOnly) > e.Day
}
