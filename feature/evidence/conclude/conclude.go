// Package conclude says what counts of two sides allow one to say: which of
// them does a thing more often, as one way of counting has it, and whether
// eight ways agree.
//
// It promises that a side is named only where the whole range lies on it, and
// that ways of counting that differ are called so. It refuses words, and
// counts of fewer than ten.
package conclude

import (
	"math"
	"slices"

	"ebb/stat"
	"ebb/tie/exchange"
)

// Share is my share of the starts with its range.
func Share(s exchange.Starts) stat.Interval { return stat.Wilson(s.Me, s.Me+s.Them) }

// Clear is my share of the clear starts.
func Clear(s exchange.Starts) stat.Interval { return stat.Wilson(s.ClearMe, s.ClearMe+s.ClearThem) }

// Bounds is my share if every start of mine that may be a late reply is one
// and none of theirs, and the other way round.
func Bounds(s exchange.Starts) (low, high float64) {
	return ratio(s.ClearMe, s.ClearMe+s.Them), ratio(s.Me, s.Me+s.ClearThem)
}

func ratio(k, n int) float64 {
	if n == 0 {
		return math.NaN()
	}
	return float64(k) / float64(n)
}

// Conclusion is what can be said about who starts.
type Conclusion string

// Conclusions. They are also the last part of the keys of their sentences.
const (
	Nothing Conclusion = "nothing" // too few starts to say anything
	IStart  Conclusion = "me"
	TheyDo  Conclusion = "them"
	Even    Conclusion = "even"
	Depends Conclusion = "depends" // on how a start is counted
	Unsure  Conclusion = "unsure"  // every range holds both more and less than half
)

// Few is how many starts there must be before a share is put into words.
const Few = 10

// Starts says who starts, if that holds at every gap from 1 to 8 hours.
func Starts(gaps []exchange.GapView) Conclusion { return Agree(Leans(gaps, Started)) }

// Started, Ended and Again are what a conclusion can be about: mine and theirs
// at one gap.
func Started(g exchange.GapView) (me, them int) { return g.Starts.Me, g.Starts.Them }
func Ended(g exchange.GapView) (me, them int)   { return g.Ends.Me, g.Ends.Them }
func Again(g exchange.GapView) (me, them int)   { return g.Again.Me, g.Again.Them }

// Leans is what each gap says on its own.
func Leans(gaps []exchange.GapView, of func(exchange.GapView) (me, them int)) []Conclusion {
	out := make([]Conclusion, len(gaps))
	for i, g := range gaps {
		out[i] = lean(of(g))
	}
	return out
}

// Agree is what all of them say, or that they differ.
func Agree(leans []Conclusion) Conclusion {
	if len(leans) == 0 || slices.Contains(leans, Nothing) {
		return Nothing
	}
	for _, l := range leans[1:] {
		if l != leans[0] {
			return Depends
		}
	}
	return leans[0]
}

// lean is what one definition says on its own.
func lean(me, them int) Conclusion {
	r := stat.Wilson(me, me+them)
	switch {
	case me+them < Few:
		return Nothing
	case r.Low > 0.5:
		return IStart
	case r.High < 0.5:
		return TheyDo
	case r.Low > 0.4 && r.High < 0.6:
		return Even
	}
	return Unsure
}

// InWords gives a share as n in every of, the way people say it: with the
// first of 2, 3, 4, 5 and 10, then 6 to 9, that is within 2.5 points. ok is
// false where there is none: nearly all, or nearly none.
func InWords(share float64) (n, of int, ok bool) {
	for _, of := range []int{2, 3, 4, 5, 10, 6, 7, 8, 9} {
		n := int(math.Round(share * float64(of)))
		if n > 0 && n < of && math.Abs(share-float64(n)/float64(of)) <= 0.025 {
			return n, of, true
		}
	}
	return 0, 0, false
}

// Roughly gives a share as about n of every of: the nearest of half, thirds,
// quarters, fifths, one and nine tenths, none and all. It is for what is said
// to be about, beside the figures.
func Roughly(share float64) (n, of int) {
	best := math.Inf(1)
	for _, x := range [][2]int{{1, 2}, {0, 1}, {1, 1}, {1, 3}, {2, 3}, {1, 4}, {3, 4}, {1, 5}, {2, 5}, {3, 5}, {4, 5}, {1, 10}, {9, 10}} {
		if d := math.Abs(share - float64(x[0])/float64(x[1])); d < best-1e-9 {
			best, n, of = d, x[0], x[1]
		}
	}
	return n, of
}
