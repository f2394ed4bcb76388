// Package words holds every sentence a person reads. A words file is flat
// JSON, one key to one whole sentence:
//
//	"hold.today.passed": "{n, plural, =0 {No waves this week.} one {# wave this week, {passed} passed.} other {# waves this week, {passed} passed.}}"
//
// The message syntax is the part of ICU MessageFormat that ebb needs:
// arguments, plural with CLDR categories, exact values and #, select, and date
// with the forms of words/<lang>.json here. A second language is a second file; nothing else changes.
//
// It promises that a missing key or argument is loud: Say returns a visible
// mark and Check finds it in tests. It refuses HTML, fragments glued together,
// and formats it does not know.
package words

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// Book is the words of one language, from any number of files.
type Book struct {
	tag  language.Tag
	text map[string]message
}

// Read loads every words/<lang>.json in the given file systems. A key may
// stand in one file only.
func Read(lang string, files ...fs.FS) (*Book, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, fmt.Errorf("words: %w", err)
	}
	b := &Book{tag: tag, text: map[string]message{}}
	for _, f := range append([]fs.FS{dates}, files...) {
		if err := b.add(f, "words/"+lang+".json"); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func (b *Book) add(f fs.FS, name string) error {
	raw, err := fs.ReadFile(f, name)
	if err != nil {
		return fmt.Errorf("words: %w", err)
	}
	var flat map[string]string
	if err := json.Unmarshal(raw, &flat); err != nil {
		return fmt.Errorf("words: %s: %w", name, err)
	}
	for key, text := range flat {
		if _, twice := b.text[key]; twice {
			return fmt.Errorf("words: %q stands in two files", key)
		}
		m, err := parse(text)
		if err != nil {
			return fmt.Errorf("words: %q: %w", key, err)
		}
		b.text[key] = m
	}
	return nil
}

// Say returns the sentence of key with its arguments, given as name, value
// pairs. Numbers take part in plural; everything is written with fmt's %v.
func (b *Book) Say(key string, args ...any) string {
	m, ok := b.text[key]
	if !ok {
		return "⟦" + key + "⟧"
	}
	if len(args)%2 != 0 {
		return "⟦" + key + ": odd arguments⟧"
	}
	named := make(map[string]any, len(args)/2)
	for i := 0; i < len(args); i += 2 {
		named[fmt.Sprint(args[i])] = args[i+1]
	}
	var out strings.Builder
	m.write(&out, &scope{book: b, args: named})
	return out.String()
}

// Has reports whether key has a sentence.
func (b *Book) Has(key string) bool {
	_, ok := b.text[key]
	return ok
}

// Keys returns all keys in order.
func (b *Book) Keys() []string { return slices.Sorted(maps.Keys(b.text)) }

// Args returns the names of the arguments that key's sentence may use.
func (b *Book) Args(key string) []string {
	seen := map[string]bool{}
	b.text[key].names(seen)
	return slices.Sorted(maps.Keys(seen))
}

// Raw returns every literal run of the sentence, joined by blanks: what a
// lint of tone, reading grade and forbidden words reads.
func (b *Book) Raw(key string) string {
	var runs []string
	b.text[key].literals(&runs)
	return strings.Join(runs, " ")
}
