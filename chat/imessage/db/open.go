// Package db reads one person's messages out of the database that Messages
// keeps on a Mac or an iPhone (chat.db, sms.db). It is made for a process of
// its own: the memory that SQLite may take is bounded for all of it.
//
// It promises that nothing is written, that only ordinary tables of the
// expected names are touched and only in columns that are there, that nobody's
// text is read but the chosen person's, and that a damaged row costs that row.
// It refuses views, virtual tables, functions of the file's own and files that
// are no such database.
package db

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"modernc.org/libc"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"ebb/chat"
	"ebb/chat/imessage/wire"
)

// Bounds on what a database may make SQLite hold.
const (
	heap     = 96 << 20
	longest  = 1 << 20 // bytes of one value
	longSQL  = 1 << 16
	pageRAM  = 4 << 10 // KiB of pages kept
	maxNames = 200_000 // handles, and chats
)

// Codes of refusals.
const (
	notMessages = "imessage-database"
	damaged     = "imessage-damaged"
	tooMuch     = "imessage-memory"
)

func refusal(code string) error { return &chat.Refusal{Format: wire.Format, Code: code} }

// WarnUnmerged is the code of the warning that newer messages lie in a file
// beside the database, which is not read.
const WarnUnmerged = "unmerged"

// tables are all that is ever read, with the columns that must be there.
var tables = map[string][]string{
	"message":                 {"date", "is_from_me"},
	"handle":                  {"id"},
	"chat":                    {"chat_identifier"},
	"chat_message_join":       {"chat_id", "message_id"},
	"chat_handle_join":        {"chat_id", "handle_id"},
	"message_attachment_join": {"message_id"},
}

// base is an open database.
type base struct {
	pool    *sql.DB
	conn    *sql.Conn
	columns map[string]map[string]bool // of each table that is there
}

// bounded makes SQLite count its memory. It does so only when told before it
// begins, once for the whole process.
var bounded = sync.OnceValue(func() bool {
	tls := libc.NewTLS()
	defer tls.Close()
	return lib.Xsqlite3_config(tls, lib.SQLITE_CONFIG_MEMSTATUS, libc.NewVaList(int32(1))) == lib.SQLITE_OK
})

// open opens a file for reading alone and looks at what is in it.
func open(ctx context.Context, path string) (*base, error) {
	if !bounded() {
		return nil, refusal(tooMuch)
	}
	address, err := address(path)
	if err != nil {
		return nil, err
	}
	pool, err := sql.Open("sqlite", address)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(1)
	b := &base{pool: pool, columns: map[string]map[string]bool{}}
	if b.conn, err = pool.Conn(ctx); err == nil {
		err = b.guard()
	}
	if err == nil {
		err = b.look(ctx)
	}
	if err != nil {
		b.close()
		return nil, cause(err)
	}
	return b, nil
}

func (b *base) close() {
	if b.conn != nil {
		b.conn.Close()
	}
	b.pool.Close()
}

func address(path string) (string, error) {
	if _, err := os.Stat(path); err != nil {
		return "", err
	}
	p, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if p = filepath.ToSlash(p); !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/…
	}
	q := url.Values{
		"mode": {"ro"}, "immutable": {"1"}, "_defensive": {"1"}, "_dqs": {"0"}, "_query_only": {"1"},
		"_pragma": {
			"hard_heap_limit(" + strconv.Itoa(heap) + ")", "trusted_schema(OFF)", "cell_size_check(ON)",
			"mmap_size(0)", "temp_store(MEMORY)", "cache_size(-" + strconv.Itoa(pageRAM) + ")",
		},
	}
	return (&url.URL{Scheme: "file", Path: p, RawQuery: q.Encode()}).String(), nil
}

// guard bounds what any statement may do, before the first one is compiled.
func (b *base) guard() error {
	for id, most := range map[int]int{
		lib.SQLITE_LIMIT_LENGTH: longest, lib.SQLITE_LIMIT_SQL_LENGTH: longSQL, lib.SQLITE_LIMIT_COLUMN: 500,
		lib.SQLITE_LIMIT_EXPR_DEPTH: 50, lib.SQLITE_LIMIT_ATTACHED: 0, lib.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
	} {
		if _, err := sqlite.Limit(b.conn, id, most); err != nil {
			return err
		}
	}
	return b.conn.Raw(func(c any) error { return c.(sqlite.AuthorizerRegisterer).RegisterAuthorizer(allow) })
}

// allow lets a statement read the tables of this package, straight.
func allow(action sqlite.AuthorizerActionCode, arg, _, _, through string) sqlite.AuthorizerReturnCode {
	_, known := tables[arg]
	switch {
	case through != "":
	case action == sqlite.AuthSelect,
		action == sqlite.AuthRead && (known || arg == "sqlite_master" || arg == "sqlite_schema"),
		action == sqlite.AuthPragma && arg == "table_info":
		return sqlite.AuthorizerOK
	}
	return sqlite.AuthorizerDeny
}

// look finds the tables, and the ordinary columns they have.
func (b *base) look(ctx context.Context) error {
	var names []string
	err := b.each(ctx, "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0", nil, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		if _, known := tables[name]; known {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := b.lookAt(ctx, name); err != nil {
			return err
		}
	}
	if !b.has("message", tables["message"]...) || !b.has("message", "text") && !b.has("message", "attributedBody") ||
		!b.has("handle", "id") {
		return refusal(notMessages)
	}
	return nil
}

func (b *base) lookAt(ctx context.Context, table string) error {
	columns := map[string]bool{}
	err := b.each(ctx, "PRAGMA table_info("+table+")", nil, func(rows *sql.Rows) error {
		var number, name, kind, needed, fallback, key any
		err := rows.Scan(&number, &name, &kind, &needed, &fallback, &key)
		if s, ok := name.(string); ok {
			columns[s] = true
		}
		return err
	})
	for _, must := range tables[table] {
		if !columns[must] {
			return err
		}
	}
	b.columns[table] = columns
	return err
}

// has says whether a table is there with columns.
func (b *base) has(table string, columns ...string) bool {
	return b.columns[table] != nil && !slices.ContainsFunc(columns, func(c string) bool { return !b.columns[table][c] })
}

// column is a column, or nothing in its place.
func (b *base) column(table, column string) string {
	if b.has(table, column) {
		return table + "." + column
	}
	return "NULL"
}

func (b *base) each(ctx context.Context, query string, args []any, f func(*sql.Rows) error) error {
	return each(func() (*sql.Rows, error) { return b.conn.QueryContext(ctx, query, args...) }, f)
}

func each(ask func() (*sql.Rows, error), f func(*sql.Rows) error) error {
	rows, err := ask()
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

// cause turns what SQLite says into a refusal.
func cause(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_NOMEM:
		return refusal(tooMuch)
	case lib.SQLITE_NOTADB, lib.SQLITE_ERROR, lib.SQLITE_AUTH:
		return refusal(notMessages)
	}
	return refusal(damaged)
}
