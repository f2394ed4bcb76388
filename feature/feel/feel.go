// Package feel is the first step of thinking: what is felt, several at once,
// each as strong as the person says, from a small tree of words or in words of
// their own; whether it is an ending; and then one thing that may fit. One of
// these is to move for half an hour and to rate the mood before and after.
//
// It promises that each page keeps what was said, that every part may be left
// out, that the same form sent twice is one naming, and that a naming can be
// changed and taken back. The step it offers follows a table anybody can read.
// It refuses to guess a feeling, to call one right, and to ask about safety
// before a feeling has its name.
package feel

import (
	"embed"
	"slices"
	"strings"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "feel"

const (
	oneWord = 60 // runes of an own word
	mostOwn = 5  // own words at once
	perPage = 20
	atOnce  = 3 // strengths asked on one page
)

// Feature is the step.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{tie.Named, tie.WentMoving, tie.BackMoving},
		Fold:  func() ebb.Fold { return newState() },
		Pages: []feature.Page{
			reader("GET /decide/feel", show),
			reader("POST /decide/feel", post),
			reader("GET /decide/feel/before", showBefore),
			reader("POST /decide/feel/undo", postUndo),
			reader("GET /decide/feel/move", showMove),
			reader("POST /decide/feel/move", postMove),
			reader("POST /decide/feel/moved", postMoved),
			reader("POST /decide/feel/stayed", postStayed),
			reader("GET /decide/feel/{id}", showOne),
			reader("GET /decide/feel/{id}/words", showAgain),
			reader("GET /decide/feel/{id}/strength", showStrength),
			reader("POST /decide/feel/{id}/strength", postStrength),
			reader("GET /decide/feel/{id}/ending", showEnding),
			reader("POST /decide/feel/{id}/ending", postEnding),
			reader("POST /decide/feel/{id}/back", postBack),
		},
		Card:  card,
		Panel: panel,
		Week:  week,
		Step:  step,
		Files: files,
	}
}

// chosen are the feelings of a form: ticks in the order of the tree, and own
// words parted by commas. A family falls away where a finer word of it stands.
// why says in words what is wrong with them; "" nothing.
func chosen(r *feature.Request) (all []tie.Feeling, why string) {
	ticked := r.Form["f"]
	for _, f := range tie.Families {
		n := len(all)
		for _, name := range f.Finer {
			if slices.Contains(ticked, name) {
				all = append(all, tie.Feeling{Name: name})
			}
		}
		if n == len(all) && slices.Contains(ticked, f.Name) {
			all = append(all, tie.Feeling{Name: f.Name})
		}
	}
	own := 0
	for part := range strings.FieldsFuncSeq(r.OwnLine("own"), func(c rune) bool { return c == ',' || c == '،' || c == '、' }) {
		f := tie.Feeling{Name: tie.OwnFeeling, Word: strings.TrimSpace(part)}
		if f.Word == "" || slices.Contains(all, f) {
			continue
		}
		if own++; own > mostOwn || utf8.RuneCountInString(f.Word) > oneWord {
			return all, r.Say("feel.bad.own", "n", oneWord, "most", mostOwn)
		}
		all = append(all, f)
	}
	if len(all) == 0 {
		return nil, r.Say("feel.bad.empty")
	}
	return all, ""
}

// post keeps what was named. A form that comes again changes what it kept
// before.
func post(r *feature.Request) (feature.Answer, error) {
	all, why := chosen(r)
	id, err := ebb.ParseID(r.FormValue("id"))
	if err != nil {
		id = r.NewID()
	}
	if why != "" {
		return wheel(r, id, r.Form["f"], r.FormValue("own"), why)
	}
	to := feature.Answer{Goto: "/decide/feel/" + id.String() + "/strength"}
	n, known, err := named(r, id)
	if err != nil {
		return to, err
	}
	if !known {
		e := r.New(tie.Named, tie.Feelings{Felt: all})
		e.ID = id
		return to, r.Record(e)
	}
	for i := range all {
		all[i].Strength = strengthOf(n.Felt, all[i])
	}
	return to, n.replace(r, tie.Feelings{Felt: all, Ending: n.Ending})
}

func strengthOf(all []tie.Feeling, f tie.Feeling) *int {
	for _, x := range all {
		if x.Name == f.Name && x.Word == f.Word {
			return x.Strength
		}
	}
	return nil
}

// replace gives a naming another body; the same again is nothing.
func (n naming) replace(r *feature.Request, to tie.Feelings) error {
	body, err := ebb.Encode(to)
	if err != nil {
		return err
	}
	if was, err := ebb.Encode(n.Feelings); err == nil && slices.Equal(was, body) {
		return nil
	}
	return r.Record(r.New(ebb.Replaced, ebb.Replacement{ID: n.id, Body: body}))
}
