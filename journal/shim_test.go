package journal_test

import (
	"bytes"
	"context"

	"ebb/store"
)

// shim stands between a journal and its store and does what stores do on bad
// days.
type shim struct {
	store.Store
	append func(ctx context.Context, next func() error) error
	settle func() error
	scrub  func() error
	tamper func([]store.Row) []store.Row
}

func (s *shim) Append(ctx context.Context, p store.ID, after store.Head, b store.Batch) error {
	next := func() error { return s.Store.Append(ctx, p, after, b) }
	if s.append == nil {
		return next()
	}
	return s.append(ctx, next)
}

func (s *shim) Settle(ctx context.Context, p store.ID) error {
	if s.settle != nil {
		return s.settle()
	}
	return s.Store.Settle(ctx, p)
}

func (s *shim) Scrub(ctx context.Context) error {
	if s.scrub != nil {
		return s.scrub()
	}
	return s.Store.Scrub(ctx)
}

// rows returns what the store shows, after tampering.
func (s *shim) rows(ctx context.Context, p store.ID) ([]store.Row, error) {
	var rows []store.Row
	err := s.Store.Since(ctx, p, store.Head{}, func(r store.Row) error {
		rows = append(rows, store.Row{Seq: r.Seq, Link: r.Link, Box: bytes.Clone(r.Box), Sum: bytes.Clone(r.Sum)})
		return nil
	})
	if s.tamper != nil {
		rows = s.tamper(rows)
	}
	return rows, err
}

func (s *shim) Since(ctx context.Context, p store.ID, after store.Head, f func(store.Row) error) error {
	if s.tamper == nil {
		return s.Store.Since(ctx, p, after, f)
	}
	rows, err := s.rows(ctx, p)
	found := after.Seq == 0
	for _, r := range rows {
		found = found || r.Seq == after.Seq && r.Link == after.Link
	}
	if err == nil && !found {
		return store.ErrForked
	}
	for _, r := range rows {
		if err == nil && r.Seq > after.Seq {
			err = f(r)
		}
	}
	return err
}

func (s *shim) Head(ctx context.Context, p store.ID) (store.Head, error) {
	if s.tamper == nil {
		return s.Store.Head(ctx, p)
	}
	rows, err := s.rows(ctx, p)
	if err != nil || len(rows) == 0 {
		return store.Head{}, err
	}
	r := rows[len(rows)-1]
	return store.Head{Seq: r.Seq, Link: r.Link}, nil
}
