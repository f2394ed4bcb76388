// Package reached is for the moment in which they reached the person: what
// came, the person's own rule for it from a calm day, and what to do with it
// for tonight. "Wants me back" opens by day, on the next day at the earliest.
//
// It promises that one tap is a whole record, that it works locked and without
// signal, that the choices are the same size whatever came, and that what
// frightens leads to people and away from answering. It refuses to draft an
// answer, to read anything into what came, and to ask for their words.
package reached

import (
	"embed"

	"ebb"
	"ebb/feature"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "reached"

// Feature is "they reached me".
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:    Name,
		Guard:   feature.Free,
		Kinds:   []string{KindCame, KindChose, KindNoted, KindRule, KindWeighed},
		Fold:    func() ebb.Fold { return newState() },
		Capture: Capture,
		Pages: []feature.Page{
			{Path: "GET /reached", Serve: show},
			{Path: "POST /reached", Serve: postCame},
			{Path: "GET /reached/choose", Serve: showChoose},
			{Path: "POST /reached/choose", Serve: postChose},
			{Path: "GET /reached/kept", Serve: showKept},
			{Path: "GET /reached/fear", Serve: showFear},
			{Path: "POST /reached/noted", Serve: postNoted},
			{Path: "GET /reached/noted", Serve: showNoted, Access: feature.Reader},
			{Path: "POST /reached/noted/out", Serve: postNoteOut, Access: feature.Reader},
			{Path: "POST /reached/noted/undo", Serve: postNoteBack, Access: feature.Reader},
			{Path: "GET /reached/back", Serve: showBack, Access: feature.Reader},
			{Path: "POST /reached/back", Serve: postBack, Access: feature.Reader},
			{Path: "GET /keep/rules", Serve: showRules, Access: feature.Reader},
			{Path: "POST /keep/rules", Serve: postRule, Access: feature.Reader},
			{Path: "POST /keep/rules/undo", Serve: postRuleBack, Access: feature.Reader},
		},
		Card:  card,
		Panel: panel,
		Aids:  aids,
		Week:  week,
		Shelf: shelf,
		Files: files,
	}
}

// reread opens one entry again; one that was taken back meanwhile is empty.
func reread[T any](r *feature.Request, seq uint64) (body T, err error) {
	events, err := r.Journal.Read(r.Context(), seq)
	if err != nil || len(events) == 0 {
		return body, err
	}
	return body, events[0].Decode(&body)
}
