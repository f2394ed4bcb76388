package plan

import (
	"strings"
	"testing"

	"ebb"
	"ebb/internal/rig"
	"ebb/tie"
)

func TestWhatWasSetForTheWeekBecomesAPlanInOneTap(t *testing.T) {
	d := rig.New(t, now, Feature())
	task := ebb.New(tie.Tasked, now, tie.Task{If: "it is Sunday", Then: "I call Sam."})
	d.Journal.Events = append(
		d.Journal.Events, task,
		ebb.New(tie.Tasked, now, tie.Task{Then: "No news of them.", Bound: true}),
	)
	if p := d.Get("/keep/plans"); !strings.Contains(p.Text, "Set for this week, as a plan If: it is Sunday I call Sam. Make this a plan") || strings.Contains(p.Text, "No news") {
		t.Errorf("the page: %s", p.Text)
	}
	if d.Card() != "" {
		t.Error("Today offers it on the day it was set")
	}
	d.Now = now.AddDate(0, 0, 1)
	if got := d.Card(); !strings.Contains(got, "I call Sam. Make this a plan") {
		t.Errorf("Today, the day after: %q", got)
	}
	d.Now = now.AddDate(0, 0, 2)
	if d.Card() != "" {
		t.Error("Today offers it a second day")
	}
	p := d.Follow("/keep/plans/task", "task", task.ID.String())
	if !strings.Contains(p.Text, "Read it once. ") || !strings.Contains(p.Text, "I call Sam.") {
		t.Errorf("made: %s", p.Text)
	}
	n := len(d.Journal.Events)
	if p := d.Post("/keep/plans/task", "task", task.ID.String()); p.Goto != "/keep/plans" || len(d.Journal.Events) != n {
		t.Error("a second tap makes it twice")
	}
	path := "/keep/plans/" + d.Journal.Events[n-1].ID.String()
	if p := d.Follow(path, "when", "it is Monday", "then", "I call Sam."); strings.Contains(p.Text, "Make this a plan") {
		t.Error("changed, it is offered again")
	}
	if p := d.Follow(path + "/out"); !strings.Contains(p.Text, "Make this a plan") {
		t.Error("taken out, it is not offered again")
	}
	d.Now = now.AddDate(0, 0, 7)
	if p := d.Get("/keep/plans"); strings.Contains(p.Text, "Make this a plan") {
		t.Error("a week later it is still offered")
	}
}

func TestATaskThatIsNone(t *testing.T) {
	d := rig.New(t, now, Feature())
	bound := ebb.New(tie.Tasked, now, tie.Task{If: "x", Then: "y", Bound: true})
	d.Journal.Events = append(d.Journal.Events, bound)
	for _, id := range []string{"", "x", ebb.NewID().String(), bound.ID.String()} {
		if p := d.Post("/keep/plans/task", "task", id); p.Err == nil {
			t.Errorf("%q is made a plan", id)
		}
	}
}

func TestThereIsNoRoomForATask(t *testing.T) {
	d := rig.New(t, now, Feature())
	for range most {
		d.Post("/keep/plans", "cue", "song", "then", "x")
	}
	task := ebb.New(tie.Tasked, now, tie.Task{If: "it is Sunday", Then: "I call Sam."})
	d.Journal.Events = append(d.Journal.Events, task)
	if p := d.Post("/keep/plans/task", "task", task.ID.String()); p.Err == nil || len(d.Journal.Events) != most+1 {
		t.Error("it is made one too many")
	}
}
