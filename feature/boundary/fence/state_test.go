package fence

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/tie"
)

const day = 24 * time.Hour

var now = time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)

func TestTheOrderOfArrivalChangesNothing(t *testing.T) {
	rule := ebb.New(KindSet, now, Rule{Text: "secret"})
	way := ebb.New(KindOpened, now, Opened{Channel: tie.OwnChannel, Word: "secret", About: []string{"pet"}, Due: now.Unix()})
	events := []ebb.Event{
		rule, way,
		ebb.New(KindEnded, now.Add(time.Hour), Ended{rule.ID, now.Add(day).Unix()}),
		ebb.New(KindResumed, now.Add(2*time.Hour), Resumed{rule.ID}),
		ebb.New(KindChanged, now.Add(3*time.Hour), Changed{rule.ID, Rule{Text: "secret too", Pulls: []string{"see"}}, now.Add(day).Unix()}),
		ebb.New(KindCooled, now, Cooled{7, now.Unix()}),
		ebb.New(KindCooled, now.Add(time.Hour), Cooled{1, now.Add(8 * day).Unix()}),
		ebb.New(KindPermitted, now.Add(time.Hour), Permitted{way.ID, "court"}),
		ebb.New(tie.Answered, now, tie.Safety{TheirNo: tie.Yes}),
	}
	for turn := range events {
		s := &State{}
		for i := range events {
			e := events[(i+turn)%len(events)]
			if err := s.Apply(uint64(1+(i+turn)%len(events)), e); err != nil {
				t.Fatal(err)
			}
		}
		all, at := s.List(now.Add(2*day)), now.Add(2*day)
		days, _, pending := s.Cool(at)
		if len(all) != 1 || all[0].Over || all[0].Words != 5 || all[0].Pending != nil || days != 7 || pending == nil || s.Ways(at)[0].State(at, true) != Stands {
			t.Errorf("turned by %d: %+v %d %v", turn, all, days, pending)
		}
		if strings.Contains(fmt.Sprintf("%+v %+v", *s.rules[0], *s.ways[0]), "secret") {
			t.Error("the fold keeps words")
		}
	}
}
