// Package later is what comes long afterwards: friends, someone new, comparing
// oneself with them, and coming back after months.
//
// It promises that nothing is overdue after a silence, that old words stay
// closed until they are asked for, that a no is a whole answer, and that what
// was said last time stands beside what is said now. After a yes of the safety
// questions or their no it asks for no contact and prepares none. It refuses to
// say who is ready, to guess about anybody, to look at a profile, and to bring
// two people together or keep them apart.
package later

import (
	"embed"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/later/anew"
	"ebb/feature/later/said"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "later"

const base = said.Base

const bodySize = 1 << 20 // what is too long comes back to its page

// Feature is what comes later.
func Feature() *feature.Feature {
	page := func(path string, serve func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: serve, Access: feature.Reader, Body: bodySize, Times: path[0] == 'P'}
	}
	asked := func(path string, serve func(*feature.Request) (feature.Answer, error)) feature.Page {
		p := page(path, serve)
		p.Guard = feature.Asked
		return p
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{said.KindFriends, said.KindSign, said.KindCompared, said.KindStep, said.KindAside},
		Fold:  func() ebb.Fold { return said.New() },
		Pages: []feature.Page{
			page("GET "+base, show),
			asked("GET "+base+"/friends", showFriends),
			asked("POST "+base+"/friends", postFriends),
			page("GET "+base+"/new", anew.ShowNew),
			page("POST "+base+"/new", anew.PostSign),
			page("POST "+base+"/new/watch", anew.PostWatch),
			page("GET "+base+"/compare", anew.ShowCompare),
			page("POST "+base+"/compare", anew.PostCompare),
			asked("GET "+base+"/back", showBack),
			asked("GET "+base+"/back/plan", showPlan),
			page("POST "+base+"/aside", postAside),
			asked("GET "+base+"/again", showAgain),
			asked("POST "+base+"/again", postAgain),
			asked("GET "+base+"/together", showTogether),
			page("POST "+base+"/{id}/out", postOut),
			page("POST "+base+"/undo", postUndo),
		},
		Card:  card,
		Back:  back,
		Aids:  anew.Aids,
		Week:  week,
		Shelf: shelf,
		Due:   dues,
		Files: files,
	}
}

// oneOf reads an answer from a list; "" is one too.
func oneOf(r *feature.Request, field string, from []string) (string, error) {
	v := r.FormValue(field)
	if v != "" && !slices.Contains(from, v) {
		return "", ebb.Bad("later.bad")
	}
	return v, nil
}

// ahead reads a day from tomorrow up to a year from now; "" is none, and was is
// let through.
func ahead(r *feature.Request, was string) (day string, ok bool) {
	day = r.FormValue("review")
	if day == "" || day == was {
		return day, true
	}
	at, err := time.ParseInLocation(time.DateOnly, day, r.Now.Location())
	return day, err == nil && at.After(r.Now) && !at.After(r.Now.AddDate(1, 0, 0))
}

// outs are the pages that have something to take out.
var outs = []string{"friends", "new", "compare", "again"}

func postOut(r *feature.Request) (feature.Answer, error) {
	var page string
	err := feature.See(r, Name, func(s *said.State) error { page = s.Page(r.Named()); return nil })
	if err == nil && page == "" {
		err = &ebb.Problem{Status: 404, Say: "later.bad.gone"}
	}
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: base + "/" + page}, r.TakeOut(said.Undo, r.Named())
}

func postUndo(r *feature.Request) (feature.Answer, error) {
	to := base
	if page := r.FormValue("page"); slices.Contains(outs, page) {
		to += "/" + page
	}
	return feature.Answer{Goto: to}, r.PutBack(said.Undo)
}
