package journal_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/cryptotest"

	"github.com/google/go-cmp/cmp"

	"ebb"
	"ebb/journal"
	"ebb/store"
	"ebb/vault"
)

var update = flag.Bool("update", false, "record testdata/journal-1.json anew; never do that to make a test pass")

// golden is a journal as some version of ebb recorded it, with all that opens
// it. Every later version opens it for ever: a new format is a new file beside
// the old ones.
type golden struct {
	Install, Person ebb.ID
	Recovery        string // the code
	Version         uint64
	Slot            []byte
	Rows            []store.Row
	Chunks          []store.Chunk
	BlobKey         [32]byte

	Shows string   // what folds see
	Reads []string // what Read returns, row by row; "" where nothing stands
}

func TestRecordGolden(t *testing.T) {
	if !*update {
		return
	}
	cryptotest.SetGlobalRandom(t, 1)
	s := somebody(t)
	code := vault.NewRecovery()
	g := golden{Install: s.o.Install, Person: s.o.Person, Recovery: code}
	j := s.open()
	blob := ebb.Blob{ID: ebb.NewID(), Key: vault.NewToken(), Data: []byte(strings.Repeat("facts ", 20000))}
	a, b, c, d := said("a plain entry"), said("withdrawn"), said("edited"), said("erased")
	record(t, j, entry(a), entry(b), entry(c), entry(d), ebb.Entry{Event: said("with a blob"), Blobs: []ebb.Blob{blob}})
	undo := withdraw(b.ID)
	record(t, j, entry(undo), entry(withdraw(undo.ID)), entry(withdraw(b.ID)), entry(replace(c.ID, "edited once")), entry(replace(c.ID, "edited twice")))
	record(t, j, ebb.Entry{Erase: []ebb.ID{d.ID}})
	s.ring = s.ring.Next()
	j.Rekey(s.ring.Keys(s.o))
	record(t, j, entry(said("in the second epoch")), entry(said(strings.Repeat("long ", 1500))))
	s.leave(t, "captured")
	drain(t, j)
	g.fill(t, s, j, blob)
	raw, err := json.MarshalIndent(g, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("testdata/journal-1.json", append(raw, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (g *golden) fill(t *testing.T, s *someone, j *journal.Journal, blob ebb.Blob) {
	var err error
	g.Version, g.BlobKey = s.ring.Version, blob.Key
	if g.Slot, err = vault.SealRecovery(s.o, s.ring, g.Recovery); err != nil {
		t.Fatal(err)
	}
	if g.Rows, err = (&shim{Store: s.st}).rows(ctx, store.ID(s.o.Person)); err != nil {
		t.Fatal(err)
	}
	s.st.Blob(ctx, store.ID(s.o.Person), store.ID(blob.ID), func(c store.Chunk) error {
		g.Chunks = append(g.Chunks, c)
		return nil
	})
	g.Shows, g.Reads = shown(t, j), readAll(t, j, len(g.Rows))
}

func readAll(t *testing.T, j *journal.Journal, rows int) []string {
	t.Helper()
	var out []string
	for seq := 1; seq <= rows; seq++ {
		got, err := j.Read(ctx, uint64(seq))
		if err != nil {
			t.Fatal(err)
		}
		text := ""
		for _, e := range got {
			if err := e.Decode(&text); err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, text)
	}
	return out
}

// Check 12, of what is in the rows.
func TestEveryJournalEverRecordedOpens(t *testing.T) {
	files, err := filepath.Glob("testdata/journal-*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden journals: %v", err)
	}
	for _, name := range files {
		t.Run(filepath.Base(name), func(t *testing.T) {
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var g golden
			if err := json.Unmarshal(raw, &g); err != nil {
				t.Fatal(err)
			}
			g.check(t)
		})
	}
}

func (g *golden) check(t *testing.T) {
	o := vault.Owner{Install: g.Install, Person: g.Person}
	ring, err := vault.OpenRecovery(o, g.Version, g.Recovery, g.Slot)
	if err != nil {
		t.Fatal(err)
	}
	s := nobody(t)
	s.ring, s.o = ring, o
	st := &shim{Store: s.st, tamper: func([]store.Row) []store.Row { return g.Rows }}
	j := journal.Open(s.options(st))
	wants(t, j, g.Shows)
	unharmed(t, j)
	if d := cmp.Diff(g.Reads, readAll(t, j, len(g.Rows))); d != "" {
		t.Error(d)
	}
	var boxes [][]byte
	for _, c := range g.Chunks {
		boxes = append(boxes, c.Box)
	}
	data, err := vault.OpenBlob(o, ebb.ID(g.Chunks[0].Blob), g.BlobKey, boxes)
	if err != nil || string(data) != strings.Repeat("facts ", 20000) {
		t.Errorf("the blob: %d bytes, %v", len(data), err)
	}
}
