package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"ebb/store"
	"ebb/store/sqlite/conn"
	"ebb/store/sqlite/reach"
	"ebb/store/sqlite/ring"
)

// Put implements store.Inbox.
func (s *Store) Put(ctx context.Context, p store.ID, it store.Item) error {
	if len(it.Box) > store.InboxBytes {
		return fmt.Errorf("%w: an item of %d bytes", store.ErrRefused, len(it.Box))
	}
	return s.do(ctx,
		func(w *conn.Conn) error { return judgeItem(w, p, it) },
		func(w *conn.Conn) error {
			return w.Exec("INSERT OR IGNORE INTO inbox (person, id, box) VALUES (?, ?, ?)", p[:], it.ID[:], ring.NotNil(it.Box))
		})
}

func judgeItem(w *conn.Conn, p store.ID, it store.Item) error {
	if _, err := reach.Version(w, p); err != nil {
		return err
	}
	there, err := w.Has("SELECT 1 FROM inbox WHERE person = ? AND id = ?", p[:], it.ID[:])
	if there || err != nil {
		return err
	}
	var n int
	err = w.Row("SELECT count(*) FROM inbox WHERE person = ?", []any{p[:]}, &n)
	if err == nil && n >= store.InboxItems {
		err = store.ErrFullInbox
	}
	return err
}

// Waiting implements store.Inbox.
func (s *Store) Waiting(ctx context.Context, p store.ID, f func(store.Item) error) error {
	return s.each(ctx, "SELECT id, box FROM inbox WHERE person = ?", []any{p[:]}, func(rows *sql.Rows) error {
		var id, box []byte
		if err := rows.Scan(&id, &box); err != nil {
			return err
		}
		return f(store.Item{ID: store.ID(id), Box: box})
	})
}

// Blob implements store.Blobs.
func (s *Store) Blob(ctx context.Context, p, blob store.ID, f func(store.Chunk) error) error {
	return s.each(ctx, "SELECT no, box FROM blob WHERE person = ? AND blob = ? ORDER BY no", []any{p[:], blob[:]},
		func(rows *sql.Rows) error {
			c := store.Chunk{Blob: blob}
			if err := rows.Scan(&c.No, &c.Box); err != nil {
				return err
			}
			return f(c)
		})
}

// BlobsOf implements store.Blobs.
func (s *Store) BlobsOf(ctx context.Context, p store.ID, f func(store.Chunk) error) error {
	return s.each(ctx, "SELECT blob, no, box FROM blob WHERE person = ? ORDER BY blob, no", []any{p[:]}, func(rows *sql.Rows) error {
		var c store.Chunk
		var id []byte
		if err := rows.Scan(&id, &c.No, &c.Box); err != nil {
			return err
		}
		c.Blob = store.ID(id)
		return f(c)
	})
}

// PutSession implements store.Sessions.
func (s *Store) PutSession(ctx context.Context, x store.Session) error {
	return s.do(ctx,
		func(w *conn.Conn) error {
			v, err := reach.Version(w, x.Person)
			if err == nil && x.Ring < v {
				err = store.ErrConflict
			}
			return err
		},
		func(w *conn.Conn) error {
			return w.Exec("INSERT OR REPLACE INTO session (sid, person, day, ring, box) VALUES (?, ?, ?, ?, ?)",
				x.ID[:], x.Person[:], x.Day, int64(x.Ring), ring.NotNil(x.Box))
		})
}

const sessions = "SELECT sid, person, day, ring, box FROM session "

// Session implements store.Sessions.
func (s *Store) Session(ctx context.Context, id store.ID) (store.Session, error) {
	if err := s.usable(); err != nil {
		return store.Session{}, err
	}
	x, err := sessionOf(s.reading.QueryRowContext(ctx, sessions+"WHERE sid = ?", id[:]).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		err = store.ErrNoSession
	}
	return x, err
}

// SessionsOf implements store.Sessions.
func (s *Store) SessionsOf(ctx context.Context, p store.ID) (all []store.Session, err error) {
	err = s.each(ctx, sessions+"WHERE person = ? ORDER BY sid", []any{p[:]}, func(rows *sql.Rows) error {
		x, err := sessionOf(rows.Scan)
		all = append(all, x)
		return err
	})
	return all, err
}

func sessionOf(scan func(...any) error) (x store.Session, err error) {
	var id, person []byte
	var ring int64
	err = scan(&id, &person, &x.Day, &ring, &x.Box)
	copy(x.ID[:], id)
	copy(x.Person[:], person)
	x.Ring = uint64(ring)
	return x, err
}

// DropSession implements store.Sessions.
func (s *Store) DropSession(ctx context.Context, id store.ID) error {
	return s.do(ctx, nil, func(w *conn.Conn) error { return w.Exec("DELETE FROM session WHERE sid = ?", id[:]) })
}

// DropSessions implements store.Sessions.
func (s *Store) DropSessions(ctx context.Context, p store.ID) error {
	return s.do(ctx, nil, func(w *conn.Conn) error { return w.Exec("DELETE FROM session WHERE person = ?", p[:]) })
}

// ExpireSessions implements store.Sessions.
func (s *Store) ExpireSessions(ctx context.Context, day int64) error {
	return s.do(ctx, nil, func(w *conn.Conn) error { return w.Exec("DELETE FROM session WHERE day < ?", day) })
}
