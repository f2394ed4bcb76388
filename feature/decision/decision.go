// Package decision is what a person decides, in their own words: the decision,
// the reasons, what they will do, and the day to look at it again. Sleeping on
// it is an answer, and so is deciding nothing yet.
//
// It promises that every version is kept and can be read, that a draft is kept
// with each step, that on its day the then and the now stand side by side, and
// that the fold holds no words. It refuses a verdict, a countdown, praise, and
// to ask for a decision at all.
package decision

import (
	"embed"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "decision"

// The kinds, besides tie.Decided.
const (
	Drafted = "decision.drafted" // body: Draft
	Slept   = "decision.slept"   // body: Night
	Looked  = "decision.looked"  // body: Look
)

// Draft is what was written before it was decided on. After is the decision
// that was looked at again, where it was.
type Draft struct {
	Words   string   `cbor:"1,keyasint,omitempty"`
	Reasons string   `cbor:"2,keyasint,omitempty"`
	Do      string   `cbor:"3,keyasint,omitempty"`
	Mark    tie.Mark `cbor:"4,keyasint,omitempty"`
	After   ebb.ID   `cbor:"5,keyasint,omitzero"`
}

// Night is sleeping on a draft, until ten in the morning.
type Night struct {
	Draft ebb.ID `cbor:"1,keyasint"`
	Until int64  `cbor:"2,keyasint"` // in seconds since 1970
}

// Look is a decision looked at again that was not changed: it stands, or waits
// for another day. The words are what the same questions say now.
type Look struct {
	Decision ebb.ID `cbor:"1,keyasint"`
	How      string `cbor:"2,keyasint"` // Stands or Again
	Words    string `cbor:"3,keyasint,omitempty"`
	Reasons  string `cbor:"4,keyasint,omitempty"`
	Do       string `cbor:"5,keyasint,omitempty"`
	Review   string `cbor:"6,keyasint,omitempty"`
}

// How looking again ends. Changed is a decision of its own.
const (
	Stands  = "stands"
	Changed = "changed"
	Again   = "again"
)

var marks = []tie.Mark{tie.MarkGo, tie.MarkKeep, tie.MarkBreak, tie.MarkOpen}

const (
	longest  = 2000    // signs of each of the three
	bodySize = 4 << 20 // what is too long comes back to its page, and is not lost
	perPage  = 20
)

// Feature is the decision.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader, Body: bodySize}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{tie.Decided, Drafted, Slept, Looked},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			reader("GET /decide/decision", show),
			reader("POST /decide/decision", post),
			reader("GET /decide/decision/write", showWrite),
			reader("GET /decide/decision/when", showWhen),
			reader("POST /decide/decision/when", postWhen),
			reader("GET /decide/decision/again", showAgain),
			reader("GET /decide/decision/versions", showVersions),
			reader("GET /decide/decision/versions/{id}", showVersion),
			reader("POST /decide/decision/out", postOut),
			reader("POST /decide/decision/undo", postUndo),
		},
		Card:  card,
		Week:  week,
		Step:  step,
		Due:   dues,
		Files: files,
	}
}

// read takes what was written from a form; wrong is why it is not kept.
func read(r *feature.Request) (d Draft, wrong string) {
	d = Draft{Words: r.Own("words"), Reasons: r.Own("reasons"), Do: r.Own("do_words")}
	over := 0
	for _, text := range []string{d.Words, d.Reasons, d.Do} {
		over = max(over, utf8.RuneCountInString(text)-longest)
	}
	if over > 0 {
		wrong = r.Say("decision.bad.long", "n", over, "max", longest)
	}
	return d, wrong
}

func (d Draft) empty() bool { return d.Words+d.Reasons+d.Do == "" }
