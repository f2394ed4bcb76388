package arrive

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"ebb/feature"
	"ebb/internal/rig"
)

func TestTheWayIn(t *testing.T) {
	d := rig.New(t, time.Date(2026, 11, 22, 2, 0, 0, 0, time.UTC), Feature())
	for _, state := range []feature.State{feature.Nobody, feature.Draft, feature.Locked, feature.Unlocked} {
		d.State = state
		for path, links := range map[string][]string{"/think": {"/now", "/night", "/where", "/decide"}} {
			p := d.Get(path)
			for _, l := range links {
				if !strings.Contains(p.HTML, `href="`+l+`"`) {
					t.Errorf("%s does not lead to %s", path, l)
				}
			}
		}
	}
}

func TestWillTheyComeBackGetsTwoSentencesAndNoFigure(t *testing.T) {
	d := rig.New(t, time.Date(2026, 11, 22, 2, 0, 0, 0, time.UTC), Feature())
	answer := d.Request("GET", "/think", nil).Say("arrive.think.answer")
	if n := len(regexp.MustCompile(`[.?]( |$)`).FindAllString(answer, -1)); n != 2 {
		t.Errorf("%d sentences: %s", n, answer)
	}
	if regexp.MustCompile(`[0-9%]|percent|one in|most|half`).MatchString(answer) {
		t.Errorf("a figure: %s", answer)
	}
	if !strings.Contains(d.Get("/think").Text, "Will they come back? "+answer) {
		t.Error("the answer does not follow the question")
	}
}
