// Package arrive is where people come in who are not in a hard moment: they
// were reached, their head won't stop, they want to think. Each page offers
// what works today and says in one sentence what is still to come.
//
// It promises to work while locked and before anything was saved, and to keep
// nothing. It refuses figures about coming back: asked whether they will come
// back, it gives two plain sentences.
package arrive

import (
	"embed"

	"ebb/feature"
)

//go:embed *.tmpl words
var files embed.FS

// Feature is the three ways in.
func Feature() *feature.Feature {
	page := func(name string) feature.Page {
		return feature.Page{Path: "GET /" + name, Serve: func(*feature.Request) (feature.Answer, error) {
			return feature.Answer{Template: "arrive/" + name, Title: "arrive." + name + ".title"}, nil
		}}
	}
	return &feature.Feature{
		Name:  "arrive",
		Pages: []feature.Page{page("reached"), page("head"), page("think")},
		Files: files,
	}
}
