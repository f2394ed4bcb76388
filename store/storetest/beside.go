package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ebb/store"
	"ebb/store/storetest/reach"
)

var peopleTests = []test{
	{"a person comes back with their slots in order of name", func(t *testing.T, s store.Store) {
		p := arrive(t, s)
		got, err := s.Person(t.Context(), p.id)
		must(t, err)
		want := p.ring(1)
		want.Slots[0], want.Slots[1] = want.Slots[1], want.Slots[0]
		samePerson(t, got, want)
	}},
	{"a stranger is no person", func(t *testing.T, s store.Store) {
		_, err := s.Person(t.Context(), NewID())
		wants(t, err, store.ErrNoPerson)
	}},
	{"a person comes into being with their first row, in one batch", func(t *testing.T, s store.Store) {
		p := newcomer(t, s)
		ring := p.ring(1)
		p.keep(store.Batch{New: &ring, Rows: p.rows("a")})
		p.has("a")
	}},
	{"a person who exists cannot come into being again", func(t *testing.T, s store.Store) {
		p, bare := arrive(t, s, "a"), arrive(t, s)
		ring := p.ring(9)
		p.refused(store.ErrConflict, store.Head{}, store.Batch{New: &ring})
		p.refused(store.ErrConflict, p.head, store.Batch{New: &ring, Rows: p.rows("b")})
		bare.refused(store.ErrConflict, bare.head, store.Batch{New: &ring, Rows: bare.rows("b")})
		got, err := s.Person(t.Context(), p.id)
		if err != nil || got.Version != 1 {
			t.Errorf("version %d, %v", got.Version, err)
		}
	}},
	{"a first row that is refused leaves no person behind", func(t *testing.T, s store.Store) {
		p, q := newcomer(t, s), newcomer(t, s)
		ring := p.ring(1)
		p.refused(store.ErrRefused, p.head, store.Batch{New: &ring, Rows: q.rows("a")})
		p.refused(store.ErrConflict, store.Head{Seq: 3}, store.Batch{New: &ring, Rows: (&someone{id: p.id, head: store.Head{Seq: 3}}).rows("a")})
		_, err := s.Person(t.Context(), p.id)
		wants(t, err, store.ErrNoPerson)
	}},
	{"two slots with one name are refused", func(t *testing.T, s store.Store) {
		p, q := newcomer(t, s), arrive(t, s)
		ring := p.ring(1)
		ring.Slots[1].Name = ring.Slots[0].Name
		p.refused(store.ErrRefused, p.head, store.Batch{New: &ring})
		wants(t, s.Rewrap(t.Context(), q.id, 1, ring), store.ErrRefused)
	}},
	{"People yields everybody with their slots", func(t *testing.T, s store.Store) {
		want := map[store.ID]uint64{}
		for range 3 {
			want[arrive(t, s).id] = 1
		}
		must(t, s.People(t.Context(), func(id store.ID, p store.Person) error {
			if want[id] != p.Version || len(p.Slots) != 2 || p.Slots[0].Name != "draft" {
				t.Errorf("person %x: %+v", id, p)
			}
			delete(want, id)
			return nil
		}))
		if len(want) != 0 {
			t.Errorf("%d people were left out", len(want))
		}
	}},
	{"Rewrap replaces version, inbox key and all slots, and keeps the lineage", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a")
		to := store.Person{Version: 2, Inbox: []byte("new"), Slots: []store.Slot{{Name: "recovery", Box: []byte("r")}}}
		must(t, s.Rewrap(t.Context(), p.id, 1, to))
		got, err := s.Person(t.Context(), p.id)
		must(t, err)
		to.Lineage = p.ring(1).Lineage
		samePerson(t, got, to)
		p.has("a")
	}},
	{"Rewrap from another version is a conflict and changes nothing", func(t *testing.T, s store.Store) {
		p := arrive(t, s)
		wants(t, s.Rewrap(t.Context(), p.id, 2, p.ring(3)), store.ErrConflict)
		got, err := s.Person(t.Context(), p.id)
		if err != nil || got.Version != 1 {
			t.Errorf("version %d, %v", got.Version, err)
		}
		wants(t, s.Rewrap(t.Context(), NewID(), 1, p.ring(2)), store.ErrNoPerson)
	}},
	{"Rewrap never goes back to an older version", func(t *testing.T, s store.Store) {
		p := arrive(t, s)
		must(t, s.Rewrap(t.Context(), p.id, 1, p.ring(5)))
		wants(t, s.Rewrap(t.Context(), p.id, 5, p.ring(4)), store.ErrRefused)
	}},
	{"Rewrap ends the sessions of older rings and no others", func(t *testing.T, s store.Store) {
		p, q := arrive(t, s), arrive(t, s)
		old, next, other := p.session(1, 1), p.session(1, 2), q.session(1, 1)
		must(t, s.Rewrap(t.Context(), p.id, 1, p.ring(2)))
		_, err := s.Session(t.Context(), old)
		wants(t, err, store.ErrNoSession)
		for _, id := range []store.ID{next, other} {
			_, err := s.Session(t.Context(), id)
			must(t, err)
		}
	}},
	{"Forget removes everything of one person and nothing of another", func(t *testing.T, s store.Store) {
		p, q := full(t, s), full(t, s)
		must(t, s.Forget(t.Context(), p.id))
		p.has()
		_, err := s.Person(t.Context(), p.id)
		wants(t, err, store.ErrNoPerson)
		if all, err := s.SessionsOf(t.Context(), p.id); err != nil || len(all)+len(p.waiting()) != 0 || p.blob(p.id) != "" {
			t.Errorf("something is left: %v, %v", all, err)
		}
		reach.Has(t, s, p.id, false)
		wants(t, s.Append(t.Context(), p.id, p.head, store.Batch{Rows: p.rows("x")}), store.ErrNoPerson)
		wants(t, s.Since(t.Context(), p.id, p.head, nil), store.ErrForked)
		q.has("a")
		reach.Has(t, s, q.id, true)
		if all, err := s.SessionsOf(t.Context(), q.id); err != nil || len(all) != 1 || len(q.waiting()) != 1 || q.blob(q.id) != "b" {
			t.Errorf("something of another person is gone: %v, %v", all, err)
		}
	}},
	{"forgetting a stranger is no error", func(t *testing.T, s store.Store) {
		must(t, s.Forget(t.Context(), NewID()))
	}},
}

// full is a person with one of everything.
func full(t *testing.T, s store.Store) *someone {
	p := arrive(t, s, "a")
	p.keep(store.Batch{Blobs: []store.Chunk{{Blob: p.id, Box: []byte("b")}}})
	must(t, s.Put(t.Context(), p.id, store.Item{ID: NewID(), Box: []byte("i")}))
	p.session(1, 1)
	reach.Some(t, s, p.id)
	return p
}

func samePerson(t *testing.T, got, want store.Person) {
	t.Helper()
	same := got.Version == want.Version && got.Lineage == want.Lineage && string(got.Inbox) == string(want.Inbox) &&
		slices.EqualFunc(got.Slots, want.Slots, func(a, b store.Slot) bool { return a.Name == b.Name && string(a.Box) == string(b.Box) })
	if !same {
		t.Errorf("person %+v, want %+v", got, want)
	}
}

var inboxTests = []test{
	{"an item waits until a batch drains it", func(t *testing.T, s store.Store) {
		p := arrive(t, s)
		a, b := NewID(), NewID()
		must(t, s.Put(t.Context(), p.id, store.Item{ID: a, Box: []byte("one")}))
		must(t, s.Put(t.Context(), p.id, store.Item{ID: b, Box: []byte("two")}))
		p.keep(store.Batch{Rows: p.rows("one"), Drain: []store.ID{a}})
		if w := p.waiting(); len(w) != 1 || w[b] != "two" {
			t.Errorf("%q wait, want the second", w)
		}
	}},
	{"draining an item that is gone is no error", func(t *testing.T, s store.Store) {
		arrive(t, s).keep(store.Batch{Drain: []store.ID{NewID()}})
	}},
	{"the same id again changes nothing", func(t *testing.T, s store.Store) {
		p, id := arrive(t, s), NewID()
		for _, box := range []string{"first", "second"} {
			must(t, s.Put(t.Context(), p.id, store.Item{ID: id, Box: []byte(box)}))
		}
		if w := p.waiting(); len(w) != 1 || w[id] != "first" {
			t.Errorf("%q wait, want the first", w)
		}
	}},
	{"an item may have 16 KiB and no byte more", func(t *testing.T, s store.Store) {
		p := arrive(t, s)
		box := []byte(strings.Repeat("x", store.InboxBytes+1))
		must(t, s.Put(t.Context(), p.id, store.Item{ID: NewID(), Box: box[1:]}))
		wants(t, s.Put(t.Context(), p.id, store.Item{ID: NewID(), Box: box}), store.ErrRefused)
		if n := len(p.waiting()); n != 1 {
			t.Errorf("%d items wait, want 1", n)
		}
	}},
	{"a stranger has no inbox", func(t *testing.T, s store.Store) {
		p := newcomer(t, s)
		wants(t, s.Put(t.Context(), p.id, store.Item{ID: NewID()}), store.ErrNoPerson)
		if len(p.waiting()) != 0 {
			t.Error("something waits")
		}
	}},
	{"a full inbox takes nothing new, knows what it has, and another person's is not full", func(t *testing.T, s store.Store) {
		p, q, first := arrive(t, s), arrive(t, s), NewID()
		must(t, s.Put(t.Context(), p.id, store.Item{ID: first, Box: []byte("x")}))
		errs := make(chan error)
		for range 50 {
			go func() {
				var err error
				for range (store.InboxItems - 1 + 49) / 50 {
					err = errors.Join(err, s.Put(t.Context(), p.id, store.Item{ID: NewID(), Box: []byte("x")}))
				}
				errs <- err
			}()
		}
		over := 0
		for range 50 {
			if err := <-errs; err != nil {
				wants(t, err, store.ErrFullInbox)
				over++
			}
		}
		if n := len(p.waiting()); n != store.InboxItems || over == 0 {
			t.Fatalf("%d items wait, want %d; %d writers were told", n, store.InboxItems, over)
		}
		wants(t, s.Put(t.Context(), p.id, store.Item{ID: NewID()}), store.ErrFullInbox)
		must(t, s.Put(t.Context(), p.id, store.Item{ID: first}))
		must(t, s.Put(t.Context(), q.id, store.Item{ID: NewID()}))
		p.keep(store.Batch{Drain: []store.ID{first}})
		must(t, s.Put(t.Context(), p.id, store.Item{ID: NewID()}))
	}},
}

var blobTests = []test{
	{"the chunks of a blob come back in order", func(t *testing.T, s store.Store) {
		p, id := arrive(t, s), NewID()
		p.keep(store.Batch{Rows: p.rows("names it"), Blobs: []store.Chunk{
			{Blob: id, No: 2, Box: []byte("c")}, {Blob: id, No: 0, Box: []byte("a")}, {Blob: id, No: 10, Box: []byte("d")},
			{Blob: id, No: 1, Box: []byte("b")}, {Blob: NewID(), No: 0, Box: []byte("other")},
		}})
		if got := p.blob(id); got != "abcd" {
			t.Errorf("blob %q, want abcd", got)
		}
	}},
	{"a blob is dropped in the batch that says so", func(t *testing.T, s store.Store) {
		p, id, other := arrive(t, s), NewID(), NewID()
		p.keep(store.Batch{Blobs: []store.Chunk{{Blob: id, Box: []byte("a")}, {Blob: other, Box: []byte("b")}}})
		p.keep(store.Batch{Rows: p.rows("e"), Drop: []store.ID{id, NewID()}})
		if p.blob(id) != "" || p.blob(other) != "b" {
			t.Errorf("blobs %q and %q, want the second only", p.blob(id), p.blob(other))
		}
	}},
	{"a chunk that is there already is refused, unless its blob goes in the same batch", func(t *testing.T, s store.Store) {
		p, id := arrive(t, s), NewID()
		chunk := []store.Chunk{{Blob: id, Box: []byte("a")}}
		p.keep(store.Batch{Blobs: chunk})
		p.refused(store.ErrRefused, p.head, store.Batch{Rows: p.rows("x"), Blobs: chunk})
		p.refused(store.ErrRefused, p.head, store.Batch{Blobs: []store.Chunk{{Blob: NewID(), Box: nil}}})
		twice := store.Chunk{Blob: NewID(), Box: []byte("t")}
		p.refused(store.ErrRefused, p.head, store.Batch{Rows: p.rows("x"), Blobs: []store.Chunk{twice, twice}})
		p.keep(store.Batch{Drop: []store.ID{id}, Blobs: []store.Chunk{{Blob: id, Box: []byte("z")}}})
		if got := p.blob(id); got != "z" {
			t.Errorf("blob %q, want z", got)
		}
	}},
	{"all blobs of a person come back by blob and number, and nobody else's", func(t *testing.T, s store.Store) {
		p, q := arrive(t, s), arrive(t, s)
		a, b := store.ID{1}, store.ID{2}
		p.keep(store.Batch{Blobs: []store.Chunk{{Blob: b, No: 1, Box: []byte("d")}, {Blob: a, Box: []byte("a")}, {Blob: b, Box: []byte("c")}, {Blob: a, No: 1, Box: []byte("b")}}})
		q.keep(store.Batch{Blobs: []store.Chunk{{Blob: a, Box: []byte("q")}}})
		var got string
		must(t, s.BlobsOf(t.Context(), p.id, func(c store.Chunk) error {
			got += fmt.Sprint(c.Blob[0], c.No, string(c.Box), " ")
			return nil
		}))
		if got != "1 0a 1 1b 2 0c 2 1d " {
			t.Errorf("the blobs came as %q", got)
		}
	}},
	{"a blob is its person's own", func(t *testing.T, s store.Store) {
		p, q, id := arrive(t, s), arrive(t, s), NewID()
		p.keep(store.Batch{Blobs: []store.Chunk{{Blob: id, Box: []byte("p")}}})
		q.keep(store.Batch{Drop: []store.ID{id}})
		if p.blob(id) != "p" || q.blob(id) != "" {
			t.Errorf("blobs %q and %q", p.blob(id), q.blob(id))
		}
	}},
}

func (p *someone) session(day int64, ring uint64) store.ID {
	p.t.Helper()
	x := store.Session{ID: NewID(), Person: p.id, Day: day, Ring: ring, Box: []byte(fmt.Sprint(day))}
	must(p.t, p.s.PutSession(p.t.Context(), x))
	return x.ID
}

func sessionCount(t *testing.T, s store.Store, p store.ID) int {
	t.Helper()
	all, err := s.SessionsOf(t.Context(), p)
	must(t, err)
	return len(all)
}

var sessionTests = []test{
	{"a session comes back as it was", func(t *testing.T, s store.Store) {
		p := arrive(t, s)
		x, err := s.Session(t.Context(), p.session(-3, 7))
		if err != nil || x.Person != p.id || x.Day != -3 || x.Ring != 7 || string(x.Box) != "-3" {
			t.Errorf("session %+v, %v", x, err)
		}
		all, err := s.SessionsOf(t.Context(), p.id)
		if err != nil || len(all) != 1 || all[0].ID != x.ID || all[0].Ring != 7 {
			t.Errorf("sessions %+v, %v", all, err)
		}
	}},
	{"a session may be replaced", func(t *testing.T, s store.Store) {
		p := arrive(t, s)
		x := store.Session{ID: p.session(1, 1), Person: p.id, Day: 2, Ring: 1, Box: []byte("again")}
		must(t, s.PutSession(t.Context(), x))
		got, err := s.Session(t.Context(), x.ID)
		if err != nil || got.Day != 2 || string(got.Box) != "again" || sessionCount(t, s, p.id) != 1 {
			t.Errorf("session %+v, %v", got, err)
		}
	}},
	{"no session and no person are said so", func(t *testing.T, s store.Store) {
		_, err := s.Session(t.Context(), NewID())
		wants(t, err, store.ErrNoSession)
		wants(t, s.PutSession(t.Context(), store.Session{ID: NewID(), Person: NewID()}), store.ErrNoPerson)
		must(t, s.DropSession(t.Context(), NewID()))
	}},
	{"a session for a ring that has been replaced is a conflict", func(t *testing.T, s store.Store) {
		p := arrive(t, s)
		must(t, s.Rewrap(t.Context(), p.id, 1, p.ring(2)))
		wants(t, s.PutSession(t.Context(), store.Session{ID: NewID(), Person: p.id, Ring: 1}), store.ErrConflict)
	}},
	{"sessions are dropped one by one, by person, and by day", func(t *testing.T, s store.Store) {
		p, q := arrive(t, s), arrive(t, s)
		gone := p.session(5, 1)
		p.session(5, 1)
		p.session(6, 1)
		q.session(5, 1)
		q.session(7, 1)
		must(t, s.DropSession(t.Context(), gone))
		if n := sessionCount(t, s, p.id); n != 2 {
			t.Errorf("%d sessions after one was dropped, want 2", n)
		}
		must(t, s.ExpireSessions(t.Context(), 6))
		if n, m := sessionCount(t, s, p.id), sessionCount(t, s, q.id); n != 1 || m != 1 {
			t.Errorf("%d and %d sessions from day 6 on, want 1 and 1", n, m)
		}
		must(t, s.DropSessions(t.Context(), p.id))
		if n, m := sessionCount(t, s, p.id), sessionCount(t, s, q.id); n != 0 || m != 1 {
			t.Errorf("%d and %d sessions after the first person's went, want 0 and 1", n, m)
		}
	}},
}

var wholeTests = []test{
	{"the installation has one random id", func(t *testing.T, s store.Store) {
		a, err := s.Install(t.Context())
		must(t, err)
		b, err := s.Install(t.Context())
		if err != nil || a != b || a == (store.ID{}) {
			t.Errorf("ids %x and %x, %v", a, b, err)
		}
	}},
	{"a new store is healthy", func(t *testing.T, s store.Store) { must(t, s.Healthy(t.Context())) }},
	{"a closed store answers with errors and closes again without one", func(t *testing.T, s store.Store) {
		p := arrive(t, s, "a")
		must(t, s.Close())
		must(t, s.Close())
		ctx := context.WithoutCancel(t.Context())
		for _, err := range []error{
			s.Healthy(ctx), s.Append(ctx, p.id, p.head, store.Batch{Rows: p.rows("b")}),
			s.Since(ctx, p.id, p.head, func(store.Row) error { return nil }), s.Scrub(ctx),
		} {
			if err == nil {
				t.Error("no error")
			}
		}
	}},
	{"what the caller does with its slices afterwards does not matter", func(t *testing.T, s store.Store) {
		p, ring := newcomer(t, s), store.Person{Version: 1, Inbox: []byte("key")}
		rows := p.rows("a")
		p.keep(store.Batch{New: &ring, Rows: rows})
		rows[0].Box[0], ring.Inbox[0] = 'X', 'X'
		p.has("a")
		if got, err := s.Person(t.Context(), p.id); err != nil || string(got.Inbox) != "key" {
			t.Errorf("inbox key %q, %v", got.Inbox, err)
		}
	}},
}
