// Package reach is the tables by which people are reached and found: devices
// that may add, names to sign in by, reminders and where they go.
//
// It promises what package store says of them, in the transactions of the store
// that it is a part of. It refuses to open a database.
package reach

import (
	"context"
	"database/sql"
	"errors"

	"ebb/store"
	"ebb/store/sqlite/conn"
)

// Do runs one change: judge says no, or keep is in the next commit.
type Do func(ctx context.Context, judge, keep func(*conn.Conn) error) error

// Each runs a query and hands its rows to f.
type Each func(ctx context.Context, query string, args []any, f func(*sql.Rows) error) error

// Tables is a part of a store.
type Tables struct {
	do   Do
	each Each
}

// New returns the tables of a store that runs changes and queries so.
func New(do Do, each Each) *Tables { return &Tables{do, each} }

// Version is that of p's key ring. ErrNoPerson.
func Version(w *conn.Conn, p store.ID) (uint64, error) {
	var v int64
	err := w.Row("SELECT version FROM person WHERE person = ?", []any{p[:]}, &v)
	if errors.Is(err, sql.ErrNoRows) {
		err = store.ErrNoPerson
	}
	return uint64(v), err
}
