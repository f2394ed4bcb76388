package totals

import (
	"encoding/xml"
	"strings"
	"testing"

	"ebb/chart/pen"
)

func TestDotsOnTheirDatesWithinTheFrame(t *testing.T) {
	c := Totals{
		Words: pen.Words{ID: "c", Title: "Totals & dates", Sentence: "three"}, Most: 27,
		Dots: []Dot{{0, 27}, {28, 13.5}, {84, 0}}, Line: []Place{{0, 20, 10, 40}, {84, 4, -9, 9}},
		Marks: []pen.Tick{{At: 0, Text: "0"}, {At: 10, Text: "10"}}, Days: []pen.Tick{{At: 0, Text: "3 Nov"}, {At: 84, Text: "26 Jan"}},
	}.Chart()
	svg := string(c.SVG)
	if err := xml.Unmarshal([]byte(svg), new(any)); err != nil {
		t.Error(err)
	}
	if n := strings.Count(svg, `class="m-full"`); n != 3 {
		t.Errorf("%d dots", n)
	}
	for _, want := range []string{`cx="48" cy="10"`, `cx="136" cy="100"`, `cx="312" cy="190"`, "Totals &amp; dates", "3 Nov", "half-band"} {
		if !strings.Contains(svg, want) {
			t.Errorf("%s is missing in %s", want, svg)
		}
	}
	if strings.Contains(svg, " -") || strings.Contains(svg, "NaN") {
		t.Errorf("the range leaves the frame: %s", svg)
	}
}

func TestOneDotHasNoLine(t *testing.T) {
	svg := string(Totals{Words: pen.Words{ID: "c"}, Most: 21, Dots: []Dot{{0, 7}}, Days: []pen.Tick{{At: 0, Text: "today"}}}.Chart().SVG)
	if strings.Contains(svg, "middle\"") && !strings.Contains(svg, `text-anchor="middle"`) || !strings.Contains(svg, `cx="180" cy="130"`) || strings.Contains(svg, "NaN") {
		t.Error(svg)
	}
}
