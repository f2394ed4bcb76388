package harm

import (
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

type taskView struct {
	ID, If, Then string
	Bound        bool
}

type tasksPage struct {
	Asks  string // what for
	Tasks []taskView
	Form  *tie.Task // nil where there is no room
	Like  string    // which examples stand in the empty fields
	Wrong string
	Undo  string
	Most  int
	Max   int
}

func views(r *feature.Request, some []entry) (all []taskView, err error) {
	for _, e := range some {
		t, err := reread[tie.Task](r, e.seq)
		if err != nil {
			return nil, err
		}
		all = append(all, taskView{e.id.String(), t.If, t.Then, t.Bound})
	}
	return all, nil
}

func showTasks(r *feature.Request) (feature.Answer, error) { return tasks(r, tie.Task{}, "") }

// tasks are those of this week, and room for another, with what could not be
// kept.
func tasks(r *feature.Request, t tie.Task, wrong string) (feature.Answer, error) {
	p := tasksPage{Wrong: wrong, Undo: undoable(r), Most: most, Max: oneTask}
	var some []entry
	err := see(r, func(s *State) error {
		p.Asks, some = s.asks(), s.thisWeek(r.Now)
		if p.Like = p.Asks; s.safety.AnyYes() {
			p.Like = "open" // no example that speaks with them
		}
		return nil
	})
	if err == nil {
		p.Tasks, err = views(r, some)
	}
	if len(some) < most || wrong != "" {
		p.Form = &t
	}
	a := inside(r, "harm/tasks", p)
	if wrong != "" {
		a.Status = 422
	}
	return a, err
}

func postTask(r *feature.Request) (feature.Answer, error) {
	t := tie.Task{If: r.OwnLine("if"), Then: r.OwnLine("then"), Bound: r.FormValue("kind") == "boundary"}
	var some []entry
	err := see(r, func(s *State) error { some = s.thisWeek(r.Now); return nil })
	if err != nil {
		return feature.Answer{}, err
	}
	all, err := views(r, some)
	if err != nil {
		return feature.Answer{}, err
	}
	if slices.ContainsFunc(all, func(v taskView) bool { return v.If == t.If && v.Then == t.Then && v.Bound == t.Bound }) {
		return feature.Answer{Goto: "/decide/after/week"}, nil // a second tap
	}
	wrong := ""
	switch long := over(oneTask, t.If, t.Then); {
	case long > 0:
		wrong = r.Say("harm.bad.task.long", "n", long, "max", oneTask)
	case t.Then == "":
		wrong = r.Say("harm.bad.task.then")
	case t.If == "" && !t.Bound:
		wrong = r.Say("harm.bad.task.if")
	case len(all) >= most:
		wrong = r.Say("harm.bad.task.full", "n", most)
	}
	if wrong != "" {
		return tasks(r, t, wrong)
	}
	return keep(r, r.New(tie.Tasked, t), "task", "/decide/after/week")
}

// postOut takes a task out.
func postOut(r *feature.Request) (feature.Answer, error) {
	id, err := ebb.ParseID(r.FormValue("task"))
	there := false
	if err == nil {
		err = see(r, func(s *State) error {
			there = slices.ContainsFunc(s.tasks, func(e entry) bool { return e.id == id })
			return nil
		})
	}
	if err != nil || !there {
		return feature.Answer{}, &ebb.Problem{Status: 404, Say: "harm.bad.gone", Cause: err}
	}
	return keep(r, r.New(ebb.Withdrawn, ebb.Withdrawal{ID: id}), "out", "/decide/after/week")
}

type weekView struct {
	Tasks []taskView
}

// week is the tasks set on these days, as things for the coming week, and what
// was said about distance.
func week(r *feature.Request, from, until time.Time) (cards []feature.Card, err error) {
	var some []entry
	var said entry
	closed := false
	err = see(r, func(s *State) error {
		for _, e := range s.tasks {
			if !e.at.Before(from) && e.at.Before(until) {
				some = append(some, e)
			}
		}
		if !s.apart.at.Before(from) && s.apart.at.Before(until) {
			said = s.apart
		}
		closed = s.safety.AnyYes()
		return nil
	})
	if err != nil {
		return nil, err
	}
	all, err := views(r, some[max(0, len(some)-most):])
	if err != nil {
		return nil, err
	}
	if len(all) > 0 {
		cards = append(cards, feature.Card{Step: "next", Template: "harm/week", Data: weekView{all}})
	}
	a, err := reread[Apart](r, said.seq)
	if v := a.look(r, closed); err == nil && v != nil {
		cards = append(cards, feature.Card{Step: "need", Template: "harm/apart", Data: v})
	}
	return cards, err
}
