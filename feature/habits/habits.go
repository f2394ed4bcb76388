// Package habits is old patterns: pleasing, giving too much, hiding a need,
// walking on eggshells, and those a person has a name of their own for. They
// are noticed in the moment, in one tap; what was done instead counts in its
// own right; and over weeks one sees them come and go.
//
// It promises that one tap is enough, that anything said about it is optional
// and can be changed, that the number of times something else was done never
// falls because a pattern came back, that below five it counts nothing out
// loud, and that the fold holds no words. After a yes about fear it suggests
// nothing: being careful may be what keeps a person safe. It refuses to say
// where a pattern comes from, whose fault it is, and what a number means.
package habits

import (
	"embed"
	"net/http"
	"slices"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "habits"

// Noticed is the kind of one time a pattern was seen, besides tie.PatternNamed.
// Body: Notice.
const Noticed = "habits.noticed"

// Notice is one time a pattern was seen.
type Notice struct {
	Of      ebb.ID `cbor:"1,keyasint"`           // the pattern
	With    string `cbor:"2,keyasint,omitempty"` // of Withs
	Instead bool   `cbor:"3,keyasint,omitempty"` // something else was done
	Did     string `cbor:"4,keyasint,omitempty"` // what
	Need    string `cbor:"5,keyasint,omitempty"` // of tie.NeedWords, or the id of a need on the person's list, in hexadecimal digits
	Moment  bool   `cbor:"6,keyasint,omitempty"` // it was in a hard moment
}

// Withs are with whom it was. None is ever taken out or renamed.
var Withs = []string{"them", "friend", "family", "work", "other"}

const (
	base    = "/keep/habits"
	most    = 24   // patterns
	mostOf  = 3000 // times
	longest = 280  // signs of each text
	oneTask = 240  // signs of each half of an if-then: plans have room for it
	body    = 4 << 20
)

// Feature is old patterns.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader, Body: body}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{tie.PatternNamed, Noticed},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			reader("GET "+base, show),
			reader("POST "+base, postSeen),
			reader("POST "+base+"/own", postOwn),
			reader("POST "+base+"/undo", postUndo),
			reader("GET "+base+"/moment", showMoment),
			reader("GET "+base+"/seen/{id}", showSeen),
			reader("POST "+base+"/seen/{id}", postMore),
			reader("POST "+base+"/seen/{id}/out", postSeenOut),
			reader("GET "+base+"/of/{id}", showOf),
			reader("POST "+base+"/of/{id}", postWords),
			reader("POST "+base+"/of/{id}/out", postOut),
			reader("POST "+base+"/of/{id}/plan", postPlan),
		},
		Card:  card,
		Panel: panel,
		Aids:  aids,
		Week:  week,
		Shelf: shelf,
		Files: files,
	}
}

// Names of the steps: the last tap, the last taking out, the last plan.
const (
	kept    = "habits.kept"
	undo    = "habits.undo"
	planned = "habits.plan"
)

// twice is how soon after one tap the same is the same.
const twice = 5 * time.Second

// tap is the last one.
type tap struct {
	Of     string    `json:"o"`
	ID     ebb.ID    `json:"i"`
	At     time.Time `json:"t"`
	Moment ebb.ID    `json:"m,omitzero"`
}

// postSeen keeps that a pattern was seen. One of ebb's own that was never seen
// before becomes one of the person's with it.
func postSeen(r *feature.Request) (feature.Answer, error) {
	of, in := r.FormValue("of"), r.FormValue("from") == "moment"
	var last tap
	if r.Steps.Recall(kept, &last) && last.Of == of && r.Now.Sub(last.At) < twice {
		return feature.Answer{Goto: after(r, last.ID, in)}, nil
	}
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p, entries, err := s.chosen(r, of)
	if err == nil && len(s.seen) >= mostOf {
		err = ebb.Bad("habits.bad.full", "n", mostOf)
	}
	if err != nil {
		return feature.Answer{}, err
	}
	e := r.New(Noticed, Notice{Of: p, Moment: in})
	r.Steps.Forget(undo)
	r.Steps.Keep(kept, tap{of, e.ID, r.Now, going(r)})
	return feature.Answer{Goto: after(r, e.ID, in)}, r.Journal.Record(r.Context(), append(entries, ebb.Entry{Event: e})...)
}

// chosen is the pattern of a tap: an id, or one of ebb's names with what has to
// be kept first.
func (s *State) chosen(r *feature.Request, of string) (ebb.ID, []ebb.Entry, error) {
	if slices.Contains(tie.PatternWords, of) {
		if p, known := s.ready(of); known {
			return p.ID, nil, nil
		}
		e := r.New(tie.PatternNamed, tie.Pattern{Ready: of})
		return e.ID, []ebb.Entry{{Event: e}}, nil
	}
	id, err := ebb.ParseID(of)
	if p, known := s.pattern(id); err == nil && known {
		return p.ID, nil, nil
	}
	return id, nil, &ebb.Problem{Status: http.StatusNotFound, Say: "habits.bad.gone", Cause: err}
}

// after is where a tap leads: to the page of that time, or back to the hard
// moment.
func after(r *feature.Request, id ebb.ID, moment bool) string {
	switch {
	case moment:
		return "/now/done"
	case r.Demo: // there it was not kept
		return base
	}
	return base + "/seen/" + id.String()
}

// going is the hard moment that is going on; zero where there is none.
func going(r *feature.Request) ebb.ID {
	var s struct {
		Moment ebb.ID `json:"m"`
	}
	r.Steps.Recall("now", &s)
	return s.Moment
}

// over says how much too long a text is; "" where it fits.
func over(r *feature.Request, max int, texts ...string) string {
	for _, t := range texts {
		if n := utf8.RuneCountInString(t); n > max {
			return r.Say("habits.bad.long", "n", max, "over", n-max)
		}
	}
	return ""
}

// postOwn keeps a pattern in the person's words. The same words again are the
// same pattern.
func postOwn(r *feature.Request) (feature.Answer, error) {
	text := r.OwnLine("words")
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	names, err := s.words(r)
	if err != nil {
		return feature.Answer{}, err
	}
	for _, p := range s.mine() {
		if p.ready == "" && names[p.ID] == text && text != "" {
			return feature.Answer{Goto: base + "/of/" + p.ID.String()}, nil
		}
	}
	wrong := over(r, longest, text)
	switch {
	case text == "":
		wrong = r.Say("habits.bad.empty")
	case wrong == "" && len(s.named) >= most:
		wrong = r.Say("habits.bad.most", "n", most)
	}
	if wrong != "" {
		return all(r, text, wrong)
	}
	e := r.New(tie.PatternNamed, tie.Pattern{Words: text})
	to := base + "/of/" + e.ID.String()
	if r.Demo {
		to = base
	}
	return feature.Answer{Goto: to}, r.Record(e)
}

// seenAt is the time that the address names, with its pattern.
func seenAt(r *feature.Request) (s State, n seen, p pattern, err error) {
	s, err = fold(r)
	if err != nil {
		return s, n, p, err
	}
	n, found := feature.Find(s.seen, r.Named())
	p, known := s.pattern(n.of)
	if !found || !known {
		err = &ebb.Problem{Status: http.StatusNotFound, Say: "habits.bad.gone"}
	}
	return s, n, p, err
}

// postMore keeps what else was said about one time.
func postMore(r *feature.Request) (feature.Answer, error) {
	s, at, p, err := seenAt(r)
	if err != nil {
		return feature.Answer{}, err
	}
	n := Notice{Of: p.ID, With: r.FormValue("with"), Instead: r.FormValue("how") == "instead", Did: r.OwnLine("did"), Need: r.FormValue("need"), Moment: at.moment}
	n.Instead = n.Instead || n.Did != ""
	if n.With != "" && !slices.Contains(Withs, n.With) {
		n.With = ""
	}
	if _, err := ebb.ParseID(n.Need); err != nil && !slices.Contains(tie.NeedWords, n.Need) {
		n.Need = ""
	}
	if wrong := over(r, longest, n.Did); wrong != "" {
		a, err := one(r, &s, at, p, n)
		a.Status = http.StatusUnprocessableEntity
		if v, ok := a.Data.(seenPage); ok {
			v.Wrong = wrong
			a.Data = v
		}
		return a, err
	}
	return feature.Answer{Goto: base + "/of/" + p.ID.String()}, r.Replace(at.ID, n)
}

func postSeenOut(r *feature.Request) (feature.Answer, error) {
	_, at, _, err := seenAt(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: base}, r.TakeOut(undo, at.ID)
}

// ofNamed is the pattern that the address names.
func ofNamed(r *feature.Request) (s State, p pattern, err error) {
	s, err = fold(r)
	if err != nil {
		return s, p, err
	}
	p, known := s.pattern(r.Named())
	if !known {
		err = &ebb.Problem{Status: http.StatusNotFound, Say: "habits.bad.gone"}
	}
	return s, p, err
}

// postWords keeps what a pattern looks like with this person.
func postWords(r *feature.Request) (feature.Answer, error) {
	s, p, err := ofNamed(r)
	if err != nil {
		return feature.Answer{}, err
	}
	text := r.OwnLine("words")
	wrong := over(r, longest, text)
	if wrong == "" && text == "" && p.ready == "" {
		wrong = r.Say("habits.bad.empty")
	}
	if wrong != "" {
		return refused(r, &s, p, func(v *ofPage) { v.Text, v.WordsWrong = text, wrong })
	}
	return feature.Answer{Goto: base + "/of/" + p.ID.String()}, r.Replace(p.ID, tie.Pattern{Ready: p.ready, Words: text})
}

func postOut(r *feature.Request) (feature.Answer, error) {
	_, p, err := ofNamed(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: base}, r.TakeOut(undo, p.ID)
}

func postUndo(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: base}, r.PutBack(undo)
}
