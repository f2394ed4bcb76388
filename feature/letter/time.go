package letter

import (
	"slices"

	"ebb"
	"ebb/feature"
)

type timePage struct {
	Now    string
	Offers []offer
	Later  string // a shorter time that does not count yet
	From   string // since when it does
}

func showTime(r *feature.Request) (feature.Answer, error) {
	var p timePage
	err := feature.See(r, Name, func(s *State) error {
		now, _, later := s.time(r.Now)
		p.Now = now
		if later != nil {
			p.Later, p.From = later.hold, moment(r, later.from)
		}
		return nil
	})
	for _, h := range Holds {
		p.Offers = append(p.Offers, offered(r, h, h == p.Now))
	}
	return feature.Answer{Template: "letter/time", Data: p, Title: "letter.title", Place: "keep", Back: back(r)}, err
}

// postTime changes how long letters are held. A longer time counts at once, a
// shorter one when the time that stands now has run once.
func postTime(r *feature.Request) (feature.Answer, error) {
	hold := r.FormValue("hold")
	if !slices.Contains(Holds, hold) {
		return feature.Answer{}, ebb.Bad("letter.bad.hold")
	}
	var entries []ebb.Entry
	from := r.Now
	err := feature.See(r, Name, func(s *State) error {
		now, chosen, later := s.time(r.Now)
		if later != nil {
			entries = append(entries, off(r, later.id))
		}
		if chosen && shorter(hold, now) {
			from = end(now, r.Now)
		}
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	entries = append(entries, ebb.Entry{Event: r.New(KindTimed, Timed{hold, from.Unix()})})
	return feature.Answer{Goto: "/keep/letters/time"}, r.Journal.Record(r.Context(), entries...)
}

func off(r *feature.Request, id ebb.ID) ebb.Entry {
	return ebb.Entry{Event: r.New(ebb.Withdrawn, ebb.Withdrawal{ID: id})}
}

// postOff calls a shorter time off that does not count yet.
func postOff(r *feature.Request) (feature.Answer, error) {
	var entries []ebb.Entry
	err := feature.See(r, Name, func(s *State) error {
		if _, _, later := s.time(r.Now); later != nil {
			entries = append(entries, off(r, later.id))
		}
		return nil
	})
	if err == nil && len(entries) > 0 {
		err = r.Journal.Record(r.Context(), entries...)
	}
	return feature.Answer{Goto: "/keep/letters/time"}, err
}

// offers are the times a new letter can be held: the one that stands and the
// longer ones; all of them until one was chosen.
func offers(r *feature.Request) (all []offer, err error) {
	err = feature.See(r, Name, func(s *State) error {
		now, chosen, _ := s.time(r.Now)
		for _, h := range Holds {
			if !chosen || !shorter(h, now) {
				all = append(all, offered(r, h, h == now))
			}
		}
		return nil
	})
	return all, err
}

type offer struct {
	Hold string
	Text string
	On   bool
}

func offered(r *feature.Request, hold string, on bool) offer {
	_, tomorrow := morning(r.Now)
	return offer{hold, r.Say("letter.hold", "hold", hold, "tomorrow", tomorrow), on}
}
