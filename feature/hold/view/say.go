// Package view is what hold shows of the moments that were kept: the card on
// Today, the panel on Patterns, the strip after acting and the wave with its
// past, each with its sentence and its table.
//
// It promises that every figure stands with its count and its range, that too
// few moments say how many more, and that while two people are together no
// shape says silence is the good one. It refuses to record anything.
package view

import (
	"math"
	"strconv"
	"strings"
	"time"

	"ebb/feature"
	"ebb/stat"
)

// span is the range of an interval in words: both limits, or the one there is.
func span(r *feature.Request, i stat.Interval) string {
	low, high := math.IsNaN(i.Low), math.IsNaN(i.High)
	switch {
	case low && high:
		return r.Say("hold.span.none")
	case high:
		return r.Say("hold.span.from", "low", Minutes(i.Low))
	case low:
		return r.Say("hold.span.to", "high", Minutes(i.High))
	}
	return r.Say("hold.span", "low", Minutes(i.Low), "high", Minutes(i.High))
}

// Number writes f with at most one decimal.
func Number(f float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(f, 'f', 1, 64), ".0")
}

// Day is a date without its year.
func Day(r *feature.Request, t time.Time) string {
	return r.Say("hold.day", "d", t.Day(), "m", int(t.Month()))
}

// Clock is the time of day.
func Clock(t time.Time) string { return t.Format("15:04") }

// Minutes rounds to whole ones.
func Minutes(f float64) int { return int(math.Round(f)) }

// Signed writes a difference with its sign and one decimal.
func Signed(f float64) string {
	s := strconv.FormatFloat(math.Abs(f), 'f', 1, 64)
	switch {
	case s == "0.0":
		return "0"
	case f < 0:
		return "−" + s
	}
	return "+" + s
}
