package hold

import (
	"math"

	"ebb/chart"
	"ebb/feature"
	"ebb/feature/hold/moment"
	"ebb/feature/hold/view"
)

// wavePage is the wave. Chart is nil until there are enough waves of one's own,
// and while locked.
type wavePage struct {
	Chart   *chart.Chart
	Caption string
	In      string // "4 min in"
	Pattern string // the same with # for the number, for the script
	Seconds int    // since the wave began, at the time the page was made
	Asked   string // the prompts' minutes, for the script
	Scale   Scale
	Aids    []feature.Aid
	Saved   string
}

func showWave(r *feature.Request) (feature.Answer, error) {
	return night(r, "wave", func(s step) (any, error) {
		p := wavePage{
			Asked: "3 10 20", Scale: Scale{r.Say("hold.strength.legend"), bars(r, "s", -1)}, Saved: saved(r),
			Pattern: r.Say("hold.wave.in", "n", "#"),
		}
		var err error
		if p.Aids, err = s.aids(r, "wave"); err != nil {
			return nil, err
		}
		minute := s.wave(r)
		p.Seconds = int(minute * 60)
		p.In = r.Say("hold.wave.in", "n", int(minute))
		if r.Journal == nil {
			p.Caption = r.Say("hold.wave.locked")
			return p, nil
		}
		return p, feature.See(r, Name, func(st *moment.State) error {
			p.Chart, p.Caption = view.Wave(r, st, view.Going{Moment: s.Moment, Minute: minute, Rated: s.samples()})
			return nil
		})
	})
}

// wave is how long the wave has run, in minutes: from the first rating, or
// where there is none, from the pull.
func (s step) wave(r *feature.Request) float64 {
	begun := 0
	if p, ok := s.first(); ok {
		begun = p.Second
	}
	return math.Max(0, s.minutes(r.Now)-float64(begun)/60)
}

// samples are the ratings so far, in minutes from the first.
func (s step) samples() []chart.Sample {
	var out []chart.Sample
	for _, p := range s.Rated {
		out = append(out, chart.Sample{Minute: float64(p.Second-s.Rated[0].Second) / 60, Strength: float64(p.Value)})
	}
	return out
}

func postWave(r *feature.Request) (feature.Answer, error) {
	s, ok := recall(r)
	if !ok {
		return feature.Answer{Goto: "/now"}, nil
	}
	if err := s.rate(r); err != nil {
		return feature.Answer{}, err
	}
	s.keep(r)
	return feature.Answer{Goto: "/now/wave"}, nil
}
