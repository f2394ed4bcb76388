// Package past is what happened, in four pages: what a camera would have seen,
// what hurt and what it touched, what each did, and only then what it may mean
// and what else it could be. Facts come before meaning.
//
// It promises that each page is kept as it is posted and may stay empty, that
// every version stands until the account is burned, and that burning destroys
// all of them. Where the writing goes in circles, by counts that anybody can
// check, it offers something concrete with an end to it, says why in a
// sentence, and stands in nobody's way. It refuses to judge either side, and to
// hold more about the other one than what was seen or said.
package past

import (
	"embed"
	"slices"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "past"

// The kinds.
const (
	KindPage = tie.PastWritten // body: Page
	KindNext = "past.next"     // body: Next
)

// Page is one version of one page of an account. The newest of each part
// stands.
type Page struct {
	Story   ebb.ID   `cbor:"1,keyasint"`
	Part    string   `cbor:"2,keyasint"`           // of Parts
	Text    string   `cbor:"3,keyasint,omitempty"` // what was seen, what hurt, what I did, what I make of it
	More    string   `cbor:"4,keyasint,omitempty"` // what came before, nothing, what they did, what else it could be
	When    string   `cbor:"5,keyasint,omitempty"` // seen: in the person's words
	Where   string   `cbor:"6,keyasint,omitempty"` // seen
	Touched []string `cbor:"7,keyasint,omitempty"` // hurt: of Touches
}

// Next looks ahead: what comes, when and where, and one thing tomorrow.
type Next struct {
	Story    ebb.ID `cbor:"1,keyasint"`
	What     string `cbor:"2,keyasint,omitempty"`
	When     string `cbor:"3,keyasint,omitempty"`
	Where    string `cbor:"4,keyasint,omitempty"`
	Tomorrow string `cbor:"5,keyasint,omitempty"`
}

// Parts are the pages in their order, and Touches what a hurt may touch. A name
// is never renamed: old events hold it.
var (
	Parts   = []string{"seen", "hurt", "did", "mean"}
	Touches = []string{"trust", "respect", "near", "heard", "free", "home", "sleep", "friends", "future", "self"}
)

const (
	longest  = 3500    // runes of a field: two of them fit one row, in any script
	oneLine  = 120     // runes of when and where
	bodySize = 4 << 20 // a paste that is too long comes back to its page, and is not lost
	perPage  = 20
)

// Feature is the step.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader, Body: bodySize}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{KindPage, KindNext},
		Fold:  func() ebb.Fold { return newState() },
		Pages: []feature.Page{
			reader("GET /decide/past", showAll),
			reader("GET /decide/past/new", showNew),
			reader("GET /decide/past/{id}", showOne),
			reader("GET /decide/past/{id}/{part}", showPart),
			reader("POST /decide/past/{id}/{part}", postPart),
			reader("GET /decide/past/{id}/next", showNext),
			reader("POST /decide/past/{id}/next", postNext),
			reader("GET /decide/past/{id}/versions", showVersions),
			reader("GET /decide/past/{id}/burn", showBurn),
			reader("POST /decide/past/{id}/burn", postBurn),
		},
		Card:  card,
		Week:  week,
		Step:  step,
		Files: files,
	}
}

// read takes one page of an account from its form.
func read(r *feature.Request, story ebb.ID, part string) Page {
	p := Page{Story: story, Part: part, Text: r.Own("text")}
	if part != "hurt" {
		p.More = r.Own("more")
	}
	if part == "seen" {
		p.When, p.Where = r.OwnLine("when"), r.OwnLine("where")
	}
	if part == "hurt" {
		for _, t := range Touches {
			if slices.Contains(r.Form["touched"], t) {
				p.Touched = append(p.Touched, t)
			}
		}
	}
	return p
}

func (p Page) empty() bool {
	return p.Text == "" && p.More == "" && p.When == "" && p.Where == "" && len(p.Touched) == 0
}

func (p Page) same(q Page) bool {
	return p.Text == q.Text && p.More == q.More && p.When == q.When && p.Where == q.Where && slices.Equal(p.Touched, q.Touched)
}

// over is why a text does not fit, already said; "" where it does.
func over(r *feature.Request, texts, lines []string) string {
	for _, t := range texts {
		if n := utf8.RuneCountInString(t); n > longest {
			return r.Say("past.bad.long", "n", n-longest, "most", longest)
		}
	}
	for _, t := range lines {
		if utf8.RuneCountInString(t) > oneLine {
			return r.Say("past.bad.line", "most", oneLine)
		}
	}
	return ""
}
