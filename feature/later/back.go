package later

import (
	"slices"
	"strings"

	"ebb/feature"
	"ebb/feature/later/said"
	"ebb/tie"
)

// backCard is what Today says to somebody who comes back.
type backCard struct {
	Months int            // that they were away; 0 less than two
	Places []feature.Link // where something had its day meanwhile
}

// month is how many hours one has, about.
const month = 365.25 * 24 / 12

// back is what Today shows first after a long silence, until something is kept
// again or it is put aside.
func back(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	s, err := said.See(r)
	if err != nil {
		return nil, err
	}
	quiet, ok := s.Away(r.Now)
	if !ok || !quiet.Again.IsZero() {
		return nil, nil
	}
	st, _, err := standing(r, s)
	if err != nil {
		return nil, err
	}
	plain := "no"
	if st.EndedBy == tie.NotEnded || s.Safety.Fear() {
		plain = "yes"
	}
	v, err := meanwhile(r, quiet)
	return &feature.Card{Headline: r.Say("later.away", "plain", plain), Template: "later/back.card", Data: v}, err
}

// meanwhile is the places that had their day in a silence.
func meanwhile(r *feature.Request, q said.Silence) (v backCard, err error) {
	if n := int(r.Now.Sub(q.Since).Hours() / month); n > 1 {
		v.Months = n
	}
	v.Places, err = r.Missed(q.Since)
	return v, err
}

// postAside ends a return: what had its day in the silence is not brought up
// again.
func postAside(r *feature.Request) (feature.Answer, error) {
	s, err := said.See(r)
	to := feature.Answer{Goto: "/today"}
	if _, ok := s.Away(r.Now); err != nil || !ok {
		return to, err
	}
	return to, r.Keep(said.KindAside, struct{}{})
}

// standing is where the person says they are, and where they said they were
// before that.
func standing(r *feature.Request, s said.State) (now, before tie.Standing, err error) {
	n := len(s.Stood)
	if n > 1 {
		before, err = said.Reread[tie.Standing](r, s.Stood[n-2])
	}
	if n > 0 && err == nil {
		now, err = said.Reread[tie.Standing](r, s.Stood[n-1])
	}
	return now, before, err
}

type backPage struct {
	backCard
	Away   bool
	Closed bool // a yes, or their no
}

// showBack is where to go from here, the old plan first.
func showBack(r *feature.Request) (feature.Answer, error) {
	s, err := said.See(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := backPage{Closed: s.Safety.AnyYes()}
	quiet, ok := s.Away(r.Now)
	if ok {
		p.Away = true
		p.backCard, err = meanwhile(r, quiet)
	}
	return said.Inside(r, "later/back", p), err
}

type planPage struct {
	Decided        string // on which day; "" where nothing is decided
	Words, Do      string
	Plans, OnReach []feature.Aid
	Without        bool // nothing at all was written for this
}

// showPlan is what the person wrote for this on calm days.
func showPlan(r *feature.Request) (feature.Answer, error) {
	s, err := said.See(r)
	if err != nil {
		return feature.Answer{}, err
	}
	d, err := said.Reread[tie.Decision](r, s.Decided)
	if err != nil {
		return feature.Answer{}, err
	}
	p := planPage{Words: d.Words, Do: d.Do}
	if d.Words != "" || d.Do != "" {
		p.Decided = r.Day(s.Decided.At)
	}
	all, err := r.Aids()
	p.Plans, p.OnReach = written(all, "choose"), written(all, "reached-")
	p.Without = p.Decided == "" && len(p.Plans)+len(p.OnReach) == 0
	return said.Inside(r, "later/plan", p), err
}

// written are the aids of a step, or of all that begin like it, that hold the
// person's own words, each once.
func written(all []feature.Aid, step string) (own []feature.Aid) {
	for _, a := range all {
		same := func(o feature.Aid) bool { return slices.Equal(o.Lines, a.Lines) }
		if len(a.Lines) > 0 && strings.HasPrefix(a.Step, step) && !slices.ContainsFunc(own, same) {
			own = append(own, a)
		}
	}
	return own
}

type againPage struct {
	said.Step           // as the form has it
	stands    said.Step // what was said last
	Closed    string    // why it is closed, in words that anybody may see
	Undo, Due bool
	Rule      []feature.Aid
	Kept      tie.Count // their promises
	Chances   int       // second ones, given to them
	Was       *told
	Min, Max  string
	Wrong     string
}

// showAgain is for when they came back: the rule of a calm day, the chances so
// far, one small step and a day to look again.
func showAgain(r *feature.Request) (feature.Answer, error) {
	p, err := again(r)
	return said.Inside(r, "later/again", p), err
}

func again(r *feature.Request) (p againPage, err error) {
	s, err := said.See(r)
	if err != nil || s.Safety.AnyYes() {
		p.Closed = closed(r, s.Safety)
		return p, err
	}
	p.Undo, p.Kept, p.Chances = r.CanPutBack(said.Undo), s.Ledger.Count(false), len(s.Chances)
	p.Min, p.Max = days(r)
	all, err := r.Aids()
	if err != nil {
		return p, err
	}
	p.Rule = written(all, "reached-back")
	stands, _, ok := said.Last(s.Steps)
	if !ok {
		return p, nil
	}
	if p.stands, err = said.Reread[said.Step](r, stands.Row); err != nil {
		return p, err
	}
	p.Was, p.Due = toldStep(r, p.stands, stands.Row), due(r, p.stands.Review)
	if !p.Due { // on its day the form is empty, and what was said stands beside it
		p.Step = p.stands
	}
	return p, nil
}

// closed is what stands where nothing is prepared: their no is said, fear shows
// no reason.
func closed(r *feature.Request, s tie.Safety) string {
	switch {
	case !s.AnyYes():
		return ""
	case s.Fear():
		return r.Say("later.closed")
	}
	return r.Say("later.closed.no")
}

// toldStep is a step in words; nil where it was taken out meanwhile.
func toldStep(r *feature.Request, s said.Step, row feature.Row) *told {
	t := told{ID: row.ID.String(), Day: r.Day(row.At)}
	if s.Small != "" {
		t.Lines = append(t.Lines, s.Small)
	}
	if s.Sees != "" {
		t.Lines = append(t.Lines, r.Say("later.sees.said", "what", s.Sees))
	}
	if at, ok := r.Morning(s.Review); ok {
		t.Lines = append(t.Lines, r.Say("later.review.said", "at", at))
	}
	if len(t.Lines) == 0 {
		return nil
	}
	return &t
}

func postAgain(r *feature.Request) (feature.Answer, error) {
	to := feature.Answer{Goto: base + "/again"}
	p, err := again(r)
	if err != nil || p.Closed != "" {
		return to, err
	}
	was := p.stands
	day, ok := ahead(r, was.Review)
	now := said.Step{Small: r.Own("small"), Sees: r.Own("sees"), Review: day}
	switch n := said.Over(said.Longest, now.Small, now.Sees); {
	case n > 0:
		p.Wrong = r.Say("later.bad.long", "n", n, "max", said.Longest)
	case !ok:
		p.Wrong = r.Say("later.bad.date")
	}
	if p.Wrong != "" {
		p.Step = now
		return said.Wrong(said.Inside(r, "later/again", p))
	}
	if p.Due && now.Review == was.Review {
		now.Review = "" // its day has been
	}
	if now == was || now == (said.Step{}) {
		return to, nil
	}
	r.Steps.Forget(said.Undo)
	return to, r.Keep(said.KindStep, now)
}

type togetherPage struct {
	Closed    string
	Is        bool // together is what stands
	Now, Past string
	Was       tie.Standing // what stood before, to go back to
}

// showTogether is one tap for being together again, and one back.
func showTogether(r *feature.Request) (feature.Answer, error) {
	s, err := said.See(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := togetherPage{Closed: closed(r, s.Safety)}
	now, was, err := standing(r, s)
	p.Is, p.Was = now.EndedBy == tie.NotEnded, was
	p.Now, p.Past = sayStanding(r, now), sayStanding(r, was)
	return said.Inside(r, "later/together", p), err
}

// sayStanding is a stance and who ended it in one line.
func sayStanding(r *feature.Request, st tie.Standing) string {
	var all []string
	if st.Stance != "" {
		all = append(all, r.Say("later.stance", "stance", string(st.Stance)))
	}
	if st.EndedBy != "" {
		all = append(all, r.Say("later.ended", "who", string(st.EndedBy)))
	}
	return strings.Join(all, ", ")
}
