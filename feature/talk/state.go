package talk

import (
	"bytes"
	"maps"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// State is the newest of everything, without words.
type State struct {
	last     map[string]stamp // by place
	needs    stamp
	stands   stamp
	stance   tie.Stance
	promises []stamp // of both, by time, then id
	ledger   tie.Ledger
}

// stamp is one entry. A date is that of the day or of the next look.
type stamp struct {
	seq   uint64
	id    ebb.ID
	at    time.Time
	kind  string
	about string
	date  string
	said  bool // it has words, or an answer
	mine  bool // a promise of the person's own
}

// Places: a kind, and what it is about where there are several.
const (
	part  = KindPart
	day   = KindDay
	went  = KindWent
	pause = KindPause
	terms = KindTerms
)

func field(name string) string   { return KindSaid + "/" + name }
func looked(about string) string { return KindLooked + "/" + about }
func anew(about string) string   { return KindAnew + "/" + about }

func newState() *State { return &State{last: map[string]stamp{}} }

func (s stamp) after(o stamp) bool {
	c := s.at.Compare(o.at)
	return c > 0 || c == 0 && bytes.Compare(s.id[:], o.id[:]) > 0
}

// put keeps the newest at a place.
func (s *State) put(place string, now stamp) {
	if before, there := s.last[place]; !there || now.after(before) {
		s.last[place] = now
	}
}

// Apply takes its own kinds, and what others say that stands beside them.
func (s *State) Apply(seq uint64, e ebb.Event) (err error) {
	now := stamp{seq: seq, id: e.ID, at: e.At, kind: e.Kind, said: true}
	switch e.Kind {
	case KindPart, KindSaid, KindDay, KindWent:
		return s.talk(now, e)
	case KindPause, KindTerms, KindLooked, KindAnew:
		return s.rest(now, e)
	case tie.Needs:
		if now.after(s.needs) {
			s.needs = now
		}
	case tie.Stands:
		var b tie.Standing
		if err = e.Decode(&b); err == nil && now.after(s.stands) {
			s.stands, s.stance = now, b.Stance
		}
	case tie.Promised:
		var b tie.Promise
		if err = e.Decode(&b); err == nil {
			now.mine, now.date = b.Mine, b.By
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
func (s *State) talk(now stamp, e ebb.Event) (err error) {
	now.about = Talk
	switch e.Kind {
	case KindPart:
		var b Part
		err = e.Decode(&b)
		now.said = b.Words != ""
		s.put(part, now)
	case KindSaid:
		var b Field
		err = e.Decode(&b)
		now.said = b.Words != ""
		s.put(field(b.Field), now)
	case KindDay:
		var b Day
		err = e.Decode(&b)
		now.date = b.On
		s.put(day, now)
	case KindWent:
		var b Went
		err = e.Decode(&b)
		now.date, now.said = b.Look, b.Words != ""
		s.put(went, now)
	}
	return err
}

// rest takes what belongs to a break, or to both.
func (s *State) rest(now stamp, e ebb.Event) (err error) {
	now.about = Break
	switch e.Kind {
	case KindPause:
		var b Pause
		err = e.Decode(&b)
		now.said = b != Pause{}
		s.put(pause, now)
	case KindTerms:
		var b Terms
		err = e.Decode(&b)
		now.date, now.said = b.Look, b != Terms{}
		s.put(terms, now)
	case KindLooked:
		var b Looked
		err = e.Decode(&b)
		now.about, now.date, now.said = b.About, b.Look, b.Words != ""
		s.put(looked(b.About), now)
	case KindAnew:
		var b Anew
		err = e.Decode(&b)
		now.about = b.About
		s.put(anew(b.About), now)
	}
	return err
}

func (s *State) promised(now stamp) {
	i, _ := slices.BinarySearchFunc(s.promises, now, func(a, b stamp) int {
		if b.after(a) {
			return -1
		}
		return 1
	})
	s.promises = slices.Insert(s.promises, i, now)
}

// at is what stands at a place: nothing of a talk or a break that is over.
func (s *State) at(place string) (stamp, bool) {
	now, there := s.last[place]
	over, ended := s.last[anew(now.about)]
	if !there || place != part && ended && !now.after(over) {
		return stamp{}, false
	}
	return now, true
}

// has reports words at a place.
func (s *State) has(place string) bool {
	now, there := s.at(place)
	return there && now.said
}

// fields is how many of a talk's fields have words, and the first without.
func (s *State) fields() (n, next int) {
	for i := len(Fields); i > 0; i-- {
		if s.has(field(Fields[i-1])) {
			n++
		} else {
			next = i
		}
	}
	return n, next
}

// talkDay is the day of the talk, while nothing was said about how it went.
func (s *State) talkDay() string {
	d, there := s.at(day)
	if w, held := s.at(went); !there || held && w.after(d) {
		return ""
	}
	return d.date
}

// look is the day on which a talk or a break is looked at again; "" is none.
func (s *State) look(about string) string {
	place := map[string]string{Talk: went, Break: terms}[about]
	set, there := s.at(place)
	if l, again := s.at(looked(about)); again && (!there || l.after(set)) {
		return l.date
	}
	return set.date
}

// mine are the person's own promises of which nothing was said, newest first.
func (s *State) mine() (some []stamp) {
	for _, p := range slices.Backward(s.promises) {
		if kept, _ := s.ledger.Came(p.id); p.mine && kept == "" {
			some = append(some, p)
		}
	}
	return some
}

// since are the promises of both that were written from a time on.
func (s *State) since(from time.Time) (some []stamp) {
	for _, p := range s.promises {
		if !p.at.Before(from) {
			some = append(some, p)
		}
	}
	return some
}

// fold returns a copy of what stands.
func fold(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = *now
		s.last, s.promises, s.ledger = maps.Clone(now.last), slices.Clone(now.promises), now.ledger.Clone()
		return nil
	})
	return s, err
}

// words opens what stands at a place again; empty where nothing does.
func words[T any](r *feature.Request, s *State, place string) (body T, err error) {
	now, there := s.at(place)
	if !there {
		return body, nil
	}
	return reread[T](r, now)
}

func reread[T any](r *feature.Request, now stamp) (body T, err error) {
	if now.seq == 0 {
		return body, nil
	}
	events, err := r.Journal.Read(r.Context(), now.seq)
	if err != nil || len(events) == 0 {
		return body, err
	}
	return body, events[0].Decode(&body)
}
