package chart

import (
	"encoding/xml"
	"flag"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

var words = Words{ID: "c1", Title: "Waves <per> day", Sentence: "3 waves, 2 passed.", Table: Table{Head: []string{"Day", "Waves"}}}

func samples() map[string]Chart {
	var hours Hours
	hours.Words = words
	hours.Days = [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
	hours.Counts[6][21], hours.Counts[0][0], hours.Counts[2][23] = 9, 1, 4
	hours.Ticks = []Tick{{At: 0, Text: "0"}, {At: 6, Text: "6"}, {At: 12, Text: "12"}, {At: 18, Text: "18"}}
	band := []Band{{0, 3, 5, 7}, {2.5, 5, 7, 8}, {5, 4, 6, 8}, {10, 2, 4, 6}, {20, 1, 2, 4}}
	ticks := []Tick{{At: 0, Text: "0"}, {At: 10, Text: "10"}, {At: 20, Text: "20"}, {At: 30, Text: "30 min"}}
	return map[string]Chart{
		"days":         Days{words, [][]Mark{{Full, Full, Ring}, {}, {Half, Diamond, Small, Bar}, many(12)}, []Tick{{At: 0, Text: "26 Oct"}}}.Chart(),
		"none":         Days{words, make([][]Mark, 28), nil}.Chart(),
		"strip":        Strip{words, append(many(18), Ring, Small)}.Chart(),
		"hours":        hours.Chart(),
		"wave":         Wave{words, band, 12, "half, by about 12 min", []Sample{{0, 7}, {3, 9}}, "you, 4 min in", "you, # min in", Sample{4, 9}, ticks}.Chart(),
		"wave-unrated": Wave{words, band, 12, "half, by about 12 min", nil, "4 min in", "# min in", Sample{4, 0}, ticks}.Chart(),
		"wave-first":   Wave{words, nil, math.NaN(), "", []Sample{{0, 7}}, "you, 40 min in", "you, # min in", Sample{40, 7}, ticks}.Chart(),
	}
}

// drawings are the samples of every chart.
func drawings() map[string]Chart {
	all := samples()
	maps.Copy(all, shares())
	maps.Copy(all, patterns())
	return all
}

func many(n int) []Mark {
	return make([]Mark, n) // Full
}

func TestGolden(t *testing.T) {
	for name, c := range drawings() {
		file := filepath.Join("testdata", name+".svg")
		if *update {
			if err := os.WriteFile(file, []byte(c.SVG+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(c.SVG)+"\n" != string(want) {
			t.Errorf("%s is drawn differently; look at it, then run go test ./chart -update:\n%s", name, c.SVG)
		}
		if c.Sentence != words.Sentence || len(c.Table.Head) != 2 {
			t.Errorf("%s lost its words", name)
		}
	}
}

func TestEveryDrawingIsWellFormedAndPlain(t *testing.T) {
	for name, c := range drawings() {
		if err := wellFormed(string(c.SVG)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, no := range []string{"style=", "NaN", "Inf", "<script", "<per>", "<answer>"} {
			if strings.Contains(string(c.SVG), no) {
				t.Errorf("%s holds %q", name, no)
			}
		}
		for _, yes := range []string{`role="img"`, `aria-labelledby="c1-t c1-d"`, `id="c1-t"`, `id="c1-d"`, "3 waves, 2 passed."} {
			if !strings.Contains(string(c.SVG), yes) {
				t.Errorf("%s lacks %q", name, yes)
			}
		}
	}
}

func wellFormed(s string) error {
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		if _, err := d.Token(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestMarksDifferInForm(t *testing.T) {
	seen := map[string]Mark{}
	for m := Full; m <= Small; m++ {
		svg := string(Key(m).SVG)
		if err := wellFormed(svg); err != nil {
			t.Errorf("mark %d: %v", m, err)
		}
		if twin, twice := seen[svg]; twice {
			t.Errorf("marks %d and %d look the same", m, twin)
		}
		seen[svg] = m
	}
}

func TestMoreDotsThanFitAreCounted(t *testing.T) {
	svg := string(Days{words, [][]Mark{many(12)}, nil}.Chart().SVG)
	if n := strings.Count(svg, "<circle"); n != tallest-1 || !strings.Contains(svg, ">+5<") {
		t.Errorf("%d dots drawn of 12: %s", n, svg)
	}
}
