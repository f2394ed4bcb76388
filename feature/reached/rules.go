package reached

import (
	"slices"
	"time"

	"ebb/feature"
)

// calm is one kind of thing that may come, and the rule for it.
type calm struct{ What, Words string }

type rulesPage struct {
	Rules []calm
	Max   int
	Undo  bool
	Notes bool // something was noted in fear
}

// undo names the step that holds the id of the last rule taken out.
const undo = "reached.undo"

func showRules(r *feature.Request) (feature.Answer, error) {
	p := rulesPage{Max: longest}
	seqs := map[string]uint64{}
	err := feature.See(r, Name, func(s *State) error {
		for _, w := range Calm {
			seqs[w], _ = s.rule(w)
		}
		p.Notes = len(s.noted) > 0
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	for _, w := range Calm {
		c := calm{What: w}
		if seqs[w] != 0 {
			rule, err := reread[Rule](r, seqs[w])
			if err != nil {
				return feature.Answer{}, err
			}
			c.Words = rule.Words
		}
		p.Rules = append(p.Rules, c)
	}
	var id string
	p.Undo = r.Steps.Recall(undo, &id)
	return feature.Answer{Template: "reached/rules", Title: "reached.title.rules", Data: p, Place: "keep"}, nil
}

// postRule keeps a rule; without words it takes out the one that stood.
func postRule(r *feature.Request) (feature.Answer, error) {
	body := Rule{r.FormValue("what"), r.Own("words")}
	if err := body.check(); err != nil {
		return feature.Answer{}, err
	}
	stood := false
	err := feature.See(r, Name, func(s *State) error {
		_, stood = s.rule(body.What)
		return nil
	})
	r.Steps.Forget(undo)
	if err != nil || body.Words == "" && !stood {
		return feature.Answer{Goto: "/keep/rules"}, err
	}
	e := r.New(KindRule, body)
	if err := r.Record(e); err != nil {
		return feature.Answer{}, err
	}
	if body.Words == "" {
		r.Steps.Keep(undo, e.ID.String())
	}
	return feature.Answer{Goto: "/keep/rules"}, nil
}

// postRuleBack puts back the rule that was taken out last.
func postRuleBack(r *feature.Request) (feature.Answer, error) { return back(r, undo, "/keep/rules") }

// aids are the rules, each for what it was made for.
func aids(r *feature.Request) ([]feature.Aid, error) {
	if r.Journal == nil {
		return nil, nil
	}
	seqs := map[string]uint64{}
	err := feature.See(r, Name, func(s *State) error {
		for _, w := range Calm {
			if seq, ok := s.rule(w); ok {
				seqs[w] = seq
			}
		}
		return nil
	})
	var all []feature.Aid
	for _, w := range Calm {
		if err != nil || seqs[w] == 0 {
			continue
		}
		var rule Rule
		rule, err = reread[Rule](r, seqs[w])
		all = append(all, feature.Aid{Step: Name + "-" + w, Head: r.Say("reached.rule.head"), Lines: []string{rule.Words}})
	}
	return all, err
}

// shelf is where the rules lie.
func shelf(r *feature.Request) (*feature.Shelf, error) {
	n := 0
	err := feature.See(r, Name, func(s *State) error {
		for _, w := range Calm {
			if _, ok := s.rule(w); ok {
				n++
			}
		}
		return nil
	})
	return &feature.Shelf{Href: "/keep/rules", Head: r.Say("reached.rules.head"), Line: r.Say("reached.rules.count", "n", n), Group: r.Say("reached.group")}, err
}

// tally is what came how often, and what was chosen how often.
type tally struct {
	N, More int
	Came    []count
	Chose   []count
}

type count struct {
	Name string
	N    int
}

// enough is how many times a table needs.
const enough = 5

func tallied(all []once) tally {
	came, chose := map[string]int{}, map[string]int{}
	for _, o := range all {
		came[o.what]++
		if o.choice != "" {
			chose[o.choice]++
		}
	}
	return tally{N: len(all), More: enough - len(all), Came: counts(Whats, came), Chose: counts(Choices, chose)}
}

func counts(names []string, of map[string]int) (all []count) {
	for _, n := range names {
		if of[n] > 0 {
			all = append(all, count{n, of[n]})
		}
	}
	slices.SortStableFunc(all, func(a, b count) int { return b.N - a.N })
	return all
}

// tell counts what came from a time until another; nothing is counted after a
// yes to one of the safety questions.
func tell(r *feature.Request, from, until time.Time) (t tally, err error) {
	err = feature.See(r, Name, func(s *State) error {
		if s.safety.AnyYes() {
			return nil
		}
		all := s.since(from)
		t = tallied(slices.DeleteFunc(all, func(o once) bool { return !o.at.Before(until) }))
		return nil
	})
	return t, err
}

// panel is the last twelve weeks.
func panel(r *feature.Request) (*feature.Panel, error) {
	t, err := tell(r, r.Now.AddDate(0, 0, -84), r.Now.Add(time.Second))
	if err != nil || t.N == 0 {
		return nil, err
	}
	return &feature.Panel{Template: "reached/panel", Data: t}, nil
}

func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	t, err := tell(r, from, until)
	if err != nil || t.N == 0 {
		return nil, err
	}
	return []feature.Card{{Template: "reached/week", Data: t}}, nil
}
