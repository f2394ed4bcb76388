package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/cmd/ebb/invent"
	"ebb/cmd/ebb/prompt"
	"ebb/feature/all"
	"ebb/internal/demo"
	"ebb/internal/tuple"
	"ebb/internal/words"
	"ebb/tie"
	"ebb/vault/code"
	"ebb/web/door"
	"ebb/web/door/ways"
)

// keeper makes a database as ebb does, in a folder of its own.
type keeper struct {
	t    *testing.T
	p    *program
	data string
	pass string
}

func household(t *testing.T) *keeper {
	t.Helper()
	data := t.TempDir()
	if c, _, errs := call(t, "", "dev", "seed", "--data", data, "--events", "700"); c != 0 {
		t.Fatal(errs)
	}
	book, err := words.Read("en", files)
	if err != nil {
		t.Fatal(err)
	}
	k := &keeper{t, &program{out: io.Discard, err: io.Discard, clock: time.Now, words: book, features: all.List()}, data, invent.Passphrase}
	if _, err := k.p.root(); err != nil {
		t.Fatal(err)
	}
	k.p.set.Data = data
	return k
}

// visit does something as the person.
func (k *keeper) visit(f func(*door.Door, *door.Visit) error) {
	k.t.Helper()
	k.p.in = strings.NewReader(k.pass + "\n")
	k.p.ask = prompt.Prompt{In: k.p.in, Err: io.Discard}
	err := k.p.withDoor(k.t.Context(), func(d *door.Door) error {
		v, err := k.p.enter(k.t.Context(), d, &whose{said: func() bool { return false }})
		if err != nil {
			return err
		}
		defer v.Close()
		return f(d, v)
	})
	if err != nil {
		k.t.Fatal(err)
	}
}

// rotate gives the person another passphrase and so another epoch, a new
// recovery code, and one more note.
func (k *keeper) rotate(pass string) (recovery string) {
	k.t.Helper()
	k.visit(func(d *door.Door, v *door.Visit) error { return d.Change(k.t.Context(), v, ways.Passphrase(pass)) })
	k.pass, recovery = pass, code.New()
	k.visit(func(d *door.Door, v *door.Visit) error {
		more := ebb.Entry{Event: note("zwölf Möwen, \u2028 <b> & \"quotes\"")}
		return errors.Join(d.Slots(k.t.Context(), v, ways.Recovery(recovery)), v.Journal.Record(k.t.Context(), more))
	})
	return recovery
}

// read runs the independent reader.
func (k *keeper) read(secret string, args ...string) []byte {
	k.t.Helper()
	return python(k.t, secret, append(args, filepath.Join(k.data, "ebb.db"))...)
}

func python(t *testing.T, secret string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command("/usr/bin/python3", append([]string{"../../reader/read.py"}, args...)...)
	var out, said bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(secret+"\n"), &out, &said
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) && exit.ExitCode() == 3 {
			t.Fatalf("the second reader needs the Debian packages python3, python3-cryptography and python3-argon2: %s", said.String())
		}
		t.Fatalf("read.py: %v %s", err, said.String())
	}
	return out.Bytes()
}

// export is what ebb itself says.
func (k *keeper) export(args ...string) []byte {
	k.t.Helper()
	c, out, errs := call(k.t, k.pass+"\n", append([]string{"export", "--data", k.data, "--format", "json", "--with", "safety,nine"}, args...)...)
	if c != 0 {
		k.t.Fatalf("%d %s", c, errs)
	}
	return []byte(out)
}

// alike compares the entries of two exports, byte for byte once their keys are
// sorted, and says how many there are.
func alike(t *testing.T, what string, a, b []byte) int {
	t.Helper()
	x, n := sorted(t, a)
	y, _ := sorted(t, b)
	if x == y {
		return n
	}
	xs, ys := strings.Split(x, "\n"), strings.Split(y, "\n")
	for i := range min(len(xs), len(ys)) {
		if xs[i] != ys[i] {
			t.Fatalf("%s: entry %d is\n%s\nand\n%s", what, i, xs[i], ys[i])
		}
	}
	t.Fatalf("%s: %d and %d entries", what, len(xs), len(ys))
	return 0
}

func sorted(t *testing.T, raw []byte) (string, int) {
	t.Helper()
	var doc struct{ Entries []map[string]any }
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&doc); err != nil {
		t.Fatalf("%v: %.200s", err, raw)
	}
	var out []string
	for _, e := range doc.Entries {
		line, err := json.Marshal(number(e))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(line))
	}
	return strings.Join(out, "\n"), len(out)
}

// number writes fractions alike: what 1e-7 is to one is 1e-07 to the other.
func number(v any) any {
	switch v := v.(type) {
	case json.Number:
		if f, err := v.Float64(); err == nil && strings.ContainsAny(v.String(), ".eE") {
			return f
		}
	case []any:
		for i := range v {
			v[i] = number(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = number(v[k])
		}
	}
	return v
}

// letters are a recovery code as it was written before there were words.
func letters(t *testing.T, words string) string {
	t.Helper()
	c, err := code.Read(words)
	if err != nil {
		t.Fatal(err)
	}
	crockford := base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)
	sum := sha256.Sum256(tuple.Of("ebb/v1/recovery/check", c[:]))
	text := crockford.EncodeToString(c[:]) + crockford.EncodeToString(sum[:])[:4]
	var groups []string
	for g := range slices.Chunk([]byte(text), 4) {
		groups = append(groups, string(g))
	}
	return strings.Join(groups, "-")
}

func note(text string) ebb.Event {
	berlin := time.FixedZone("Europe/Berlin", 3600)
	return ebb.New(tie.Noted, time.Date(2026, 11, 3, 2, 10, 0, 250e6, berlin), tie.Note{Text: text})
}

func edit(kind string, body any) ebb.Entry { return ebb.Entry{Event: ebb.New(kind, time.Now(), body)} }

// live keeps one of everything that changes what stands: words that were edited,
// taken out, put back and erased, an import with its blob and one whose blob was
// destroyed, answers of every kind, and every kind that the demo has.
func (k *keeper) live() {
	k.t.Helper()
	body, _ := ebb.Encode(tie.Note{Text: "edited"})
	a, b, c, d := note("first"), note("taken out"), note("put back"), note("burned\nlate at night")
	out := edit(ebb.Withdrawn, ebb.Withdrawal{ID: c.ID})
	var many []ebb.Entry
	for _, e := range demo.Journal(time.Now()) {
		e.ID = ebb.NewID()
		many = append(many, ebb.Entry{Event: e})
	}
	blob, gone := imported(), imported()
	steps := [][]ebb.Entry{
		many,
		{{Event: a}, {Event: b}, {Event: c}, {Event: d}},
		{edit(ebb.Replaced, ebb.Replacement{ID: a.ID, Body: body}), edit(ebb.Replaced, ebb.Replacement{ID: d.ID, Body: body}), edit(ebb.Withdrawn, ebb.Withdrawal{ID: b.ID}), out},
		{edit(ebb.Withdrawn, ebb.Withdrawal{ID: out.Event.ID})},
		{{Event: note("in the place of the burned one"), Erase: []ebb.ID{d.ID}}},
		{blob, gone},
		{{Event: note("after the import"), Drop: []ebb.ID{gone.Blobs[0].ID}}},
	}
	k.visit(func(_ *door.Door, v *door.Visit) (err error) {
		for _, entries := range steps {
			err = errors.Join(err, v.Journal.Record(k.t.Context(), entries...))
		}
		return err
	})
}

// imported is a blob of more than one chunk with the event that names it.
func imported() ebb.Entry {
	b := ebb.Blob{ID: ebb.NewID(), Key: [32]byte(bytes.Repeat([]byte{7}, 32)), Data: bytes.Repeat([]byte("counts"), 12_000)}
	return ebb.Entry{Event: ebb.New(tie.Messages, time.Now(), map[int]any{1: 1, 2: "whatsapp", 18: b.ID, 19: b.Key}), Blobs: []ebb.Blob{b}}
}

// TestTheWordsStayWithoutEbb: the promise that ebb can vanish. A reader that
// shares no code with it opens the database with the passphrase or the recovery
// code, and prints what ebb itself exports (check 25).
func TestTheWordsStayWithoutEbb(t *testing.T) {
	k := household(t)
	k.live()
	n := alike(t, "with the first passphrase", k.export(), k.read(k.pass))
	recovery := k.rotate("another kettle behind seven doors")
	want := k.export()
	if m := alike(t, "after the keys were changed", want, k.read(k.pass)); m != n+1 || n < 900 {
		t.Errorf("%d entries before the keys were changed and %d after it", n, m)
	}
	alike(t, "with the words of the recovery code", want, k.read(strings.ToUpper(recovery), "--code"))
	alike(t, "with its letters", want, k.read(letters(t, recovery), "--code"))
	all := k.export("--history")
	alike(t, "with all that was", all, k.read(k.pass, "--history"))
	for _, text := range []string{"taken out", "first", "burned"} {
		if bytes.Contains(want, []byte(`"text":"`+text)) {
			t.Errorf("%q does not stand and is in the export", text)
		}
	}
	if !bytes.Contains(all, []byte(`"text":"first"`)) || bytes.Contains(all, []byte("late at night")) {
		t.Error("the history has not what was edited, or has what was erased")
	}
	if got := bytes.Count(want, []byte(`"data":`)); got != 1 {
		t.Errorf("%d blobs in the export, not the one that is left", got)
	}
	if _, err := os.Stat(filepath.Join(k.data, "ebb.db-journal")); err == nil {
		t.Error("the reader wrote into the folder")
	}
}
