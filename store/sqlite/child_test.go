package sqlite

import (
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ebb/store"
	"ebb/store/storetest"
)

// The test program starts itself again as a child which uses a store and is
// then stopped from outside. It prints a line for every row that the store has
// acknowledged.
const (
	childMode = "EBB_TEST_CHILD" // "append", "look", "batch" or "open"
	childDir  = "EBB_TEST_DIR"
	childSync = "EBB_TEST_SYNC"
)

func TestMain(m *testing.M) {
	switch os.Getenv(childMode) {
	case "append":
		childAppends()
	case "look":
		childLooks()
	case "batch":
		childBatches()
	case "open":
		childStore()
		fmt.Println("done")
	default:
		os.Exit(m.Run())
	}
}

func childStore() *Store {
	s, err := Open(context.Background(), filepath.Join(os.Getenv(childDir), "ebb.db"), Options{
		Sync: os.Getenv(childSync), LogLimit: 64 << 10, // so that checkpoints are hit too
	})
	childMust(err)
	return s
}

func childMust(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "child:", err)
		if errors.Is(err, ErrBroken) {
			os.Exit(ExitDisk)
		}
		os.Exit(3)
	}
}

func childAck(p store.ID, h store.Head) {
	fmt.Fprintf(os.Stdout, "%x %d %x\n", p, h.Seq, h.Link)
}

// childAppends writes for ever: six writers with a person of their own each,
// and two who share one.
func childAppends() {
	s, ctx := childStore(), context.Background()
	install, err := s.Install(ctx)
	childMust(err)
	arrive := func() (store.ID, store.Head) {
		p := storetest.NewID()
		rows := storetest.Chain(install, p, store.Head{}, canary(100))
		childMust(s.Append(ctx, p, store.Head{}, store.Batch{New: &store.Person{Version: 1}, Rows: rows}))
		h := headAfter(store.Head{}, rows)
		childAck(p, h)
		return p, h
	}
	shared, _ := arrive()
	for i := range 8 {
		go func() {
			p, h := shared, store.Head{}
			if i >= 2 {
				p, h = arrive()
			}
			for {
				next, err := add(ctx, s, p, h, canary(50+rand.IntN(1200)))
				if errors.Is(err, store.ErrConflict) {
					h, err = s.Head(ctx, p)
					childMust(err)
					continue
				}
				childMust(err)
				h = next
				childAck(p, h)
			}
		}()
	}
	select {}
}

// childLooks acknowledges what it finds.
func childLooks() {
	s, ctx := childStore(), context.Background()
	var people []store.ID
	childMust(s.People(ctx, func(p store.ID, _ store.Person) error { people = append(people, p); return nil }))
	for _, p := range people {
		h, err := s.Head(ctx, p)
		childMust(err)
		childAck(p, h)
	}
	fmt.Println("done")
	time.Sleep(time.Hour)
}

// acks are the rows that a child was told are kept.
type acks map[store.ID]map[uint64]store.Link

func (a acks) count() (n int) {
	for _, rows := range a {
		n += len(rows)
	}
	return n
}

// lost counts the acknowledged rows that are not there. Every chain must be
// whole.
func (a acks) lost(t *testing.T, s store.Store) int {
	t.Helper()
	lost, err := a.missing(t.Context(), s)
	if err != nil {
		t.Error(err)
	}
	return lost
}

// missing counts them, and says of chains that are not whole.
func (a acks) missing(ctx context.Context, s store.Store) (lost int, broken error) {
	for p, want := range a {
		rows, err := storetest.Whole(ctx, s, p)
		if err != nil {
			broken = fmt.Errorf("person %x: %w", p, err)
		}
		for seq, link := range want {
			if seq > uint64(len(rows)) || rows[seq-1].Link != link {
				lost++
			}
		}
	}
	return lost, broken
}

type child struct {
	mode   string
	cmd    *exec.Cmd
	acks   acks
	said   atomic.Int64 // lines
	first  chan bool    // closed at the first acknowledgement, or when all has been looked at
	ended  chan bool    // closed when nothing more will be printed
	errors bytes.Buffer
}

// start starts a child. Whatever ends this process ends the child; the caller
// has locked its thread for that.
func start(t *testing.T, mode, dir, sync string) *child {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := &child{mode: mode, cmd: exec.Command(exe), acks: acks{}, first: make(chan bool), ended: make(chan bool)}
	c.cmd.Env = append(os.Environ(), childMode+"="+mode, childDir+"="+dir, childSync+"="+sync)
	c.cmd.Stderr = &c.errors
	dieTogether(c.cmd)
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go c.listen(bufio.NewScanner(out))
	return c
}

func (c *child) listen(lines *bufio.Scanner) {
	defer close(c.ended)
	heard := sync.OnceFunc(func() { close(c.first) })
	for lines.Scan() {
		c.said.Add(1)
		f := strings.Fields(lines.Text())
		if len(f) != 3 { // "done", or a line that was cut off
			if len(f) == 1 {
				heard()
			}
			continue
		}
		p, err1 := hex.DecodeString(f[0])
		seq, err2 := strconv.ParseUint(f[1], 10, 64)
		link, err3 := hex.DecodeString(f[2])
		if errors.Join(err1, err2, err3) != nil || len(link) != 32 {
			continue
		}
		if c.acks[store.ID(p)] == nil {
			c.acks[store.ID(p)] = map[uint64]store.Link{}
		}
		c.acks[store.ID(p)][seq] = store.Link(link)
		if c.mode == "append" {
			heard()
		}
	}
}

// hears waits for the first acknowledgement, or for the end.
func (c *child) hears(t *testing.T) {
	t.Helper()
	select {
	case <-c.first:
	case <-c.ended:
	case <-time.After(60 * time.Second):
		c.cmd.Process.Kill()
		t.Fatalf("the child says nothing\n%s", c.errors.String())
	}
}

// wait returns the exit code, -1 after a signal, once everything the child
// printed has been read. A child that goes on saying something, however slow the
// machine is, is waited for.
func (c *child) wait(t *testing.T) int {
	t.Helper()
	for said := int64(-1); said != c.said.Load(); {
		said = c.said.Load()
		select {
		case <-c.ended:
			c.cmd.Wait()
			return c.cmd.ProcessState.ExitCode()
		case <-time.After(60 * time.Second):
		}
	}
	c.cmd.Process.Kill()
	t.Errorf("the child neither says anything nor ends\n%s", c.errors.String())
	c.cmd.Wait()
	return c.cmd.ProcessState.ExitCode()
}

func soak(t *testing.T, env string, n int) int {
	if v := os.Getenv(env); v != "" {
		var err error
		if n, err = strconv.Atoi(v); err != nil {
			t.Fatalf("%s: %v", env, err)
		}
	}
	return n
}

// Check 1. The long run: EBB_SOAK_KILLS=1000.
func TestWhatWasAcknowledgedSurvivesAKilledProcess(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	kills, dir, all := soak(t, "EBB_SOAK_KILLS", 100), t.TempDir(), acks{}
	var slowest time.Duration
	for range kills {
		c := start(t, "append", dir, "")
		c.hears(t)
		time.Sleep(time.Duration(rand.Int64N(int64(25 * time.Millisecond))))
		c.cmd.Process.Kill()
		c.wait(t)
		if len(c.acks) == 0 {
			t.Fatalf("the child was never told anything\n%s", c.errors.String())
		}
		began := time.Now()
		s := open(t, dir, Options{})
		slowest = max(slowest, time.Since(began))
		if n := c.acks.lost(t, s); n > 0 {
			t.Fatalf("%d of %d acknowledged rows are lost", n, c.acks.count())
		}
		s.Close()
		for p, rows := range c.acks {
			all[p] = rows
		}
	}
	if n := all.lost(t, open(t, dir, Options{})); n > 0 {
		t.Errorf("%d rows were lost later", n)
	}
	said := fmt.Sprintf("check 1: killed %d times: %d rows acknowledged, 0 lost, slowest opening %v", kills, all.count(), slowest.Round(time.Millisecond))
	fmt.Println(said)
	t.Log(said)
}
