package journal_test

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/journal"
	"ebb/store"
	"ebb/store/mem"
	"ebb/vault"
)

var ctx = context.Background()

// diary is a fold that keeps what tests ask about.
type diary struct {
	order []uint64
	text  map[uint64]string
	times map[ebb.ID]int
}

func (d *diary) Apply(seq uint64, e ebb.Event) error {
	if e.Kind == "test.odd" {
		return errors.New("not understood")
	}
	if e.Kind == "test.bomb" {
		panic("a fold that breaks")
	}
	var s string
	if err := e.Decode(&s); err != nil {
		return err
	}
	d.order = append(d.order, seq)
	d.text[seq] = s
	d.times[e.ID]++
	return nil
}

func (d *diary) String() string {
	var all []string
	for _, seq := range d.order {
		all = append(all, d.text[seq])
	}
	return strings.Join(all, " ")
}

func folds() map[string]ebb.Fold {
	return map[string]ebb.Fold{"diary": &diary{text: map[uint64]string{}, times: map[ebb.ID]int{}}}
}

func clock() time.Time { return time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC) }

// someone is a person with their ring, kept in a store.
type someone struct {
	ring *vault.Ring
	o    vault.Owner
	st   *mem.Store
}

func nobody(t testing.TB) *someone {
	t.Helper()
	st := mem.New()
	install, err := st.Install(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return &someone{vault.NewRing(), vault.Owner{Install: ebb.ID(install), Person: ebb.NewID()}, st}
}

func (s *someone) person() *store.Person {
	lineage := store.ID(ebb.NewID())
	return &store.Person{Version: 1, Inbox: s.ring.Public(), Lineage: lineage, Slots: []store.Slot{{Name: "draft", Box: []byte("box")}}}
}

func somebody(t testing.TB) *someone {
	t.Helper()
	s := nobody(t)
	if err := s.st.Append(ctx, store.ID(s.o.Person), store.Head{}, store.Batch{New: s.person()}); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *someone) options(st store.Store) journal.Options {
	return journal.Options{
		Store: st, Keys: s.ring.Keys(s.o), Owner: s.o, Folds: folds, Decode: decode, Clock: clock,
	}
}

func (s *someone) open() *journal.Journal { return journal.Open(s.options(s.st)) }

// decode reads a capture that is nothing but its text.
func decode(plain []byte) (ebb.Event, error) {
	if strings.HasPrefix(string(plain), "?") {
		return ebb.Event{}, errors.New("not understood")
	}
	return ebb.New("test.said", clock(), string(plain)), nil
}

func said(text string) ebb.Event { return ebb.New("test.said", clock(), text) }

func entry(e ebb.Event) ebb.Entry { return ebb.Entry{Event: e} }

func record(t testing.TB, j *journal.Journal, entries ...ebb.Entry) {
	t.Helper()
	if err := j.Record(ctx, entries...); err != nil {
		t.Fatal(err)
	}
}

func withdraw(id ebb.ID) ebb.Event { return ebb.New(ebb.Withdrawn, clock(), ebb.Withdrawal{ID: id}) }

func replace(id ebb.ID, text string) ebb.Event {
	b, _ := ebb.Encode(text)
	return ebb.New(ebb.Replaced, clock(), ebb.Replacement{ID: id, Body: b})
}

func shown(t testing.TB, j *journal.Journal) string {
	t.Helper()
	var s string
	err := j.View(ctx, func(f map[string]ebb.Fold) error {
		s = f["diary"].(*diary).String()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func wants(t testing.TB, j *journal.Journal, want string) {
	t.Helper()
	if got := shown(t, j); got != want {
		t.Errorf("it shows %q, want %q", got, want)
	}
}

func unharmed(t testing.TB, j *journal.Journal) {
	t.Helper()
	if list, err := j.Damaged(ctx); err != nil || len(list) > 0 {
		t.Errorf("damaged: %v %v", list, err)
	}
}

func TestWhatIsRecordedIsShownAndReadAgain(t *testing.T) {
	s := somebody(t)
	j := s.open()
	wants(t, j, "")
	a, b := said("one"), said("two")
	b.At = clock().In(time.FixedZone("Europe/Berlin", 3600))
	b.Device, b.Who = "cli", 3
	record(t, j, entry(a), entry(b))
	record(t, j)
	for name, j := range map[string]*journal.Journal{"at once": j, "after a restart": s.open()} {
		wants(t, j, "one two")
		got, err := j.Read(ctx, 2, 9, 1, 2, 0)
		if err != nil || len(got) != 3 || got[0].ID != b.ID || got[1].ID != a.ID || got[2].ID != b.ID {
			t.Fatalf("%s: read %v %v", name, got, err)
		}
		if _, off := got[0].At.Zone(); got[0].Device != "cli" || got[0].Who != 3 || off != 3600 || !got[0].Recorded.Equal(clock()) {
			t.Errorf("%s: %+v", name, got[0])
		}
		unharmed(t, j)
		if h, err := j.Head(ctx); err != nil || h.Seq != 2 {
			t.Errorf("%s: head %d %v", name, h.Seq, err)
		}
	}
}

// Check 13, of the journal.
func TestAnIDIsKeptOnce(t *testing.T) {
	s := somebody(t)
	j, e := s.open(), said("once")
	record(t, j, entry(e), entry(e))
	record(t, j, entry(e))
	again := said("another body")
	again.ID = e.ID
	record(t, s.open(), entry(again))
	wants(t, j, "once")
	if h, _ := j.Head(ctx); h.Seq != 1 {
		t.Errorf("%d rows", h.Seq)
	}
}

// A process that could not open the newest rows may record an id again.
func TestAnIDThatStandsTwiceIsShownOnce(t *testing.T) {
	s := somebody(t)
	j, e := s.open(), said("first")
	record(t, j, entry(e))
	h, _ := j.Head(ctx)
	again := said("second")
	again.ID = e.ID
	box, err := s.ring.Keys(s.o).Seal(2, h.Link, again)
	if err != nil {
		t.Fatal(err)
	}
	row := store.Row{Seq: 2, Link: store.Next(h.Link, 2, sha256.Sum256(box)), Box: box}
	if err := s.st.Append(ctx, store.ID(s.o.Person), h, store.Batch{Rows: []store.Row{row}}); err != nil {
		t.Fatal(err)
	}
	for name, j := range map[string]*journal.Journal{"at once": j, "after a restart": s.open()} {
		wants(t, j, "first")
		if got, err := j.Read(ctx, 1, 2); err != nil || len(got) != 1 {
			t.Errorf("%s: read %v %v", name, got, err)
		}
	}
	record(t, j, entry(replace(e.ID, "edited")))
	wants(t, j, "edited")
}

func TestEntriesThatAreNone(t *testing.T) {
	s := somebody(t)
	j := s.open()
	known := said("known")
	record(t, j, entry(known))
	good, big := said("kept?"), said(strings.Repeat("x", 33<<10))
	for name, list := range map[string][]ebb.Entry{
		"no kind":                   {{}},
		"a blob without an event":   {{Blobs: []ebb.Blob{{ID: ebb.NewID()}}}},
		"erasure as an event":       {entry(ebb.New(ebb.Erased, clock(), ebb.Erasure{}))},
		"a withdrawal of nothing":   {entry(ebb.New(ebb.Withdrawn, clock(), "what"))},
		"too large for a row":       {entry(big)},
		"a good one with a bad one": {entry(good), entry(big)},
		"a blob too large":          {{Event: said("blob"), Blobs: []ebb.Blob{{Data: make([]byte, 9<<20)}}}},
		"erasing what it records":   {entry(good), {Erase: []ebb.ID{good.ID}}},
		"erasing what it edits":     {entry(replace(known.ID, "edited")), {Erase: []ebb.ID{known.ID}}},
	} {
		if err := j.Record(ctx, list...); !errors.Is(err, journal.ErrEntry) && !errors.Is(err, vault.ErrTooLarge) {
			t.Errorf("%s: %v", name, err)
		}
	}
	wants(t, j, "known")
	record(t, j, ebb.Entry{Erase: []ebb.ID{known.ID}}, entry(replace(known.ID, "too late")), entry(good))
	wants(t, j, "kept?")
	if h, _ := j.Head(ctx); h.Seq != 3 {
		t.Errorf("%d rows, want the known entry, its erasure and the good one", h.Seq)
	}
	unharmed(t, j)
}

func TestAFoldThatBreaksTakesNothingWithIt(t *testing.T) {
	j := somebody(t).open()
	record(t, j, entry(said("before")), entry(ebb.New("test.bomb", clock(), "x")), entry(ebb.New("test.odd", clock(), "x")), entry(said("after")))
	wants(t, j, "before after")
}

func TestUndoRedoAndEdit(t *testing.T) {
	s := somebody(t)
	j := s.open()
	a, b, c := said("a"), said("b"), said("c")
	check := func(want string) {
		t.Helper()
		wants(t, j, want)
		wants(t, s.open(), want)
	}
	record(t, j, entry(a), entry(b), entry(c))
	undo := withdraw(b.ID)
	record(t, j, entry(undo))
	check("a c")
	redo := withdraw(undo.ID)
	record(t, j, entry(redo))
	check("a b c")
	edit := replace(b.ID, "B")
	record(t, j, entry(edit))
	check("a B c")
	record(t, j, entry(replace(b.ID, "BB")))
	check("a BB c")
	last := replace(b.ID, "BBB")
	record(t, j, entry(last))
	record(t, j, entry(withdraw(last.ID)))
	check("a BB c")
	got, err := j.Read(ctx, 1, 2, 4, 6)
	if err != nil || len(got) != 2 {
		t.Fatalf("read %d entries: %v", len(got), err)
	}
	var text string
	if err := got[1].Decode(&text); err != nil || text != "BB" || got[1].ID != b.ID {
		t.Errorf("read %q: %v", text, err)
	}
	record(t, j, entry(withdraw(redo.ID)))
	check("a c")
	unharmed(t, j)
}

func TestAnEditMayArriveBeforeWhatItEdits(t *testing.T) {
	s := somebody(t)
	j := s.open()
	gone, edited := said("gone"), said("first")
	record(t, j, entry(withdraw(gone.ID)), entry(replace(edited.ID, "edited")), entry(said("x")))
	record(t, j, entry(gone), entry(edited))
	wants(t, j, "x edited")
	wants(t, s.open(), "x edited")
}

func TestErase(t *testing.T) {
	s := somebody(t)
	j := s.open()
	blob := ebb.Blob{ID: ebb.NewID(), Data: []byte("facts")}
	rand.Read(blob.Key[:])
	letter, other := said("burn this"), said("stays")
	record(t, j, ebb.Entry{Event: letter, Blobs: []ebb.Blob{blob}}, entry(other))
	edit := replace(letter.ID, "burn this too")
	record(t, j, entry(edit))
	if got, err := j.OpenBlob(ctx, blob.ID, blob.Key); err != nil || string(got) != "facts" {
		t.Fatalf("the blob: %q %v", got, err)
	}
	record(t, j, ebb.Entry{Erase: []ebb.ID{letter.ID}, Drop: []ebb.ID{blob.ID}})

	for name, j := range map[string]*journal.Journal{"at once": j, "after a restart": s.open()} {
		wants(t, j, "stays")
		if got, err := j.Read(ctx, 1, 2, 3, 4, 5); err != nil || len(got) != 1 {
			t.Errorf("%s: read %v %v", name, got, err)
		}
		if _, err := j.OpenBlob(ctx, blob.ID, blob.Key); err == nil {
			t.Errorf("%s: the blob is still there", name)
		}
		unharmed(t, j)
		record(t, j, entry(letter), entry(edit)) // a phone tries again
		wants(t, j, "stays")
	}
	bare := 0
	s.st.Since(ctx, store.ID(s.o.Person), store.Head{}, func(r store.Row) error {
		if r.Box == nil {
			bare++
		}
		return nil
	})
	if bare != 2 {
		t.Errorf("%d rows without text, want the letter and its edit", bare)
	}
	record(t, j, ebb.Entry{Erase: []ebb.ID{letter.ID}})
	if h, _ := j.Head(ctx); h.Seq != 5 {
		t.Errorf("erasing twice wrote again: %d rows", h.Seq)
	}
	lateEdit := replace(letter.ID, "words that come after the fire")
	record(t, j, entry(lateEdit)) // a phone had it in its queue
	if h, _ := j.Head(ctx); h.Seq != 5 {
		t.Errorf("a body for what was erased was kept: %d rows", h.Seq)
	}
	late := ebb.NewID()
	record(t, j, ebb.Entry{Erase: []ebb.ID{late}})
	e := said("too late")
	e.ID = late
	record(t, j, entry(e))
	wants(t, j, "stays")
	if err := j.Record(ctx, ebb.Entry{Erase: []ebb.ID{withdrawn(t, j, other.ID)}}); err == nil {
		t.Error("a withdrawal was erased, which would bring its entry back")
	}
	unharmed(t, s.open())
}

func withdrawn(t *testing.T, j *journal.Journal, id ebb.ID) ebb.ID {
	w := withdraw(id)
	record(t, j, entry(w))
	return w.ID
}

func TestReadFindsOldRowsInALongJournal(t *testing.T) {
	s := somebody(t)
	j := s.open()
	for i := range 200 {
		record(t, j, entry(said(fmt.Sprint(i+1))))
	}
	want := []uint64{200, 1, 33, 32, 31, 64, 65, 150, 151, 2}
	for name, j := range map[string]*journal.Journal{"written here": j, "read": s.open()} {
		got, err := j.Read(ctx, want...)
		var seqs []uint64
		for _, e := range got {
			var text string
			e.Decode(&text)
			var n uint64
			fmt.Sscan(text, &n)
			seqs = append(seqs, n)
		}
		if err != nil || !slices.Equal(seqs, want) {
			t.Errorf("%s: read %v %v", name, seqs, err)
		}
	}
}

func TestBlobsOpenInPieces(t *testing.T) {
	s := somebody(t)
	j := s.open()
	b := ebb.Blob{ID: ebb.NewID(), Data: make([]byte, 300<<10)}
	rand.Read(b.Key[:])
	rand.Read(b.Data)
	record(t, j, ebb.Entry{Event: said("import"), Blobs: []ebb.Blob{b}})
	got, err := s.open().OpenBlob(ctx, b.ID, b.Key)
	if err != nil || !slices.Equal(got, b.Data) {
		t.Errorf("%d bytes: %v", len(got), err)
	}
	if _, err := j.OpenBlob(ctx, b.ID, [32]byte{}); !errors.Is(err, vault.ErrDamaged) {
		t.Errorf("under another key: %v", err)
	}
}

func TestANewEpoch(t *testing.T) {
	s := somebody(t)
	old, newer := s.open(), s.open()
	record(t, old, entry(said("old")))
	s.ring = s.ring.Next()
	newer.Rekey(s.ring.Keys(s.o))
	record(t, newer, entry(said("new")))
	wants(t, old, "old")
	old.Rekey(s.ring.Keys(s.o))
	wants(t, old, "old new")
	wants(t, newer, "old new")
	unharmed(t, s.open())
}
