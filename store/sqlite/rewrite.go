package sqlite

import (
	"context"

	"ebb/store"
	"ebb/store/sqlite/conn"
	"ebb/store/sqlite/reach"
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
	prev := store.Head{Link: store.Genesis(s.install, p)}
	for prev.Seq < r.After.Seq {
		was := store.Row{Seq: prev.Seq + 1}
		var link []byte
		if err := w.Row("SELECT link, sum, box FROM row WHERE person = ? AND seq = ?", []any{p[:], int64(was.Seq)}, &link, &was.Sum, &was.Box); err != nil {
			return err
		}
		copy(was.Link[:], link)
		now, err := r.Rewritten(prev, was)
		if err != nil {
			return err
		}
		if err := w.Exec("UPDATE row SET link = ?, sum = ?, box = ? WHERE person = ? AND seq = ?", now.Link[:], now.Sum, now.Box, p[:], int64(now.Seq)); err != nil {
			return err
		}
		prev = store.Head{Seq: now.Seq, Link: now.Link}
	}
	if err := w.Exec("UPDATE person SET lineage = ? WHERE person = ?", r.To.Lineage[:], p[:]); err != nil {
		return err
	}
	if err := keepBeside(w, p, store.Batch{Blobs: r.Blobs, Drop: r.Drop}); err != nil {
		return err
	}
	return keepRing(w, p, r.To)
}
