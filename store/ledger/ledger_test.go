package ledger

import (
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ebb/store"
)

func TestWhatWasErasedIsKnownOfEachPerson(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "there", "yet")
	for what, open := range map[string]func() *Book{"in memory": one(Memory()), "in a folder, each time anew": func() *Book { return Open(dir) }} {
		t.Run(what, func(t *testing.T) {
			p, q := store.ID{1}, store.ID{2}
			if all, err := open().Of(p); err != nil || cmp.Diff(Erased{}, all) != "" {
				t.Errorf("before anything it knows %+v, %v", all, err)
			}
			for _, e := range []Erased{
				{Rows: []Gone{{Seq: 7, Link: store.Link{1}, Event: store.ID{2}, Proof: [32]byte{3}}}},
				{}, {Blobs: []store.ID{{9}}}, {Rows: []Gone{{Seq: 8}}, Blobs: []store.ID{{8}}},
			} {
				if err := open().Add(p, e); err != nil {
					t.Fatal(err)
				}
			}
			if err := open().Add(q, Erased{All: true}); err != nil {
				t.Fatal(err)
			}
			got, err := open().Of(p)
			slices.SortFunc(got.Rows, func(a, b Gone) int { return int(a.Seq) - int(b.Seq) })
			slices.SortFunc(got.Blobs, func(a, b store.ID) int { return int(b[0]) - int(a[0]) })
			want := Erased{Rows: []Gone{{Seq: 7, Link: store.Link{1}, Event: store.ID{2}, Proof: [32]byte{3}}, {Seq: 8}}, Blobs: []store.ID{{9}, {8}}}
			if err != nil || cmp.Diff(want, got) != "" {
				t.Errorf("%v %s", err, cmp.Diff(want, got))
			}
			people, err := open().People()
			slices.SortFunc(people, func(a, b store.ID) int { return int(a[0]) - int(b[0]) })
			if err != nil || !slices.Equal(people, []store.ID{p, q}) {
				t.Errorf("people %v, %v", people, err)
			}
		})
	}
}

func one(b *Book) func() *Book { return func() *Book { return b } }

func TestManyMayAddAtOnce(t *testing.T) {
	dir := t.TempDir()
	var all sync.WaitGroup
	for n := range 20 {
		all.Go(func() {
			if err := Open(dir).Add(store.ID{1}, Erased{Rows: []Gone{{Seq: uint64(n)}}}); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if got, err := Open(dir).Of(store.ID{1}); err != nil || len(got.Rows) != 20 {
		t.Errorf("%d rows, %v", len(got.Rows), err)
	}
}

func TestACopyHasWhatTheOtherHasOnce(t *testing.T) {
	from, to := Memory(), Memory()
	p := store.ID{1}
	both := Erased{Rows: []Gone{{Seq: 1}, {Seq: 2}}, Blobs: []store.ID{{3}}}
	for _, add := range []struct {
		b *Book
		e Erased
	}{{from, both}, {to, Erased{Rows: []Gone{{Seq: 2}, {Seq: 5}}}}} {
		if err := add.b.Add(p, add.e); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := Copy(to, from); err != nil {
			t.Fatal(err)
		}
	}
	got, err := to.Of(p)
	if err != nil || len(got.Rows) != 3 || len(got.Blobs) != 1 || got.All {
		t.Errorf("%+v, %v", got, err)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(encode(Erased{Rows: []Gone{{Seq: 1}}, Blobs: []store.ID{{1}}, All: true}))
	f.Add([]byte{})
	f.Add([]byte{1, 1, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := decode(b)
		if err != nil {
			return
		}
		if again, err := decode(encode(e)); err != nil || cmp.Diff(e, again) != "" {
			t.Errorf("written and read again: %v %s", err, cmp.Diff(e, again))
		}
	})
}
