package mem

import (
	"bytes"
	"context"
	"maps"
	"slices"

	"ebb/store"
)

// PutDues implements store.Reminders.
func (s *Store) PutDues(ctx context.Context, p store.ID, quarters []int64) error {
	return s.write(ctx, func() error {
		switch {
		case s.people[p] == nil:
			return store.ErrNoPerson
		case len(quarters) > store.DueCount:
			return store.ErrRefused
		}
		s.people[p].dues = slices.Compact(slices.Sorted(slices.Values(quarters)))
		return nil
	})
}

// DuesOf implements store.Reminders.
func (s *Store) DuesOf(ctx context.Context, p store.ID) ([]int64, error) {
	return read(ctx, s, func() ([]int64, error) {
		if s.people[p] == nil {
			return nil, nil
		}
		return slices.Clone(s.people[p].dues), nil
	})
}

// Dues implements store.Reminders.
func (s *Store) Dues(ctx context.Context, from, until int64, f func(store.ID, int64) error) error {
	_, err := read(ctx, s, func() (struct{}, error) {
		for p, x := range s.people {
			for _, q := range x.dues {
				if q < from || q >= until {
					continue
				}
				if err := f(p, q); err != nil {
					return struct{}{}, err
				}
			}
		}
		return struct{}{}, nil
	})
	return err
}

// PutChannel implements store.Reminders.
func (s *Store) PutChannel(ctx context.Context, p store.ID, c store.Channel) error {
	return s.write(ctx, func() error {
		x := s.people[p]
		if x == nil {
			return store.ErrNoPerson
		}
		_, there := x.channels[c.ID]
		if len(c.Box) > store.ChannelBytes || !there && len(x.channels) >= store.ChannelCount {
			return store.ErrRefused
		}
		c.Box = bytes.Clone(c.Box)
		if x.channels == nil {
			x.channels = map[store.ID]store.Channel{}
		}
		x.channels[c.ID] = c
		return nil
	})
}

// Channels implements store.Reminders.
func (s *Store) Channels(ctx context.Context, p store.ID) ([]store.Channel, error) {
	return read(ctx, s, func() ([]store.Channel, error) {
		if s.people[p] == nil {
			return nil, nil
		}
		all := slices.Collect(maps.Values(s.people[p].channels))
		for i := range all {
			all[i].Box = bytes.Clone(all[i].Box)
		}
		slices.SortFunc(all, func(a, b store.Channel) int { return bytes.Compare(a.ID[:], b.ID[:]) })
		return all, nil
	})
}

// DropChannel implements store.Reminders.
func (s *Store) DropChannel(ctx context.Context, p, id store.ID) error {
	return s.write(ctx, func() error {
		if s.people[p] != nil {
			delete(s.people[p].channels, id)
		}
		return nil
	})
}
