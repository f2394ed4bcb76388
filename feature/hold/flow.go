package hold

import (
	"strconv"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/hold/moment"
	"ebb/feature/hold/view"
)

// step is what the flow remembers from one page to the next.
type step struct {
	Moment  ebb.ID    `json:"m"`
	Pull    string    `json:"p,omitempty"`
	At      time.Time `json:"t"`
	Rated   []point   `json:"r,omitempty"` // in order of time
	Expects int       `json:"e"`           // -1: no forecast
	Asked   time.Time `json:"a,omitzero"`  // when the forecast was made
	Intent  string    `json:"i,omitempty"`
	Outcome string    `json:"o,omitempty"`
	Mark    string    `json:"k,omitempty"`
	Told    bool      `json:"d,omitempty"` // details were kept
	Hoped   bool      `json:"h,omitempty"` // what was hoped for was kept
}

// point is a strength, Second seconds after the moment began.
type point struct {
	Second int `json:"s"`
	Value  int `json:"v"`
}

const (
	stepName  = "now"
	mostRated = 24 // ratings remembered between pages; all of them are kept
)

func recall(r *feature.Request) (step, bool) {
	var s step
	if r.Steps.Recall(stepName, &s) && s.Moment != (ebb.ID{}) {
		return s, true
	}
	if r.Demo { // nothing is written there, and every page can be looked at
		at := r.Now.Add(-4 * time.Minute)
		return step{Moment: ebb.ID{1}, Pull: "reach", At: at, Rated: []point{{0, 7}}, Expects: -1}, true
	}
	return step{}, false
}

func (s step) keep(r *feature.Request) { r.Steps.Keep(stepName, s) }

// flowScripts are what every page of the flow has.
var flowScripts = []string{"hold"}

func begin(r *feature.Request, pull string) step {
	return step{Moment: r.NewID(), Pull: pull, At: r.Now, Expects: -1}
}

// minutes since the moment began.
func (s step) minutes(now time.Time) float64 { return now.Sub(s.At).Minutes() }

func (s step) first() (point, bool) {
	if len(s.Rated) == 0 {
		return point{}, false
	}
	return s.Rated[0], true
}

func (s step) last() (point, bool) {
	if len(s.Rated) == 0 {
		return point{}, false
	}
	return s.Rated[len(s.Rated)-1], true
}

// rate keeps a strength from the form field s, where one was chosen.
func (s *step) rate(r *feature.Request) error {
	v, given, err := strength(r, "s")
	if err != nil || !given {
		return err
	}
	if err := r.Capture(r.Context(), moment.KindRating, r.Now, moment.Rating{Moment: s.Moment, Value: v}); err != nil {
		return err
	}
	if len(s.Rated) == mostRated { // the first one stays
		s.Rated = append(s.Rated[:1], s.Rated[2:]...)
	}
	s.Rated = append(s.Rated, point{int(r.Now.Sub(s.At).Seconds()), v})
	return nil
}

// expect keeps a forecast from the form field f, where one was chosen.
func (s *step) expect(r *feature.Request) error {
	v, given, err := strength(r, "f")
	if err != nil || !given {
		return err
	}
	if err := r.Capture(r.Context(), moment.KindForecast, r.Now, moment.Forecast{Moment: s.Moment, Value: v}); err != nil {
		return err
	}
	s.Expects, s.Asked = v, r.Now
	return nil
}

// end keeps an outcome and says where to go then.
func (s *step) end(r *feature.Request, outcome string) (feature.Answer, error) {
	body := moment.Outcome{Moment: s.Moment, Outcome: outcome}
	if err := body.Check(); err != nil {
		return feature.Answer{}, err
	}
	if err := r.Capture(r.Context(), moment.KindOutcome, r.Now, body); err != nil {
		return feature.Answer{}, err
	}
	s.Outcome, s.Mark = outcome, ""
	s.keep(r)
	switch outcome {
	case moment.Acted:
		return feature.Answer{Goto: "/now/sent"}, nil
	case moment.Reached:
		return feature.Answer{Goto: "/now/reached"}, nil
	}
	return feature.Answer{Goto: "/now/done"}, nil
}

func strength(r *feature.Request, field string) (v int, given bool, err error) {
	text := r.FormValue(field)
	if text == "" {
		return 0, false, nil
	}
	v, err = strconv.Atoi(text)
	if err != nil || !moment.OnScale(v) {
		return 0, false, ebb.Bad("hold.bad.strength")
	}
	return v, true, nil
}

// twice is how soon after a pull the same one again is the same tap.
const twice = 5 * time.Second

func postPull(r *feature.Request) (feature.Answer, error) {
	s := begin(r, r.FormValue("pull"))
	if before, ok := recall(r); ok && before.Pull == s.Pull && r.Now.Sub(before.At) < twice {
		return feature.Answer{Goto: "/now/strength"}, nil
	}
	body := moment.Pull{Moment: s.Moment, Pull: s.Pull}
	if err := body.Check(); err != nil {
		return feature.Answer{}, err
	}
	if err := r.Capture(r.Context(), moment.KindPull, r.Now, body); err != nil {
		return feature.Answer{}, err
	}
	s.keep(r)
	return feature.Answer{Goto: "/now/strength"}, nil
}

func postDid(r *feature.Request) (feature.Answer, error) {
	s := begin(r, "")
	return s.end(r, moment.Acted)
}

// night is a page of the flow; without a moment it begins anew.
func night(r *feature.Request, page string, data func(step) (any, error)) (feature.Answer, error) {
	s, ok := recall(r)
	if !ok {
		return feature.Answer{Goto: "/now"}, nil
	}
	d, err := data(s)
	return feature.Answer{
		Template: "hold/" + page, Title: "hold.title." + page, Where: s.where(r),
		Data: d, Night: true, Scripts: flowScripts,
	}, err
}

// where is the small line in the header: the pull, and when or how strong.
func (s step) where(r *feature.Request) string {
	if p, ok := s.first(); ok {
		return r.Say("hold.where.rated", "pull", s.Pull, "n", p.Value)
	}
	return r.Say("hold.where.time", "pull", s.Pull, "time", view.Clock(s.At.In(r.Now.Location())))
}

func showStrength(r *feature.Request) (feature.Answer, error) {
	return night(r, "strength", func(step) (any, error) {
		scale := Scale{r.Say("hold.strength.later.legend"), bars(r, "f", -1)}
		return strengthPage{bars(r, "s", -1), scale, moment.Outcomes, saved(r)}, nil
	})
}

type strengthPage struct {
	Bars     Bars
	Scale    Scale
	Outcomes []string
	Saved    string
}

func postStrength(r *feature.Request) (feature.Answer, error) {
	s, ok := recall(r)
	if !ok {
		return feature.Answer{Goto: "/now"}, nil
	}
	err := s.rate(r)
	if err == nil {
		err = s.expect(r)
	}
	s.keep(r) // what was kept before an error stays known
	if err != nil {
		return feature.Answer{}, err
	}
	if o := r.FormValue("outcome"); o != "" {
		return s.end(r, o)
	}
	if r.FormValue("then") == "choose" {
		return feature.Answer{Goto: "/now/choose"}, nil
	}
	return feature.Answer{Goto: "/now/wave"}, nil
}

func showChoose(r *feature.Request) (feature.Answer, error) {
	return night(r, "choose", func(s step) (any, error) {
		until, tomorrow := morning(r.Now)
		aids, err := s.aids(r, "choose")
		return choosePage{view.Clock(until), tomorrow, aids, saved(r)}, err
	})
}

type choosePage struct {
	Until    string
	Tomorrow bool
	Aids     []feature.Aid
	Saved    string
}

// morning is the next ten o'clock that a night lies before.
func morning(now time.Time) (at time.Time, tomorrow bool) {
	y, m, d := now.Date()
	tomorrow = now.Hour() >= 5
	if tomorrow {
		d++
	}
	return time.Date(y, m, d, 10, 0, 0, 0, now.Location()), tomorrow
}

func postChoose(r *feature.Request) (feature.Answer, error) {
	s, ok := recall(r)
	if !ok {
		return feature.Answer{Goto: "/now"}, nil
	}
	choice := r.FormValue("choice")
	if choice == "did" {
		return s.end(r, moment.Acted)
	}
	body := moment.Intent{Moment: s.Moment, Intent: choice}
	if choice == moment.Wait {
		until, _ := morning(r.Now)
		body.Until = until.Format(time.RFC3339)
	}
	if err := body.Check(); err != nil {
		return feature.Answer{}, err
	}
	if err := r.Capture(r.Context(), moment.KindIntent, r.Now, body); err != nil {
		return feature.Answer{}, err
	}
	s.Intent = choice
	s.keep(r)
	return feature.Answer{Goto: "/now/again"}, nil
}

func showAgain(r *feature.Request) (feature.Answer, error) {
	return night(r, "again", func(s step) (any, error) {
		ghost := -1
		if p, ok := s.first(); ok {
			ghost = p.Value
		}
		return againPage{bars(r, "s", ghost), s.Outcome != "", moment.Outcomes, saved(r)}, nil
	})
}

type againPage struct {
	Bars     Bars
	Ended    bool
	Outcomes []string
	Saved    string
}

func postAgain(r *feature.Request) (feature.Answer, error) {
	s, ok := recall(r)
	if !ok {
		return feature.Answer{Goto: "/now"}, nil
	}
	if err := s.rate(r); err != nil {
		return feature.Answer{}, err
	}
	if o := r.FormValue("outcome"); o != "" {
		return s.end(r, o)
	}
	s.keep(r)
	return feature.Answer{Goto: "/now/done"}, nil
}

// Bars are the eleven radios of a strength.
type Bars struct {
	Field string // form field
	Ghost int    // the first rating, drawn as an outline; -1 none
	Each  []Bar
}

// Scale is a small row of the same eleven radios, with its legend.
type Scale struct {
	Legend string
	Bars   Bars
}

// Bar is one of them.
type Bar struct {
	Value int
	Word  string
	Ghost bool
}

func bars(r *feature.Request, field string, ghost int) Bars {
	b := Bars{Field: field, Ghost: ghost}
	for v := range 11 {
		b.Each = append(b.Each, Bar{v, r.Say("hold.word." + strconv.Itoa(v)), v == ghost})
	}
	return b
}

// saved says where what was done so far is kept, and until when.
func saved(r *feature.Request) string {
	switch {
	case r.Demo:
		return r.Say("hold.saved.demo")
	case r.State == feature.Draft:
		return r.Say("hold.saved.draft", "day", view.Day(r, r.Until.In(r.Now.Location())))
	case r.State == feature.Locked:
		return r.Say("hold.saved.locked")
	}
	return r.Say("hold.saved.open")
}
