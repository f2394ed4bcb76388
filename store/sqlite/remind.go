package sqlite

import (
	"context"
	"database/sql"

	"ebb/store"
	"ebb/store/sqlite/conn"
)

// PutDues implements store.Reminders.
func (s *Store) PutDues(ctx context.Context, p store.ID, quarters []int64) error {
	return s.do(ctx,
		func(w *conn.Conn) error {
			if len(quarters) > store.DueCount {
				return store.ErrRefused
			}
			_, err := versionOf(w, p)
			return err
		},
		func(w *conn.Conn) error {
			if err := w.Exec("DELETE FROM due WHERE person = ?", p[:]); err != nil {
				return err
			}
			for _, q := range quarters {
				if err := w.Exec("INSERT OR IGNORE INTO due (person, quarter) VALUES (?, ?)", p[:], q); err != nil {
					return err
				}
			}
			return nil
		})
}

// DuesOf implements store.Reminders.
func (s *Store) DuesOf(ctx context.Context, p store.ID) (all []int64, err error) {
	err = s.each(ctx, "SELECT quarter FROM due WHERE person = ? ORDER BY quarter", []any{p[:]}, func(rows *sql.Rows) error {
		var q int64
		err := rows.Scan(&q)
		all = append(all, q)
		return err
	})
	return all, err
}

// Dues implements store.Reminders.
func (s *Store) Dues(ctx context.Context, from, until int64, f func(store.ID, int64) error) error {
	return s.each(ctx, "SELECT person, quarter FROM due WHERE quarter >= ? AND quarter < ?", []any{from, until}, func(rows *sql.Rows) error {
		var p []byte
		var q int64
		if err := rows.Scan(&p, &q); err != nil {
			return err
		}
		return f(store.ID(p), q)
	})
}

// PutChannel implements store.Reminders.
func (s *Store) PutChannel(ctx context.Context, p store.ID, c store.Channel) error {
	return s.do(ctx,
		func(w *conn.Conn) error {
			if _, err := versionOf(w, p); err != nil {
				return err
			}
			var others int
			err := w.Row("SELECT count(*) FROM channel WHERE person = ? AND id <> ?", []any{p[:], c.ID[:]}, &others)
			if err == nil && (len(c.Box) > store.ChannelBytes || others >= store.ChannelCount) {
				err = store.ErrRefused
			}
			return err
		},
		func(w *conn.Conn) error {
			return w.Exec("INSERT OR REPLACE INTO channel (person, id, kind, box) VALUES (?, ?, ?, ?)", p[:], c.ID[:], c.Kind, notNil(c.Box))
		})
}

// Channels implements store.Reminders.
func (s *Store) Channels(ctx context.Context, p store.ID) (all []store.Channel, err error) {
	err = s.each(ctx, "SELECT id, kind, box FROM channel WHERE person = ? ORDER BY id", []any{p[:]}, func(rows *sql.Rows) error {
		var c store.Channel
		var id []byte
		err := rows.Scan(&id, &c.Kind, &c.Box)
		copy(c.ID[:], id)
		all = append(all, c)
		return err
	})
	return all, err
}

// DropChannel implements store.Reminders.
func (s *Store) DropChannel(ctx context.Context, p, id store.ID) error {
	return s.do(ctx, nil, func(w *conn.Conn) error {
		return w.Exec("DELETE FROM channel WHERE person = ? AND id = ?", p[:], id[:])
	})
}
