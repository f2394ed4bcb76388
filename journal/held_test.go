package journal_test

import (
	"fmt"
	"testing"

	"ebb"
	"ebb/journal"
	"ebb/store"
	"ebb/vault"
)

func TestHowACaptureCameIsSaidByTheJournalAndNotByTheDevice(t *testing.T) {
	s := somebody(t)
	device := ebb.ID(s.pair(t).ID)
	j := s.open()
	s.send(t, device, "later")
	drain(t, j)
	item := ebb.NewID()
	box, _ := vault.SealCapture(s.ring.Public(), s.o, device, item, []byte("at once"))
	left, err := j.Take(ctx, []store.Item{{ID: store.ID(item), Box: box}, {ID: store.ID(ebb.NewID()), Box: box}})
	if err != nil || len(left) != 1 {
		t.Fatalf("%d left, %v", len(left), err)
	}
	events, err := j.Read(ctx, 1, 2)
	if err != nil || len(events) != 2 || events[0].Device != "locked" || events[1].Device != "web" || events[1].ID != item {
		t.Errorf("%+v, %v", events, err)
	}
	s.put(t, item, box)
	if d := drain(t, j); d.Joined != 0 || s.waiting(t) != 0 {
		t.Errorf("what was taken joined again: %+v", d)
	}
}

func TestWhatARevokedDeviceSendsWaitsForAYes(t *testing.T) {
	for _, c := range []struct {
		says  string
		known bool
	}{{"a revoked device", true}, {"a device that is none of theirs", false}} {
		t.Run(c.says, func(t *testing.T) {
			s := somebody(t)
			device := ebb.NewID()
			if c.known {
				d := s.pair(t)
				d.Revoked, device = true, ebb.ID(d.ID)
				if err := s.st.PutDevice(ctx, d); err != nil {
					t.Fatal(err)
				}
			}
			j := s.open()
			s.leave(t, "mine")
			s.send(t, device, "theirs")
			for range 2 {
				drain(t, j)
			}
			wants(t, j, "mine")
			held(t, j, journal.Held{Device: device, Items: 1, Unknown: true})
			if d, err := j.Admit(ctx, device); err != nil || d.Joined != 1 {
				t.Errorf("%+v, %v", d, err)
			}
			wants(t, j, "mine theirs")
			held(t, j)
		})
	}
}

func held(t *testing.T, j *journal.Journal, want ...journal.Held) {
	t.Helper()
	got, err := j.Held(ctx)
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("held %v, %v; want %v", got, err, want)
	}
}

func TestAFloodWaitsForAYesAndHoldsUpNobodyElse(t *testing.T) {
	s := somebody(t)
	loud, other := ebb.ID(s.pair(t).ID), ebb.ID(s.pair(t).ID)
	for i := range journal.Flood {
		s.send(t, loud, fmt.Sprint(i))
	}
	s.send(t, other, "other")
	j := s.open()
	if d := drain(t, j); d != (journal.Drained{Joined: journal.Flood + 1}) {
		t.Fatalf("as many as may come at once: %+v", d)
	}
	for i := range journal.Flood + 1 {
		s.send(t, loud, fmt.Sprint("more", i))
	}
	s.send(t, other, "another")
	if d := drain(t, j); d != (journal.Drained{Joined: 1, Held: journal.Flood + 1}) {
		t.Errorf("one more: %+v", d)
	}
	held(t, j, journal.Held{Device: loud, Items: journal.Flood + 1})
	if n, err := j.Discard(ctx); n != 0 || err != nil {
		t.Errorf("%d of the flood were taken for damage, %v", n, err)
	}
	if n, err := j.Reject(ctx, loud); n != journal.Flood+1 || err != nil || s.waiting(t) != 0 {
		t.Errorf("%d went, %d stay, %v", n, s.waiting(t), err)
	}
	unharmed(t, j)
}
