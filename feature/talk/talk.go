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
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "talk"

// The kinds. Of each the newest stands.
const (
	KindPart   = "talk.part"   // body: Part
	KindSaid   = "talk.said"   // body: Field; one for each of Fields
	KindDay    = "talk.day"    // body: Day
	KindWent   = "talk.went"   // body: Went
	KindPause  = "talk.pause"  // body: Pause
	KindTerms  = "talk.terms"  // body: Terms
	KindLooked = "talk.looked" // body: Looked; one for each of Abouts
	KindAnew   = "talk.anew"   // body: Anew; one for each of Abouts
)

// Part is the person's own part in it.
type Part struct {
	Words string `cbor:"1,keyasint,omitempty"`
}

// Field is one field of a talk that is prepared.
type Field struct {
	Field string `cbor:"1,keyasint"` // of Fields
	Words string `cbor:"2,keyasint,omitempty"`
}

// Day is the day of the talk; "" is none.
type Day struct {
	On string `cbor:"1,keyasint,omitempty"` // "2026-12-01"
}

// Went is how the talk went, and when to look at it again.
type Went struct {
	Words string `cbor:"1,keyasint,omitempty"`
	Look  string `cbor:"2,keyasint,omitempty"`
}

// Pause is a break that was asked for.
type Pause struct {
	Asked string `cbor:"1,keyasint,omitempty"` // of Askers
	For   string `cbor:"2,keyasint,omitempty"`
}

// Terms are what holds while it lasts.
type Terms struct {
	Long    string `cbor:"1,keyasint,omitempty"`
	Contact string `cbor:"2,keyasint,omitempty"`
	Look    string `cbor:"3,keyasint,omitempty"`
}

// Looked is what the person wrote when they looked at a talk or a break again.
type Looked struct {
	About string `cbor:"1,keyasint"` // of Abouts
	Words string `cbor:"2,keyasint,omitempty"`
	Look  string `cbor:"3,keyasint,omitempty"`
}

// Anew says that what was there of a talk or a break is over.
type Anew struct {
	About string `cbor:"1,keyasint"` // of Abouts
}

// What can be looked at again, and the lists of a form. A name is never taken
// out or renamed.
const (
	Talk  = "talk"
	Break = "break"
)

// The lists, in the order they are shown.
var (
	Abouts = []string{Talk, Break}
	Fields = []string{"happened", "did", "ask", "offer", "no"}
	Askers = []string{"me", "them", "both"}
)

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
		Kinds: []string{KindPart, KindSaid, KindDay, KindWent, KindPause, KindTerms, KindLooked, KindAnew},
		Fold:  func() ebb.Fold { return newState() },
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
	return feature.Answer{Goto: to}, r.Record(ebb.New(kind, r.Now, body))
}

func postPart(r *feature.Request) (feature.Answer, error) {
	body := Part{r.Own("words")}
	wrong := long(r, body.Words, longest)
	again, err := partPage(r, body, wrong)
	if err != nil {
		return feature.Answer{}, err
	}
	return keep(r, wrong, home+"/part", KindPart, body, again)
}

// stepOf is which of Fields the address names.
func stepOf(r *feature.Request) (int, error) {
	i, err := strconv.Atoi(r.PathValue("step"))
	if err != nil || i < 1 || i > len(Fields) {
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
	body := Field{Fields[i-1], r.Own("words")}
	wrong := long(r, body.Words, longest)
	again, err := fieldPage(r, i, body.Words, wrong)
	if err != nil {
		return feature.Answer{}, err
	}
	to := home + "/read"
	if i < len(Fields) && r.FormValue("do") != "read" {
		to = home + "/prepare/" + strconv.Itoa(i+1)
	}
	return keep(r, wrong, to, KindSaid, body, again)
}

func postDay(r *feature.Request) (feature.Answer, error) {
	body := Day{r.FormValue("on")}
	wrong := dated(r, body.On)
	again, err := readPage(r, body.On, wrong)
	if err != nil {
		return feature.Answer{}, err
	}
	return keep(r, wrong, home+"/read", KindDay, body, again)
}

func postAfter(r *feature.Request) (feature.Answer, error) {
	body := Went{r.Own("words"), r.FormValue("look")}
	wrong := first(long(r, body.Words, longest), dated(r, body.Look))
	again, err := afterPage(r, body, wrong)
	if err != nil {
		return feature.Answer{}, err
	}
	return keep(r, wrong, home+"/after", KindWent, body, again)
}

func postPause(r *feature.Request) (feature.Answer, error) {
	body := Pause{r.FormValue("asked"), r.Own("for")}
	wrong := long(r, body.For, longest)
	if body.Asked != "" && !slices.Contains(Askers, body.Asked) {
		wrong, body.Asked = r.Say("talk.bad.asked"), ""
	}
	return keep(r, wrong, home+"/break/terms", KindPause, body, pausePage(r, body, wrong))
}

func postTerms(r *feature.Request) (feature.Answer, error) {
	body := Terms{r.OwnLine("long"), r.Own("contact"), r.FormValue("look")}
	wrong := first(long(r, body.Long, short), long(r, body.Contact, longest), dated(r, body.Look))
	return keep(r, wrong, home, KindTerms, body, termsPage(r, body, wrong))
}

// aboutOf is what the address names.
func aboutOf(r *feature.Request) (string, error) {
	about := r.PathValue("about")
	if !slices.Contains(Abouts, about) {
		return "", &ebb.Problem{Status: 404, Say: "talk.bad.none"}
	}
	return about, nil
}

func postLook(r *feature.Request) (feature.Answer, error) {
	about, err := aboutOf(r)
	if err != nil {
		return feature.Answer{}, err
	}
	body := Looked{about, r.Own("words"), r.FormValue("look")}
	wrong := first(long(r, body.Words, longest), dated(r, body.Look))
	again, err := lookPage(r, body, wrong)
	if err != nil {
		return feature.Answer{}, err
	}
	return keep(r, wrong, home, KindLooked, body, again)
}

// undo names the step that holds the last end of a talk or a break.
const undo = "talk.undo"

// postAnew makes room for another one. Undo brings back what was there.
func postAnew(r *feature.Request) (feature.Answer, error) {
	about := r.FormValue("about")
	if !slices.Contains(Abouts, about) {
		return feature.Answer{}, &ebb.Problem{Status: 404, Say: "talk.bad.none"}
	}
	anew := ebb.New(KindAnew, r.Now, Anew{about})
	if err := r.Record(anew); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Keep(undo, anew.ID)
	return feature.Answer{Goto: home}, nil
}

// postUndo takes that back. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	var id ebb.ID
	if !r.Steps.Recall(undo, &id) {
		return feature.Answer{Goto: home}, nil
	}
	r.Steps.Forget(undo)
	return feature.Answer{Goto: home}, r.Record(ebb.New(ebb.Withdrawn, r.Now, ebb.Withdrawal{ID: id}))
}
