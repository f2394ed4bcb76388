package hold

import (
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/hold/moment"
	"ebb/feature/hold/view"
)

// donePage is where the flow ends.
type donePage struct {
	Heading  string
	Outcome  string // what was said, "" not yet
	Outcomes []string
	Marks    []string // after acting
	Mark     string
	Told     bool
	Chips    []Chips
	Longest  int
	Saved    string
	Again    string // when the forecast can be answered
	Keep     bool   // offer a passphrase
	Undo     bool
	Aids     []feature.Aid
}

// Chips are one row of ticks.
type Chips struct {
	Field string
	Keep  string // where a capture holds them
	Each  []string
}

var chips = []Chips{
	{"trigger", "hold.detail.triggers", moment.Triggers},
	{"place", "hold.detail.places", moment.Places},
	{"company", "hold.detail.company", moment.Company},
}

func showDone(r *feature.Request) (feature.Answer, error) {
	return night(r, "done", func(s step) (any, error) {
		p := donePage{
			Heading: s.heading(r), Outcome: s.Outcome, Outcomes: moment.Outcomes, Mark: s.Mark, Told: s.Told,
			Chips: chips, Longest: moment.LongestWords, Saved: saved(r), Again: s.due(r),
			Keep: r.State == feature.Draft && !r.Demo, Undo: r.Journal != nil,
		}
		if s.Outcome == moment.Acted {
			p.Marks = moment.Marks
		}
		var err error
		p.Aids, err = s.aids(r, "done")
		return p, err
	})
}

// heading says what the ratings did, without calling it good or bad.
func (s step) heading(r *feature.Request) string {
	a, ok := s.first()
	b, _ := s.last()
	took := float64(b.Second-a.Second) / 60
	switch {
	case !ok:
		return r.Say("hold.done.kept")
	case len(s.Rated) == 1:
		return r.Say("hold.done.once", "n", a.Value)
	case a.Value == b.Value:
		return r.Say("hold.done.same", "n", a.Value, "minutes", view.Minutes(took))
	}
	return r.Say("hold.done.change", "from", a.Value, "to", b.Value, "minutes", view.Minutes(took))
}

// due is the time from which a rating answers the forecast; "" where none
// waits for one.
func (s step) due(r *feature.Request) string {
	if s.Expects < 0 {
		return ""
	}
	from, until := s.Asked.Add(15*time.Minute), s.Asked.Add(30*time.Minute)
	if p, ok := s.last(); r.Now.After(until) || ok && !s.At.Add(time.Duration(p.Second)*time.Second).Before(from) {
		return ""
	}
	return view.Clock(from.In(r.Now.Location()))
}

func postDone(r *feature.Request) (feature.Answer, error) {
	s, ok := recall(r)
	if !ok {
		return feature.Answer{Goto: "/now"}, nil
	}
	d := moment.Detail{Moment: s.Moment, Triggers: r.Form["trigger"], Places: r.Form["place"], Company: r.Form["company"], Words: r.FormValue("words")}
	mark := r.FormValue("mark")
	if err := d.Check(); err != nil {
		return feature.Answer{}, err
	}
	if mark != "" && s.Outcome == moment.Acted {
		if err := s.mark(r, mark); err != nil {
			return feature.Answer{}, err
		}
	}
	if !d.Empty() {
		if err := r.Capture(r.Context(), moment.KindDetail, r.Now, d); err != nil {
			return feature.Answer{}, err
		}
		s.Told = true
	}
	s.keep(r)
	return feature.Answer{Goto: "/now/done"}, nil
}

// mark says more about acting: the outcome is kept once more, with its mark.
func (s *step) mark(r *feature.Request, mark string) error {
	o := moment.Outcome{Moment: s.Moment, Outcome: moment.Acted, Mark: mark}
	if err := o.Check(); err != nil {
		return err
	}
	s.Mark = mark
	return r.Capture(r.Context(), moment.KindOutcome, r.Now, o)
}

// postOutcome says how a moment ended: the one that is going on, or by its id
// an earlier one that Today asks about.
func postOutcome(r *feature.Request) (feature.Answer, error) {
	outcome := r.FormValue("outcome")
	if r.FormValue("moment") != "" {
		return lateOutcome(r, outcome)
	}
	s, ok := recall(r)
	if !ok {
		return feature.Answer{Goto: "/now"}, nil
	}
	return s.end(r, outcome)
}

func lateOutcome(r *feature.Request, outcome string) (feature.Answer, error) {
	id, err := ebb.ParseID(r.FormValue("moment"))
	if err != nil {
		return feature.Answer{}, ebb.Bad("hold.bad.moment")
	}
	body := moment.Outcome{Moment: id, Outcome: outcome}
	if err := body.Check(); err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: "/today"}, r.Capture(r.Context(), moment.KindOutcome, r.Now, body)
}

// postUndo takes back what was kept last of this moment.
func postUndo(r *feature.Request) (feature.Answer, error) {
	s, ok := recall(r)
	if !ok {
		return feature.Answer{Goto: "/now"}, nil
	}
	m, ok, err := find(r, s.Moment)
	if err != nil || !ok {
		return feature.Answer{Goto: "/today"}, err
	}
	if err := r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: m.Last})); err != nil {
		return feature.Answer{}, err
	}
	m, ok, err = find(r, s.Moment)
	if err != nil || !ok {
		r.Steps.Forget(stepName)
		return feature.Answer{Goto: "/now"}, err
	}
	s.follow(m)
	s.keep(r)
	return feature.Answer{Goto: "/now/done"}, nil
}

func find(r *feature.Request, id ebb.ID) (m moment.Moment, ok bool, err error) {
	err = feature.See(r, Name, func(st *moment.State) error {
		m, ok = st.Moment(id)
		return nil
	})
	return m, ok, err
}

// follow makes the step agree with the journal.
func (s *step) follow(m moment.Moment) {
	s.Outcome, s.Mark, s.Intent, s.Told = m.Outcome, m.Mark, m.Intent, len(m.Ticks) > 0
	s.Rated, s.Expects = nil, -1
	for _, p := range m.Ratings {
		s.Rated = append(s.Rated, point{int(p.At.Sub(s.At).Seconds()), p.Value})
	}
	s.Rated = s.Rated[max(0, len(s.Rated)-mostRated):]
	for _, f := range m.Forecasts {
		s.Expects, s.Asked = f.Value, f.At
	}
}

func showRest(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Template: "hold/rest", Title: "hold.title.rest", Night: true}, nil
}
