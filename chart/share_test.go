package chart

import "math"

func shares() map[string]Chart {
	nan := math.NaN()
	return map[string]Chart{
		"shares": Shares{words, []Point{
			{0.5, 0.3, 0.7, "N", "2025"}, {nan, nan, nan, "D", ""}, {0.8, 0.6, 0.9, "J", "2026"},
		}, "All started by you", "half each"}.Chart(),
		"shares-below": Shares{words, []Point{{0.2, 0.1, 0.4, "N", "2025"}, {nan, nan, nan, "D", ""}}, "All", "half each"}.Chart(),
		"shares-none":  Shares{words, nil, "All", "half each"}.Chart(),
		"sides":        Sides{words, []Pair{{3, 1}, {0, 0}, {1, 6}}, []Tick{{0, "2025"}}, "You", "They"}.Chart(),
		"sides-none":   Sides{words, nil, nil, "You", "They"}.Chart(),
		"waits": Waits{words, []Row{
			{"You answer", 240, 180, 300, false}, {"They answer", 7200, 3600, nan, true},
		}, []Tick{{60, "1 min"}, {86400, "a day"}}}.Chart(),
		"waits-open": Waits{words, []Row{{"You <answer>", nan, nan, nan, false}, {"They answer", 1, 1, 1e9, true}}, nil}.Chart(),
	}
}
