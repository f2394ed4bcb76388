package replay

import (
	"ebb"
	"ebb/store"
)

// Bare is a row without a box. Event is what it held, where a sealed event says
// so; zero where nobody with the keys has said it.
type Bare struct {
	Seq   uint64
	Link  store.Link
	Event ebb.ID
}

// Bare lists the rows without a box, in no order.
func (s *State) Bare() (all []Bare) {
	signed := map[uint64]ebb.ID{}
	for _, e := range s.edits {
		if e.kind == ebb.Erased {
			signed[e.row] = e.target
		}
	}
	for seq, link := range s.bare {
		all = append(all, Bare{seq, link, signed[seq]})
	}
	return all
}
