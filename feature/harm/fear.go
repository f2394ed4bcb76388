package harm

import (
	"ebb/feature"
	"ebb/tie"
)

// first is the step in which help finds what it shows first.
const first = "help.first"

// showFear asks whether they frightened the person; who has answered that in
// the safety questions is not asked again.
func showFear(r *feature.Request) (feature.Answer, error) {
	fear := false
	err := see(r, func(s *State) error { fear = s.safety.Fear(); return nil })
	if err != nil || fear {
		return feature.Answer{Goto: "/decide/after/mine"}, err
	}
	return inside(r, "harm/fear", nil), nil
}

// postFear leads on. The answer itself is not kept.
func postFear(r *feature.Request) (feature.Answer, error) {
	v, err := oneOf(r, "answer", replies)
	if err != nil || v != string(tie.Yes) {
		return feature.Answer{Goto: "/decide/after/mine"}, err
	}
	r.Steps.Keep(first, "violence")
	return feature.Answer{Goto: "/decide/after/feared"}, nil
}

func showFeared(r *feature.Request) (feature.Answer, error) {
	return inside(r, "harm/feared", nil), nil
}

func showMine(r *feature.Request) (feature.Answer, error) { return inside(r, "harm/mine", nil), nil }

func postMine(r *feature.Request) (feature.Answer, error) {
	v, err := oneOf(r, "answer", replies)
	if err != nil || v != string(tie.Yes) {
		return feature.Answer{Goto: "/decide/after"}, err
	}
	return feature.Answer{Goto: "/decide/after/stop"}, nil
}

func showStop(r *feature.Request) (feature.Answer, error) { return inside(r, "harm/stop", nil), nil }

// respectPage is one of a few, by whose decision it was.
type respectPage struct {
	Key   string // "no" where their no stands, else who ended it, "unsaid"
	Lines []string
}

// lines are how many sentences each of them has.
var lines = []string{"1", "2", "3"}

func showRespect(r *feature.Request) (feature.Answer, error) {
	p := respectPage{Key: "unsaid"}
	err := see(r, func(s *State) error {
		switch {
		case s.safety.TheirNo == tie.Yes:
			p.Key = "final"
		case s.standing.EndedBy != "":
			p.Key = string(s.standing.EndedBy)
		}
		return nil
	})
	for _, n := range lines {
		p.Lines = append(p.Lines, r.Say("harm.respect."+p.Key+"."+n))
	}
	return inside(r, "harm/respect", p), err
}
