package needs

import (
	"math"
	"strconv"
	"strings"

	"ebb/chart"
	dots "ebb/chart/needs"
	"ebb/feature"
	"ebb/tie"
)

const (
	important = 7  // and more
	unmet     = 4  // and less
	named     = 3  // needs in a sentence
	drawn     = 12 // needs in the drawing; the table has all
)

// sum says in words what the list says: which important needs are least met,
// in the person's order.
func (k kept) sum(r *feature.Request) []string {
	var least []string
	said, needs, weighty := 0, 0, 0
	for _, n := range ordered(k.needs) {
		if !rated(n) {
			continue
		}
		if said++; n.Want {
			continue
		}
		needs++
		if value(n.Weight) >= important && n.Met != nil {
			weighty++
			if *n.Met <= unmet && len(least) < named {
				least = append(least, r.Say("needs.sum.item", "what", wording(r, n), "met", *n.Met, "of", top))
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
	if left := len(k.needs) - said; left > 0 {
		all = append(all, r.Say("needs.sum.left", "n", left))
	}
	return append(all, k.each(r)...)
}

// each says what the person thinks the two could do for each other.
func (k kept) each(r *feature.Request) (all []string) {
	if k.gentle {
		return nil
	}
	var fair, can, mine tally
	for _, n := range k.needs {
		fair.add(n.Fair)
		can.add(n.Can)
		mine.add(theirs(n).Can)
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

// picture draws how far needs are met; nil where that was not said of any.
func (k kept) picture(r *feature.Request) *picture {
	p := picture{Yours: chart.Key(chart.Full), Their: chart.Key(chart.Ring)}
	title := map[bool]string{true: "needs.chart.own", false: "needs.chart.title"}[k.gentle]
	d := dots.Pairs{Most: top, Words: chart.Words{ID: "needs", Title: r.Say(title), Table: k.table(r)}}
	var said []string
	for _, n := range ordered(k.needs) {
		one := dots.Pair{Label: wording(r, n), Yours: place(n.Met), Their: math.NaN()}
		if t := theirs(n); !k.gentle {
			one.Their = place(t.Met)
		}
		if math.IsNaN(one.Yours) && math.IsNaN(one.Their) || len(d.Pairs) >= drawn {
			continue
		}
		p.Guess = p.Guess || !math.IsNaN(one.Their)
		d.Pairs = append(d.Pairs, one)
		said = append(said, r.Say("needs.chart.one", "what", one.Label, "met", shown(n.Met), "guess", guessed(one.Their)))
	}
	if len(d.Pairs) == 0 {
		return nil
	}
	d.Sentence = strings.Join(said, " ")
	p.Chart = d.Chart()
	return &p
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
func (k kept) table(r *feature.Request) chart.Table {
	cols := []string{"need", "kind", "weight", "met"}
	if !k.gentle {
		cols = append(cols, "fair", "can", "theirs.weight", "theirs.met", "theirs.sure", "mine")
	}
	t := chart.Table{Caption: r.Say("needs.table", "n", len(k.needs))}
	for _, c := range cols {
		t.Head = append(t.Head, r.Say("needs.table."+c))
	}
	for _, n := range ordered(k.needs) {
		row := []string{wording(r, n), r.Say("needs.kind", "kind", kind(n)), shown(n.Weight), shown(n.Met)}
		if o := theirs(n); !k.gentle {
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
