package chart

import "math"

func shares() map[string]Chart {
	nan := math.NaN()
	return map[string]Chart{
		"shares": Shares{Words: words, Points: []Point{
			{0.5, 0.3, 0.7, "N", "2025"}, {nan, nan, nan, "D", ""}, {0.8, 0.6, 0.9, "J", "2026"},
		}, Top: "All started by you", Half: "half each"}.Chart(),
		"shares-below": Shares{Words: words, Points: []Point{{0.2, 0.1, 0.4, "N", "2025"}, {nan, nan, nan, "D", ""}}, Top: "All", Half: "half each"}.Chart(),
		"shares-none":  Shares{Words: words, Top: "All", Half: "half each"}.Chart(),
		"shares-changed": Shares{
			Words: words, Points: []Point{{0.5, 0.3, 0.7, "N", "2025"}, {0.45, 0.3, 0.6, "D", ""}, {0.8, 0.6, 0.9, "J", "2026"}, {0.7, 0.5, 0.9, "F", ""}},
			Top: "All started by you", Half: "half each", Change: &Between{Stretch{1.7, 2.2}, "23 December to 6 January"},
			Levels: []Level{{Stretch{0, 1.7}, 0.48, "about half"}, {Stretch{2.2, 4}, 0.76, "about 3 in 4"}},
		}.Chart(),
		"shares-edge": Shares{
			Words: words, Points: []Point{{0.05, 0, 0.2, "N", "2025"}, {0.1, 0.02, 0.3, "D", ""}},
			Top: "All", Change: &Between{Stretch{1.999, 2}, "29 to 31 December"}, Levels: []Level{{Stretch{0, 1.999}, 0.05, "hardly any"}, {Stretch{2, 2}, 0.5, "never drawn"}},
		}.Chart(),
		"sides":      Sides{words, []Pair{{3, 1}, {0, 0}, {1, 6}}, []Tick{{At: 0, Text: "2025"}}, "You", "They"}.Chart(),
		"sides-none": Sides{words, nil, nil, "You", "They"}.Chart(),
		"waits": Waits{words, []Row{
			{"You answer", 240, 180, 300, false}, {"They answer", 7200, 3600, nan, true},
		}, []Tick{{At: 60, Text: "1 min"}, {At: 86400, Text: "a day"}}}.Chart(),
		"waits-open": Waits{words, []Row{{"You <answer>", nan, nan, nan, false}, {"They answer", 1, 1, 1e9, true}}, nil}.Chart(),
	}
}
