// Package ways is the four ways it could go: let go and they come back, let go
// and they do not, keep going and it works (or changes), keep going and it does
// not. For each a person says what life may be like in a year, and how likely
// it is, as ranges; the page shows where the two choices meet, which of their
// numbers moves the answer most, and in how much of their own ranges each is
// ahead.
//
// It promises that no number is put into anybody's mouth, that everything can
// be left out and taken up again, that no earlier draft is lost, and that both
// choices are shown with the same weight. It refuses a verdict, a winner in a
// heading, a score, and points where a person has a range.
package ways

import (
	"embed"

	"ebb"
	"ebb/feature"
	"ebb/feature/ways/draft"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "ways"

const (
	home     = "/decide/ways"
	bodySize = 1 << 20 // a paste that is too long comes back to its form
)

// Feature is the four ways.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  Name,
		Guard: feature.NoYes,
		Kinds: []string{draft.Drawn},
		Fold:  func() ebb.Fold { return newState() },
		Pages: []feature.Page{
			{Path: "GET /decide/ways", Serve: show, Access: feature.Reader},
			{Path: "POST /decide/ways", Serve: postStart, Access: feature.Reader},
			{Path: "GET /decide/ways/let", Serve: showLet, Access: feature.Reader},
			{Path: "POST /decide/ways/let", Serve: postLet, Access: feature.Reader, Body: bodySize},
			{Path: "GET /decide/ways/keep", Serve: showKeep, Access: feature.Reader},
			{Path: "POST /decide/ways/keep", Serve: postKeep, Access: feature.Reader, Body: bodySize},
			{Path: "GET /decide/ways/drafts", Serve: showDrafts, Access: feature.Reader},
			{Path: "GET /decide/ways/drafts/{id}", Serve: showDraft, Access: feature.Reader},
		},
		Week:  week,
		Step:  step,
		Files: files,
	}
}
