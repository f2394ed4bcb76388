package backup

import "ebb/store"

// Gone is what was erased, as the ledger says it: rows by person, number and
// link, blobs, and whole people. The zero value is nothing.
type Gone struct {
	rows   map[store.ID]map[uint64]store.Link
	blobs  map[store.ID]map[store.ID]bool
	people map[store.ID]bool
}

func (g Gone) person(p store.ID) bool { return g.people[p] }

// row compares the link too: after a restore the same number may be another row.
func (g Gone) row(p store.ID, seq uint64, link store.Link) bool {
	was, gone := g.rows[p][seq]
	return gone && was == link
}

func (g Gone) blob(p, blob store.ID) bool { return g.blobs[p][blob] }
