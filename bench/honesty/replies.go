package honesty

import (
	"math"
	"math/rand/v2"

	"ebb/stat"
)

// Replies are waits in minutes of one period: answered[t] after t, and the
// others not within the day; and those within the hour, week by week.
type Replies struct {
	answered, open []int
	within, asked  []int
}

const (
	day      = 1440
	hour     = 60
	perDay   = 8   // questions a day
	never    = 0.1 // of them are not answered
	median   = 20.0
	spread   = 1.5 // of the log of waits within a day
	dayShift = 0.7 // of the day's own median, on the log
)

// Replies invents so many weeks; slower multiplies every wait.
func (p Process) Replies(r *rand.Rand, weeks int, slower float64) Replies {
	out := Replies{make([]int, day+1), make([]int, day+1), make([]int, weeks), make([]int, weeks)}
	wave := r.NormFloat64()
	for i := range weeks {
		for range 7 {
			today := median * slower
			if p.Waves {
				today *= math.Exp(dayShift * wave)
			}
			for range poisson(r, perDay) {
				out.add(i, today*math.Exp(spread*r.NormFloat64()), r.Float64() < never)
			}
			wave = p.Runs*wave + math.Sqrt(1-p.Runs*p.Runs)*r.NormFloat64()
		}
	}
	return out
}

func (x *Replies) add(week int, wait float64, open bool) {
	x.asked[week]++
	if open || wait >= day {
		x.open[day]++
		return
	}
	x.answered[int(wait)]++
	if wait < hour {
		x.within[week]++
	}
}

// Answered counts what the three ways to compare replies say.
type Answered struct {
	LogRank, Mean, Hour int // said slower or faster, and nothing had changed
	Found               int // the share within the hour, when waits were three times as long
}

// Answer asks so many pairs of periods.
func (c Case) Answer(runs int) (f Answered) {
	r := rand.New(rand.NewPCG(2028, uint64(c.Before)))
	for range runs {
		before, after := c.Replies(r, c.Before, 1), c.Replies(r, c.After, 1)
		a, b := stat.KaplanMeierCounts(before.answered, before.open), stat.KaplanMeierCounts(after.answered, after.open)
		_, p := stat.LogRank(a, b)
		add(&f.LogRank, p < 0.05)
		add(&f.Mean, !holds(stat.RMSTDifference(a, b, day), 0))
		add(&f.Hour, within(before, after).Changed)
		add(&f.Found, within(before, c.Replies(r, c.After, 3)).Changed)
	}
	return f
}

func within(before, after Replies) stat.Comparison {
	return stat.ShareChange(before.within, before.asked, after.within, after.asked)
}
