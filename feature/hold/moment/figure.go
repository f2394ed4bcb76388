package moment

import (
	"math"
	"time"

	"ebb/chart"
	"ebb/stat"
	"ebb/stat/wave"
)

// enough is how many moments a figure of one's own needs before it is shown.
const enough = 8

// Half is the time to half over several moments.
type Half struct {
	N    int           // moments with a rating of at least 2 and something seen after it
	Time stat.Interval // minutes; NaN where the curve does not get there
}

// HalfOf is the Kaplan-Meier median: moments that ended in acting, or were
// left, count for as long as they were seen.
func HalfOf(ms []Moment) Half {
	var seen []stat.Obs
	for _, m := range ms {
		if obs, ok := m.Half(); ok {
			seen = append(seen, obs)
		}
	}
	return Half{len(seen), stat.KaplanMeier(seen).Quantile(0.5)}
}

// Over is by how much the person expected more than came, in points.
type Over struct {
	N    int // forecasts that were answered
	Mean stat.Interval
}

// OverOf compares every answered forecast with what came.
func OverOf(ms []Moment) Over {
	var by []float64
	for _, m := range ms {
		for _, e := range m.Expected() {
			by = append(by, float64(e.Forecast-e.Actual))
		}
	}
	return Over{len(by), stat.Mean(by)}
}

const (
	lastWaves  = 20  // how many past waves the band is made of, at most
	leastAt    = 5   // waves that must be known at a minute for the band to reach it
	bandMinute = 2.5 // from one point of the band to the next
	bandEnd    = 30.0
)

// Past is what the person's own past waves say, for the wave page.
type Past struct {
	Half
	Waves int // in the band
	Band  []chart.Band
}

// PastOf draws on the last waves that were rated at least twice. The band ends
// where fewer than five of them are known.
func PastOf(ms []Moment) Past {
	p := Past{Half: HalfOf(ms)}
	var waves [][]wave.Rating
	for i := len(ms) - 1; i >= 0 && len(waves) < lastWaves; i-- {
		if r, _ := ms[i].wave(); len(r) > 1 && r[0].Value >= 2 {
			waves = append(waves, r)
		}
	}
	p.Waves = len(waves)
	for t := 0.0; t <= bandEnd; t += bandMinute {
		low, mid, high, n := wave.Spread(waves, t)
		if n < leastAt {
			break
		}
		p.Band = append(p.Band, chart.Band{Minute: t, Low: low, Middle: mid, High: high})
	}
	return p
}

// More is how many moments are missing before a figure is shown.
func More(n int) int { return max(0, enough-n) }

// HoursOf counts moments by the hour of the week where the person was, Monday
// first.
func HoursOf(ms []Moment) (counts [7][24]int) {
	for _, m := range ms {
		counts[(int(m.Start.Weekday())+6)%7][m.Start.Hour()]++
	}
	return counts
}

// DaysOf sorts moments into days that end with today: the day of a moment is
// the date where the person was.
func DaysOf(ms []Moment, now time.Time, days int) [][]Moment {
	out := make([][]Moment, days)
	today := DateOf(now)
	for _, m := range ms {
		ago := int(math.Round(today.Sub(DateOf(m.Start)).Hours() / 24))
		if ago >= 0 && ago < days {
			out[days-1-ago] = append(out[days-1-ago], m)
		}
	}
	return out
}

// DateOf is t's date as midnight UTC, so that dates can be subtracted.
func DateOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
