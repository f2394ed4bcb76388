package over

import (
	"time"

	"ebb/feature/stories"
)

// stories are a sentence of one's own, and what two sentences were read as, in
// the last two weeks.
func (w *writer) stories(since time.Time) {
	at := since.AddDate(0, 0, 45).Add(17 * time.Hour)
	w.add(at, stories.Named, stories.Belief{Words: "I was too much for them.", Beside: []string{"promises", "people", "feelings"}})
	own := w.events[len(w.events)-1].ID.String()
	w.add(at.Add(3*time.Minute), stories.Read, stories.Reading{Of: "miss", Words: "I would miss anybody I had breakfast with for six years."})
	w.add(at.AddDate(0, 0, 8), stories.Read, stories.Reading{Of: "miss", Words: "I miss the breakfasts. I decided about the rest."})
	w.add(at.AddDate(0, 0, 8).Add(2*time.Minute), stories.Read, stories.Reading{Of: own, Words: "Alice asked me to stay longer on Sunday."})
}
