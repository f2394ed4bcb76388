// Package figures puts each figure of a chat into a section of its own: what
// changed, replies, who ends, who writes again, lengths, questions, hours,
// calls, and what lies before and after a date.
//
// It promises that each stands with its count and its range, and beside it
// whatever is missing from the file and may explain it. It refuses to rank
// people, and has no words of its own.
package figures

import (
	"ebb/chart"
	"ebb/feature/evidence/say"
)

// sayer is say.Sayer with the sentences of this package.
type sayer struct{ say.Sayer }

// Section is one figure as a page shows it.
type Section struct {
	Name   string // "changes", "replies", "ends", "again", "length", "asks", "hours" or "calls"
	Head   string
	Lines  []string
	Beside []string     // notes on what may explain it
	Chart  *chart.Chart // nil where there is none
}

// Sections are all figures but who starts, which leads the page, and the weeks,
// which end it. Those that have nothing to say are left out. id begins the ids
// of their drawings.
func Sections(teller say.Sayer, id string) []Section {
	s := sayer{teller}
	if s.OneSided() {
		return nil
	}
	var out []Section
	for _, x := range []struct {
		name, figure string
		lines        []string
		draw         func(string) (chart.Chart, bool)
	}{
		{"changes", say.Changing, s.Changes(), nil},
		{"replies", say.Replying, s.Replies(), s.ReplyChart},
		{"ends", say.Starting, s.ends(), nil},
		{"again", say.Replying, s.again(), nil},
		{"length", say.Lengths, s.lengths(), nil},
		{"asks", "", s.questions(), nil},
		{"hours", "", s.hours(), s.hourChart},
		{"calls", "", s.calls(), nil},
	} {
		if len(x.lines) == 0 {
			continue
		}
		section := Section{Name: x.name, Head: s.Say(x.name + ".head"), Lines: x.lines, Beside: s.Beside(x.figure)}
		if x.draw != nil {
			if c, ok := x.draw(id + "-" + x.name); ok {
				section.Chart = &c
			}
		}
		out = append(out, section)
	}
	return out
}
