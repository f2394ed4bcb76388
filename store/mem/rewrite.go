package mem

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"ebb/store"
)

// Rewrite implements store.People.
func (s *Store) Rewrite(ctx context.Context, p store.ID, r store.Rewriting) error {
	if err := r.Check(); err != nil {
		return err
	}
	return s.write(ctx, func() error {
		k := s.people[p]
		switch {
		case k == nil:
			return store.ErrNoPerson
		case k.Version != r.From || k.head().Seq != r.After.Seq || len(k.rows) > 0 && k.head() != r.After:
			return store.ErrConflict
		}
		for _, c := range r.Blobs {
			if _, there := k.blobs[c.Blob][c.No]; there && !slices.Contains(r.Drop, c.Blob) {
				return fmt.Errorf("%w: chunk %d of a blob is there already", store.ErrRefused, c.No)
			}
		}
		rows, prev := []store.Row(nil), store.Head{Link: store.Genesis(s.install, p)}
		for _, was := range k.rows {
			now, err := r.Rewritten(prev, was)
			if err != nil {
				return err
			}
			rows, prev = append(rows, now), store.Head{Seq: now.Seq, Link: now.Link}
		}
		k.rows, k.Person = nil, clonePerson(r.To)
		k.keep(store.Batch{Rows: rows, Blobs: r.Blobs, Drop: r.Drop})
		maps.DeleteFunc(s.sessions, func(_ store.ID, x store.Session) bool { return x.Person == p && x.Ring < r.To.Version })
		return nil
	})
}
