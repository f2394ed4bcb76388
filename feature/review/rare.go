package review

import (
	"time"

	"ebb/feature"
)

const (
	fewer   = 14 * 24 * time.Hour // without a hard moment: every second Sunday
	seldom  = 28 * 24 * time.Hour // the first Sunday of a month
	wayOut  = 56 * 24 * time.Hour // no Sunday any more; the way out is offered
	endless = 500 * wayOut
)

// quiet is how long there was no hard moment; endless where there never was
// one.
func (s *State) quiet(now time.Time) time.Duration {
	if s.hard.IsZero() {
		return endless
	}
	return now.Sub(s.hard)
}

// named reports whether Today names the review: on Sundays, where it was asked
// for and these days were not looked at, and less often the longer there was no
// hard moment.
func (s *State) named(now time.Time) bool {
	if now.Weekday() != time.Sunday || !s.wants() || s.span(now).over {
		return false
	}
	switch q := s.quiet(now); {
	case q == endless:
		return true
	case q >= wayOut:
		return false
	case q >= seldom:
		return now.Day() <= 7
	case q >= fewer:
		_, week := now.ISOWeek()
		return week%2 == 0
	}
	return true
}

// offers reports whether the way out is offered: after eight weeks without a
// hard moment, and where it was left, after eight more.
func (s *State) offers(now time.Time) bool {
	q := s.quiet(now)
	if q < wayOut || q >= endless {
		return false
	}
	left, ok := last(s.stayed)
	return !ok || left.at.Before(s.hard) || now.Sub(left.at) >= wayOut
}

// ahead is how many Sundays are known beforehand.
const ahead = 4

// dues are the coming Sundays, at six in the evening, on which Today will name
// the review if no hard moment comes before.
func dues(r *feature.Request) (all []time.Time, err error) {
	err = feature.See(r, Name, func(s *State) error {
		y, m, d := r.Now.Date()
		sunday := d + (7-int(r.Now.Weekday()))%7
		for i := range ahead {
			if at := time.Date(y, m, sunday+7*i, 18, 0, 0, 0, r.Now.Location()); s.named(at) {
				all = append(all, at)
			}
		}
		return nil
	})
	return all, err
}

type cardView struct{ Review, Out bool }

// card is on Today on Sundays, if asked for, and once after eight quiet weeks.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	var v cardView
	err := feature.See(r, Name, func(s *State) error {
		v.Review = s.named(r.Now)
		v.Out = r.State == feature.Unlocked && s.offers(r.Now)
		return nil
	})
	if err != nil || v == (cardView{}) {
		return nil, err
	}
	return &feature.Card{Template: "review/card", Data: v}, nil
}
