// Package all lists ebb's features in the order people meet them. The order is
// the order of cards on Today. Nothing else in ebb names a feature.
package all

import (
	"ebb/feature"
	"ebb/feature/arrive"
	"ebb/feature/back"
	"ebb/feature/boundary"
	"ebb/feature/busy"
	"ebb/feature/chance"
	"ebb/feature/check"
	"ebb/feature/circle"
	"ebb/feature/days"
	"ebb/feature/decision"
	"ebb/feature/ends"
	"ebb/feature/evidence"
	"ebb/feature/fears"
	"ebb/feature/feel"
	"ebb/feature/forecast"
	"ebb/feature/habits"
	"ebb/feature/harm"
	"ebb/feature/head"
	"ebb/feature/help"
	"ebb/feature/hold"
	"ebb/feature/later"
	"ebb/feature/letter"
	"ebb/feature/look"
	"ebb/feature/losses"
	"ebb/feature/needs"
	"ebb/feature/night"
	"ebb/feature/note"
	"ebb/feature/online"
	"ebb/feature/outlook"
	"ebb/feature/past"
	"ebb/feature/path"
	"ebb/feature/plan"
	"ebb/feature/reached"
	"ebb/feature/review"
	"ebb/feature/safety"
	"ebb/feature/sober"
	"ebb/feature/starting"
	"ebb/feature/talk"
	"ebb/feature/truth"
	"ebb/feature/waiting"
	"ebb/feature/ways"
	"ebb/feature/weigh"
	"ebb/feature/where"
)

// List returns every feature, afresh.
func List() []*feature.Feature {
	return []*feature.Feature{
		hold.Feature(),
		night.Feature(),
		reached.Feature(),
		head.Feature(),
		plan.Feature(),
		truth.Feature(),
		circle.Feature(),
		letter.Feature(),
		boundary.Feature(),
		ends.Feature(),
		chance.Feature(),
		days.Feature(),
		fears.Feature(),
		path.Feature(),
		losses.Feature(),
		habits.Feature(),
		check.Feature(),
		later.Feature(),
		where.Feature(),
		feel.Feature(),
		past.Feature(),
		needs.Feature(),
		sober.Feature(),
		weigh.Feature(),
		ways.Feature(),
		decision.Feature(),
		talk.Feature(),
		harm.Feature(),
		note.Feature(),
		review.Feature(),
		back.Feature(),
		starting.Feature(),
		busy.Feature(),
		online.Feature(),
		waiting.Feature(),
		look.Feature(),
		outlook.Feature(),
		forecast.Feature(),
		evidence.Feature(),
		safety.Feature(),
		help.Feature(),
		arrive.Feature(),
	}
}
