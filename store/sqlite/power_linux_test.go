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

// run starts a child on a disk that can lose power, hands it to during, and
// returns it when it has ended, with its exit code. Nothing stays mounted.
func run(t *testing.T, d *powercut.Disk, mode, sync string, during func(*child)) (*child, int) {
	t.Helper()
	dir := t.TempDir()
	unmount, err := d.Mount(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer unmount()
	c := start(t, mode, dir, sync)
	defer c.cmd.Process.Kill()
	during(c)
	return c, c.wait(t)
}

// survivors opens what a disk still has.
func survivors(t *testing.T, d *powercut.Disk, r *rand.Rand) (*Store, powercut.Fate, error) {
	t.Helper()
	dir := t.TempDir()
	files, fate := d.Survivors(r)
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Open(t.Context(), filepath.Join(dir, "ebb.db"), Options{Exit: func(int) {}})
	return s, fate, err
}

// countdown lets the power go at the n-th operation after arm(n).
type countdown struct{ left atomic.Int64 }

func (c *countdown) arm(n int) { c.left.Store(int64(n)) }

func (c *countdown) hook(_ powercut.Op, name string) powercut.Verdict {
	if strings.HasSuffix(name, "-shm") { // shared memory, which a cut takes anyway
		return powercut.Go
	}
	switch left := c.left.Load(); {
	case left == 1:
		return powercut.Fail
	case left > 1:
		c.left.Store(left - 1)
	}
	return powercut.Go
}

type cuts struct {
	acked, lost  int
	losing, runs int // cuts that lost something, and all
	broken       int // cuts after which the store did not open, or a chain was not whole
	why          error
	fate         powercut.Fate
}

func (c cuts) String() string {
	return fmt.Sprintf("%d cuts, %d rows acknowledged, %d lost in %d cuts, %d databases broken; unsynced writes: %d whole, %d torn, %d gone",
		c.runs, c.acked, c.lost, c.losing, c.broken, c.fate.Whole, c.fate.Torn, c.fate.Gone)
}

func cutPower(t *testing.T, n int, sync string) (all cuts) {
	for i := range n {
		r := rand.New(rand.NewPCG(uint64(i), uint64(os.Getpid())))
		var power countdown
		d := powercut.New(power.hook)
		early := i%6 == 5 // while the store is being made
		if early {
			power.arm(1 + r.IntN(80))
		}
		c, code := run(t, d, "append", sync, func(c *child) {
			c.hears(t)
			power.arm(1 + r.IntN(120))
		})
		if code != ExitDisk && !early {
			t.Errorf("without power the process ended with %d, want %d\n%s", code, ExitDisk, c.errors.String())
		}
		all.add(t, c.acks, d, r)
	}
	return all
}

// add looks at what one cut has left.
func (c *cuts) add(t *testing.T, a acks, d *powercut.Disk, r *rand.Rand) {
	t.Helper()
	s, fate, err := survivors(t, d, r)
	c.runs++
	c.acked += a.count()
	c.fate.Add(fate)
	lost := a.count()
	if err == nil {
		lost, err = a.missing(t.Context(), s)
		err = errors.Join(err, s.Sound(t.Context()))
		s.Close()
	}
	if err != nil {
		c.broken++
		c.why = err
	}
	if lost > 0 {
		c.lost += lost
		c.losing++
	}
}

// Check 2: no power cut takes what was acknowledged, or breaks the database.
// Check 3: with weaker settings the same cuts do both, so the test would see it.
// The long run: EBB_SOAK_CUTS=1000.
func TestWhatWasAcknowledgedSurvivesAPowerCut(t *testing.T) {
	if !powercut.Apart(t) {
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	n := soak(t, "EBB_SOAK_CUTS", 60)
	full := cutPower(t, n, "FULL")
	fmt.Println("check 2, synchronous=FULL:  ", full)
	if full.lost > 0 || full.broken > 0 {
		t.Errorf("%d acknowledged rows are lost, %d databases broken: %v", full.lost, full.broken, full.why)
	}
	fewer := max(20, n/5)
	for sync, share := range map[string]int{"NORMAL": 5, "OFF": 2} {
		control := cutPower(t, fewer, sync)
		fmt.Printf("check 3, synchronous=%-7s %v (the control)\n", sync+":", control)
		if control.losing*share < fewer {
			t.Errorf("with synchronous=%s rows were lost in %d of %d cuts only, so this test would not see a loss", sync, control.losing, fewer)
		}
		if sync == "OFF" && control.broken == 0 {
			t.Error("with synchronous=OFF no database broke, so this test would not see one break")
		}
	}
}

// Check 4, with more than one writer: the system forgets what it could not
// write, so after a failed
// fsync the process must stop before it says anything, and what it said before
// stands.
func TestAFailedSyncStopsTheProcess(t *testing.T) {
	if !powercut.Apart(t) {
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for _, file := range []string{"ebb.db-wal", "ebb.db"} {
		for i := range soak(t, "EBB_SOAK_CUTS", 60) / 10 {
			var armed atomic.Int64
			r := rand.New(rand.NewPCG(uint64(i), uint64(os.Getpid())))
			d := powercut.New(func(op powercut.Op, name string) powercut.Verdict {
				if op == powercut.Sync && name == file && armed.Add(-1) == 0 {
					return powercut.Lose
				}
				return powercut.Go
			})
			c, code := run(t, d, "append", "", func(c *child) {
				c.hears(t)
				armed.Store(1 + r.Int64N(4))
			})
			if code != ExitDisk {
				t.Errorf("after a failed fsync of %s the process ended with %d, want %d\n%s", file, code, ExitDisk, c.errors.String())
			}
			s, _, err := survivors(t, d, r)
			if err != nil {
				t.Fatal(err)
			}
			if lost := c.acks.lost(t, s); lost > 0 {
				t.Errorf("%d of %d acknowledged rows are lost", lost, c.acks.count())
			}
			s.Close()
		}
	}
}

// Check 1, between write and fsync: a process that is killed between write and fsync leaves a commit that the
// next one replays and reads. Opening must make it durable, or a repeat would
// be told that it is kept already.
func TestWhatAKilledProcessLeftUnsyncedIsDurableOnceTheStoreIsOpen(t *testing.T) {
	if !powercut.Apart(t) {
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for i := range 5 {
		var victim atomic.Pointer[os.Process]
		var left atomic.Int64
		d := powercut.New(func(op powercut.Op, name string) powercut.Verdict {
			p := victim.Load()
			if p == nil {
				return powercut.Go
			}
			if left.Load() > 0 && (op != powercut.Sync || name != "ebb.db-wal" || left.Add(-1) > 0) {
				return powercut.Go
			}
			p.Kill()
			return powercut.Fail
		})
		written, _ := run(t, d, "append", "", func(c *child) {
			c.hears(t)
			left.Store(int64(1 + i))
			victim.Store(c.cmd.Process)
		})
		victim.Store(nil)
		read, _ := run(t, d, "look", "", func(c *child) {
			c.hears(t)
			d.Cut()
			c.cmd.Process.Kill()
		})
		if read.acks.count() == 0 || written.acks.count() == 0 {
			t.Fatalf("%d rows written, %d heads read\n%s", written.acks.count(), read.acks.count(), read.errors.String())
		}
		s, _, err := survivors(t, d, nil)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := written.acks.lost(t, s), read.acks.lost(t, s); a+b > 0 {
			t.Errorf("%d of %d acknowledged rows, and %d of %d heads that were read after the kill, are lost", a, written.acks.count(), b, read.acks.count())
		}
		s.Close()
	}
}
