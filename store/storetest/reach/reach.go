// Package reach is the part of the store's contract by which people are reached
// and found: devices, names, reminders. It promises and refuses what package
// storetest does.
package reach

import (
	"errors"
	"testing"

	"ebb/store"
	"ebb/store/storetest/chain"
)

// Run tests this part. open returns a new, empty store each time.
func Run(t *testing.T, open func(t *testing.T) store.Store) {
	for _, group := range []struct {
		name  string
		tests []test
	}{{"devices", deviceTests}, {"names", nameTests}, {"reminders", remindTests}} {
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
}

// Some gives p one of everything here.
func Some(t *testing.T, s store.Store, p store.ID) {
	t.Helper()
	who := &someone{t, s, p}
	who.device()
	must(t, s.PutName(t.Context(), store.Name{Hash: who.name(), Person: p}))
	must(t, s.PutDues(t.Context(), p, []int64{7}))
	must(t, s.PutChannel(t.Context(), p, store.Channel{ID: p}))
}

// Has checks that p still has what Some gave, or that nothing of it is left.
func Has(t *testing.T, s store.Store, p store.ID, all bool) {
	t.Helper()
	n := 0
	devices, err := s.DevicesOf(t.Context(), p)
	must(t, err)
	dues, err := s.DuesOf(t.Context(), p)
	must(t, err)
	channels, err := s.Channels(t.Context(), p)
	must(t, err)
	name, err := s.Name(t.Context(), (&someone{id: p}).name())
	if err == nil && name.Person == p {
		n++
	}
	if n += len(devices) + len(dues) + len(channels); (n == 4) != all || (n == 0) == all {
		t.Errorf("%d of what reaches a person is there", n)
	}
	must(t, s.Dues(t.Context(), 0, 100, func(who store.ID, _ int64) error {
		if who == p && !all {
			t.Error("a forgotten person is reminded")
		}
		return nil
	}))
}

type test struct {
	says string
	run  func(t *testing.T, s store.Store)
}

// someone is a person in a store.
type someone struct {
	t  *testing.T
	s  store.Store
	id store.ID
}

func arrive(t *testing.T, s store.Store) *someone {
	t.Helper()
	p := &someone{t, s, chain.NewID()}
	must(t, s.Append(t.Context(), p.id, store.Head{}, store.Batch{New: &store.Person{Version: 1}}))
	return p
}

func (p *someone) name() [32]byte { return [32]byte(append(p.id[:], p.id[:]...)) }

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
