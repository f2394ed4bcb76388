package anew

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"ebb"
	"ebb/store"
	"ebb/store/mem"
	"ebb/store/sqlite"
	"ebb/vault"
)

// The test program starts itself again as a child that seals a journal anew and is
// killed at some moment.
const childDir = "EBB_TEST_ANEW"

func TestMain(m *testing.M) {
	dir := os.Getenv(childDir)
	if dir == "" {
		os.Exit(m.Run())
	}
	p, err := recall(dir)
	if err == nil {
		fmt.Println("begins")
		err = p.work().Do(context.Background())
	}
	if err != nil {
		fmt.Println(err)
		os.Exit(3)
	}
	fmt.Println("done")
}

// named is the body of an event that names a blob.
type named struct {
	Blob ebb.ID   `cbor:"1,keyasint"`
	Key  [32]byte `cbor:"2,keyasint"`
}

func blobOf(e ebb.Event) (ebb.Blob, bool) {
	var n named
	ok := e.Kind == "test.named" && e.Decode(&n) == nil
	return ebb.Blob{ID: n.Blob, Key: n.Key}, ok
}

func renamed(_ ebb.Event, b ebb.Blob) ([]byte, error) { return ebb.Encode(named{b.ID, b.Key}) }

// place is one person's journal, and the two rings.
type place struct {
	s        store.Store
	o        vault.Owner
	old, new *vault.Ring
	head     store.Head
	boxes    [][]byte
}

func (p *place) work() *Work {
	return &Work{
		Store: p.s, Owner: p.o, Old: p.old.Keys(p.o), New: p.new.Keys(p.o), From: p.old.Version,
		To:    store.Person{Version: p.new.Version, Inbox: p.new.Public(), Slots: []store.Slot{{Name: "pass", Box: []byte("new")}}},
		Named: blobOf, Renamed: renamed,
	}
}

func settle(t testing.TB, s store.Store, n int) *place {
	t.Helper()
	install, err := s.Install(t.Context())
	must(t, err)
	p := &place{s: s, o: vault.Owner{Install: ebb.ID(install), Person: ebb.NewID()}, old: vault.NewRing()}
	p.new = p.old.Fresh()
	must(t, s.Append(t.Context(), store.ID(p.o.Person), store.Head{}, store.Batch{New: &store.Person{
		Version: p.old.Version, Inbox: p.old.Public(), Lineage: store.ID(ebb.NewID()), Slots: []store.Slot{{Name: "pass", Box: []byte("old")}},
	}}))
	blob := ebb.Blob{ID: ebb.NewID(), Key: vault.NewToken(), Data: bytes.Repeat([]byte("blobdata"), 20_000)}
	boxes, err := vault.SealBlob(p.o, blob)
	must(t, err)
	b := store.Batch{}
	for no, box := range boxes {
		b.Blobs = append(b.Blobs, store.Chunk{Blob: store.ID(blob.ID), No: no, Box: box})
	}
	keys, at := p.old.Keys(p.o), time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	prev := store.Genesis(install, store.ID(p.o.Person))
	for i := range n {
		e := ebb.New("test.noted", at.Add(time.Duration(i)*time.Minute), map[int]string{1: "words " + strconv.Itoa(i)})
		if i == 2 {
			e = ebb.New("test.named", at, named{blob.ID, blob.Key})
		}
		box, err := keys.Seal(uint64(i+1), prev, e)
		must(t, err)
		r := store.Row{Seq: uint64(i + 1), Box: box}
		r.Link = store.Next(prev, r.Seq, sum(r))
		b.Rows, prev = append(b.Rows, r), r.Link
		p.boxes = append(p.boxes, box)
	}
	b.Erase = []uint64{2}
	must(t, s.Append(t.Context(), store.ID(p.o.Person), store.Head{}, b))
	p.head = store.Head{Seq: uint64(n), Link: prev}
	return p
}

// reads opens everything with r and returns how many rows opened, how many did
// not, and the texts.
func (p *place) reads(t testing.TB, r *vault.Ring) (opened, shut int, last string) {
	t.Helper()
	keys, prev := r.Keys(p.o), store.Genesis(store.ID(p.o.Install), store.ID(p.o.Person))
	var blobs []ebb.Blob
	must(t, p.s.Since(t.Context(), store.ID(p.o.Person), store.Head{}, func(x store.Row) error {
		if x.Link != store.Next(prev, x.Seq, sum(x)) {
			t.Errorf("row %d does not follow", x.Seq)
		}
		e, err := keys.Open(x.Seq, prev, x.Box)
		prev = x.Link
		switch {
		case x.Box == nil:
		case err != nil:
			shut++
		default:
			opened++
			var b map[int]string
			if e.Decode(&b) == nil {
				last = b[1]
			}
			if b, names := blobOf(e); names {
				blobs = append(blobs, b)
			}
		}
		return nil
	}))
	for _, b := range blobs {
		var boxes [][]byte
		must(t, p.s.Blob(t.Context(), store.ID(p.o.Person), store.ID(b.ID), func(c store.Chunk) error { boxes = append(boxes, bytes.Clone(c.Box)); return nil }))
		if data, err := vault.OpenBlob(p.o, b.ID, b.Key, boxes); err != nil || len(data) != 160_000 {
			t.Errorf("the blob: %d bytes, %v", len(data), err)
		}
	}
	return opened, shut, last
}

// check 18, the whole of it: of what is sealed anew the old ring opens nothing.
func TestTheOldRingOpensNothingOfTheNewRows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ebb.db")
	s, err := sqlite.Open(t.Context(), path, sqlite.Options{})
	must(t, err)
	defer s.Close()
	p := settle(t, s, 300)
	before, err := s.Person(t.Context(), store.ID(p.o.Person))
	must(t, err)
	w := p.work()
	must(t, w.Do(t.Context()))
	if opened, shut, last := p.reads(t, p.new); opened != 299 || shut != 0 || last != "words 299" {
		t.Errorf("the new ring opens %d rows, %d stay shut, the last says %q", opened, shut, last)
	}
	if opened, shut, _ := p.reads(t, p.old); opened != 0 || shut != 299 {
		t.Errorf("the old ring opens %d rows, %d stay shut", opened, shut)
	}
	after, err := s.Person(t.Context(), store.ID(p.o.Person))
	if err != nil || after.Lineage == before.Lineage || string(after.Slots[0].Box) != "new" {
		t.Errorf("%+v, %v", after, err)
	}
	if w.Done.Load() != 600 || w.Of.Load() != 600 {
		t.Errorf("it says %d of %d", w.Done.Load(), w.Of.Load())
	}
	for _, file := range []string{path, path + "-wal"} {
		raw, err := os.ReadFile(file)
		must(t, err)
		for seq, box := range p.boxes {
			if bytes.Contains(raw, box[40:72]) {
				t.Fatalf("the old row %d is still in %s", seq+1, filepath.Base(file))
			}
		}
	}
}

func TestOneEntryThatDoesNotOpenStopsIt(t *testing.T) {
	p := settle(t, mem.New(), 5)
	w := p.work()
	w.Old = vault.NewRing().Keys(p.o)
	if err := w.Do(t.Context()); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
	if opened, shut, _ := p.reads(t, p.old); opened != 4 || shut != 0 {
		t.Errorf("%d open, %d do not", opened, shut)
	}
}

func TestWhatIsWrittenMeanwhileComesAlong(t *testing.T) {
	s := mem.New()
	p := settle(t, s, 5)
	w := p.work()
	w.Store = &late{Store: s, before: func() {
		keys := p.old.Keys(p.o)
		box, err := keys.Seal(6, p.head.Link, ebb.New("test.noted", time.Now(), map[int]string{1: "late"}))
		must(t, err)
		r := store.Row{Seq: 6, Box: box}
		r.Link = store.Next(p.head.Link, 6, sum(r))
		must(t, s.Append(t.Context(), store.ID(p.o.Person), p.head, store.Batch{Rows: []store.Row{r}}))
	}}
	must(t, w.Do(t.Context()))
	if opened, shut, last := p.reads(t, p.new); opened != 5 || shut != 0 || last != "late" {
		t.Errorf("%d open, %d do not, the last says %q", opened, shut, last)
	}
}

// late has something happen before the first rewriting.
type late struct {
	store.Store
	before func()
}

func (l *late) Rewrite(ctx context.Context, p store.ID, r store.Rewriting) error {
	if l.before != nil {
		l.before()
		l.before = nil
	}
	return l.Store.Rewrite(ctx, p, r)
}

// check 18: how long a journal of EBB_SOAK_EVENTS rows takes, which the page that
// begins it says, and how long somebody else on the host waits for it.
func TestALongJournalIsSealedAnew(t *testing.T) {
	rows := 2000
	if n, err := strconv.Atoi(os.Getenv("EBB_SOAK_EVENTS")); err == nil {
		rows = n
	}
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "ebb.db"), sqlite.Options{})
	must(t, err)
	defer s.Close()
	p := settle(t, s, rows)
	slowest, beside := time.Duration(0), make(chan error)
	ctx, done := context.WithCancel(t.Context())
	go func() {
		for i := 0; ctx.Err() == nil; i++ {
			began := time.Now()
			b := store.Batch{New: &store.Person{Version: 1, Inbox: []byte{1}, Slots: []store.Slot{{Name: "pass", Box: []byte{1}}}}}
			if err := s.Append(context.WithoutCancel(ctx), store.ID(ebb.NewID()), store.Head{}, b); err != nil {
				beside <- err
				return
			}
			slowest = max(slowest, time.Since(began))
			time.Sleep(10 * time.Millisecond)
		}
		beside <- nil
	}()
	began := time.Now()
	must(t, p.work().Do(t.Context()))
	took := time.Since(began)
	done()
	must(t, <-beside)
	if opened, shut, _ := p.reads(t, p.new); opened != rows-1 || shut != 0 {
		t.Errorf("%d open, %d do not", opened, shut)
	}
	if opened, _, _ := p.reads(t, p.old); opened != 0 {
		t.Errorf("the old ring opens %d rows", opened)
	}
	t.Logf("%d rows sealed anew in %.1f s; somebody else waited for %.1f s at most", rows, took.Seconds(), slowest.Seconds())
}

// Killed at any moment, the journal is the old one or the new one, whole.
func TestKilledHalfWayTheJournalIsWhole(t *testing.T) {
	rows, kills := 2000, 6
	if n, err := strconv.Atoi(os.Getenv("EBB_ANEW_KILLS")); err == nil {
		kills = n
	}
	old, new := 0, 0
	var took time.Duration
	for i := range kills + 1 {
		dir := t.TempDir()
		s, err := sqlite.Open(t.Context(), filepath.Join(dir, "ebb.db"), sqlite.Options{})
		must(t, err)
		p := settle(t, s, rows)
		must(t, p.remember(dir))
		must(t, s.Close())
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), childDir+"="+dir)
		began := time.Now()
		must(t, c.Start())
		if i == 0 { // the first runs to its end, and says how long that is
			must(t, c.Wait())
			took = time.Since(began)
		} else {
			time.Sleep(time.Duration(rand.Int64N(int64(took))))
			c.Process.Kill()
			c.Wait()
		}
		p.s, err = sqlite.Open(t.Context(), filepath.Join(dir, "ebb.db"), sqlite.Options{})
		must(t, err)
		now, err := p.s.Person(t.Context(), store.ID(p.o.Person))
		must(t, err)
		is, isNot, n := p.old, p.new, &old
		if string(now.Slots[0].Box) == "new" {
			is, isNot, n = p.new, p.old, &new
		}
		*n++
		if opened, shut, _ := p.reads(t, is); opened != rows-1 || shut != 0 || now.Version != is.Version {
			t.Errorf("%d open, %d do not", opened, shut)
		}
		if opened, _, _ := p.reads(t, isNot); opened != 0 {
			t.Errorf("%d rows of the other ring", opened)
		}
		must(t, p.s.Close())
	}
	t.Logf("%d kills within %v: %d journals as they were, %d new, none between", kills, took, old, new-1)
}

// kept is what the child needs.
type kept struct {
	Person   ebb.ID
	Old, New *vault.Ring
}

func (p *place) remember(dir string) error {
	b, err := ebb.Encode(kept{p.o.Person, p.old, p.new})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "kept"), b, 0o600)
}

func recall(dir string) (*place, error) {
	b, err := os.ReadFile(filepath.Join(dir, "kept"))
	if err != nil {
		return nil, err
	}
	var k kept
	if err := (ebb.Event{Body: b}).Decode(&k); err != nil {
		return nil, err
	}
	s, err := sqlite.Open(context.Background(), filepath.Join(dir, "ebb.db"), sqlite.Options{})
	if err != nil {
		return nil, err
	}
	install, err := s.Install(context.Background())
	return &place{s: s, o: vault.Owner{Install: ebb.ID(install), Person: k.Person}, old: k.Old, new: k.New}, err
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
