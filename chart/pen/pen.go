// Package pen is what every drawing of ebb is drawn with: the frame of an SVG
// that says what it shows, lines, circles, words and marks.
//
// It promises text as text, looks as classes and never an inline style, and
// lengths with one decimal at most. It refuses to know what is drawn.
package pen

import (
	"html"
	"html/template"
	"strconv"
	"strings"
)

// Chart is a drawing that cannot be shown without its words.
type Chart struct {
	SVG      template.HTML // role="img", titled and described
	Desc     string        // what it shows, as a screen reader hears it
	Sentence string
	Table    Table
}

// Table is the chart's numbers.
type Table struct {
	Caption string
	Head    []string
	Rows    [][]string
}

// Words are what a drawing says besides its numbers. ID is unique on its page:
// title and description hang on it.
type Words struct {
	ID       string
	Title    string // what is shown, read first by a screen reader
	Desc     string // what it shows; empty takes Sentence
	Sentence string // the sum, in words, beside the drawing
	Table    Table
}

// Tick is a mark on an axis: where, and its words.
type Tick struct {
	At   float64
	Text string
}

// Drawing collects the elements of one SVG. Every look is a class; what stands
// in attributes is geometry.
type Drawing struct {
	words Words
	out   strings.Builder
}

// Draw begins an SVG whose view starts at left, top.
func Draw(w Words, left, top, width, height float64) *Drawing {
	if w.Desc == "" {
		w.Desc = w.Sentence
	}
	d := &Drawing{words: w}
	view := strings.Join([]string{Num(left), Num(top), Num(width), Num(height)}, " ")
	id := html.EscapeString(w.ID)
	d.Write(`<svg viewBox="`, view, `" role="img" aria-labelledby="`, id, `-t `, id, `-d">`)
	d.Write(`<title id="`, id, `-t">`, html.EscapeString(w.Title), `</title>`)
	d.Write(`<desc id="`, id, `-d">`, html.EscapeString(w.Desc), `</desc>`)
	return d
}

// Chart ends the drawing.
func (d *Drawing) Chart() Chart {
	d.Write("</svg>")
	// Every text and class has been escaped on its way in.
	return Chart{SVG: template.HTML(d.out.String()), Desc: d.words.Desc, Sentence: d.words.Sentence, Table: d.words.Table}
}

// Write adds SVG as it stands; who calls it has escaped what a person wrote.
func (d *Drawing) Write(parts ...string) {
	for _, p := range parts {
		d.out.WriteString(p)
	}
}

// Open begins a group that looks like class; Close ends it.
func (d *Drawing) Open(class string) { d.Write(`<g`, classed(class), `>`) }

// Close ends the group that was opened last.
func (d *Drawing) Close() { d.Write(`</g>`) }

// Path draws p, which is geometry.
func (d *Drawing) Path(p, class string) { d.Write(`<path`, classed(class), ` d="`, p, `"/>`) }

// Level draws a line from one x to another at y.
func (d *Drawing) Level(from, to, y float64, class string) {
	d.Path("M"+Num(from)+" "+Num(y)+"H"+Num(to), class)
}

// Upright draws a line from one y to another at x.
func (d *Drawing) Upright(x, from, to float64, class string) {
	d.Path("M"+Num(x)+" "+Num(from)+"V"+Num(to), class)
}

// Circle draws one around x, y.
func (d *Drawing) Circle(x, y, r float64, class string) {
	d.Write(`<circle`, classed(class), ` cx="`, Num(x), `" cy="`, Num(y), `" r="`, Num(r), `"/>`)
}

// Rect draws a box from its upper left corner; nothing where it has no height.
func (d *Drawing) Rect(x, y, w, h float64, class string) {
	if h <= 0 {
		return
	}
	d.Write(`<rect`, classed(class), ` x="`, Num(x), `" y="`, Num(y), `" width="`, Num(w), `" height="`, Num(h), `"/>`)
}

// Text writes s at x, y. anchor is "start", "middle" or "end".
func (d *Drawing) Text(x, y float64, anchor, class, s string) {
	d.Write(`<text`, classed(class), ` x="`, Num(x), `" y="`, Num(y), `"`)
	if anchor != "start" {
		d.Write(` text-anchor="`, anchor, `"`)
	}
	d.Write(`>`, html.EscapeString(s), `</text>`)
}

func classed(class string) string {
	if class == "" {
		return ""
	}
	return ` class="` + html.EscapeString(class) + `"`
}

// Num writes a length with at most one decimal.
func Num(f float64) string {
	s := strconv.FormatFloat(f, 'f', 1, 64)
	s = strings.TrimSuffix(s, ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

// Edge is the anchor that keeps a label at x inside a drawing of that width.
func Edge(x, width float64) string {
	switch {
	case x < 20:
		return "start"
	case x > width-20:
		return "end"
	}
	return "middle"
}
