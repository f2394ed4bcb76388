package path

import (
	"slices"
	"strconv"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/path/before"
	"ebb/feature/path/topic"
	"ebb/tie"
)

type keptPage struct {
	Head, Day, Address string
	ID                 string
	Gift               topic.Gift
	Answers            []answered
	Plans              []planView
	Acts               []actView
	Put                string // what now stands in the week
	Next               feature.Link
	Older              []older
}

// answered is a question and what was said to it.
type answered struct {
	Head  string
	Lines []string
}

// planView is what is offered as a plan or a boundary.
type planView struct {
	Action, ID, If, Then string
	Bound                bool
}

type actView struct {
	Words string
	No    int
	Days  []dayView
}

type dayView struct {
	No   int
	Name string
}

type older struct {
	ID, Day, Line string
}

// showKept is what the newest version of a step gave back.
func showKept(r *feature.Request) (feature.Answer, error) {
	t, s, f, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	now, k, ok := newest(f, t, s)
	if !ok {
		return feature.Answer{Goto: addressOf(t, s)}, f.Err()
	}
	p := keptPage{
		Head: r.Say(topic.Key(t, s, "head")), Day: r.Day(k.At), Address: addressOf(t, s), ID: k.ID.String(),
		Gift: s.Gives(now), Answers: answersOf(now), Next: nextOf(r, f, t, s),
	}
	p.Plans = plans(r, f, k, sets(p.Gift))
	p.Acts = acts(r, f, p.Gift.Acts)
	p.Put = put(r, k.ID)
	p.Older = olderOf(f, t, s)
	return page(r, "kept", addressOf(t, nil), r.Say("path."+t.Name+".head"), p), f.Err()
}

// answersOf is what was said, question by question.
func answersOf(now *topic.Told) (all []answered) {
	for i := range now.Step.Asks {
		name := now.Step.Asks[i].Name
		lines := now.Lines(name)
		if len(lines) > 0 {
			all = append(all, answered{now.Mine(name), lines})
		}
	}
	return all
}

func olderOf(f *before.Facts, t *topic.Topic, s *topic.Step) (all []older) {
	some := f.Versions(t.Name, s.Name)
	some = some[:len(some)-1]
	for _, k := range slices.Backward(some[max(0, len(some)-mostOlder):]) {
		if was, ok := told(f, k); ok {
			all = append(all, older{k.ID.String(), f.Day(k.At), s.Gives(was).Line})
		}
	}
	return all
}

// mostOlder versions are listed.
const mostOlder = 20

// nextOf is the step after this one, or the path.
func nextOf(r *feature.Request, f *before.Facts, t *topic.Topic, s *topic.Step) feature.Link {
	for i := range t.Steps {
		if o := &t.Steps[i]; o != s && len(f.Versions(t.Name, o.Name)) == 0 && !off(f, o) {
			return feature.Link{Href: addressOf(t, o), Text: r.Say("path.next.step", "step", r.Say(topic.Key(t, o, "head")))}
		}
	}
	return feature.Link{Href: base, Text: r.Say("path.next.path")}
}

// weekLong is how long what was set can be taken as a boundary.
const weekLong = 7 * 24 * time.Hour

// plans are what a version set, with where each is taken.
func plans(r *feature.Request, f *before.Facts, k before.Kept, some []tie.Task) (all []planView) {
	for _, set := range some {
		v := planView{Action: "/keep/plans/task", If: set.If, Then: set.Then, Bound: set.Bound}
		for _, task := range f.Tasks(k.ID) {
			if task.Bound == set.Bound {
				v.ID = task.ID.String()
			}
		}
		if set.Bound {
			v.Action = "/keep/boundaries"
		}
		if !set.Bound || r.Now.Sub(k.At) < weekLong {
			all = append(all, v)
		}
	}
	return all
}

const daysAhead = 3 // days that are offered for an activity, today among them

func acts(r *feature.Request, f *before.Facts, some []topic.Act) (all []actView) {
	for no, a := range some {
		v := actView{Words: a.Words, No: no}
		for n := range daysAhead {
			at := r.Now.AddDate(0, 0, n)
			if f.Planned(at.Format(time.DateOnly)) < mostADay {
				v.Days = append(v.Days, dayView{n, r.Say("path.day", "n", n, "at", at)})
			}
		}
		all = append(all, v)
	}
	return all
}

// mostADay is how many activities a day takes.
const mostADay = 12

// inWeek remembers what was put into the week last.
const inWeek = "path.week"

type placed struct {
	Said ebb.ID `json:"s"`
	Act  int    `json:"a"`
	Day  string `json:"d"`
}

// postWeek puts something that a step gave back into the week. A second tap
// finds it there.
func postWeek(r *feature.Request) (feature.Answer, error) {
	t, s, f, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	now, k, ok := newest(f, t, s)
	if !ok || k.ID != r.Named() {
		return feature.Answer{}, gone()
	}
	some := s.Gives(now).Acts
	no, bad := strconv.Atoi(r.FormValue("act"))
	n, worse := strconv.Atoi(r.FormValue("day"))
	if bad != nil || worse != nil || no < 0 || no >= len(some) || n < 0 || n >= daysAhead {
		return feature.Answer{}, ebb.Bad("path.bad.week")
	}
	on := r.Now.AddDate(0, 0, n).Format(time.DateOnly)
	back := feature.Answer{Goto: addressOf(t, s) + "/kept"}
	var last placed
	want := placed{k.ID, no, on}
	if r.Steps.Recall(inWeek, &last) && last == want || f.Planned(on) >= mostADay {
		return back, nil
	}
	r.Steps.Keep(inWeek, want)
	return back, r.Keep(tie.ActivityPlanned, tie.Activity{Words: cut(some[no].Words, longAct), Sort: some[no].Sort, Day: on})
}

// longAct is how many signs a week takes of one thing.
const longAct = 140

func cut(text string, most int) string {
	if all := []rune(text); len(all) > most {
		return string(all[:most-1]) + "…"
	}
	return text
}

// put says what was put into the week a moment ago; "" nothing of this version.
func put(r *feature.Request, said ebb.ID) string {
	var last placed
	if !r.Steps.Recall(inWeek, &last) || last.Said != said {
		return ""
	}
	at, ok := r.Morning(last.Day)
	if !ok {
		return ""
	}
	return r.Say("path.put", "at", at)
}

// undo names the step that holds the last taking out.
const undo = "path.undo"

// postOut takes a version out, and what it set.
func postOut(r *feature.Request) (feature.Answer, error) {
	t, s, f, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	k, ok := feature.Find(f.Versions(t.Name, s.Name), r.Named())
	if !ok {
		return feature.Answer{}, gone()
	}
	entries := append([]ebb.Entry{{Event: r.New(ebb.Withdrawn, ebb.Withdrawal{ID: k.ID})}}, withdrawTasks(r, f, k)...)
	if err := r.Journal.Record(r.Context(), entries...); err != nil {
		return feature.Answer{}, err
	}
	var out []ebb.ID
	for _, e := range entries {
		out = append(out, e.Event.ID)
	}
	r.Steps.Keep(undo, out)
	return feature.Answer{Goto: addressOf(t, nil)}, nil
}

func canPutBack(r *feature.Request) bool { return r.Steps.Recall(undo, new([]ebb.ID)) }

// postUndo takes the last taking out back. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	var out []ebb.ID
	if !r.Steps.Recall(undo, &out) {
		return feature.Answer{Goto: base}, nil
	}
	r.Steps.Forget(undo)
	var entries []ebb.Entry
	for _, id := range out {
		entries = append(entries, ebb.Entry{Event: r.New(ebb.Withdrawn, ebb.Withdrawal{ID: id})})
	}
	return feature.Answer{Goto: base}, r.Journal.Record(r.Context(), entries...)
}
