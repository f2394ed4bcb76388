package note

import (
	"time"

	"ebb/feature"
)

// enough is how many notes and namings a table needs.
const enough = 5

type panelView struct {
	N, More  int
	Sentence string
	Counts   []Count
}

// panel is the last four weeks in a table.
func panel(r *feature.Request) (*feature.Panel, error) {
	var p panelView
	err := feature.See(r, Name, func(s *State) error {
		p.Counts, p.N = s.since(midnight(r.Now, 27))
		return nil
	})
	if err != nil || p.N == 0 {
		return nil, err
	}
	if p.More = enough - p.N; p.More > 0 {
		p.Counts = nil
	} else {
		top := p.Counts[0]
		p.Sentence = r.Say("note.panel.most", "feeling", top.Name, "notes", top.Notes, "n", p.N)
	}
	return &feature.Panel{Template: "note/panel", Data: p}, nil
}

// midnight is the beginning of the day so many days before now.
func midnight(now time.Time, days int) time.Time {
	y, m, d := now.Date()
	return time.Date(y, m, d-days, 0, 0, 0, 0, now.Location())
}
