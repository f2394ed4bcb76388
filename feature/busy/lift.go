package busy

import (
	"ebb/feature"
	"ebb/feature/busy/act"
	"ebb/feature/busy/lift"
	"ebb/tie"
)

// ratings are all times with both moods: first of what was planned, then of
// walks that feel keeps, which are moving too.
func (s *plans) ratings(r *feature.Request) (all []lift.Rating, planned int, err error) {
	var some []act.Entry
	for _, e := range s.All {
		if _, ok := s.Said[e.ID].Lift(); ok {
			some = append(some, e)
		}
	}
	rated, err := names(r, some)
	for _, n := range rated {
		t := s.Said[n.ID]
		by, _ := t.Lift()
		x := lift.Rating{What: n.What, Sort: n.Sort, By: by, Memory: t.Recalled(n.Entry, r.Now.Location())}
		if t.How.V == "else" {
			x.What, x.Sort = r.Say("busy.lift.else"), lift.Else
		}
		all = append(all, x)
	}
	for _, w := range s.Walks {
		if tie.Beside(w.Went, w.Back.At) {
			all = append(all, lift.Rating{What: r.Say("busy.lift.walk"), Sort: "move", By: float64(w.Back.V - w.Before)})
		}
	}
	return all, len(rated), err
}

func showLift(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	all, _, err := s.ratings(r)
	return page(r, "lift", lift.Of(r, all)), err
}

// panel is what lifted, from five ratings of planned things on: how moving went
// stands in the panel of feel.
func panel(r *feature.Request) (*feature.Panel, error) {
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	all, planned, err := s.ratings(r)
	if err != nil || planned < lift.Enough {
		return nil, err
	}
	return &feature.Panel{Template: "busy/panel", Data: lift.Of(r, all)}, nil
}
