// Package circling finds out whether somebody who writes goes round in circles:
// why asked again and again, a third version within a week, the same words once
// more, or long pages without one plain fact.
//
// It promises plain counting: the same texts give the same signs on every
// machine, each sign comes with the numbers it rests on, and nothing is learned
// from anybody. It keeps no words, only how many there are and which follow one
// another, as sums nobody can read back. It refuses to say what a sign means
// and what follows from it: writing goes on in any case.
package circling

import (
	"hash/fnv"
	"strings"
	"time"
	"unicode"
)

// Told is one sitting's text, as counts.
type Told struct {
	At    time.Time
	Words int
	Whys  int // times it asks why, or what if
	Facts int // words with a digit, days, months, and speech in quotation marks
	rows  map[uint64]bool
}

// Sign is one way to go round in circles.
type Sign string

// The signs.
const (
	Why   Sign = "why"   // it asks why again and again
	Third Sign = "third" // a third sitting about the same within a week
	Same  Sign = "same"  // mostly the words of an earlier sitting
	Long  Sign = "long"  // long, and without a fact
)

// Found is a sign with the number it rests on: times it asks why, sittings in a
// week, how many in a hundred of its rows of words stood in an earlier text, or
// words without a fact.
type Found struct {
	Sign Sign
	N    int
}

// Where signs begin.
const (
	whys     = 3 // times why is asked
	sittings = 3 // within a week
	week     = 7 * 24 * time.Hour
	short    = 40  // words below which nothing counts as the same
	shared   = 40  // rows of words in a hundred that stood elsewhere
	long     = 150 // words without a fact
	run      = 3   // words in a row
)

// asks are words for why. A text in a language that is not here has fewer
// signs, never wrong ones.
var asks = words("why warum wieso weshalb pourquoi waarom perché perchè hvorfor varför dlaczego dlaczegóż почему зачем لماذا ليش למה miksi neden niçin proč miért γιατί")

// turns are beginnings of the same question in several words.
var turns = [][2]string{{"what", "if"}, {"if", "only"}, {"how", "could"}, {"por", "qué"}, {"por", "que"}, {"was", "wenn"}, {"et", "si"}}

// dated are words that place something in time. May and March are other words
// too, and are left out.
var dated = words("monday tuesday wednesday thursday friday saturday sunday january february april june july august september october november december yesterday today tonight noon midnight o’clock o'clock said asked wrote answered")

func words(s string) map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(s) {
		all[w] = true
	}
	return all
}

// Read counts a text.
func Read(at time.Time, text string) Told {
	t := Told{At: at, rows: map[uint64]bool{}}
	all := strings.FieldsFunc(strings.ToLower(text), func(c rune) bool {
		return !unicode.In(c, unicode.L, unicode.N, unicode.M) && c != '\'' && c != '’'
	})
	t.Words = len(all)
	for i, w := range all {
		switch {
		case asks[w], i > 0 && turned(all[i-1], w):
			t.Whys++
		case dated[w], strings.ContainsFunc(w, unicode.IsDigit):
			t.Facts++
		}
		if i+run <= len(all) {
			t.rows[sum(all[i:i+run])] = true
		}
	}
	t.Facts += strings.Count(text, "“") + strings.Count(text, "„") + strings.Count(text, "«") + strings.Count(text, `"`)/2
	return t
}

func turned(a, b string) bool {
	for _, t := range turns {
		if t[0] == a && t[1] == b {
			return true
		}
	}
	return false
}

func sum(row []string) uint64 {
	h := fnv.New64a()
	for _, w := range row {
		h.Write([]byte(w))
		h.Write([]byte{0})
	}
	return h.Sum64()
}

// Signs are what shows in now, beside the texts of earlier sittings about the
// same and of others. Earlier ones that are none (later than now) do not count.
func Signs(now Told, earlier, others []Told) (all []Found) {
	if now.Words == 0 {
		return nil
	}
	if now.Whys >= whys {
		all = append(all, Found{Why, now.Whys})
	}
	if n := within(now, earlier); n >= sittings {
		all = append(all, Found{Third, n})
	}
	if n := most(now, others); n >= shared {
		all = append(all, Found{Same, n})
	}
	if now.Words >= long && now.Facts == 0 {
		all = append(all, Found{Long, now.Words})
	}
	return all
}

// within counts the sittings of the week that ends with now, now among them.
func within(now Told, earlier []Told) int {
	n := 1
	for _, t := range earlier {
		if age := now.At.Sub(t.At); age > 0 && age <= week && t.Words > 0 {
			n++
		}
	}
	return n
}

// most is how many in a hundred of now's rows of words stand in the other text
// that has the most of them.
func most(now Told, others []Told) (percent int) {
	if now.Words < short {
		return 0
	}
	for _, t := range others {
		both := 0
		for row := range now.rows {
			if t.rows[row] {
				both++
			}
		}
		percent = max(percent, both*100/len(now.rows))
	}
	return percent
}
