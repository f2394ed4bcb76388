package day

import (
	"math"
	"slices"
	"time"

	"ebb"
	"ebb/stat/nextday"
	"ebb/tie"
)

// What a day can have, in the order in which it is shown.
const (
	Looked  = "looked"
	Contact = "contact"
	Waited  = "waited"
	Alone   = "alone"
	Tired   = "tired"
	Drink   = "drink"
	Moved   = "moved"
	Did     = "did"
)

// Things are all of them. What was noted of a day without one is a day without
// it, from the first day on that has it; of evenings, of being tired and of a
// drink it is known only where a hard moment says.
var Things = []string{Looked, Contact, Waited, Alone, Tired, Drink, Moved, Did}

// About reports whether a thing is about them.
func About(thing string) bool { return thing == Looked || thing == Contact || thing == Waited }

// values are what was noted, by the day.
type values map[Date][]float64

func (v values) add(at Date, strength int) {
	if strength >= 0 {
		v[at] = append(v[at], float64(strength))
	}
}

// means are the means of days.
func (v values) means() map[Date]float64 {
	out := map[Date]float64{}
	for d, all := range v {
		sum := 0.0
		for _, x := range all {
			sum += x
		}
		out[d] = sum / float64(len(all))
	}
	return out
}

// Weighs is how strong what weighs was, by the day.
func (s *State) Weighs() map[Date]float64 {
	v := values{}
	for _, f := range s.felt {
		v.add(f.at, f.weighs)
	}
	return v.means()
}

// Lifts is how strong what lifts was.
func (s *State) Lifts() map[Date]float64 {
	v := values{}
	for _, f := range s.felt {
		v.add(f.at, f.lift)
	}
	return v.means()
}

// Pulls is how strong the pulls of hard moments were at first.
func (s *State) Pulls() map[Date]float64 {
	v := values{}
	for _, m := range s.moments {
		if !m.first.at.IsZero() {
			v.add(Of(m.first.at), m.first.v)
		}
	}
	return v.means()
}

// mostDays bounds what a wild date can ask for: ten years.
const mostDays = 3652

// Row is the days from the first that has a value to the last one before today,
// each with its value and whether it had the thing; and which day the first is.
func (s *State) Row(thing string, today Date) (row []nextday.Day, first Date) {
	weighs := s.Weighs()
	first, last := today, Date(math.MinInt32)
	for d := range weighs {
		if d < today && d > today-mostDays {
			first, last = min(first, d), max(last, d)
		}
	}
	had := s.had(thing)
	for d := first; d <= last; d++ {
		value, noted := weighs[d]
		if !noted {
			value = math.NaN()
		}
		row = append(row, nextday.Day{Value: value, Had: had(d)})
	}
	return row, first
}

// Pairs is how many days before today there are whose next one has a value too.
func (s *State) Pairs(today Date) (n int) {
	weighs := s.Weighs()
	for d := range weighs {
		if _, next := weighs[d+1]; next && d+1 < today {
			n++
		}
	}
	return n
}

// had says of each day whether it had a thing.
func (s *State) had(thing string) func(Date) nextday.Had {
	with := s.signs(thing)
	since := Date(math.MaxInt32)
	for d, yes := range with {
		if yes {
			since = min(since, d)
		}
	}
	sparse := thing == Alone || thing == Tired || thing == Drink
	return func(d Date) nextday.Had {
		yes, known := with[d]
		switch {
		case yes:
			return nextday.With
		case sparse && known, !sparse && d >= since:
			return nextday.Without
		}
		return nextday.Unknown
	}
}

// signs are the days about which something says that they had a thing, or that
// they had not.
func (s *State) signs(thing string) map[Date]bool {
	with := map[Date]bool{}
	switch thing {
	case Contact:
		mark(with, s.contact)
	case Waited:
		mark(with, s.waited)
	case Moved:
		mark(with, s.moved)
	}
	for _, m := range s.moments {
		if yes, known := m.had(thing); known {
			with[Of(m.begun)] = with[Of(m.begun)] || yes
		}
	}
	for id, a := range s.planned {
		d, ok := dated(a.Day)
		if ok && thing == became(a.Sort, s.went[id].v) {
			with[d] = true
		}
	}
	return with
}

func mark(with map[Date]bool, all map[ebb.ID]Date) {
	for _, d := range all {
		with[d] = true
	}
}

// became is what doing something planned counts as; "" nothing.
func became(sort, how string) string {
	switch {
	case sort == "move" && how == "did":
		return Moved
	case how == "did" || how == "else":
		return Did
	}
	return ""
}

func dated(day string) (Date, bool) {
	t, err := time.Parse(time.DateOnly, day)
	return Date(t.Unix() / 86400), err == nil
}

// had says whether a hard moment has a thing, where it tells.
func (m *moment) had(thing string) (yes, known bool) {
	acted := m.end.v == tie.MomentActed
	switch thing {
	case Looked:
		return true, m.pull.v == "check" && (acted || m.end.v == tie.MomentPartly)
	case Contact:
		return true, acted && slices.Contains(toThem, m.pull.v) || m.end.v == "reached"
	case Alone:
		return m.alone, evening(m.begun) && (m.company || m.alone)
	case Tired:
		return m.tired, m.triggered
	case Drink:
		return m.drink, m.triggered
	}
	return false, false
}

// toThem are pulls that acting turns into contact.
var toThem = []string{"reach", "reply", "clear", "fix", "see"}
