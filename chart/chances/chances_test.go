package chances

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ebb/chart/pen"
)

var words = pen.Words{ID: "c", Title: "Along <time>", Sentence: "Two chances."}

func whole(t *testing.T, svg string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestNoneOneAndForty(t *testing.T) {
	for _, n := range []int{0, 1, 40} {
		c := Chances{Words: words, From: "3 May", To: "22 November"}
		for i := range n {
			by := float64(i + 9)
			c.Rows = append(c.Rows, Chance{Label: fmt.Sprint("row ", i), From: float64(i), End: float64(i + 5), Known: true, By: &by, Mark: pen.Full})
		}
		svg := string(c.Chart().SVG)
		whole(t, svg)
		if strings.Count(svg, "m-diamond") != n || strings.Count(svg, "m-full") != n || strings.Count(svg, "m-bar") != n || strings.Count(svg, ">row ") != n {
			t.Errorf("%d rows: %s", n, svg)
		}
		if strings.Contains(svg, "NaN") || !strings.Contains(svg, "Along &lt;time&gt;") {
			t.Errorf("%d rows: %s", n, svg)
		}
	}
}

func TestADayThatNobodySaidLooksOtherwise(t *testing.T) {
	svg := string(Chances{Words: words, Rows: []Chance{{From: 1, End: 8, Mark: pen.Ring}}}.Chart().SVG)
	if strings.Contains(svg, "m-diamond") || strings.Contains(svg, "m-bar") || !strings.Contains(svg, `class="half"`) {
		t.Error(svg)
	}
}

// Whatever the days, every mark lies within the drawing and the end never
// covers the beginning.
func TestMarksStayApartAndInside(t *testing.T) {
	place := regexp.MustCompile(`cx="([-0-9.]+)"`)
	diamond := regexp.MustCompile(`m-diamond" d="M([-0-9.]+) `)
	rapid.Check(t, func(rt *rapid.T) {
		var c Chances
		c.Words = words
		for range rapid.IntRange(1, 5).Draw(rt, "rows") {
			row := Chance{From: rapid.Float64Range(0, 30000).Draw(rt, "from"), End: rapid.Float64Range(0, 30000).Draw(rt, "end"), Known: true}
			if rapid.Bool().Draw(rt, "dated") {
				by := rapid.Float64Range(0, 30000).Draw(rt, "by")
				row.By = &by
			}
			c.Rows = append(c.Rows, row)
		}
		svg := string(c.Chart().SVG)
		ends, begins := place.FindAllStringSubmatch(svg, -1), diamond.FindAllStringSubmatch(svg, -1)
		for i := range c.Rows {
			end, _ := strconv.ParseFloat(ends[i][1], 64)
			from, _ := strconv.ParseFloat(begins[i][1], 64)
			if math.Abs(end-from) < 2*radius-0.2 || min(end, from) < radius-0.2 || max(end, from) > width-radius+0.2 {
				rt.Fatalf("from %v to %v", from, end)
			}
		}
	})
}
