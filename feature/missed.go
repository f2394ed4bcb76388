package feature

import (
	"slices"
	"time"
)

// Missed is the feature's place, where something of it that waited at the time
// of then had its day by now; nil where nothing did, or where it has no place.
func (f *Feature) Missed(then *Request, now time.Time) (*Link, error) {
	place := f.Shelf
	if place == nil {
		place = f.Step
	}
	if f.Due == nil || place == nil {
		return nil, nil
	}
	due, err := f.Due(then)
	came := func(at time.Time) bool { return at.After(then.Now) && !at.After(now) }
	if err != nil || !slices.ContainsFunc(due, came) {
		return nil, err
	}
	s, err := place(then)
	if err != nil || s == nil {
		return nil, err
	}
	return &Link{Href: s.Href, Text: s.Head}, nil
}
