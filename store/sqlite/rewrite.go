package sqlite

import (
	"context"

	"ebb/store"
	"ebb/store/sqlite/conn"
	"ebb/store/sqlite/reach"
	"ebb/store/sqlite/ring"
)

// Rewrite implements store.People.
func (s *Store) Rewrite(ctx context.Context, p store.ID, r store.Rewriting) error {
	if err := r.Check(); err != nil {
		return err
	}
	err := s.do(ctx,
		func(w *conn.Conn) error { return judgeRewriting(w, p, r) },
		func(w *conn.Conn) error { return s.rewrite(w, p, r) })
	if err != nil {
		return err
	}
	return s.scrubAfter(ctx)
}

func judgeRewriting(w *conn.Conn, p store.ID, r store.Rewriting) error {
	v, err := reach.Version(w, p)
	if err != nil {
		return err
	}
	head, err := headOf(p, func(into ...any) error { return w.Row(tail, []any{p[:]}, into...) })
	if err != nil {
		return err
	}
	if v != r.From || head.Seq != r.After.Seq || head.Seq > 0 && head.Link != r.After.Link {
		return store.ErrConflict
	}
	return judgeBlobs(w, p, store.Batch{Blobs: r.Blobs, Drop: r.Drop})
}

func (s *Store) rewrite(w *conn.Conn, p store.ID, r store.Rewriting) error {
	if err := ring.Rewrite(w, s.install, p, r); err != nil {
		return err
	}
	if err := keepBeside(w, p, store.Batch{Blobs: r.Blobs, Drop: r.Drop}); err != nil {
		return err
	}
	return ring.Replace(w, p, r.To)
}
