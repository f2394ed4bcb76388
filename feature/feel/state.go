package feel

import (
	"cmp"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// State is which namings stand, without their words, and every time somebody
// went to move.
type State struct {
	all   []entry // by time, then arrival
	walks map[ebb.ID]*walk
}

func newState() *State { return &State{walks: map[ebb.ID]*walk{}} }

type entry struct {
	seq uint64
	id  ebb.ID
	at  time.Time
}

// walk is one time. What belongs to it may be folded before it.
type walk struct {
	id            ebb.ID
	at, back      time.Time // zero: has not come
	before, after int
}

// Apply takes namings and moods.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case tie.Named:
		now := entry{seq, e.ID, e.At}
		i, _ := slices.BinarySearchFunc(s.all, now, func(a, b entry) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.seq, b.seq)) })
		s.all = slices.Insert(s.all, i, now)
	case tie.WentMoving:
		var b tie.Went
		if err := e.Decode(&b); err != nil {
			return err
		}
		w := s.walk(e.ID)
		w.at, w.before = e.At, b.Before
	case tie.BackMoving:
		var b tie.Back
		if err := e.Decode(&b); err != nil {
			return err
		}
		// The last rating counts, also when it is folded first.
		if w := s.walk(ebb.ID(b.Went)); w.back.Before(e.At) {
			w.back, w.after = e.At, b.After
		}
	}
	return nil
}

func (s *State) walk(id ebb.ID) *walk {
	if s.walks[id] == nil {
		s.walks[id] = &walk{id: id}
	}
	return s.walks[id]
}

// went are the times somebody went, the newest first.
func (s *State) went() (all []walk) {
	for _, w := range s.walks {
		if !w.at.IsZero() {
			all = append(all, *w)
		}
	}
	slices.SortFunc(all, func(a, b walk) int { return cmp.Or(b.at.Compare(a.at), slices.Compare(a.id[:], b.id[:])) })
	return all
}

// naming is one of them with its words.
type naming struct {
	entry
	tie.Feelings
}

// read opens namings again; those that are gone are left out.
func read(r *feature.Request, all ...entry) ([]naming, error) {
	var out []naming
	for _, e := range all {
		events, err := r.Journal.Read(r.Context(), e.seq)
		if err != nil {
			return nil, err
		}
		for _, x := range events {
			n := naming{entry: e}
			if err := x.Decode(&n.Feelings); err != nil {
				return nil, err
			}
			out = append(out, n)
		}
	}
	return out, nil
}

// named is the naming with an id.
func named(r *feature.Request, id ebb.ID) (n naming, known bool, err error) {
	var some []entry
	err = feature.See(r, Name, func(s *State) error {
		if i := slices.IndexFunc(s.all, func(e entry) bool { return e.id == id }); i >= 0 {
			some = append(some, s.all[i])
		}
		return nil
	})
	if err != nil {
		return n, false, err
	}
	all, err := read(r, some...)
	if err != nil || len(all) == 0 {
		return n, false, err
	}
	return all[0], true, nil
}

// find is the naming that the address names.
func find(r *feature.Request) (naming, error) {
	id, err := ebb.ParseID(r.PathValue("id"))
	if err == nil {
		n, known, fault := named(r, id)
		if known || fault != nil {
			return n, fault
		}
	}
	return naming{}, &ebb.Problem{Status: 404, Say: "feel.bad.gone", Cause: err}
}

// last is the newest naming but the one with an id; seq is 0 where there is
// none.
func last(r *feature.Request, but ebb.ID) (n naming, err error) {
	var some []entry
	err = feature.See(r, Name, func(s *State) error {
		for _, e := range slices.Backward(s.all) {
			if e.id != but {
				some = append(some, e)
				break
			}
		}
		return nil
	})
	if err != nil {
		return n, err
	}
	all, err := read(r, some...)
	if len(all) > 0 {
		n = all[0]
	}
	return n, err
}
