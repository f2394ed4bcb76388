package view

import (
	"math"
	"slices"

	"ebb"
	"ebb/chart"
	"ebb/feature"
	"ebb/feature/hold/moment"
)

// Going is the wave that is going on.
type Going struct {
	Moment ebb.ID
	Minute float64        // since its first rating
	Rated  []chart.Sample // so far, in minutes from the first
}

// Wave draws the person's own past waves and this one, with a caption; or no
// chart, and a sentence that says how many waves are missing.
func Wave(r *feature.Request, st *moment.State, g Going) (*chart.Chart, string) {
	past := moment.PastOf(slices.DeleteFunc(st.Moments(moment.LongAgo), func(m moment.Moment) bool { return m.ID == g.Moment }))
	if more := moment.More(past.N); more > 0 || len(past.Band) < 2 {
		return nil, r.Say("hold.wave.more", "n", max(more, 1))
	}
	c := draw(r, past, g)
	return &c, r.Say("hold.wave.caption", "n", past.Waves)
}

func draw(r *feature.Request, past moment.Past, g Going) chart.Chart {
	minute := int(g.Minute)
	w := chart.Wave{
		Band: past.Band, Half: past.Time.Value,
		Words: chart.Words{ID: "wave", Title: r.Say("hold.wave.title")},
		Ticks: waveTicks(r),
		Here:  r.Say("hold.wave.you", "n", minute), Pattern: r.Say("hold.wave.you", "n", "#"),
		You: g.Rated, Clock: chart.Sample{Minute: g.Minute},
	}
	if n := len(g.Rated); n > 0 {
		w.Clock.Strength = g.Rated[n-1].Strength
	}
	w.Sentence = r.Say("hold.wave.in.full", "n", minute)
	if h := past.Time.Value; !math.IsNaN(h) {
		w.Label = r.Say("hold.wave.half", "n", Minutes(h))
		w.Sentence = r.Say("hold.wave.sentence", "n", minute, "half", Minutes(h),
			"range", span(r, past.Time), "waves", past.N)
	}
	w.Table = bandTable(r, past)
	return w.Chart()
}

// Past draws the person's own past waves alone.
func Past(r *feature.Request, past moment.Past) chart.Chart {
	w := chart.Wave{
		Band: past.Band, Half: past.Time.Value, Ticks: waveTicks(r),
		Words: chart.Words{ID: "waves", Title: r.Say("hold.waves.title"), Sentence: r.Say("hold.waves.unseen", "waves", past.N), Table: bandTable(r, past)},
	}
	if h := past.Time.Value; !math.IsNaN(h) {
		w.Label = r.Say("hold.wave.half", "n", Minutes(h))
		w.Sentence = r.Say("hold.waves.sentence", "half", Minutes(h), "range", span(r, past.Time), "waves", past.N)
	}
	return w.Chart()
}

func waveTicks(r *feature.Request) []chart.Tick {
	return []chart.Tick{{At: 0, Text: "0"}, {At: 10, Text: "10"}, {At: 20, Text: "20"}, {At: 30, Text: r.Say("hold.minutes", "n", 30)}}
}

func bandTable(r *feature.Request, past moment.Past) chart.Table {
	t := chart.Table{Caption: r.Say("hold.wave.table", "n", past.Waves), Head: []string{
		r.Say("hold.wave.minute"), r.Say("hold.wave.low"), r.Say("hold.wave.middle"), r.Say("hold.wave.high")}}
	for i, b := range past.Band {
		if i%2 == 0 {
			t.Rows = append(t.Rows, []string{Number(b.Minute), Number(b.Low), Number(b.Middle), Number(b.High)})
		}
	}
	return t
}
