package tie_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb/tie"
)

func TestPartlyCountsForNeither(t *testing.T) {
	var l tie.Ledger
	at := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	for i, kept := range []tie.Kept{tie.KeptWhole, tie.KeptPart, tie.KeptNot, tie.KeptWhole, ""} {
		l.Promise([16]byte{byte(i)}, tie.Promise{Mine: i == 3})
		if kept != "" {
			l.Outcome([16]byte{9, byte(i)}, at, tie.Outcome{Promise: [16]byte{byte(i)}, Kept: kept})
		}
	}
	if c := l.Count(false); c != (tie.Count{Kept: 1, Partly: 1, Not: 1, Open: 1}) || c.Of() != 2 || c.All() != 4 {
		t.Errorf("theirs: %+v", c)
	}
	if c := l.Count(true); c != (tie.Count{Kept: 1}) {
		t.Errorf("mine: %+v", c)
	}
}

// An outcome may arrive before its promise, and twice.
func TestTheLatestOutcomeStandsInAnyOrder(t *testing.T) {
	at := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		one := [16]byte{1}
		steps := []func(*tie.Ledger){func(l *tie.Ledger) { l.Promise(one, tie.Promise{}) }}
		for i, kept := range []tie.Kept{tie.KeptNot, tie.KeptPart, tie.KeptWhole} {
			steps = append(steps, func(l *tie.Ledger) {
				l.Outcome([16]byte{byte(i)}, at.Add(time.Duration(i/2)*time.Minute), tie.Outcome{Promise: one, Kept: kept})
			})
		}
		steps = append(steps, func(l *tie.Ledger) { l.Outcome([16]byte{7}, at, tie.Outcome{Promise: [16]byte{8}, Kept: tie.KeptNot}) })
		var l tie.Ledger
		for _, i := range rapid.Permutation([]int{0, 1, 2, 3, 4}).Draw(t, "order") {
			steps[i](&l)
		}
		if kept, event := l.Came(one); kept != tie.KeptWhole || event != [16]byte{2} || l.Count(false) != (tie.Count{Kept: 1}) {
			t.Fatalf("%s %v %+v", kept, event, l.Count(false))
		}
	})
}
