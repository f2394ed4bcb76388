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
	"ebb/feature/boundary/fence"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "boundary"

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
		Name:  Name,
		Guard: feature.Free,
		Kinds: append(slices.Clip(fence.Kinds), tie.AllowedContact),
		Fold:  func() ebb.Fold { return &fence.State{} },
		Pages: []feature.Page{
			reader("GET /keep/boundaries", showAll),
			reader("POST /keep/boundaries", post),
			reader("POST /keep/boundaries/undo", postUndo),
			reader("POST /keep/boundaries/task", postTask),
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
func read(r *feature.Request) (fence.Rule, error) {
	b := fence.Rule{Ready: r.FormValue("ready"), Text: r.Own("text")}
	switch {
	case b.Ready != "" && !slices.Contains(fence.Ready, b.Ready):
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
func words(r *feature.Request, b fence.Rule) string {
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
