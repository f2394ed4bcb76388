package nextday

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"ebb/stat"
)

// fit is a regression with everything but the thing itself taken out of both
// sides (Frisch and Waugh 1933, Lovell 1963).
type fit struct {
	slope    float64
	square   float64   // of what is left of the thing
	df       float64   // pairs less everything fitted
	day      []int     // of each pair
	left     []float64 // of the thing
	res      []float64
	leverage []float64
}

// Less than this is left by rounding alone.
const nothing = 1e-9

func fitted(all []pair) (f fit) {
	if len(all) == 0 {
		return f
	}
	had, next := make([]float64, len(all)), make([]float64, len(all))
	f.day, f.leverage = make([]int, len(all)), make([]float64, len(all))
	for i, p := range all {
		had[i], next[i], f.day[i] = p.had, p.next, p.day
	}
	base := basis(beside(all))
	f.left, f.res = rest(had, base), rest(next, base)
	f.square = dot(f.left, f.left)
	f.df = float64(len(all) - len(base) - 1)
	f.slope = dot(f.left, f.res) / f.square
	for i := range f.res {
		f.res[i] -= f.slope * f.left[i]
		f.leverage[i] = f.left[i] * f.left[i] / f.square
		for _, b := range base {
			f.leverage[i] += b[i] * b[i]
		}
	}
	return f
}

// beside are the columns that stand beside the thing: a level, the day's own
// value, a line through time, whether the day before had it, and the
// days of the week but one.
func beside(all []pair) (columns [][]float64) {
	of := func(value func(pair) float64) {
		c := make([]float64, len(all))
		for i, p := range all {
			c[i] = value(p)
		}
		columns = append(columns, c)
	}
	first, last := all[0].day, all[len(all)-1].day
	of(func(pair) float64 { return 1 })
	of(func(p pair) float64 { return p.value })
	for bend := 1; bend <= bends(len(all)); bend++ {
		of(func(p pair) float64 {
			return math.Pow(2*float64(p.day-first)/float64(max(1, last-first))-1, float64(bend))
		})
	}
	of(func(p pair) float64 { return one(p.before == With) })
	of(func(p pair) float64 { return one(p.before == Unknown) })
	for weekday := range 6 {
		of(func(p pair) float64 { return one(p.day%7 == weekday) })
	}
	return columns
}

// bends is the degree of the line through time: straight up to 60 pairs, and
// one more each time they are twice as many.
func bends(pairs int) int {
	n := 1
	for most := 60; pairs > most; most *= 2 {
		n++
	}
	return n
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// basis makes columns orthonormal (Gram and Schmidt, twice over) and leaves out
// what the ones before already hold.
func basis(columns [][]float64) (base [][]float64) {
	for _, c := range columns {
		r := rest(rest(c, base), base)
		size := math.Sqrt(dot(r, r))
		if !(size > nothing*math.Sqrt(dot(c, c))) {
			continue
		}
		for i := range r {
			r[i] /= size
		}
		base = append(base, r)
	}
	return base
}

// rest is what an orthonormal base leaves of v.
func rest(v []float64, base [][]float64) []float64 {
	out := append([]float64(nil), v...)
	for _, b := range base {
		by := dot(out, b)
		for i := range out {
			out[i] -= by * b[i]
		}
	}
	return out
}

func dot(a, b []float64) (sum float64) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// ok reports whether anything is left to compare: some of the thing, and some
// scatter.
func (f fit) ok() bool {
	return f.df >= 1 && f.square > nothing*float64(len(f.left)) && dot(f.res, f.res) > nothing
}

// limits are those that miss on a share of occasions.
func (f fit) limits(share float64) stat.Interval {
	wide := f.error() * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: f.df}.Quantile(1-share/2)
	return stat.Interval{Value: f.slope, Low: f.slope - wide, High: f.slope + wide}
}

// beyond is by how much f's slope is more than g's, as if they were independent.
func (f fit) beyond(g fit) stat.Interval {
	d := f.slope - g.slope
	wide := math.Hypot(f.error(), g.error()) * distuv.StudentsT{Mu: 0, Sigma: 1, Nu: min(f.df, g.df)}.Quantile(1-eve/2)
	return stat.Interval{Value: d, Low: d - wide, High: d + wide}
}

// error is the widest of the three standard errors of the slope.
func (f fit) error() float64 { return max(f.plain(), f.uneven(), f.runs()) }

// plain takes all pairs for equally scattered and independent.
func (f fit) plain() float64 { return math.Sqrt(dot(f.res, f.res) / f.df / f.square) }

// uneven is HC3. A pair that the fit goes through says nothing of the scatter.
func (f fit) uneven() float64 {
	sum := 0.0
	for i, e := range f.res {
		if free := 1 - f.leverage[i]; free > nothing {
			s := f.left[i] * e / free
			sum += s * s
		}
	}
	return math.Sqrt(sum) / f.square
}

// runs is Newey and West's, with n/df, by the distance in days.
func (f fit) runs() float64 {
	sum, from := 0.0, 0
	for i := range f.res {
		s := f.left[i] * f.res[i]
		sum += s * s
		for f.day[i]-f.day[from] > lags {
			from++
		}
		for j := from; j < i; j++ {
			weight := 1 - float64(f.day[i]-f.day[j])/(lags+1)
			sum += 2 * weight * s * f.left[j] * f.res[j]
		}
	}
	return math.Sqrt(max(0, sum)*float64(len(f.res))/f.df) / f.square
}
