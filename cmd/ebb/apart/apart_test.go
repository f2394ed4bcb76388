package apart_test

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ebb/chat"
	"ebb/chat/all"
	"ebb/chat/chatgen"
	"ebb/chat/chatgen/chatdb"
	"ebb/cmd/ebb/apart"
)

// TestMain is also the other process: what Start starts again is this binary.
func TestMain(m *testing.M) {
	if len(os.Args) != 2 || os.Args[1] != apart.Name {
		os.Exit(m.Run())
	}
	switch os.Getenv("EBB_APART_TEST") {
	case "hang":
		time.Sleep(time.Hour)
	case "flood":
		for noise := []byte(strings.Repeat("noise", 1000)); ; {
			if _, err := os.Stdout.Write(noise); err != nil {
				os.Exit(1)
			}
		}
	case "die":
		panic("it died")
	case "lie":
		os.Stdout.WriteString("ebb\x01r\x03abc")
		os.Exit(1)
	}
	if err := apart.Read(context.Background(), os.Stdin, os.Stdout); err != nil {
		os.Exit(1)
	}
	os.Exit(0)
}

func read(file, name string) (*chat.History, error) {
	return chat.One(all.Apart(file, name, apart.Start, chat.Options{}))
}

func code(err error) string {
	var no *chat.Refusal
	if errors.As(err, &no) {
		return no.Code
	}
	return ""
}

func TestAHistoryComesOut(t *testing.T) {
	file := filepath.Join(t.TempDir(), "chat.db")
	truth, err := chatdb.Write(file, chatdb.Plan{Plan: chatgen.Plan{Seed: 2, Messages: 2000}, Others: 20})
	if err != nil {
		t.Fatal(err)
	}
	h, err := read(file, "sam@example.org")
	if err != nil || len(h.Messages) != truth.Messages || h.Chat != "sam@example.org" {
		t.Errorf("%v, %+v", err, h)
	}
	var which *chat.Which
	if _, err := read(file, ""); !errors.As(err, &which) || len(which.Choices) != 3 {
		t.Errorf("nobody is chosen: %v", err)
	}
}

func TestAProcessThatMisbehavesIsEnded(t *testing.T) {
	was := apart.Longest(300 * time.Millisecond)
	defer apart.Longest(was)
	for what, want := range map[string]string{
		"hang": "imessage-time", "flood": "imessage-damaged", "die": "imessage-damaged", "lie": "abc",
	} {
		t.Setenv("EBB_APART_TEST", what)
		if h, err := read("some.db", ""); h != nil || code(err) != want {
			t.Errorf("%s: %v, %v", what, h, err)
		}
	}
}

// Databases made to harm cost themselves: the caller goes on.
func TestHostileDatabases(t *testing.T) {
	plain := []string{
		"CREATE TABLE message (ROWID INTEGER PRIMARY KEY, text TEXT, handle_id INTEGER, date INTEGER, is_from_me INTEGER)",
		"CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT)", "CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, chat_identifier TEXT)",
		"CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER)", "INSERT INTO handle VALUES (1, 'bob@example.org')",
		"INSERT INTO chat VALUES (1, 'bob@example.org')", "INSERT INTO chat_message_join VALUES (1, 1), (1, 2)",
		"INSERT INTO message VALUES (1, 'rain', 1, 700000000000000000, 0), (2, 'snow', 1, 700000060000000000, 1)",
	}
	for _, c := range []struct {
		what       string
		statements []string
		edit       func([]byte) []byte
		messages   int
		code       string
	}{
		{what: "nothing wrong", messages: 2},
		{what: "a text of a hundred million", statements: []string{"INSERT INTO message SELECT 3, CAST(zeroblob(100000000) AS TEXT), 1, 7, 0", "INSERT INTO chat_message_join VALUES (1, 3)"}, messages: 2},
		{what: "a handle of fifty million", statements: []string{"UPDATE handle SET id = CAST(zeroblob(50000000) AS TEXT)"}, code: "imessage-damaged"},
		{what: "triggers on everything", statements: []string{"CREATE TRIGGER a AFTER UPDATE ON message BEGIN DELETE FROM message; END", "CREATE TRIGGER b AFTER INSERT ON chat BEGIN SELECT load_extension('x'); END"}, messages: 2},
		{what: "a view in place of the chats", statements: []string{"DROP TABLE chat", "CREATE VIEW chat AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS ROWID, 'a' AS chat_identifier FROM n"}, messages: 2},
		{what: "an index on an expression", statements: []string{"CREATE INDEX i ON message (abs(date))"}, messages: 2},
		{what: "an index of partial lies", statements: []string{"CREATE INDEX i ON chat_message_join (chat_id, message_id)", "ANALYZE", "UPDATE sqlite_stat1 SET stat = '999999999 1 1'"}, messages: 2},
		{what: "two thousand tables", statements: many(2_000), messages: 2},
		{what: "a page count of four thousand million", edit: func(b []byte) []byte { binary.BigEndian.PutUint32(b[28:], 1<<32-1); return b }, code: "imessage-damaged"},
		{what: "a page size of one", edit: func(b []byte) []byte { binary.BigEndian.PutUint16(b[16:], 1); return b }, messages: -1},
		{what: "a page size of three", edit: func(b []byte) []byte { binary.BigEndian.PutUint16(b[16:], 3); return b }, code: "imessage-database"},
		{what: "kept with a file beside it that is gone", edit: func(b []byte) []byte { b[18], b[19] = 2, 2; return b }, messages: 2},
		{what: "a schema of a later time", edit: func(b []byte) []byte { b[47] = 9; return b }, code: "imessage-database"},
		{what: "the first page alone", edit: func(b []byte) []byte { return b[:4096] }, messages: -1},
		{what: "cut in the middle", edit: func(b []byte) []byte { return b[:len(b)/2] }, messages: -1},
		{what: "a page that is its own child", edit: selfish, messages: -1},
	} {
		file := made(t, append(plain[:len(plain):len(plain)], c.statements...))
		if c.edit != nil {
			b, err := os.ReadFile(file)
			if err == nil {
				err = os.WriteFile(file, c.edit(b), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		h, err := read(file, "")
		switch {
		case c.messages > 0 && (err != nil || len(h.Messages) != c.messages):
			t.Errorf("%s: %v, %+v", c.what, err, h)
		case c.code != "" && code(err) != c.code:
			t.Errorf("%s: %v", c.what, err)
		case c.messages < 0 && err != nil && code(err) == "" && !errors.Is(err, chat.ErrEmpty):
			t.Errorf("%s: %v", c.what, err)
		}
	}
}

func many(n int) (tables []string) {
	for i := range n {
		tables = append(tables, fmt.Sprintf("CREATE TABLE t%d (a)", i))
	}
	return tables
}

// selfish makes every page of the second half an inner page that points at
// itself.
func selfish(b []byte) []byte {
	const size = 4096
	for page := 1; page < len(b)/size; page++ {
		p := b[page*size:]
		if p[0] != 13 {
			continue
		}
		clear(p[:16])
		p[0] = 5
		binary.BigEndian.PutUint32(p[8:], uint32(page+1))
	}
	return b
}

func made(t *testing.T, statements []string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "made.db")
	d, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	d.SetMaxOpenConns(1)
	tx, err := d.Begin()
	for _, q := range statements {
		if err == nil {
			_, err = tx.Exec(q)
		}
	}
	if err == nil {
		err = tx.Commit()
	}
	if err = errors.Join(err, d.Close()); err != nil {
		t.Fatal(err)
	}
	return file
}
