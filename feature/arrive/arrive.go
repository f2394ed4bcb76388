// Package arrive is where people come in who are not in a hard moment and want
// to think.
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

// Feature is the way in.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  "arrive",
		Guard: feature.Free,
		Pages: []feature.Page{{Path: "GET /think", Serve: func(*feature.Request) (feature.Answer, error) {
			return feature.Answer{Template: "arrive/think", Title: "arrive.think.title"}, nil
		}}},
		Files: files,
	}
}
