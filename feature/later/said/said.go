// Package said is what was said for later, and since when somebody was away.
//
// It promises that kinds and names are never changed, that every order of
// arrival leaves the same state but for safety, which goes by arrival, and that
// the state holds no words. It refuses sentences and a clock.
package said

import (
	"unicode/utf8"

	"ebb/feature"
)

// Base is where its pages are.
const Base = "/keep/later"

// Undo names the step that holds the last taking out.
const Undo = "later.undo"

// Kinds.
const (
	KindFriends  = "later.friends"  // body: Friends
	KindSign     = "later.sign"     // body: Sign
	KindCompared = "later.compared" // body: Compared
	KindStep     = "later.step"     // body: Step
	KindAside    = "later.aside"    // body: struct{}; what came due in a silence is put aside
)

// Friends is whether it could be friendship, at one time. The newest stands,
// and the one before it is shown beside it.
type Friends struct {
	No     bool   `cbor:"1,keyasint,omitempty"` // no, and that is enough
	Love   string `cbor:"2,keyasint,omitempty"` // could I hear of a new love of theirs: of Replies
	Wait   string `cbor:"3,keyasint,omitempty"` // what I am waiting for: of Waits
	Review string `cbor:"4,keyasint,omitempty"` // "2027-02-01"
}

// Sign is what would show a need early, with somebody new.
type Sign struct {
	Need  string `cbor:"1,keyasint"` // of tie.NeedWords, or the person's own words
	Shows string `cbor:"2,keyasint"`
}

// Compared is one comparison with somebody new of theirs.
type Compared struct {
	What  string `cbor:"1,keyasint"`
	Know  string `cbor:"2,keyasint,omitempty"` // what I can know of it
	Leave string `cbor:"3,keyasint,omitempty"` // what I leave
}

// Step is one small step after they came back, and when to look again.
type Step struct {
	Small  string `cbor:"1,keyasint,omitempty"`
	Sees   string `cbor:"2,keyasint,omitempty"` // what would arrive by itself
	Review string `cbor:"3,keyasint,omitempty"` // "2027-02-01"
}

// What can be answered. A name is never taken out or renamed.
var (
	Replies = []string{"yes", "no", "unsure"}
	Waits   = []string{"nothing", "more", "sign", "sorry", "alone", "unsure"}
)

// How much there is room for.
const (
	Longest  = 1000 // signs of each answer
	LongNeed = 60   // signs of a need in own words
	Most     = 100  // signs to look for, and comparisons, each
)

// Over is how many signs the longest of some texts has too many.
func Over(room int, texts ...string) (n int) {
	for _, text := range texts {
		n = max(n, utf8.RuneCountInString(text)-room)
	}
	return n
}

// Inside is a page below the first one.
func Inside(r *feature.Request, template string, data any) feature.Answer {
	return feature.Answer{
		Template: template, Data: data, Title: "later.title", Place: "keep",
		Back: &feature.Link{Href: Base, Text: r.Say("later.title")},
	}
}

// Wrong is a page that keeps what was written and says what is wrong with it.
func Wrong(a feature.Answer) (feature.Answer, error) {
	a.Status = 422
	return a, nil
}
