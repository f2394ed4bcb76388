// Package head is for the nights on which the head won't stop: what is known,
// what was made of it, what else it could be; whether it can be answered
// tonight, and if not, fifteen minutes tomorrow; then body, senses, sleep.
//
// It promises that one tap is a whole record, that every step may be left out,
// that it works locked and without signal, and that what was parked stands on
// Today on its day alone, once. It refuses a closer look at anybody: what was
// seen of them ends in a question that stays with the person, or as it is.
package head

import (
	"embed"

	"ebb"
	"ebb/feature"
	"ebb/feature/head/turn"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "head"

// Feature is "my head won't stop".
func Feature() *feature.Feature {
	f := &feature.Feature{
		Name:    Name,
		Guard:   feature.Free,
		Kinds:   []string{tie.HeadBegan, turn.KindRated, turn.KindWrote, turn.KindAnswered, turn.KindParked, tie.Worried, turn.KindLeft, turn.KindTaken, turn.KindClosed},
		Fold:    func() ebb.Fold { return newState() },
		Capture: turn.Capture,
		Pages: []feature.Page{
			{Path: "GET /head", Serve: show},
			{Path: "POST /head", Serve: postAbout},
			{Path: "GET /head/{step}", Serve: showStep},
			{Path: "GET /head/parked", Serve: showParked, Access: feature.Reader},
			{Path: "GET /keep/nights", Serve: showNights, Access: feature.Reader},
			{Path: "POST /keep/nights/out", Serve: postOut, Access: feature.Reader},
			{Path: "POST /keep/nights/undo", Serve: postUndo, Access: feature.Reader},
			{Path: "POST /head/taken", Serve: postTaken, Access: feature.Reader},
			{Path: "POST /head/closed", Serve: postClosed, Access: feature.Reader},
		},
		Card:  card,
		Due:   dues,
		Panel: panel,
		Week:  week,
		Shelf: shelf,
		Files: files,
	}
	for _, s := range steps {
		if s.read != nil {
			f.Pages = append(f.Pages, feature.Page{Path: "POST /head/" + s.name, Serve: s.post})
		}
	}
	return f
}
