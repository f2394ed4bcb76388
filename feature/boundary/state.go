package boundary

import (
	"cmp"
	"slices"
	"time"

	"ebb"
	"ebb/tie"
)

// Every hard moment begins with one of these. Only its id and when it was are
// read here.
const (
	hardMoment = "hold.pull"
	alreadyDid = "hold.outcome"
)

// State is the boundaries, the cooling time, the ways of allowed contact and
// when they were used, without any words.
type State struct {
	rules   []*rule
	cools   []move
	ways    []*way
	logs    []mark
	hard    []mark // the newest hard moments
	theirNo bool
}

// mark is an event by itself. Where order counts it is the time, then arrival.
type mark struct {
	id  ebb.ID
	seq uint64
	at  time.Time
}

// move is something that counts from a time on.
type move struct {
	mark
	due   time.Time
	days  int // of a cooling time
	pulls []string
}

// rule is a boundary. What belongs to it may be folded before it.
type rule struct {
	mark
	pulls   []string
	changes []move
	ends    []move
	resumed time.Time // the last time it was
}

// way is allowed contact.
type way struct {
	mark
	due     time.Time
	channel string
	about   []string
	by      string
	out     bool
}

func (m mark) before(n mark) int { return cmp.Or(m.at.Compare(n.at), cmp.Compare(m.seq, n.seq)) }

// Apply takes what this package keeps, their no, and when hard moments were.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	m := mark{e.ID, seq, e.At}
	switch e.Kind {
	case KindSet:
		return apply(e, func(b Rule) { now := s.rule(e.ID); now.mark, now.pulls = m, slices.Clone(b.Pulls) })
	case KindChanged:
		return apply(e, func(c Changed) {
			to := s.rule(c.Boundary)
			to.changes = insert(to.changes, move{mark: m, due: time.Unix(c.Due, 0), pulls: slices.Clone(c.Rule.Pulls)})
		})
	case KindEnded:
		return apply(e, func(x Ended) {
			of := s.rule(x.Boundary)
			of.ends = insert(of.ends, move{mark: m, due: time.Unix(x.Due, 0)})
		})
	case KindResumed:
		return apply(e, func(x Resumed) {
			if of := s.rule(x.Boundary); of.resumed.Before(e.At) {
				of.resumed = e.At
			}
		})
	case KindCooled:
		return apply(e, func(c Cooled) {
			s.cools = insert(s.cools, move{mark: m, due: time.Unix(c.Due, 0), days: c.Days})
		})
	}
	return s.contact(m, e)
}

// contact takes what is about allowed contact.
func (s *State) contact(m mark, e ebb.Event) error {
	switch e.Kind {
	case KindOpened:
		return apply(e, func(x Way) {
			w := s.way(e.ID)
			w.mark, w.due, w.channel, w.about = m, time.Unix(x.Due, 0), x.Channel, slices.Clone(x.About)
			w.by = cmp.Or(w.by, x.By)
		})
	case KindPermitted:
		return apply(e, func(p Permitted) { s.way(p.Way).by = p.By })
	case KindNarrowed:
		return apply(e, func(n Narrowed) { s.way(n.Way).out = true })
	case tie.AllowedContact:
		return apply(e, func(tie.Allowed) { s.logs = insertMark(s.logs, m) })
	case tie.Answered:
		return apply(e, func(a tie.Safety) { s.theirNo = a.TheirNo == tie.Yes })
	case hardMoment, alreadyDid:
		return apply(e, func(b struct {
			Moment ebb.ID `cbor:"1,keyasint"`
		}) {
			s.hard = insertMark(s.hard, mark{b.Moment, m.seq, m.at})
			s.hard = s.hard[max(0, len(s.hard)-32):]
		})
	}
	return nil
}

// apply decodes a body and hands it on.
func apply[T any](e ebb.Event, f func(T)) error {
	var body T
	if err := e.Decode(&body); err != nil {
		return err
	}
	f(body)
	return nil
}

func insert(all []move, m move) []move {
	i, _ := slices.BinarySearchFunc(all, m, func(a, b move) int { return a.before(b.mark) })
	return slices.Insert(all, i, m)
}

func insertMark(all []mark, m mark) []mark {
	i, _ := slices.BinarySearchFunc(all, m, mark.before)
	return slices.Insert(all, i, m)
}

func (s *State) rule(id ebb.ID) *rule {
	if i := slices.IndexFunc(s.rules, func(x *rule) bool { return x.id == id }); i >= 0 {
		return s.rules[i]
	}
	s.rules = append(s.rules, &rule{mark: mark{id: id}})
	return s.rules[len(s.rules)-1]
}

func (s *State) way(id ebb.ID) *way {
	if i := slices.IndexFunc(s.ways, func(x *way) bool { return x.id == id }); i >= 0 {
		return s.ways[i]
	}
	s.ways = append(s.ways, &way{mark: mark{id: id}})
	return s.ways[len(s.ways)-1]
}

// standing is how a boundary is at a time: which row has its words, and what
// waits.
type standing struct {
	mark
	words   uint64 // the row that has its words
	pulls   []string
	over    bool
	pending *move // a change or an end that does not count yet
	ends    bool  // pending is an end
}

func (b *rule) at(now time.Time) standing {
	s := standing{mark: b.mark, words: b.seq, pulls: b.pulls}
	for _, c := range b.changes {
		if c.due.After(now) {
			s.pending = &c
		} else {
			s.words, s.pulls, s.pending = c.seq, c.pulls, nil
		}
	}
	for _, x := range b.ends {
		switch {
		case b.resumed.After(x.mark.at):
		case x.due.After(now):
			s.pending, s.ends = &x, true
		default:
			s.over, s.pending = true, nil
		}
	}
	return s
}

// list is every boundary, the newest first.
func (s *State) list(now time.Time) (all []standing) {
	for _, b := range s.rules {
		if b.seq > 0 {
			all = append(all, b.at(now))
		}
	}
	slices.SortFunc(all, func(a, b standing) int { return b.before(a.mark) })
	return all
}

// cool is how many days loosening waits, whether anybody chose it, and a
// shorter time that does not count yet.
func (s *State) cool(now time.Time) (days int, chosen bool, later *move) {
	for _, c := range s.cools {
		if c.due.After(now) {
			later = &c
		} else {
			days, chosen, later = c.days, true, nil
		}
	}
	return days, chosen, later
}

// due is when loosening counts that is asked for now.
func (s *State) due(now time.Time) time.Time {
	days, _, _ := s.cool(now)
	return now.AddDate(0, 0, days)
}

// dueWay is due, but for the first day of setting ways up.
func (s *State) dueWay(now time.Time) time.Time {
	for _, w := range s.ways {
		if w.seq > 0 && now.Sub(w.mark.at) > 24*time.Hour {
			return s.due(now)
		}
	}
	return now
}

// Where a way is.
const (
	stands  = "stands"
	waits   = "waits"   // for its cooling time
	unnamed = "unnamed" // their no stands, and nobody said who allows it
)

// state says where a way is; "" where it was taken out.
func (w *way) state(now time.Time, no bool) string {
	switch {
	case w.seq == 0 || w.out:
		return ""
	case no && w.by == "":
		return unnamed
	case w.due.After(now):
		return waits
	}
	return stands
}

// listWays is every way that was not taken out, in the order they were set.
func (s *State) listWays(now time.Time) (all []way) {
	for _, w := range s.ways {
		if w.state(now, s.theirNo) != "" {
			all = append(all, *w)
		}
	}
	slices.SortFunc(all, func(a, b way) int { return a.before(b.mark) })
	return all
}

// belongs is the hard moment that contact now may belong to: the last one of
// two hours. Its id in hexadecimal digits; "" where there is none.
func (s *State) belongs(now time.Time) string {
	for _, h := range slices.Backward(s.hard) {
		if ago := now.Sub(h.at); ago >= 0 && ago < 2*time.Hour {
			return h.id.String()
		}
	}
	return ""
}
