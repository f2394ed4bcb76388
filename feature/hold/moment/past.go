package moment

import (
	"slices"
	"time"

	"ebb"
	"ebb/tie"
)

func (s *State) stand(e ebb.Event) error {
	var body tie.Standing
	if err := e.Decode(&body); err != nil {
		return err
	}
	s.stands[e.Who] = append(s.stands[e.Who], said[tie.Standing]{e.At, e.ID, body})
	return nil
}

// allow notes that the contact of a moment was logged as allowed.
func (s *State) allow(e ebb.Event) error {
	var body tie.Allowed
	if err := e.Decode(&body); err != nil {
		return err
	}
	s.allowed[body.Moment] = append(s.allowed[body.Moment], e.At)
	return nil
}

// Together reports whether the person said last of anybody that it has not
// ended. Then silence is nobody's good result.
func (s *State) Together() bool {
	for _, all := range s.stands {
		if slices.MaxFunc(all, earlier).value.EndedBy == tie.NotEnded {
			return true
		}
	}
	return false
}

// TogetherAt reports whether it had not ended with somebody at a time, by what
// was said up to then and by the date that was given for the end later. What
// was said first reaches back.
func (s *State) TogetherAt(t time.Time) bool {
	for _, all := range s.stands {
		if together(slices.SortedFunc(slices.Values(all), earlier), t) {
			return true
		}
	}
	return false
}

func together(all []said[tie.Standing], t time.Time) bool {
	last := 0
	for i, known := range all {
		if !known.at.After(t) {
			last = i
		}
	}
	for _, known := range all[last:] {
		end, dated := known.value.SinceDate(t.Location())
		if known.value.EndedBy != tie.NotEnded && dated {
			return known.value.EndedBy != "" && t.Before(end)
		}
	}
	return all[last].value.EndedBy == tie.NotEnded
}

// tell adds to m what others have said about its time.
func (s *State) tell(m Moment) Moment {
	m.Fine = m.Outcome == Acted && (len(s.allowed[m.ID.String()]) > 0 || s.TogetherAt(m.Start))
	return m
}

// dayOf is the date where t was, as days since 1970.
func dayOf(t time.Time) int64 { return DateOf(t).Unix() / (24 * 60 * 60) }

// KeptIn reports whether anything at all was kept on one of the days that end
// with t's date.
func (s *State) KeptIn(t time.Time, days int) bool {
	for d := dayOf(t); days > 0; d, days = d-1, days-1 {
		if s.kept[d] {
			return true
		}
	}
	return false
}

// Turned is how often "my head won't stop" was opened since a time.
func (s *State) Turned(since time.Time) (n int) {
	for _, at := range s.turned {
		if !at.Before(since) {
			n++
		}
	}
	return n
}

// Words are the events that hold the person's own words about a moment, to be
// read again.
func (s *State) Words(id ebb.ID) []uint64 {
	if m := s.moments[id]; m != nil {
		return slices.Sorted(slices.Values(m.words))
	}
	return nil
}

// Hope is the event that holds what acting was to bring; false where nothing
// was written.
func (s *State) Hope(id ebb.ID) (seq uint64, ok bool) {
	m := s.moments[id]
	if m == nil {
		return 0, false
	}
	return m.hope.value, m.hope.value != 0
}
