// Package hold is the hard moment: the pull towards somebody, how strong it
// is, the wave it makes, and how it ended. It serves one idea: a feeling is
// information, not an instruction, and letting go is a choice made again in
// each small moment.
//
// It promises that the first tap is a whole record, that every later step may
// be left out, and that leaving anywhere loses nothing; that the outcomes cost
// the same, one tap each; that no count ever falls because of a slip; and that
// each number it shows comes with its count and its range. It refuses streaks,
// scores, gates of time, and any guess about what the other person feels.
package hold

import (
	"embed"
	"slices"

	"ebb"
	"ebb/feature"
	"ebb/feature/hold/after"
	"ebb/feature/hold/mine"
	"ebb/feature/hold/moment"
	"ebb/feature/hold/patterns"
	"ebb/feature/hold/view"
	"ebb/feature/hold/week"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature: its folder, and the first half of its event kinds.
const Name = "hold"

// Feature is the hard moment.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:    Name,
		Guard:   feature.Free,
		Kinds:   append(slices.Clip(moment.Kinds), tie.Guessed, tie.Came),
		Fold:    func() ebb.Fold { return moment.NewState() },
		Capture: moment.Capture,
		Pages: []feature.Page{
			{Path: "GET /now", Serve: showNow},
			{Path: "GET /now/mine", Serve: mine.Show(saved)},
			{Path: "POST /now/pull", Serve: postPull},
			{Path: "POST /now/did", Serve: postDid},
			{Path: "GET /now/strength", Serve: showStrength},
			{Path: "POST /now/strength", Serve: postStrength},
			{Path: "GET /now/wave", Serve: showWave},
			{Path: "POST /now/wave", Serve: postWave},
			{Path: "GET /now/truths", Serve: showTruths},
			{Path: "GET /now/choose", Serve: showChoose},
			{Path: "POST /now/choose", Serve: postChoose},
			{Path: "GET /now/again", Serve: showAgain},
			{Path: "POST /now/again", Serve: postAgain},
			{Path: "GET /now/done", Serve: showDone},
			{Path: "POST /now/done", Serve: postDone},
			{Path: "POST /now/outcome", Serve: postOutcome},
			{Path: "POST /now/undo", Serve: postUndo, Access: feature.Reader},
			{Path: "POST /now/out", Serve: postOut, Access: feature.Reader},
			{Path: "GET /now/out", Serve: showOut, Access: feature.Reader},
			{Path: "POST /now/back", Serve: postBack, Access: feature.Reader},
			{Path: "POST /now/looked", Serve: week.PostLooked, Access: feature.Reader},
			{Path: "GET /now/sent", Serve: showSent},
			{Path: "POST /now/sent", Serve: postHope},
			{Path: "GET /now/away", Serve: showAway},
			{Path: "GET /now/reached", Serve: showReached},
			{Path: "GET /now/fear", Serve: showFear},
			{Path: "GET /now/guess", Serve: after.Show, Access: feature.Reader},
			{Path: "POST /now/guess", Serve: after.Post, Access: feature.Reader},
			{Path: "GET /now/rest", Serve: showRest},
		},
		Card:  after.Card(view.Card),
		Panel: patterns.Panel,
		Week:  week.Cards,
		Files: files,
	}
}
