package ways

import (
	"cmp"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/ways/draft"
	"ebb/stat"
	"ebb/tie"
)

// State is every version, without its words, and which promises of the other
// one were kept.
type State struct {
	all    []entry // by time, then arrival
	theirs map[ebb.ID]bool
	held   map[ebb.ID]outcome
}

// entry is one version.
type entry struct {
	seq   uint64
	id    ebb.ID
	at    time.Time
	draft draft.Draft // without words
}

// outcome is what came of a promise, as it was said last.
type outcome struct {
	entry
	kept tie.Kept
}

func newState() *State {
	return &State{theirs: map[ebb.ID]bool{}, held: map[ebb.ID]outcome{}}
}

// Apply takes versions, promises and what came of them in any order.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	now := entry{seq: seq, id: e.ID, at: e.At}
	switch e.Kind {
	case draft.Drawn:
		if err := e.Decode(&now.draft); err != nil {
			return err
		}
		now.draft = now.draft.Bare()
		i, _ := slices.BinarySearchFunc(s.all, now, byTime)
		s.all = slices.Insert(s.all, i, now)
	case tie.Promised:
		var p tie.Promise
		if err := e.Decode(&p); err != nil {
			return err
		}
		s.theirs[e.ID] = !p.Mine
	case tie.Held:
		var o tie.Outcome
		if err := e.Decode(&o); err != nil {
			return err
		}
		if last, again := s.held[o.Promise]; !again || byTime(last.entry, now) < 0 {
			s.held[o.Promise] = outcome{now, o.Kept}
		}
	}
	return nil
}

func byTime(a, b entry) int {
	if c := a.at.Compare(b.at); c != 0 {
		return c
	}
	return cmp.Compare(a.seq, b.seq)
}

// version is a draft as it was left before the next one began.
type version struct {
	entry
	number int
}

// versions are the drafts, oldest first. Filling in what was not said goes on
// with a draft; changing a complete one begins the next.
func (s *State) versions() (out []version) {
	for i, e := range s.all {
		if before := i - 1; before >= 0 && (len(s.all[before].draft.Missing()) > 0 || e.draft.Same(s.all[before].draft)) {
			out[len(out)-1].entry = e
			continue
		}
		out = append(out, version{e, len(out) + 1})
	}
	return out
}

// newest is the version that stands; number 0 where there is none.
func (s *State) newest() (v version) {
	if all := s.versions(); len(all) > 0 {
		v = all[len(all)-1]
	}
	return v
}

// kept is how many of the other one's promises that were looked back on were
// kept whole. Partly counts for neither.
func (s *State) kept() (k, n int, share stat.Interval) {
	for id, o := range s.held {
		if !s.theirs[id] || o.kept == tie.KeptPart {
			continue
		}
		n++
		if o.kept == tie.KeptWhole {
			k++
		}
	}
	return k, n, stat.Wilson(k, n)
}

func see(r *feature.Request, f func(*State) error) error { return feature.See(r, Name, f) }

// words reads a version again with its words.
func words(r *feature.Request, e entry) (d draft.Draft, err error) {
	if e.seq == 0 {
		return d, nil
	}
	events, err := r.Journal.Read(r.Context(), e.seq)
	if err == nil && len(events) == 1 {
		err = events[0].Decode(&d)
	}
	return d, err
}

// standing is the newest version, and its draft with its words.
func standing(r *feature.Request) (v version, d draft.Draft, err error) {
	err = see(r, func(s *State) error {
		v = s.newest()
		return nil
	})
	if err == nil {
		d, err = words(r, v.entry)
	}
	return v, d, err
}

// keep records a draft, unless it says what stands already.
func keep(r *feature.Request, d draft.Draft) error {
	v, now, err := standing(r)
	if err != nil || v.number > 0 && now.Same(d) {
		return err
	}
	return r.Record(r.New(draft.Drawn, d))
}
