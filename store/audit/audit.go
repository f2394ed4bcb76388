// Package audit looks at what a store keeps of one person, without any key: does
// each row follow the one before, is each box what its link says, are all pieces
// of each blob there. A host can run it for everybody and learns nothing.
//
// It promises to name each row that is not what was written, and that one which
// is damaged hides no other. It cannot see that rows were cut off at the end:
// that takes a head known from elsewhere.
package audit

import (
	"context"
	"crypto/sha256"

	"ebb/store"
)

// Fault is one row that is not what was written.
type Fault struct {
	Seq uint64 `json:"entry"`
	Why string `json:"why"`
}

// What may be wrong with a row.
const (
	Missing = "missing" // it is not there
	Changed = "changed" // its link does not follow, or its box is not what the link says
	Unread  = "unread"  // it opens with no key of its person; only who has the keys can tell
)

// Report is what was found of one person.
type Report struct {
	Head   store.Head
	Erased uint64  // rows without a box
	Blobs  int     // pieces of blobs
	Holes  int     // pieces that are missing between others
	Faults []Fault // by number
}

// Person reads everything of p.
func Person(ctx context.Context, s store.Store, p store.ID) (Report, error) {
	install, err := s.Install(ctx)
	if err != nil {
		return Report{}, err
	}
	r := Report{Head: store.Head{Link: store.Genesis(install, p)}}
	if err := s.Since(ctx, p, store.Head{}, func(row store.Row) error { r.see(row); return nil }); err != nil {
		return r, err
	}
	next := map[store.ID]int{}
	err = s.BlobsOf(ctx, p, func(c store.Chunk) error {
		r.Blobs++
		r.Holes += c.No - next[c.Blob]
		next[c.Blob] = c.No + 1
		return nil
	})
	return r, err
}

// see looks at the next row. After one that does not follow, its own link is
// taken for good, so that each damage is named once.
func (r *Report) see(row store.Row) {
	for r.Head.Seq++; r.Head.Seq < row.Seq; r.Head.Seq++ {
		r.Faults = append(r.Faults, Fault{r.Head.Seq, Missing})
	}
	sum := sha256.Sum256(row.Box)
	if row.Box == nil {
		r.Erased++
		copy(sum[:], row.Sum)
	}
	if store.Next(r.Head.Link, row.Seq, sum) != row.Link {
		r.Faults = append(r.Faults, Fault{row.Seq, Changed})
	}
	r.Head.Link = row.Link
}
