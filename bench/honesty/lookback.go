package honesty

import (
	"io"
	"math/rand/v2"
)

// The spans of a look back: weeks before, and the eight that follow.
var lookedBack = [][2]int{{3, 8}, {8, 8}, {16, 8}, {26, 8}}

// LookedBack counts what a look back says of the other one's starts.
type LookedBack struct {
	False                int // said changed, and nothing had
	Same                 int // the range held that
	Halved, HalfHolds    int // said fewer when they had halved, and the range held it
	Doubled, DoubleHolds int
}

// LookBack asks so many records of a case about three truths.
func (c Case) LookBack(runs int) (f LookedBack) {
	r := rand.New(rand.NewPCG(2028, uint64(c.Before)))
	for range runs {
		none := c.after(r, 1)
		add(&f.False, none.Changed)
		add(&f.Same, holds(none.Change, 1))
		half := c.after(r, 0.5)
		add(&f.Halved, half.Changed && half.Change.Value < 1)
		add(&f.HalfHolds, holds(half.Change, 0.5))
		twice := c.after(r, 2)
		add(&f.Doubled, twice.Changed && twice.Change.Value > 1)
		add(&f.DoubleHolds, holds(twice.Change, 2))
	}
	return f
}

func lookBack(w io.Writer, runs int) {
	head(w, "The look back: who began, before stepping back and eight weeks after", "false alarm", "range holds", "halving found", "range holds then", "doubling found", "range holds then")
	for _, daily := range []float64{1.2, 0.3} {
		for _, s := range lookedBack {
			for _, p := range Processes {
				c := Case{p, s[0], s[1], daily, false}
				f := c.LookBack(runs)
				c.row(w, of(f.False, runs), of(f.Same, runs), of(f.Halved, runs), of(f.HalfHolds, runs), of(f.Doubled, runs), of(f.DoubleHolds, runs))
			}
		}
	}
}
