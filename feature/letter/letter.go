// Package letter is the message that is written here instead of being sent: it
// is held for a time chosen in advance, and closed while it is held. Then it
// can be kept, changed, burned or copied out.
//
// It promises that a held letter can only be added to or burned, that burning
// destroys every version of it and not only what is shown, that a shorter time
// for holding waits as long as the longer one would have, and that the fold
// holds no words. It refuses to send anything to anybody, to remind anybody of
// a letter, and to hand out what was written for somebody who said no.
package letter

import (
	"embed"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "letter"

// The kinds.
const (
	KindWritten = "letter.written" // body: Written
	KindMore    = "letter.more"    // body: More
	KindKept    = "letter.kept"    // body: Kept
	KindTimed   = "letter.timed"   // body: Timed
)

// Written is a letter and how long it is held.
type Written struct {
	Hold  string `cbor:"1,keyasint"` // of Holds
	Until int64  `cbor:"2,keyasint"` // when it opens, in seconds since 1970
	Text  string `cbor:"3,keyasint,omitempty"`
}

// More is text of a letter beside its first row: what does not fit there, or
// what was added while it was held.
type More struct {
	Letter ebb.ID `cbor:"1,keyasint"`
	Text   string `cbor:"2,keyasint,omitempty"`
	Added  bool   `cbor:"3,keyasint,omitempty"`
}

// Kept says that a letter was looked at again, and stays.
type Kept struct {
	Letter ebb.ID `cbor:"1,keyasint"`
}

// Timed is how long letters are held unless one is held longer.
type Timed struct {
	Hold string `cbor:"1,keyasint"`
	From int64  `cbor:"2,keyasint"` // when it counts, in seconds since 1970
}

// Holds are the times to choose from, the shortest first. A name is never
// renamed: old letters hold it.
var Holds = []string{"six", "morning", "day", "three"}

// usual is how long a letter is held where nobody chose.
const usual = "day"

const (
	longest  = 20000    // runes of a letter
	oneRow   = 24 << 10 // bytes of text in one row, which holds 32 KiB of everything
	mostMore = 200      // rows beside the first
	perPage  = 20
	shown    = 14 * 24 * time.Hour // how long Today says that a letter is open
	bodySize = 4 << 20             // a paste that is too long comes back to its page, and is not lost
)

// Feature is the letters.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader, Body: bodySize}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{KindWritten, KindMore, KindKept, KindTimed},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			reader("GET /keep/letters", showAll),
			reader("POST /keep/letters", post),
			reader("GET /keep/letters/new", showNew),
			reader("GET /keep/letters/time", showTime),
			reader("POST /keep/letters/time", postTime),
			reader("POST /keep/letters/time/off", postOff),
			reader("GET /keep/letters/{id}", showOne),
			reader("POST /keep/letters/{id}", postEdit),
			reader("GET /keep/letters/{id}/edit", showEdit),
			reader("POST /keep/letters/{id}/add", postAdd),
			reader("POST /keep/letters/{id}/keep", postKeep),
			reader("GET /keep/letters/{id}/burn", showBurn),
			reader("POST /keep/letters/{id}/burn", postBurn),
		},
		Card:  card,
		Aids:  aids,
		Shelf: shelf,
		Files: files,
	}
}

// end is when a letter opens that is held from now on.
func end(hold string, now time.Time) time.Time {
	switch hold {
	case "six":
		return now.Add(6 * time.Hour)
	case "morning":
		at, _ := morning(now)
		return at
	case "three":
		return now.Add(72 * time.Hour)
	}
	return now.Add(24 * time.Hour)
}

// morning is the next ten o'clock that a night lies before.
func morning(now time.Time) (at time.Time, tomorrow bool) {
	y, m, d := now.Date()
	tomorrow = now.Hour() >= 5
	if tomorrow {
		d++
	}
	return time.Date(y, m, d, 10, 0, 0, 0, now.Location()), tomorrow
}

// shorter reports whether a is a shorter time than b.
func shorter(a, b string) bool { return slices.Index(Holds, a) < slices.Index(Holds, b) }

// aids offers to write where a wave is stayed with, and where one chooses.
func aids(r *feature.Request) ([]feature.Aid, error) {
	var all []feature.Aid
	for _, step := range []string{"wave", "choose"} {
		all = append(all, feature.Aid{
			Step: step, Head: r.Say("letter.aid"),
			Links: []feature.Link{{Href: "/keep/letters/new", Text: r.Say("letter.aid.link")}},
		})
	}
	return all, nil
}
