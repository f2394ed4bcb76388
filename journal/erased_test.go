package journal_test

import (
	"bytes"
	"strings"
	"testing"

	"ebb"
	"ebb/journal"
	"ebb/store"
	"ebb/store/ledger"
	"ebb/store/mem"
)

// withLedger is a journal of s over a store, beside a ledger.
func (s *someone) withLedger(st store.Store, b *ledger.Book) *journal.Journal {
	o := s.options(st)
	o.Ledger = b
	return journal.Open(o)
}

// olderCopy is what a restore makes of a store as it was, following a ledger.
func olderCopy(t *testing.T, s *someone, rows []store.Row, b *ledger.Book) *mem.Store {
	t.Helper()
	st := mem.As(store.ID(s.o.Install))
	known, err := b.Of(store.ID(s.o.Person))
	if err != nil {
		t.Fatal(err)
	}
	var erase []uint64
	for _, g := range known.Rows {
		if g.Seq <= uint64(len(rows)) && rows[g.Seq-1].Link == g.Link {
			erase = append(erase, g.Seq)
		}
	}
	if err := st.Append(ctx, store.ID(s.o.Person), store.Head{}, store.Batch{New: s.person(), Rows: rows, Erase: erase}); err != nil {
		t.Fatal(err)
	}
	return st
}

func rowsOf(t *testing.T, s *someone) (all []store.Row) {
	t.Helper()
	err := s.st.Since(ctx, store.ID(s.o.Person), store.Head{}, func(r store.Row) error {
		all = append(all, store.Row{Seq: r.Seq, Link: r.Link, Box: bytes.Clone(r.Box), Sum: bytes.Clone(r.Sum)})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestWhatWasErasedStaysErasedInAnOlderCopy(t *testing.T) {
	s, book := somebody(t), ledger.Memory()
	j, e := s.withLedger(s.st, book), said("letter")
	record(t, j, entry(said("a")), entry(e), entry(said("b")), entry(replace(e.ID, "letter, changed")))
	copied := rowsOf(t, s)
	record(t, j, entry(said("c")), ebb.Entry{Erase: []ebb.ID{e.ID}, Drop: []ebb.ID{{7}}})

	known, err := book.Of(store.ID(s.o.Person))
	if err != nil || len(known.Rows) != 2 || len(known.Blobs) != 1 {
		t.Fatalf("the ledger has %d rows and %d blobs, %v: want the entry, its other body, and one blob", len(known.Rows), len(known.Blobs), err)
	}
	st := olderCopy(t, s, copied, book)
	old := s.withLedger(st, book)
	wants(t, old, "a b")
	if all, err := old.Damaged(ctx); err != nil || len(all) != 2 {
		t.Errorf("before the person has looked at it: %v, %v", all, err)
	}
	if err := old.Reconcile(ctx); err != nil {
		t.Fatal(err)
	}
	if all, err := old.Damaged(ctx); err != nil || len(all) != 0 {
		t.Errorf("afterwards it is damaged: %v, %v", all, err)
	}
	record(t, old, entry(e)) // a phone that tries again
	wants(t, s.withLedger(st, book), "a b")
	again, err := old.Head(ctx)
	if err != nil || old.Reconcile(ctx) != nil {
		t.Fatal(err)
	}
	if h, _ := old.Head(ctx); h != again {
		t.Error("a second look wrote something")
	}
}

func TestABareRowWithoutAProofStaysDamage(t *testing.T) {
	for what, change := range map[string]func(*ledger.Gone){
		"another proof":        func(g *ledger.Gone) { g.Proof[0]++ },
		"another event":        func(g *ledger.Gone) { g.Event[0]++ },
		"the link of another":  func(g *ledger.Gone) { g.Link[0]++ },
		"another row's number": func(g *ledger.Gone) { g.Seq++ },
	} {
		s, book := somebody(t), ledger.Memory()
		j, e := s.withLedger(s.st, book), said("letter")
		record(t, j, entry(said("a")), entry(e), entry(said("b")))
		copied := rowsOf(t, s)
		record(t, j, ebb.Entry{Erase: []ebb.ID{e.ID}})
		known, _ := book.Of(store.ID(s.o.Person))
		g := known.Rows[0]
		st := olderCopy(t, s, copied, book)
		change(&g)
		forged := ledger.Memory()
		if err := forged.Add(store.ID(s.o.Person), ledger.Erased{Rows: []ledger.Gone{g}}); err != nil {
			t.Fatal(err)
		}
		old := s.withLedger(st, forged)
		if err := old.Reconcile(ctx); err != nil {
			t.Fatal(err)
		}
		if all, err := old.Damaged(ctx); err != nil || len(all) != 1 || all[0].Seq != 2 {
			t.Errorf("%s: %v, %v", what, all, err)
		}
	}
}

func TestALedgerThatMissedAnErasureIsMended(t *testing.T) {
	s, book := somebody(t), ledger.Memory()
	e := said("letter")
	record(t, s.open(), entry(e), entry(said("b")))
	record(t, s.open(), ebb.Entry{Erase: []ebb.ID{e.ID}}) // the process ended before the ledger had it
	j := s.withLedger(s.st, book)
	if err := j.Reconcile(ctx); err != nil {
		t.Fatal(err)
	}
	known, err := book.Of(store.ID(s.o.Person))
	if err != nil || len(known.Rows) != 1 || known.Rows[0].Seq != 1 || known.Rows[0].Event != store.ID(e.ID) {
		t.Errorf("%+v, %v", known, err)
	}
	if strings.Contains(string(known.Rows[0].Proof[:]), "letter") {
		t.Error("the proof holds words")
	}
}
