// Package path is ten short topics for getting over somebody, in any order:
// what is happening, the situation, what does one good, comfort, body and days,
// memories, unfinished business, a life of one's own, people, and what they are
// now. A topic has about three steps of about three minutes.
//
// It promises that each step takes up what the person said before, asks at most
// three things and gives one thing back; that a step can be left, taken up and
// said again, and every version stands until it is taken out; that the fold
// keeps no words. It refuses to say how much of it is done, to press for the
// next step, and to look back before it was asked whether thoughts go round.
package path

import (
	"embed"
	"io/fs"
	"net/http"
	"slices"

	"ebb"
	"ebb/feature"
	"ebb/feature/path/before"
	"ebb/feature/path/topic"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "path"

const (
	base     = "/keep/path"
	bodySize = 4 << 20 // a paste that is too long comes back to its page, and is not lost
)

// Feature is the path.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader, Body: bodySize}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{before.KindSaid},
		Fold:  func() ebb.Fold { return &State{before.New()} },
		Pages: []feature.Page{
			reader("GET "+base, showAll),
			reader("POST "+base+"/undo", postUndo),
			reader("GET "+base+"/{topic}", showTopic),
			reader("GET "+base+"/{topic}/{step}", showStep),
			reader("POST "+base+"/{topic}/{step}", postStep),
			reader("GET "+base+"/{topic}/{step}/kept", showKept),
			reader("POST "+base+"/{topic}/{step}/{id}/week", postWeek),
			reader("POST "+base+"/{topic}/{step}/{id}/out", postOut),
		},
		Card:  card,
		Aids:  aids,
		Week:  week,
		Shelf: shelf,
		Files: files,
		Words: wordsOf(topics()),
	}
}

func wordsOf(all []*topic.Topic) (some []fs.FS) {
	for _, t := range all {
		some = append(some, t.Words)
	}
	return some
}

// State is what was said on the path, and before it elsewhere.
type State struct{ before.State }

// facts is what was said before, for one page.
func facts(r *feature.Request) (*before.Facts, error) {
	var s before.State
	err := feature.See(r, Name, func(now *State) error {
		s = now.Clone()
		return nil
	})
	return before.Of(r, s), err
}

// gone is said where an address names nothing.
func gone() error { return &ebb.Problem{Status: http.StatusNotFound, Say: "path.bad.gone"} }

// named is the topic and the step that the address names; no step where it names
// none.
func named(r *feature.Request) (*topic.Topic, *topic.Step, error) {
	all := topics()
	i := slices.IndexFunc(all, func(t *topic.Topic) bool { return t.Name == r.PathValue("topic") })
	if i < 0 {
		return nil, nil, gone()
	}
	t, step := all[i], r.PathValue("step")
	if step == "" {
		return t, nil, nil
	}
	j := slices.IndexFunc(t.Steps, func(s topic.Step) bool { return s.Name == step })
	if j < 0 {
		return nil, nil, gone()
	}
	return t, &t.Steps[j], nil
}

func addressOf(t *topic.Topic, s *topic.Step) string {
	if s == nil {
		return base + "/" + t.Name
	}
	return base + "/" + t.Name + "/" + s.Name
}

// page is an answer of the path, with a link back.
func page(r *feature.Request, template, back, text string, data any) feature.Answer {
	return feature.Answer{Template: "path/" + template, Data: data, Title: "path.title", Place: "keep", Back: &feature.Link{Href: back, Text: text}}
}

// place is the topic and the step of a version.
func place(k before.Kept) (*topic.Topic, *topic.Step) {
	for _, t := range topics() {
		for i := range t.Steps {
			if t.Name == k.Topic && t.Steps[i].Name == k.Step {
				return t, &t.Steps[i]
			}
		}
	}
	return nil, nil
}

// off reports whether a step stays closed for this person.
func off(f *before.Facts, s *topic.Step) bool { return s.Off != nil && s.Off(f) }

// told opens a version of a step again; false where it is gone.
func told(f *before.Facts, k before.Kept) (*topic.Told, bool) {
	t, s := place(k)
	if s == nil {
		return nil, false
	}
	said, ok := f.Open(k)
	return &topic.Told{Facts: f, Topic: t, Step: s, At: k.At, Saying: said}, ok
}

// newest is the newest version of a step; false where it was never said.
func newest(f *before.Facts, t *topic.Topic, s *topic.Step) (*topic.Told, before.Kept, bool) {
	all := f.Versions(t.Name, s.Name)
	if len(all) == 0 {
		return nil, before.Kept{}, false
	}
	k := all[len(all)-1]
	now, ok := told(f, k)
	return now, k, ok
}
