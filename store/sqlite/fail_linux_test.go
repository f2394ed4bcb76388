package sqlite

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"ebb/internal/powercut"
	"ebb/store"
	"ebb/store/storetest"
)

const (
	batchRows   = 3
	batchChunks = 2
	mostBatches = 1000 // five for each fsync that may have to fail
)

// childBatches appends batches, one after the other, and ends by their count: three rows and a
// blob in two pieces, all of which carry the batch's number.
func childBatches() {
	s, ctx := childStore(), context.Background()
	install, err := s.Install(ctx)
	childMust(err)
	p, h := storetest.NewID(), store.Head{}
	for n := uint64(1); n <= mostBatches; n++ {
		b := store.Batch{}
		if n == 1 {
			b.New = &store.Person{Version: 1}
		}
		boxes := make([][]byte, batchRows)
		for i := range boxes {
			boxes[i] = numbered(n, 600)
		}
		for i := range batchChunks {
			b.Blobs = append(b.Blobs, store.Chunk{Blob: blobOf(n), No: i, Box: numbered(n, 3000)})
		}
		b.Rows = storetest.Chain(install, p, h, boxes...)
		childMust(s.Append(ctx, p, h, b))
		h = headAfter(h, b.Rows)
		childAck(p, h)
	}
}

func numbered(n uint64, size int) []byte { return binary.BigEndian.AppendUint64(canary(size), n) }

func numberOf(box []byte) uint64 { return binary.BigEndian.Uint64(box[len(box)-8:]) }

func blobOf(n uint64) (id store.ID) { binary.BigEndian.PutUint64(id[8:], n); return id }

// image opens files as they lay on a disk.
func image(t *testing.T, files map[string][]byte) *Store {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, dir, Options{Exit: func(int) {}})
	if err := s.Sound(t.Context()); err != nil {
		t.Error(err)
	}
	return s
}

// wholeBatches says how many batches are there. Each is there with everything
// that belongs to it, or nothing of it is.
func wholeBatches(t *testing.T, s *Store) (n uint64) {
	t.Helper()
	var people []store.ID
	if err := s.People(t.Context(), func(p store.ID, _ store.Person) error { people = append(people, p); return nil }); err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		rows, err := storetest.Whole(t.Context(), s, p)
		if err != nil {
			t.Error(err)
		}
		for i, r := range rows {
			if numberOf(r.Box) != uint64(i/batchRows+1) {
				t.Errorf("row %d is of batch %d", r.Seq, numberOf(r.Box))
			}
		}
		n = uint64(len(rows) / batchRows)
		chunks := map[store.ID]int{}
		err = s.BlobsOf(t.Context(), p, func(c store.Chunk) error { chunks[c.Blob]++; return nil })
		for i := range n {
			if chunks[blobOf(i+1)] != batchChunks {
				t.Errorf("batch %d has %d pieces of its blob", i+1, chunks[blobOf(i+1)])
			}
		}
		if err != nil || len(rows)%batchRows != 0 || uint64(len(chunks)) != n {
			t.Errorf("%d rows, %d blobs, %v", len(rows), len(chunks), err)
		}
		if _, err := add(t.Context(), s, p, headAfter(store.Head{}, rows), canary(600)); err != nil {
			t.Errorf("what came after: %v", err)
		}
	}
	return n
}

// failing is a run in which the n-th operation of a kind fails, on the database
// and its log.
type failing struct {
	op      powercut.Op
	verdict powercut.Verdict
	lasts   bool // and all after it: half of a write may be kept, and the rest is tried again
	said    string
}

// run returns the file whose operation failed, and how many batches were
// acknowledged.
func (f failing) run(t *testing.T, n int) (file string, acked uint64) {
	t.Helper()
	var left atomic.Int64
	var hit atomic.Pointer[string]
	left.Store(int64(n))
	d := powercut.New(func(op powercut.Op, name string) powercut.Verdict {
		if op != f.op || !strings.HasPrefix(name, "ebb.db") || strings.HasSuffix(name, "-shm") {
			return powercut.Go
		}
		switch now := left.Add(-1); {
		case now == 0:
			hit.Store(&name)
			return f.verdict
		case now < 0 && f.lasts:
			return f.verdict
		}
		return powercut.Go
	})
	c, code := run(t, d, "batch", "", func(*child) {})
	if code != ExitDisk || hit.Load() == nil {
		t.Errorf("the %d. %s, of %s: the process ended with %d, want %d\n%s", n, f.op, *cmp.Or(hit.Load(), new(string)), code, ExitDisk, c.errors.String())
		return "", 0
	}
	acked = uint64(c.acks.count())
	cut, _ := d.Survivors(rand.New(rand.NewPCG(uint64(n), 0)))
	for what, files := range map[string]map[string][]byte{"started again": d.Seen(), "started again after a power cut": cut} {
		s := image(t, files)
		if there := wholeBatches(t, s); there < acked || there > acked+1 {
			t.Errorf("the %d. %s, %s: %d batches acknowledged, %d there", n, f.op, what, acked, there)
		}
		s.Close()
	}
	return *hit.Load(), acked
}

// Check 4: the n-th write fails, the n-th fsync fails, for n from 1 to 200,
// beginning while the database is made: each append is kept whole or not at
// all, the process ends with ExitDisk, and starts again on what is left. The
// checkpoint's fsync, of ebb.db, is among them. The long run:
// EBB_SOAK_FAILS=200; without it, every n that the Fibonacci numbers name.
func TestTheNthWriteAndTheNthSyncFail(t *testing.T) {
	if !powercut.Apart(t) {
		return
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	until := soak(t, "EBB_SOAK_FAILS", 0)
	for _, f := range []failing{
		{powercut.Write, powercut.Fail, true, "fails"},
		{powercut.Sync, powercut.Fail, false, "fails"},
		{powercut.Sync, powercut.Lose, false, "fails, and what was to be written is forgotten"},
	} {
		hit, acked, runs := map[string]int{}, uint64(0), 0
		for _, n := range nths(until) {
			file, batches := f.run(t, n)
			hit[file]++
			acked += batches
			runs++
		}
		fmt.Printf("check 4: the n-th %s %s: %d runs, %d batches acknowledged, none lost, none in parts; it was of %s\n", f.op, f.said, runs, acked, counted(hit))
		if hit["ebb.db-wal"] == 0 || hit["ebb.db"] == 0 {
			t.Errorf("no %s of the log or of the database was among them: %v", f.op, hit)
		}
	}
}

// nths are the numbers up to n, or a few of them.
func nths(n int) (all []int) {
	for a, b := 1, 2; n == 0 && a < 200; a, b = b, a+b {
		all = append(all, a)
	}
	for i := range n {
		all = append(all, i+1)
	}
	return all
}

func counted(hit map[string]int) string {
	var out []string
	for name, n := range hit {
		out = append(out, fmt.Sprintf("%s %d", name, n))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}
