package chart

import (
	"html"
	"html/template"
	"math"
	"strconv"
	"strings"
)

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

// drawing collects the elements of one SVG. Every look is a class; what stands
// in attributes is geometry.
type drawing struct {
	words Words
	out   strings.Builder
}

// draw begins an SVG whose view starts at left, top.
func draw(w Words, left, top, width, height float64) *drawing {
	if w.Desc == "" {
		w.Desc = w.Sentence
	}
	d := &drawing{words: w}
	view := strings.Join([]string{num(left), num(top), num(width), num(height)}, " ")
	id := html.EscapeString(w.ID)
	d.write(`<svg viewBox="`, view, `" role="img" aria-labelledby="`, id, `-t `, id, `-d">`)
	d.write(`<title id="`, id, `-t">`, html.EscapeString(w.Title), `</title>`)
	d.write(`<desc id="`, id, `-d">`, html.EscapeString(w.Desc), `</desc>`)
	return d
}

// chart ends the drawing.
func (d *drawing) chart() Chart {
	d.write("</svg>")
	// Every text and class has been escaped on its way in.
	return Chart{SVG: template.HTML(d.out.String()), Desc: d.words.Desc, Sentence: d.words.Sentence, Table: d.words.Table}
}

func (d *drawing) write(parts ...string) {
	for _, p := range parts {
		d.out.WriteString(p)
	}
}

func (d *drawing) open(class string)  { d.write(`<g`, classed(class), `>`) }
func (d *drawing) close()             { d.write(`</g>`) }
func (d *drawing) path(p, cls string) { d.write(`<path`, classed(cls), ` d="`, p, `"/>`) }

func (d *drawing) circle(x, y, r float64, class string) {
	d.write(`<circle`, classed(class), ` cx="`, num(x), `" cy="`, num(y), `" r="`, num(r), `"/>`)
}

// text writes s at x, y. anchor is "start", "middle" or "end".
func (d *drawing) text(x, y float64, anchor, class, s string) {
	d.write(`<text`, classed(class), ` x="`, num(x), `" y="`, num(y), `"`)
	if anchor != "start" {
		d.write(` text-anchor="`, anchor, `"`)
	}
	d.write(`>`, html.EscapeString(s), `</text>`)
}

func classed(class string) string {
	if class == "" {
		return ""
	}
	return ` class="` + html.EscapeString(class) + `"`
}

// num writes a length with at most one decimal.
func num(f float64) string {
	s := strconv.FormatFloat(f, 'f', 1, 64)
	s = strings.TrimSuffix(s, ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

type point struct{ x, y float64 }

// line is a path through points, straight from one to the next.
func line(ps []point) string {
	var b strings.Builder
	for i, p := range ps {
		b.WriteString(map[bool]string{true: "M", false: "L"}[i == 0])
		b.WriteString(num(p.x) + " " + num(p.y))
	}
	return b.String()
}

// curve is a smooth path through points whose x rises: cubic pieces with
// slopes that never overshoot a neighbour (Fritsch and Carlson 1980), so that
// the drawing shows no rise the numbers do not have.
func curve(ps []point) string {
	if len(ps) < 3 {
		return line(ps)
	}
	m := slopes(ps)
	var b strings.Builder
	b.WriteString("M" + num(ps[0].x) + " " + num(ps[0].y))
	for i := 1; i < len(ps); i++ {
		p, q := ps[i-1], ps[i]
		third := (q.x - p.x) / 3
		b.WriteString("C" + num(p.x+third) + " " + num(p.y+m[i-1]*third) +
			" " + num(q.x-third) + " " + num(q.y-m[i]*third) +
			" " + num(q.x) + " " + num(q.y))
	}
	return b.String()
}

func slopes(ps []point) []float64 {
	n := len(ps)
	secant := make([]float64, n-1)
	for i := range secant {
		secant[i] = (ps[i+1].y - ps[i].y) / (ps[i+1].x - ps[i].x)
	}
	m := make([]float64, n)
	m[0], m[n-1] = secant[0], secant[n-2]
	for i := 1; i < n-1; i++ {
		if a, b := secant[i-1], secant[i]; a*b > 0 {
			m[i] = 2 * a * b / (a + b)
		}
	}
	for i, s := range secant {
		limit := 3 * math.Abs(s)
		m[i] = math.Copysign(math.Min(math.Abs(m[i]), limit), m[i])
		m[i+1] = math.Copysign(math.Min(math.Abs(m[i+1]), limit), m[i+1])
	}
	return m
}
