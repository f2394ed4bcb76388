// Package truth is the deck of two truths: what a person feels, and beside it
// what reality shows, both in their own words and written on a calm day. In a
// hard moment one pair comes back to them.
//
// It promises that a pair can be changed and taken out, that taking out can be
// undone, that the same day offers the same pair, that each has its turn, and
// that the fold holds no words: they are read again by seq. It refuses to write
// a truth for anybody, to say which of the two weighs more, and to show more
// than one pair at a time in a hard moment.
package truth

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
const Name = "truth"

const base = "/keep/truths"

// Written is the kind of a pair. Body: Pair.
const Written = tie.TruthWritten

// Pair is a feeling and what reality shows.
type Pair = tie.Pair

const (
	most    = 50  // pairs
	longest = 280 // signs of each half
)

// Feature is the deck.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{Written},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			{Path: "GET " + base, Serve: show, Access: feature.Reader},
			{Path: "POST " + base, Serve: post, Access: feature.Reader},
			{Path: "GET " + base + "/{id}", Serve: showOne, Access: feature.Reader},
			{Path: "POST " + base + "/{id}", Serve: postOne, Access: feature.Reader},
			{Path: "POST " + base + "/{id}/out", Serve: postOut, Access: feature.Reader},
			{Path: "POST " + base + "/undo", Serve: postUndo, Access: feature.Reader},
		},
		Aids:  aids,
		Shelf: shelf,
		Files: files,
	}
}

// read takes a pair from a form.
func read(r *feature.Request) (Pair, error) {
	p := Pair{Feeling: r.OwnLine("feeling"), Reality: r.OwnLine("reality")}
	for _, half := range []string{p.Feeling, p.Reality} {
		if n := utf8.RuneCountInString(half); n > longest {
			return p, ebb.Bad("truth.bad.long", "n", longest, "over", n-longest)
		}
	}
	if p.Feeling == "" || p.Reality == "" {
		return p, ebb.Bad("truth.bad.half")
	}
	for _, pull := range tie.Pulls { // in their order, each once
		if slices.Contains(r.Form["pull"], pull) {
			p.Pulls = append(p.Pulls, pull)
		}
	}
	return p, nil
}

func post(r *feature.Request) (feature.Answer, error) {
	p, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	err = feature.See(r, Name, func(s *State) error {
		if len(s.all) >= most {
			return ebb.Bad("truth.bad.full", "n", most)
		}
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Forget(undo)
	return feature.Answer{Goto: base}, r.Keep(Written, p)
}

// find returns the pair that the address names.
func find(r *feature.Request) (e entry, err error) {
	found := false
	err = feature.See(r, Name, func(s *State) error {
		e, found = feature.Find(s.all, r.Named())
		return nil
	})
	if err == nil && !found {
		err = &ebb.Problem{Status: 404, Say: "truth.bad.gone"}
	}
	return e, err
}

func postOne(r *feature.Request) (feature.Answer, error) {
	e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: base}, r.Replace(e.ID, p)
}

// undo names the step that holds the last taking out.
const undo = "truth.undo"

func postOut(r *feature.Request) (feature.Answer, error) {
	e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: base}, r.TakeOut(undo, e.ID)
}

func postUndo(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: base}, r.PutBack(undo)
}
