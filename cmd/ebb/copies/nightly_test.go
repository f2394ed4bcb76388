package copies

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"filippo.io/age"

	"ebb/store"
	"ebb/store/ledger"
	"ebb/store/mem"
	"ebb/vault"
)

// night is a folder that gets a backup a day.
func night(t *testing.T, at *time.Time) *Nightly {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return &Nightly{
		Folder: filepath.Join(t.TempDir(), "backups"), To: id.Recipient(), Store: mem.New(), Secrets: vault.MemorySecrets(),
		Ledger: ledger.Memory(), Clock: func() time.Time { return *at }, Log: slog.New(slog.DiscardHandler),
	}
}

func (n *Nightly) has(t *testing.T) (all []string) {
	t.Helper()
	files, err := os.ReadDir(n.Folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		all = append(all, f.Name())
	}
	return all
}

func TestOneBackupADay(t *testing.T) {
	at := time.Date(2026, 11, 1, 1, 30, 0, 0, time.UTC)
	n := night(t, &at)
	look := func(want ...string) {
		t.Helper()
		if err := n.Look(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := n.has(t); !slices.Equal(got, want) {
			t.Errorf("at %s the folder holds %v, want %v", at, got, want)
		}
	}
	look("ebb-2026-11-01.age") // the first at once
	at = at.Add(20 * time.Hour)
	look("ebb-2026-11-01.age")
	at = time.Date(2026, 11, 2, 2, 59, 0, 0, time.UTC)
	look("ebb-2026-11-01.age")
	at = at.Add(time.Hour)
	look("ebb-2026-11-01.age", "ebb-2026-11-02.age")
	look("ebb-2026-11-01.age", "ebb-2026-11-02.age")
}

func TestTheNewestAreKeptAndNothingElseIsTouched(t *testing.T) {
	at := time.Date(2026, 11, 1, 4, 0, 0, 0, time.UTC)
	n := night(t, &at)
	if err := n.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, other := range []string{"notes.txt", "ebb-old.age"} {
		if err := os.WriteFile(filepath.Join(n.Folder, other), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for range 30 {
		at = at.AddDate(0, 0, 1)
		if err := n.Look(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	got := n.has(t)
	if len(got) != keep+2 || got[0] != "ebb-2026-11-18.age" || !slices.Contains(got, "ebb-old.age") || !slices.Contains(got, "notes.txt") {
		t.Errorf("the folder holds %v", got)
	}
}

func TestWhatWasErasedGoesBesideTheBackups(t *testing.T) {
	at := time.Date(2026, 11, 1, 4, 0, 0, 0, time.UTC)
	n := night(t, &at)
	if err := n.Ledger.Add(store.ID{1}, ledger.Erased{Rows: []ledger.Gone{{Seq: 3}}}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := n.Look(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	all, err := ledger.Open(filepath.Join(n.Folder, erased)).Of(store.ID{1})
	if err != nil || len(all.Rows) != 1 {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestAFullDiskLeavesNoHalfOfABackup(t *testing.T) {
	at := time.Date(2026, 11, 1, 4, 0, 0, 0, time.UTC)
	n := night(t, &at)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := n.Look(ctx); err == nil {
		t.Error("a backup that was cut off counts")
	}
	if got := n.has(t); len(got) != 0 {
		t.Errorf("the folder holds %v", got)
	}
}
