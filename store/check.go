package store

import (
	"crypto/sha256"
	"fmt"
)

// Check says what a store can say against b before it looks at anything it
// keeps: rows that do not follow after by Next, two slots with one name, two
// chunks with one number. Every implementation of Append calls it, so all of
// them refuse alike. The error is an ErrRefused.
//
// A row has a Box, or, when a chain with erased rows is copied from another
// store, a Sum in its place.
func Check(install, p ID, after Head, b Batch) error {
	prev := after
	if prev.Seq == 0 {
		prev.Link = Genesis(install, p)
	}
	for _, r := range b.Rows {
		sum, ok := sumOf(r)
		if !ok || r.Seq != prev.Seq+1 || r.Link != Next(prev.Link, r.Seq, sum) {
			return fmt.Errorf("%w: row %d after row %d", ErrRefused, r.Seq, prev.Seq)
		}
		prev = Head{r.Seq, r.Link}
	}
	if b.New != nil {
		if err := CheckSlots(b.New.Slots); err != nil {
			return err
		}
	}
	type place struct {
		blob ID
		no   int
	}
	seen := map[place]bool{}
	for _, c := range b.Blobs {
		if at := (place{c.Blob, c.No}); seen[at] || c.No < 0 || len(c.Box) == 0 {
			return fmt.Errorf("%w: chunk %d of a blob", ErrRefused, c.No)
		} else {
			seen[at] = true
		}
	}
	return nil
}

// CheckSlots refuses two slots with one name.
func CheckSlots(slots []Slot) error {
	seen := map[string]bool{}
	for _, s := range slots {
		if seen[s.Name] {
			return fmt.Errorf("%w: two slots have one name", ErrRefused)
		}
		seen[s.Name] = true
	}
	return nil
}

func sumOf(r Row) (sum [32]byte, ok bool) {
	switch {
	case len(r.Box) > 0 && r.Sum == nil:
		return sha256.Sum256(r.Box), true
	case r.Box == nil && len(r.Sum) == len(sum):
		return [32]byte(r.Sum), true
	}
	return sum, false
}

// Rewritten checks the rows that a Rewriting gives for those there are, one after
// the other. Every implementation of Rewrite calls it.
func (r *Rewriting) Rewritten(prev Head, was Row) (Row, error) {
	now, err := r.Row(was)
	if err != nil {
		return now, err
	}
	sum, ok := sumOf(now)
	if !ok || now.Seq != was.Seq || (now.Box == nil) != (was.Box == nil) || now.Link != Next(prev.Link, now.Seq, sum) {
		return now, fmt.Errorf("%w: row %d, sealed anew", ErrRefused, was.Seq)
	}
	return now, nil
}

// Check says what a store can say against r before it looks at anything.
func (r *Rewriting) Check() error {
	if r.To.Version <= r.From {
		return fmt.Errorf("%w: ring version %d after %d", ErrRefused, r.To.Version, r.From)
	}
	return CheckSlots(r.To.Slots)
}
