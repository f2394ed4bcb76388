package reached

import (
	"slices"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// step is what the flow remembers from one page to the next.
type step struct {
	Moment ebb.ID `json:"m"`
	What   string `json:"w,omitempty"`
	Choice string `json:"c,omitempty"`
	Noted  bool   `json:"n,omitempty"`
}

const stepName = "reached"

func recall(r *feature.Request) (step, bool) {
	var s step
	if r.Steps.Recall(stepName, &s) && s.Moment != (ebb.ID{}) {
		return s, true
	}
	return step{Moment: ebb.NewID(), What: Whats[len(Whats)-1], Choice: Nothing}, r.Demo // there every page can be looked at
}

// first is the static page: every step at once, for a script to show one after
// the other. Without it only the first is seen.
type first struct {
	Whats   []string
	Steps   []tonight // all but the one that frightens
	Choices []string
	Longest int
}

// tonight is the choice, whatever came.
type tonight struct {
	What    string
	Choices []string
	Static  bool
	Rules   []feature.Aid // the person's own, from calm days
	Line    string        // where none stands
	Allowed bool          // their no: contact is what they or a court allow
	Moment  string        // an earlier one, by its id
	Saved   string
}

func show(r *feature.Request) (feature.Answer, error) {
	p := first{Whats: Whats, Choices: Choices, Longest: longest}
	for _, w := range Whats {
		if w != Fright {
			p.Steps = append(p.Steps, tonight{What: w, Choices: Choices, Static: true})
		}
	}
	a := night(r, "show", p)
	a.Static, a.Scripts = true, []string{"flow"}
	return a, nil
}

func night(r *feature.Request, page string, data any) feature.Answer {
	return feature.Answer{Template: "reached/" + page, Title: "reached.title", Where: r.Say("reached.where"), Data: data, Night: true}
}

func postCame(r *feature.Request) (feature.Answer, error) {
	s := step{Moment: r.NewID(), What: r.FormValue("what")}
	body := Came{s.Moment, s.What}
	if err := body.check(); err != nil {
		return feature.Answer{}, err
	}
	if err := r.Capture(r.Context(), KindCame, r.Now, body); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Keep(stepName, s)
	if s.What == Fright {
		r.Steps.Keep("help.first", "violence")
		return feature.Answer{Goto: "/reached/fear"}, nil
	}
	return feature.Answer{Goto: "/reached/choose"}, nil
}

func showChoose(r *feature.Request) (feature.Answer, error) {
	s, ok := recall(r)
	switch {
	case !ok:
		return feature.Answer{Goto: "/reached"}, nil
	case s.What == Fright:
		return feature.Answer{Goto: "/reached/fear"}, nil
	}
	p := tonight{What: s.What, Choices: Choices, Saved: saved(r)}
	if !slices.Contains(Calm, s.What) {
		return night(r, "tonight", p), nil
	}
	if r.Journal == nil {
		p.Line = r.Say("reached.rule.locked")
		return night(r, "tonight", p), nil
	}
	err := p.look(r)
	return night(r, "tonight", p), err
}

// look finds the rules that were made for it, here and elsewhere, and whether
// their no stands.
func (t *tonight) look(r *feature.Request) error {
	err := feature.See(r, Name, func(s *State) error {
		t.Allowed = s.safety.TheirNo == tie.Yes
		return nil
	})
	if err != nil {
		return err
	}
	all, err := r.Aids()
	t.Rules = feature.Fitting(all, Name+"-"+t.What, "")
	return err
}

// postChose keeps a choice for the moment that is going on, or by its id for
// one that waited until morning.
func postChose(r *feature.Request) (feature.Answer, error) {
	s, ok := recall(r)
	to := "/reached/kept"
	if text := r.FormValue("moment"); text != "" {
		id, err := ebb.ParseID(text)
		if err != nil {
			return feature.Answer{}, ebb.Bad("reached.bad")
		}
		s, ok, to = step{Moment: id}, true, "/today"
	}
	if !ok {
		return feature.Answer{Goto: "/reached"}, nil
	}
	s.Choice = r.FormValue("choice")
	body := Chose{s.Moment, s.Choice}
	if err := body.check(); err != nil {
		return feature.Answer{}, err
	}
	if err := r.Capture(r.Context(), KindChose, r.Now, body); err != nil {
		return feature.Answer{}, err
	}
	if to != "/today" {
		r.Steps.Keep(stepName, s)
	}
	return feature.Answer{Goto: to}, nil
}

// keptPage is where tonight ends.
type keptPage struct {
	Choice string
	Back   bool // it opens by day
	Saved  string
}

func showKept(r *feature.Request) (feature.Answer, error) {
	s, ok := recall(r)
	if !ok || s.Choice == "" {
		return feature.Answer{Goto: "/reached"}, nil
	}
	return night(r, "kept", keptPage{s.Choice, s.What == Back, saved(r)}), nil
}

// fearPage leaves answering altogether.
type fearPage struct {
	Noted   bool // what came was written down
	Longest int
	Saved   string
}

func showFear(r *feature.Request) (feature.Answer, error) {
	s, _ := recall(r)
	return night(r, "fear", fearPage{s.Noted, longest, saved(r)}), nil
}

func postNoted(r *feature.Request) (feature.Answer, error) {
	s, _ := recall(r)
	body := Noted{s.Moment, r.Own("words")}
	if err := body.check(); err != nil {
		return feature.Answer{}, err
	}
	if err := r.Capture(r.Context(), KindNoted, r.Now, body); err != nil {
		return feature.Answer{}, err
	}
	s.Noted, s.What = true, Fright
	r.Steps.Keep(stepName, s)
	return feature.Answer{Goto: "/reached/fear"}, nil
}

// saved says where what was done so far is kept.
func saved(r *feature.Request) string {
	switch {
	case r.Demo:
		return r.Say("reached.saved.demo")
	case r.State == feature.Locked:
		return r.Say("reached.saved.locked")
	}
	return r.Say("reached.saved.open")
}
