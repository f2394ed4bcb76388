package boundary

import (
	"slices"

	"ebb"
	"ebb/feature"
	"ebb/feature/boundary/fence"
	"ebb/tie"
)

// tasksView is what was set for the week elsewhere, offered as boundaries.
type tasksView struct {
	Tasks []taskView
	Cools []chip // until a cooling time was chosen
	Days  int
}

type taskView struct{ ID, Text string }

// offered is some tasks in words; nil where there are none.
func offered(r *feature.Request, of func(*fence.State) []fence.Mark) (*tasksView, error) {
	var v tasksView
	var some []fence.Mark
	err := feature.See(r, Name, func(s *fence.State) error {
		some = of(s)
		days, chosen, _ := s.Cool(r.Now)
		if v.Days = days; !chosen {
			v.Cools = cools(r, 1)
		}
		return nil
	})
	if err != nil || len(some) == 0 {
		return nil, err
	}
	for _, m := range some {
		text, err := taskText(r, m)
		if err != nil {
			return nil, err
		}
		v.Tasks = append(v.Tasks, taskView{m.ID.String(), text})
	}
	return &v, nil
}

// taskText is a task in the words that its boundary will have.
func taskText(r *feature.Request, m fence.Mark) (string, error) {
	var t tie.Task
	events, err := r.Journal.Read(r.Context(), m.Seq)
	if err == nil && len(events) > 0 {
		err = events[0].Decode(&t)
	}
	if t.If == "" {
		return t.Then, err
	}
	return r.Say("boundary.task.if", "if", t.If, "then", t.Then), err
}

// postTask sets a task as a boundary. A second tap finds nothing to do.
func postTask(r *feature.Request) (feature.Answer, error) {
	id, err := ebb.ParseID(r.FormValue("task"))
	var m fence.Mark
	if err == nil {
		err = feature.See(r, Name, func(s *fence.State) error {
			all := s.Asked(r.Now)
			if i := slices.IndexFunc(all, func(m fence.Mark) bool { return m.ID == id }); i >= 0 {
				m = all[i]
			}
			return nil
		})
	}
	if err != nil || m.Seq == 0 {
		return feature.Answer{Goto: "/keep/boundaries"}, nil
	}
	text, err := taskText(r, m)
	if err != nil {
		return feature.Answer{}, err
	}
	return put(r, fence.Rule{Text: text, Task: id})
}
