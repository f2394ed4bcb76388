// Package lift sets moods before and after beside each other: what each thing
// did, as a mean difference with its range and its count.
//
// It promises that below five times it says how many more and no number, and
// that what lifted most is named only among things with enough. It refuses to
// say why a mood rose.
package lift

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"ebb/feature"
	"ebb/feature/busy/act"
	"ebb/stat"
)

const (
	Enough = 5  // times before a range is said
	most   = 3  // things named in one sentence
	listed = 40 // things on their page
)

// Else is the sort of what was done instead.
const Else = "else"

// Rating is one time with both moods.
type Rating struct {
	What   string // in words; what reads the same is the same
	Sort   string // of act.Sorts, or Else
	By     float64
	Memory bool // both were said at once, or long after
}

// View is what it gave, in words.
type View struct {
	Most   string // what lifted most, with its count; "" before there are enough
	Close  bool   // ranges overlap, so that the order may be chance
	All    string
	Sorts  []Row
	Things []Row
	More   int // things that are not listed
	Memory string
}

// Row is one thing, or one sort, and what it comes to.
type Row struct{ Name, Line string }

// tally is the lifts of one thing.
type tally struct {
	name  string
	lifts []float64
}

func (t tally) mean() stat.Interval { return stat.Mean(t.lifts) }

// Of puts ratings into words; nil where there are none.
func Of(r *feature.Request, ratings []Rating) *View {
	if len(ratings) == 0 {
		return nil
	}
	var all tally
	things, sorts, memory := map[string]tally{}, map[string]tally{}, 0
	for _, x := range ratings {
		add(things, strings.ToLower(x.What), x.What, x.By)
		add(sorts, x.Sort, x.Sort, x.By)
		all.lifts = append(all.lifts, x.By)
		if x.Memory {
			memory++
		}
	}
	v := &View{All: all.line(r)}
	list := ordered(things)
	v.Most, v.Close = named(r, list)
	for _, sort := range append(slices.Clone(act.Sorts), Else) {
		if t, ok := sorts[sort]; ok {
			v.Sorts = append(v.Sorts, Row{r.Say("busy.sort", "sort", sort), t.line(r)})
		}
	}
	for _, t := range list[:min(len(list), listed)] {
		v.Things = append(v.Things, Row{t.name, t.line(r)})
	}
	v.More = max(0, len(list)-listed)
	if memory > 0 {
		v.Memory = r.Say("busy.lift.memory", "n", memory)
	}
	return v
}

func add(to map[string]tally, key, name string, by float64) {
	t := to[key]
	to[key] = tally{cmp.Or(t.name, name), append(t.lifts, by)}
}

// ordered puts what lifted most first, among those with enough; the others
// follow by their count.
func ordered(things map[string]tally) (all []tally) {
	for _, t := range things {
		all = append(all, t)
	}
	height := func(t tally) float64 {
		if len(t.lifts) < Enough {
			return -100
		}
		return t.mean().Value
	}
	slices.SortFunc(all, func(a, b tally) int {
		return cmp.Or(cmp.Compare(height(b), height(a)), cmp.Compare(len(b.lifts), len(a.lifts)), cmp.Compare(a.name, b.name))
	})
	return all
}

// line says what a tally comes to.
func (t tally) line(r *feature.Request) string {
	n := len(t.lifts)
	if n < Enough {
		return r.Say("busy.lift.few", "n", n, "more", Enough-n)
	}
	i := t.mean()
	if i.Low == i.High {
		return r.Say("busy.lift.same", "n", n, "by", Signed(i.Value))
	}
	return r.Say("busy.lift.range", "n", n, "by", Signed(i.Value), "low", Signed(max(-10, i.Low)), "high", Signed(min(10, i.High)))
}

// named says what lifted most, and whether the ranges of those it names overlap.
func named(r *feature.Request, list []tally) (says string, overlap bool) {
	var some []string
	for _, t := range list {
		if len(t.lifts) >= Enough && t.mean().Value > 0 && len(some) < most {
			some = append(some, r.Say("busy.lift.one", "what", t.name, "n", len(t.lifts)))
		}
	}
	for i := 1; i < len(some); i++ {
		overlap = overlap || list[i].mean().High >= list[i-1].mean().Low
	}
	if len(some) == 0 {
		return "", false
	}
	return r.Say("busy.lift.most", "what", strings.Join(some, ", ")), overlap
}

// Signed writes a number with its sign and at most one decimal.
func Signed(f float64) string {
	f = math.Round(f*10) / 10
	s := strconv.FormatFloat(math.Abs(f), 'f', -1, 64)
	switch {
	case f < 0:
		return "−" + s
	case f > 0:
		return "+" + s
	}
	return "0"
}
