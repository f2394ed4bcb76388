package sqlite

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"ebb/store"
	"ebb/store/sqlite/conn"
	"ebb/store/storetest"
)

func TestTheContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return open(t, t.TempDir(), Options{}) })
}

func open(t *testing.T, dir string, o Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(dir, "ebb.db"), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// arrive makes a person with rows of the given boxes.
func arrive(t *testing.T, s store.Store, boxes ...[]byte) (store.ID, store.Head) {
	t.Helper()
	p := storetest.NewID()
	install, err := s.Install(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	rows := storetest.Chain(install, p, store.Head{}, boxes...)
	if err := s.Append(t.Context(), p, store.Head{}, store.Batch{New: &store.Person{Version: 1}, Rows: rows}); err != nil {
		t.Fatal(err)
	}
	return p, headAfter(store.Head{}, rows)
}

func headAfter(h store.Head, rows []store.Row) store.Head {
	if n := len(rows); n > 0 {
		h = store.Head{Seq: rows[n-1].Seq, Link: rows[n-1].Link}
	}
	return h
}

// add appends boxes and returns the new head, or after where it is refused.
func add(ctx context.Context, s store.Store, p store.ID, after store.Head, boxes ...[]byte) (store.Head, error) {
	install, err := s.Install(ctx)
	if err != nil {
		return after, err
	}
	rows := storetest.Chain(install, p, after, boxes...)
	if err := s.Append(ctx, p, after, store.Batch{Rows: rows}); err != nil {
		return after, err
	}
	return headAfter(after, rows), nil
}

func TestAStoreOpenedAgainHasEverythingAndTheSameInstallation(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	install, _ := s.Install(t.Context())
	p, head := arrive(t, s, []byte("a"), []byte("b"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir, Options{})
	again, err := s.Install(t.Context())
	if h, _ := s.Head(t.Context(), p); err != nil || again != install || h != head {
		t.Errorf("install %x, head %v, %v; want %x, %v", again, h, err, install, head)
	}
}

func TestTwoOpenersOfOneFileLoseOnlyByConflict(t *testing.T) {
	dir := t.TempDir()
	stores := []*Store{open(t, dir, Options{}), open(t, dir, Options{})}
	p, _ := arrive(t, stores[0], []byte("a"))
	var kept, conflicts atomic.Int64
	var wg sync.WaitGroup
	for i := range 16 {
		s := stores[i%2]
		wg.Go(func() {
			for range 10 {
				h, err := s.Head(t.Context(), p)
				if err == nil {
					_, err = add(t.Context(), s, p, h, []byte{byte(i)})
				}
				switch {
				case err == nil:
					kept.Add(1)
				case errors.Is(err, store.ErrConflict):
					conflicts.Add(1)
				default:
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	rows, err := storetest.Whole(t.Context(), stores[1], p)
	if err != nil || int64(len(rows)) != kept.Load()+1 || kept.Load()+conflicts.Load() != 160 {
		t.Errorf("%d rows of %d kept and %d conflicts, %v", len(rows), kept.Load(), conflicts.Load(), err)
	}
}

func TestManyFirstOpenersMakeOneStore(t *testing.T) {
	dir := t.TempDir()
	var ids sync.Map
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			s, err := Open(t.Context(), filepath.Join(dir, "ebb.db"), Options{})
			if err != nil {
				t.Error(err)
				return
			}
			id, _ := s.Install(t.Context())
			ids.Store(id, true)
			s.Close()
		})
	}
	wg.Wait()
	n := 0
	ids.Range(func(any, any) bool { n++; return true })
	if n != 1 {
		t.Errorf("%d installations, want 1", n)
	}
}

func TestTheLogDoesNotGrowWithoutEnd(t *testing.T) {
	dir, limit := t.TempDir(), int64(256<<10)
	s := open(t, dir, Options{LogLimit: limit})
	p, head := arrive(t, s)
	var longest int64
	for range 200 {
		var err error
		if head, err = add(t.Context(), s, p, head, canary(20<<10)); err != nil {
			t.Fatal(err)
		}
		if fi, err := os.Stat(filepath.Join(dir, "ebb.db-wal")); err == nil {
			longest = max(longest, fi.Size())
		}
	}
	if longest > 2*limit {
		t.Errorf("the log grew to %d bytes, the limit is %d", longest, limit)
	}
}

func TestOneCommitServesAllWhoWait(t *testing.T) {
	commits, gate := 0, make(chan bool, 100)
	s := open(t, t.TempDir(), Options{AfterCommit: func() { commits++; <-gate }})
	for range 65 {
		gate <- true // one for each arrival, and one for the append that leads
	}
	type head struct {
		p store.ID
		h store.Head
	}
	var heads []head
	for range 64 {
		p, h := arrive(t, s)
		heads = append(heads, head{p, h})
	}
	if commits != 64 {
		t.Fatalf("%d commits for 64 lone callers", commits)
	}
	<-gate
	var wg sync.WaitGroup
	for i, x := range heads {
		wg.Go(func() {
			if _, err := add(t.Context(), s, x.p, x.h, []byte("a")); err != nil {
				t.Error(err)
			}
		})
		if i == 0 {
			for len(s.held()) == 0 {
				runtime.Gosched()
			}
		}
	}
	time.Sleep(50 * time.Millisecond) // the others are in the line
	gate <- true
	gate <- true
	wg.Wait()
	if commits != 66 {
		t.Errorf("%d commits, want one that leads and one for all the others", commits-64)
	}
}

// held tells whether somebody writes.
func (s *Store) held() []bool {
	if s.mu.TryLock() {
		s.mu.Unlock()
		return nil
	}
	return []bool{true}
}

func TestAnErrorOfOneCallerLeavesTheOthersIn(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	p, _ := arrive(t, s)
	put := func(w *conn.Conn) error {
		id := storetest.NewID()
		return w.Exec("INSERT INTO inbox (person, id, box) VALUES (?, ?, x'')", p[:], id[:])
	}
	broken := errors.New("broken")
	jobs := []*job{
		{keep: put},
		{keep: func(w *conn.Conn) error { return errors.Join(put(w), broken) }},
		{judge: func(*conn.Conn) error { return store.ErrConflict }, keep: put},
		{keep: put},
	}
	s.commit(jobs)
	for i, want := range []error{nil, broken, store.ErrConflict, nil} {
		if !errors.Is(jobs[i].err, want) || want == nil && jobs[i].err != nil {
			t.Errorf("caller %d: %v, want %v", i, jobs[i].err, want)
		}
	}
	n := 0
	s.Waiting(t.Context(), p, func(store.Item) error { n++; return nil })
	if n != 2 {
		t.Errorf("%d kept, want 2", n)
	}
}

func TestACallerWhoLeavesEarlyIsToldThatTheOutcomeIsUnknown(t *testing.T) {
	for wait := 10 * time.Millisecond; wait < 5*time.Second; wait *= 3 {
		if rows, err := leaveEarly(t, wait); errors.Is(err, store.ErrUnknown) {
			if rows != 1 {
				t.Errorf("%d rows, want the one whose outcome was unknown", rows)
			}
			return
		} else if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	t.Error("nobody was ever told")
}

// leaveEarly has three callers write: the first leads, the second leads after
// it, and the third is in the second's batch when its context ends. Where the
// machine is too slow for wait, the third has not got that far.
func leaveEarly(t *testing.T, wait time.Duration) (rows uint64, err error) {
	var gate atomic.Pointer[chan bool]
	s := open(t, t.TempDir(), Options{AfterCommit: func() {
		if g := gate.Load(); g != nil {
			<-*g
		}
	}})
	var p [3]store.ID
	for i := range p {
		p[i], _ = arrive(t, s)
	}
	g, ctx, left := make(chan bool), t.Context(), make(chan error, 3)
	gate.Store(&g)
	ctx, cancel := context.WithCancel(ctx)
	for i, ctx := range []context.Context{t.Context(), t.Context(), ctx} {
		go func() {
			_, err := add(ctx, s, p[i], store.Head{}, []byte("a"))
			left <- err
		}()
		time.Sleep(wait)
	}
	g <- true
	if err := <-left; err != nil {
		t.Error(err)
	}
	time.Sleep(wait)
	cancel()
	err = <-left
	close(g)
	if err := <-left; err != nil {
		t.Error(err)
	}
	h, _ := s.Head(t.Context(), p[2])
	return h.Seq, err
}

func TestReadingAndHealthDoNotWaitForTheWriter(t *testing.T) {
	var gate atomic.Pointer[chan bool]
	s := open(t, t.TempDir(), Options{AfterCommit: func() {
		if g := gate.Load(); g != nil {
			<-*g
		}
	}})
	p, head := arrive(t, s, []byte("a"))
	g := make(chan bool)
	gate.Store(&g)
	var wg sync.WaitGroup
	wg.Go(func() { add(t.Context(), s, p, head, []byte("b")) })
	for len(s.held()) == 0 {
		runtime.Gosched()
	}
	if err := s.Healthy(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := storetest.Whole(t.Context(), s, p); err != nil {
		t.Error(err)
	}
	close(g)
	wg.Wait()
}

func TestOnlyTheOwnerMayReadTheFiles(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("modes mean little here")
	}
	dir := filepath.Join(t.TempDir(), "new", "folder")
	s := open(t, dir, Options{})
	arrive(t, s, []byte("a"))
	for name, want := range map[string]os.FileMode{
		".": 0o700, "ebb.db": 0o600, "ebb.db-wal": 0o600, "ebb.db-shm": 0o600, "ebb.lock": 0o600,
	} {
		fi, err := os.Stat(filepath.Join(dir, name))
		if err != nil || fi.Mode().Perm() != want {
			t.Errorf("%s has mode %v, %v, want %v", name, fi.Mode().Perm(), err, want)
		}
	}
}

func TestNobodyReplacesADatabaseThatIsOpen(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "ebb.db")
	s := open(t, dir, Options{})
	if _, err := Alone(t.Context(), path); !errors.Is(err, ErrInUse) {
		t.Errorf("beside an opener: %v", err)
	}
	s.Close()
	release, err := Alone(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	if _, err := Open(ctx, path, Options{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("opening meanwhile: %v", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	open(t, dir, Options{})
}

func TestAFileOfALaterVersionIsNotTouched(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	if err := s.w.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)"); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := Open(t.Context(), filepath.Join(dir, "ebb.db"), Options{}); !errors.Is(err, ErrNewer) {
		t.Errorf("%v", err)
	}
}

func TestDamageStopsTheProcessBeforeAnybodyIsAnswered(t *testing.T) {
	var codes []int
	dir := t.TempDir()
	s := open(t, dir, Options{})
	heads, _ := crowd(t, s, 4, 100, 600)
	s.Close()
	damage(t, filepath.Join(dir, "ebb.db"))
	s = open(t, dir, Options{Exit: func(c int) { codes = append(codes, c) }, Log: slog.New(slog.DiscardHandler)})
	var err error
	for p, h := range heads {
		if _, err = add(t.Context(), s, p, h, []byte("x")); err != nil {
			break
		}
	}
	_, later := add(t.Context(), s, storetest.NewID(), store.Head{}, []byte("later"))
	if len(codes) != 1 || codes[0] != ExitDisk || !errors.Is(err, store.ErrUnknown) || !errors.Is(later, store.ErrUnknown) {
		t.Errorf("exits %v, %v, and later %v", codes, err, later)
	}
}

// damage overwrites the second half of a file.
func damage(t *testing.T, path string) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	fi, _ := f.Stat()
	if _, err := f.WriteAt(canary(int(fi.Size()/2)), fi.Size()/2); err != nil {
		t.Fatal(err)
	}
}

func TestAFileOfTheFirstVersionGetsItsNewTablesAndKeepsItsRows(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	p, _ := arrive(t, s, []byte("a"))
	for _, q := range []string{"DROP TABLE device", "DROP TABLE name", "DROP TABLE due", "DROP TABLE channel", "DELETE FROM goose_db_version WHERE version_id > 1"} {
		if err := s.w.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir, Options{})
	rows, err := storetest.Whole(t.Context(), s, p)
	if err != nil || len(rows) != 1 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
	if err := s.PutDevice(t.Context(), store.Device{ID: storetest.NewID(), Person: p}); err != nil {
		t.Error(err)
	}
}
