// Package busy is a week of one's own: what matters to a person, one small goal
// for each, and things to do on days, with people, moving, or on one project;
// and what each did to their mood.
//
// It promises that a day gone by moves off and nothing is ever overdue, that
// doing it, doing something else and not doing it weigh the same, that moods may
// be left out or given later, and that what lifted is said with its count, and
// from five times on with its range. It refuses to count days in a row, to offer
// what costs money or is done for somebody else to see, and to put a time where
// others may see it before the person has asked for that.
package busy

import (
	"embed"

	"ebb"
	"ebb/feature"
	"ebb/feature/busy/act"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "busy"

// sortOf is the sort of a value's goal.
var sortOf = map[string]string{"people": "people", "body": "move", "making": "project", "learning": "project", "home": "project"}

const (
	base      = "/decide/back/week"
	mostPicks = 3   // values
	oneWord   = 60  // signs of a value
	oneLine   = 140 // signs of a goal or an activity
	ahead     = 7   // days of the week, today among them
	mostADay  = 12  // activities
	behind    = 14  // days gone by that are listed
)

// Feature is the week.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader}
	}
	timed := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader, Times: true}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{act.KindValued, act.KindAimed, act.KindPlanned, act.KindFelt, act.KindWent, act.KindFed},
		Fold:  func() ebb.Fold { return act.New() },
		Pages: []feature.Page{
			reader("GET "+base, show),
			reader("GET "+base+"/matters", showMatters),
			reader("POST "+base+"/matters", postMatters),
			reader("GET "+base+"/goals", showGoals),
			reader("POST "+base+"/goals", postGoals),
			reader("GET "+base+"/add", showAdd),
			timed("POST "+base+"/add", postAdd),
			reader("GET "+base+"/lift", showLift),
			timed("POST "+base+"/times", postTimes),
			timed("POST "+base+"/undo", postUndo),
			reader("GET "+base+"/{id}", showOne),
			reader("GET "+base+"/{id}/change", showChange),
			timed("POST "+base+"/{id}/change", postChange),
			reader("POST "+base+"/{id}/mood", postMood),
			timed("POST "+base+"/{id}/went", postWent),
			timed("POST "+base+"/{id}/out", postOut),
		},
		Card:  card,
		Panel: panel,
		Week:  review,
		Step:  step,
		Due:   dues,
		Files: files,
	}
}
