// Package before is the ticks that a loss can begin with: ebb's own, and what a
// person said before in other places.
//
// It promises that a tick from before has the person's words and says where and
// on which day they stand, and that the fold keeps where, and no words. It
// refuses to guess at what somebody lost: it hands back what they said.
package before

import (
	"slices"
	"strings"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// Offer is a tick: one of ebb's own, or from what a person said before.
type Offer struct {
	Topic, Words string
	From         string // where it comes from, with its day; "" is ebb's own
}

// State is where a person said before what the ticks are made of, without words.
type State struct {
	rows map[string][]feature.Row // by kind; by time, then id
	kept tie.Ledger               // what came of promises
}

// New is the state before anything.
func New() *State { return &State{rows: map[string][]feature.Row{}} }

// taken are the kinds that the ticks are made of.
var taken = []string{tie.Needs, tie.GoalsSet, tie.Decided, tie.Stands, tie.Promised, tie.FearWritten, tie.Weighed, tie.SeenSoberly, tie.PastWritten}

// Apply takes them in any order.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	if err := s.hold(e); err != nil {
		return err
	}
	if slices.Contains(taken, e.Kind) {
		s.rows[e.Kind] = feature.Sorted(s.rows[e.Kind], feature.RowOf(seq, e))
	}
	return nil
}

// hold takes promises, and how they ended.
func (s *State) hold(e ebb.Event) error {
	switch e.Kind {
	case tie.Promised:
		var p tie.Promise
		if err := e.Decode(&p); err != nil {
			return err
		}
		s.kept.Promise(e.ID, p)
	case tie.Held:
		var o tie.Outcome
		if err := e.Decode(&o); err != nil {
			return err
		}
		s.kept.Outcome(e.ID, e.At, o)
	}
	return nil
}

// Clone is a copy that later events do not change.
func (s *State) Clone() *State {
	c := &State{map[string][]feature.Row{}, s.kept.Clone()}
	for kind, rows := range s.rows {
		c.rows[kind] = slices.Clone(rows)
	}
	return c
}

func seqs(rows []feature.Row) (all []uint64) {
	for _, row := range rows {
		all = append(all, row.Seq)
	}
	return all
}

// Ours are ebb's own ticks. None is ever taken out or renamed: old entries hold
// them.
var Ours = map[string][]string{
	"person": {"laugh", "day", "night", "held", "jokes", "family"},
	"future": {"home", "old", "children", "trips", "feasts", "build"},
	"hope":   {"better", "seen", "easy", "enough", "sorry"},
	"self":   {"friends", "making", "opinion", "quiet", "looks", "silly", "plan"},
}

// touches are what of oneself a hurt can touch, and todos the parts for which
// there is a thing of ours to take back.
var (
	touches = []string{"trust", "heard", "free", "home", "sleep", "friends", "self"}
	todos   = []string{"friends", "making", "opinion", "heard", "quiet", "free", "looks", "silly", "plan", "sleep", "work", "self"}
)

const (
	important = 7 // and more, of 10
	far       = 4 // and less: far from met
	mostEach  = 3 // ticks from one place
)

// How many signs a loss and what is taken back may have; as much as an activity
// holds.
const (
	Longest = 280
	OneLine = 140
)

// Offers are the ticks of a sort, the person's own records first, without those
// whose topic is taken.
func (s *State) Offers(r *feature.Request, sort string, taken func(topic string) bool) (all []Offer, err error) {
	sources := map[string][]func(*feature.Request) ([]Offer, error){
		"person": {s.wellMet, s.gave, s.tied},
		"future": {s.goals, s.promised(false)},
		"hope":   {s.unmet, s.hoped, s.promised(true)},
		"self":   {s.cost, s.touched, s.wanted, s.weighed},
	}
	for _, from := range sources[sort] {
		some, err := from(r)
		if err != nil {
			return nil, err
		}
		all = append(all, fresh(some, all)...)
	}
	for _, topic := range Ours[sort] {
		o := Offer{Topic: topic, Words: r.Say("losses.tick."+sort, "what", topic)}
		if !slices.ContainsFunc(all, func(b Offer) bool { return b.Words == o.Words }) {
			all = append(all, o)
		}
	}
	return slices.DeleteFunc(all, func(o Offer) bool { return taken(o.Topic) }), nil
}

// fresh are a few of some that fit and say what nothing before them says.
func fresh(some, before []Offer) (all []Offer) {
	for _, o := range some {
		same := func(b Offer) bool { return b.Words == o.Words }
		fits := o.Words != "" && utf8.RuneCountInString(o.Words) <= Longest
		if fits && len(all) < mostEach && !slices.ContainsFunc(before, same) && !slices.ContainsFunc(all, same) {
			all = append(all, o)
		}
	}
	return all
}

// newest is the last row of a kind; none where nothing was said.
func (s *State) newest(kind string) []feature.Row {
	rows := s.rows[kind]
	return rows[max(len(rows)-1, 0):]
}

func from(r *feature.Request, e ebb.Event, where string) string {
	return r.Say("losses.from", "where", where, "at", e.At.In(r.Now.Location()))
}

// needed are the needs of the newest list that fit, as key says them.
func (s *State) needed(r *feature.Request, key string, fits func(tie.Need) bool) (all []Offer, err error) {
	err = feature.Again(r, seqs(s.newest(tie.Needs)), func(e ebb.Event, l tie.NeedList) {
		for _, n := range l.Needs {
			if !fits(n) {
				continue
			}
			words := n.Own
			if n.Subject != "" {
				words = r.Say(key, "what", n.Subject)
			} else if key == "losses.hope.need" {
				words = r.Say("losses.hope.own", "what", n.Own)
			}
			all = append(all, Offer{"need." + ebb.ID(n.ID).String(), words, from(r, e, "needs")})
		}
	})
	return all, err
}

func weighs(n tie.Need, met func(int) bool) bool {
	return n.Weight != nil && n.Met != nil && *n.Weight >= important && met(*n.Met)
}

func (s *State) wellMet(r *feature.Request) ([]Offer, error) {
	return s.needed(r, "losses.person.need", func(n tie.Need) bool { return weighs(n, func(met int) bool { return met >= important }) })
}

func (s *State) unmet(r *feature.Request) ([]Offer, error) {
	return s.needed(r, "losses.hope.need", func(n tie.Need) bool { return !n.Want && weighs(n, func(met int) bool { return met <= far }) })
}

// wanted are wants that were far from met: what waited.
func (s *State) wanted(r *feature.Request) ([]Offer, error) {
	return s.needed(r, "losses.self.want", func(n tie.Need) bool { return n.Want && n.Met != nil && *n.Met <= far })
}

// goals is where the person wanted to be in some years.
func (s *State) goals(r *feature.Request) (all []Offer, err error) {
	err = feature.Again(r, seqs(s.newest(tie.GoalsSet)), func(e ebb.Event, g tie.Goals) {
		all = append(all, Offer{"goals", strings.Join(strings.Fields(g.Mine), " "), from(r, e, "goals")})
	})
	return all, err
}

// promised are promises of the other one that were not kept, or of which nothing
// is said: further chances, or the others.
func (s *State) promised(again bool) func(*feature.Request) ([]Offer, error) {
	return func(r *feature.Request) (all []Offer, err error) {
		err = feature.Again(r, seqs(s.rows[tie.Promised]), func(e ebb.Event, p tie.Promise) {
			if came, _ := s.kept.Came(e.ID); !p.Mine && p.Again == again && came != tie.KeptWhole {
				all = append(all, Offer{"promise." + e.ID.String(), p.Words, from(r, e, "promise")})
			}
		})
		slices.Reverse(all)
		return all, err
	}
}

// hoped are hopes that were written down.
func (s *State) hoped(r *feature.Request) (all []Offer, err error) {
	err = feature.Again(r, seqs(s.rows[tie.FearWritten]), func(e ebb.Event, f tie.Fear) {
		if f.Hope {
			all = append(all, Offer{"hope." + e.ID.String(), f.Words, from(r, e, "hope")})
		}
	})
	slices.Reverse(all)
	return all, err
}

// seen are costs or gives of the newest page that has any.
func (s *State) seen(r *feature.Request, key string, of func(tie.Seen) []string) (all []Offer, err error) {
	err = feature.Again(r, seqs(s.rows[tie.SeenSoberly]), func(e ebb.Event, n tie.Seen) {
		if len(of(n)) > 0 {
			all = nil
		}
		for _, what := range of(n) {
			all = append(all, Offer{key + "." + what, r.Say("losses."+key, "what", what), from(r, e, "sober")})
		}
	})
	return all, err
}

func (s *State) gave(r *feature.Request) ([]Offer, error) {
	return s.seen(r, "give", func(n tie.Seen) []string { return n.Gives })
}

func (s *State) cost(r *feature.Request) ([]Offer, error) {
	return s.seen(r, "cost", func(n tie.Seen) []string { return n.Costs })
}

// tied is what still ties the two: what goes with the person.
func (s *State) tied(r *feature.Request) (all []Offer, err error) {
	err = feature.Again(r, seqs(s.newest(tie.Stands)), func(e ebb.Event, n tie.Standing) {
		for _, what := range n.Ties {
			if slices.Contains([]string{"children", "home", "pet", "friends"}, what) {
				all = append(all, Offer{"tie." + what, r.Say("losses.tie", "what", what), from(r, e, "where")})
			}
		}
	})
	return all, err
}

// touched is what a hurt touched in what was told.
func (s *State) touched(r *feature.Request) (all []Offer, err error) {
	err = feature.Again(r, seqs(s.rows[tie.PastWritten]), func(e ebb.Event, h tie.Touched) {
		for _, what := range h.What {
			if slices.Contains(touches, what) {
				all = append(all, Offer{"touched." + what, r.Say("losses.touched", "what", what), from(r, e, "past")})
			}
		}
	})
	return all, err
}

// weighed is what spoke for letting go, in the person's own words.
func (s *State) weighed(r *feature.Request) (all []Offer, err error) {
	err = feature.Again(r, seqs(s.rows[tie.Weighed]), func(e ebb.Event, n tie.Reason) {
		if n.List == "go-for" && n.Topic == "" {
			all = append(all, Offer{"weighed." + e.ID.String(), n.Words, from(r, e, "weighed")})
		}
	})
	return all, err
}

// Todo are things to take back that were said before: what a decision asks for,
// wants that waited, and what of oneself was set aside.
func (s *State) Todo(r *feature.Request, sort, topic string) (all []Offer, err error) {
	err = feature.Again(r, seqs(s.newest(tie.Decided)), func(ev ebb.Event, d tie.Decision) {
		all = append(all, Offer{"", strings.Join(strings.Fields(d.Do), " "), from(r, ev, "decision")})
	})
	if err != nil {
		return nil, err
	}
	wants, err := s.wanted(r)
	all = append(all, wants...)
	if sort == "self" {
		what := topic[strings.LastIndex(topic, ".")+1:] // "cost.sleep"
		if slices.Contains(todos, what) {
			all = append(all, Offer{Words: r.Say("losses.todo", "what", what)})
		}
	}
	all = slices.DeleteFunc(all, func(o Offer) bool { return o.Words == "" || utf8.RuneCountInString(o.Words) > OneLine })
	return all[:min(len(all), mostEach)], err
}
