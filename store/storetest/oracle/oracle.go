// Package oracle compares a store with a store as one would explain it, after
// every step of whatever rapid thinks of. When they differ, rapid looks for
// the shortest way there.
package oracle

import (
	"crypto/sha256"
	"errors"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ebb/store"
	"ebb/store/storetest/chain"
)

// model is a store as one would explain it: a few people, and what each has.
type model struct {
	t     *testing.T
	s     store.Store
	inst  store.ID
	ids   [3]store.ID
	known map[store.ID]*memory
}

type memory struct {
	version  uint64
	rows     []store.Row
	inbox    map[store.ID]bool
	blobs    map[store.ID]bool
	sessions map[store.ID]uint64
}

// Check runs the comparison. open returns a new, empty store each time.
func Check(t *testing.T, open func(t *testing.T) store.Store) {
	rapid.Check(t, func(rt *rapid.T) {
		s := open(t)
		defer s.Close()
		m := &model{t: t, s: s, known: map[store.ID]*memory{}}
		m.inst, _ = s.Install(t.Context())
		for i := range m.ids {
			m.ids[i] = store.ID{byte(i + 1)}
		}
		rt.Repeat(map[string]func(*rapid.T){
			"arrive": m.arrive, "record": m.record, "lie": m.lie, "erase": m.erase, "attach": m.attach,
			"capture": m.capture, "drain": m.drain, "sign in": m.signIn, "rewrap": m.rewrap, "forget": m.forget,
			"": m.compare,
		})
	})
}

func (m *model) who(rt *rapid.T) (store.ID, *memory) {
	id := rapid.SampledFrom(m.ids[:]).Draw(rt, "who")
	return id, m.known[id]
}

func (k *memory) head() store.Head {
	if k == nil || len(k.rows) == 0 {
		return store.Head{}
	}
	r := k.rows[len(k.rows)-1]
	return store.Head{Seq: r.Seq, Link: r.Link}
}

func (m *model) chain(rt *rapid.T, id store.ID, after store.Head) []store.Row {
	boxes := rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 1, 40), 1, 5).Draw(rt, "boxes")
	return chain.Of(m.inst, id, after, boxes...)
}

// says compares the store's answer with the model's.
func says(rt *rapid.T, got, want error) bool {
	if !errors.Is(got, want) || want == nil && got != nil {
		rt.Fatalf("the store answers %v, the model %v", got, want)
	}
	return want == nil
}

// append asks the model what ought to be said to a batch of honest rows.
func (m *model) append(rt *rapid.T, id store.ID, after store.Head, b store.Batch) bool {
	k, want := m.known[id], error(nil)
	switch {
	case k == nil && b.New == nil:
		want = store.ErrNoPerson
	case k != nil && b.New != nil, len(b.Rows) > 0 && after != k.head():
		want = store.ErrConflict
	}
	if !says(rt, m.s.Append(m.t.Context(), id, after, b), want) {
		return false
	}
	if b.New != nil {
		k = &memory{b.New.Version, nil, map[store.ID]bool{}, map[store.ID]bool{}, map[store.ID]uint64{}}
		m.known[id] = k
	}
	for _, r := range b.Rows {
		k.rows = append(k.rows, chain.Clone(r))
	}
	return true
}

func (m *model) arrive(rt *rapid.T) {
	id, _ := m.who(rt)
	m.append(rt, id, store.Head{}, store.Batch{New: &store.Person{Version: 1}, Rows: m.chain(rt, id, store.Head{})})
}

func (m *model) record(rt *rapid.T) {
	id, k := m.who(rt)
	after := k.head()
	if k != nil && len(k.rows) > 0 && rapid.Bool().Draw(rt, "stale") {
		r := rapid.SampledFrom(k.rows).Draw(rt, "after")
		after = store.Head{Seq: r.Seq, Link: r.Link}
	}
	m.append(rt, id, after, store.Batch{Rows: m.chain(rt, id, after)})
}

// lie appends rows of which one does not follow.
func (m *model) lie(rt *rapid.T) {
	id, k := m.who(rt)
	rows := m.chain(rt, id, k.head())
	r := &rows[rapid.IntRange(0, len(rows)-1).Draw(rt, "which")]
	rapid.SampledFrom([]func(){
		func() { r.Link[3] ^= 4 }, func() { r.Box = append(r.Box, 0) }, func() { r.Seq++ }, func() { r.Box = nil },
	}).Draw(rt, "how")()
	says(rt, m.s.Append(m.t.Context(), id, k.head(), store.Batch{Rows: rows}), store.ErrRefused)
}

func (m *model) erase(rt *rapid.T) {
	id, k := m.who(rt)
	if k == nil || len(k.rows) == 0 {
		return
	}
	seq := rapid.Uint64Range(1, uint64(len(k.rows))).Draw(rt, "seq")
	if m.append(rt, id, k.head(), store.Batch{Rows: m.chain(rt, id, k.head()), Erase: []uint64{seq}}) {
		if r := &k.rows[seq-1]; r.Box != nil {
			sum := sha256.Sum256(r.Box)
			r.Box, r.Sum = nil, sum[:]
		}
	}
}

// pick returns one of four fixed ids, so that things meet.
func pick(rt *rapid.T) store.ID { return store.ID{15: rapid.ByteRange(1, 4).Draw(rt, "id")} }

func (m *model) attach(rt *rapid.T) {
	id, k := m.who(rt)
	blob, drop := pick(rt), rapid.Bool().Draw(rt, "drop")
	var b store.Batch
	if drop {
		b.Drop = []store.ID{blob}
	} else {
		b.Blobs = []store.Chunk{{Blob: blob, No: 0, Box: []byte{1}}, {Blob: blob, No: 1, Box: []byte{2}}}
	}
	if k != nil && !drop && k.blobs[blob] {
		says(rt, m.s.Append(m.t.Context(), id, k.head(), b), store.ErrRefused)
	} else if m.append(rt, id, store.Head{}, b) {
		k.blobs[blob] = !drop
	}
}

func (m *model) capture(rt *rapid.T) {
	id, k := m.who(rt)
	it := store.Item{ID: pick(rt), Box: []byte{7}}
	if k == nil {
		says(rt, m.s.Put(m.t.Context(), id, it), store.ErrNoPerson)
	} else if says(rt, m.s.Put(m.t.Context(), id, it), nil) {
		k.inbox[it.ID] = true
	}
}

func (m *model) drain(rt *rapid.T) {
	id, k := m.who(rt)
	if it := pick(rt); m.append(rt, id, store.Head{}, store.Batch{Drain: []store.ID{it}}) {
		delete(k.inbox, it)
	}
}

func (m *model) signIn(rt *rapid.T) {
	id, k := m.who(rt)
	x := store.Session{ID: pick(rt), Person: id, Ring: rapid.Uint64Range(1, 4).Draw(rt, "ring")}
	x.ID[0] = id[0] // two people never share a token
	want := error(nil)
	if k == nil {
		want = store.ErrNoPerson
	} else if x.Ring < k.version {
		want = store.ErrConflict
	}
	if says(rt, m.s.PutSession(m.t.Context(), x), want) {
		k.sessions[x.ID] = x.Ring
	}
}

func (m *model) rewrap(rt *rapid.T) {
	id, k := m.who(rt)
	from := rapid.Uint64Range(1, 4).Draw(rt, "from")
	want := error(nil)
	if k == nil {
		want = store.ErrNoPerson
	} else if k.version != from {
		want = store.ErrConflict
	}
	if says(rt, m.s.Rewrap(m.t.Context(), id, from, store.Person{Version: from + 1}), want) {
		k.version = from + 1
		maps.DeleteFunc(k.sessions, func(_ store.ID, ring uint64) bool { return ring <= from })
	}
}

func (m *model) forget(rt *rapid.T) {
	id, _ := m.who(rt)
	if rapid.IntRange(0, 3).Draw(rt, "rarely") == 0 && says(rt, m.s.Forget(m.t.Context(), id), nil) {
		delete(m.known, id)
	}
}

// compare looks at everything after every step.
func (m *model) compare(rt *rapid.T) {
	for _, id := range m.ids {
		k := m.known[id]
		if k == nil {
			k = &memory{}
		}
		rows, err := chain.Whole(m.t.Context(), m.s, id)
		if err != nil || !slices.EqualFunc(rows, k.rows, sameRow) {
			rt.Fatalf("rows %v, %v, want %v", rows, err, k.rows)
		}
		if h, err := m.s.Head(m.t.Context(), id); err != nil || h != k.head() {
			rt.Fatalf("head %v, %v, want %v", h, err, k.head())
		}
		x, err := m.s.Person(m.t.Context(), id)
		if x.Version != k.version || (m.known[id] == nil) != errors.Is(err, store.ErrNoPerson) {
			rt.Fatalf("ring version %d, %v, want %d", x.Version, err, k.version)
		}
		m.compareBeside(rt, id, k)
	}
}

func (m *model) compareBeside(rt *rapid.T, id store.ID, k *memory) {
	ctx, waiting := m.t.Context(), map[store.ID]bool{}
	err := m.s.Waiting(ctx, id, func(it store.Item) error { waiting[it.ID] = true; return nil })
	if err != nil || !maps.Equal(waiting, k.inbox) {
		rt.Fatalf("%v wait, %v, want %v", waiting, err, k.inbox)
	}
	for blob, there := range k.blobs {
		whole := ""
		err := m.s.Blob(ctx, id, blob, func(c store.Chunk) error { whole += string(c.Box); return nil })
		if err != nil || (whole == "\x01\x02") != there {
			rt.Fatalf("blob %x is %q, %v; there should be one: %v", blob, whole, err, there)
		}
	}
	if all, err := m.s.SessionsOf(ctx, id); err != nil || len(all) != len(k.sessions) {
		rt.Fatalf("%d sessions, %v, want %d", len(all), err, len(k.sessions))
	}
}

func sameRow(a, b store.Row) bool {
	return a.Seq == b.Seq && a.Link == b.Link && string(a.Box) == string(b.Box) && string(a.Sum) == string(b.Sum)
}
