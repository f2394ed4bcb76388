package plan

import (
	"slices"
	"time"

	"ebb"
	"ebb/feature"
)

// Names of the steps: in the first a hard moment remembers itself, its "m" is
// the moment that is going on; in the second stands when something was kept.
const (
	current = "now"
	kept    = "plan.kept"
)

// twice is how soon after one tap the next is the same.
const twice = 5 * time.Second

// listed is how many plans are offered as an answer.
const listed = 8

// going is the hard moment that is going on; zero where there is none.
func going(r *feature.Request) ebb.ID {
	var s struct {
		Moment ebb.ID `json:"m"`
	}
	r.Steps.Recall(current, &s)
	return s.Moment
}

// turnedPage asks what it was. Plans are empty while locked.
type turnedPage struct {
	Plans []planView
	Max   int
}

func showTurned(r *feature.Request) (feature.Answer, error) {
	a := feature.Answer{Template: "plan/turned", Title: "plan.turned.title", Where: r.Say("plan.turned.title"), Night: true, Scripts: []string{"hold"}}
	p := turnedPage{Max: longest}
	if r.Journal == nil {
		a.Data = p
		return a, nil
	}
	var some []entry
	err := see(r, func(s *State) error {
		some = s.answers(dayOf(r.Now))
		return nil
	})
	if err == nil {
		p.Plans, err = views(r, some)
	}
	a.Data = p
	return a, err
}

// answers are the plans that may have been turned to: those a day offers, then
// the newest.
func (s *State) answers(day int) (all []entry) {
	for _, o := range s.offers(day) {
		all = append(all, o.entry)
	}
	for _, e := range slices.Backward(s.plans) {
		if !slices.ContainsFunc(all, func(a entry) bool { return a.seq == e.seq }) {
			all = append(all, e)
		}
	}
	return all[:min(len(all), listed)]
}

// postTurned keeps that somebody turned to something else, in a hard moment or
// from Today.
func postTurned(r *feature.Request) (feature.Answer, error) {
	t := Turned{Words: r.OwnLine("words")}
	if id, err := ebb.ParseID(r.FormValue("plan")); err == nil {
		t.Plan = id
	}
	to := "/today"
	if r.FormValue("from") != "today" {
		t.Moment, to = going(r), "/now/turned/kept"
	}
	var last time.Time
	if r.Steps.Recall(kept, &last) && r.Now.Sub(last) < twice {
		return feature.Answer{Goto: to}, nil
	}
	if err := t.check(); err != nil {
		return feature.Answer{}, err
	}
	if err := r.Capture(r.Context(), TurnedTo, r.Now, t); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Keep(kept, r.Now)
	return feature.Answer{Goto: to}, nil
}

// keptPage says that it counts. Count is "" while locked.
type keptPage struct {
	Count  string
	Moment bool // one is going on
	Locked bool
}

func showKept(r *feature.Request) (feature.Answer, error) {
	p := keptPage{Moment: going(r) != ebb.ID{}, Locked: r.Journal == nil}
	a := feature.Answer{Template: "plan/kept", Title: "plan.turned.title", Where: r.Say("plan.turned.title"), Night: true}
	var err error
	if !p.Locked {
		err = see(r, func(s *State) error {
			p.Count = s.count(r)
			return nil
		})
	}
	a.Data = p
	return a, err
}

// cardView is what Today shows once there is a plan, or something turned to.
type cardView struct {
	Count string
	Plans []planView
	Max   int
	Tasks []planView // set for the week yesterday
	Turns bool       // there is something to turn to, or was
}

func card(r *feature.Request) (*feature.Card, error) {
	v := cardView{Max: longest}
	var some, tasks []entry
	if r.Journal == nil {
		return nil, nil
	}
	err := see(r, func(s *State) error {
		v.Count, some, tasks = s.count(r), s.answers(dayOf(r.Now)), s.next(r.Now)
		return nil
	})
	v.Turns = v.Count != "" || len(some) > 0
	if err != nil || !v.Turns && len(tasks) == 0 {
		return nil, err
	}
	if v.Tasks, err = taskViews(r, tasks); err != nil {
		return nil, err
	}
	v.Plans, err = views(r, some)
	return &feature.Card{Template: "plan/card", Data: v}, err
}

// aids are the plans that fit, where one waits and where one chooses, and the
// place to say that something else was turned to.
func aids(r *feature.Request) ([]feature.Aid, error) {
	var today []offer
	err := see(r, func(s *State) error {
		today = s.offers(dayOf(r.Now))
		return nil
	})
	if err != nil {
		return nil, err
	}
	var some []entry
	for _, o := range today {
		some = append(some, o.entry)
	}
	link := feature.Link{Href: "/now/turned", Text: r.Say("plan.turned.do")}
	all := []feature.Aid{{Step: "done", Head: r.Say("plan.turned.aid"), Links: []feature.Link{link}}}
	for _, step := range []string{"wave", "choose"} {
		err = reread(r, some, func(e ebb.Event, p Plan) {
			i := slices.IndexFunc(today, func(o offer) bool { return o.id == e.ID })
			all = append(all, feature.Aid{Step: step, Head: p.begins(r), Lines: []string{p.Then}, Pulls: today[i].pulls})
		})
		if err != nil {
			return nil, err
		}
	}
	return all, nil
}

// weekView is what a week's review shows.
type weekView struct {
	Count string
	Times []timeView
}

// mostAWeek is how many times a week's review lists.
const mostAWeek = 7

func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	var times, plans []entry
	err := see(r, func(s *State) error {
		times, plans = s.between(from, until), slices.Clone(s.plans)
		return nil
	})
	if err != nil || len(times) == 0 {
		return nil, err
	}
	v := weekView{Count: r.Say("plan.week", "n", len(times))}
	v.Times, err = told(r, times[:min(len(times), mostAWeek)], plans)
	v.Times = slices.DeleteFunc(v.Times, func(t timeView) bool { return t.What == "" })
	return []feature.Card{{Template: "plan/week", Data: v}}, err
}
