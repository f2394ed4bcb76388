package honesty

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"

	weekly "ebb/stat/level"
)

// Levels counts what package level says of twelve weeks.
type Levels struct {
	Weeks, Shown int     // all of them, and those with enough days
	Week         int     // of those, the ones whose range held the mean of the seven days
	Known        int     // people of whom the last four weeks can be set against the eight before
	Change       int     // of those, the ones whose range held the change
	Above        float64 // of all shown weeks together, how far above the truth
}

const (
	twelve = 12
	lately = 4
)

// Level asks so many people who note a share of their days.
func (p Logged) Level(runs int, share float64) (f Levels) {
	r := rand.New(rand.NewPCG(2032, uint64(100*share)))
	for range runs {
		truth, weeks := p.weeks(r, share)
		c := weekly.Of(weeks)
		for i, w := range c.Weeks {
			f.Weeks++
			if !math.IsNaN(w.Level.Value) {
				f.Shown++
				add(&f.Week, holds(w.Level, truth[i]))
				f.Above += w.Level.Value - truth[i]
			}
		}
		before, after := c.Span(0, twelve-lately), c.Span(twelve-lately, twelve)
		if before.Weeks > 0 && after.Weeks > 0 {
			f.Known++
			add(&f.Change, holds(c.Change(before, after), shown(c, truth, twelve-lately, twelve)-shown(c, truth, 0, twelve-lately)))
		}
	}
	f.Above /= float64(max(1, f.Shown))
	return f
}

// weeks are the true means of twelve weeks, and the days that are noted.
func (p Logged) weeks(r *rand.Rand, share float64) (truth []float64, weeks [][]float64) {
	truth, weeks = make([]float64, twelve), make([][]float64, twelve)
	wave := r.NormFloat64() * apart
	for day := range 7 * twelve {
		weight := middle + wave + p.cause(day)*apart
		value := min(10, max(0, math.Round(weight+blurred*r.NormFloat64())))
		truth[day/7] += value / 7
		chance := share
		if p.Peaks {
			chance = share * 2 * p.chance(weight, false)
		}
		if r.Float64() < chance {
			weeks[day/7] = append(weeks[day/7], value)
		}
		wave = p.Alike*wave + math.Sqrt(1-p.Alike*p.Alike)*apart*r.NormFloat64()
	}
	return truth, weeks
}

// shown is the truth of the weeks that have a level.
func shown(c weekly.Course, truth []float64, from, to int) float64 {
	sum, n := 0.0, 0.0
	for i := from; i < to; i++ {
		if !math.IsNaN(c.Weeks[i].Level.Value) {
			sum, n = sum+truth[i], n+1
		}
	}
	return sum / n
}

// LevelTable writes what package level does.
func LevelTable(w io.Writer, runs int) {
	title(w, "How heavy days were, by the week", "what else there is", "days alike", "noted", "weeks shown", "week's range holds", "range of the change holds", "too high by")
	for _, p := range []Logged{behind[0], behind[2], behind[3], behind[1]} {
		for _, a := range alikes {
			for _, share := range []float64{0.8, 0.5} {
				f := p.alike(a).Level(runs, share)
				cells(w, p.Name, a, fmt.Sprintf("%.0f %%", 100*share), of(f.Shown, f.Weeks), of(f.Week, f.Shown), of(f.Change, f.Known), fmt.Sprintf("%.2f", f.Above))
			}
		}
	}
}
