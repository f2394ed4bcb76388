// Package guide holds what ebb knows from elsewhere: published figures, each
// with its source, and helplines, each with where it was seen. Both are data
// files, embedded, so that they work without a network and while locked.
//
// It promises that a figure about people reaches a sentence by its id and by
// no other way, that a weak one carries its label wherever it stands, and that
// nothing is in here that nobody could check. It refuses figures from memory,
// lines with one source, and any guess about where a person is.
package guide

import (
	"embed"
	"encoding/json"
	"fmt"
	"regexp"
	"sync"
)

//go:embed *.json
var files embed.FS

func load[T any](name string) func() T {
	return sync.OnceValue(func() (v T) {
		raw, err := files.ReadFile(name)
		if err == nil {
			err = json.Unmarshal(raw, &v)
		}
		if err != nil {
			panic(fmt.Sprintf("guide: %s: %v", name, err)) // embedded: a broken file is a broken build
		}
		return v
	})
}

var forbidden = sync.OnceValue(func() (all []*regexp.Regexp) {
	for _, p := range load[[]string]("blacklist.json")() {
		all = append(all, regexp.MustCompile("(?i)"+p))
	}
	return all
})

// Forbidden returns the first phrase of text that must never be shown: figures
// that were traced to a misreading, and promises nobody can keep. "" is none.
func Forbidden(text string) string {
	for _, p := range forbidden() {
		if s := p.FindString(text); s != "" {
			return s
		}
	}
	return ""
}
