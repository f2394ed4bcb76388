package journal_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"ebb"
	"ebb/journal"
	"ebb/store"
)

// once checks that every event stands exactly once in a whole chain.
func once(t *testing.T, j *journal.Journal, events []ebb.Event) {
	t.Helper()
	unharmed(t, j)
	err := j.View(ctx, func(f map[string]ebb.Fold) error {
		d := f["diary"].(*diary)
		if len(d.order) != len(events) {
			t.Errorf("%d entries folded, want %d", len(d.order), len(events))
		}
		for _, e := range events {
			if d.times[e.ID] != 1 {
				t.Errorf("an entry stands %d times", d.times[e.ID])
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if h, _ := j.Head(ctx); h.Seq != uint64(len(events)) {
		t.Errorf("%d rows for %d entries", h.Seq, len(events))
	}
}

// crowd records every event from several goroutines at once, each of which
// tries again until it is told that it is kept, and reads pages meanwhile.
func crowd(t *testing.T, journals []*journal.Journal, n int) []ebb.Event {
	events := make([]ebb.Event, n)
	for i := range events {
		events[i] = said(fmt.Sprint(i))
	}
	var wg sync.WaitGroup
	for w := range 24 {
		wg.Go(func() {
			for i := w % 12; i < n; i += 12 { // everything is sent twice
				j := journals[(w+i)%len(journals)]
				for j.Record(ctx, entry(events[i])) != nil {
					continue
				}
				if i%5 == 0 {
					shown(t, j)
				}
			}
		})
	}
	wg.Wait()
	return events
}

func TestManyWritersOneJournal(t *testing.T) {
	s := somebody(t)
	j := s.open()
	events := crowd(t, []*journal.Journal{j}, 600)
	once(t, j, events)
	once(t, s.open(), events)
}

func TestManyWritersTwoProcesses(t *testing.T) {
	s := somebody(t)
	a, b := s.open(), s.open()
	events := crowd(t, []*journal.Journal{a, b}, 600)
	once(t, a, events)
	once(t, b, events)
	once(t, s.open(), events)
}

func TestManyWritersAndAStoreThatFails(t *testing.T) {
	s := somebody(t)
	st := &shim{Store: s.st}
	var n atomic.Int64
	st.append = func(_ context.Context, next func() error) error {
		switch n.Add(1) % 7 {
		case 1:
			return fmt.Errorf("lost before: %w", store.ErrUnknown)
		case 3:
			if err := next(); err != nil {
				return err
			}
			return fmt.Errorf("lost after: %w", store.ErrUnknown)
		case 5:
			return store.ErrFull
		}
		return next()
	}
	st2 := &shim{Store: s.st, append: st.append}
	events := crowd(t, []*journal.Journal{journal.Open(s.options(st)), journal.Open(s.options(st2))}, 300)
	once(t, s.open(), events)
}

func TestWhoWaitsSharesOneAppend(t *testing.T) {
	s := somebody(t)
	began, gate, appends := make(chan struct{}), make(chan struct{}), 0
	st := &shim{Store: s.st, append: func(_ context.Context, next func() error) error {
		if appends++; appends == 1 {
			close(began)
			<-gate
		}
		return next()
	}}
	j := journal.Open(s.options(st))
	shown(t, j)
	var wg sync.WaitGroup
	send := func(text string) { wg.Go(func() { record(t, j, entry(said(text))) }) }
	send("first")
	<-began
	for i := range 50 {
		send(fmt.Sprint(i))
	}
	time.Sleep(20 * time.Millisecond)
	if shown(t, j) != "" { // a page is read while the store works
		t.Error("it shows what is not kept yet")
	}
	close(gate)
	wg.Wait()
	if appends > 4 {
		t.Errorf("%d appends for 51 writers", appends)
	}
}

func TestARequestThatEndsDoesNotCutTheAppend(t *testing.T) {
	s := somebody(t)
	request, end := context.WithCancel(ctx)
	began, gate, ended := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	st := &shim{Store: s.st, append: func(ctx context.Context, next func() error) error {
		close(began)
		<-gate
		ended <- ctx.Err()
		return next()
	}}
	j := journal.Open(s.options(st))
	done := make(chan error, 1)
	go func() { done <- j.Record(request, entry(said("kept"))) }()
	<-began
	end()
	close(gate)
	if err := <-ended; err != nil {
		t.Errorf("the append's own context ended: %v", err)
	}
	if err := <-done; err != nil && !errors.Is(err, journal.ErrUnsure) {
		t.Errorf("the leader was told %v", err)
	}
	wants(t, s.open(), "kept")
}

func TestAWaiterWhoLeavesIsUnsureAndMayTryAgain(t *testing.T) {
	s := somebody(t)
	began, gate := make(chan struct{}, 9), make(chan struct{})
	st := &shim{Store: s.st, append: func(_ context.Context, next func() error) error {
		began <- struct{}{}
		<-gate
		return next()
	}}
	j := journal.Open(s.options(st))
	first, second := said("first"), said("second")
	go j.Record(ctx, entry(first))
	<-began
	request, end := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- j.Record(request, entry(second)) }()
	time.Sleep(10 * time.Millisecond)
	end()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("it was told %v", err)
	}
	close(gate)
	record(t, j, entry(second))
	once(t, s.open(), []ebb.Event{first, second})
}

func TestAnUnknownOutcomeIsSettledBeforeAnyoneIsTold(t *testing.T) {
	for _, kept := range []bool{true, false} {
		t.Run(fmt.Sprint("kept ", kept), func(t *testing.T) {
			s := somebody(t)
			settled := 0
			st := &shim{Store: s.st, settle: func() error {
				if settled++; settled == 1 {
					return errors.New("no answer yet")
				}
				return nil
			}}
			s.st.Fail(store.ErrUnknown, kept)
			j, e := journal.Open(s.options(st)), said("once")
			record(t, j, entry(e))
			if kept && settled < 2 {
				t.Errorf("told after settling %d times", settled)
			}
			once(t, s.open(), []ebb.Event{e})
		})
	}
}

func TestAnIDOfAnotherProcessIsSettledToo(t *testing.T) {
	s := somebody(t)
	e, settled := said("once"), 0
	record(t, s.open(), entry(e))
	st := &shim{Store: s.st, settle: func() error { settled++; return nil }}
	j := journal.Open(s.options(st))
	record(t, j, entry(e))
	record(t, j, entry(e))
	if settled != 1 {
		t.Errorf("settled %d times, want once", settled)
	}
}

func TestAPageThatIsFasterThanTheLeader(t *testing.T) {
	s := somebody(t)
	var j *journal.Journal
	st := &shim{Store: s.st, append: func(_ context.Context, next func() error) error {
		err := next()
		if got := shown(t, j); got != "quick" && got != "quick brown" {
			t.Errorf("the page shows %q", got)
		}
		return err
	}}
	j = journal.Open(s.options(st))
	a, b := said("quick"), said("brown")
	record(t, j, entry(a))
	record(t, j, entry(b))
	once(t, j, []ebb.Event{a, b})
}

func TestTheStoreContradictsItself(t *testing.T) {
	s := somebody(t)
	tries := 0
	st := &shim{Store: s.st, append: func(context.Context, func() error) error { tries++; return store.ErrConflict }}
	if err := journal.Open(s.options(st)).Record(ctx, entry(said("x"))); !errors.Is(err, journal.ErrStuck) || tries > 3 {
		t.Errorf("after %d tries: %v", tries, err)
	}
}

func TestAFullStoreSaysSo(t *testing.T) {
	s := somebody(t)
	j := s.open()
	s.st.Fail(store.ErrFull, false)
	if err := j.Record(ctx, entry(said("x"))); !errors.Is(err, store.ErrFull) {
		t.Errorf("%v", err)
	}
	record(t, j, entry(said("y")))
	wants(t, j, "y")
}

func TestPatienceEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := somebody(t)
		st := &shim{Store: s.st}
		st.append = func(context.Context, func() error) error { return store.ErrUnknown }
		st.settle = func() error { return errors.New("nobody there") }
		j, e, start := journal.Open(s.options(st)), said("x"), time.Now()
		err := j.Record(ctx, entry(e))
		if waited := time.Since(start); !errors.Is(err, journal.ErrUnsure) || waited < 10*time.Second || waited > 11*time.Second {
			t.Errorf("after %v: %v", waited, err)
		}
		st.append, st.settle = nil, nil
		record(t, j, entry(e))
		once(t, s.open(), []ebb.Event{e})
	})
}

func TestAPersonIsCreatedByTheFirstEntry(t *testing.T) {
	s := nobody(t)
	o := s.options(s.st)
	o.New = s.person()
	j := journal.Open(o)
	wants(t, j, "")
	if _, err := s.st.Person(ctx, store.ID(s.o.Person)); !errors.Is(err, store.ErrNoPerson) {
		t.Errorf("reading made somebody: %v", err)
	}
	s.st.Fail(store.ErrFull, false)
	if err := j.Record(ctx, entry(said("no room"))); !errors.Is(err, store.ErrFull) {
		t.Error(err)
	}
	events := crowd(t, []*journal.Journal{j}, 60)
	once(t, j, events)
	once(t, s.open(), events)
}

func TestAPersonWhoseCreationWasUnsureIsNotCreatedTwice(t *testing.T) {
	for _, kept := range []bool{true, false} {
		s := nobody(t)
		o := s.options(s.st)
		o.New = s.person()
		s.st.Fail(store.ErrUnknown, kept)
		j, e := journal.Open(o), said("first")
		record(t, j, entry(e))
		once(t, s.open(), []ebb.Event{e})
		more := said("second")
		record(t, j, entry(more))
		once(t, s.open(), []ebb.Event{e, more})
	}
}

func TestWhoWasCreatedElsewhereIsNotWrittenOver(t *testing.T) {
	s := nobody(t)
	mine := s.options(s.st)
	mine.New = s.person()
	other := *s
	other.ring = s.ring.Next()
	theirs := other.options(s.st)
	theirs.New = other.person()
	j := journal.Open(theirs)
	wants(t, j, "")
	e := said("mine")
	record(t, journal.Open(mine), entry(e))
	if err := j.Record(ctx, entry(said("theirs"))); !errors.Is(err, journal.ErrExists) {
		t.Errorf("%v", err)
	}
	once(t, s.open(), []ebb.Event{e})
}

func TestWithoutAPersonNothingIsKept(t *testing.T) {
	s := nobody(t)
	if err := s.open().Record(ctx, entry(said("x"))); !errors.Is(err, store.ErrNoPerson) {
		t.Errorf("%v", err)
	}
}

func TestErasingWaitsForTheLogFiles(t *testing.T) {
	s := somebody(t)
	scrubbed := 0
	st := &shim{Store: s.st, scrub: func() error { scrubbed++; return nil }}
	j, e := journal.Open(s.options(st)), said("x")
	record(t, j, entry(e))
	if scrubbed != 0 {
		t.Error("an ordinary entry scrubs")
	}
	record(t, j, ebb.Entry{Erase: []ebb.ID{e.ID}})
	if scrubbed != 1 {
		t.Errorf("scrubbed %d times", scrubbed)
	}
	st.scrub = func() error { return errors.New("a reader holds it") }
	if err := j.Record(ctx, ebb.Entry{Erase: []ebb.ID{e.ID}}); err == nil {
		t.Error("it says that all is gone")
	}
}

func TestALongQueueGoesInSeveralAppends(t *testing.T) {
	s := somebody(t)
	j := s.open()
	var entries []ebb.Entry
	for range 1500 {
		entries = append(entries, entry(said("x")))
	}
	record(t, j, entries...)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 3 {
				e := said("big")
				record(t, j, ebb.Entry{Event: e, Blobs: []ebb.Blob{{ID: ebb.NewID(), Data: make([]byte, 5<<20)}}})
			}
		})
	}
	wg.Wait()
	if h, _ := j.Head(ctx); h.Seq != 1512 {
		t.Errorf("%d rows", h.Seq)
	}
	unharmed(t, j)
}

// Erasing what another is only about to record must wait for its row.
func TestErasingInTheMiddleOfThings(t *testing.T) {
	s := somebody(t)
	j := s.open()
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Go(func() {
			e := said(fmt.Sprint(i))
			if rand.N(2) == 0 {
				wg.Go(func() { record(t, j, ebb.Entry{Erase: []ebb.ID{e.ID}}) })
				record(t, j, entry(e))
				return
			}
			record(t, j, entry(e))
			record(t, j, ebb.Entry{Erase: []ebb.ID{e.ID}})
		})
	}
	wg.Wait()
	wants(t, j, "")
	wants(t, s.open(), "")
	unharmed(t, j)
}
