package canary

import (
	"bytes"
	"io"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"filippo.io/age"

	"ebb"
	"ebb/backup"
	"ebb/journal"
	"ebb/store"
	"ebb/store/ledger"
	"ebb/store/sqlite"
	"ebb/vault"
)

// lies names the ways in which words, or their sealed row, lie in some bytes.
func lies(in []byte, words string, sealed []byte) (ways []string) {
	all := shapes(words)
	all["sealed"] = sealed[40:72]
	for way, form := range all {
		if bytes.Contains(in, form) {
			ways = append(ways, way)
		}
	}
	return ways
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func opened(t *testing.T, dir string, install store.ID) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(dir, "ebb.db"), sqlite.Options{Install: install})
	must(t, err)
	t.Cleanup(func() { s.Close() })
	return s
}

// lock seals backups so that they can be searched.
var lock, _ = age.GenerateX25519Identity()

func copied(t *testing.T, s store.Store) []byte {
	t.Helper()
	var file bytes.Buffer
	_, err := backup.Write(t.Context(), &file, backup.Source{Store: s, Made: time.Unix(0, 0)}, lock.Recipient())
	must(t, err)
	return file.Bytes()
}

// inside is what somebody with its key finds in a backup.
func inside(t *testing.T, file []byte) []byte {
	t.Helper()
	r, err := age.Decrypt(bytes.NewReader(file), lock)
	must(t, err)
	all, err := io.ReadAll(r)
	must(t, err)
	return all
}

// TestABurnedLetterStaysGone burns one, and looks for it in the database, its log,
// the next backup, and an older backup that is put back.
// This is check 24.
func TestABurnedLetterStaysGone(t *testing.T) {
	const words = "the lighthouse keeper counts eleven gulls"
	ctx, live, again := t.Context(), t.TempDir(), t.TempDir()
	s, book := opened(t, live, store.ID{}), ledger.Open(filepath.Join(live, "erased"))
	install, err := s.Install(ctx)
	must(t, err)
	ring, o := vault.NewRing(), vault.Owner{Install: ebb.ID(install), Person: ebb.NewID()}
	slot, err := vault.SealRecovery(o, ring, vault.NewRecovery())
	must(t, err)
	at := func() time.Time { return time.Date(2026, 11, 3, 2, 0, 0, 0, time.UTC) }
	write := func(st store.Store, fresh *store.Person) *journal.Journal {
		return journal.Open(journal.Options{
			Store: st, Keys: ring.Keys(o), Owner: o, Clock: at, Ledger: book, New: fresh,
			Folds: func() map[string]ebb.Fold { return nil }, Decode: func([]byte) (ebb.Event, error) { return ebb.Event{}, io.EOF },
		})
	}
	j := write(s, &store.Person{Version: 1, Inbox: ring.Public(), Slots: []store.Slot{{Name: "recovery", Box: slot}}})
	letter := ebb.New("letter.written", at(), words)
	must(t, j.Record(ctx, ebb.Entry{Event: ebb.New("letter.written", at(), "another")}, ebb.Entry{Event: letter}))
	var sealed []byte
	must(t, s.Since(ctx, store.ID(o.Person), store.Head{}, func(r store.Row) error { sealed = bytes.Clone(r.Box); return nil }))
	older := copied(t, s)
	for where, in := range map[string][]byte{"the folder": read(t, live), "a backup": inside(t, older)} {
		if got := lies(in, words, sealed); !slices.Equal(got, []string{"sealed"}) {
			t.Fatalf("before it is burned %s holds it as %v", where, got)
		}
	}

	must(t, j.Record(ctx, ebb.Entry{Erase: []ebb.ID{letter.ID}}))
	gone, err := backup.GoneOf(book)
	must(t, err)
	var back *sqlite.Store
	_, err = backup.Read(ctx, bytes.NewReader(older), backup.Place{
		Open:   func(install store.ID) (store.Store, error) { back = opened(t, again, install); return back, nil },
		Secret: func(string, [32]byte) error { return nil }, Gone: gone,
	}, lock)
	must(t, err)
	for where, in := range map[string][]byte{
		"the folder": read(t, live), "the next backup": inside(t, copied(t, s)), "an older backup, put back": read(t, again),
	} {
		if got := lies(in, words, sealed); len(got) > 0 {
			t.Errorf("%s still holds it as %v", where, got)
		}
	}
	old := write(back, nil)
	must(t, old.Reconcile(ctx))
	if all, err := old.Damaged(ctx); err != nil || len(all) > 0 {
		t.Errorf("what is left of the older backup is damaged: %v, %v", all, err)
	}
}
