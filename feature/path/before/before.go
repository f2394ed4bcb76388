// Package before is what a person said elsewhere, for the steps of the path to
// take up: feelings they named, their hard moments, what lifted their mood,
// whom they can call, what they need, what was promised, what they decided.
//
// It promises that the fold keeps no words, that the order of arrival changes
// nothing, that a question nobody answered gives nothing, and that the first
// error stops all that follows. It refuses to guess at what was not said, and
// to know of the other one more than the person wrote down.
package before

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// Lately is how far back counts look.
const Lately = 60 * 24 * time.Hour

// Facts is what was said before, for one page.
type Facts struct {
	*feature.Request
	state State
	err   error
}

// Of opens a copy of the state for one page.
func Of(r *feature.Request, s State) *Facts { return &Facts{Request: r, state: s} }

// Err is the first error of all that was asked for.
func (f *Facts) Err() error { return f.err }

// Safety is what the safety questions were answered.
func (f *Facts) Safety() tie.Safety { return f.state.safety }

// Standing is where they are with somebody.
func (f *Facts) Standing() tie.Standing { s, _ := Newest[tie.Standing](f, tie.Stands); return s }

// Since is the day since when, and how many days ago that is; false where it was
// not said.
func (f *Facts) Since() (at time.Time, days int, ok bool) {
	at, ok = f.Standing().SinceDate(f.Now.Location())
	y, m, d := f.Now.Date()
	return at, int(time.Date(y, m, d, 12, 0, 0, 0, f.Now.Location()).Sub(at).Hours() / 24), ok
}

// Decision is the newest one; false where there is none.
func (f *Facts) Decision() (tie.Decision, bool) { return Newest[tie.Decision](f, tie.Decided) }

// Needs is the newest list.
func (f *Facts) Needs() []tie.Need { l, _ := Newest[tie.NeedList](f, tie.Needs); return l.Needs }

// People are those they could call.
func (f *Facts) People() []tie.Person { return All[tie.Person](f, tie.Near) }

// Reasons are the lines for and against.
func (f *Facts) Reasons() []tie.Reason { return All[tie.Reason](f, tie.Weighed) }

// Brooding reports whether it was asked lately whether thoughts go round, and
// whether they do.
func (f *Facts) Brooding() (asked, round bool) {
	rows := f.state.rows[tie.Brooded]
	b, ok := Newest[tie.Brooding](f, tie.Brooded)
	if !ok || !tie.BroodingStands(rows[len(rows)-1].At, f.Now) {
		return false, false
	}
	return true, b.Round()
}

// Promise is one, and what came of it; "" is open.
type Promise struct {
	tie.Promise
	Kept tie.Kept
}

// Promises are all of them, the oldest first.
func (f *Facts) Promises() (all []Promise) {
	f.each(tie.Promised, func(e ebb.Event) error {
		var p tie.Promise
		err := e.Decode(&p)
		kept, _ := f.state.ledger.Came(e.ID)
		all = append(all, Promise{p, kept})
		return err
	})
	return all
}

// Count is how often something was said.
type Count struct {
	Name string // of ours
	N    int
}

// Feelings are those of our words that were named lately, most often first.
func (f *Facts) Feelings() []Count {
	n := map[string]int{}
	for _, x := range f.state.felt {
		if f.lately(x.At) {
			for _, name := range x.names {
				n[name]++
			}
		}
	}
	delete(n, tie.OwnFeeling)
	return counted(n)
}

// Moments are the hard moments of lately, the newest first.
func (f *Facts) Moments() (all []Moment) {
	for _, m := range f.state.moments {
		if f.lately(m.At()) {
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b Moment) int { return cmp.Or(b.pull.Earlier(a.pull), b.outcome.Earlier(a.outcome)) })
	return all
}

// Pulls are what hard moments pulled towards lately, most often first.
func (f *Facts) Pulls() []Count {
	return f.tally(func(m Moment) []string { return []string{m.Pull} })
}

// Triggers are what set hard moments off lately, most often first.
func (f *Facts) Triggers() []Count { return f.tally(func(m Moment) []string { return m.Triggers }) }

// Places are where hard moments were lately, most often first.
func (f *Facts) Places() []Count { return f.tally(func(m Moment) []string { return m.Places }) }

// Company is who was there, most often first.
func (f *Facts) Company() []Count { return f.tally(func(m Moment) []string { return m.Company }) }

func (f *Facts) tally(of func(Moment) []string) []Count {
	n := map[string]int{}
	for _, m := range f.Moments() {
		for _, name := range of(m) {
			n[name]++
		}
	}
	return counted(n)
}

// Nights is how many hard moments of lately began between ten at night and
// five in the morning, and how many there are at all.
func (f *Facts) Nights() (night, all int) {
	for _, m := range f.Moments() {
		if h := m.At().In(f.Now.Location()).Hour(); h >= 22 || h < 5 {
			night++
		}
		all++
	}
	return night, all
}

// Act is something that was done in a week of one's own.
type Act struct {
	tie.Activity
	By *int // by how much the mood was higher afterwards; nil: not said
}

// Lifted are the things after which the mood was higher, the highest first, and
// behind them those that were done; at most so many.
func (f *Facts) Lifted(most int) (all []Act) {
	some := f.state.lifts.lifted()
	some = some[:min(len(some), most)]
	var seqs []uint64
	for _, a := range some {
		seqs = append(seqs, a.Seq)
	}
	f.read(seqs, func(e ebb.Event) error {
		var a Act
		err := e.Decode(&a.Activity)
		if m := f.state.lifts.moods[e.ID]; m.before != nil && m.after != nil {
			by := *m.after - *m.before
			a.By = &by
		}
		all = append(all, a)
		return err
	})
	return all
}

// Walked is how often they went out to move, and after how many of those times
// the mood was higher.
func (f *Facts) Walked() (n, up int) {
	for _, w := range f.state.lifts.walks {
		if !w.went.At.IsZero() && f.lately(w.went.At) {
			n++
			if tie.Beside(w.went.At, w.back.At) && w.after > w.before {
				up++
			}
		}
	}
	return n, up
}

// Planned is how many activities stand on a day.
func (f *Facts) Planned(day string) (n int) {
	for _, a := range f.state.lifts.acts {
		if a.day == day {
			n++
		}
	}
	return n
}

// Newest is the newest of a kind; false where there is none.
func Newest[T any](f *Facts, kind string) (body T, ok bool) {
	rows := f.state.rows[kind]
	if len(rows) == 0 {
		return body, false
	}
	f.read([]uint64{rows[len(rows)-1].Seq}, func(e ebb.Event) error {
		ok = true
		return e.Decode(&body)
	})
	return body, ok
}

// All are the bodies of a kind, the oldest first.
func All[T any](f *Facts, kind string) (all []T) {
	f.each(kind, func(e ebb.Event) error {
		var body T
		err := e.Decode(&body)
		all = append(all, body)
		return err
	})
	return all
}

func (f *Facts) each(kind string, do func(ebb.Event) error) {
	var seqs []uint64
	for _, row := range f.state.rows[kind] {
		seqs = append(seqs, row.Seq)
	}
	f.read(seqs, do)
}

// read opens rows again. After an error it does nothing.
func (f *Facts) read(seqs []uint64, do func(ebb.Event) error) {
	if f.err != nil || len(seqs) == 0 {
		return
	}
	events, err := f.Journal.Read(f.Context(), seqs...)
	for _, e := range events {
		if err == nil {
			err = do(e)
		}
	}
	f.err = err
}

func (f *Facts) lately(at time.Time) bool { return f.Now.Sub(at) < Lately }

func counted(n map[string]int) (all []Count) {
	delete(n, "")
	for _, name := range slices.Sorted(maps.Keys(n)) {
		all = append(all, Count{name, n[name]})
	}
	slices.SortStableFunc(all, func(a, b Count) int { return cmp.Compare(b.N, a.N) })
	return all
}
