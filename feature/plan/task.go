package plan

import (
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// asks is how long a thing that was set for the week is offered as a plan.
const asks = 7 * 24 * time.Hour

// task takes one that was set for the week. Boundaries are not for plans.
func (s *State) task(now entry, e ebb.Event) error {
	var t tie.Task
	if err := e.Decode(&t); err != nil || t.Bound || t.If == "" {
		return err
	}
	now.day = t.Day != ([16]byte{})
	s.tasks = insert(s.tasks, now)
	return nil
}

// open are the tasks of the last days that are no plan yet, the oldest first.
func (s *State) open(now time.Time) []entry {
	return slices.DeleteFunc(slices.Clone(s.tasks), func(e entry) bool { return now.Sub(e.at) >= asks || s.taken[e.id] })
}

// next are those that Today offers: on the day after they were set, and once.
// What is for a hard day stands there only with its day.
func (s *State) next(now time.Time) []entry {
	return slices.DeleteFunc(s.open(now), func(e entry) bool { return e.day || dayOf(now)-dayOf(e.at.In(now.Location())) != 1 })
}

// taskViews are tasks as plans would say them.
func taskViews(r *feature.Request, some []entry) (all []planView, err error) {
	err = reread(r, some, func(e ebb.Event, t tie.Task) {
		all = append(all, planView{ID: e.ID.String(), If: Plan{When: t.If}.begins(r), Then: t.Then})
	})
	return all, err
}

// postTask makes a task a plan. A second tap finds nothing to do.
func postTask(r *feature.Request) (feature.Answer, error) {
	id, cause := ebb.ParseID(r.FormValue("task"))
	var e entry
	var taken bool
	err := see(r, func(s *State) error {
		e, taken = one(s.tasks, id), s.taken[id]
		switch {
		case cause != nil || e.seq == 0:
			return &ebb.Problem{Status: 404, Say: "plan.bad.gone", Cause: cause}
		case !taken && len(s.plans) >= most:
			return ebb.Bad("plan.bad.full", "n", most)
		}
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	if taken {
		return feature.Answer{Goto: "/keep/plans"}, nil
	}
	var p Plan
	err = reread(r, []entry{e}, func(_ ebb.Event, t tie.Task) { p = Plan{When: t.If, Then: t.Then, Task: id} })
	if err != nil {
		return feature.Answer{}, err
	}
	return made(r, p)
}
