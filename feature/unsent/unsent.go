// Package unsent is letters that stay here, and the story of a loss in four
// timed parts: how it was, how it ended, what I lost, what I keep. A letter of
// feature letter is a message that is held for a while and can be copied out
// then; one of these has no way out.
//
// It promises that a sitting has an end that was chosen before, and that the end
// locks nothing; that what was posted is kept; that a seal opens to nobody
// before its day and moves to a later one only; and that burning destroys every
// version of every row. Before writing about what was, it asks once in two weeks
// whether thoughts go round; where they do it offers something concrete, says
// why, and stands in nobody's way. It refuses to send or to copy anything out,
// to suggest a farewell, and to read a letter for anything but circles.
package unsent

import (
	"embed"

	"ebb"
	"ebb/feature"
	"ebb/feature/unsent/fact"
	"ebb/feature/unsent/kept"
	"ebb/feature/unsent/turn"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = kept.Name

const (
	longest  = 20000    // runes of a text
	oneRow   = 24 << 10 // bytes of text in one row, which holds 32 KiB of everything
	oneLine  = 280      // runes of a line that is taken up
	perPage  = 20
	bodySize = 4 << 20 // a paste that is too long comes back to its page, and is not lost
)

// Feature is unsent letters.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader, Body: bodySize}
	}
	moves := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		p := reader(path, f)
		p.Times = true
		return p
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{fact.KindBegan, fact.KindSat, fact.KindWrote, fact.KindKept, fact.KindSealed, fact.KindAhead, fact.KindPlain, tie.Brooded},
		Fold:  func() ebb.Fold { return kept.New() },
		Pages: append(turn.Pages(reader), []feature.Page{
			reader("GET "+kept.Base, showAll),
			reader("GET "+kept.Base+"/new", showNew),
			reader("POST "+kept.Base+"/new", postNew),
			reader("GET "+kept.Base+"/story", showStory),
			reader("POST "+kept.Base+"/story", postStory),
			reader("GET "+kept.Base+"/one/{id}", showOne),
			reader("GET "+kept.Base+"/one/{id}/write", showWrite),
			reader("POST "+kept.Base+"/one/{id}/write", postWrite),
			reader("POST "+kept.Base+"/one/{id}/sit", postSit),
			reader("GET "+kept.Base+"/one/{id}/seal", showSeal),
			moves("POST "+kept.Base+"/one/{id}/seal", postSeal),
			reader("POST "+kept.Base+"/one/{id}/keep", postKeep),
			reader("GET "+kept.Base+"/one/{id}/burn", showBurn),
			moves("POST "+kept.Base+"/one/{id}/burn", postBurn),
		}...),
		Card:  card,
		Week:  week,
		Due:   dues,
		Shelf: shelf,
		Files: files,
	}
}
