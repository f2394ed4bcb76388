package backup

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ebb"
	"ebb/store"
	"ebb/store/mem"
	"ebb/store/storetest"
)

// plainOf is what a backup of s is before it is sealed.
func plainOf(ctx context.Context, s store.Store) ([]byte, Manifest, error) {
	var out bytes.Buffer
	w := &writer{out: &out, src: Source{Store: s, Secrets: map[string][32]byte{"name": {7}}, Made: made}}
	err := w.all(ctx)
	return out.Bytes(), w.man, err
}

// putBack puts back what was inside a backup.
func putBack(ctx context.Context, plain []byte) (s store.Store, w *restorer, err error) {
	w = &restorer{ctx: ctx, place: Place{
		Open:   func(install store.ID) (store.Store, error) { s = mem.As(install); return s, nil },
		Secret: func(string, [32]byte) error { return nil },
	}}
	return s, w, w.all(bufio.NewReader(bytes.NewReader(plain)))
}

// little is a store with one person who has one of everything.
func little(f *testing.F) store.Store {
	s, id, ctx := mem.New(), store.ID{1}, f.Context()
	install, err := s.Install(ctx)
	for _, err := range []error{
		err,
		s.Append(ctx, id, store.Head{}, store.Batch{
			New:   &store.Person{Version: 3, Inbox: []byte{1}, Slots: []store.Slot{{Name: "pass", Box: []byte("pass")}}},
			Rows:  storetest.Chain(install, id, store.Head{}, []byte("one"), []byte("two"), []byte("three")),
			Erase: []uint64{2}, Blobs: []store.Chunk{{Blob: store.ID{7}, Box: []byte("chunk")}},
		}),
		s.Put(ctx, id, store.Item{ID: store.ID{8}, Box: []byte("capture")}),
		s.PutDevice(ctx, store.Device{Token: [32]byte{1}, ID: store.ID{9}, Person: id}),
		s.PutName(ctx, store.Name{Hash: [32]byte{1}, Person: id}),
		s.PutDues(ctx, id, []int64{5, 6}),
		s.PutChannel(ctx, id, store.Channel{ID: store.ID{1}, Kind: "calendar", Box: []byte("x")}),
	} {
		if err != nil {
			f.Fatal(err)
		}
	}
	return s
}

// FuzzItem holds for any bytes inside a backup: they are refused as damaged or
// as newer, or they are put back; and what was put back, backed up again, is put
// back as the same.
func FuzzItem(f *testing.F) {
	plain, _, err := plainOf(f.Context(), little(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(plain)
	f.Add(plain[:len(plain)-1])
	f.Add([]byte{0xff, 0xff, 0xff, 0xff})
	for from := 0; from < len(plain); { // each item left out, and each twice
		to := from + 4 + int(plain[from+2])<<8 + int(plain[from+3])
		f.Add(append(bytes.Clone(plain[:from]), plain[to:]...))
		f.Add(append(bytes.Clone(plain[:to]), plain[from:]...))
		from = to
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, _, err := putBack(t.Context(), b)
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrNewer) {
				t.Error("refused, and not for what it is:", err)
			}
			return
		}
		again, man, err := plainOf(t.Context(), s)
		if err != nil {
			t.Fatal("put back, and not backed up again:", err)
		}
		s, w, err := putBack(t.Context(), again)
		if err != nil || cmp.Diff(man, w.man) != "" {
			t.Fatalf("a backup of it is not put back: %v %s", err, cmp.Diff(man, w.man))
		}
		if len(man.People) > 1 {
			return // in no order
		}
		last, _, err := plainOf(t.Context(), s)
		if diff := cmp.Diff(itemsOf(t, again), itemsOf(t, last)); err != nil || diff != "" {
			t.Errorf("put back twice it is another: %v %s", err, diff)
		}
	})
}

// itemsOf are the items of a backup in one order, since a store gives captures in
// none, and without lineages, of which each restore has its own.
func itemsOf(t *testing.T, plain []byte) (all []string) {
	for in := bytes.NewReader(plain); in.Len() > 0; {
		it, err := next(in)
		if err != nil {
			t.Fatal(err)
		}
		if it.Person != nil {
			it.Person.Lineage = store.ID{}
		}
		raw, err := ebb.Encode(it)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprintf("%x", raw))
	}
	slices.Sort(all)
	return all
}
