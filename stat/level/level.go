// Package level is how high daily values were, week by week, where only some
// days have one.
//
// The mean of a week stands for all its seven days. Its range takes the days
// that have a value for a random draw of them, with one scatter of days around
// their week for all weeks (analysis of variance with a mean a week; Cochran
// 1977, sections 2.8 and 5.6), and Student's t. No correction for a week of
// which all days are known: days have a scatter of their own. It needs no
// assumption about how alike neighbouring weeks or days are. Where heavy days
// are noted more often, means are too high, and no arithmetic helps;
// doc/honesty.md says by how much.
//
// It refuses a week of fewer than Least days, and words.
package level

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"ebb/stat"
)

const (
	Least = 3 // days of a week with a value
	Weeks = 3 // with so many days, before anything is said
)

// Week is the level of one; NaN with fewer days than Least.
type Week struct {
	Days  int
	Level stat.Interval
}

// Course is the weeks and the scatter of days around them.
type Course struct {
	Weeks []Week
	sd    float64
	t     float64
}

// Of takes the values of each week's days, one a day. Weeks are nothing but
// counts where fewer than Weeks of them have Least days.
func Of(weeks [][]float64) Course {
	c := Course{Weeks: make([]Week, len(weeks))}
	squares, df, known := 0.0, 0, 0
	for i, days := range weeks {
		nan := math.NaN()
		c.Weeks[i] = Week{len(days), stat.Interval{Value: nan, Low: nan, High: nan}}
		if len(days) < Least {
			continue
		}
		known++
		df += len(days) - 1
		mean := mean(days)
		c.Weeks[i].Level.Value = mean
		for _, d := range days {
			squares += (d - mean) * (d - mean)
		}
	}
	if known < Weeks {
		for i := range c.Weeks {
			c.Weeks[i].Level.Value = math.NaN()
		}
		return c
	}
	c.sd = math.Sqrt(squares / float64(df))
	c.t = distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(df)}.Quantile(0.975)
	for i, w := range c.Weeks {
		c.Weeks[i].Level = c.around(w.Level.Value, 1/float64(w.Days))
	}
	return c
}

func mean(values []float64) (m float64) {
	for _, v := range values {
		m += v / float64(len(values))
	}
	return m
}

// around is a value with its range, where its variance is that of one day times
// share.
func (c Course) around(value, share float64) stat.Interval {
	wide := c.t * c.sd * math.Sqrt(share)
	return stat.Interval{Value: value, Low: value - wide, High: value + wide}
}

// Span is the mean of some weeks, each weighing the same.
type Span struct {
	Weeks, Days int // that have a level, and the days in them
	Level       stat.Interval
	share       float64
}

// Span is the level of the weeks from one to before another; NaN where none of
// them has one.
func (c Course) Span(from, to int) (s Span) {
	sum := 0.0
	for _, w := range c.Weeks[from:to] {
		if !math.IsNaN(w.Level.Value) {
			s.Weeks++
			s.Days += w.Days
			sum += w.Level.Value
			s.share += 1 / float64(w.Days)
		}
	}
	n := float64(s.Weeks)
	s.share /= n * n
	s.Level = c.around(sum/n, s.share)
	return s
}

// Change is by how much the level of a second span is above that of a first.
func (c Course) Change(first, second Span) stat.Interval {
	return c.around(second.Level.Value-first.Level.Value, first.share+second.share)
}

// Known reports whether there is anything but counts.
func (c Course) Known() bool { return c.t > 0 }
