package days

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/days/fact"
	"ebb/tie"
)

// State is every day and how it was, without words.
type State struct {
	all    []entry // by date, then time, then id
	went   map[ebb.ID]went
	tasks  []task
	safety tie.Safety
}

type entry struct {
	seq           uint64
	id            ebb.ID
	kind          string
	on, at        string
	expect        *int
	today, afraid bool
	before        ebb.ID
}

type went struct {
	seq uint64
	at  time.Time
	id  ebb.ID
	was *int
}

// task is what is done on a day if something comes up.
type task struct {
	seq     uint64
	id, day ebb.ID
}

// Apply takes events in any order.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case fact.Planned:
		var d fact.Day
		if err := e.Decode(&d); err != nil {
			return err
		}
		s.insert(entry{seq, e.ID, d.Kind, d.On, d.At, d.Expect, d.Today, d.Afraid, d.Before})
	case fact.Went:
		var a fact.After
		if err := e.Decode(&a); err != nil {
			return err
		}
		now := went{seq, e.At, e.ID, a.Was}
		if was := s.went[a.Day]; was.at.Before(now.at) || was.at.Equal(now.at) && bytes.Compare(was.id[:], now.id[:]) < 0 {
			s.went[a.Day] = now
		}
	case tie.Tasked:
		var t tie.Task
		if err := e.Decode(&t); err != nil {
			return err
		}
		if t.Day != (ebb.ID{}) {
			s.tasks = append(s.tasks, task{seq, e.ID, t.Day})
		}
	}
	return s.answers(e)
}

// answers takes what was said about safety.
func (s *State) answers(e ebb.Event) error {
	switch e.Kind {
	case tie.Answered:
		var all tie.Safety // what cannot be read takes no yes back
		err := e.Decode(&all)
		if err == nil {
			s.safety = all
		}
		return err
	case tie.Feared:
		s.safety.Afraid = tie.Yes
	}
	return nil
}

func (s *State) insert(now entry) {
	i, _ := slices.BinarySearchFunc(s.all, now, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.on, b.on), cmp.Compare(a.at, b.at), bytes.Compare(a.id[:], b.id[:]))
	})
	s.all = slices.Insert(s.all, i, now)
}

func fold(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = State{slices.Clone(now.all), maps.Clone(now.went), slices.Clone(now.tasks), now.safety}
		return nil
	})
	return s, err
}

func (s *State) one(id ebb.ID) (e entry) {
	if i := slices.IndexFunc(s.all, func(e entry) bool { return e.id == id }); i >= 0 {
		e = s.all[i]
	}
	return e
}

// people reports whether help comes first for a day: after a yes about what
// they do, and where the person is afraid of this one.
func (s *State) people(e entry) bool { return s.safety.Fear() || e.afraid }

// no reports whether their no stands.
func (s *State) no() bool { return s.safety.TheirNo == tie.Yes }

// said reports whether a page says that their no stands: where people come
// first it gives no reason.
func (s *State) said(e entry) bool { return s.no() && !s.people(e) }

// shut reports whether a day has no words for a meeting.
func (s *State) shut(e entry) bool { return s.no() || s.people(e) }

// taskOf is what is done on a day if something comes up; zero where there is
// nothing.
func (s *State) taskOf(day ebb.ID) (newest task) {
	for _, k := range s.tasks {
		if k.day == day && k.seq > newest.seq {
			newest = k
		}
	}
	return newest
}

// task is that in words.
func (s *State) task(r *feature.Request, day ebb.ID) (tie.Task, error) {
	if k := s.taskOf(day); k.seq > 0 {
		return words[tie.Task](r, k.seq)
	}
	return tie.Task{Day: day}, nil
}

// asked reports whether a day waits to be told how it was: it is over, and
// nothing was said.
func (s *State) asked(e entry, today string) bool {
	return e.on < today && s.went[e.id].at.IsZero()
}

// pairs is what was expected beside what came.
func (s *State) pairs() (p fact.Pairs) {
	for _, e := range s.all {
		p.Add(e.expect, s.went[e.id].was)
	}
	return p
}
