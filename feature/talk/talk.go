// Package talk is for keeping on, or talking: what my part is and what I will
// change, one talk prepared in five short fields and read back as one page to
// take along, what was said and promised in it, a break that was asked for, and
// counselling for two.
//
// It promises that each part can be left and taken up, that none needs another,
// that a day can be named on which to look again, and that the fold holds no
// words. What was promised goes to its own ledger, by that ledger's form. It is
// closed after a yes to a safety question. It refuses to send anything, to put
// words into anybody's mouth, to say that a talk will help, and to lean towards
// staying or parting.
package talk

import (
	"embed"
	"slices"
	"strconv"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/feature/talk/facts"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "talk"

const (
	longest = 1000 // signs of a field
	short   = 200  // signs of how long
	far     = 20   // years from now to a day
	home    = "/decide/talk"
)

// Feature is keeping on, or talking.
func Feature() *feature.Feature {
	reader := func(path string, serve func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: serve, Access: feature.Reader}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.NoYes,
		Kinds: []string{facts.KindPart, facts.KindSaid, facts.KindDay, facts.KindWent, facts.KindPause, facts.KindTerms, facts.KindLooked, facts.KindAnew},
		Fold:  func() ebb.Fold { return facts.New() },
		Pages: []feature.Page{
			reader("GET /decide/talk", showHome),
			reader("GET /decide/talk/part", showPart),
			reader("POST /decide/talk/part", postPart),
			reader("GET /decide/talk/prepare/{step}", showField),
			reader("POST /decide/talk/prepare/{step}", postField),
			reader("GET /decide/talk/read", showRead),
			reader("POST /decide/talk/day", postDay),
			reader("GET /decide/talk/after", showAfter),
			reader("POST /decide/talk/after", postAfter),
			reader("GET /decide/talk/break", showPause),
			reader("POST /decide/talk/break", postPause),
			reader("GET /decide/talk/break/terms", showTerms),
			reader("POST /decide/talk/break/terms", postTerms),
			reader("GET /decide/talk/look/{about}", showLook),
			reader("POST /decide/talk/look/{about}", postLook),
			reader("GET /decide/talk/counselling", showTwo),
			reader("POST /decide/talk/anew", postAnew),
			reader("POST /decide/talk/undo", postUndo),
		},
		Card:  card,
		Week:  week,
		Due:   dues,
		Step:  step,
		Files: files,
	}
}

// long says that a text does not fit; "" where it does.
func long(r *feature.Request, text string, most int) string {
	if over := utf8.RuneCountInString(text) - most; over > 0 {
		return r.Say("talk.bad.long", "n", most, "over", over)
	}
	return ""
}

// dated says that a day is none; "" where it is one, or empty.
func dated(r *feature.Request, day string) string {
	at, ok := r.Morning(day)
	if day != "" && (!ok || at.Year() < r.Now.Year()-far || at.Year() > r.Now.Year()+far) {
		return r.Say("talk.bad.day")
	}
	return ""
}

// first is the first of some reasons that is one.
func first(reasons ...string) string {
	for _, s := range reasons {
		if s != "" {
			return s
		}
	}
	return ""
}

// keep records what a form said, or shows the form again with the reason why
// not.
func keep(r *feature.Request, wrong, to, kind string, body any, again feature.Answer) (feature.Answer, error) {
	if wrong != "" {
		again.Status = 422
		return again, nil
	}
	return feature.Answer{Goto: to}, r.Record(r.New(kind, body))
}

func postPart(r *feature.Request) (feature.Answer, error) {
	body := facts.Part{Words: r.Own("words")}
	wrong := long(r, body.Words, longest)
	again, err := partPage(r, body, wrong)
	if err != nil {
		return feature.Answer{}, err
	}
	return keep(r, wrong, home+"/part", facts.KindPart, body, again)
}

// stepOf is which of facts.Fields the address names.
func stepOf(r *feature.Request) (int, error) {
	i, err := strconv.Atoi(r.PathValue("step"))
	if err != nil || i < 1 || i > len(facts.Fields) {
		return 0, &ebb.Problem{Status: 404, Say: "talk.bad.none", Cause: err}
	}
	return i, nil
}

// postField keeps one field and goes on to the next, or to what was written.
func postField(r *feature.Request) (feature.Answer, error) {
	i, err := stepOf(r)
	if err != nil {
		return feature.Answer{}, err
	}
	body := facts.Field{Field: facts.Fields[i-1], Words: r.Own("words")}
	wrong := long(r, body.Words, longest)
	again, err := fieldPage(r, i, body.Words, wrong)
	if err != nil {
		return feature.Answer{}, err
	}
	to := home + "/read"
	if i < len(facts.Fields) && r.FormValue("do") != "read" {
		to = home + "/prepare/" + strconv.Itoa(i+1)
	}
	return keep(r, wrong, to, facts.KindSaid, body, again)
}

func postDay(r *feature.Request) (feature.Answer, error) {
	body := facts.Day{On: r.FormValue("on")}
	wrong := dated(r, body.On)
	again, err := readPage(r, body.On, wrong)
	if err != nil {
		return feature.Answer{}, err
	}
	return keep(r, wrong, home+"/read", facts.KindDay, body, again)
}

func postAfter(r *feature.Request) (feature.Answer, error) {
	body := facts.Went{Words: r.Own("words"), Look: r.FormValue("look")}
	wrong := first(long(r, body.Words, longest), dated(r, body.Look))
	again, err := afterPage(r, body, wrong)
	if err != nil {
		return feature.Answer{}, err
	}
	return keep(r, wrong, home+"/after", facts.KindWent, body, again)
}

func postPause(r *feature.Request) (feature.Answer, error) {
	body := facts.Pause{Asked: r.FormValue("asked"), For: r.Own("for")}
	wrong := long(r, body.For, longest)
	if body.Asked != "" && !slices.Contains(facts.Askers, body.Asked) {
		wrong, body.Asked = r.Say("talk.bad.asked"), ""
	}
	return keep(r, wrong, home+"/break/terms", facts.KindPause, body, pausePage(r, body, wrong))
}

func postTerms(r *feature.Request) (feature.Answer, error) {
	body := facts.Terms{Long: r.OwnLine("long"), Contact: r.Own("contact"), Look: r.FormValue("look")}
	wrong := first(long(r, body.Long, short), long(r, body.Contact, longest), dated(r, body.Look))
	return keep(r, wrong, home, facts.KindTerms, body, termsPage(r, body, wrong))
}

// aboutOf is what the address names.
func aboutOf(r *feature.Request) (string, error) {
	about := r.PathValue("about")
	if !slices.Contains(facts.Abouts, about) {
		return "", &ebb.Problem{Status: 404, Say: "talk.bad.none"}
	}
	return about, nil
}

func postLook(r *feature.Request) (feature.Answer, error) {
	about, err := aboutOf(r)
	if err != nil {
		return feature.Answer{}, err
	}
	body := facts.Looked{About: about, Words: r.Own("words"), Look: r.FormValue("look")}
	wrong := first(long(r, body.Words, longest), dated(r, body.Look))
	again, err := lookPage(r, body, wrong)
	if err != nil {
		return feature.Answer{}, err
	}
	return keep(r, wrong, home, facts.KindLooked, body, again)
}

// undo names the step that holds the last end of a talk or a break.
const undo = "talk.undo"

// postAnew makes room for another one. Undo brings back what was there.
func postAnew(r *feature.Request) (feature.Answer, error) {
	about := r.FormValue("about")
	if !slices.Contains(facts.Abouts, about) {
		return feature.Answer{}, &ebb.Problem{Status: 404, Say: "talk.bad.none"}
	}
	anew := r.New(facts.KindAnew, facts.Anew{About: about})
	if err := r.Record(anew); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Keep(undo, anew.ID)
	return feature.Answer{Goto: home}, nil
}

// postUndo takes that back. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: home}, r.PutBack(undo)
}
