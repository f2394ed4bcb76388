// Package page renders: a feature's template and data inside the frame that
// every page shares. Templates and words come from the features and from here;
// nothing a person reads stands in Go.
//
// It promises that a page is whole before a byte of it is sent, that titles
// are neutral, and that Help and Leave stand in the same place everywhere. It
// refuses inline script and inline style, which the content security policy
// would refuse as well.
package page

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"slices"
	"time"

	"ebb/feature"
	"ebb/guide"
	"ebb/internal/words"
)

//go:embed *.tmpl words
var files embed.FS

// Set is every template and every sentence.
type Set struct {
	Words *words.Book
	tmpl  *template.Template
	asset Assets
}

// Assets says where style sheets and scripts are.
type Assets interface {
	Path(name string) string
	Has(name string) bool
}

// New reads the templates and words of all features, and of those pages of the
// shell that bring their own.
func New(assets Assets, features []*feature.Feature, more ...fs.FS) (*Set, error) {
	from := []fs.FS{files}
	var parts []fs.FS // words alone
	for _, f := range features {
		if f.Files != nil {
			from = append(from, f.Files)
		}
		parts = append(parts, f.Words...)
	}
	from = append(from, more...)
	book, err := words.Read("en", slices.Concat(from, parts)...)
	if err != nil {
		return nil, err
	}
	s := &Set{Words: book, asset: assets}
	s.tmpl = template.New("ebb").Funcs(s.funcs())
	for i, f := range from {
		if s.tmpl, err = s.tmpl.ParseFS(f, "*.tmpl"); err != nil {
			return nil, fmt.Errorf("page: templates of %s: %w", nameOf(features, i), err)
		}
	}
	return s, nil
}

func nameOf(features []*feature.Feature, i int) string {
	if i == 0 {
		return "the frame"
	}
	n := 0
	for _, f := range features {
		if f.Files != nil {
			if n++; n == i {
				return f.Name
			}
		}
	}
	return "nobody"
}

// funcs are what templates may call. Dates and times are written in the zone
// they carry: Request.Now is in the person's, an event in the one where it
// happened.
func (s *Set) funcs() template.FuncMap {
	return template.FuncMap{
		"say":   func(key string, args ...any) string { return guide.Say(s.Words, key, args...) },
		"date":  s.Date,
		"day":   s.Day,
		"clock": Clock,
		"source": func(figure string) (string, error) {
			f, ok := guide.Lookup(figure)
			if !ok {
				return "", fmt.Errorf("page: there is no figure %q", figure)
			}
			return f.Source(), nil
		},
		"asset": func(name string) string { return s.asset.Path(name) },
	}
}

// Date is a weekday with its date: "Sunday 22 November".
func (s *Set) Date(t time.Time) string {
	return s.Words.Say("web.date", "weekday", int(t.Weekday()), "d", t.Day(), "m", int(t.Month()))
}

// Day is a date without its weekday: "22 November".
func (s *Set) Day(t time.Time) string {
	return s.Words.Say("web.day", "d", t.Day(), "m", int(t.Month()))
}

// Clock is a time of day: "22:41".
func Clock(t time.Time) string { return t.Format("15:04") }

// Part renders one template, without the frame.
func (s *Set) Part(name string, data any) (template.HTML, error) {
	var b bytes.Buffer
	if err := s.tmpl.ExecuteTemplate(&b, name, data); err != nil {
		return "", fmt.Errorf("page: %s: %w", name, err)
	}
	return template.HTML(b.String()), nil // html/template has escaped it
}

// Has reports whether there is a template of that name.
func (s *Set) Has(name string) bool { return s.tmpl.Lookup(name) != nil }

// Frame is what stands around a page.
type Frame struct {
	Title   string // key; "" is the bare name
	Where   string // small line in the header
	Back    *feature.Link
	Place   string // marks the tab
	Night   bool   // always dark, no tabs
	Bare    bool   // no tabs either: nobody is in
	Leaving bool   // the page people leave to: no header, no script
	// Discreet: the title is the bare name.
	Discreet bool
	Until    time.Time // how long a draft is kept; zero says nothing
	App      string    // name and icon it would be installed under; "" offers none
	Idle     int       // after how many seconds without a hand it locks; 0 never
	Unseen   string    // after how many seconds out of sight; "" never
	Demo     bool
	Notice   string // key of a sentence to be said once
	Scripts  []string
	Sent     string // what its forms bring back; "" nothing
	Content  template.HTML
}

// Page renders content inside the frame.
func (s *Set) Page(f Frame) ([]byte, error) {
	for _, name := range f.Scripts {
		if !s.asset.Has("js/" + name + ".js") {
			return nil, fmt.Errorf("page: there is no script %q", name)
		}
	}
	if f.Discreet {
		f.Title = ""
	}
	var b bytes.Buffer
	if err := s.tmpl.ExecuteTemplate(&b, "web/frame", f); err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	if f.Sent == "" {
		return b.Bytes(), nil
	}
	return sends(b.Bytes(), f.Sent), nil
}

// Sheet is the style sheet of a page that is always dark: of steps that stand on
// one page only what the first needs; their script brings the rest.
func (f Frame) Sheet() string {
	if slices.Contains(f.Scripts, "flow") {
		return "now"
	}
	return "night"
}

// Tabs are the four places, in order.
func (Frame) Tabs() []string { return []string{"today", "patterns", "decide", "keep"} }
