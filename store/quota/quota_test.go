package quota_test

import (
	"errors"
	"testing"

	"ebb/store"
	"ebb/store/mem"
	"ebb/store/quota"
	"ebb/store/storetest"
)

// What stands in front keeps every promise of what stands behind.
func TestContract(t *testing.T) {
	storetest.Run(t, func(*testing.T) store.Store { return quota.Around(mem.New(), quota.Limits{}) })
}

type someone struct {
	t  *testing.T
	s  *quota.Store
	at store.Head
	id store.ID
	in store.ID
}

func arrive(t *testing.T, s *quota.Store) *someone {
	t.Helper()
	install, err := s.Install(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p := &someone{t: t, s: s, id: storetest.NewID(), in: install}
	if err := s.Append(t.Context(), p.id, store.Head{}, store.Batch{New: &store.Person{Version: 1, Inbox: []byte("k"), Slots: []store.Slot{{Name: "draft", Box: []byte("b")}}}}); err != nil {
		t.Fatal(err)
	}
	return p
}

func (p *someone) writes(b store.Batch, bytes ...int) error {
	p.t.Helper()
	var boxes [][]byte
	for _, n := range bytes {
		boxes = append(boxes, make([]byte, n))
	}
	b.Rows = storetest.Chain(p.in, p.id, p.at, boxes...)
	err := p.s.Append(p.t.Context(), p.id, p.at, b)
	if err == nil && len(b.Rows) > 0 {
		last := b.Rows[len(b.Rows)-1]
		p.at = store.Head{Seq: last.Seq, Link: last.Link}
	}
	return err
}

func TestEachBoundRefusesAndLeavesNothing(t *testing.T) {
	used := int64(0)
	for what, c := range map[string]struct {
		most quota.Limits
		want error
		last store.Batch
	}{
		"entries": {quota.Limits{Entries: 3}, quota.ErrPerson, store.Batch{}},
		"bytes":   {quota.Limits{Bytes: 300}, quota.ErrPerson, store.Batch{}},
		"imports": {quota.Limits{Imports: 1}, quota.ErrPerson, store.Batch{Blobs: []store.Chunk{{Blob: storetest.NewID(), Box: []byte("x")}}}},
		"host":    {quota.Limits{Host: 1000, Used: func() (int64, error) { return used, nil }}, quota.ErrHost, store.Batch{}},
	} {
		used = 0
		behind := mem.New()
		s := quota.Around(behind, c.most)
		p, other := arrive(t, s), arrive(t, s)
		for range 3 {
			first := store.Batch{}
			if what == "imports" && p.at.Seq == 0 {
				first.Blobs = []store.Chunk{{Blob: storetest.NewID(), Box: []byte("x")}}
			}
			if err := p.writes(first, 90); err != nil {
				t.Fatalf("%s: %v", what, err)
			}
		}
		used = 950
		if err := p.writes(c.last, 90); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", what, err)
		}
		if rows, _ := storetest.Whole(t.Context(), behind, p.id); len(rows) != 3 {
			t.Errorf("%s: %d rows are there", what, len(rows))
		}
		again := &someone{t: t, s: quota.Around(behind, c.most), at: p.at, id: p.id, in: p.in}
		if err := again.writes(c.last, 90); !errors.Is(err, c.want) {
			t.Errorf("%s, after a start: %v", what, err)
		}
		if err := p.writes(store.Batch{Erase: []uint64{1}}, 90); err != nil {
			t.Errorf("%s: erasing is refused: %v", what, err)
		}
		used = 0
		if err := other.writes(store.Batch{}, 90); err != nil {
			t.Errorf("%s: a neighbour is refused: %v", what, err)
		}
	}
}
