package sober

import (
	"cmp"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/stat"
	"ebb/tie"
	"ebb/tie/exchange"
)

// State is every page of answers without its words, the starts that the newest
// messages show, and what the safety questions say.
type State struct {
	all    []entry // by time, then arrival
	chats  []chat
	safety tie.Safety
	asked  bool // the safety questions have all come up
}

type entry struct {
	seq  uint64
	id   ebb.ID
	at   time.Time
	said Said // without words
}

// chat is who began conversations in one import, by the quiet hours before a
// start.
type chat struct {
	seq         uint64
	at          time.Time
	first, last int64
	gaps        []starts
}

type starts struct{ hours, me, them int }

// Apply takes answers, imports and the safety questions.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case KindSaid:
		x := entry{seq: seq, id: e.ID, at: e.At}
		if err := e.Decode(&x.said); err != nil {
			return err
		}
		x.said.Words = ""
		i, _ := slices.BinarySearchFunc(s.all, x, func(a, b entry) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.seq, b.seq)) })
		s.all = slices.Insert(s.all, i, x)
	case tie.Messages:
		var t exchange.Tally
		if err := e.Decode(&t); err != nil {
			return err
		}
		c := chat{seq: seq, at: e.At, first: t.First, last: t.Last}
		for _, g := range t.Gaps {
			c.gaps = append(c.gaps, starts{g.Hours, g.Starts.Me, g.Starts.Them})
		}
		s.chats = append(s.chats, c)
	case tie.Answered:
		var a tie.Safety
		if err := e.Decode(&a); err != nil {
			return err
		}
		s.safety, s.asked = a, a.Through()
	case tie.Feared:
		s.safety.Afraid, s.asked = tie.Yes, true
	}
	return nil
}

// effort reports whether anything may be said about the other one's part.
func (s *State) effort() bool { return !s.safety.AnyYes() }

// chat is the newest import with starts in it; false where there is none, or
// where the safety questions keep it closed.
func (s *State) chat() (c chat, ok bool) {
	if !s.asked || !s.effort() {
		return c, false
	}
	for _, x := range s.chats {
		if n := x.usual(); n.me+n.them > 0 && (!ok || x.at.After(c.at) || x.at.Equal(c.at) && x.seq > c.seq) {
			c, ok = x, true
		}
	}
	return c, ok
}

// usual are the starts after six quiet hours, which the page about messages
// shows first.
func (c chat) usual() starts {
	for _, g := range c.gaps {
		if g.hours == 6 {
			return g
		}
	}
	return starts{}
}

// Who begins more often, as messages show it. The first three are also answers.
const (
	me      = "me"
	both    = "both"
	them    = "them"
	unknown = "unknown" // it can't be told, or hangs on how a start is counted
	few     = "few"     // too few
)

// enough is how many starts there must be before anything is said of them.
const enough = 10

// lean is what all ways of counting a start agree on.
func (c chat) lean() string {
	said := ""
	for _, g := range c.gaps {
		one := g.lean()
		switch {
		case one == few:
			return few
		case said != "" && said != one:
			said = unknown
		default:
			said = one
		}
		if said == unknown {
			break
		}
	}
	return said
}

func (g starts) lean() string {
	i := stat.Wilson(g.me, g.me+g.them)
	switch {
	case g.me+g.them < enough:
		return few
	case i.Low > 0.5:
		return me
	case i.High < 0.5:
		return them
	case i.Low > 0.4 && i.High < 0.6:
		return both
	}
	return unknown
}

// answered is one answer and when it was given.
type answered struct {
	at   time.Time
	said string
}

// then and now are the newest answer to a question, and the one before it that
// was given on another day. said is "" where there is none.
func thenNow(all []entry, ask string, zone *time.Location) (then, now answered) {
	for _, e := range slices.Backward(all) {
		for _, a := range e.said.Answers {
			switch {
			case a.Ask != ask:
			case now.said == "":
				now = answered{e.at, a.Said}
			case then.said == "" && date(e.at, zone) != date(now.at, zone):
				then = answered{e.at, a.Said}
			}
		}
	}
	return then, now
}

// costs are the newest two pages about cost, of different days; seq is 0 where
// there is none.
func costs(all []entry, zone *time.Location) (then, now entry) {
	for _, e := range slices.Backward(all) {
		switch {
		case e.said.Part != "cost":
		case now.seq == 0:
			now = e
		case then.seq == 0 && date(e.at, zone) != date(now.at, zone):
			then = e
		}
	}
	return then, now
}

func date(at time.Time, zone *time.Location) string { return at.In(zone).Format(time.DateOnly) }

// seen is a copy of what pages read.
type seen struct {
	all    []entry
	chat   chat
	shown  bool // chat may be shown
	effort bool
}

func look(r *feature.Request) (v seen, err error) {
	err = feature.See(r, Name, func(s *State) error {
		v.all, v.effort = slices.Clone(s.all), s.effort()
		v.chat, v.shown = s.chat()
		return nil
	})
	return v, err
}

// words opens the words of a page about cost.
func words(r *feature.Request, e entry) (string, error) {
	if e.seq == 0 {
		return "", nil
	}
	events, err := r.Journal.Read(r.Context(), e.seq)
	if err != nil || len(events) == 0 {
		return "", err
	}
	var s Said
	err = events[0].Decode(&s)
	return s.Words, err
}
