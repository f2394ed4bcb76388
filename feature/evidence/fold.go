package evidence

import (
	"slices"
	"time"

	"ebb"
	"ebb/tie"
	"ebb/tie/exchange"
)

// State is what the fold knows: which imports there are. Their figures are
// read again from the journal when they are shown.
type State struct{ imports []imported }

// imported is one import.
type imported struct {
	seq         uint64
	id          ebb.ID
	no          int // its running number, which stands in its address
	at          time.Time
	messages    int
	first, last int64
	blob        ebb.ID
}

// Apply takes in an import.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	if e.Kind != tie.Messages {
		return nil
	}
	var t exchange.Tally
	if err := e.Decode(&t); err != nil {
		return err
	}
	s.imports = append(s.imports, imported{
		seq: seq, id: e.ID, no: t.No, at: e.At, messages: t.Messages, first: t.First, last: t.Last, blob: t.Blob,
	})
	return nil
}

// find gives the import with a running number. Two that were made at once on
// two machines may share one: the later one is shown.
func (s *State) find(no int) (imported, bool) {
	for _, i := range slices.Backward(s.imports) {
		if i.no == no {
			return i, true
		}
	}
	return imported{}, false
}

// last is the import that was made last; its seq is 0 where there is none.
func (s *State) last() (last imported) {
	for _, i := range s.imports {
		if last.seq == 0 || !i.at.Before(last.at) {
			last = i
		}
	}
	return last
}

// next is the running number of the next import.
func (s *State) next() int {
	n := 1
	for _, i := range s.imports {
		n = max(n, i.no+1)
	}
	return n
}
