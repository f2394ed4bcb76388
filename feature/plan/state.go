package plan

import (
	"bytes"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// State is every plan and every time of turning to something else, without
// their words.
type State struct {
	plans    []entry // by time, then id
	times    []entry // the same
	pictured map[ebb.ID]bool
	tasks    []entry         // set for a week elsewhere; the same
	taken    map[ebb.ID]bool // those that are plans by now
}

// entry is one of either.
type entry struct {
	seq      uint64
	id       ebb.ID
	at       time.Time
	pull     string // a plan's
	pictured bool   // a plan's
	day      bool   // a task's: it is for a hard day
}

func newState() *State { return &State{pictured: map[ebb.ID]bool{}, taken: map[ebb.ID]bool{}} }

// Apply takes the three kinds, and what was set for a week, in any order.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	now := entry{seq: seq, id: e.ID, at: e.At}
	switch e.Kind {
	case Made:
		var p Plan
		if err := e.Decode(&p); err != nil {
			return err
		}
		now.pull = p.Pull
		s.taken[p.Task] = true
		s.plans = insert(s.plans, now)
	case Rehearsed:
		var o Once
		if err := e.Decode(&o); err != nil {
			return err
		}
		s.pictured[o.Plan] = true
	case TurnedTo:
		var t Turned
		if err := e.Decode(&t); err != nil {
			return err
		}
		s.times = insert(s.times, now)
	case tie.Tasked:
		return s.task(now, e)
	}
	return nil
}

func insert(all []entry, now entry) []entry {
	i, _ := slices.BinarySearchFunc(all, now, func(a, b entry) int {
		if c := a.at.Compare(b.at); c != 0 {
			return c
		}
		return bytes.Compare(a.id[:], b.id[:])
	})
	return slices.Insert(all, i, now)
}

func see(r *feature.Request, f func(*State) error) error { return feature.See(r, Name, f) }

// plan returns a plan; seq 0 where there is none.
func (s *State) plan(id ebb.ID) entry {
	e := one(s.plans, id)
	e.pictured = s.pictured[id]
	return e
}

// time returns one time of turning to something else.
func (s *State) time(id ebb.ID) entry { return one(s.times, id) }

func one(all []entry, id ebb.ID) (e entry) {
	if i := slices.IndexFunc(all, func(e entry) bool { return e.id == id }); i >= 0 {
		e = all[i]
	}
	return e
}

// between are the times from one to another, oldest first.
func (s *State) between(from, until time.Time) []entry {
	return slices.DeleteFunc(slices.Clone(s.times), func(e entry) bool { return e.at.Before(from) || !e.at.Before(until) })
}

// atOnce is how many plans are offered together.
const atOnce = 3

// fitting are the plans for a pull on a day, at most atOnce: first those made
// for it, then those made for a trigger or in own words, which only the person
// can tell. Where there are more, each has its days.
func (s *State) fitting(day int, pull string) []entry {
	var made, open []entry
	for _, e := range s.plans {
		switch e.pull {
		case "":
			open = append(open, e)
		case pull:
			made = append(made, e)
		}
	}
	all := append(turn(made, day), turn(open, day)...)
	return all[:min(len(all), atOnce)]
}

// turn begins a list at another place each day.
func turn(all []entry, day int) []entry {
	if len(all) == 0 {
		return nil
	}
	i := day * atOnce % len(all)
	return append(slices.Clone(all[i:]), all[:i]...)
}

// offer is a plan and the pulls it is offered for; none: all.
type offer struct {
	entry
	pulls []string
}

// offers are a day's plans. "" among the pulls is a moment whose pull was never
// said.
func (s *State) offers(day int) (all []offer) {
	every := append(slices.Clone(tie.Pulls), "")
	for _, pull := range every {
		for _, e := range s.fitting(day, pull) {
			i := slices.IndexFunc(all, func(o offer) bool { return o.seq == e.seq })
			if i < 0 {
				i, all = len(all), append(all, offer{entry: e})
			}
			all[i].pulls = append(all[i].pulls, pull)
		}
	}
	for i, o := range all {
		if len(o.pulls) == len(every) {
			all[i].pulls = nil
		}
	}
	slices.SortStableFunc(all, func(a, b offer) int { return a.rank() - b.rank() })
	return all
}

// rank puts what is made for a pull before the rest.
func (o offer) rank() int {
	if o.pull != "" {
		return 0
	}
	return 1
}

// dayOf numbers days. A night belongs to the day before it.
func dayOf(now time.Time) int {
	y, m, d := now.Add(-5 * time.Hour).Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
