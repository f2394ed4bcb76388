package fact

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
)

// State is every letter, the story, and what looks ahead, without their words.
type State struct {
	items  map[ebb.ID]*Item
	Aheads []feature.Row // by time
	Plains []feature.Row
}

// Item is a letter or a story. What belongs to it may be folded before it.
type Item struct {
	feature.Row // Seq 0: its beginning has not come, or is gone
	Story       bool
	Until       string // the latest day it was sealed to; "" never
	texts       []text
	sats        []Sitting
	kept        map[string]time.Time // by part
	others      []ebb.ID             // further events that belong to it
}

// text is one row; several of the same part and number can come of two taps at
// once, and the newest stands.
type text struct {
	feature.Row
	part string
	no   int
	size int // runes
}

// Sitting is a time box.
type Sitting struct {
	feature.Row
	Part    string
	Minutes int
}

// End is when its time is up.
func (s Sitting) End() time.Time { return s.At.Add(time.Duration(s.Minutes) * time.Minute) }

// New is the state before anything.
func New() *State { return &State{items: map[ebb.ID]*Item{}} }

// Apply takes the kinds of this package.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	row := feature.RowOf(seq, e)
	switch e.Kind {
	case KindBegan:
		return ebb.Apply(e, func(b Began) { i := s.named(e.ID); i.Row, i.Story = row, b.Story })
	case KindSat:
		return ebb.Apply(e, func(b Sat) {
			i := s.named(b.Item)
			i.sats = feature.Sorted(i.sats, Sitting{row, b.Part, b.Minutes})
		})
	case KindWrote:
		return ebb.Apply(e, func(b Wrote) {
			i := s.named(b.Item)
			i.texts = feature.Sorted(i.texts, text{row, b.Part, b.No, utf8.RuneCountInString(b.Text)})
		})
	case KindKept:
		return ebb.Apply(e, func(b Kept) {
			i := s.named(b.Item)
			i.others = append(i.others, e.ID)
			if i.kept[b.Part].Before(e.At) {
				i.kept[b.Part] = e.At
			}
		})
	case KindSealed:
		return ebb.Apply(e, func(b Sealed) {
			i := s.named(b.Item)
			i.others, i.Until = append(i.others, e.ID), max(i.Until, b.Until)
		})
	case KindAhead:
		s.Aheads = feature.Sorted(s.Aheads, row)
	case KindPlain:
		s.Plains = feature.Sorted(s.Plains, row)
	}
	return nil
}

func (s *State) named(id ebb.ID) *Item {
	if s.items[id] == nil {
		s.items[id] = &Item{kept: map[string]time.Time{}}
	}
	return s.items[id]
}

// All are copies of those whose beginning is there, the newest first.
func (s *State) All() (all []Item) {
	for _, i := range s.items {
		if i.Seq > 0 {
			now := *i
			now.texts, now.sats, now.others, now.kept = slices.Clone(i.texts), slices.Clone(i.sats), slices.Clone(i.others), maps.Clone(i.kept)
			all = append(all, now)
		}
	}
	slices.SortFunc(all, func(a, b Item) int { return cmp.Or(b.At.Compare(a.At), bytes.Compare(b.ID[:], a.ID[:])) })
	return all
}

// Texts are the rows of a part that stand, in their order: where they can be
// read and replaced.
func (i Item) Texts(part string) (all []feature.Row) {
	for _, t := range i.standing(part) {
		all = append(all, t.Row)
	}
	return all
}

func (i Item) standing(part string) []text {
	newest := map[int]text{}
	for _, t := range i.texts { // by time
		if t.part == part {
			newest[t.no] = t
		}
	}
	var all []text
	for _, no := range slices.Sorted(maps.Keys(newest)) {
		all = append(all, newest[no])
	}
	return all
}

// Size is how many signs a part has.
func (i Item) Size(part string) (n int) {
	for _, t := range i.standing(part) {
		n += t.size
	}
	return n
}

// Empty reports whether there is no word in any part.
func (i Item) Empty() bool {
	for _, part := range append([]string{""}, Parts...) {
		if i.Size(part) > 0 {
			return false
		}
	}
	return true
}

// Sat is the last sitting over a part; false where there was none.
func (i Item) Sat(part string) (s Sitting, some bool) {
	for _, o := range i.sats {
		if o.Part == part {
			s, some = o, true
		}
	}
	return s, some
}

// Sittings are all of them, by time.
func (i Item) Sittings() []Sitting { return i.sats }

// Last is when it was last sat over.
func (i Item) Last() time.Time {
	if n := len(i.sats); n > 0 {
		return i.sats[n-1].At
	}
	return i.At
}

// Writing reports whether the last sitting over a part was begun and not put
// away.
func (i Item) Writing(part string) bool {
	s, some := i.Sat(part)
	return some && i.kept[part].Before(s.At)
}

// Opens is when a seal ends, in a zone; the zero time where there was none.
func (i Item) Opens(zone *time.Location) time.Time {
	day, err := time.ParseInLocation(time.DateOnly, i.Until, zone)
	if err != nil {
		return time.Time{}
	}
	return day.Add(10 * time.Hour)
}

// Closed reports whether it is sealed now.
func (i Item) Closed(now time.Time) bool { return now.Before(i.Opens(now.Location())) }

// Waits reports whether a seal has opened and nobody said since what becomes of
// it.
func (i Item) Waits(now time.Time) bool {
	opened := i.Opens(now.Location())
	if opened.IsZero() || i.Closed(now) {
		return false
	}
	for _, at := range i.kept {
		if !at.Before(opened) {
			return false
		}
	}
	return true
}

// Rows are the ids of everything that belongs to it, for burning.
func (i Item) Rows() []ebb.ID {
	all := append([]ebb.ID{i.ID}, i.others...)
	for _, t := range i.texts {
		all = append(all, t.ID)
	}
	for _, s := range i.sats {
		all = append(all, s.ID)
	}
	return all
}
