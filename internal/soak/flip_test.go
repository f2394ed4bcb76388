// Package soak holds acceptance checks of the whole program that have a long
// run: a database with flipped bits, answers that are lost, a large journal
// that is backed up and put back. Each takes seconds, and as long as is wanted
// with its environment variable. It promises nothing but its figures.
package soak

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"ebb/cmd/ebb/invent"
	"ebb/internal/program"
)

func TestMain(m *testing.M) {
	code := m.Run()
	program.Clean()
	os.Exit(code)
}

// count is how often, by the environment.
func count(t *testing.T, env string, n int) int {
	t.Helper()
	if v := os.Getenv(env); v != "" {
		var err error
		if n, err = strconv.Atoi(v); err != nil {
			t.Fatalf("%s: %v", env, err)
		}
	}
	return n
}

// ebb runs the program, and returns its exit code and what it said.
func ebb(t *testing.T, in string, args ...string) (code int, out, errs string) {
	t.Helper()
	cmd := exec.Command(program.Build(t), args...)
	var o, e bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(in), &o, &e
	if err := cmd.Run(); err != nil {
		var ended *exec.ExitError
		if !errors.As(err, &ended) {
			t.Fatal(err)
		}
	}
	return cmd.ProcessState.ExitCode(), o.String(), e.String()
}

// must runs the program where it has to work.
func must(t *testing.T, in string, args ...string) string {
	t.Helper()
	code, out, errs := ebb(t, in, args...)
	if code != 0 {
		t.Fatalf("ebb %v ends with %d: %s", args, code, errs)
	}
	return out
}

// tables is every row of a database file, by table and key; of the table row,
// by seq.
func tables(path string) (all map[string]string, err error) {
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro&immutable=1")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	all = map[string]string{}
	for _, table := range []string{"install", "person", "slot", "row", "blob", "inbox", "session", "device", "name", "due", "channel", "goose_db_version", "sqlite_schema"} {
		err = errors.Join(err, read(db, table, all))
	}
	return all, err
}

func read(db *sql.DB, table string, into map[string]string) error {
	rows, err := db.Query("SELECT * FROM " + table)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	for n := 0; rows.Next(); n++ {
		values, at := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			at[i] = &values[i]
		}
		if err := rows.Scan(at...); err != nil {
			return err
		}
		key := fmt.Sprint(table, " ", n)
		if table == "row" {
			key = fmt.Sprint("row ", values[1])
		}
		into[key] = fmt.Sprint(values...)
	}
	return rows.Err()
}

// whole says whether SQLite finds its own file whole.
func whole(path string) bool {
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro&immutable=1")
	if err != nil {
		return false
	}
	defer db.Close()
	var says string
	return db.QueryRow("PRAGMA integrity_check(1)").Scan(&says) == nil && says == "ok"
}

// differ are the keys whose rows are others in b.
func differ(a, b map[string]string) (keys []string) {
	for k := range a {
		if a[k] != b[k] {
			keys = append(keys, k)
		}
	}
	for k := range b {
		if _, ok := a[k]; !ok {
			keys = append(keys, k)
		}
	}
	return keys
}

// tally counts what became of the flips.
type tally struct {
	live, entries, other, broken int // that hit something; of these an entry, another table, the file's own order
	slack                        int // that hit nothing
	sqlite                       int // that SQLite's own check sees
}

// Check 6: one bit is flipped anywhere in a real database file. Every flip that
// changes something is named by `ebb check --open`, an entry by its number, and
// no other entry but the next, which may have lost what it hangs on. SQLite's own check is the control: it does
// not see most of them. The long run: EBB_SOAK_FLIPS=200.
func TestEveryBitThatMattersIsNamed(t *testing.T) {
	dir := t.TempDir()
	must(t, "", "dev", "seed", "--data", dir, "--events", "400")
	original, err := os.ReadFile(filepath.Join(dir, "ebb.db"))
	if err != nil {
		t.Fatal(err)
	}
	before, err := tables(filepath.Join(dir, "ebb.db"))
	if err != nil {
		t.Fatal(err)
	}
	flips, r, sum := count(t, "EBB_SOAK_FLIPS", 8), rand.New(rand.NewPCG(6, 200)), &tally{}
	for range flips {
		sum.flip(t, dir, original, before, r.IntN(len(original)), r.IntN(8))
	}
	fmt.Printf("check 6: %d bits flipped: %d hit something (%d an entry, %d another table, %d the order of the file), all named; %d hit nothing; SQLite's own check sees %d of the %d\n",
		flips, sum.live, sum.entries, sum.other, sum.broken, sum.slack, sum.sqlite, sum.live)
	if sum.entries == 0 || sum.slack == 0 {
		t.Error("no flip hit an entry, or none hit nothing: this says little")
	}
}

// flip looks at one bit.
func (s *tally) flip(t *testing.T, dir string, original []byte, before map[string]string, at, bit int) {
	t.Helper()
	raw := bytes.Clone(original)
	raw[at] ^= 1 << bit
	path := filepath.Join(dir, "ebb.db")
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	after, failed := tables(path)
	hit := differ(before, after)
	all := slices.Clone(hit)
	sees := !whole(path)
	code, out, errs := ebb(t, invent.Passphrase+"\n", "check", "--open", "--json", "--data", dir)
	what := fmt.Sprintf("byte %d, bit %d: %v %v", at, bit, hit, failed)
	if len(hit) == 0 && failed == nil {
		s.slack++
		if code != 0 && !sees {
			t.Errorf("%s: nothing is changed, and check ends with %d: %s", what, code, errs)
		}
		return
	}
	s.live++
	if sees {
		s.sqlite++
	}
	if code == 0 {
		t.Errorf("%s: not named", what)
	}
	var said struct {
		People []struct{ Damaged []struct{ Entry uint64 } }
	}
	switch json.Unmarshal([]byte(out), &said); {
	case failed != nil || len(said.People) != 1:
		s.broken++
		if !strings.Contains(errs, "error: ") {
			t.Errorf("%s: it is not said what is wrong: %s", what, errs)
		}
	case slices.ContainsFunc(hit, func(k string) bool { return !strings.HasPrefix(k, "row ") }):
		s.other++
	default:
		s.entries++
		for _, d := range said.People[0].Damaged {
			if i := slices.Index(hit, fmt.Sprint("row ", d.Entry)); i >= 0 {
				hit = slices.Delete(hit, i, i+1)
			} else if !slices.Contains(all, fmt.Sprint("row ", d.Entry-1)) { // the next one has lost what it hangs on
				t.Errorf("%s: entry %d is named", what, d.Entry)
			}
		}
		if len(hit) > 0 {
			t.Errorf("%s: not named: %v", what, hit)
		}
	}
}
