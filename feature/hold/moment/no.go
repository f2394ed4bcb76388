package moment

import "time"

// Contacts are the person's own since the day of the other one's no.
type Contacts struct {
	Since   time.Time // that day, at midnight
	Own     int       // moments that ended in contact; looking at something of theirs is none
	Allowed int       // contact that is allowed, marked or logged, each once
}

// SinceNo counts them from that day on, whether two people are together or not;
// false where no such no stands.
func (s *State) SinceNo(zone *time.Location) (Contacts, bool) {
	day := s.Guesses.NoSince()
	since, err := time.ParseInLocation(time.DateOnly, day, zone)
	if err != nil {
		return Contacts{}, false
	}
	c := Contacts{Since: since}
	from := func(t time.Time) bool { return t.Format(time.DateOnly) >= day }
	for _, logged := range s.allowed {
		for _, at := range logged {
			if from(at) {
				c.Allowed++
			}
		}
	}
	for _, m := range s.Moments(LongAgo) {
		switch {
		case m.Outcome != Acted || !from(m.EndedAt) || len(s.allowed[m.ID.String()]) > 0:
		case m.Mark == Allowed:
			c.Allowed++
		case m.Pull != "check":
			c.Own++
		}
	}
	return c, true
}
