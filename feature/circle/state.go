package circle

import (
	"bytes"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// State is who stands in the circle, without names and numbers.
type State struct {
	all     []entry // by time, then id
	words   entry   // the last sentence; seq 0: none
	theirNo bool
}

type entry struct {
	seq uint64
	id  ebb.ID
	at  time.Time
}

// Apply takes people, the sentence, and whether there is a no to respect.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	now := entry{seq, e.ID, e.At}
	switch e.Kind {
	case Chosen:
		i, _ := slices.BinarySearchFunc(s.all, now, earlier)
		s.all = slices.Insert(s.all, i, now)
	case Worded:
		if s.words.seq == 0 || earlier(s.words, now) < 0 {
			s.words = now
		}
	case tie.Answered:
		var a tie.Safety
		if err := e.Decode(&a); err != nil {
			return err
		}
		s.theirNo = a.TheirNo == tie.Yes
	}
	return nil
}

func earlier(a, b entry) int {
	if c := a.at.Compare(b.at); c != 0 {
		return c
	}
	return bytes.Compare(a.id[:], b.id[:])
}

// fold returns a copy of what stands.
func fold(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = *now
		s.all = slices.Clone(now.all)
		return nil
	})
	return s, err
}
