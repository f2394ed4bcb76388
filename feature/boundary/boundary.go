// Package boundary is what a person will not do, in their own words, and what
// contact is allowed all the same: through which channel, about what.
//
// It promises that tightening counts at once, and that loosening waits for a
// cooling time chosen beforehand, is shown with its date and can be called off;
// that allowed contact is logged in two taps and never counts as acting; that
// after their no only what they or a court allow stays; and that the fold holds
// no words. It refuses to watch whether a boundary is kept, to count breaches,
// and to set one for anybody else.
package boundary

import (
	"embed"
	"slices"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "boundary"

// The kinds, besides tie.AllowedContact.
const (
	KindSet       = "boundary.set"       // body: Rule
	KindChanged   = "boundary.changed"   // body: Changed
	KindEnded     = "boundary.ended"     // body: Ended
	KindResumed   = "boundary.resumed"   // body: Resumed
	KindCooled    = "boundary.cooled"    // body: Cooled
	KindOpened    = "boundary.opened"    // body: Way
	KindPermitted = "boundary.permitted" // body: Permitted
	KindNarrowed  = "boundary.narrowed"  // body: Narrowed
)

// Rule is a boundary: one of Ready, or own words. Pulls are those in which a
// hard moment shows it; none: all.
type Rule struct {
	Ready string   `cbor:"1,keyasint,omitempty"`
	Text  string   `cbor:"2,keyasint,omitempty"`
	Pulls []string `cbor:"3,keyasint,omitempty"`
}

// Changed gives a boundary other words from Due on. Times here are seconds
// since 1970.
type Changed struct {
	Boundary ebb.ID `cbor:"1,keyasint"`
	Rule     Rule   `cbor:"2,keyasint"`
	Due      int64  `cbor:"3,keyasint"`
}

// Ended lifts a boundary from Due on.
type Ended struct {
	Boundary ebb.ID `cbor:"1,keyasint"`
	Due      int64  `cbor:"2,keyasint"`
}

// Resumed takes a boundary up again.
type Resumed struct {
	Boundary ebb.ID `cbor:"1,keyasint"`
}

// Cooled is how many days loosening waits, from Due on: one of Cools.
type Cooled struct {
	Days int   `cbor:"1,keyasint"`
	Due  int64 `cbor:"2,keyasint"`
}

// Way is allowed contact: a channel and what it may be about, from Due on. By
// says who allows it where they or a court decide.
type Way struct {
	Channel string   `cbor:"1,keyasint"` // of tie.Channels, or tie.OwnChannel
	Word    string   `cbor:"2,keyasint,omitempty"`
	About   []string `cbor:"3,keyasint"` // of tie.Abouts
	By      string   `cbor:"4,keyasint,omitempty"`
	Due     int64    `cbor:"5,keyasint"`
}

// Permitted says who allows a way that is there already.
type Permitted struct {
	Way ebb.ID `cbor:"1,keyasint"`
	By  string `cbor:"2,keyasint"`
}

// Narrowed takes a way out.
type Narrowed struct {
	Way ebb.ID `cbor:"1,keyasint"`
}

// The lists to choose from. A name is never taken out or renamed.
var (
	Ready = []string{"knock", "night", "drink", "profile", "alone", "ask", "calls"}
	Cools = []int{0, 1, 3, 7}
	Bys   = []string{"them", "court"}
)

const (
	longest = 500 // runes of a boundary
	oneWord = 60  // runes of an own channel
	most    = 100 // boundaries, and ways
)

// Feature is the boundaries and the allowed contact.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader}
	}
	return &feature.Feature{
		Name: Name,
		Kinds: []string{
			KindSet, KindChanged, KindEnded, KindResumed, KindCooled, KindOpened, KindPermitted, KindNarrowed, tie.AllowedContact,
		},
		Fold: func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			reader("GET /keep/boundaries", showAll),
			reader("POST /keep/boundaries", post),
			reader("POST /keep/boundaries/undo", postUndo),
			reader("GET /keep/boundaries/new", showNew),
			reader("GET /keep/boundaries/time", showTime),
			reader("POST /keep/boundaries/time", postTime),
			reader("POST /keep/boundaries/time/off", postTimeOff),
			reader("GET /keep/boundaries/contact", showContact),
			reader("POST /keep/boundaries/contact", postContact),
			reader("POST /keep/boundaries/contact/back", postBack),
			reader("GET /keep/boundaries/ways", showWays),
			reader("POST /keep/boundaries/ways", postWay),
			reader("POST /keep/boundaries/ways/out", postOut),
			reader("POST /keep/boundaries/ways/permit", postPermit),
			reader("GET /keep/boundaries/{id}", showOne),
			reader("POST /keep/boundaries/{id}", postChange),
			reader("POST /keep/boundaries/{id}/end", postEnd),
			reader("POST /keep/boundaries/{id}/resume", postResume),
			reader("POST /keep/boundaries/{id}/off", postOff),
		},
		Card:  card,
		Aids:  aids,
		Shelf: shelf,
		Files: files,
	}
}

// read takes a boundary from a form.
func read(r *feature.Request) (Rule, error) {
	b := Rule{Ready: r.FormValue("ready"), Text: r.Own("text")}
	switch {
	case b.Ready != "" && !slices.Contains(Ready, b.Ready):
		return b, ebb.Bad("boundary.bad")
	case utf8.RuneCountInString(b.Text) > longest:
		return b, ebb.Bad("boundary.bad.long", "n", longest)
	case b.Text != "":
		b.Ready = "" // own words say it better
	case b.Ready == "":
		return b, ebb.Bad("boundary.bad.empty")
	}
	for _, pull := range tie.Pulls {
		if slices.Contains(r.Form["pull"], pull) {
			b.Pulls = append(b.Pulls, pull)
		}
	}
	return b, nil
}

// words is a boundary as a person reads it.
func (b Rule) words(r *feature.Request) string {
	if b.Ready != "" {
		return r.Say("boundary.ready." + b.Ready)
	}
	return b.Text
}

func moment(r *feature.Request, at time.Time) string {
	at = at.In(r.Now.Location())
	return r.Say("boundary.when", "weekday", int(at.Weekday()), "d", at.Day(), "m", int(at.Month()), "time", at.Format("15:04"))
}

// aids shows the boundaries that fit where one chooses, the newest first.
func aids(r *feature.Request) ([]feature.Aid, error) {
	views, err := list(r)
	if err != nil {
		return nil, err
	}
	var all []feature.Aid
	for _, v := range views {
		if !v.Over && len(all) < 5 {
			all = append(all, feature.Aid{Step: "choose", Head: r.Say("boundary.aid"), Lines: []string{v.Text}, Pulls: v.pulls})
		}
	}
	return all, nil
}
