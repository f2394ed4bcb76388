package backup

import (
	"ebb/store"
	"ebb/store/ledger"
)

// Gone is what was erased, as the ledger says it: rows by person, number and
// link, blobs, and whole people. The zero value is nothing.
type Gone struct {
	rows   map[store.ID]map[place]bool
	blobs  map[store.ID]map[store.ID]bool
	people map[store.ID]bool
}

// place is a row's number and its link.
type place struct {
	seq  uint64
	link store.Link
}

// GoneOf reads a ledger.
func GoneOf(b *ledger.Book) (Gone, error) {
	g := Gone{map[store.ID]map[place]bool{}, map[store.ID]map[store.ID]bool{}, map[store.ID]bool{}}
	people, err := b.People()
	for _, p := range people {
		if err == nil {
			err = g.add(b, p)
		}
	}
	return g, err
}

func (g Gone) add(b *ledger.Book, p store.ID) error {
	all, err := b.Of(p)
	g.rows[p], g.blobs[p], g.people[p] = map[place]bool{}, map[store.ID]bool{}, all.All
	for _, r := range all.Rows {
		g.rows[p][place{r.Seq, r.Link}] = true
	}
	for _, id := range all.Blobs {
		g.blobs[p][id] = true
	}
	return err
}

func (g Gone) person(p store.ID) bool { return g.people[p] }

// row compares the link too: after a restore the same number may be another row.
func (g Gone) row(p store.ID, seq uint64, link store.Link) bool {
	return g.rows[p][place{seq, link}]
}

func (g Gone) blob(p, blob store.ID) bool { return g.blobs[p][blob] }
