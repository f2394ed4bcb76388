// Package bench measures. Nothing here passes or fails, and nothing elsewhere
// looks at a clock.
package bench

import (
	"crypto/rand"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"ebb/store"
	"ebb/store/sqlite"
	"ebb/store/storetest"
)

// box is a hard moment with a few words, sealed.
const box = 545

// person appends to one chain.
type person struct {
	s       store.Store
	id      store.ID
	install store.ID
	head    store.Head
}

func newPerson(b *testing.B, s store.Store) *person {
	p := &person{s: s, id: storetest.NewID()}
	var err error
	if p.install, err = s.Install(b.Context()); err == nil {
		err = s.Append(b.Context(), p.id, p.head, store.Batch{New: &store.Person{Version: 1}})
	}
	if err != nil {
		b.Fatal(err)
	}
	return p
}

func (p *person) append(b *testing.B, rows int) {
	boxes := make([][]byte, rows)
	for i := range boxes {
		boxes[i] = make([]byte, box)
		rand.Read(boxes[i])
	}
	batch := store.Batch{Rows: storetest.Chain(p.install, p.id, p.head, boxes...)}
	if err := p.s.Append(b.Context(), p.id, p.head, batch); err != nil {
		b.Error(err)
	}
	last := batch.Rows[rows-1]
	p.head = store.Head{Seq: last.Seq, Link: last.Link}
}

// open returns a store on this machine's disk and counts its commits, each of
// which is one fsync of the log.
func open(b *testing.B) (store.Store, *atomic.Int64) {
	var commits atomic.Int64
	s, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "ebb.db"), sqlite.Options{
		AfterCommit: func() { commits.Add(1) },
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s, &commits
}

// report adds rows a second and log fsyncs a row to what a benchmark prints.
func report(b *testing.B, commits int64, rows int) {
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(commits)/float64(rows), "syncs/row")
}

// One person taps, alone on the machine.
func BenchmarkStoreLoneAppend(b *testing.B) {
	s, commits := open(b)
	p := newPerson(b, s)
	commits.Store(0)
	for b.Loop() {
		p.append(b, 1)
	}
	report(b, commits.Load(), b.N)
}

// 64 people write at the same time, a row each.
func BenchmarkStore64People(b *testing.B) {
	s, commits := open(b)
	people := make([]*person, 64)
	for i := range people {
		people[i] = newPerson(b, s)
	}
	commits.Store(0)
	var left atomic.Int64
	left.Store(int64(b.N))
	b.ResetTimer()
	var wg sync.WaitGroup
	for _, p := range people {
		wg.Go(func() {
			for left.Add(-1) >= 0 {
				p.append(b, 1)
			}
		})
	}
	wg.Wait()
	report(b, commits.Load(), b.N)
}

// One person's 64 tabs and phones: the journal makes one batch of them.
func BenchmarkStoreOnePersonBatchesOf64(b *testing.B) {
	s, commits := open(b)
	p := newPerson(b, s)
	commits.Store(0)
	n := 0
	for b.Loop() {
		p.append(b, 64)
		n += 64
	}
	report(b, commits.Load(), n)
}

// An unlock reads the whole chain.
func BenchmarkStoreRead10000Rows(b *testing.B) {
	s, _ := open(b)
	p := newPerson(b, s)
	for range 100 {
		p.append(b, 100)
	}
	rows := 0
	for b.Loop() {
		if err := s.Since(b.Context(), p.id, store.Head{}, func(store.Row) error { rows++; return nil }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(rows), "ns/row")
}
