package band

import (
	"encoding/xml"
	"fmt"
	"math"
	"strings"
	"testing"

	"ebb/chart/pen"
)

var none = math.NaN()

func at(n int, v float64) Place { return Place{n, v, v - 1, v + 1} }

var gap = Place{1, none, none, none}

func TestLinesAndBandsStopWhereThereIsTooLittle(t *testing.T) {
	for what, c := range map[string]struct {
		series []Place
		want   string
	}{
		"nothing":           {nil, "[]"},
		"too little of it":  {[]Place{gap, gap}, "[]"},
		"all of it":         {[]Place{at(3, 1), at(3, 2)}, "[{0 2}]"},
		"gaps":              {[]Place{gap, at(3, 1), gap, at(3, 1), at(4, 1), gap}, "[{1 2} {3 5}]"},
		"one at either end": {[]Place{at(3, 1), gap, at(3, 1)}, "[{0 1} {2 3}]"},
	} {
		if got := fmt.Sprint(runs(c.series)); got != c.want {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
	}
}

func TestTwoSeries(t *testing.T) {
	c := Bands{
		Words:  pen.Words{ID: "b", Title: "a & b", Sentence: "x"},
		Series: [][]Place{{at(3, 4), at(5, 6), gap, at(7, 9.8)}, {gap, gap, at(4, 2), gap}},
		Ticks:  []pen.Tick{{At: 0, Text: "1 May"}}, Top: "10", Bottom: "0", Counts: "days",
	}.Chart()
	svg := string(c.SVG)
	if err := xml.Unmarshal([]byte(svg), new(any)); err != nil {
		t.Error(err)
	}
	for want, n := range map[string]int{"m-full": 4, "m-ring": 2, "half-band": 1, `class="chg"`: 0, `class="stair"`: 1, `class="mean"`: 1, `class="mean other"`: 1, ">5<": 1, ">1<": 4, "NaN": 0} {
		if got := strings.Count(svg, want); got != n {
			t.Errorf("%s stands %d times, want %d: %s", want, got, n, svg)
		}
	}
}
