package honesty

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Alikes are how much a day resembles the day before.
var alikes = []float64{0, 0.3, 0.6, 0.9}

// behind are the ways in which something else lies behind what is noted.
var behind = []Logged{
	{Name: "nothing"},
	{Name: "heavy days are noted more often", Peaks: true},
	{Name: "weekends lie behind both", Weekends: true},
	{Name: "both get less with time", Fading: true},
	{Name: "a heavy day leads to it", Follows: true},
}

// beyond are ways in which it is known to go wrong.
var beyond = []Logged{
	{Name: "a heavy day leads to it, and notes are three times as rough", Follows: true, Rough: 3},
	{Name: "after it, heavy days are noted more often", Pressed: true},
}

// pairsOf are the first three counts.
var pairsOf = []int{30, 60, 120}

func (p Logged) alike(a float64) Logged {
	p.Alike = a
	return p
}

// BesideTable writes what nextday does where there is nothing, and where there
// is something.
func BesideTable(w io.Writer, runs int) {
	title(w, "What goes with what: nothing does", "what else there is", "days alike", "pairs", "said of one thing", "range holds", "said of any of eight", "range holds")
	for _, p := range behind {
		for _, a := range alikes {
			for _, n := range pairsOf {
				f := p.alike(a).Set(runs, n, 0)
				cells(w, p.Name, a, n, of(f.One, f.Runs), of(f.Holds, f.Runs), of(f.Any, runs), of(f.Eight, f.Runs))
			}
		}
	}
	some := max(1, runs/4) // they take long
	title(w, "The same, over all five counts up to 480 pairs", "what else there is", "days alike", "ever said of any of eight", "by the range alone")
	for _, p := range slices.Concat(behind, beyond) {
		for _, a := range alikes {
			said, alone := p.alike(a).Ever(some)
			cells(w, p.Name, a, of(said, some), of(alone, some))
		}
	}
	title(w, "What goes with what: the day after is heavier", "by", "what else there is", "days alike", "pairs", "said, one looked at", "range holds", "said, eight looked at", "range holds")
	for _, by := range []float64{0.5, 1, 2} {
		for _, p := range behind[:2] {
			for _, a := range alikes {
				for _, n := range pairsOf {
					f := p.alike(a).Set(runs, n, by)
					cells(w, by, p.Name, a, n, of(f.Found, f.Runs), of(f.Holds, f.Runs), of(f.Among, f.Runs), of(f.Eight, f.Runs))
				}
			}
		}
	}
}

func title(w io.Writer, said string, columns ...string) {
	fmt.Fprintf(w, "\n### %s\n\n| %s |\n|%s\n", said, strings.Join(columns, " | "), strings.Repeat("---|", len(columns)))
}

func cells(w io.Writer, all ...any) {
	for _, c := range all {
		fmt.Fprintf(w, "| %v ", c)
	}
	fmt.Fprintln(w, "|")
}
