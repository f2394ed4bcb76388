// Package evidence is what messages show: a person brings in a chat they
// already have, and sees who starts conversations and how long replies take,
// with a range beside every figure. It serves one idea: look at what happened
// before deciding what it means.
//
// It promises that words are dropped once they are counted, that a side is
// named only where eight ways of counting agree, and that one import makes one
// report. It refuses other people's chats, live counters, guesses about what
// somebody feels, and to say why.
//
// On the way in, join makes one chat of several files, draft holds it with its
// open questions, keep makes the entry of it, facts packs it. count, quiet,
// changes and conclude make the figures; say and figures put them into words
// and drawings, document into JSON; report is the command line. This folder
// holds the pages and the fold. The one event kind is tie.messages.
package evidence

import (
	"embed"

	"ebb"
	"ebb/feature"
	"ebb/feature/evidence/report"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature: its folder.
const Name = "evidence"

// FromFile is the way of an import that a command read from a file.
const FromFile = "file"

// Feature is what messages show.
func Feature() *feature.Feature {
	p := &pages{reading: make(chan struct{}, 2)}
	return &feature.Feature{
		Name:    Name,
		Kinds:   []string{tie.Messages},
		Fold:    func() ebb.Fold { return &State{} },
		Pages:   p.list(),
		Panel:   panel,
		Guard:   feature.NoYes,
		Files:   files,
		Command: report.Command,
	}
}
