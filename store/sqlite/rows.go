package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"ebb/store"
	"ebb/store/sqlite/conn"
	"ebb/store/sqlite/ring"
)

const tail = "SELECT seq, link FROM row WHERE person = ? ORDER BY seq DESC LIMIT 1"

// Append implements store.Rows.
func (s *Store) Append(ctx context.Context, p store.ID, after store.Head, b store.Batch) error {
	if err := store.Check(s.install, p, after, b); err != nil {
		return err
	}
	return s.do(ctx,
		func(w *conn.Conn) error { return judge(w, p, after, b) },
		func(w *conn.Conn) error { return keep(w, p, b) })
}

func judge(w *conn.Conn, p store.ID, after store.Head, b store.Batch) error {
	head, err := headOf(p, func(into ...any) error { return w.Row(tail, []any{p[:]}, into...) })
	if err != nil {
		return err
	}
	if head.Seq == 0 || b.New != nil { // whoever has rows exists
		there, err := exists(w, p)
		switch {
		case err != nil:
			return err
		case b.New != nil && there:
			return store.ErrConflict
		case b.New == nil && !there:
			return store.ErrNoPerson
		}
	}
	if len(b.Rows) > 0 && (head.Seq != after.Seq || head.Seq > 0 && head.Link != after.Link) {
		return store.ErrConflict
	}
	for _, seq := range b.Erase {
		if seq == 0 || seq > head.Seq+uint64(len(b.Rows)) {
			return fmt.Errorf("%w: there is no row %d to erase", store.ErrRefused, seq)
		}
	}
	return judgeBlobs(w, p, b)
}

func judgeBlobs(w *conn.Conn, p store.ID, b store.Batch) error {
	for _, c := range b.Blobs {
		if slices.Contains(b.Drop, c.Blob) {
			continue
		}
		there, err := w.Has("SELECT 1 FROM blob WHERE person = ? AND blob = ? AND no = ?", p[:], c.Blob[:], c.No)
		if err != nil {
			return err
		}
		if there {
			return fmt.Errorf("%w: chunk %d of a blob is there already", store.ErrRefused, c.No)
		}
	}
	return nil
}

func keep(w *conn.Conn, p store.ID, b store.Batch) error {
	if b.New != nil {
		if err := w.Exec("INSERT INTO person (person, version, inbox, lineage) VALUES (?, ?, ?, ?)",
			p[:], int64(b.New.Version), ring.NotNil(b.New.Inbox), b.New.Lineage[:]); err != nil {
			return err
		}
		if err := ring.Slots(w, p, b.New.Slots); err != nil {
			return err
		}
	}
	for _, r := range b.Rows {
		if err := w.Exec("INSERT INTO row (person, seq, link, sum, box) VALUES (?, ?, ?, ?, ?)",
			p[:], int64(r.Seq), r.Link[:], r.Sum, r.Box); err != nil {
			return err
		}
	}
	for _, seq := range b.Erase {
		if err := erase(w, p, seq); err != nil {
			return err
		}
	}
	return keepBeside(w, p, b)
}

// keepBeside applies what a batch does to blobs and inbox.
func keepBeside(w *conn.Conn, p store.ID, b store.Batch) error {
	for _, id := range b.Drop {
		if err := w.Exec("DELETE FROM blob WHERE person = ? AND blob = ?", p[:], id[:]); err != nil {
			return err
		}
	}
	for _, c := range b.Blobs {
		if err := w.Exec("INSERT INTO blob (person, blob, no, box) VALUES (?, ?, ?, ?)",
			p[:], c.Blob[:], c.No, c.Box); err != nil {
			return err
		}
	}
	for _, id := range b.Drain {
		if err := w.Exec("DELETE FROM inbox WHERE person = ? AND id = ?", p[:], id[:]); err != nil {
			return err
		}
	}
	return nil
}

func erase(w *conn.Conn, p store.ID, seq uint64) error {
	var box []byte
	if err := w.Row("SELECT box FROM row WHERE person = ? AND seq = ?", []any{p[:], int64(seq)}, &box); err != nil {
		return err
	}
	if box == nil {
		return nil // erased before
	}
	sum := sha256.Sum256(box)
	return w.Exec("UPDATE row SET box = NULL, sum = ? WHERE person = ? AND seq = ?", sum[:], p[:], int64(seq))
}

// Since implements store.Rows. One statement is one snapshot.
func (s *Store) Since(ctx context.Context, p store.ID, after store.Head, f func(store.Row) error) error {
	first := after.Seq > 0
	err := s.each(ctx, "SELECT seq, link, sum, box FROM row WHERE person = ? AND seq >= ? ORDER BY seq",
		[]any{p[:], int64(after.Seq)}, func(rows *sql.Rows) error {
			var link, sum, box sql.RawBytes
			var r store.Row
			if err := rows.Scan(&r.Seq, &link, &sum, &box); err != nil {
				return err
			}
			copy(r.Link[:], link)
			if first {
				first = false
				if r.Seq != after.Seq || r.Link != after.Link {
					return store.ErrForked
				}
				return nil
			}
			r.Sum, r.Box = sum, box
			return f(r)
		})
	if err == nil && first {
		return store.ErrForked
	}
	return err
}

// Head implements store.Rows.
func (s *Store) Head(ctx context.Context, p store.ID) (store.Head, error) {
	if err := s.usable(); err != nil {
		return store.Head{}, err
	}
	return headOf(p, s.reading.QueryRowContext(ctx, tail, p[:]).Scan)
}

func headOf(p store.ID, scan func(...any) error) (h store.Head, err error) {
	var link []byte
	err = scan(&h.Seq, &link)
	if errors.Is(err, sql.ErrNoRows) {
		return store.Head{}, nil
	}
	copy(h.Link[:], link)
	return h, err
}

// each hands every row of a query to f.
func (s *Store) each(ctx context.Context, query string, args []any, f func(*sql.Rows) error) error {
	if err := s.usable(); err != nil {
		return err
	}
	rows, err := s.reading.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
