package needs

import (
	"ebb/feature"
)

// goalsView is what was said of the years to come.
type goalsView struct {
	Goals
	Day    string // "" where nothing was said
	Gentle bool
}

type goalsPage struct {
	Goals
	Gentle bool
	Wrong  string
	Max    int
	Before goalsView // what was said before that
}

// goalsNow are the goals that stand; of the person alone after a yes.
func (k kept) goalsNow(r *feature.Request) (goalsView, error) { return k.goalsOf(r, newest(k.goals)) }

func (k kept) goalsOf(r *feature.Request, e entry) (v goalsView, err error) {
	v.Gentle = k.gentle
	if v.Goals, err = reread[Goals](r, e); err != nil || v.Goals == (Goals{}) {
		return v, err
	}
	if k.gentle {
		v.Goals = Goals{Mine: v.Mine}
	}
	v.Day = day(r, e.at)
	return v, nil
}

func showGoals(r *feature.Request) (feature.Answer, error) {
	k, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	now, err := k.goalsNow(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := goalsPage{Goals: now.Goals, Gentle: k.gentle, Max: longGoal}
	if n := len(k.goals); n > 1 {
		p.Before, err = k.goalsOf(r, k.goals[n-2])
	}
	return p.answer(r, 0), err
}

func (p goalsPage) answer(r *feature.Request, status int) feature.Answer {
	back := &feature.Link{Href: "/decide/needs", Text: r.Say("needs.title")}
	return feature.Answer{Status: status, Template: "needs/goals", Data: p, Title: "needs.title", Place: "decide", Back: back}
}

// postGoals keeps them. What a page did not ask for stays as it was.
func postGoals(r *feature.Request) (feature.Answer, error) {
	k, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	was, err := reread[Goals](r, newest(k.goals))
	if err != nil {
		return feature.Answer{}, err
	}
	now := Goals{Mine: r.Own("mine"), Theirs: r.Own("theirs"), Differ: r.Own("differ")}
	if k.gentle {
		now.Theirs, now.Differ = was.Theirs, was.Differ
	}
	for _, text := range []string{now.Mine, now.Theirs, now.Differ} {
		if why := tooLong(r, text, longGoal); why != "" {
			return goalsPage{Goals: now, Gentle: k.gentle, Wrong: why, Max: longGoal}.answer(r, 422), nil
		}
	}
	to := feature.Answer{Goto: "/decide/needs"}
	if now == was {
		return to, nil
	}
	return to, r.Record(r.New(GoalsSet, now))
}
