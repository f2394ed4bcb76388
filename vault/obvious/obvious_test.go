package obvious

import (
	"strings"
	"testing"
)

func TestWhatIsTriedFirst(t *testing.T) {
	for pass, want := range map[string]bool{
		"sunshinemonkeydragon":             true, // three that people choose
		"Michael Jennifer 1987":            true,
		"liverpoolarsenalchelsea":          true,
		"ebb tide ebb tide ebb":            true,
		"my ebb journal password":          true,
		"passwordpassword1":                true,
		"qwertyuiop123456":                 true,
		"michaelmichaelmichael":            true,
		"iloveyouforever2024":              true,
		"Charlotte & William":              true,
		"michaeljenniferdanieljessica":     false, // four
		"the gull took a cold stair":       false,
		"seven green herons, one hat":      false,
		"mzQ8-tkLw-2rpv-Hxn1":              false,
		"harbour lettuce anvil pelican":    false,
		"гусь ходит мимо старого дома":     false,
		strings.Repeat("a gull ", 3) + "x": false,
	} {
		if got := Phrase(pass); got != want {
			t.Errorf("%q: %v", pass, got)
		}
	}
}

// Section 4 of the design asks for 3,000 words at least, and that none of them
// needs a network.
func TestThousandsOfWordsAreKnown(t *testing.T) {
	known := words()
	if len(known) < 3000 {
		t.Errorf("%d words", len(known))
	}
	for w := range known {
		if len(w) > longestWord || w != strings.ToLower(w) {
			t.Errorf("%q can never be found", w)
		}
		if len(w) >= 8 && !Phrase(w+w) {
			t.Errorf("%q twice is let through", w)
		}
	}
}

func BenchmarkPhrase(b *testing.B) {
	pass := "seven green herons, one hat and a very long way to walk home"
	for b.Loop() {
		Phrase(pass)
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		readWords()
	}
}
