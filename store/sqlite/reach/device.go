package reach

import (
	"cmp"
	"context"
	"database/sql"

	"ebb/store"
	"ebb/store/sqlite/conn"
)

// PutDevice implements store.Devices.
func (t *Tables) PutDevice(ctx context.Context, d store.Device) error {
	return t.do(ctx,
		func(w *conn.Conn) error { return judgeDevice(w, d) },
		func(w *conn.Conn) error {
			return w.Exec("INSERT OR REPLACE INTO device (token, person, id, revoked) VALUES (?, ?, ?, ?)",
				d.Token[:], d.Person[:], d.ID[:], d.Revoked)
		})
}

func judgeDevice(w *conn.Conn, d store.Device) error {
	if _, err := Version(w, d.Person); err != nil {
		return err
	}
	there, err := w.Has("SELECT 1 FROM device WHERE token = ? AND person = ? AND id = ?", d.Token[:], d.Person[:], d.ID[:])
	if there || err != nil {
		return err
	}
	taken, err := w.Has("SELECT 1 FROM device WHERE token = ? OR person = ? AND id = ?", d.Token[:], d.Person[:], d.ID[:])
	if taken && err == nil {
		err = store.ErrConflict
	}
	if err != nil {
		return err
	}
	var n int
	err = w.Row("SELECT count(*) FROM device WHERE person = ?", []any{d.Person[:]}, &n)
	if err == nil && n >= store.DeviceCount {
		err = store.ErrFullDevices
	}
	return err
}

// Device implements store.Devices.
func (t *Tables) Device(ctx context.Context, token [32]byte) (store.Device, error) {
	all, err := t.devices(ctx, "WHERE token = ?", token[:])
	if err != nil || len(all) == 0 {
		return store.Device{}, cmp.Or(err, store.ErrNoDevice)
	}
	return all[0], nil
}

// DevicesOf implements store.Devices.
func (t *Tables) DevicesOf(ctx context.Context, p store.ID) ([]store.Device, error) {
	return t.devices(ctx, "WHERE person = ? ORDER BY id", p[:])
}

func (t *Tables) devices(ctx context.Context, which string, key []byte) (all []store.Device, err error) {
	err = t.each(ctx, "SELECT token, person, id, revoked FROM device "+which, []any{key}, func(rows *sql.Rows) error {
		var d store.Device
		var token, person, id []byte
		err := rows.Scan(&token, &person, &id, &d.Revoked)
		copy(d.Token[:], token)
		copy(d.Person[:], person)
		copy(d.ID[:], id)
		all = append(all, d)
		return err
	})
	return all, err
}

// DropDevice implements store.Devices.
func (t *Tables) DropDevice(ctx context.Context, p, id store.ID) error {
	return t.do(ctx, nil, func(w *conn.Conn) error {
		return w.Exec("DELETE FROM device WHERE person = ? AND id = ?", p[:], id[:])
	})
}

// PutName implements store.Names.
func (t *Tables) PutName(ctx context.Context, n store.Name) error {
	return t.do(ctx,
		func(w *conn.Conn) error {
			if _, err := Version(w, n.Person); err != nil {
				return err
			}
			taken, err := w.Has("SELECT 1 FROM name WHERE hash = ? AND person <> ?", n.Hash[:], n.Person[:])
			if taken && err == nil {
				err = store.ErrConflict
			}
			return err
		},
		func(w *conn.Conn) error {
			return w.Exec("INSERT OR IGNORE INTO name (hash, person) VALUES (?, ?)", n.Hash[:], n.Person[:])
		})
}

// Name implements store.Names.
func (t *Tables) Name(ctx context.Context, hash [32]byte) (store.Name, error) {
	n, err := store.Name{Hash: hash}, store.ErrNoName
	err2 := t.each(ctx, "SELECT person FROM name WHERE hash = ?", []any{hash[:]}, func(rows *sql.Rows) error {
		var whose []byte
		err = rows.Scan(&whose)
		copy(n.Person[:], whose)
		return err
	})
	return n, cmp.Or(err2, err)
}

// NamesOf implements store.Names.
func (t *Tables) NamesOf(ctx context.Context, p store.ID) (all []store.Name, err error) {
	err = t.each(ctx, "SELECT hash FROM name WHERE person = ? ORDER BY hash", []any{p[:]}, func(rows *sql.Rows) error {
		var hash []byte
		if err := rows.Scan(&hash); err != nil {
			return err
		}
		all = append(all, store.Name{Hash: [32]byte(hash), Person: p})
		return nil
	})
	return all, err
}

// DropNames implements store.Names.
func (t *Tables) DropNames(ctx context.Context, p store.ID) error {
	return t.do(ctx, nil, func(w *conn.Conn) error { return w.Exec("DELETE FROM name WHERE person = ?", p[:]) })
}
