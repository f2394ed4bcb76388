package path

import (
	"net/http"
	"reflect"

	"ebb"
	"ebb/feature"
	"ebb/feature/path/before"
	"ebb/feature/path/form"
	"ebb/feature/path/topic"
	"ebb/tie"
)

type topicPage struct {
	Head, Line string
	Rows       []row
	Undo       bool
	Next       feature.Link // another topic
}

// row is a place to go, and one line about it.
type row struct{ Href, Head, Line string }

// showTopic is the steps of a topic, each with what it gave back.
func showTopic(r *feature.Request) (feature.Answer, error) {
	t, _, err := named(r)
	if err != nil {
		return feature.Answer{}, err
	}
	f, err := facts(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := topicPage{Head: r.Say("path." + t.Name + ".head"), Line: r.Say("path." + t.Name + ".line"), Undo: canPutBack(r)}
	for i := range t.Steps {
		s := &t.Steps[i]
		v := row{addressOf(t, s), r.Say(topic.Key(t, s, "head")), r.Say(topic.Key(t, s, "line"))}
		if now, _, ok := newest(f, t, s); ok {
			v.Href += "/kept"
			if line := s.Gives(now).Line; line != "" {
				v.Line = line
			}
		}
		p.Rows = append(p.Rows, v)
	}
	return page(r, "topic", base, r.Say("path.head"), p), f.Err()
}

type stepPage struct {
	Action, Leave    string
	Head, Lead, None string
	Takes            []string
	Fields           []form.Field
	Off, Wrong       string
	Known, Source    string
	Again            bool
}

// showStep is the questions of a step, as they were answered last.
func showStep(r *feature.Request) (feature.Answer, error) {
	t, s, f, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if a, shut := round(r, f, t); shut {
		return a, f.Err()
	}
	said, again := f.Said(t.Name, s.Name)
	return step(f, t, s, said, again, "")
}

// open is what a page of a step needs.
func open(r *feature.Request) (*topic.Topic, *topic.Step, *before.Facts, error) {
	t, s, err := named(r)
	if err != nil {
		return nil, nil, nil, err
	}
	f, err := facts(r)
	return t, s, f, err
}

func step(f *before.Facts, t *topic.Topic, s *topic.Step, said before.Said, again bool, wrong string) (feature.Answer, error) {
	r := f.Request
	p := stepPage{
		Action: addressOf(t, s), Leave: leave(t, s), Wrong: wrong, Again: again, Source: s.Known,
		Head: r.Say(topic.Key(t, s, "head")), Lead: r.Say(topic.Key(t, s, "lead")),
	}
	if s.Known != "" {
		p.Known = r.Say(topic.Key(t, s, "known"))
	}
	if off(f, s) {
		p.Off = r.Say(topic.Key(t, s, "off"))
	} else {
		if p.Takes = s.Takes(f); len(p.Takes) == 0 {
			p.None = r.Say(topic.Key(t, s, "none"))
		}
		p.Fields = form.Fields(f, t, s, said)
	}
	a := page(r, "step", addressOf(t, nil), r.Say("path."+t.Name+".head"), p)
	if wrong != "" {
		a.Status = http.StatusUnprocessableEntity
	}
	return a, f.Err()
}

// leave is where it goes on for somebody who leaves a step out: the next one, or
// the path.
func leave(t *topic.Topic, s *topic.Step) string {
	for i := range t.Steps[:len(t.Steps)-1] {
		if &t.Steps[i] == s {
			return addressOf(t, &t.Steps[i+1])
		}
	}
	return base
}

// postStep keeps a step, and what it sets with it. A second tap keeps nothing
// twice.
func postStep(r *feature.Request) (feature.Answer, error) {
	t, s, f, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if off(f, s) {
		return step(f, t, s, before.Said{}, false, "")
	}
	said, wrong := form.Read(r, f, t, s)
	was, again := f.Said(t.Name, s.Name)
	switch {
	case f.Err() != nil:
		return feature.Answer{}, f.Err()
	case wrong != "":
		return step(f, t, s, said, again, wrong)
	case again && reflect.DeepEqual(was, said):
	case len(f.Versions(t.Name, s.Name)) >= mostVersions:
		return step(f, t, s, said, again, r.Say("path.bad.full", "n", mostVersions))
	default:
		err = keep(r, f, &topic.Told{Facts: f, Topic: t, Step: s, At: r.Now, Saying: said})
	}
	return feature.Answer{Goto: addressOf(t, s) + "/kept"}, err
}

// mostVersions of one step.
const mostVersions = 200

// keep records a version and what it sets. What an earlier version set is no
// longer offered; a plan that was made of it stays.
func keep(r *feature.Request, f *before.Facts, now *topic.Told) error {
	e := r.New(before.KindSaid, now.Saying)
	entries := []ebb.Entry{{Event: e}}
	for _, task := range sets(now.Step.Gives(now)) {
		task.From = e.ID
		entries = append(entries, ebb.Entry{Event: r.New(tie.Tasked, task)})
	}
	for _, k := range f.Versions(now.Topic.Name, now.Step.Name) {
		entries = append(entries, withdrawTasks(r, f, k)...)
	}
	if err := f.Err(); err != nil {
		return err
	}
	r.Steps.Forget(undo)
	return r.Journal.Record(r.Context(), entries...)
}

// sets are the plan and the boundary that a gift holds.
func sets(g topic.Gift) (all []tie.Task) {
	if g.Plan != nil {
		all = append(all, *g.Plan)
	}
	if g.Bound != nil {
		bound := *g.Bound
		bound.Bound = true
		all = append(all, bound)
	}
	return all
}

func withdrawTasks(r *feature.Request, f *before.Facts, k before.Kept) (all []ebb.Entry) {
	for _, task := range f.Tasks(k.ID) {
		all = append(all, ebb.Entry{Event: r.New(ebb.Withdrawn, ebb.Withdrawal{ID: task.ID})})
	}
	return all
}
