// Package storetest is the contract of package store as tests. Every store
// runs all of it, and its own test file is then a few lines.
//
// It promises that a store which passes can replace another. It refuses to
// look at time or speed, which are measured elsewhere, and at what a store
// leaves on the disk, which its own tests know.
package storetest

import (
	"context"
	"errors"
	"testing"

	"ebb/store"
	"ebb/store/storetest/chain"
	"ebb/store/storetest/oracle"
	"ebb/store/storetest/reach"
)

// Run tests the whole contract. open returns a new, empty store each time and
// need not close it.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	for _, group := range []struct {
		name  string
		tests []test
	}{
		{"rows", rowTests}, {"erasing", eraseTests}, {"people", peopleTests}, {"inbox", inboxTests},
		{"blobs", blobTests}, {"rewriting", rewriteTests}, {"sessions", sessionTests}, {"whole", wholeTests},
	} {
		t.Run(group.name, func(t *testing.T) {
			for _, x := range group.tests {
				t.Run(x.says, func(t *testing.T) {
					s := open(t)
					defer s.Close()
					x.run(t, s)
				})
			}
		})
	}
	reach.Run(t, open)
	t.Run("whatever is done in whatever order, the store does what a simple model does", func(t *testing.T) {
		oracle.Check(t, open)
	})
}

type test struct {
	says string
	run  func(t *testing.T, s store.Store)
}

// NewID returns a random id.
func NewID() store.ID { return chain.NewID() }

// Chain returns rows for the boxes that follow after in the chain of p.
func Chain(install, p store.ID, after store.Head, boxes ...[]byte) []store.Row {
	return chain.Of(install, p, after, boxes...)
}

// Whole reads all rows of p and says what is wrong with their chain.
func Whole(ctx context.Context, s store.Store, p store.ID) ([]store.Row, error) {
	return chain.Whole(ctx, s, p)
}

// someone is a person in a store, and how far their chain goes.
type someone struct {
	t    *testing.T
	s    store.Store
	id   store.ID
	inst store.ID
	head store.Head
}

func newcomer(t *testing.T, s store.Store) *someone {
	inst, err := s.Install(t.Context())
	must(t, err)
	return &someone{t: t, s: s, id: NewID(), inst: inst}
}

// arrive makes a newcomer exist, with ring version 1 and two slots.
func arrive(t *testing.T, s store.Store, boxes ...string) *someone {
	t.Helper()
	p := newcomer(t, s)
	ring := p.ring(1)
	must(t, s.Append(t.Context(), p.id, p.head, store.Batch{New: &ring}))
	if len(boxes) > 0 {
		p.record(boxes...)
	}
	return p
}

func (p *someone) ring(version uint64) store.Person {
	return store.Person{
		Version: version, Inbox: []byte{1, byte(version)}, Lineage: p.id,
		Slots: []store.Slot{{Name: "pass", Box: []byte{2, byte(version)}}, {Name: "draft", Box: []byte{3}}},
	}
}

func (p *someone) rows(boxes ...string) []store.Row {
	bs := make([][]byte, len(boxes))
	for i, b := range boxes {
		bs[i] = []byte(b)
	}
	return Chain(p.inst, p.id, p.head, bs...)
}

// record appends and must succeed.
func (p *someone) record(boxes ...string) {
	p.t.Helper()
	p.keep(store.Batch{Rows: p.rows(boxes...)})
}

func (p *someone) keep(b store.Batch) {
	p.t.Helper()
	must(p.t, p.append(b))
}

// append moves the head when the store says yes.
func (p *someone) append(b store.Batch) error {
	err := p.s.Append(p.t.Context(), p.id, p.head, b)
	if err == nil && len(b.Rows) > 0 {
		last := b.Rows[len(b.Rows)-1]
		p.head = store.Head{Seq: last.Seq, Link: last.Link}
	}
	return err
}

// refused appends b after the given head, and must be refused with why and
// change nothing.
func (p *someone) refused(why error, after store.Head, b store.Batch) {
	p.t.Helper()
	before := p.boxes()
	if err := p.s.Append(p.t.Context(), p.id, after, b); !errors.Is(err, why) {
		p.t.Errorf("Append answers %v, want %v", err, why)
	}
	p.has(before...)
}

// boxes reads the whole chain; an erased row is "-".
func (p *someone) boxes() []string {
	p.t.Helper()
	rows, err := Whole(p.t.Context(), p.s, p.id)
	must(p.t, err)
	out := []string{}
	for _, r := range rows {
		if r.Box == nil {
			out = append(out, "-")
		} else {
			out = append(out, string(r.Box))
		}
	}
	return out
}

func (p *someone) has(want ...string) {
	p.t.Helper()
	got := p.boxes()
	if len(got) != len(want) {
		p.t.Errorf("the chain holds %q, want %q", got, want)
		return
	}
	for i := range want {
		if got[i] != want[i] {
			p.t.Errorf("row %d is %q, want %q", i+1, got[i], want[i])
		}
	}
}

// blob reads a blob as one string.
func (p *someone) blob(id store.ID) (whole string) {
	p.t.Helper()
	must(p.t, p.s.Blob(p.t.Context(), p.id, id, func(c store.Chunk) error {
		if c.Blob != id {
			p.t.Errorf("a chunk of blob %x, want %x", c.Blob, id)
		}
		whole += string(c.Box)
		return nil
	}))
	return whole
}

// waiting reads the inbox.
func (p *someone) waiting() map[store.ID]string {
	p.t.Helper()
	items := map[store.ID]string{}
	must(p.t, p.s.Waiting(p.t.Context(), p.id, func(it store.Item) error {
		items[it.ID] = string(it.Box)
		return nil
	}))
	return items
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wants(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("answers %v, want %v", err, want)
	}
}
