package rates

import (
	"encoding/xml"
	"fmt"
	"math"
	"strings"
	"testing"

	"ebb/chart/pen"
)

func TestTheScaleBeginsAtZeroAndHoldsAll(t *testing.T) {
	for most, want := range map[float64]string{0: "[0 0.5 1]", 1: "[0 0.5 1]", 1.2: "[0 1 2]", 4: "[0 2.5 5]", 7: "[0 5 10]", 13: "[0 10 20]", 44: "[0 25 50]", 800: "[0 500 1000]"} {
		if got := fmt.Sprint(Scale(most)); got != want {
			t.Errorf("%v: %s, want %s", most, got, want)
		}
	}
}

func TestRowsWithAndWithoutARange(t *testing.T) {
	none := math.NaN()
	c := Rates{
		Words: pen.Words{ID: "r", Title: "Before & after", Sentence: "x"},
		Rows:  []Row{{"before", 2, 1, 3, pen.Full}, {"after", 50, 0, 90, pen.Ring}, {"nothing", none, none, none, pen.Full}},
		Ticks: []pen.Tick{{At: 0, Text: "0"}, {At: 5, Text: "5"}},
	}.Chart()
	svg := string(c.SVG)
	if err := xml.Unmarshal([]byte(svg), new(any)); err != nil {
		t.Error(err)
	}
	for want, n := range map[string]int{"<circle": 2, `class="mean`: 2, `cx="141.6"`: 1, `cx="342"`: 1, "nothing": 1, "NaN": 0} {
		if got := strings.Count(svg, want); got != n {
			t.Errorf("%s stands %d times, want %d: %s", want, got, n, svg)
		}
	}
}
