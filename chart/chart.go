// Package chart draws what numbers say as SVG, always together with a sentence
// that does the sum in words and a table of the same numbers, so that nothing
// depends on seeing, on colour or on a script.
//
// It promises text as text, shape as well as colour, no inline style, and room
// for the last label at 320 pixels. It refuses to know any feature, any clock
// and any file.
package chart

import "html/template"

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
