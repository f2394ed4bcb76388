package mem

import (
	"bytes"
	"context"
	"maps"
	"slices"

	"ebb/store"
)

// PutDevice implements store.Devices.
func (s *Store) PutDevice(ctx context.Context, d store.Device) error {
	return s.write(ctx, func() error {
		if s.people[d.Person] == nil {
			return store.ErrNoPerson
		}
		n, there := 0, false
		for token, x := range s.devices {
			mine := x.Person == d.Person
			if token == d.Token && (!mine || x.ID != d.ID) || token != d.Token && mine && x.ID == d.ID {
				return store.ErrConflict
			}
			there = there || token == d.Token
			if mine {
				n++
			}
		}
		if !there && n >= store.DeviceCount {
			return store.ErrFullDevices
		}
		s.devices[d.Token] = d
		return nil
	})
}

// Device implements store.Devices.
func (s *Store) Device(ctx context.Context, token [32]byte) (store.Device, error) {
	return read(ctx, s, func() (store.Device, error) {
		d, there := s.devices[token]
		if !there {
			return store.Device{}, store.ErrNoDevice
		}
		return d, nil
	})
}

// DevicesOf implements store.Devices.
func (s *Store) DevicesOf(ctx context.Context, p store.ID) ([]store.Device, error) {
	return read(ctx, s, func() ([]store.Device, error) {
		var all []store.Device
		for _, d := range s.devices {
			if d.Person == p {
				all = append(all, d)
			}
		}
		slices.SortFunc(all, func(a, b store.Device) int { return bytes.Compare(a.ID[:], b.ID[:]) })
		return all, nil
	})
}

// DropDevice implements store.Devices.
func (s *Store) DropDevice(ctx context.Context, p, id store.ID) error {
	return s.write(ctx, func() error {
		maps.DeleteFunc(s.devices, func(_ [32]byte, d store.Device) bool { return d.Person == p && d.ID == id })
		return nil
	})
}

// PutName implements store.Names.
func (s *Store) PutName(ctx context.Context, n store.Name) error {
	return s.write(ctx, func() error {
		if s.people[n.Person] == nil {
			return store.ErrNoPerson
		}
		if whose, taken := s.names[n.Hash]; taken && whose != n.Person {
			return store.ErrConflict
		}
		s.names[n.Hash] = n.Person
		return nil
	})
}

// Name implements store.Names.
func (s *Store) Name(ctx context.Context, hash [32]byte) (store.Name, error) {
	return read(ctx, s, func() (store.Name, error) {
		whose, there := s.names[hash]
		if !there {
			return store.Name{}, store.ErrNoName
		}
		return store.Name{Hash: hash, Person: whose}, nil
	})
}

// NamesOf implements store.Names.
func (s *Store) NamesOf(ctx context.Context, p store.ID) ([]store.Name, error) {
	return read(ctx, s, func() (all []store.Name, _ error) {
		for hash, whose := range s.names {
			if whose == p {
				all = append(all, store.Name{Hash: hash, Person: p})
			}
		}
		slices.SortFunc(all, func(a, b store.Name) int { return bytes.Compare(a.Hash[:], b.Hash[:]) })
		return all, nil
	})
}

// DropNames implements store.Names.
func (s *Store) DropNames(ctx context.Context, p store.ID) error {
	return s.write(ctx, func() error {
		maps.DeleteFunc(s.names, func(_ [32]byte, whose store.ID) bool { return whose == p })
		return nil
	})
}
