package choice

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ebb/chart/pen"
)

var update = flag.Bool("update", false, "write the golden files anew")

var words = pen.Words{ID: "c1", Title: "Worth <over> a chance", Sentence: "They meet at 61.", Table: pen.Table{Head: []string{"Chance", "Worth"}}}

func lines() Lines {
	return Lines{
		Words: words, Level: Level{6.1, 5, 7.3, "let go"}, Line: Line{2.5, 8.5, "keep going"}, You: Guess{0.1, 0.25, 0.4, "your range, 10 to 40"},
		Meet: 0.6, Met: "they meet at 60", Under: "how likely real change is, in 100",
		Ticks: []pen.Tick{{At: 0, Text: "0"}, {At: 0.5, Text: "50"}, {At: 1, Text: "100"}}, Rungs: []pen.Tick{{At: 0, Text: "0"}, {At: 5, Text: "5"}, {At: 10, Text: "10"}},
	}
}

func tornado() Tornado {
	return Tornado{Words: words, Now: -2.1, Left: "letting go <higher", Right: "keeping higher", Equal: "equal", Bars: []Bar{
		{"Chance of change", "10", "40", -3, 0.4}, {"Life if you let go", "5", "7", -1.2, -2.9}, {"Nothing", "3", "3", -2.1, -2.1},
	}}
}

func drawings() map[string]pen.Chart {
	falls, steep, blank, wide := lines(), lines(), lines(), lines()
	falls.Line, falls.Meet, falls.Desk = Line{9, 1, "keep going"}, 0.4, true
	steep.Level, steep.Line, steep.Meet, steep.Met = Level{0.3, 0.3, 0.3, "let go"}, Line{0, 0.35, "keep going"}, 0.86, "they meet at 86"
	blank.You, blank.Meet = Guess{math.NaN(), math.NaN(), math.NaN(), ""}, math.NaN()
	wide.Desk = true
	turned := tornado()
	turned.Desk, turned.Bars = true, turned.Bars[:1]
	return map[string]pen.Chart{
		"lines": lines().Chart(), "lines-desk": wide.Chart(), "lines-falls": falls.Chart(), "lines-floor": steep.Chart(), "lines-blank": blank.Chart(),
		"tornado": tornado().Chart(), "tornado-desk": turned.Chart(), "tornado-none": Tornado{Words: words}.Chart(),
	}
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
			t.Errorf("%s is drawn differently; look at it, then run go test ./chart/choice -update:\n%s", name, c.SVG)
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
		for _, no := range []string{"style=", "NaN", "Inf", "<over>", "<higher"} {
			if strings.Contains(string(c.SVG), no) {
				t.Errorf("%s holds %q", name, no)
			}
		}
	}
}

func wellFormed(s string) error {
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestTheTwoWaysDifferInForm(t *testing.T) {
	svg := string(lines().Chart().SVG)
	for _, want := range []string{`class="l-band"`, `class="guess"`, `<circle class="you"`, `<path class="ks"`, `class="cross"`, ">let go<", ">keep going<", ">they meet at 60<"} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in %s", want, svg)
		}
	}
	svg = string(tornado().Chart().SVG)
	if strings.Count(svg, "m-ring") != 3 || strings.Count(svg, "m-full") != 3 {
		t.Errorf("low and high ends look alike: %s", svg)
	}
}

var placed = regexp.MustCompile(` (x|y|cx|cy)="(-?[0-9.]+)"`)

// TestNothingLeavesTheDrawing: whatever the numbers, words and marks stand
// inside.
func TestNothingLeavesTheDrawing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, worth := lines(), rapid.Float64Range(0, 10)
		l.Level.Value, l.Line.From, l.Line.To = worth.Draw(t, "level"), worth.Draw(t, "from"), worth.Draw(t, "to")
		l.Level.Low, l.Level.High = max(0, l.Level.Value-1), min(10, l.Level.Value+1)
		l.Meet = math.NaN()
		if m := (l.Level.Value - l.Line.From) / (l.Line.To - l.Line.From); m >= 0 && m <= 1 {
			l.Meet = m
		}
		for _, c := range []struct {
			chart         pen.Chart
			width, height float64
		}{
			{l.Chart(), phone, top + height + underAndTicks},
			{Tornado{Words: words, Now: l.Line.From - 5, Bars: []Bar{{"x", "1", "9", l.Line.From - 5, l.Line.To - 5}}}.Chart(), phone, barsTop + onPhone.row + 8},
		} {
			for _, m := range placed.FindAllStringSubmatch(string(c.chart.SVG), -1) {
				at, _ := strconv.ParseFloat(m[2], 64)
				if limit := map[bool]float64{true: c.width, false: c.height}[strings.HasSuffix(m[1], "x")]; at < 0 || at > limit {
					t.Fatalf("%s=%v leaves the drawing: %s", m[1], at, c.chart.SVG)
				}
			}
		}
	})
}
