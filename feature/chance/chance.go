// Package chance is the ledger of chances: what was promised, by the person or
// by the other one, in the person's own words, by when, and what came of it.
//
// It promises that both sides are counted the same way and shown with the same
// weight, that partly kept counts for neither, that no share stands without its
// range, that everything can be changed and taken out, and that the fold holds
// no words. After a yes to a safety question it names nothing by itself and
// offers no further chance; writing stays. It refuses to say what a promise was
// worth, what somebody meant by it, and whether another one is due.
package chance

import (
	"embed"
	"hash/fnv"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "chance"

const (
	most    = 300 // promises
	longest = 500 // signs of a promise, and of what came of it
	far     = 60  // years from now to a day
	home    = "/keep/chances"
)

// whose is who promised, as the form has it; a further chance is marked.
var whose = []string{"them", "them.again", "me", "me.again"}

// outcomes are what may have come of it, in the order shown.
var outcomes = []tie.Kept{tie.KeptWhole, tie.KeptPart, tie.KeptNot}

// thens are the pages that send a promise here and want their person back.
var thens = map[string]string{"part": "/decide/talk/part", "after": "/decide/talk/after", "two": "/decide/talk/counselling"}

// Feature is the ledger.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{tie.Promised, tie.Held},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			{Path: "GET /keep/chances", Serve: show, Access: feature.Reader},
			{Path: "POST /keep/chances", Serve: post, Access: feature.Reader},
			{Path: "GET /keep/chances/{id}", Serve: showOne, Access: feature.Reader},
			{Path: "POST /keep/chances/{id}", Serve: postOne, Access: feature.Reader},
			{Path: "POST /keep/chances/{id}/came", Serve: postCame, Access: feature.Reader},
			{Path: "POST /keep/chances/{id}/out", Serve: postOut, Access: feature.Reader},
			{Path: "POST /keep/chances/undo", Serve: postUndo, Access: feature.Reader},
		},
		Card:  card,
		Week:  week,
		Due:   dues,
		Shelf: shelf,
		Files: files,
	}
}

// read takes a promise from a form, and says why it cannot be kept; "" where it
// can.
func read(r *feature.Request) (p tie.Promise, wrong string) {
	who := r.FormValue("whose")
	p = tie.Promise{Mine: strings.HasPrefix(who, "me"), Again: strings.HasSuffix(who, ".again"), Words: r.OwnLine("words"), By: r.FormValue("by"), Given: r.FormValue("given")}
	switch {
	case !near(r, p.By) || !near(r, p.Given):
		return p, r.Say("chance.bad.day")
	case p.Given > today(r):
		return p, r.Say("chance.bad.given")
	}
	if !slices.Contains(whose, who) {
		return p, r.Say("chance.bad.whose")
	}
	return p, wrongWords(r, p.Words, true)
}

// near reports whether a day is left out, or exists and is not too far away.
func near(r *feature.Request, day string) bool {
	at, ok := r.Morning(day)
	return day == "" || ok && at.Year() >= r.Now.Year()-far && at.Year() <= r.Now.Year()+far
}

func today(r *feature.Request) string { return r.Now.Format(time.DateOnly) }

func wrongWords(r *feature.Request, words string, needed bool) string {
	n := utf8.RuneCountInString(words)
	switch {
	case n == 0 && needed:
		return r.Say("chance.bad.empty")
	case n > longest:
		return r.Say("chance.bad.long", "n", longest, "over", n-longest)
	}
	return ""
}

// twice is how soon after one promise the same is the same.
const twice = 10 * time.Minute

// lately is the promise that was kept last, by its sum.
type lately struct {
	Sum uint64    `json:"s"`
	At  time.Time `json:"t"`
}

// repeated reports whether the form has been sent a moment ago, and remembers it.
func repeated(r *feature.Request, p tie.Promise) bool {
	h := fnv.New64a()
	h.Write([]byte(r.FormValue("whose") + "\x00" + p.Words + "\x00" + p.By + "\x00" + p.Given))
	var last lately
	again := r.Steps.Recall(kept, &last) && last.Sum == h.Sum64() && r.Now.Sub(last.At) < twice
	r.Steps.Keep(kept, lately{h.Sum64(), r.Now})
	return again
}

// kept and undo name the steps that hold the last promise and the last taking
// out.
const (
	kept = "chance.kept"
	undo = "chance.undo"
)

// post keeps a promise. What cannot be kept stands on the page again.
func post(r *feature.Request) (feature.Answer, error) {
	p, wrong := read(r)
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if wrong == "" && len(s.all) >= most {
		wrong = r.Say("chance.bad.full", "n", most)
	}
	if wrong != "" {
		one := onePage{Form: form(s, p, r.FormValue("whose")), Wrong: wrong}
		one.Form.Then = r.FormValue("then")
		return refuse(r, one)
	}
	to := home
	if then, ok := thens[r.FormValue("then")]; ok {
		to = then
	}
	if repeated(r, p) {
		return feature.Answer{Goto: to}, nil
	}
	r.Steps.Forget(undo)
	return feature.Answer{Goto: to}, r.Record(r.New(tie.Promised, p))
}

// find returns the promise that the address names.
func find(r *feature.Request) (s State, e entry, err error) {
	id, err := ebb.ParseID(r.PathValue("id"))
	if err == nil {
		if s, err = fold(r); err == nil {
			e = s.one(id)
		}
	}
	if err != nil || e.seq == 0 {
		return s, e, &ebb.Problem{Status: 404, Say: "chance.bad.gone", Cause: err}
	}
	return s, e, nil
}

func postOne(r *feature.Request) (feature.Answer, error) {
	s, e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p, wrong := read(r)
	if wrong != "" {
		one, err := open(r, s, e)
		if err != nil {
			return feature.Answer{}, err
		}
		one.Form, one.Wrong, one.Changing = form(s, p, r.FormValue("whose")), wrong, true
		return refuse(r, one)
	}
	return feature.Answer{Goto: home}, r.Replace(e.id, p)
}

// postCame keeps what came of a promise, in place of what was said before.
func postCame(r *feature.Request) (feature.Answer, error) {
	s, e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	o := tie.Outcome{Promise: e.id, Kept: tie.Kept(r.FormValue("kept")), Words: r.OwnLine("came"), On: r.FormValue("on")}
	_, said := s.ledger.Came(e.id)
	if o.Kept == "open" {
		if said == (ebb.ID{}) {
			return feature.Answer{Goto: home}, nil
		}
		return feature.Answer{Goto: home}, r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: said}))
	}
	wrong := wrongWords(r, o.Words, false)
	switch {
	case !slices.Contains(outcomes, o.Kept):
		wrong = r.Say("chance.bad.came")
	case wrong == "" && !near(r, o.On):
		wrong = r.Say("chance.bad.day")
	case wrong == "" && o.On > today(r):
		wrong = r.Say("chance.bad.given")
	}
	if wrong != "" {
		one, err := open(r, s, e)
		if err != nil {
			return feature.Answer{}, err
		}
		one.SaidWrong, one.Said = wrong, o
		return refuse(r, one)
	}
	if said == (ebb.ID{}) {
		return feature.Answer{Goto: home}, r.Record(r.New(tie.Held, o))
	}
	return feature.Answer{Goto: home}, r.Replace(said, o)
}

func postOut(r *feature.Request) (feature.Answer, error) {
	_, e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: home}, r.TakeOut(undo, e.id)
}

// postUndo takes the taking out back. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: home}, r.PutBack(undo)
}
