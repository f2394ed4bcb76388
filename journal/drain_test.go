package journal_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"ebb"
	"ebb/journal"
	"ebb/store"
	"ebb/vault"
)

// pair gives the person a device.
func (s *someone) pair(t testing.TB) store.Device {
	t.Helper()
	d := store.Device{Token: vault.NewToken(), ID: store.ID(ebb.NewID()), Person: store.ID(s.o.Person)}
	if err := s.st.PutDevice(ctx, d); err != nil {
		t.Fatal(err)
	}
	return d
}

// leave puts a capture into the inbox, as this server does, and returns its id.
func (s *someone) leave(t testing.TB, text string) ebb.ID {
	t.Helper()
	return s.send(t, ebb.ID{}, text)
}

// send puts a device's capture into the inbox.
func (s *someone) send(t testing.TB, device ebb.ID, text string) ebb.ID {
	t.Helper()
	item := ebb.NewID()
	box, err := vault.SealCapture(s.ring.Public(), s.o, device, item, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	s.put(t, item, box)
	return item
}

func (s *someone) put(t testing.TB, item ebb.ID, box []byte) {
	t.Helper()
	if err := s.st.Put(ctx, store.ID(s.o.Person), store.Item{ID: store.ID(item), Box: box}); err != nil {
		t.Fatal(err)
	}
}

func (s *someone) waiting(t testing.TB) int {
	t.Helper()
	n := 0
	if err := s.st.Waiting(ctx, store.ID(s.o.Person), func(store.Item) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

func drain(t testing.TB, j *journal.Journal) journal.Drained {
	t.Helper()
	d, err := j.Drain(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestCapturesJoinUnderTheirOwnID(t *testing.T) {
	s := somebody(t)
	id := s.leave(t, "captured")
	j := s.open()
	if d := drain(t, j); d != (journal.Drained{Joined: 1}) {
		t.Errorf("%+v", d)
	}
	wants(t, j, "captured")
	got, err := j.Read(ctx, 1)
	if err != nil || len(got) != 1 || got[0].ID != id {
		t.Errorf("read %v %v", got, err)
	}
	if d := drain(t, j); d != (journal.Drained{}) || s.waiting(t) != 0 {
		t.Errorf("again: %+v, %d waiting", d, s.waiting(t))
	}
}

func TestAReplayedCaptureIsRemovedAndNotKeptTwice(t *testing.T) {
	s := somebody(t)
	device, item := ebb.ID(s.pair(t).ID), ebb.NewID()
	box, _ := vault.SealCapture(s.ring.Public(), s.o, device, item, []byte("once"))
	j := s.open()
	for range 3 {
		s.put(t, item, box)
		drain(t, j)
	}
	s.put(t, item, box)
	if d := drain(t, s.open()); d.Joined != 0 {
		t.Errorf("after a restart it joined again: %+v", d)
	}
	wants(t, j, "once")
	if s.waiting(t) != 0 {
		t.Error("it stays in the inbox and comes back at each unlock")
	}
	e := said("erased")
	e.ID = item
	record(t, j, ebb.Entry{Erase: []ebb.ID{item}})
	s.put(t, item, box)
	drain(t, j)
	wants(t, j, "")
	if s.waiting(t) != 0 {
		t.Error("an erased capture stays in the inbox")
	}
}

func TestWhatIsNotACaptureStaysUntilItIsDiscarded(t *testing.T) {
	s := somebody(t)
	s.leave(t, "good")
	s.leave(t, "?not understood")
	device, item := ebb.ID(s.pair(t).ID), ebb.NewID()
	moved, _ := vault.SealCapture(s.ring.Public(), s.o, device, item, []byte("moved"))
	s.put(t, ebb.NewID(), moved) // under another item's id
	foreign, _ := vault.SealCapture(vault.NewRing().Public(), s.o, device, item, []byte("foreign"))
	s.put(t, item, foreign)
	s.put(t, ebb.NewID(), []byte("noise"))
	j := s.open()
	for range 2 {
		if d := drain(t, j); d.Refused != 4 {
			t.Errorf("%+v", d)
		}
	}
	wants(t, j, "good")
	if n, err := j.Discard(ctx); n != 4 || err != nil || s.waiting(t) != 0 {
		t.Errorf("discarded %d, %d left: %v", n, s.waiting(t), err)
	}
	if n, err := j.Discard(ctx); n != 0 || err != nil {
		t.Errorf("discarded %d of nothing: %v", n, err)
	}
	unharmed(t, j)
}

func TestACaptureOnlyAdds(t *testing.T) {
	s := somebody(t)
	e := said("stays")
	record(t, s.open(), entry(e))
	s.leave(t, "anything")
	o := s.options(s.st)
	o.Decode = func([]byte) (ebb.Event, error) { return withdraw(e.ID), nil }
	j := journal.Open(o)
	if d := drain(t, j); d.Refused != 1 || d.Joined != 0 {
		t.Errorf("%+v", d)
	}
	wants(t, j, "stays")
}

func TestADrainUnderWayIsExactlyOnce(t *testing.T) {
	s := somebody(t)
	devices := []store.Device{s.pair(t), s.pair(t), s.pair(t), s.pair(t)}
	for i := range 600 {
		s.send(t, ebb.ID(devices[i%4].ID), fmt.Sprint(i))
	}
	var n atomic.Int64
	bad := func(_ context.Context, next func() error) error {
		switch n.Add(1) % 5 {
		case 1:
			return store.ErrUnknown
		case 2:
			if err := next(); err != nil {
				return err
			}
			return store.ErrUnknown
		case 3:
			return store.ErrFull
		}
		return next()
	}
	journals := []*journal.Journal{
		journal.Open(s.options(&shim{Store: s.st, append: bad})),
		journal.Open(s.options(&shim{Store: s.st, append: bad})), s.open(),
	}
	var wg sync.WaitGroup
	for i := range 9 {
		wg.Go(func() {
			for s.waiting(t) > 0 {
				if _, err := journals[i%3].Drain(ctx); err != nil && !errors.Is(err, store.ErrFull) {
					t.Error(err)
				}
				journals[i%3].Record(ctx, entry(said("meanwhile")))
			}
		})
	}
	wg.Wait()
	j := s.open()
	unharmed(t, j)
	j.View(ctx, func(f map[string]ebb.Fold) error {
		d := f["diary"].(*diary)
		seen := map[string]int{}
		for _, text := range d.text {
			seen[text]++
		}
		for i := range 600 {
			if seen[fmt.Sprint(i)] != 1 {
				t.Errorf("capture %d stands %d times", i, seen[fmt.Sprint(i)])
			}
		}
		return nil
	})
}

func TestCapturesToAnOlderKeyStillJoin(t *testing.T) {
	s := somebody(t)
	s.leave(t, "old key")
	s.ring = s.ring.Next()
	s.leave(t, "new key")
	if d := drain(t, s.open()); d.Joined != 2 {
		t.Errorf("%+v", d)
	}
}
