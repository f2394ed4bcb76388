// Package portrait is a self-portrait of being close: plain sentences about two
// things, that closeness feels risky and that one may be left. A person marks
// how far each is like them, about this tie and, apart from it, about others.
//
// It promises that every sentence can be left out, that nothing is added up,
// that it can be answered again after weeks and both times stand beside one
// another, and that each thing it leads to names the answer it comes from.
// After a yes about fear it leads nowhere from this tie. It refuses types,
// limits, averages and other people's answers; the sentences are ebb's own.
package portrait

import (
	"embed"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "portrait"

// The kinds besides tie.Tasked.
const (
	Begun  = "portrait.begun"  // body: Begin
	Marked = "portrait.marked" // body: Marks
	Worded = "portrait.worded" // body: Noticed
)

// Begin is one time of answering; its id names the time.
type Begin struct {
	About string `cbor:"1,keyasint"` // of Abouts
}

// Marks are some answers of one time. The newest of each sentence stands.
type Marks struct {
	Of  ebb.ID `cbor:"1,keyasint"`
	All []Mark `cbor:"2,keyasint"`
}

// Mark is how far a sentence is like the person.
type Mark struct {
	Sentence string `cbor:"1,keyasint"`           // of Sentences
	Like     int    `cbor:"2,keyasint,omitempty"` // 1 to 5; 0 left out
}

// Noticed is what the person sees in it, in their words.
type Noticed struct {
	Of    ebb.ID `cbor:"1,keyasint"`
	Words string `cbor:"2,keyasint,omitempty"`
}

// What is asked, and about whom. None is ever taken out or renamed. Sentences
// of the first side begin with n, of the second with l; two stand on a page.
var (
	Abouts    = []string{"tie", "others"}
	Sentences = []string{"n.away", "l.wait", "n.nothing", "l.quarrel", "n.lean", "l.plans", "n.low", "l.no"}
)

const (
	base    = "/keep/portrait"
	places  = 5
	onPage  = 2
	pages   = 4
	longest = 280 // signs of what was noticed
	oneTask = 240 // signs of what one does then: plans have room for it
	again   = 28 * 24 * time.Hour
	body    = 4 << 20
)

// Feature is the portrait.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader, Body: body}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{Begun, Marked, Worded},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			reader("GET "+base, show),
			reader("POST "+base, postBegin),
			reader("POST "+base+"/undo", postUndo),
			reader("GET "+base+"/{id}", showOne),
			reader("GET "+base+"/{id}/{page}", showPage),
			reader("POST "+base+"/{id}/{page}", postPage),
			reader("POST "+base+"/{id}/words", postWords),
			reader("POST "+base+"/{id}/task", postTask),
			reader("POST "+base+"/{id}/out", postOut),
		},
		Week:  week,
		Shelf: shelf,
		Files: files,
	}
}

const (
	undo  = "portrait.undo"
	taken = "portrait.task"
)

func path(id ebb.ID) string { return base + "/" + id.String() }

// sides of the portrait, by the letter their sentences begin with.
var sides = []string{"n", "l"}

// side is which of the two a sentence belongs to.
func side(sentence string) string { return sentence[:1] }

// postBegin begins a time of answering, or leads to the one that is young
// enough to go on with.
func postBegin(r *feature.Request) (feature.Answer, error) {
	about := r.FormValue("about")
	if !slices.Contains(Abouts, about) {
		return feature.Answer{Goto: base}, nil
	}
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if last, known := s.last(about); known && r.Now.Sub(last.At) < again {
		return feature.Answer{Goto: path(last.ID) + "/1"}, nil
	}
	e := r.New(Begun, Begin{about})
	to := path(e.ID) + "/1"
	if r.Demo { // there it was not kept
		to = base
	}
	r.Steps.Forget(undo)
	return feature.Answer{Goto: to}, r.Record(e)
}

// named is the time that the address names.
func named(r *feature.Request) (s State, one round, err error) {
	s, err = fold(r)
	if err != nil {
		return s, one, err
	}
	one, known := feature.Find(s.rounds, r.Named())
	if !known {
		err = &ebb.Problem{Status: http.StatusNotFound, Say: "portrait.bad.gone"}
	}
	return s, one, err
}

// turned is the page of sentences that the address names, from 1.
func turned(r *feature.Request) (int, error) {
	n, err := strconv.Atoi(r.PathValue("page"))
	if err != nil || n < 1 || n > pages {
		return 0, &ebb.Problem{Status: http.StatusNotFound, Say: "portrait.bad.gone"}
	}
	return n, nil
}

// on are the sentences of a page.
func on(page int) []string { return Sentences[(page-1)*onPage : page*onPage] }

// postPage keeps the marks of a page. What is the same as before is not kept
// again.
func postPage(r *feature.Request) (feature.Answer, error) {
	s, one, err := named(r)
	if err != nil {
		return feature.Answer{}, err
	}
	page, err := turned(r)
	if err != nil {
		return feature.Answer{}, err
	}
	to := feature.Answer{Goto: path(one.ID)}
	if page < pages && r.FormValue("stop") == "" {
		to.Goto += "/" + strconv.Itoa(page+1)
	}
	now, err := read(r, on(page))
	if err != nil {
		return feature.Answer{}, err
	}
	had := s.marks(one.ID)
	maps.DeleteFunc(now, func(q string, like int) bool { return had[q] == like })
	if len(now) == 0 {
		return to, nil
	}
	maps.Copy(had, now)
	m := Marks{Of: one.ID}
	for _, q := range Sentences {
		if like, said := had[q]; said {
			m.All = append(m.All, Mark{q, like})
		}
	}
	return to, put(r, Marked, s.markedLast(one.ID), m)
}

// read takes the marks of some sentences from their form; 0 leaves one out.
func read(r *feature.Request, sentences []string) (map[string]int, error) {
	all := map[string]int{}
	for _, q := range sentences {
		if !r.Form.Has(q) {
			continue
		}
		text := r.FormValue(q)
		like, err := strconv.Atoi(text)
		if text != "" && (err != nil || like < 1 || like > places) {
			return nil, ebb.Bad("portrait.bad.mark")
		}
		all[q] = like
	}
	return all, nil
}

// put keeps a body, in place of the one that was kept before.
func put(r *feature.Request, kind string, was ebb.ID, body any) error {
	if was == (ebb.ID{}) {
		return r.Keep(kind, body)
	}
	return r.Replace(was, body)
}

// over says how much too long a text is; "" where it fits.
func over(r *feature.Request, text string, max int) string {
	if n := utf8.RuneCountInString(text); n > max {
		return r.Say("portrait.bad.long", "n", max, "over", n-max)
	}
	return ""
}

// postWords keeps what was noticed, in place of what was noticed before.
func postWords(r *feature.Request) (feature.Answer, error) {
	s, one, err := named(r)
	if err != nil {
		return feature.Answer{}, err
	}
	text := r.OwnLine("words")
	if wrong := over(r, text, longest); wrong != "" {
		return refused(r, &s, one, func(p *onePage) { p.Words, p.Wrong = text, wrong })
	}
	had, err := s.noticed(r, one.ID)
	if err != nil || had == text {
		return feature.Answer{Goto: path(one.ID)}, err
	}
	return feature.Answer{Goto: path(one.ID)}, put(r, Worded, s.wordedLast(one.ID), Noticed{one.ID, text})
}

// postTask hands what one does then to plans, or to boundaries.
func postTask(r *feature.Request) (feature.Answer, error) {
	s, one, err := named(r)
	if err != nil {
		return feature.Answer{}, err
	}
	q := r.FormValue("sentence")
	l, offered := s.leads(r, one)[q]
	if !offered || l.To == toHabits {
		return feature.Answer{Goto: path(one.ID)}, nil
	}
	t := tie.Task{If: l.If, Then: r.OwnLine("then"), Bound: l.To == toBounds, From: one.ID}
	wrong := over(r, t.Then, oneTask)
	if t.Then == "" {
		wrong = r.Say("portrait.bad.then")
	}
	if wrong != "" {
		return refused(r, &s, one, func(p *onePage) { p.refuse(q, t.Then, wrong) })
	}
	var last lastTask
	h := sum(one.ID, q, t.Then)
	if !r.Steps.Recall(taken, &last) || last.Sum != h || r.Now.Sub(last.At) > 10*time.Minute {
		r.Steps.Keep(taken, lastTask{h, r.Now})
		if err := r.Keep(tie.Tasked, t); err != nil {
			return feature.Answer{}, err
		}
	}
	return feature.Answer{Goto: map[bool]string{false: "/keep/plans", true: "/keep/boundaries"}[t.Bound]}, nil
}

func postOut(r *feature.Request) (feature.Answer, error) {
	_, one, err := named(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: base}, r.TakeOut(undo, one.ID)
}

func postUndo(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: base}, r.PutBack(undo)
}
