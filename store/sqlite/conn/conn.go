// Package conn is one SQLite connection and the vocabulary of its errors.
//
// It promises that a statement is compiled once, and it knows which errors
// mean that somebody else is at work, that the disk is full, or that nothing
// may be trusted any more. It knows no tables.
package conn

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"ebb/store"
)

// Open returns a pool for the file whose connections all begin with the
// pragmas, and whose transactions take the write lock when they begin.
func Open(path string, pragmas ...string) (*sql.DB, error) {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/…
	}
	q := url.Values{"_txlock": {"immediate"}, "_pragma": pragmas}
	return sql.Open("sqlite", (&url.URL{Scheme: "file", Path: p, RawQuery: q.Encode()}).String())
}

// Dedicate takes a connection out of db for as long as it is not closed.
func Dedicate(ctx context.Context, db *sql.DB) (*Conn, error) {
	c, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &Conn{c, map[string]*sql.Stmt{}}, nil
}

// Conn is one connection with the statements that have been prepared on it. No
// caller's context reaches it: what one caller gives up would be everybody's.
type Conn struct {
	*sql.Conn
	prepared map[string]*sql.Stmt
}

func (c *Conn) stmt(query string) (*sql.Stmt, error) {
	if st := c.prepared[query]; st != nil {
		return st, nil
	}
	st, err := c.PrepareContext(context.Background(), query)
	if err == nil {
		c.prepared[query] = st
	}
	return st, err
}

// Exec runs a statement.
func (c *Conn) Exec(query string, args ...any) error {
	st, err := c.stmt(query)
	if err == nil {
		_, err = st.Exec(args...)
	}
	return err
}

// Row reads one row; sql.ErrNoRows where there is none.
func (c *Conn) Row(query string, args []any, into ...any) error {
	st, err := c.stmt(query)
	if err != nil {
		return err
	}
	return st.QueryRow(args...).Scan(into...)
}

// Has tells whether the query yields anything.
func (c *Conn) Has(query string, args ...any) (bool, error) {
	var one int
	err := c.Row(query, args, &one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// Close closes the statements and the connection.
func (c *Conn) Close() error {
	var errs []error
	for _, st := range c.prepared {
		errs = append(errs, st.Close())
	}
	return errors.Join(append(errs, c.Conn.Close())...)
}

// Patience is how many milliseconds the connection waits for a lock. This
// pragma works when it is prepared, so it cannot be prepared once for all.
func (c *Conn) Patience(ms int) error {
	_, err := c.ExecContext(context.Background(), fmt.Sprintf("PRAGMA busy_timeout = %d", ms))
	return err
}

func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

// IsBusy tells whether somebody else's lock was in the way.
func IsBusy(err error) bool { return code(err) == lib.SQLITE_BUSY }

// IsBroken tells whether the disk or the file has an error.
func IsBroken(err error) bool {
	switch code(err) {
	case lib.SQLITE_IOERR, lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
		return true
	}
	return false
}

// Full marks with store.ErrFull what a database says that has no space left.
func Full(err error) error {
	if code(err) == lib.SQLITE_FULL {
		return fmt.Errorf("%w: %w", store.ErrFull, err)
	}
	return err
}
