package hundred

import (
	"encoding/xml"
	"strings"
	"testing"

	"ebb/chart/pen"
)

func count(h Hundred) (full, half, small int) {
	for _, m := range h.marks() {
		switch m {
		case pen.Full:
			full++
		case pen.Half:
			half++
		case pen.Small:
			small++
		}
	}
	return
}

func TestEachMarkStandsForOne(t *testing.T) {
	for _, c := range []struct {
		groups            []Group
		full, half, small int
	}{
		{[]Group{{8, pen.Full}, {11, pen.Half}, {81, pen.Small}}, 8, 11, 81},
		{nil, 0, 0, 100},
		{[]Group{{60, pen.Full}, {60, pen.Half}}, 60, 40, 0},
		{[]Group{{-5, pen.Full}, {3, pen.Half}}, 0, 3, 97},
	} {
		if full, half, small := count(Hundred{Groups: c.groups}); full != c.full || half != c.half || small != c.small {
			t.Errorf("%v: %d, %d, %d", c.groups, full, half, small)
		}
	}
}

func TestTheDrawingIsWholeAndSaysItsWords(t *testing.T) {
	c := Hundred{Words: pen.Words{ID: "x", Title: "A & B", Sentence: "8 of 100"}, Groups: []Group{{8, pen.Full}}}.Chart()
	if err := xml.Unmarshal([]byte(c.SVG), new(any)); err != nil {
		t.Error(err)
	}
	if n := strings.Count(string(c.SVG), "<circle"); n != 100 {
		t.Errorf("%d marks", n)
	}
	if !strings.Contains(string(c.SVG), "A &amp; B") || !strings.Contains(string(c.SVG), "8 of 100") {
		t.Error("words are missing")
	}
}
