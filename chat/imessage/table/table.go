// Package table opens a SQLite file that may be hostile, and reads the tables
// of Messages in it and nothing else. It is made for a process of its own: the
// memory that SQLite may take is bounded for all of it.
//
// It promises that nothing is written, neither to the file nor beside it, and
// that only ordinary tables of the expected names are touched, and only in
// columns that are there. It refuses views, virtual tables, functions and
// pragmas, and files that are no such database.
package table

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
	heap    = 96 << 20
	longest = 1 << 20 // bytes of one value
	longSQL = 1 << 16
	pageRAM = 4 << 10 // KiB of pages kept
	atMost  = 500     // columns
)

// MaxNames is how many handles there may be, and how many chats.
const MaxNames = 200_000

// Codes of refusals.
const (
	NotMessages = "imessage-database"
	Damaged     = "imessage-damaged"
	TooMuch     = "imessage-memory"
)

// Refusal is what a reader says with a code.
func Refusal(code string) error { return &chat.Refusal{Format: wire.Format, Code: code} }

// tables are all that is ever read, with the columns that must be there.
var tables = map[string][]string{
	"message":                 {"date", "is_from_me"},
	"handle":                  {"id"},
	"chat":                    {"chat_identifier"},
	"chat_message_join":       {"chat_id", "message_id"},
	"chat_handle_join":        {"chat_id", "handle_id"},
	"message_attachment_join": {"message_id"},
}

// Base is an open database.
type Base struct {
	pool    *sql.DB
	Conn    *sql.Conn
	columns map[string]map[string]bool // of each table that is there
}

// Bounded makes SQLite count its memory. It does so only when told before it
// begins, once for the whole process.
var Bounded = sync.OnceValue(func() bool {
	tls := libc.NewTLS()
	defer tls.Close()
	return lib.Xsqlite3_config(tls, lib.SQLITE_CONFIG_MEMSTATUS, libc.NewVaList(int32(1))) == lib.SQLITE_OK
})

// Open opens a file for reading alone and looks at what is in it.
func Open(ctx context.Context, path string) (*Base, error) {
	if !Bounded() {
		return nil, Refusal(TooMuch)
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
	b := &Base{pool: pool, columns: map[string]map[string]bool{}}
	if b.Conn, err = pool.Conn(ctx); err == nil {
		err = b.guard()
	}
	if err == nil {
		err = b.look(ctx)
	}
	if err != nil {
		b.Close()
		return nil, Cause(err)
	}
	return b, nil
}

func (b *Base) Close() {
	if b.Conn != nil {
		b.Conn.Close()
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
func (b *Base) guard() error {
	for id, most := range map[int]int{
		lib.SQLITE_LIMIT_LENGTH: longest, lib.SQLITE_LIMIT_SQL_LENGTH: longSQL, lib.SQLITE_LIMIT_COLUMN: atMost,
		lib.SQLITE_LIMIT_EXPR_DEPTH: 50, lib.SQLITE_LIMIT_ATTACHED: 0, lib.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
	} {
		if _, err := sqlite.Limit(b.Conn, id, most); err != nil {
			return err
		}
	}
	return b.Conn.Raw(func(c any) error { return c.(sqlite.AuthorizerRegisterer).RegisterAuthorizer(allow) })
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
func (b *Base) look(ctx context.Context) error {
	var names []string
	err := b.Each(ctx, "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0", nil, func(rows *sql.Rows) error {
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
	if !b.Has("message", tables["message"]...) || !b.Has("message", "text") && !b.Has("message", "attributedBody") ||
		!b.Has("handle", "id") {
		return Refusal(NotMessages)
	}
	return nil
}

func (b *Base) lookAt(ctx context.Context, table string) error {
	columns := map[string]bool{}
	err := b.Each(ctx, "PRAGMA table_info("+table+")", nil, func(rows *sql.Rows) error {
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

// Has says whether a table is there with columns.
func (b *Base) Has(table string, columns ...string) bool {
	return b.columns[table] != nil && !slices.ContainsFunc(columns, func(c string) bool { return !b.columns[table][c] })
}

// Column is a column, or nothing in its place.
func (b *Base) Column(table, column string) string {
	if b.Has(table, column) {
		return table + "." + column
	}
	return "NULL"
}

func (b *Base) Each(ctx context.Context, query string, args []any, f func(*sql.Rows) error) error {
	return Each(func() (*sql.Rows, error) { return b.Conn.QueryContext(ctx, query, args...) }, f)
}

func Each(ask func() (*sql.Rows, error), f func(*sql.Rows) error) error {
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

// Cause turns what SQLite says into a refusal.
func Cause(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_NOMEM:
		return Refusal(TooMuch)
	case lib.SQLITE_NOTADB, lib.SQLITE_ERROR, lib.SQLITE_AUTH:
		return Refusal(NotMessages)
	}
	return Refusal(Damaged)
}
