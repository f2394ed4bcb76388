// Package quiet finds the hours of the day in which somebody hardly ever
// writes, and how much of a wait runs through them.
//
// It promises to find none where there are too few messages to tell. It
// refuses to call them sleep.
package quiet

import "ebb/tie/exchange"

// Bounds of a quiet window.
const (
	leastQuiet  = 5   // hours
	mostQuiet   = 10  // a longer one is no night
	fewForQuiet = 200 // messages, below which no hour is called quiet
	quietShare  = 50  // less than one message in so many falls into it
)

// Find finds the hours in which a side hardly ever writes: the longest block
// of 5 to 10 hours with less than 2 in 100 of their messages, of those the
// emptiest. Nil where there is none, or too few messages to tell.
func Find(hours [24]int) *exchange.Quiet {
	all := 0
	for _, n := range hours {
		all += n
	}
	if all < fewForQuiet {
		return nil
	}
	var best *exchange.Quiet
	for from := range hours {
		n := 0
		for length := 1; length <= mostQuiet; length++ {
			if n += hours[(from+length-1)%24]; n*quietShare >= all {
				break
			}
			if length >= leastQuiet && (best == nil || length > best.Hours || length == best.Hours && n < best.Messages) {
				best = &exchange.Quiet{From: from, Hours: length, Messages: n}
			}
		}
	}
	return best
}

// Overlap is how many of the seconds between two lie in quiet hours.
func Overlap(q *exchange.Quiet, from, to int64) int64 {
	until := func(at int64) int64 {
		at -= int64(q.From) * hour
		days := floor(at, day)
		length := int64(q.Hours) * hour
		return days*length + min(length, at-days*day)
	}
	return until(to) - until(from)
}

const (
	hour = 3600
	day  = 24 * hour
)

func floor(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
