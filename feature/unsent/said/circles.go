package said

import (
	"time"

	"ebb"
	"ebb/feature"
	"ebb/stat/circling"
)

// Text is something that was written, with the earlier sittings over the same.
type Text struct {
	Item  ebb.ID // zero: a note
	Part  string
	At    time.Time
	Sat   []time.Time
	Words string
}

// How far back and how many texts are looked at.
const (
	Back = 14 * 24 * time.Hour
	Many = 12
)

// Circles counts the texts that go in circles.
func Circles(all []Text) (n int) {
	for i := range all {
		if len(Signs(all, i)) > 0 {
			n++
		}
	}
	return n
}

// Signs are what shows in one of some texts: beside the earlier sittings over
// the same, and beside the texts before it.
func Signs(all []Text, i int) []circling.Found {
	var earlier, others []circling.Told
	for _, at := range all[i].Sat {
		earlier = append(earlier, circling.Told{At: at, Words: 1})
	}
	for j, t := range all {
		if j != i && !t.At.After(all[i].At) {
			others = append(others, circling.Read(t.At, t.Words))
		}
	}
	return circling.Signs(circling.Read(all[i].At, all[i].Words), earlier, others)
}

// Reasons says signs, at most two of them.
func Reasons(r *feature.Request, found []circling.Found) (out []string) {
	for _, f := range found[:min(2, len(found))] {
		out = append(out, r.Say("unsent.round."+string(f.Sign), "n", f.N))
	}
	return out
}
