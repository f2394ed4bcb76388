package needs

import (
	"encoding/xml"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ebb/chart/pen"
)

func drawn(pairs ...Pair) string {
	return string(Pairs{Words: pen.Words{ID: "n", Title: "t", Sentence: "s"}, Pairs: pairs, Most: 10}.Chart().SVG)
}

func TestWhatIsDrawn(t *testing.T) {
	none := math.NaN()
	for _, c := range []struct {
		what        string
		pair        Pair
		dots, rings int
		bars, texts int
	}{
		{"both sides and what lies between", Pair{"Respect", 4, 8}, 1, 1, 1, 3},
		{"mine alone", Pair{"Respect", 4, none}, 1, 0, 0, 2},
		{"theirs alone", Pair{"Respect", none, 8}, 0, 1, 0, 2},
		{"nothing said is not nothing", Pair{"Respect", none, none}, 0, 0, 0, 1},
		{"the same number stands once", Pair{"Respect", 5, 5}, 1, 1, 0, 2},
		{"nothing at all is a place too", Pair{"Respect", 0, 10}, 1, 1, 1, 3},
	} {
		svg := drawn(c.pair)
		got := [4]int{strings.Count(svg, "m-full"), strings.Count(svg, "m-ring"), strings.Count(svg, "m-bar"), strings.Count(svg, "<text")}
		if want := [4]int{c.dots, c.rings, c.bars, c.texts}; got != want {
			t.Errorf("%s: %v, want %v: %s", c.what, got, want, svg)
		}
	}
}

func TestWhereTheyFallTogetherBothAreSeen(t *testing.T) {
	svg := drawn(Pair{"Respect", 5, 5})
	if !strings.Contains(svg, `class="m-full" cx="175" cy="34" r="8"`) || !strings.Contains(svg, `class="m-ring" cx="175" cy="34" r="12"`) {
		t.Error(svg)
	}
}

func TestAnyLabelAndAnyNumberStaysInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := Pair{rapid.String().Draw(t, "label"), rapid.Float64().Draw(t, "yours"), rapid.Float64().Draw(t, "theirs")}
		for _, v := range []float64{p.Yours, p.Their} {
			if x := (Pairs{Most: 10}).x(v); x < left || x > width-left {
				t.Fatalf("%v is drawn at %v", v, x)
			}
		}
		if n := len([]rune(short(p.Label))); n > longest {
			t.Fatalf("a label of %d signs", n)
		}
		clean := strings.Map(func(r rune) rune {
			if r < ' ' || r == 0xfffe || r == 0xffff {
				return -1
			}
			return r
		}, p.Label)
		if err := xml.Unmarshal([]byte(drawn(Pair{clean, p.Yours, p.Their})), new(struct{})); err != nil {
			t.Fatal(err)
		}
	})
}
