package apart

import (
	"encoding/xml"
	"math"
	"strings"
	"testing"

	"ebb/chart/pen"
)

func TestRowsLieAroundTheMiddle(t *testing.T) {
	none := math.NaN()
	c := Rows{
		Words: pen.Words{ID: "r", Title: "More & less", Sentence: "x"}, End: 2, Less: "less", None: "the same", More: "more",
		Rows: []Row{{"a", 1, 0.5, 1.5, pen.Full}, {"b", -1, -9, 9, pen.Ring}, {"nothing", none, none, none, pen.Full}},
	}.Chart()
	svg := string(c.SVG)
	if err := xml.Unmarshal([]byte(svg), new(any)); err != nil {
		t.Error(err)
	}
	for want, n := range map[string]int{"<circle": 2, `class="mean"`: 1, `class="mean other"`: 3, `cx="258.5"`: 1, `cx="91.5"`: 1, `class="zero" d="M175 0`: 1, "nothing": 1, "NaN": 0} {
		if got := strings.Count(svg, want); got != n {
			t.Errorf("%s stands %d times, want %d: %s", want, got, n, svg)
		}
	}
}

func TestScale(t *testing.T) {
	for most, want := range map[float64]float64{0: 1, 1: 1, 1.1: 2, 4.5: 5, 11: 5} {
		if got := Scale(most); got != want {
			t.Errorf("%v: %v, want %v", most, got, want)
		}
	}
}
