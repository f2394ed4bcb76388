package hold

import (
	"time"

	"ebb/chart"
	"ebb/feature"
	"ebb/feature/hold/moment"
	"ebb/feature/hold/view"
)

// sentPage is the page after acting: no lesson, and only lines that are true.
type sentPage struct {
	Plain   bool // contact that is no acting: nothing happened that is over now
	Lead    string
	Strip   *chart.Chart
	Marks   []string
	Mark    string
	Until   string
	Aids    []feature.Aid
	Hoped   bool // what was hoped for is kept
	Longest int
	Saved   string
}

func showSent(r *feature.Request) (feature.Answer, error) {
	s, _ := recall(r)
	p := sentPage{
		Lead: r.Say("hold.sent.start"), Mark: s.Mark, Until: view.Clock(r.Now.Add(quiet)),
		Hoped: s.Hoped, Longest: moment.LongestWords, Saved: saved(r),
	}
	if s.Outcome == moment.Acted {
		p.Marks = moment.Marks
	}
	var err error
	if r.Journal != nil {
		err = p.look(r, s)
	}
	if s.Mark == moment.Allowed {
		p.Plain, p.Lead = true, r.Say("hold.sent.allowed")
	}
	return feature.Answer{
		Template: "hold/sent", Title: "hold.title.sent", Alone: true, Data: p,
		Where: r.Say("hold.where.sent", "pull", s.Pull, "time", view.Clock(r.Now)),
	}, err
}

// look adds what only an open journal knows. While two people are together, and
// where contact was planned or allowed, nothing is undone and nothing counted.
func (p *sentPage) look(r *feature.Request, s step) error {
	together := false
	err := feature.See(r, Name, func(st *moment.State) error {
		together = st.Together()
		if !together && s.Mark != moment.Allowed {
			p.Strip = view.Strip(r, st)
		}
		return nil
	})
	switch {
	case together:
		p.Plain, p.Lead = true, r.Say("hold.sent.together")
	case p.Strip != nil:
		p.Lead = r.Say("hold.sent.others", "pull", s.Pull)
	}
	if err != nil || r.Aids == nil {
		return err
	}
	all, err := r.Aids()
	for _, a := range all {
		if a.Step == "sent" {
			p.Aids = append(p.Aids, a)
		}
	}
	return err
}

// postHope keeps what acting was to bring, in the person's own words.
func postHope(r *feature.Request) (feature.Answer, error) {
	s, ok := recall(r)
	if !ok {
		return feature.Answer{Goto: "/now"}, nil
	}
	body := moment.Hope{Moment: s.Moment, Words: r.Own("words")}
	if body.Words == "" {
		return feature.Answer{Goto: "/now/sent"}, nil
	}
	if err := body.Check(); err != nil {
		return feature.Answer{}, err
	}
	if err := r.Capture(r.Context(), moment.KindHope, r.Now, body); err != nil {
		return feature.Answer{}, err
	}
	s.Hoped = true
	s.keep(r)
	return feature.Answer{Goto: "/now/sent"}, nil
}

// quiet is how long nothing here needs anybody after something was sent.
const quiet = time.Hour

// showAway is a page to leave the phone with.
func showAway(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Template: "hold/away", Title: "hold.title.rest", Night: true, Data: view.Clock(r.Now.Add(quiet))}, nil
}

func showReached(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{
		Template: "hold/reached", Title: "hold.title.reached", Where: r.Say("hold.where.reached", "time", view.Clock(r.Now)),
		Data: saved(r), Night: true,
	}, nil
}

// showFear leaves urges altogether: help then begins with violence.
func showFear(r *feature.Request) (feature.Answer, error) {
	r.Steps.Keep("help.first", "violence")
	return feature.Answer{Template: "hold/fear", Title: "hold.title.fear", Where: r.Say("hold.where.fear"), Night: true}, nil
}
