package reach

import (
	"context"
	"database/sql"

	"ebb/store"
	"ebb/store/sqlite/conn"
)

// PutDues implements store.Reminders.
func (t *Tables) PutDues(ctx context.Context, p store.ID, quarters []int64) error {
	return t.do(ctx,
		func(w *conn.Conn) error {
			if len(quarters) > store.DueCount {
				return store.ErrRefused
			}
			_, err := Version(w, p)
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
func (t *Tables) DuesOf(ctx context.Context, p store.ID) (all []int64, err error) {
	err = t.each(ctx, "SELECT quarter FROM due WHERE person = ? ORDER BY quarter", []any{p[:]}, func(rows *sql.Rows) error {
		var q int64
		err := rows.Scan(&q)
		all = append(all, q)
		return err
	})
	return all, err
}

// Dues implements store.Reminders.
func (t *Tables) Dues(ctx context.Context, from, until int64, f func(store.ID, int64) error) error {
	return t.each(ctx, "SELECT person, quarter FROM due WHERE quarter >= ? AND quarter < ?", []any{from, until}, func(rows *sql.Rows) error {
		var p []byte
		var q int64
		if err := rows.Scan(&p, &q); err != nil {
			return err
		}
		return f(store.ID(p), q)
	})
}

// PutChannel implements store.Reminders.
func (t *Tables) PutChannel(ctx context.Context, p store.ID, c store.Channel) error {
	return t.do(ctx,
		func(w *conn.Conn) error {
			if _, err := Version(w, p); err != nil {
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
			return w.Exec("INSERT OR REPLACE INTO channel (person, id, kind, box) VALUES (?, ?, ?, ?)", p[:], c.ID[:], c.Kind, append([]byte{}, c.Box...))
		})
}

// Channels implements store.Reminders.
func (t *Tables) Channels(ctx context.Context, p store.ID) (all []store.Channel, err error) {
	err = t.each(ctx, "SELECT id, kind, box FROM channel WHERE person = ? ORDER BY id", []any{p[:]}, func(rows *sql.Rows) error {
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
func (t *Tables) DropChannel(ctx context.Context, p, id store.ID) error {
	return t.do(ctx, nil, func(w *conn.Conn) error {
		return w.Exec("DELETE FROM channel WHERE person = ? AND id = ?", p[:], id[:])
	})
}
