package say

import (
	"slices"

	"ebb/feature/evidence/conclude"
	"ebb/tie/exchange"
)

// Each is what each gap says about a thing.
func (s Sayer) Each(of func(exchange.GapView) (me, them int)) []conclude.Conclusion {
	return conclude.Leans(s.Tally.Gaps, of)
}

// Concluded is one sentence where all gaps agree, else that it depends on the
// length of a pause, and how.
func (s Sayer) Concluded(what string, leans []conclude.Conclusion) []string {
	c := conclude.Agree(leans)
	lines := []string{s.Say(what + "." + string(c))}
	if c == conclude.Depends {
		lines = append(lines, s.leans(what, leans)...)
	}
	return lines
}

// leans says at which gaps it leans which way.
func (s Sayer) leans(what string, leans []conclude.Conclusion) (lines []string) {
	for from := 0; from < len(leans); {
		to := from
		for to+1 < len(leans) && leans[to+1] == leans[from] {
			to++
		}
		lines = append(lines, s.Say("lean."+string(leans[from]), "what", what,
			"same", Yes(from == to), "from", from+1, "to", to+1))
		from = to + 1
	}
	return lines
}

// Yes is how a sentence's select hears it.
func Yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// OneSided says whether all that was read is from one person, so that nothing
// between two can be concluded.
func (s Sayer) OneSided() bool {
	return slices.ContainsFunc(s.Tally.Notes, func(n exchange.Caveat) bool { return n.Code == "onesided" })
}

// What a warning may explain, by the name of the figure.
const (
	Starting = "starts"
	Replying = "replies"
	Changing = "changes"
	Lengths  = "length"
)

// explains lists the codes of warnings by figure. Each can look like somebody
// who writes less, or later.
var explains = map[string][]string{
	Starting: {"disappearing", "cleared", "cap", "torn", "onesided", "damaged"},
	Replying: {"disappearing", "cleared", "torn", "onesided", "damaged", "unsent", "unsupported", "backwards"},
	Changing: {"disappearing", "cleared", "cap", "torn", "onesided", "damaged", "trimmed"},
	Lengths:  {"overlong"},
}

// Beside gives the short notes that stand beside a figure they may explain.
func (s Sayer) Beside(figure string) (lines []string) {
	for _, n := range s.Tally.Notes {
		if slices.Contains(explains[figure], n.Code) {
			lines = append(lines, s.Say("beside."+n.Code))
		}
	}
	return lines
}
