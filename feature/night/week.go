package night

import (
	"slices"
	"time"

	"ebb/feature"
)

// weekView is what was kept in the nights of a week.
type weekView struct {
	Nights int
	Parts  []partCount
}

// partCount is one part and how many nights had which answer.
type partCount struct {
	Name  string
	Picks []pickCount
}

type pickCount struct {
	Key    string
	Nights int
}

// week counts, of the nights in which anything was kept, the last answer that
// each gave to each part.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	var v weekView
	err := feature.See(r, Name, func(s *State) error {
		v = s.week(from, until)
		return nil
	})
	if err != nil || v.Nights == 0 {
		return nil, err
	}
	return []feature.Card{{Template: "night/week", Data: v}}, nil
}

func (s *State) week(from, until time.Time) (v weekView) {
	nights := map[time.Time]map[string]string{}
	for _, e := range s.kept {
		if e.at.Before(from) || !e.at.Before(until) || e.pick == "" {
			continue
		}
		night := thisNight(e.at)
		if nights[night] == nil {
			nights[night] = map[string]string{}
		}
		nights[night][e.part] = e.pick
	}
	v.Nights = len(nights)
	for _, p := range Parts {
		c := partCount{Name: p.Name}
		for _, pick := range p.Picks {
			n := 0
			for _, said := range nights {
				if said[p.Name] == pick {
					n++
				}
			}
			if n > 0 {
				c.Picks = append(c.Picks, pickCount{"night." + p.Name + "." + pick, n})
			}
		}
		slices.SortStableFunc(c.Picks, func(a, b pickCount) int { return b.Nights - a.Nights })
		if len(c.Picks) > 0 {
			v.Parts = append(v.Parts, c)
		}
	}
	return v
}
