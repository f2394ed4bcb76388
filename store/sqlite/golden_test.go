package sqlite

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"

	"ebb/store"
	"ebb/store/sqlite/conn"
	"ebb/store/storetest"
)

var update = flag.Bool("update", false, "make the databases of testdata that are not there; never to make a test pass")

// versions is how many versions of the schema there have been. Of each there is
// a database in testdata, as that version left it. Every later version opens it
// for ever. Whoever adds a migration makes one: go test -run TestMakeGolden -update.
func versions(t *testing.T) int {
	t.Helper()
	all, err := filepath.Glob("schema/migrations/*.sql")
	if err != nil || len(all) == 0 {
		t.Fatalf("no migrations: %v", err)
	}
	return len(all)
}

func goldenFile(version int) string { return fmt.Sprintf("testdata/schema-%d.db.gz", version) }

func golden(t *testing.T, version int) []byte {
	t.Helper()
	f, err := os.Open(goldenFile(version))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// dump is every row of every table, those of goose left out.
func dump(t *testing.T, path string) map[string][]string {
	t.Helper()
	db, err := conn.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	out := map[string][]string{}
	for _, name := range column(t, db, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'") {
		var fields []string
		for _, f := range column(t, db, fmt.Sprintf("SELECT name FROM pragma_table_info('%s')", name)) {
			fields = append(fields, "quote("+f+")")
		}
		out[name] = column(t, db, fmt.Sprintf("SELECT %s FROM %s ORDER BY 1", strings.Join(fields, "||' '||"), name))
	}
	return out
}

func column(t *testing.T, db *sql.DB, query string) (all []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	return all
}

// sameRows says what is missing of the tables that a database had.
func sameRows(t *testing.T, what string, before, after map[string][]string) {
	t.Helper()
	for table, rows := range before {
		if !slices.Equal(rows, after[table]) {
			t.Errorf("%s: table %s had %d rows and has %d, or others", what, table, len(rows), len(after[table]))
		}
	}
}

// Check 12, of the database file: what was kept under any version of the schema
// is there under this one, row for row, and can be added to.
func TestEveryDatabaseEverMadeOpens(t *testing.T) {
	for version := range versions(t) {
		t.Run(fmt.Sprintf("schema %d", version+1), func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, "ebb.db")
			if err := os.WriteFile(path, golden(t, version+1), 0o600); err != nil {
				t.Fatal(err)
			}
			before := dump(t, path)
			s := open(t, dir, Options{})
			sameRows(t, "opened", before, dump(t, path))
			if len(before["row"]) != 22 || len(before["inbox"]) != 2 || len(before["slot"]) != 4 {
				t.Errorf("it had %d rows, %d captures, %d slots", len(before["row"]), len(before["inbox"]), len(before["slot"]))
			}
			usable(t, s)
		})
	}
}

// usable reads everybody's chain to its end and adds to each table.
func usable(t *testing.T, s *Store) {
	t.Helper()
	var people []store.ID
	if err := s.People(t.Context(), func(p store.ID, _ store.Person) error { people = append(people, p); return nil }); err != nil || len(people) != 2 {
		t.Fatalf("%d people, %v", len(people), err)
	}
	for i, p := range people {
		rows, err := storetest.Whole(t.Context(), s, p)
		if err != nil {
			t.Error(err)
		}
		if _, err := add(t.Context(), s, p, headAfter(store.Head{}, rows), canary(50)); err != nil {
			t.Error(err)
		}
		for _, err := range []error{
			s.PutDevice(t.Context(), store.Device{Token: [32]byte{byte(i), 7}, ID: storetest.NewID(), Person: p}),
			s.PutDues(t.Context(), p, []int64{5}),
			s.PutChannel(t.Context(), p, store.Channel{ID: storetest.NewID(), Kind: "push", Box: []byte("box")}),
		} {
			if err != nil {
				t.Error(err)
			}
		}
	}
	if err := s.Sound(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestMakeGolden makes the database of a version that has none yet, by its
// migrations and with rows in every table it has.
func TestMakeGolden(t *testing.T) {
	if !*update {
		return
	}
	for version := range versions(t) {
		if _, err := os.Stat(goldenFile(version + 1)); err == nil {
			continue
		}
		var file bytes.Buffer
		z, _ := gzip.NewWriterLevel(&file, gzip.BestCompression)
		z.Write(made(t, version+1))
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(goldenFile(version+1), file.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func made(t *testing.T, version int) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ebb.db")
	db, err := conn.Open(path, "secure_delete(ON)")
	if err != nil {
		t.Fatal(err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, db, os.DirFS("schema/migrations"), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.UpTo(context.Background(), int64(version)); err != nil {
		t.Fatal(err)
	}
	install := storetest.NewID()
	lines := []string{fmt.Sprintf("INSERT INTO install VALUES (1, %s)", blob(install[:]))}
	for range 2 {
		lines = append(lines, someone(install, storetest.NewID(), version)...)
	}
	for _, q := range lines {
		if _, err := db.Exec(q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func blob(b []byte) string { return "x'" + hex.EncodeToString(b) + "'" }

// someone is a person with something in every table, whose row 3 was erased.
func someone(install, p store.ID, version int) (lines []string) {
	put := func(table, values string, args ...any) {
		lines = append(lines, fmt.Sprintf("INSERT INTO "+table+" VALUES ("+blob(p[:])+", "+values+")", args...))
	}
	id := func() string { x := storetest.NewID(); return blob(x[:]) }
	put("person", "1, %s, %s", blob(canary(65)), id())
	put("slot", "'pass', %s", blob(canary(100)))
	put("slot", "'recovery', %s", blob(canary(100)))
	put("inbox", "%s, %s", id(), blob(canary(120)))
	for no := range 2 {
		put("blob", "%s, %d, %s", blob(p[:]), no, blob(canary(120)))
	}
	boxes := make([][]byte, 11)
	for i := range boxes {
		boxes[i] = canary(145)
	}
	for _, r := range storetest.Chain(install, p, store.Head{}, boxes...) {
		sum, box := "NULL", blob(r.Box)
		if r.Seq == 3 {
			s := sha256.Sum256(r.Box)
			sum, box = blob(s[:]), "NULL"
		}
		put("row", "%d, %s, %s, %s", r.Seq, blob(r.Link[:]), sum, box)
	}
	lines = append(lines, fmt.Sprintf("INSERT INTO session VALUES (%s, %s, 20779, 1, %s)", id(), blob(p[:]), blob(canary(100))))
	if version >= 2 {
		lines = append(lines, fmt.Sprintf("INSERT INTO device VALUES (%s, %s, %s, 0)", blob(canary(32)), blob(p[:]), id()),
			fmt.Sprintf("INSERT INTO name VALUES (%s, %s)", blob(canary(32)), blob(p[:])))
	}
	if version >= 3 {
		put("due", "1983000")
		put("channel", "%s, 'push', %s", id(), blob(canary(100)))
	}
	return lines
}
