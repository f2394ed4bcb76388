package plan

import (
	"slices"
	"time"

	"ebb"
	"ebb/feature"
)

type plansPage struct {
	Form  *formView // nil where there is no room
	Plans []planView
	Most  int
	Undo  string // "plan", "turned" or "": what was taken out last
	Old   string // since when the oldest stands; "" while it is not old
	Count string // how often something else was turned to; "" never
	Times []timeView
	Tasks []planView // set for this week, and no plan yet
}

// formView is the form, empty or filled with one plan.
type formView struct {
	ID         string
	Cues       []chip
	When, Then string
	Like       int // which of our examples stands in the empty fields
	Max        int
}

type chip struct {
	Value string
	On    bool
}

type planView struct {
	ID, If, Then string
	Day          string
	Pictured     bool
}

type timeView struct {
	ID       string
	What     string // "" was not said
	Day      string
	InMoment bool
}

const (
	examples = 4                    // of our own, in empty fields
	old      = 180 * 24 * time.Hour // when a plan is worth another look
	lately   = 30                   // days in which turning is counted
	shown    = 20                   // times that are listed
)

func form(p Plan) formView {
	f := formView{When: p.When, Then: p.Then, Max: longest}
	for _, c := range append([]string{""}, cues()...) {
		f.Cues = append(f.Cues, chip{c, c == p.cue()})
	}
	return f
}

// monthAgo is the first midnight of the last 30 days, today among them.
func monthAgo(now time.Time) time.Time {
	y, m, d := now.Date()
	return time.Date(y, m, d-lately+1, 0, 0, 0, 0, now.Location())
}

// count says how often something else was turned to; "" where it never was.
func (s *State) count(r *feature.Request) string {
	if len(s.times) == 0 {
		return ""
	}
	n := len(s.between(monthAgo(r.Now), r.Now.Add(time.Hour)))
	return r.Say("plan.count", "n", n, "all", len(s.times))
}

func show(r *feature.Request) (feature.Answer, error) {
	p := plansPage{Most: most}
	var plans, times, tasks []entry
	pictured := map[ebb.ID]bool{}
	err := see(r, func(s *State) error {
		plans, p.Count = slices.Clone(s.plans), s.count(r)
		times, tasks = s.between(monthAgo(r.Now), r.Now.Add(time.Hour)), s.open(r.Now)
		for _, e := range plans {
			pictured[e.id] = s.pictured[e.id]
		}
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	if len(plans) < most {
		f := form(Plan{})
		f.Like = len(plans)%examples + 1
		p.Form = &f
	}
	if len(plans) > 0 && r.Now.Sub(plans[0].at) > old {
		p.Old = day(r, plans[0].at)
	}
	var last taken
	if r.Steps.Recall(undo, &last) {
		p.Undo = map[bool]string{true: "plan", false: "turned"}[last.Plan]
	}
	if p.Tasks, err = taskViews(r, tasks); err != nil {
		return feature.Answer{}, err
	}
	slices.Reverse(plans)
	slices.Reverse(times)
	if p.Plans, err = views(r, plans); err != nil {
		return feature.Answer{}, err
	}
	for i, v := range p.Plans {
		id, _ := ebb.ParseID(v.ID)
		p.Plans[i].Pictured = pictured[id]
	}
	p.Times, err = told(r, times[:min(len(times), shown)], plans)
	return feature.Answer{Template: "plan/all", Data: p, Title: "plan.title", Place: "keep"}, err
}

func showOne(r *feature.Request) (feature.Answer, error) {
	e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	var f formView
	err = reread(r, []entry{e}, func(_ ebb.Event, p Plan) { f = form(p) })
	f.ID = e.id.String()
	return feature.Answer{Template: "plan/one", Data: f, Title: "plan.title", Place: "keep", Back: back(r)}, err
}

// showOnce is the one rehearsal; it does not come a second time.
func showOnce(r *feature.Request) (feature.Answer, error) {
	e, err := find(r)
	if err != nil || e.pictured {
		return feature.Answer{Goto: "/keep/plans"}, err
	}
	all, err := views(r, []entry{e})
	if err != nil || len(all) == 0 {
		return feature.Answer{Goto: "/keep/plans"}, err
	}
	return feature.Answer{Template: "plan/once", Data: all[0], Title: "plan.title", Place: "keep", Back: back(r)}, nil
}

func back(r *feature.Request) *feature.Link {
	return &feature.Link{Href: "/keep/plans", Text: r.Say("plan.title")}
}

// reread opens the words of plans, or of times, in the order asked for.
func reread[T any](r *feature.Request, some []entry, f func(ebb.Event, T)) error {
	var seqs []uint64
	for _, e := range some {
		seqs = append(seqs, e.seq)
	}
	events, err := r.Journal.Read(r.Context(), seqs...)
	if err != nil {
		return err
	}
	for _, e := range events {
		var body T
		if err := e.Decode(&body); err != nil {
			return err
		}
		f(e, body)
	}
	return nil
}

func views(r *feature.Request, some []entry) (all []planView, err error) {
	err = reread(r, some, func(e ebb.Event, p Plan) {
		all = append(all, planView{ID: e.ID.String(), If: p.begins(r), Then: p.Then, Day: day(r, e.At)})
	})
	return all, err
}

// begins is the first half of a plan, said.
func (p Plan) begins(r *feature.Request) string {
	if p.When != "" {
		return r.Say("plan.if.own", "words", p.When)
	}
	return r.Say("plan.if", "cue", p.cue())
}

// told is what was turned to: own words, or what the plan says.
func told(r *feature.Request, times, plans []entry) (all []timeView, err error) {
	then := map[ebb.ID]string{}
	if len(times) > 0 {
		err = reread(r, plans, func(e ebb.Event, p Plan) { then[e.ID] = p.Then })
	}
	if err != nil {
		return nil, err
	}
	err = reread(r, times, func(e ebb.Event, t Turned) {
		v := timeView{ID: e.ID.String(), What: t.Words, Day: day(r, e.At), InMoment: t.Moment != ebb.ID{}}
		if v.What == "" {
			v.What = then[t.Plan]
		}
		all = append(all, v)
	})
	return all, err
}

func day(r *feature.Request, at time.Time) string {
	return r.Day(at)
}

func shelf(r *feature.Request) (*feature.Shelf, error) {
	sh := feature.Shelf{Href: "/keep/plans", Head: r.Say("plan.title"), Group: r.Say("plan.group")}
	err := see(r, func(s *State) error {
		sh.Line = r.Say("plan.shelf", "n", len(s.plans))
		return nil
	})
	return &sh, err
}
