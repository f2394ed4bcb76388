package calibration

import (
	"encoding/xml"
	"strings"
	"testing"

	"ebb/chart/pen"
)

func TestOneDotALevelWithinTheFrame(t *testing.T) {
	c := Calibration{
		Words: pen.Words{ID: "c", Title: "Said & came", Sentence: "twice"}, Alike: "as said",
		Dots:  []Dot{{0, 0, 0, 0.4}, {0.8, 0.5, 0.2, 0.8}, {3, -2, -5, 9}},
		Ticks: []pen.Tick{{At: 0, Text: "0"}, {At: 1, Text: "100"}},
	}.Chart()
	svg := string(c.SVG)
	if err := xml.Unmarshal([]byte(svg), new(any)); err != nil {
		t.Error(err)
	}
	if n := strings.Count(svg, `class="m-full"`); n != 3 {
		t.Errorf("%d dots", n)
	}
	for _, want := range []string{`cx="34" cy="292"`, `cx="258" cy="152"`, `cx="314" cy="292"`, "as said", "Said &amp; came"} {
		if !strings.Contains(svg, want) {
			t.Errorf("%s is missing in %s", want, svg)
		}
	}
}
