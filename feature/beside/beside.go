// Package beside sets a person's days beside each other: how much weighed and
// what lifted, week by week with a band, and what a heavier or lighter next day
// goes with, as a difference with its range.
//
// It promises that too few days say how many it takes, that all ranges of what
// goes with what hold at once however often somebody looks, and that what
// stands out is said with its count and with what else may lie behind. It
// refuses to say why, to advise, to record anything, and, where they asked for no
// contact or a yes stands about what they do, to set anything about them beside
// anything.
package beside

import (
	"embed"
	"strconv"

	"ebb"
	"ebb/chart"
	"ebb/chart/pen"
	"ebb/feature"
	"ebb/feature/beside/day"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "beside"

const base = "/patterns/beside"

// Feature is what goes with what.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Fold:  func() ebb.Fold { return day.New() },
		Pages: []feature.Page{{Path: "GET " + base, Serve: show, Access: feature.Reader}},
		Panel: panel,
		Files: files,
	}
}

// key is one entry of a legend.
type key struct {
	Mark chart.Chart
	Say  string
}

func keys(said ...string) (all []key) {
	for i, s := range said {
		all = append(all, key{chart.Key([...]pen.Mark{pen.Full, pen.Ring}[i]), s})
	}
	return all
}

type panelView struct {
	Over []overView
	Head string // what goes with what
	Rest string
	Any  bool // of it
}

// panel is the weeks, and in one sentence what goes with what.
func panel(r *feature.Request) (*feature.Panel, error) {
	var p panelView
	var f findings
	err := feature.See(r, Name, func(s *day.State) error {
		p.Over = over(r, s)
		f = find(s, day.Of(r.Now))
		return nil
	})
	if err != nil || len(p.Over) == 0 {
		return nil, err
	}
	p.Head, p.Rest = f.head(r), f.lead(r)
	p.Any = true
	return &feature.Panel{Template: "beside/panel", Data: p}, nil
}

// one writes a number with one decimal.
func one(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
