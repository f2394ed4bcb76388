package sqlite

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"ebb/internal/powercut"
)

// dying is a disk that kills the process that uses it at its n-th operation
// after it was armed.
type dying struct {
	*powercut.Disk
	left   atomic.Int64
	victim atomic.Pointer[os.Process]
}

func newDying() *dying {
	d := &dying{}
	d.Disk = powercut.New(func(_ powercut.Op, name string) powercut.Verdict {
		if p := d.victim.Load(); p != nil && !strings.HasSuffix(name, "-shm") && d.left.Add(-1) == 0 {
			p.Kill()
		}
		return powercut.Go
	})
	return d
}

// holds puts a synced file on the disk.
func holds(dir string, data []byte) error {
	f, err := os.Create(filepath.Join(dir, "ebb.db"))
	if err != nil {
		return err
	}
	folder, err2 := os.Open(dir)
	if err2 != nil {
		return err2
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close(), folder.Sync(), folder.Close())
}

// killed opens a database in a process that is killed at its n-th operation,
// and says whether it was killed before it was done.
func (d *dying) killed(t *testing.T, file []byte, n int) bool {
	t.Helper()
	dir := t.TempDir()
	unmount, err := d.Mount(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer unmount()
	if err := holds(dir, file); err != nil {
		t.Fatal(err)
	}
	d.left.Store(int64(n))
	c := start(t, "open", dir, "")
	d.victim.Store(c.cmd.Process)
	defer d.victim.Store(nil)
	return c.wait(t) == -1
}

// Check 12, of the migrations: a process is killed at the n-th operation on the
// disk while it brings an old database up to date, for every n there is and
// every version. Whether the system goes on or the power goes too, nothing is
// lost, and the next opening ends it. The long run: EBB_SOAK_MIGRATIONS=200.
func TestAMigrationThatIsKilled(t *testing.T) {
	if !powercut.Apart(t) {
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	kills, runs := soak(t, "EBB_SOAK_MIGRATIONS", 12), 0
	for round := 0; runs < kills; round++ {
		for version := 1; version < versions(t); version++ {
			runs += killEverywhere(t, version, kills-runs, round)
		}
	}
	fmt.Printf("check 12: %d kills in a migration, of %d versions of the schema: no row lost, all opened again\n", runs, versions(t)-1)
}

// killEverywhere kills at each operation that opening an old database takes, or
// at as many as are wanted.
func killEverywhere(t *testing.T, version, wanted, round int) (kills int) {
	file, step := golden(t, version), 1
	if wanted < 30 {
		step = 5
	}
	for n := 1 + round%step; kills < wanted; n += step {
		d := newDying()
		if !d.killed(t, file, n) {
			if n == 1 {
				t.Errorf("schema %d is opened without touching the disk", version)
			}
			return kills
		}
		kills++
		cut, _ := d.Survivors(rand.New(rand.NewPCG(uint64(n), uint64(round))))
		for what, files := range map[string]map[string][]byte{"killed": d.Seen(), "killed, and the power went": cut} {
			nothingLost(t, fmt.Sprintf("schema %d, %s at operation %d", version, what, n), file, files)
		}
	}
	return kills
}

func nothingLost(t *testing.T, what string, before []byte, after map[string][]byte) {
	t.Helper()
	old := filepath.Join(t.TempDir(), "ebb.db")
	if err := os.WriteFile(old, before, 0o600); err != nil {
		t.Fatal(err)
	}
	s := image(t, after)
	defer s.Close()
	sameRows(t, what, dump(t, old), dump(t, s.path))
	usable(t, s)
}
