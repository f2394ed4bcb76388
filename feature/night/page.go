package night

import (
	"time"

	"ebb/feature"
)

type nightPage struct {
	Parts []partView
	Note  string // from the day
	Open  bool   // nothing is locked: what was kept can be shown
	Max   int
}

type partView struct {
	Part
	Pick string // the one that stands
	Text string
}

func show(r *feature.Request) (feature.Answer, error) {
	p := nightPage{Open: r.Journal != nil, Max: longest}
	for _, part := range Parts {
		p.Parts = append(p.Parts, partView{Part: part})
	}
	if p.Open {
		if err := p.recall(r); err != nil {
			return feature.Answer{}, err
		}
	}
	return feature.Answer{Template: "night/show", Data: p, Title: "night.title", Place: "today"}, nil
}

// recall fills in what was kept for this night and the note for it.
func (p *nightPage) recall(r *feature.Request) error {
	var latest map[string]entry
	var note entry
	var noted bool
	err := feature.See(r, Name, func(s *State) error {
		latest = s.since(thisNight(r.Now))
		note, noted = s.note(day(r.Now))
		return nil
	})
	if err != nil {
		return err
	}
	for i := range p.Parts {
		e, ok := latest[p.Parts[i].Name]
		if !ok {
			continue
		}
		p.Parts[i].Pick = e.pick
		if e.words {
			if p.Parts[i].Text, err = keptWords(r, e.seq); err != nil {
				return err
			}
		}
	}
	if noted && !daytime(r.Now) {
		p.Note, err = noteWords(r, note.seq)
	}
	return err
}

// day is six in the morning before the night that is on or comes: a note from
// then on is for that night.
func day(now time.Time) time.Time {
	y, m, d := now.Date()
	if now.Hour() < 6 {
		d--
	}
	return time.Date(y, m, d, 6, 0, 0, 0, now.Location())
}

func keptWords(r *feature.Request, seq uint64) (string, error) {
	k, err := reread[Kept](r, seq)
	return k.Text, err
}

func noteWords(r *feature.Request, seq uint64) (string, error) {
	n, err := reread[Note](r, seq)
	return n.Text, err
}

// reread opens one entry again; one that was taken back meanwhile is empty.
func reread[T any](r *feature.Request, seq uint64) (body T, err error) {
	events, err := r.Journal.Read(r.Context(), seq)
	if err != nil || len(events) == 0 {
		return body, err
	}
	return body, events[0].Decode(&body)
}

type cardView struct {
	Line string // last night's words
	Note string // already left for the night to come, or for the one that is on
	Day  bool
	Max  int
}

// card is the morning after, and at night the note that the day left.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	var last, note entry
	var hard, noted bool
	err := feature.See(r, Name, func(s *State) error {
		last, hard = s.between(lastNight(r.Now))
		note, noted = s.note(day(r.Now))
		return nil
	})
	v := cardView{Day: daytime(r.Now), Max: longest}
	if err != nil || v.Day && !hard || !v.Day && !noted {
		return nil, err
	}
	if v.Day && last.words {
		if v.Line, err = keptWords(r, last.seq); err != nil {
			return nil, err
		}
	}
	if noted {
		v.Note, err = noteWords(r, note.seq)
	}
	return &feature.Card{Template: "night/card", Data: v}, err
}
