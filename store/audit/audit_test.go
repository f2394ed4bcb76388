package audit_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"ebb/store"
	"ebb/store/audit"
	"ebb/store/mem"
	"ebb/store/storetest"
)

// twisted hands out rows as damage left them.
type twisted struct {
	store.Store
	rows []store.Row
	gone int // a piece of a blob that is missing
}

func (s *twisted) Since(_ context.Context, _ store.ID, _ store.Head, f func(store.Row) error) error {
	for _, r := range s.rows {
		if err := f(r); err != nil {
			return err
		}
	}
	return nil
}

func (s *twisted) BlobsOf(_ context.Context, _ store.ID, f func(store.Chunk) error) error {
	for no := range 4 {
		if no != s.gone {
			if err := f(store.Chunk{Blob: store.ID{1}, No: no, Box: []byte("x")}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Check 17, without a key.
func TestEachDamageIsNamedAndHidesNoOther(t *testing.T) {
	for _, c := range []struct {
		what  string
		twist func([]store.Row) []store.Row
		want  []audit.Fault
	}{
		{"whole", func(r []store.Row) []store.Row { return r }, nil},
		{"a box changed", func(r []store.Row) []store.Row { r[2].Box = []byte("other"); return r }, []audit.Fault{{Seq: 3, Why: audit.Changed}}},
		{"the first box changed", func(r []store.Row) []store.Row { r[0].Box = []byte("other"); return r }, []audit.Fault{{Seq: 1, Why: audit.Changed}}},
		{"two boxes swapped", func(r []store.Row) []store.Row { r[1].Box, r[4].Box = r[4].Box, r[1].Box; return r },
			[]audit.Fault{{Seq: 2, Why: audit.Changed}, {Seq: 5, Why: audit.Changed}}},
		{"a link changed", func(r []store.Row) []store.Row { r[2].Link[0]++; return r },
			[]audit.Fault{{Seq: 3, Why: audit.Changed}, {Seq: 4, Why: audit.Changed}}},
		{"a row taken out", func(r []store.Row) []store.Row { return slices.Delete(r, 3, 4) },
			[]audit.Fault{{Seq: 4, Why: audit.Missing}, {Seq: 5, Why: audit.Changed}}},
		{"the first two taken out", func(r []store.Row) []store.Row { return r[2:] },
			[]audit.Fault{{Seq: 1, Why: audit.Missing}, {Seq: 2, Why: audit.Missing}, {Seq: 3, Why: audit.Changed}}},
		{"cut off at the end, which nobody can see from here", func(r []store.Row) []store.Row { return r[:4] }, nil},
		{"one erased", func(r []store.Row) []store.Row { return r }, nil},
	} {
		t.Run(c.what, func(t *testing.T) {
			s, p := mem.New(), store.ID{7}
			install, _ := s.Install(t.Context())
			var boxes [][]byte
			for i := range 6 {
				boxes = append(boxes, fmt.Append(nil, "box ", i))
			}
			rows := storetest.Chain(install, p, store.Head{}, boxes...)
			got, err := audit.Person(t.Context(), &twisted{s, c.twist(rows), 9}, p)
			if err != nil || !slices.Equal(got.Faults, c.want) {
				t.Errorf("found %v, %v; want %v", got.Faults, err, c.want)
			}
			if got.Blobs != 4 || got.Holes != 0 {
				t.Errorf("%d pieces of blobs, %d missing", got.Blobs, got.Holes)
			}
		})
	}
}

func TestAMissingPieceOfABlobIsCounted(t *testing.T) {
	got, err := audit.Person(t.Context(), &twisted{Store: mem.New(), gone: 1}, store.ID{1})
	if err != nil || got.Holes != 1 || got.Blobs != 3 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAnErasedRowIsNoDamage(t *testing.T) {
	s, p := mem.New(), store.ID{7}
	install, _ := s.Install(t.Context())
	rows := storetest.Chain(install, p, store.Head{}, []byte("a"), []byte("b"), []byte("c"))
	if err := s.Append(t.Context(), p, store.Head{}, store.Batch{New: &store.Person{Version: 1}, Rows: rows, Erase: []uint64{2}}); err != nil {
		t.Fatal(err)
	}
	got, err := audit.Person(t.Context(), s, p)
	if err != nil || len(got.Faults) > 0 || got.Erased != 1 || got.Head != (store.Head{Seq: 3, Link: rows[2].Link}) {
		t.Errorf("%+v, %v", got, err)
	}
}
