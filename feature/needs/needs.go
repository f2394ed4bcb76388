// Package needs is what a person needs and wants from somebody: how important
// each is, how far it is met, whether it is reasonable to ask; what the other
// one seems to need, marked as a guess; and where each wants to be in some
// years.
//
// It promises at most three questions at once, that what was said so far is
// kept, that a need can be changed and taken out and the taking out undone,
// that every day's list is kept, and that after a yes to a safety question it
// asks about the person's own side alone. It refuses a verdict, a score, to say
// what anybody else needs, and to keep words in its fold.
package needs

import (
	"embed"
	"slices"
	"strconv"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/feature/needs/told"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "needs"

// The kinds besides tie.Needs.
const (
	GoalsSet = tie.GoalsSet // body: Goals
	WeekSaid = "needs.week" // body: Week
)

// Goals is where each wants to be in some years; the newest stands.
type Goals = tie.Goals

// Week says whether one need was met in a week, and by whom.
type Week struct {
	Need ebb.ID `cbor:"1,keyasint"`
	Met  string `cbor:"2,keyasint"`           // one of mets
	By   string `cbor:"3,keyasint,omitempty"` // one of bys; "" not said
}

// What a person chooses from. None is ever taken out or renamed.
var (
	mets = []string{"yes", "partly", "no"}
	bys  = []string{"me", "friend", "family", "them", "other"}
)

const (
	most     = 200      // needs
	room     = 28 << 10 // bytes of a list, which has to fit an entry
	longest  = 60       // signs of a need in own words
	longGoal = 600      // signs of each of the goals
)

// Feature is needs and wants.
func Feature() *feature.Feature {
	page := func(path string, serve func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: serve, Access: feature.Reader}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Asked,
		Kinds: []string{tie.Needs, GoalsSet, WeekSaid},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			page("GET /decide/needs", show),
			page("POST /decide/needs", postAdd),
			page("GET /decide/needs/{id}", showMine),
			page("POST /decide/needs/{id}", postMine),
			page("GET /decide/needs/{id}/theirs", showTheirs),
			page("POST /decide/needs/{id}/theirs", postTheirs),
			page("GET /decide/needs/{id}/each", showEach),
			page("POST /decide/needs/{id}/each", postEach),
			page("POST /decide/needs/{id}/words", postWords),
			page("POST /decide/needs/{id}/out", postOut),
			page("POST /decide/needs/undo", postUndo),
			page("GET /decide/needs/then", showThen),
			page("GET /decide/needs/goals", showGoals),
			page("POST /decide/needs/goals", postGoals),
			page("POST /decide/needs/week", postWeek),
			page("POST /decide/needs/week/by", postBy),
			page("POST /decide/needs/week/back", postBack),
		},
		Week:  week,
		Step:  step,
		Files: files,
	}
}

// number reads a place on a scale; nil where nothing was said.
func number(r *feature.Request, field string) (*int, error) {
	text := r.FormValue(field)
	if text == "" {
		return nil, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > told.Top {
		return nil, ebb.Bad("needs.bad.number")
	}
	return &n, nil
}

// answer reads a yes, a no, or nothing said.
func answer(r *feature.Request, field string) (tie.YesNo, error) {
	a := tie.YesNo(r.FormValue(field))
	if !slices.Contains([]tie.YesNo{"", tie.Yes, tie.No}, a) {
		return "", ebb.Bad("needs.bad.number")
	}
	return a, nil
}

// tooLong says how much too long a text is; "" where it fits.
func tooLong(r *feature.Request, text string, limit int) string {
	if n := utf8.RuneCountInString(text); n > limit {
		return r.Say("needs.bad.long", "n", limit, "over", n-limit)
	}
	return ""
}
