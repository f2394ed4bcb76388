// Package chain makes and checks chains of rows for tests. It seals nothing: a
// box is whatever the test says.
package chain

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"

	"ebb/store"
)

// NewID returns a random id.
func NewID() (id store.ID) {
	rand.Read(id[:])
	return id
}

// Of returns rows for the boxes that follow after in the chain of p.
func Of(install, p store.ID, after store.Head, boxes ...[]byte) []store.Row {
	if after.Seq == 0 {
		after.Link = store.Genesis(install, p)
	}
	var rows []store.Row
	for _, box := range boxes {
		after.Seq++
		after.Link = store.Next(after.Link, after.Seq, sha256.Sum256(box))
		rows = append(rows, store.Row{Seq: after.Seq, Link: after.Link, Box: box})
	}
	return rows
}

// Whole reads all rows of p and says what is wrong with their chain.
func Whole(ctx context.Context, s store.Store, p store.ID) ([]store.Row, error) {
	install, err := s.Install(ctx)
	if err != nil {
		return nil, err
	}
	var rows []store.Row
	link := store.Genesis(install, p)
	err = s.Since(ctx, p, store.Head{}, func(r store.Row) error {
		r = Clone(r)
		sum := sha256.Sum256(r.Box)
		if r.Box == nil {
			copy(sum[:], r.Sum)
		}
		rows = append(rows, r)
		link = store.Next(link, r.Seq, sum)
		if r.Seq != uint64(len(rows)) || r.Link != link || (r.Box == nil) == (r.Sum == nil) {
			return errors.New("chain: it is broken")
		}
		return nil
	})
	return rows, err
}

// Clone copies what a row points to.
func Clone(r store.Row) store.Row {
	r.Box, r.Sum = bytes.Clone(r.Box), bytes.Clone(r.Sum)
	return r
}
