package lanes

import (
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"ebb/chart/pen"
)

var words = pen.Words{ID: "l", Title: "What <was> said", Sentence: "Three and two."}

func drawn(n int) string {
	l := Lanes{Words: words, Names: [2]string{"Mine", "Theirs"}, Ticks: []pen.Tick{{At: 0, Text: "3 May"}}}
	for i := range n {
		l.Things = append(l.Things, Thing{Lane: i % 2, Mark: pen.Full, Again: i == 1})
	}
	return string(l.Chart().SVG)
}

func TestItIsADrawingWithItsWords(t *testing.T) {
	for _, n := range []int{0, 1, 24, 200} {
		svg := drawn(n)
		d := xml.NewDecoder(strings.NewReader(svg))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%d things: %v", n, err)
			}
		}
		for _, want := range []string{"What &lt;was&gt; said", "Three and two.", "Mine", "Theirs", "3 May"} {
			if !strings.Contains(svg, want) {
				t.Errorf("%d things: no %q", n, want)
			}
		}
	}
}

func TestEachThingHasAPlaceOfItsOwn(t *testing.T) {
	svg := drawn(24)
	at := regexp.MustCompile(`cx="([0-9.]+)"`).FindAllStringSubmatch(svg, -1)
	seen := map[string]bool{}
	for _, m := range at {
		seen[m[1]] = true
	}
	if len(at) != 24 || len(seen) != 24 {
		t.Errorf("%d marks in %d places", len(at), len(seen))
	}
	if strings.Count(svg, "m-bar") != 1 {
		t.Error("a further chance is not marked, or others are")
	}
}
