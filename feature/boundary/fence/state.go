package fence

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
	cools   []Move
	ways    []*Way
	logs    []Mark
	hard    []Mark          // the newest hard moments
	tasks   []Mark          // set for a week elsewhere
	taken   map[ebb.ID]bool // tasks that are boundaries by now
	TheirNo bool            // contact is what they or a court allow
}

// Mark is an event by itself. Where order counts it is the time, then arrival.
type Mark struct {
	ID  ebb.ID
	Seq uint64
	At  time.Time
}

// Move is something that counts from a time on.
type Move struct {
	Mark
	Due   time.Time
	Days  int // of a cooling time
	pulls []string
}

// rule is a boundary. What belongs to it may be folded before it.
type rule struct {
	Mark
	pulls   []string
	changes []Move
	ends    []Move
	resumed time.Time // the last time it was
}

// Way is a channel and what contact through it may be about.
type Way struct {
	Mark
	Due     time.Time
	Channel string
	About   []string
	By      string // who allows it, where that was said
	out     bool
}

func (m Mark) before(n Mark) int { return cmp.Or(m.At.Compare(n.At), cmp.Compare(m.Seq, n.Seq)) }

// Apply takes what this package keeps, their no, what was set for a week, and
// when hard moments were.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	m := Mark{e.ID, seq, e.At}
	switch e.Kind {
	case KindSet:
		return ebb.Apply(e, func(b Rule) {
			now := s.rule(e.ID)
			now.Mark, now.pulls = m, slices.Clone(b.Pulls)
			if s.taken == nil {
				s.taken = map[ebb.ID]bool{}
			}
			s.taken[b.Task] = true
		})
	case KindChanged:
		return ebb.Apply(e, func(c Changed) {
			to := s.rule(c.Boundary)
			to.changes = insert(to.changes, Move{Mark: m, Due: time.Unix(c.Due, 0), pulls: slices.Clone(c.Rule.Pulls)})
		})
	case KindEnded:
		return ebb.Apply(e, func(x Ended) {
			of := s.rule(x.Boundary)
			of.ends = insert(of.ends, Move{Mark: m, Due: time.Unix(x.Due, 0)})
		})
	case KindResumed:
		return ebb.Apply(e, func(x Resumed) {
			if of := s.rule(x.Boundary); of.resumed.Before(e.At) {
				of.resumed = e.At
			}
		})
	case KindCooled:
		return ebb.Apply(e, func(c Cooled) {
			s.cools = insert(s.cools, Move{Mark: m, Due: time.Unix(c.Due, 0), Days: c.Days})
		})
	case tie.Tasked:
		return s.task(m, e)
	}
	return s.contact(m, e)
}

// contact takes what is about allowed contact.
func (s *State) contact(m Mark, e ebb.Event) error {
	switch e.Kind {
	case KindOpened:
		return ebb.Apply(e, func(x Opened) {
			w := s.way(e.ID)
			w.Mark, w.Due, w.Channel, w.About = m, time.Unix(x.Due, 0), x.Channel, slices.Clone(x.About)
			w.By = cmp.Or(w.By, x.By)
		})
	case KindPermitted:
		return ebb.Apply(e, func(p Permitted) { s.way(p.Way).By = p.By })
	case KindNarrowed:
		return ebb.Apply(e, func(n Narrowed) { s.way(n.Way).out = true })
	case tie.AllowedContact:
		return ebb.Apply(e, func(tie.Allowed) { s.logs = insertMark(s.logs, m) })
	case tie.Answered:
		return ebb.Apply(e, func(a tie.Safety) { s.TheirNo = a.TheirNo == tie.Yes })
	case hardMoment, alreadyDid:
		return ebb.Apply(e, func(b struct {
			Moment ebb.ID `cbor:"1,keyasint"`
		}) {
			s.hard = insertMark(s.hard, Mark{b.Moment, m.Seq, m.At})
			s.hard = s.hard[max(0, len(s.hard)-32):]
		})
	}
	return nil
}

func insert(all []Move, m Move) []Move {
	i, _ := slices.BinarySearchFunc(all, m, func(a, b Move) int { return a.before(b.Mark) })
	return slices.Insert(all, i, m)
}

func insertMark(all []Mark, m Mark) []Mark {
	i, _ := slices.BinarySearchFunc(all, m, Mark.before)
	return slices.Insert(all, i, m)
}

func (s *State) rule(id ebb.ID) *rule {
	if i := slices.IndexFunc(s.rules, func(x *rule) bool { return x.ID == id }); i >= 0 {
		return s.rules[i]
	}
	s.rules = append(s.rules, &rule{Mark: Mark{ID: id}})
	return s.rules[len(s.rules)-1]
}

func (s *State) way(id ebb.ID) *Way {
	if i := slices.IndexFunc(s.ways, func(x *Way) bool { return x.ID == id }); i >= 0 {
		return s.ways[i]
	}
	s.ways = append(s.ways, &Way{Mark: Mark{ID: id}})
	return s.ways[len(s.ways)-1]
}

// Standing is how a boundary is at a time.
type Standing struct {
	Mark
	Words   uint64 // the row that has its words
	Pulls   []string
	Over    bool
	Pending *Move // a change or an end that does not count yet
	Ends    bool  // Pending is an end
}

func (b *rule) at(now time.Time) Standing {
	s := Standing{Mark: b.Mark, Words: b.Seq, Pulls: b.pulls}
	for _, c := range b.changes {
		if c.Due.After(now) {
			s.Pending = &c
		} else {
			s.Words, s.Pulls, s.Pending = c.Seq, c.pulls, nil
		}
	}
	for _, x := range b.ends {
		switch {
		case b.resumed.After(x.At):
		case x.Due.After(now):
			s.Pending, s.Ends = &x, true
		default:
			s.Over, s.Pending = true, nil
		}
	}
	return s
}

// List is every boundary, the newest first.
func (s *State) List(now time.Time) (all []Standing) {
	for _, b := range s.rules {
		if b.Seq > 0 {
			all = append(all, b.at(now))
		}
	}
	slices.SortFunc(all, func(a, b Standing) int { return b.before(a.Mark) })
	return all
}

// Cool is how many days loosening waits, whether anybody chose it, and a
// shorter time that does not count yet.
func (s *State) Cool(now time.Time) (days int, chosen bool, later *Move) {
	for _, c := range s.cools {
		if c.Due.After(now) {
			later = &c
		} else {
			days, chosen, later = c.Days, true, nil
		}
	}
	return days, chosen, later
}

// Due is when loosening counts that is asked for now.
func (s *State) Due(now time.Time) time.Time {
	days, _, _ := s.Cool(now)
	return now.AddDate(0, 0, days)
}

// DueWay is Due, but for the first day of setting ways up.
func (s *State) DueWay(now time.Time) time.Time {
	for _, w := range s.ways {
		if w.Seq > 0 && now.Sub(w.At) > 24*time.Hour {
			return s.Due(now)
		}
	}
	return now
}

// Where a way is.
const (
	Stands  = "stands"
	Waits   = "waits"   // for its cooling time
	Unnamed = "unnamed" // their no stands, and nobody said who allows it
)

// State says where a way is; "" where it was taken out.
func (w Way) State(now time.Time, no bool) string {
	switch {
	case w.Seq == 0 || w.out:
		return ""
	case no && w.By == "":
		return Unnamed
	case w.Due.After(now):
		return Waits
	}
	return Stands
}

// Ways is every way that was not taken out, in the order they were set.
func (s *State) Ways(now time.Time) (all []Way) {
	for _, w := range s.ways {
		if w.State(now, s.TheirNo) != "" {
			all = append(all, *w)
		}
	}
	slices.SortFunc(all, func(a, b Way) int { return a.before(b.Mark) })
	return all
}

// Belongs is the hard moment that contact now may belong to: the last one of
// two hours. Its id in hexadecimal digits; "" where there is none.
func (s *State) Belongs(now time.Time) string {
	for _, h := range slices.Backward(s.hard) {
		if ago := now.Sub(h.At); ago >= 0 && ago < 2*time.Hour {
			return h.ID.String()
		}
	}
	return ""
}

// Logs are the rows of the last contacts that were logged, at most n, the
// newest first.
func (s *State) Logs(n int) (seqs []uint64) {
	for _, m := range slices.Backward(s.logs[max(0, len(s.logs)-n):]) {
		seqs = append(seqs, m.Seq)
	}
	return seqs
}

// Logged reports whether id is a contact that was logged.
func (s *State) Logged(id ebb.ID) bool {
	return slices.ContainsFunc(s.logs, func(m Mark) bool { return m.ID == id })
}

// Open is how many ways stand.
func (s *State) Open(now time.Time) (n int) {
	for _, w := range s.Ways(now) {
		if w.State(now, s.TheirNo) == Stands {
			n++
		}
	}
	return n
}
