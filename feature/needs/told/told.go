// Package told is what a list of needs says: in one sentence, in paired dots, in
// a table, and beside an older list.
//
// It promises the person's own order, that what was not said is left out and
// never counted as nothing, and that after a yes to a safety question only the
// person's own side is told. It refuses a verdict and a total.
package told

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"ebb"
	"ebb/chart"
	dots "ebb/chart/needs"
	"ebb/feature"
	"ebb/tie"
)

// Top is the end of every scale.
const Top = 10

const (
	important = 7  // and more
	unmet     = 4  // and less
	named     = 3  // needs in a sentence
	drawn     = 12 // needs in the drawing; the table has all
)

// List is a list of needs, to be told to the person who wrote it.
type List struct {
	Needs  []tie.Need
	Gentle bool // after a yes: the person's own side alone
}

// Wording is a need as a person reads it.
func Wording(r *feature.Request, n tie.Need) string {
	if n.Own != "" {
		return n.Own
	}
	return r.Say("needs.subject", "what", n.Subject)
}

// Own is a person's side of a need in one line.
func Own(r *feature.Request, n tie.Need) string {
	return r.Say("needs.line", "kind", kind(n), "weight", value(n.Weight), "met", value(n.Met), "of", Top)
}

func kind(n tie.Need) string {
	if n.Want {
		return "want"
	}
	return "need"
}

// Ordered are needs by how important they are to the person, and as they were
// written where that is the same or was not said.
func Ordered(needs []tie.Need) []tie.Need {
	all := slices.Clone(needs)
	slices.SortStableFunc(all, func(a, b tie.Need) int { return value(b.Weight) - value(a.Weight) })
	return all
}

// value is a place on a scale; -1 where nothing was said.
func value(n *int) int {
	if n == nil {
		return -1
	}
	return *n
}

// Rated reports whether anything was said about a need of one's own.
func Rated(n tie.Need) bool { return n.Weight != nil || n.Met != nil }

// Theirs is the guess about the other one; empty where there is none.
func Theirs(n tie.Need) tie.Theirs {
	if n.Theirs == nil {
		return tie.Theirs{}
	}
	return *n.Theirs
}

// Sum says in words what the list says: which important needs are least met,
// in the person's order.
func (k List) Sum(r *feature.Request) []string {
	var least []string
	said, needs, weighty := 0, 0, 0
	for _, n := range Ordered(k.Needs) {
		if !Rated(n) {
			continue
		}
		if said++; n.Want {
			continue
		}
		needs++
		if value(n.Weight) >= important && n.Met != nil {
			weighty++
			if *n.Met <= unmet && len(least) < named {
				least = append(least, r.Say("needs.sum.item", "what", Wording(r, n), "met", *n.Met, "of", Top))
			}
		}
	}
	var all []string
	switch {
	case said == 0:
		return []string{r.Say("needs.sum.none")}
	case needs == 0:
		all = append(all, r.Say("needs.sum.wants", "n", said))
	case len(least) > 0:
		all = append(all, r.Say("needs.sum.least", "n", len(least), "list", strings.Join(least, ", "), "from", important, "low", unmet))
	case weighty > 0:
		all = append(all, r.Say("needs.sum.met", "n", weighty, "from", important, "low", unmet))
	default:
		all = append(all, r.Say("needs.sum.light", "from", important))
	}
	if left := len(k.Needs) - said; left > 0 {
		all = append(all, r.Say("needs.sum.left", "n", left))
	}
	return append(all, k.each(r)...)
}

// each says what the person thinks the two could do for each other.
func (k List) each(r *feature.Request) (all []string) {
	if k.Gentle {
		return nil
	}
	var fair, can, mine tally
	for _, n := range k.Needs {
		fair.add(n.Fair)
		can.add(n.Can)
		mine.add(Theirs(n).Can)
	}
	for _, x := range []struct {
		key string
		tally
	}{{"fair", fair}, {"can", can}, {"mine", mine}} {
		if x.of > 0 {
			all = append(all, r.Say("needs.sum."+x.key, "k", x.yes, "n", x.of))
		}
	}
	return all
}

// tally counts answers.
type tally struct{ yes, of int }

func (t *tally) add(a tie.YesNo) {
	switch a {
	case tie.Yes:
		t.yes++
		t.of++
	case tie.No:
		t.of++
	}
}

// Picture is the paired dots, in two halves where there are many, with their
// key and the table of all that was said.
type Picture struct {
	Halves       []chart.Chart
	Yours, Their chart.Chart // marks
	Guess        bool        // the other side is drawn
	Table        chart.Table
}

// many is how many pairs stand in one drawing; more are two, which lie side by
// side where there is room.
const many = 3

// Picture draws how far needs are met; without halves where that was not said
// of any.
func (k List) Picture(r *feature.Request) Picture {
	p := Picture{Yours: chart.Key(chart.Full), Their: chart.Key(chart.Ring), Table: k.table(r)}
	var pairs []dots.Pair
	var said []string
	for _, n := range Ordered(k.Needs) {
		one := dots.Pair{Label: Wording(r, n), Yours: place(n.Met), Their: math.NaN()}
		if t := Theirs(n); !k.Gentle {
			one.Their = place(t.Met)
		}
		if math.IsNaN(one.Yours) && math.IsNaN(one.Their) || len(pairs) >= drawn {
			continue
		}
		p.Guess = p.Guess || !math.IsNaN(one.Their)
		pairs = append(pairs, one)
		said = append(said, r.Say("needs.chart.one", "what", one.Label, "met", shown(n.Met), "guess", guessed(one.Their)))
	}
	half := len(pairs)
	if half > many {
		half = (half + 1) / 2
	}
	for i := 0; i < len(pairs); i += half {
		end := min(i+half, len(pairs))
		p.Halves = append(p.Halves, k.draw(r, pairs[i:end], strings.Join(said[i:end], " "), len(p.Halves)))
	}
	return p
}

func (k List) draw(r *feature.Request, pairs []dots.Pair, said string, no int) chart.Chart {
	title := map[bool]string{true: "needs.chart.own", false: "needs.chart.title"}[k.Gentle]
	return dots.Pairs{Most: Top, Pairs: pairs, Words: chart.Words{ID: "needs-" + strconv.Itoa(no), Title: r.Say(title), Sentence: said}}.Chart()
}

func place(n *int) float64 {
	if n == nil {
		return math.NaN()
	}
	return float64(*n)
}

// guessed is a guess as the sentence takes it: "no" where there is none.
func guessed(f float64) string {
	if math.IsNaN(f) {
		return "no"
	}
	return strconv.Itoa(int(f))
}

// shown is a place on a scale, or a dash.
func shown(n *int) string {
	if n == nil {
		return "–"
	}
	return strconv.Itoa(*n)
}

// table is everything that was said.
func (k List) table(r *feature.Request) chart.Table {
	cols := []string{"need", "kind", "weight", "met"}
	if !k.Gentle {
		cols = append(cols, "fair", "can", "theirs.weight", "theirs.met", "theirs.sure", "mine")
	}
	t := chart.Table{Caption: r.Say("needs.table", "n", len(k.Needs))}
	for _, c := range cols {
		t.Head = append(t.Head, r.Say("needs.table."+c))
	}
	for _, n := range Ordered(k.Needs) {
		row := []string{Wording(r, n), r.Say("needs.kind", "kind", kind(n)), shown(n.Weight), shown(n.Met)}
		if o := Theirs(n); !k.Gentle {
			row = append(row, yes(r, n.Fair), yes(r, n.Can), shown(o.Weight), shown(o.Met), shown(o.Sure), yes(r, o.Can))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func yes(r *feature.Request, a tie.YesNo) string {
	if a == "" {
		return "–"
	}
	return r.Say("needs.answer", "a", string(a))
}

// Compare lists what a person said of each need then, and now. same: nothing
// differs.
func Compare(r *feature.Request, then, now []tie.Need, before, after string) (t chart.Table, same bool) {
	t = chart.Table{Caption: r.Say("needs.then.table"), Head: []string{r.Say("needs.table.need"), before, after}}
	was := map[ebb.ID]tie.Need{}
	for _, n := range then {
		was[ebb.ID(n.ID)] = n
	}
	same = true
	row := func(n tie.Need, a, b string) {
		same = same && a == b
		t.Rows = append(t.Rows, []string{Wording(r, n), a, b})
	}
	for _, n := range Ordered(now) {
		a := r.Say("needs.then.not")
		if o, ok := was[ebb.ID(n.ID)]; ok {
			a = Own(r, o)
			delete(was, ebb.ID(n.ID))
		}
		row(n, a, Own(r, n))
	}
	for _, n := range Ordered(then) {
		if _, ok := was[ebb.ID(n.ID)]; ok {
			row(n, Own(r, n), r.Say("needs.then.out"))
		}
	}
	return t, same
}
