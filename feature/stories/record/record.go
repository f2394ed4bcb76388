// Package record is what a person kept, in a sentence for each kind of it: a
// count with its number and, where it is a share, its range, or their own words.
//
// It promises that too few are told apart from enough, that contact which was
// planned or allowed is no wave, and that what a safety question or being
// together closes is left out without a word. It refuses to compare, to weigh
// and to conclude.
package record

import (
	"math"
	"slices"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/stat"
	"ebb/stat/wave"
	"ebb/tie"
)

// Keys are the records that can stand beside a belief, in their order.
var Keys = []string{"waves", "expected", "promises", "chances", "needs", "feelings", "fears", "hopes", "forecasts", "people", "done", "decision", "stays"}

// Record is one of them in words: a count with its number, or lines of the
// person's own.
type Record struct {
	Key, Line string
	Own       []string
	Href      string
	N, Least  int // how many there are, and from how many on they are spoken of
}

const (
	enough  = 5 // before a share is shown
	few     = 3 // before a plain count is
	mostOwn = 3 // own lines of one record
	high    = 7 // and more of 10: important, or well met
	far     = 4 // and less: hardly met
)

// hrefs is where each record lies.
var hrefs = map[string]string{
	"waves": "/patterns", "expected": "/patterns", "promises": "/keep/chances", "chances": "/keep/chances", "needs": "/decide/needs", "feelings": "/note/all",
	"fears": "/keep/fears", "hopes": "/keep/fears", "forecasts": "/decide/outlook/guess", "people": "/decide/back/week/lift", "done": "/decide/back/week/lift",
	"decision": "/decide/decision", "stays": "/keep/losses",
}

// All are those of some keys that can be spoken of now, none meaning each: with
// enough behind them, and with too little.
func (s *State) All(r *feature.Request, some []string) (all []Record, read func(*Record) error) {
	needs, decided, stays := last(s.needs), last(s.decided), s.kept()
	for _, key := range Keys {
		if len(some) == 0 || slices.Contains(some, key) {
			if !s.Closed(key) {
				o := s.counted(r, key)
				o.Key, o.Href = key, hrefs[key]
				all = append(all, o)
			}
		}
	}
	return all, func(o *Record) error {
		switch o.Key {
		case "needs":
			return o.needs(r, needs)
		case "decision":
			return o.decision(r, decided)
		case "stays":
			return o.stays(r, stays)
		}
		return nil
	}
}

func last(rows []feature.Row) (seqs []uint64) {
	for _, row := range rows[max(len(rows)-1, 0):] {
		seqs = append(seqs, row.Seq)
	}
	return seqs
}

// Closed reports whether a record is not spoken of: after a yes, before the
// questions, or while two are together.
func (s *State) Closed(key string) bool {
	switch key {
	case "promises", "chances", "needs":
		return s.quiet()
	case "forecasts":
		return !s.whole()
	case "waves", "expected":
		return s.stood[""].v.EndedBy == tie.NotEnded
	}
	return false
}

// counted is a record that takes no words of the person's.
func (s *State) counted(r *feature.Request, key string) Record {
	switch key {
	case "waves":
		return s.waves(r)
	case "expected":
		return s.expected(r)
	case "promises":
		c := s.promises.Count(false)
		return share(r, key, c.Kept, c.Of())
	case "chances":
		return s.chances(r)
	case "feelings":
		return s.feelings(r)
	case "fears", "hopes":
		return s.looked(r, key)
	case "forecasts":
		return s.forecasts(r)
	case "people", "done":
		return s.did(r, key)
	}
	return Record{Least: 1}
}

// share is k of n with its range.
func share(r *feature.Request, key string, k, n int, more ...any) Record {
	w := stat.Wilson(k, n)
	percent := func(x float64) int { return int(math.Round(100 * x)) }
	o := Record{N: n, Least: enough}
	if n >= enough {
		o.Line = r.Say("stories.record."+key, append(more, "k", k, "n", n, "low", percent(w.Low), "high", percent(w.High))...)
	}
	return o
}

// waves are hard moments by how they ended; contact that was planned or allowed
// is none of them.
func (s *State) waves(r *feature.Request) Record {
	n := map[string]int{}
	for id, end := range s.ends {
		if end.v.Mark != tie.MomentAllowed && !(end.v.Outcome == tie.MomentActed && s.logged(id)) {
			n[end.v.Outcome]++
		}
	}
	passed, partly, acted := n[tie.MomentPassed], n[tie.MomentPartly], n[tie.MomentActed]
	return share(r, "waves", passed, passed+partly+acted, "partly", partly, "acted", acted)
}

// expected is how strong it was beside how strong it was expected to be, once
// for each moment.
func (s *State) expected(r *feature.Request) Record {
	lower, same, higher := 0, 0, 0
	for id, all := range s.strong {
		by, ok := answered(all, s.ends[id])
		switch {
		case !ok:
		case by < 0:
			lower++
		case by == 0:
			same++
		default:
			higher++
		}
	}
	return share(r, "expected", lower, lower+same+higher, "same", same, "higher", higher)
}

// answered is by how much the rating that answers the last forecast of a moment
// lies above it; nothing that was rated after acting answers.
func answered(all []rated, end newest[tie.MomentEnd]) (by int, ok bool) {
	made := -1
	for i, f := range all {
		if f.expected {
			made = i
		}
	}
	if made < 0 {
		return 0, false
	}
	var ratings []wave.Rating
	for _, f := range all {
		if !f.expected && !(end.v.Outcome == tie.MomentActed && f.At.After(end.at)) {
			ratings = append(ratings, wave.Rating{T: f.At.Sub(all[made].At).Minutes(), Value: float64(f.value)})
		}
	}
	a, ok := wave.Answer(ratings, 0)
	return int(a.Value) - all[made].value, ok
}

// chances are further chances of the other one that were kept or not.
func (s *State) chances(r *feature.Request) Record {
	k, n := 0, 0
	for id, is := range s.again {
		came, _ := s.promises.Came(id)
		if is && (came == tie.KeptWhole || came == tie.KeptNot) {
			n++
			if came == tie.KeptWhole {
				k++
			}
		}
	}
	return share(r, "chances", k, n)
}

func (s *State) feelings(r *feature.Request) Record {
	lifts, weighs, longing := 0, 0, 0
	for _, m := range s.felt {
		if m.lifts {
			lifts++
		}
		if m.weighs {
			weighs++
		}
		if m.longing {
			longing++
		}
	}
	return share(r, "feelings", lifts, len(s.felt), "weighs", weighs, "longing", longing)
}

// looked are fears, or hopes, that were looked at.
func (s *State) looked(r *feature.Request, key string) Record {
	k, n := 0, 0
	for id, hope := range s.hopes {
		came := s.checks[id].v
		if hope != (key == "hopes") || came != tie.FearHappened && came != tie.FearStayed {
			continue
		}
		n++
		if came == tie.FearHappened {
			k++
		}
	}
	return share(r, key, k, n)
}

func (s *State) forecasts(r *feature.Request) Record {
	k, n, said := 0, 0, 0
	for id, chance := range s.guessed {
		if came, ok := s.came[id]; ok {
			n, said = n+1, said+chance
			if came.v == tie.Yes {
				k++
			}
		}
	}
	return share(r, "forecasts", k, n, "said", said/max(n, 1))
}

// did are activities that were done, with people or all.
func (s *State) did(r *feature.Request, key string) Record {
	o := Record{Least: few}
	for id, how := range s.went {
		if sort, ok := s.sorts[id]; ok && how.v == "did" && (key == "done" || sort == "people") {
			o.N++
		}
	}
	o.Line = r.Say("stories.record."+key, "n", o.N)
	return o
}

// kept is where it stands what stays of losses that are still there.
func (s *State) kept() (seqs []uint64) {
	var some []newest[uint64]
	for id, at := range s.stays {
		if s.losses[id] {
			some = append(some, at)
		}
	}
	slices.SortFunc(some, func(a, b newest[uint64]) int { return a.at.Compare(b.at) })
	for _, o := range some {
		seqs = append(seqs, o.v)
	}
	return seqs
}

// needs are those of the newest list that are important.
func (o *Record) needs(r *feature.Request, seqs []uint64) error {
	o.Least = few
	return feature.Again(r, seqs, func(e ebb.Event, l tie.NeedList) {
		met, hardly := 0, 0
		for _, n := range l.Needs {
			if n.Want || n.Weight == nil || n.Met == nil || *n.Weight < high {
				continue
			}
			o.N++
			if *n.Met >= high {
				met++
			}
			if *n.Met <= far {
				hardly++
			}
		}
		o.Line = r.Say("stories.record.needs", "at", local(r, e.At), "n", o.N, "met", met, "hardly", hardly, "high", high, "far", far)
	})
}

func local(r *feature.Request, at time.Time) time.Time { return at.In(r.Now.Location()) }

// decision is the one that stands, in its words.
func (o *Record) decision(r *feature.Request, seqs []uint64) error {
	return feature.Again(r, seqs, func(e ebb.Event, d tie.Decision) {
		o.Own = slices.DeleteFunc([]string{d.Words, d.Reasons}, func(s string) bool { return strings.TrimSpace(s) == "" })
		o.N = len(o.Own)
		o.Line = r.Say("stories.record.decision", "at", local(r, e.At))
	})
}

// stays is what of losses stays, in the person's words, the newest first.
func (o *Record) stays(r *feature.Request, seqs []uint64) error {
	err := feature.Again(r, seqs, func(_ ebb.Event, w tie.LossWord) { o.Own = append(o.Own, w.Words) })
	slices.Reverse(o.Own)
	o.N = len(o.Own)
	o.Own = o.Own[:min(o.N, mostOwn)]
	o.Line = r.Say("stories.record.stays", "n", o.N)
	return err
}
