package facts

import (
	"bytes"
	"maps"
	"slices"
	"time"

	"ebb"
	"ebb/tie"
)

// State is the newest of everything, without words.
type State struct {
	Stance tie.Stance
	Needs  Stamp // the person's list of needs; Seq 0: none

	last     map[string]Stamp // by place
	stands   Stamp
	promises []Stamp // of both, by time, then id
	ledger   tie.Ledger
}

// Stamp is one entry. A date is that of the day or of the next look.
type Stamp struct {
	Seq   uint64
	ID    ebb.ID
	At    time.Time
	Kind  string
	about string
	Date  string
	Said  bool // it has words, or an answer
	Mine  bool // a promise of the person's own
}

// Places are kinds, with what they are about where there are several of one.

// AtField is the place of one of Fields.
func AtField(name string) string { return KindSaid + "/" + name }

// AtLooked is the place of the last look at one of Abouts.
func AtLooked(about string) string { return KindLooked + "/" + about }

func anew(about string) string { return KindAnew + "/" + about }

// New is the fold of nothing yet.
func New() *State { return &State{last: map[string]Stamp{}} }

func (s Stamp) after(o Stamp) bool {
	c := s.At.Compare(o.At)
	return c > 0 || c == 0 && bytes.Compare(s.ID[:], o.ID[:]) > 0
}

// put keeps the newest at a place.
func (s *State) put(place string, now Stamp) {
	if before, there := s.last[place]; !there || now.after(before) {
		s.last[place] = now
	}
}

// Apply takes its own kinds, and what others say that stands beside them.
func (s *State) Apply(seq uint64, e ebb.Event) (err error) {
	now := Stamp{Seq: seq, ID: e.ID, At: e.At, Kind: e.Kind, Said: true}
	switch e.Kind {
	case KindPart, KindSaid, KindDay, KindWent:
		return s.talk(now, e)
	case KindPause, KindTerms, KindLooked, KindAnew:
		return s.rest(now, e)
	case tie.Needs:
		if now.after(s.Needs) {
			s.Needs = now
		}
	case tie.Stands:
		var b tie.Standing
		if err = e.Decode(&b); err == nil && now.after(s.stands) {
			s.stands, s.Stance = now, b.Stance
		}
	case tie.Promised:
		var b tie.Promise
		if err = e.Decode(&b); err == nil {
			now.Mine, now.Date = b.Mine, b.By
			s.promised(now)
			s.ledger.Promise(e.ID, b)
		}
	case tie.Held:
		var b tie.Outcome
		if err = e.Decode(&b); err == nil {
			s.ledger.Outcome(e.ID, e.At, b)
		}
	}
	return err
}

// talk takes what belongs to a talk.
func (s *State) talk(now Stamp, e ebb.Event) error {
	now.about = Talk
	switch e.Kind {
	case KindPart:
		return ebb.Apply(e, func(b Part) { now.Said = b.Words != ""; s.put(KindPart, now) })
	case KindSaid:
		return ebb.Apply(e, func(b Field) { now.Said = b.Words != ""; s.put(AtField(b.Field), now) })
	case KindDay:
		return ebb.Apply(e, func(b Day) { now.Date = b.On; s.put(KindDay, now) })
	case KindWent:
		return ebb.Apply(e, func(b Went) { now.Date, now.Said = b.Look, b.Words != ""; s.put(KindWent, now) })
	}
	return nil
}

// rest takes what belongs to a break, or to both.
func (s *State) rest(now Stamp, e ebb.Event) error {
	now.about = Break
	switch e.Kind {
	case KindPause:
		return ebb.Apply(e, func(b Pause) { now.Said = b != Pause{}; s.put(KindPause, now) })
	case KindTerms:
		return ebb.Apply(e, func(b Terms) { now.Date, now.Said = b.Look, b != Terms{}; s.put(KindTerms, now) })
	case KindLooked:
		return ebb.Apply(e, func(b Looked) {
			now.about, now.Date, now.Said = b.About, b.Look, b.Words != ""
			s.put(AtLooked(b.About), now)
		})
	case KindAnew:
		return ebb.Apply(e, func(b Anew) { now.about = b.About; s.put(anew(b.About), now) })
	}
	return nil
}

func (s *State) promised(now Stamp) {
	i, _ := slices.BinarySearchFunc(s.promises, now, func(a, b Stamp) int {
		if b.after(a) {
			return -1
		}
		return 1
	})
	s.promises = slices.Insert(s.promises, i, now)
}

// At is what stands at a place: nothing of a talk or a break that is over.
func (s *State) At(place string) (Stamp, bool) {
	now, there := s.last[place]
	over, ended := s.last[anew(now.about)]
	if !there || place != KindPart && ended && !now.after(over) {
		return Stamp{}, false
	}
	return now, true
}

// Has reports words at a place.
func (s *State) Has(place string) bool {
	now, there := s.At(place)
	return there && now.Said
}

// Filled is how many of a talk's fields have words, and the first without.
func (s *State) Filled() (n, next int) {
	for i := len(Fields); i > 0; i-- {
		if s.Has(AtField(Fields[i-1])) {
			n++
		} else {
			next = i
		}
	}
	return n, next
}

// TalkDay is the day of the talk, while nothing was said about how it went.
func (s *State) TalkDay() string {
	d, there := s.At(KindDay)
	if w, held := s.At(KindWent); !there || held && w.after(d) {
		return ""
	}
	return d.Date
}

// Look is the day on which a talk or a break is looked at again; "" is none.
func (s *State) Look(about string) string {
	place := map[string]string{Talk: KindWent, Break: KindTerms}[about]
	set, there := s.At(place)
	if l, again := s.At(AtLooked(about)); again && (!there || l.after(set)) {
		return l.Date
	}
	return set.Date
}

// Mine are the person's own promises of which nothing was said, newest first.
func (s *State) Mine() (some []Stamp) {
	for _, p := range slices.Backward(s.promises) {
		if kept, _ := s.ledger.Came(p.ID); p.Mine && kept == "" {
			some = append(some, p)
		}
	}
	return some
}

// Since are the promises of both that were written from a time on.
func (s *State) Since(from time.Time) (some []Stamp) {
	for _, p := range s.promises {
		if !p.At.Before(from) {
			some = append(some, p)
		}
	}
	return some
}

// Clone returns a copy that later events do not change.
func (s *State) Clone() State {
	c := *s
	c.last, c.promises, c.ledger = maps.Clone(s.last), slices.Clone(s.promises), s.ledger.Clone()
	return c
}
