package count

import (
	"math"

	"ebb/stat"
	"ebb/tie"
)

// Share is my share of the starts with its range.
func Share(s tie.Starts) stat.Interval { return stat.Wilson(s.Me, s.Me+s.Them) }

// Clear is my share of the clear starts.
func Clear(s tie.Starts) stat.Interval { return stat.Wilson(s.ClearMe, s.ClearMe+s.ClearThem) }

// Bounds is my share if every start of mine that may be a late reply is one
// and none of theirs, and the other way round.
func Bounds(s tie.Starts) (low, high float64) {
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

// Conclude says who starts, if that holds at every gap from 1 to 8 hours.
func Conclude(gaps []tie.GapView) Conclusion {
	if len(gaps) == 0 {
		return Nothing
	}
	first := lean(gaps[0].Starts)
	same := true
	for _, g := range gaps {
		l := lean(g.Starts)
		if l == Nothing {
			return Nothing
		}
		same = same && l == first
	}
	if !same {
		return Depends
	}
	return first
}

// lean is what one definition says on its own.
func lean(s tie.Starts) Conclusion {
	r := Share(s)
	switch {
	case s.Me+s.Them < Few:
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
