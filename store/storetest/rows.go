package storetest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"ebb/store"
)

var rowTests = []test{
	{"rows come back in order and as they were", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a", "b")
		p.record("c")
		p.has("a", "b", "c")
	}},
	{"nothing recorded is an empty head, for strangers too", func(t *testing.T, s store.Store) {
		for _, p := range []*someone{arrive(t, s), newcomer(t, s)} {
			h, err := s.Head(t.Context(), p.id)
			if err != nil || h != (store.Head{}) {
				t.Errorf("head %v, %v", h, err)
			}
			p.has()
		}
	}},
	{"the head is the last row", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a", "b")
		if h, err := s.Head(t.Context(), p.id); err != nil || h != p.head || h.Seq != 2 {
			t.Errorf("head %v, %v, want %v", h, err, p.head)
		}
	}},
	{"a row after a head that has been passed is a conflict", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a")
		old, rows := p.head, p.rows("late")
		p.record("b")
		p.refused(store.ErrConflict, old, store.Batch{Rows: rows})
	}},
	{"a row after a head that is not reached yet is a conflict", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a")
		ahead := *p
		ahead.head = store.Head{Seq: 5, Link: store.Link{1}}
		p.refused(store.ErrConflict, ahead.head, store.Batch{Rows: ahead.rows("x")})
	}},
	{"a head with the right number and another link is a conflict", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a")
		other := *p
		other.head.Link[7] ^= 1
		p.refused(store.ErrConflict, other.head, store.Batch{Rows: other.rows("b")})
	}},
	{"a first row where there are rows is a conflict", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a")
		fresh := *p
		fresh.head = store.Head{}
		p.refused(store.ErrConflict, store.Head{}, store.Batch{Rows: fresh.rows("again")})
	}},
	{"the link of an empty head is not looked at", func(t *testing.T, s store.Store) {
		p := arrive(t, s)
		rows := p.rows("a")
		p.head.Link = store.Link{9}
		p.keep(store.Batch{Rows: rows})
		p.has("a")
	}},
	{"a row whose link does not follow is refused", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a")
		rows := p.rows("b", "c")
		rows[1].Link[0] ^= 1
		p.refused(store.ErrRefused, p.head, store.Batch{Rows: rows})
	}},
	{"a first row that does not follow the person's genesis is refused", func(t *testing.T, s store.Store) {
		p, q := arrive(t, s), arrive(t, s)
		p.refused(store.ErrRefused, p.head, store.Batch{Rows: q.rows("a")})
	}},
	{"a row whose box was changed after linking is refused", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a")
		rows := p.rows("b")
		rows[0].Box = []byte("B")
		p.refused(store.ErrRefused, p.head, store.Batch{Rows: rows})
	}},
	{"a gap or a repeated number in a batch is refused", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a")
		gap := p.rows("b", "c", "d")
		p.refused(store.ErrRefused, p.head, store.Batch{Rows: []store.Row{gap[0], gap[2]}})
		p.refused(store.ErrRefused, p.head, store.Batch{Rows: []store.Row{gap[0], gap[0]}})
		p.refused(store.ErrRefused, p.head, store.Batch{Rows: gap[1:]})
	}},
	{"a row without a box, or with box and sum, is refused", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a")
		empty, both := p.rows(""), p.rows("b")
		sum := sha256.Sum256(both[0].Box)
		both[0].Sum = sum[:]
		p.refused(store.ErrRefused, p.head, store.Batch{Rows: empty})
		p.refused(store.ErrRefused, p.head, store.Batch{Rows: both})
	}},
	{"a row that was erased elsewhere is kept by its sum, so that chains can be copied", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a")
		rows := p.rows("gone", "c")
		sum := sha256.Sum256(rows[0].Box)
		rows[0].Box, rows[0].Sum = nil, sum[:]
		p.keep(store.Batch{Rows: rows})
		p.has("a", "-", "c")
	}},
	{"a batch is kept whole or not at all", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a")
		item, blob, old := NewID(), NewID(), p.head
		must(t, s.Put(t.Context(), p.id, store.Item{ID: item, Box: []byte("x")}))
		p.record("b")
		stale := *p
		stale.head = old
		p.refused(store.ErrConflict, old, store.Batch{
			Rows: stale.rows("late", "later"), Erase: []uint64{1},
			Blobs: []store.Chunk{{Blob: blob, Box: []byte("y")}}, Drain: []store.ID{item},
		})
		if p.blob(blob) != "" || len(p.waiting()) != 1 {
			t.Error("a part of the batch was kept")
		}
	}},
	{"a stranger's row is refused", func(t *testing.T, s store.Store) {
		p := newcomer(t, s)
		p.refused(store.ErrNoPerson, p.head, store.Batch{Rows: p.rows("a")})
		wants(t, s.Append(t.Context(), p.id, p.head, store.Batch{Drain: []store.ID{NewID()}}), store.ErrNoPerson)
	}},
	{"a batch without rows has no head to compare", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a")
		item := NewID()
		must(t, s.Put(t.Context(), p.id, store.Item{ID: item, Box: []byte("x")}))
		must(t, s.Append(t.Context(), p.id, store.Head{Seq: 77}, store.Batch{Drain: []store.ID{item}}))
		if len(p.waiting()) != 0 {
			t.Error("the item still waits")
		}
	}},
	{"Since yields what comes after a head", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a", "b")
		after := p.head
		p.record("c", "d")
		var got string
		must(t, s.Since(t.Context(), p.id, after, func(r store.Row) error { got += string(r.Box); return nil }))
		if got != "cd" {
			t.Errorf("rows %q after b, want cd", got)
		}
		must(t, s.Since(t.Context(), p.id, p.head, func(r store.Row) error { return errors.New("a row after the last") }))
	}},
	{"Since says when the past is another one", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a", "b")
		for _, h := range []store.Head{
			{Seq: 1, Link: p.head.Link}, {Seq: 2, Link: store.Link{1}}, {Seq: 3, Link: p.head.Link},
		} {
			err := s.Since(t.Context(), p.id, h, func(store.Row) error { return errors.New("a row of another past") })
			wants(t, err, store.ErrForked)
		}
		wants(t, s.Since(t.Context(), NewID(), p.head, nil), store.ErrForked)
	}},
	{"Since is one snapshot, whatever is appended meanwhile", func(t *testing.T, s store.Store) {
		p := arrive(t, s)
		var all []string
		for i := range 300 {
			all = append(all, fmt.Sprintf("%0600d", i))
		}
		p.record(all...)
		n := 0
		must(t, s.Since(t.Context(), p.id, store.Head{}, func(r store.Row) error {
			if n++; n == 1 {
				done := make(chan error)
				go func() { done <- p.append(store.Batch{Rows: p.rows("meanwhile"), Erase: []uint64{300}}) }()
				if err := <-done; err != nil {
					return err
				}
			}
			if r.Box == nil {
				return errors.New("a row that was erased meanwhile")
			}
			return nil
		}))
		if n != 300 {
			t.Errorf("%d rows, want the 300 of the moment it began", n)
		}
	}},
	{"Since stops with the error of its caller", func(t *testing.T, s store.Store) {
		p, stop, n := arrive(t, s, "a", "b"), errors.New("stop"), 0
		err := s.Since(t.Context(), p.id, store.Head{}, func(store.Row) error { n++; return stop })
		if !errors.Is(err, stop) || n != 1 {
			t.Errorf("%v after %d rows", err, n)
		}
	}},
	{"an ended context is an error and keeps nothing", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a")
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		wants(t, s.Append(ctx, p.id, p.head, store.Batch{Rows: p.rows("b")}), context.Canceled)
		p.has("a")
	}},
	{"what is visible is settled", func(t *testing.T, s store.Store) {
		must(t, s.Settle(t.Context(), arrive(t, s, "a").id))
	}},
	{"64 writers, each with their own person, all succeed", func(t *testing.T, s store.Store) {
		var wg sync.WaitGroup
		for range 64 {
			wg.Go(func() {
				p := arrive(t, s)
				for i := range 5 {
					if err := p.append(store.Batch{Rows: p.rows(fmt.Sprint(i))}); err != nil {
						t.Error(err)
					}
				}
				p.has("0", "1", "2", "3", "4")
			})
		}
		wg.Wait()
	}},
	{"64 writers of one person: one row for one head, and the others conflict", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a")
		var kept atomic.Int64
		var wg sync.WaitGroup
		for i := range 64 {
			q := *p
			wg.Go(func() {
				switch err := q.append(store.Batch{Rows: q.rows(fmt.Sprint(i))}); {
				case err == nil:
					kept.Add(1)
				case !errors.Is(err, store.ErrConflict):
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if n := len(p.boxes()); kept.Load() != 1 || n != 2 {
			t.Errorf("%d told that they were kept, %d rows, want 1 and 2", kept.Load(), n)
		}
	}},
	{"a conflict of one caller leaves those beside it in", func(t *testing.T, s store.Store) {
		var wg sync.WaitGroup
		shared := arrive(t, s, "a")
		for i := range 32 {
			q, own := *shared, arrive(t, s)
			wg.Go(func() { q.append(store.Batch{Rows: q.rows(fmt.Sprint(i))}) })
			wg.Go(func() {
				if err := own.append(store.Batch{Rows: own.rows("mine")}); err != nil {
					t.Error(err)
				}
				own.has("mine")
			})
		}
		wg.Wait()
	}},
}

var eraseTests = []test{
	{"an erased row loses its box, keeps its sum, and the chain stays whole", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a", "secret", "c")
		p.keep(store.Batch{Rows: p.rows("erased 2"), Erase: []uint64{2}})
		p.has("a", "-", "c", "erased 2")
		rows, err := Whole(t.Context(), s, p.id)
		must(t, err)
		if want := sha256.Sum256([]byte("secret")); string(rows[1].Sum) != string(want[:]) {
			t.Errorf("sum %x, want %x", rows[1].Sum, want)
		}
	}},
	{"erasing twice is erasing once", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a", "b")
		for range 2 {
			p.keep(store.Batch{Rows: p.rows("e"), Erase: []uint64{1}})
		}
		p.has("-", "b", "e", "e")
	}},
	{"erasing a row that is not there is refused", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a")
		for _, seq := range []uint64{0, 3, 1 << 40} {
			p.refused(store.ErrRefused, p.head, store.Batch{Rows: p.rows("e"), Erase: []uint64{1, seq}})
		}
	}},
	{"erasing is of one person", func(t *testing.T, s store.Store) {
		p, q := arrive(t, s, "a"), arrive(t, s, "b")
		p.keep(store.Batch{Rows: p.rows("e"), Erase: []uint64{1}})
		q.has("b")
	}},
	{"a scrub after erasing succeeds and leaves what stands", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a", "b")
		p.keep(store.Batch{Rows: p.rows("e"), Erase: []uint64{1}})
		must(t, s.Scrub(t.Context()))
		p.has("-", "b", "e")
	}},
}

var rewriteTests = []test{
	{"Rewrite replaces every row, the ring, the lineage and the blobs it names, and ends older sessions", func(t *testing.T, s store.Store) {
		p, old, fresh, other := arrive(t, s, "a", "b", "c"), NewID(), NewID(), NewID()
		p.keep(store.Batch{Erase: []uint64{2}, Blobs: []store.Chunk{{Blob: old, Box: []byte("1")}, {Blob: other, Box: []byte("3")}}})
		session := p.session(1, 1)
		r := p.rewriting()
		r.Drop, r.Blobs = []store.ID{old}, []store.Chunk{{Blob: fresh, Box: []byte("2")}}
		must(t, s.Rewrite(t.Context(), p.id, r))
		rows, err := Whole(t.Context(), s, p.id)
		must(t, err)
		if len(rows) != 3 || string(rows[0].Box) != "A" || rows[1].Box != nil || string(rows[2].Box) != "C" {
			t.Errorf("the rows are %v", rows)
		}
		got, err := s.Person(t.Context(), p.id)
		must(t, err)
		samePerson(t, got, r.To)
		all := ""
		must(t, s.BlobsOf(t.Context(), p.id, func(c store.Chunk) error { all += string(c.Box); return nil }))
		if all != "23" && all != "32" {
			t.Errorf("the blobs are %q", all)
		}
		_, err = s.Session(t.Context(), session)
		wants(t, err, store.ErrNoSession)
		p.head, err = s.Head(t.Context(), p.id)
		must(t, err)
		p.record("d")
	}},
	{"Rewrite over another head, of another ring, or with a row that does not fit changes nothing", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a", "b")
		broken := func(change func(*store.Rewriting)) error {
			r := p.rewriting()
			change(&r)
			return s.Rewrite(t.Context(), p.id, r)
		}
		wants(t, broken(func(r *store.Rewriting) { r.After.Seq = 1 }), store.ErrConflict)
		wants(t, broken(func(r *store.Rewriting) { r.From = 7; r.To.Version = 8 }), store.ErrConflict)
		wants(t, broken(func(r *store.Rewriting) { r.To.Version = 1 }), store.ErrRefused)
		wants(t, broken(func(r *store.Rewriting) { r.To.Slots = append(r.To.Slots, r.To.Slots[0]) }), store.ErrRefused)
		wants(t, broken(func(r *store.Rewriting) {
			f := r.Row
			r.Row = func(x store.Row) (store.Row, error) {
				if x.Seq == 2 {
					return x, nil // with its old link
				}
				return f(x)
			}
		}), store.ErrRefused)
		failed := errors.New("half way")
		wants(t, broken(func(r *store.Rewriting) {
			f := r.Row
			r.Row = func(x store.Row) (store.Row, error) {
				if x.Seq == 2 {
					return x, failed
				}
				return f(x)
			}
		}), failed)
		wants(t, s.Rewrite(t.Context(), NewID(), p.rewriting()), store.ErrNoPerson)
		p.has("a", "b")
		got, err := s.Person(t.Context(), p.id)
		if err != nil || got.Version != 1 || got.Lineage != p.id || len(got.Slots) != 2 {
			t.Errorf("the person is %+v, %v", got, err)
		}
	}},
}

// rewriting puts every box in capitals.
func (p *someone) rewriting() store.Rewriting {
	to := store.Person{Version: 2, Inbox: []byte("new"), Lineage: NewID(), Slots: []store.Slot{{Name: "pass", Box: []byte("new")}}}
	var prev store.Head
	return store.Rewriting{From: 1, After: p.head, To: to, Row: func(x store.Row) (store.Row, error) {
		if x.Seq == 1 {
			prev = store.Head{Link: store.Genesis(p.inst, p.id)}
		}
		var sum [32]byte
		if x.Box == nil {
			copy(sum[:], x.Sum)
		} else {
			x.Box = bytes.ToUpper(x.Box)
			sum = sha256.Sum256(x.Box)
		}
		x.Link = store.Next(prev.Link, x.Seq, sum)
		prev = store.Head{Seq: x.Seq, Link: x.Link}
		return x, nil
	}}
}
