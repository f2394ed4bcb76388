package chart

import (
	"math"
	"strings"
	"testing"
)

func patterns() map[string]Chart {
	nan := math.NaN()
	band := []Band{{0, 3, 5, 7}, {2.5, 5, 7, 8}, {5, 4, 6, 8}, {10, 2, 4, 6}, {20, 1, 2, 4}}
	before := Stair{T: []float64{1, 2, 3}, Share: []float64{0.6, 0.3, 0}, End: 3, Middle: 2, Low: 1, High: 3}
	after := Stair{T: []float64{2, 6}, Share: []float64{0.7, 0.4}, End: 9, Middle: 6, Low: 2, High: nan}
	ticks := []Tick{{At: 0, Text: "0"}, {At: 5, Text: "5"}, {At: 10, Text: "10 days"}}
	return map[string]Chart{
		"wave-past":   Wave{Words: words, Band: band, Half: 12, Label: "half, by about 12 min", Ticks: []Tick{{At: 0, Text: "0"}, {At: 30, Text: "30 min"}}}.Chart(),
		"steps":       Steps{words, []Stair{before, after}, ticks, "half"}.Chart(),
		"steps-one":   Steps{words, []Stair{after}, ticks, "half"}.Chart(),
		"steps-never": Steps{words, []Stair{{T: []float64{4}, Share: []float64{0.9}, End: 8, Middle: nan, Low: nan, High: nan}}, ticks, "half"}.Chart(),
		"parts":       Parts{words, []Part{{"A <song>", 0.4, 0.2, 0.6}, {"Tired", 0, 0, 0.3}}, 0.5, []Tick{{At: 0, Text: "none"}, {At: 1, Text: "all"}}}.Chart(),
		"parts-alone": Parts{words, []Part{{"Tired", 1, 0.7, 1}}, nan, nil}.Chart(),
		"strengths":   Strengths{words, [][]Dot{{{0, 7, 5, 9}, {2, 3, 3, 3}}, {{0, 2, 0, 4}}}, 4, []Tick{{At: 0, Text: "26 Oct"}}, "10, all of you", "0, gone"}.Chart(),
		"strengths-1": Strengths{words, [][]Dot{{{1, 7, 5, 9}}}, 2, nil, "10", "0"}.Chart(),
	}
}

func TestTwoSeriesDifferInForm(t *testing.T) {
	all := patterns()
	if svg := string(all["steps"].SVG); !strings.Contains(svg, `class="stair before"`) || !strings.Contains(svg, "m-ring") || !strings.Contains(svg, "m-full") {
		t.Errorf("two stairs look alike: %s", svg)
	}
	if svg := string(all["steps-one"].SVG); strings.Contains(svg, "m-ring") || strings.Contains(svg, "before") {
		t.Errorf("one stair alone is drawn as the earlier: %s", svg)
	}
	if svg := string(all["strengths"].SVG); !strings.Contains(svg, "m-ring") || !strings.Contains(svg, "m-full") {
		t.Errorf("two rows of dots look alike: %s", svg)
	}
}

func TestPastWavesAloneHaveNobodyInThem(t *testing.T) {
	if svg := string(patterns()["wave-past"].SVG); strings.Contains(svg, "you-") || !strings.Contains(svg, "half-at") {
		t.Errorf("the past shows somebody in a wave: %s", svg)
	}
}
