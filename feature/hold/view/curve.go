package view

import (
	"math"

	"ebb/feature"
	"ebb/feature/hold/moment"
)

// Curve is the person's own past waves as numbers, for a page that draws them
// itself, and the words that belong to them.
type Curve struct {
	Band     [][4]float64 `json:"band"` // minute, low, middle, high
	Half     float64      `json:"half,omitempty"`
	Label    string       `json:"label,omitempty"`
	You      string       `json:"you"` // beside the dot, with # for the minute
	End      string       `json:"end"` // the last minute
	Sentence string       `json:"sentence"`
	Caption  string       `json:"caption"`
}

// CurveOf is the curve; or none, and a sentence that says how many waves are
// missing.
func CurveOf(r *feature.Request, st *moment.State) (*Curve, string) {
	past := moment.PastOf(st.Moments(moment.LongAgo))
	if more := moment.More(past.N); more > 0 || len(past.Band) < 2 {
		return nil, r.Say("hold.wave.more", "n", max(more, 1))
	}
	c := &Curve{
		You: r.Say("hold.wave.you", "n", "#"), End: r.Say("hold.minutes", "n", 30),
		Caption: r.Say("hold.wave.caption", "n", past.Waves),
	}
	for _, b := range past.Band {
		c.Band = append(c.Band, [4]float64{b.Minute, tenth(b.Low), tenth(b.Middle), tenth(b.High)})
	}
	c.Sentence = r.Say("hold.waves.unseen", "waves", past.N)
	if h := past.Time.Value; !math.IsNaN(h) {
		c.Half = tenth(h)
		c.Label = r.Say("hold.wave.half", "n", Minutes(h))
		c.Sentence = r.Say("hold.waves.sentence", "half", Minutes(h), "range", span(r, past.Time), "waves", past.N)
	}
	return c, ""
}

func tenth(f float64) float64 { return math.Round(f*10) / 10 }
