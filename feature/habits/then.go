package habits

import (
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// needs are those on the person's list that stands; none where there is no
// list.
func (s *State) needs(r *feature.Request) (all []tie.Need, err error) {
	if len(s.lists) == 0 {
		return nil, nil
	}
	err = feature.Again(r, []uint64{s.lists[len(s.lists)-1].Seq}, func(_ ebb.Event, l tie.NeedList) { all = l.Needs })
	return all, err
}

// atOnce is how many needs are offered.
const atOnce = 16

// choice are the needs a pattern may have hidden: those on the person's list
// first, then ebb's words.
func (s *State) choice(r *feature.Request, chosen string) (all []chip, err error) {
	list, err := s.needs(r)
	have := func(value string) bool {
		return slices.ContainsFunc(all, func(c chip) bool { return c.Value == value })
	}
	add := func(value string) {
		if value != "" && !have(value) && (len(all) < atOnce || value == chosen) {
			all = append(all, chip{value, called(r, list, value), value == chosen})
		}
	}
	for _, n := range list {
		add(key(n))
	}
	for _, word := range tie.NeedWords {
		add(word)
	}
	add(chosen)
	return all, err
}

// key is how a notice names a need.
func key(n tie.Need) string {
	if n.Subject != "" {
		return n.Subject
	}
	return ebb.ID(n.ID).String()
}

// needView is the need that was named most often, and where it stands.
type needView struct {
	Says  string
	Known bool // it is on the person's list
}

// need is the need behind a pattern; nil where none was named.
func (s *State) need(r *feature.Request, some []seen) (*needView, error) {
	times, n, top := map[string]int{}, 0, ""
	for _, x := range some { // of several named as often, the one named last
		if x.need == "" {
			continue
		}
		n++
		if times[x.need]++; times[x.need] >= times[top] {
			top = x.need
		}
	}
	if n == 0 {
		return nil, nil
	}
	list, err := s.needs(r)
	v := needView{Says: r.Say("habits.need.named", "need", called(r, list, top), "k", times[top], "n", n)}
	i := slices.IndexFunc(list, func(x tie.Need) bool { return key(x) == top })
	if v.Known = i >= 0; v.Known && list[i].Met != nil {
		v.Says += " " + r.Say("habits.need.met", "met", *list[i].Met, "top", 10)
	}
	return &v, err
}

// planView is the form of a plan: its if from what the person said a pattern
// looks like, its then from what they did instead the last time.
type planView struct {
	If, Then, Like, Wrong string
	From                  string // the day they did that
	Max                   int
}

func (s *State) plan(r *feature.Request, p pattern, v ofPage) *planView {
	f := planView{Max: oneTask}
	if f.If = r.Say("habits.plan.own", "words", v.Text); v.Text == "" {
		f.If = r.Say("habits.plan.if", "name", p.ready)
	}
	if len(v.Did) > 0 {
		f.Then, f.From = v.Did[0].Did, v.Did[0].Day
	}
	if p.ready != "" && !s.yes { // after a yes no example that speaks with them
		f.Like = r.Say("habits.plan.like", "name", p.ready)
	}
	return &f
}

// again is how soon after one plan the same is the same.
const again = 10 * time.Minute

type lastPlan struct {
	Sum uint64    `json:"s"`
	At  time.Time `json:"t"`
}

// repeated reports whether the same task came a moment ago, and remembers it.
func repeated(r *feature.Request, t tie.Task) bool {
	h := fnv.New64a()
	fmt.Fprintf(h, "%q %q %v", t.If, t.Then, t.Bound)
	var last lastPlan
	same := r.Steps.Recall(planned, &last) && last.Sum == h.Sum64() && r.Now.Sub(last.At) < again
	r.Steps.Keep(planned, lastPlan{h.Sum64(), r.Now})
	return same
}

// postPlan hands an if-then to plans, or to boundaries, which offer it as
// theirs.
func postPlan(r *feature.Request) (feature.Answer, error) {
	s, p, err := ofNamed(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if s.fear {
		return feature.Answer{Goto: base + "/of/" + p.ID.String()}, nil
	}
	t := tie.Task{If: r.OwnLine("if"), Then: r.OwnLine("then"), Bound: r.FormValue("kind") == "boundary", From: p.ID}
	wrong := over(r, oneTask, t.If, t.Then)
	if wrong == "" && (t.If == "" || t.Then == "") {
		wrong = r.Say("habits.bad.half")
	}
	if wrong != "" {
		return refused(r, &s, p, func(v *ofPage) {
			if v.Plan != nil {
				v.Plan.If, v.Plan.Then, v.Plan.Wrong = t.If, t.Then, wrong
			}
		})
	}
	to := feature.Answer{Goto: "/keep/plans"}
	if t.Bound {
		to.Goto = "/keep/boundaries"
	}
	if repeated(r, t) {
		return to, nil
	}
	return to, r.Keep(tie.Tasked, t)
}
