package hold

import (
	"strings"

	"ebb/feature"
	"ebb/feature/hold/moment"
)

// nowPage is the page that holds every step and is the same for everybody: a
// device keeps it, and it works without a server. Without scripts only its first
// step is seen, and leads to the server's pages.
type nowPage struct {
	Pulls, Outcomes, Marks []string
	Bars                   Bars
	Scale, Later           Scale
	Chips                  []Chips
	Longest                int
	Same, Change           string
}

func showNow(r *feature.Request) (feature.Answer, error) {
	p := nowPage{
		Pulls: moment.Pulls, Outcomes: moment.Outcomes, Marks: moment.Marks,
		Bars:  bars(r, "s", -1),
		Scale: Scale{r.Say("hold.strength.legend"), bars(r, "s", -1)},
		Later: Scale{r.Say("hold.strength.later.legend"), bars(r, "f", -1)},
		Chips: chips, Longest: moment.LongestWords,
		Same:   forms(r, "hold.done.same", "n", "%a"),
		Change: forms(r, "hold.done.change", "from", "%a", "to", "%b"),
	}
	return feature.Answer{
		Template: "hold/now", Title: "hold.title.pull", Where: r.Say("hold.where.start"), Data: p,
		Night: true, Static: true, Scripts: []string{"flow"},
	}, nil
}

// forms are a sentence about minutes for a script: for none, for one, and with #
// for any other number.
func forms(r *feature.Request, key string, args ...any) string {
	var all []string
	for n := range 3 {
		all = append(all, r.Say(key, append(args, "minutes", n)...))
	}
	all[2] = strings.Replace(all[2], "2", "#", 1)
	return strings.Join(all, "|")
}

type truthsPage struct {
	Aids  []feature.Aid
	Saved string
}

// showTruths shows what the person wrote for such a moment; where there is
// nothing it is no step.
func showTruths(r *feature.Request) (feature.Answer, error) {
	s, _ := recall(r)
	aids, err := s.aids(r, "truths")
	if err != nil || len(aids) == 0 {
		return feature.Answer{Goto: "/now/choose"}, err
	}
	return night(r, "truths", func(step) (any, error) { return truthsPage{aids, saved(r)}, nil })
}

// aids are what features offer at a step of this moment.
func (s step) aids(r *feature.Request, step string) ([]feature.Aid, error) {
	if r.Journal == nil {
		return nil, nil
	}
	all, err := r.Aids()
	return feature.Fitting(all, step, s.Pull), err
}
