package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"ebb/store"
	"ebb/store/sqlite/conn"
)

// PutDevice implements store.Devices.
func (s *Store) PutDevice(ctx context.Context, d store.Device) error {
	return s.do(ctx,
		func(w *conn.Conn) error { return judgeDevice(w, d) },
		func(w *conn.Conn) error {
			return w.Exec("INSERT OR REPLACE INTO device (token, person, id, revoked) VALUES (?, ?, ?, ?)",
				d.Token[:], d.Person[:], d.ID[:], d.Revoked)
		})
}

func judgeDevice(w *conn.Conn, d store.Device) error {
	if _, err := versionOf(w, d.Person); err != nil {
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

const devices = "SELECT token, person, id, revoked FROM device "

// Device implements store.Devices.
func (s *Store) Device(ctx context.Context, token [32]byte) (store.Device, error) {
	if err := s.usable(); err != nil {
		return store.Device{}, err
	}
	d, err := deviceOf(s.reading.QueryRowContext(ctx, devices+"WHERE token = ?", token[:]).Scan)
	if errors.Is(err, sql.ErrNoRows) {
		err = store.ErrNoDevice
	}
	return d, err
}

// DevicesOf implements store.Devices.
func (s *Store) DevicesOf(ctx context.Context, p store.ID) (all []store.Device, err error) {
	err = s.each(ctx, devices+"WHERE person = ? ORDER BY id", []any{p[:]}, func(rows *sql.Rows) error {
		d, err := deviceOf(rows.Scan)
		all = append(all, d)
		return err
	})
	return all, err
}

func deviceOf(scan func(...any) error) (d store.Device, err error) {
	var token, person, id []byte
	err = scan(&token, &person, &id, &d.Revoked)
	copy(d.Token[:], token)
	copy(d.Person[:], person)
	copy(d.ID[:], id)
	return d, err
}

// DropDevice implements store.Devices.
func (s *Store) DropDevice(ctx context.Context, p, id store.ID) error {
	return s.do(ctx, nil, func(w *conn.Conn) error {
		return w.Exec("DELETE FROM device WHERE person = ? AND id = ?", p[:], id[:])
	})
}

// PutName implements store.Names.
func (s *Store) PutName(ctx context.Context, n store.Name) error {
	return s.do(ctx,
		func(w *conn.Conn) error {
			if _, err := versionOf(w, n.Person); err != nil {
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
func (s *Store) Name(ctx context.Context, hash [32]byte) (store.Name, error) {
	if err := s.usable(); err != nil {
		return store.Name{}, err
	}
	var whose []byte
	err := s.reading.QueryRowContext(ctx, "SELECT person FROM name WHERE hash = ?", hash[:]).Scan(&whose)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return store.Name{}, store.ErrNoName
	case err != nil:
		return store.Name{}, err
	}
	return store.Name{Hash: hash, Person: store.ID(whose)}, nil
}

// DropNames implements store.Names.
func (s *Store) DropNames(ctx context.Context, p store.ID) error {
	return s.do(ctx, nil, func(w *conn.Conn) error { return w.Exec("DELETE FROM name WHERE person = ?", p[:]) })
}
