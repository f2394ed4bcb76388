package tie_test

import (
	"encoding/hex"
	"testing"

	"ebb"
	"ebb/tie"
)

// Answers as they were written when there were three questions.
func TestOldAnswersStayAnswers(t *testing.T) {
	for what, c := range map[string]struct {
		body               string
		left, through, yes bool
	}{
		"three times no is all there was": {"a301626e6f02626e6f03626e6f", false, true, false},
		"one left out is left out":        {"a201626e6f03626e6f", true, true, false},
		"a yes is a yes":                  {"a10163796573", true, true, true},
		"nothing said":                    {"a0", true, true, false},
	} {
		raw, err := hex.DecodeString(c.body)
		if err != nil {
			t.Fatal(err)
		}
		var s tie.Safety
		if err := (ebb.Event{Kind: tie.Answered, Body: raw}).Decode(&s); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if s.Left() != c.left || s.Through() != c.through || s.AnyYes() != c.yes || s.Fear() != c.yes {
			t.Errorf("%s: left %v, through %v, yes %v", what, s.Left(), s.Through(), s.AnyYes())
		}
	}
}

func TestEveryQuestionCounts(t *testing.T) {
	ask := func(s *tie.Safety) []*tie.YesNo {
		return []*tie.YesNo{&s.Afraid, &s.Control, &s.PutDown, &s.Pushed, &s.Hurt, &s.TheirNo}
	}
	all := tie.Safety{Put: tie.SafetyQuestions}
	for _, a := range ask(&all) {
		*a = tie.No
	}
	if all.Left() || all.AnyYes() || !all.Through() {
		t.Errorf("six times no: %+v", all)
	}
	for i := range ask(&all) {
		left, yes := all, all
		*ask(&left)[i], *ask(&yes)[i] = "", tie.Yes
		if !left.Left() || !yes.AnyYes() || yes.Fear() != (i < 5) {
			t.Errorf("question %d: left %v, a yes %v, fear %v", i, left.Left(), yes.AnyYes(), yes.Fear())
		}
	}
}
