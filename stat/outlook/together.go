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

// HouseholdFates is what becomes of those, as Fates says it of anyone: the share
// of Household spread as a logit-normal through its limits. It is Fates of
// Anyone without a horizon where Household has no figure of its own.
func HouseholdFates(since float64) (together, parted Range) {
	home, class := Household(since)
	if class == Anyone {
		return Standing().Fates(since, Ever)
	}
	return fates(shares(levels, home))
}

// shares is a range spread over so many midpoints.
func shares(n int, r Range) []float64 {
	all := spread(n, logit(r.Middle), (logit(r.High)-logit(r.Low))/tenToNinety)
	for i, z := range all {
		all[i] = expit(z)
	}
	return all
}
