package starting

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// State is the rules and the weeks that were looked at, and what is known of
// contact that is allowed, without words.
type State struct {
	rules  []entry          // by time
	looks  map[string]entry // by the first day of the week
	stood  entry
	ties   []string
	ways   map[string]map[string]bool // contact that was allowed: by what about, through which channel
	safety tie.Safety
}

// entry is one event. Where order counts it is the time, then arrival.
type entry struct {
	seq  uint64
	id   ebb.ID
	at   time.Time
	due  time.Time
	over bool
	how  tie.Kept
}

func (e entry) compare(o entry) int {
	return cmp.Or(e.at.Compare(o.at), cmp.Compare(e.seq, o.seq))
}

func newState() *State {
	return &State{looks: map[string]entry{}, ways: map[string]map[string]bool{}}
}

// Apply takes them in any order, and the answers to the safety questions as they
// arrive.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	now := entry{seq: seq, id: e.ID, at: e.At}
	switch e.Kind {
	case Ruled:
		return ebb.Apply(e, func(r Rule) {
			now.due, now.over = time.Unix(r.Due, 0), r.Over
			i, _ := slices.BinarySearchFunc(s.rules, now, entry.compare)
			s.rules = slices.Insert(s.rules, i, now)
		})
	case Looked:
		return ebb.Apply(e, func(l Look) {
			if now.how = l.How; s.looks[l.From].compare(now) < 0 {
				s.looks[l.From] = now
			}
		})
	case tie.Stands:
		return ebb.Apply(e, func(t tie.Standing) {
			if s.stood.compare(now) < 0 {
				s.stood, s.ties = now, slices.Clone(t.Ties)
			}
		})
	case tie.AllowedContact:
		return ebb.Apply(e, func(a tie.Allowed) {
			if s.ways[a.About] == nil {
				s.ways[a.About] = map[string]bool{}
			}
			s.ways[a.About][a.Channel] = true
		})
	case tie.Answered:
		return ebb.Apply(e, func(a tie.Safety) { s.safety = a })
	case tie.Feared:
		s.safety.Afraid = tie.Yes
	}
	return nil
}

func fold(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = *now
		s.rules, s.looks, s.ways = slices.Clone(now.rules), maps.Clone(now.looks), map[string]map[string]bool{}
		for about, ways := range now.ways {
			s.ways[about] = maps.Clone(ways)
		}
		return nil
	})
	return s, err
}

// at is the rule that stands at a time and the one that waits; zero where there
// is none.
func (s *State) at(now time.Time) (stand, wait entry) {
	for i, e := range s.rules {
		switch {
		case !e.due.After(now):
			stand = e
		case i == len(s.rules)-1:
			wait = e
		}
	}
	if stand.over {
		stand = entry{}
	}
	return stand, wait
}

// begun is when the rule that stands was first made.
func (s *State) begun(now time.Time) (at time.Time) {
	for _, e := range s.rules {
		switch {
		case e.due.After(now):
		case e.over:
			at = time.Time{}
		case at.IsZero():
			at = e.at
		}
	}
	return at
}

// looked are the weeks that were looked at, the newest first.
func (s *State) looked() (from []string) {
	from = slices.Sorted(maps.Keys(s.looks))
	slices.Reverse(from)
	return from
}

// made is the rule with its words, as it stands and as it waits.
type made struct {
	state       State
	stand, wait entry
	now, then   Rule
}

func open(r *feature.Request) (m made, err error) {
	if m.state, err = fold(r); err != nil {
		return m, err
	}
	m.stand, m.wait = m.state.at(r.Now)
	if m.now, err = reread[Rule](r, m.stand.seq); err == nil {
		m.then, err = reread[Rule](r, m.wait.seq)
	}
	return m, err
}

// target is what a form begins with: what waits, or else what stands.
func (m made) target() Rule {
	to := m.now
	if m.wait != (entry{}) && !m.then.Over {
		to = m.then
	}
	to.Cool = max(to.Cool, cools[0])
	return to
}

// keep records a changed rule: what is tighter at once, the rest after the time
// that was chosen before.
func (m made) keep(r *feature.Request, to Rule, next string) (feature.Answer, error) {
	events := m.change(r, to)
	if len(events) == 0 {
		return feature.Answer{Goto: next}, nil
	}
	u := undone{At: r.Now}
	entries := make([]ebb.Entry, 0, len(events))
	for _, e := range events {
		u.IDs = append(u.IDs, e.ID)
		entries = append(entries, ebb.Entry{Event: e})
	}
	if err := r.Journal.Record(r.Context(), entries...); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Keep(undo, u)
	return feature.Answer{Goto: next}, nil
}

func (m made) change(r *feature.Request, to Rule) (events []ebb.Event) {
	now := r.Now
	waits := m.wait != (entry{})
	if waits && same(to, m.then) {
		return nil
	}
	if waits { // one thing waits at a time
		events = append(events, r.New(ebb.Withdrawn, ebb.Withdrawal{ID: m.wait.id}))
	}
	at := func(due time.Time, to Rule) {
		to.Due = due.Unix()
		events = append(events, r.New(Ruled, to))
	}
	if m.stand == (entry{}) || now.Sub(m.state.begun(now)) < settling {
		if m.stand == (entry{}) || !same(to, m.now) {
			at(now, to)
		}
		return events
	}
	tight := meet(m.now, to)
	if !same(tight, m.now) {
		at(now, tight)
	}
	if !same(tight, to) {
		due := now.Add(time.Duration(max(m.now.Cool, cools[0])) * time.Hour)
		if waits && same(meet(m.then, to), to) { // no looser than what waited
			due = m.wait.due
		}
		at(due, to)
	}
	return events
}

// reread opens the words of an event again; they are empty where it is gone.
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
