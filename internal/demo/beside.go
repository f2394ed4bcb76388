package demo

import (
	"time"

	"ebb/feature/waiting"
	"ebb/tie"
)

// evenings are how heavy most days were, with a light side here and there, and
// on some of them waiting. The day after waiting is no different.
func (w *writer) evenings(since time.Time) {
	wave := 0.0
	for day := range 7 * weeks {
		wave = 0.6*wave + w.rand.NormFloat64()
		at := since.AddDate(0, 0, day).Add(21*time.Hour + 5*time.Minute)
		if w.rand.Float64() < 0.3 {
			w.add(at.Add(-3*time.Hour), waiting.Happened, waiting.Was{What: pick(w, waiting.Whats...)})
		}
		if w.rand.Float64() < 0.12 {
			continue
		}
		heavy := min(9, max(1, int(7.5-0.06*float64(day)+wave)))
		felt := []tie.Feeling{{Name: pick(w, "sad", "lonely", "worried", "hurt"), Strength: &heavy}}
		if light := min(8, 9-heavy); w.rand.Float64() < 0.45 {
			felt = append(felt, tie.Feeling{Name: pick(w, "calm", "relieved", "hopeful"), Strength: &light})
		}
		w.add(at, tie.Named, tie.Feelings{Felt: felt})
	}
}
