// Package course is what totals of a form come to over time: the line through
// them, and when it is time to name somebody who knows the form.
//
// It promises that totals which ask about the same days are not taken for two.
// It refuses to say what comes next.
package course

import (
	"slices"
	"time"

	"ebb/feature/check/instrument"
	"ebb/stat/slope"
)

// Rules of when somebody who knows the forms is named. They are a choice of
// ebb's, and not the makers'.
const (
	high    = 10 // two totals in a row from here on
	low     = 5  // from here on there is something that could have fallen
	longAgo = 56 // days in which nothing fell
)

// Apart is how many days lie between totals that a line goes through: each asks
// about as many.
const Apart = 14

// Point is one total.
type Point struct {
	At    time.Time
	Total int
}

// Days is how many days one time lies after another.
func Days(from, to time.Time) float64 { return to.Sub(from).Hours() / 24 }

// Reason is why somebody who knows the forms is named, and the two totals it
// rests on; "" where there is none.
func Reason(all []Point) (why string, was, is Point) {
	if len(all) < 2 {
		return "", was, is
	}
	was, is = all[len(all)-2], all[len(all)-1]
	if was.Total >= high && is.Total >= high {
		return "twice", was, is
	}
	for _, p := range slices.Backward(all) {
		if Days(p.At, is.At) >= longAgo {
			if is.Total >= max(low, p.Total) {
				return "still", p, is
			}
			break
		}
	}
	return "", was, is
}

// Spaced are the points that a line goes through: the newest, and each that lies
// two weeks or more before the one after it.
func Spaced(all []Point) (out []Point) {
	for _, p := range slices.Backward(all) {
		if len(out) == 0 || Days(p.At, out[len(out)-1].At) >= Apart {
			out = append(out, p)
		}
	}
	slices.Reverse(out)
	return out
}

// Line is the line through points, in points of the total a day.
func Line(t *instrument.Tool, all []Point) slope.Line {
	var x, y []float64
	for _, p := range all {
		x, y = append(x, Days(all[0].At, p.At)), append(y, float64(p.Total))
	}
	return slope.Through(x, y, slope.Noise(t.Reliable))
}
