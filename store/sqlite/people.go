package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"

	"ebb/store"
	"ebb/store/sqlite/conn"
	"ebb/store/sqlite/reach"
	"ebb/store/sqlite/ring"
)

func exists(w *conn.Conn, p store.ID) (bool, error) {
	return w.Has("SELECT 1 FROM person WHERE person = ?", p[:])
}

// A person and their slots are read in one statement, which is one snapshot.
const personAndSlots = `SELECT person.person, version, inbox, lineage, slot, box
	FROM person LEFT JOIN slot ON slot.person = person.person `

// Person implements store.People.
func (s *Store) Person(ctx context.Context, p store.ID) (store.Person, error) {
	var found *store.Person
	err := s.people(ctx, "WHERE person.person = ? ORDER BY slot", []any{p[:]}, func(_ store.ID, x store.Person) error {
		found = &x
		return nil
	})
	switch {
	case err != nil:
		return store.Person{}, err
	case found == nil:
		return store.Person{}, store.ErrNoPerson
	}
	return *found, nil
}

// People implements store.People.
func (s *Store) People(ctx context.Context, f func(store.ID, store.Person) error) error {
	return s.people(ctx, "ORDER BY person.person, slot", nil, f)
}

func (s *Store) people(ctx context.Context, which string, args []any, f func(store.ID, store.Person) error) error {
	var last store.ID
	var p store.Person
	open := false
	err := s.each(ctx, personAndSlots+which, args, func(rows *sql.Rows) error {
		var id, inbox, lineage, box []byte
		var version int64
		var slot sql.NullString
		if err := rows.Scan(&id, &version, &inbox, &lineage, &slot, &box); err != nil {
			return err
		}
		if open && !bytes.Equal(id, last[:]) {
			if err := f(last, p); err != nil {
				return err
			}
			open = false
		}
		if !open {
			open, p = true, store.Person{Version: uint64(version), Inbox: inbox}
			copy(last[:], id)
			copy(p.Lineage[:], lineage)
		}
		if slot.Valid {
			p.Slots = append(p.Slots, store.Slot{Name: slot.String, Box: box})
		}
		return nil
	})
	if err == nil && open {
		err = f(last, p)
	}
	return err
}

// Rewrap implements store.People.
func (s *Store) Rewrap(ctx context.Context, p store.ID, from uint64, to store.Person) error {
	if err := store.CheckSlots(to.Slots); err != nil {
		return err
	}
	err := s.do(ctx,
		func(w *conn.Conn) error {
			switch v, err := reach.Version(w, p); {
			case err != nil:
				return err
			case v != from:
				return store.ErrConflict
			case to.Version < from:
				return fmt.Errorf("%w: ring version %d after %d", store.ErrRefused, to.Version, from)
			}
			return nil
		},
		func(w *conn.Conn) error { return ring.Replace(w, p, to) })
	if err != nil {
		return err
	}
	return s.scrubAfter(ctx)
}

// Forget implements store.People.
func (s *Store) Forget(ctx context.Context, p store.ID) error {
	err := s.do(ctx, nil, func(w *conn.Conn) error {
		for _, table := range []string{"session", "device", "name", "due", "channel", "inbox", "blob", "row", "slot", "person"} {
			if err := w.Exec("DELETE FROM "+table+" WHERE person = ?", p[:]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.scrubAfter(ctx)
}

func (s *Store) scrubAfter(ctx context.Context) error {
	if err := s.Scrub(ctx); err != nil {
		return fmt.Errorf("store: done, but the old state is still in the log: %w", err)
	}
	return nil
}
