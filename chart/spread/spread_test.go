package spread

import (
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ebb/chart/pen"
)

var words = pen.Words{ID: "s", Title: "Two <lines>", Sentence: "Four answers."}

// Whatever is answered, every dot has a place of its own inside the drawing.
func TestEveryDotHasAPlaceOfItsOwn(t *testing.T) {
	dot := regexp.MustCompile(`cx="([-0-9.]+)" cy="([-0-9.]+)"`)
	rapid.Check(t, func(rt *rapid.T) {
		s := Spread{Words: words, Places: 5, From: "not", To: "very"}
		n := 0
		for range rapid.IntRange(0, 4).Draw(rt, "rows") {
			at := rapid.SliceOfN(rapid.IntRange(-1, 6), 0, 8).Draw(rt, "at")
			for i := range at { // what is beyond an end stands at the end
				at[i] = min(max(at[i], 0), 4)
			}
			n += len(at)
			s.Rows = append(s.Rows, Row{Label: "near", At: at, Mark: pen.Full})
		}
		svg := string(s.Chart().SVG)
		seen := map[string]bool{}
		for _, m := range dot.FindAllString(svg, -1) {
			seen[m] = true
		}
		if len(seen) != n || strings.Contains(svg, `cy="-`) {
			rt.Fatalf("%d places for %d dots: %s", len(seen), n, svg)
		}
	})
}

func TestItIsADrawingWithItsWords(t *testing.T) {
	for _, rows := range [][]Row{nil, {{Label: "near"}}, {{Label: "near", At: []int{0, 4, 9}, Mark: pen.Ring}}} {
		svg := string(Spread{Words: words, Rows: rows, Places: 5, From: "not", To: "<very>"}.Chart().SVG)
		d := xml.NewDecoder(strings.NewReader(svg))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if !strings.Contains(svg, "Two &lt;lines&gt;") || !strings.Contains(svg, "&lt;very&gt;") {
			t.Error(svg)
		}
	}
}
