package safety

import (
	"strings"
	"testing"

	"ebb"
	"ebb/feature"
	"ebb/internal/rig"
	"ebb/tie"
)

func TestThisWasFear(t *testing.T) {
	for _, c := range []struct {
		what string
		do   func(*rig.Desk)
		want feature.Gate
	}{
		{"one tap closes", func(d *rig.Desk) { d.Post("/safety/feared") }, feature.Closed},
		{"also over a no", func(d *rig.Desk) { all(d, "no"); d.Post("/safety/feared") }, feature.Closed},
		{"a no later opens", func(d *rig.Desk) { d.Post("/safety/feared"); all(d, "no") }, feature.Open},
		{"the other questions come up all the same", func(d *rig.Desk) { d.Post("/safety/feared"); say(d, "afraid", "no") }, feature.Unasked},
		{"a skip later does not", func(d *rig.Desk) { d.Post("/safety/feared"); all(d, "skip") }, feature.Closed},
		{"erased it is as before", func(d *rig.Desk) {
			all(d, "no")
			d.Post("/safety/feared")
			d.Post("/safety/feared")
			d.Post("/safety/feared/erase")
		}, feature.Open},
		{"erasing it leaves a yes that was answered", func(d *rig.Desk) {
			say(d, "their_no", "yes")
			d.Post("/safety/feared")
			d.Post("/safety/feared/erase")
		}, feature.Closed},
		{"erasing all takes it along", func(d *rig.Desk) { d.Post("/safety/feared"); d.Post("/safety/erase") }, feature.Unasked},
		{"erasing nothing is fine", func(d *rig.Desk) { d.Post("/safety/feared/erase") }, feature.Unasked},
	} {
		d := rig.New(t, sunday, Feature())
		c.do(d)
		if got := state(d); got != c.want {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}

func TestFearWorksWhileLockedAndIsSaidOnce(t *testing.T) {
	d := rig.New(t, sunday, Feature())
	d.State = feature.Locked
	p := d.Follow("/safety/feared")
	if !strings.Contains(p.HTML, `href="/help"`) || strings.Contains(p.HTML, "/safety/feared/erase") || strings.Contains(p.HTML, `href="/now"`) {
		t.Errorf("locked: %s", p.HTML)
	}
	if p := d.Get("/safety/feared"); p.Goto != "/help" {
		t.Errorf("opened again it shows %q", p.Text)
	}
	d.State = feature.Unlocked
	if state(d) != feature.Closed {
		t.Error("after unlocking it does not count")
	}
	if p := d.Follow("/safety/feared"); !strings.Contains(p.HTML, "/safety/feared/erase") {
		t.Error("open, it cannot be erased in one tap")
	}
}

func TestATapThatIsNone(t *testing.T) {
	id := ebb.NewID().String()
	for body, ok := range map[string]bool{
		`{"moment":"` + id + `","was":"fear"}`:         true,
		`{"moment":"` + id + `","was":"longing"}`:      false,
		`{"was":"fear"}`:                               false,
		`{"moment":"` + id + `","was":"fear","x":"y"}`: false,
		`[]`: false,
	} {
		if _, err := Capture(tie.Feared, []byte(body)); (err == nil) != ok {
			t.Errorf("%s: %v", body, err)
		}
	}
	if _, err := Capture(tie.Answered, []byte(`{"moment":"`+id+`","was":"fear"}`)); err == nil {
		t.Error("answers to the questions are no capture")
	}
}
