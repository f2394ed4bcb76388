package reach

import (
	"crypto/sha256"
	"testing"

	"ebb/store"
	"ebb/store/storetest/chain"
)

func (p *someone) device() store.Device {
	p.t.Helper()
	id := chain.NewID()
	d := store.Device{Token: sha256.Sum256(id[:]), ID: id, Person: p.id}
	must(p.t, p.s.PutDevice(p.t.Context(), d))
	return d
}

func (p *someone) devices(want ...store.Device) {
	p.t.Helper()
	all, err := p.s.DevicesOf(p.t.Context(), p.id)
	must(p.t, err)
	if len(all) != len(want) {
		p.t.Fatalf("%d devices, want %d", len(all), len(want))
	}
	for i, d := range all {
		if d != want[i] {
			p.t.Errorf("device %+v, want %+v", d, want[i])
		}
	}
}

var deviceTests = []test{
	{"a device is found by the hash of its token and nothing else", func(t *testing.T, s store.Store) {
		p := arrive(t, s)
		d := p.device()
		got, err := s.Device(t.Context(), d.Token)
		if err != nil || got != d {
			t.Errorf("device %+v, %v", got, err)
		}
		_, err = s.Device(t.Context(), sha256.Sum256(d.Token[:]))
		wants(t, err, store.ErrNoDevice)
		wants(t, s.PutDevice(t.Context(), store.Device{Token: d.Token, Person: chain.NewID()}), store.ErrNoPerson)
	}},
	{"a device is revoked and keeps its token, and may be let in again", func(t *testing.T, s store.Store) {
		p := arrive(t, s)
		d := p.device()
		for _, d.Revoked = range []bool{true, false} {
			must(t, s.PutDevice(t.Context(), d))
			p.devices(d)
		}
	}},
	{"one token is one device of one person, and so is one id", func(t *testing.T, s store.Store) {
		p, q := arrive(t, s), arrive(t, s)
		d := p.device()
		for _, x := range []store.Device{
			{Token: d.Token, ID: d.ID, Person: q.id}, {Token: d.Token, ID: chain.NewID(), Person: p.id}, {Token: [32]byte{1}, ID: d.ID, Person: p.id},
		} {
			wants(t, s.PutDevice(t.Context(), x), store.ErrConflict)
		}
		p.devices(d)
		other := store.Device{Token: [32]byte{2}, ID: d.ID, Person: q.id}
		must(t, s.PutDevice(t.Context(), other))
		q.devices(other)
	}},
	{"a device goes for good, and only its person can let it", func(t *testing.T, s store.Store) {
		p, q := arrive(t, s), arrive(t, s)
		d := p.device()
		must(t, s.DropDevice(t.Context(), q.id, d.ID))
		p.devices(d)
		must(t, s.DropDevice(t.Context(), p.id, d.ID))
		must(t, s.DropDevice(t.Context(), p.id, d.ID))
		p.devices()
	}},
	{"a person has so many devices and no more, and each can still be changed", func(t *testing.T, s store.Store) {
		p, q := arrive(t, s), arrive(t, s)
		var d store.Device
		for range store.DeviceCount {
			d = p.device()
		}
		wants(t, s.PutDevice(t.Context(), store.Device{ID: chain.NewID(), Person: p.id}), store.ErrFullDevices)
		d.Revoked = true
		must(t, s.PutDevice(t.Context(), d))
		q.device()
	}},
}

var nameTests = []test{
	{"a name finds its person", func(t *testing.T, s store.Store) {
		p := arrive(t, s)
		for _, n := range []store.Name{{Hash: [32]byte{1}, Person: p.id}, {Hash: [32]byte{2}, Person: p.id}} {
			must(t, s.PutName(t.Context(), n))
			must(t, s.PutName(t.Context(), n))
			got, err := s.Name(t.Context(), n.Hash)
			if err != nil || got != n {
				t.Errorf("name %+v, %v", got, err)
			}
		}
		_, err := s.Name(t.Context(), [32]byte{3})
		wants(t, err, store.ErrNoName)
		wants(t, s.PutName(t.Context(), store.Name{Person: chain.NewID()}), store.ErrNoPerson)
	}},
	{"a name is one person's until all of theirs are dropped", func(t *testing.T, s store.Store) {
		p, q := arrive(t, s), arrive(t, s)
		mine, other := store.Name{Hash: [32]byte{1}, Person: p.id}, store.Name{Hash: [32]byte{2}, Person: q.id}
		must(t, s.PutName(t.Context(), mine))
		must(t, s.PutName(t.Context(), other))
		wants(t, s.PutName(t.Context(), store.Name{Hash: mine.Hash, Person: q.id}), store.ErrConflict)
		if got, err := s.NamesOf(t.Context(), p.id); err != nil || len(got) != 1 || got[0] != mine {
			t.Errorf("names of one person: %+v, %v", got, err)
		}
		must(t, s.DropNames(t.Context(), p.id))
		must(t, s.PutName(t.Context(), store.Name{Hash: mine.Hash, Person: q.id}))
		if got, err := s.Name(t.Context(), other.Hash); err != nil || got != other {
			t.Errorf("another person's name: %+v, %v", got, err)
		}
	}},
}
