package outlook

// Class is which couples a figure speaks of.
type Class int

const (
	// Anyone: couples who parted, most of them young, few of them married.
	Anyone Class = iota
	// AtLeast: couples who had lived together, between half a year and a year
	// after the parting. A panel saw them only once a year, so that its figure
	// is a floor.
	AtLeast
	// Apart: couples who had lived together and were seen apart at a yearly
	// interview.
	Apart
)

// Household is the share who ever reunite of couples who had lived together,
// were married or have children, since months after the parting. Until half a
// year nothing is published about them alone, and the figures of Anyone stand.
// From a year on it is 0.10 (0.05 to 0.20) as one panel found; in between it
// is that at least and perhaps 0.20. It is never below the figures of Anyone.
func Household(since float64) (Range, Class) {
	general := Standing().Reunite(since, Ever)
	switch {
	case since < 6:
		return general, Anyone
	case since < 12:
		return general.atLeast(Range{0.10, 0.10, 0.20}), AtLeast
	}
	return general.atLeast(Range{0.05, 0.10, 0.20}), Apart
}

func (r Range) atLeast(s Range) Range {
	return Range{max(r.Low, s.Low), max(r.Middle, s.Middle), max(r.High, s.High)}
}
