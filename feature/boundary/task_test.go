package boundary

import (
	"strings"
	"testing"

	"ebb"
	"ebb/internal/rig"
	"ebb/tie"
)

func TestWhatWasSetForTheWeekBecomesABoundary(t *testing.T) {
	d := rig.New(t, now, Feature())
	task := ebb.New(tie.Tasked, now, tie.Task{If: "it is late", Then: "I don’t write.", Bound: true})
	d.Journal.Events = append(d.Journal.Events, task, ebb.New(tie.Tasked, now, tie.Task{If: "x", Then: "a plan"}))
	p := d.Get(base)
	has(t, "the page", p.Text, "Set for this week, as a boundary If it is late: I don’t write.", "Before it counts, loosening waits")
	lacks(t, "the page", p.Text, "a plan")
	if d.Card() != "" {
		t.Error("Today offers it on the day it was set")
	}
	later(d, day)
	has(t, "Today, the day after", d.Card(), "I don’t write. Before it counts")
	later(d, day)
	if d.Card() != "" {
		t.Error("Today offers it a second day")
	}
	if p := d.Post(base+"/task", "task", task.ID.String()); p.Err == nil || len(d.Journal.Events) != 2 {
		t.Error("without a cooling time it is set")
	}
	p = d.Follow(base+"/task", "task", task.ID.String(), "cool", "3")
	has(t, "set", p.Text, "The boundary is set.", "If it is late: I don’t write.", "Loosening counts after 3 days.")
	lacks(t, "set", p.Text, "Set for this week")
	n := len(d.Journal.Events)
	for _, id := range []string{task.ID.String(), "x", ebb.NewID().String()} {
		if d.Post(base+"/task", "task", id, "cool", "3"); len(d.Journal.Events) != n {
			t.Errorf("%s sets another", id)
		}
	}
	d.Post(base + "/undo")
	has(t, "undone", d.Get(base).Text, "Set for this week")
	later(d, 5*day)
	lacks(t, "a week later", d.Get(base).Text, "Set for this week")
}

func TestTheLongestTaskFits(t *testing.T) {
	d := rig.New(t, now, Feature())
	task := ebb.New(tie.Tasked, now, tie.Task{If: strings.Repeat("i", 240), Then: strings.Repeat("t", 240), Bound: true})
	d.Journal.Events = append(d.Journal.Events, task)
	d.Follow(base+"/task", "task", task.ID.String(), "cool", "0")
	for _, e := range d.Journal.Events {
		if e.Kind == "boundary.set" {
			path := base + "/" + e.ID.String()
			if p := d.Post(path, "text", "If "+strings.Repeat("i", 240)+": "+strings.Repeat("t", 240)); p.Err != nil {
				t.Errorf("it cannot be kept as it is: %v", p.Err)
			}
		}
	}
}
