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

// Check 10, of backups: while the clock is wrong by ten years, or on the day on
// which it changes, there is one a day all the same, and what was made before
// stays as long as what came after does not take its place.
func TestAClockThatJumpsAndBackups(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	right := time.Date(2026, 10, 12, 3, 30, 0, 0, berlin)
	at := right
	n := night(t, &at)
	look := func() {
		t.Helper()
		if err := n.Look(t.Context()); err != nil {
			t.Fatal(err)
		}
		if today := at.Format(name); !slices.Contains(n.has(t), today) {
			t.Errorf("at %s there is no %s but %v", at, today, n.has(t))
		}
	}
	for range keep { // daylight saving ends on the 25th
		look()
		right = right.AddDate(0, 0, 1)
		at = right
	}
	for _, years := range []int{-10, 10} {
		for day := range 3 {
			at = right.AddDate(years, 0, day)
			look()
		}
		at = right
		look()
	}
	dates := n.has(t)
	real := slices.DeleteFunc(slices.Clone(dates), func(f string) bool { return f < "ebb-2026" || f > "ebb-2027" })
	if len(real) < keep-4 || !slices.Contains(real, "ebb-2026-10-25.age") {
		t.Errorf("after the jumps the folder holds %v", dates)
	}
	for hour := range 26 { // the night in which an hour is left out
		at = time.Date(2027, 3, 27, 22, 30, 0, 0, time.UTC).Add(time.Duration(hour) * time.Hour).In(berlin)
		if err := n.Look(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if all := n.has(t); !slices.Contains(all, "ebb-2027-03-28.age") || len(all) != keep {
		t.Errorf("after the night of the change the folder holds %v", all)
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
