package guide

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Hours says when somebody answers: always, on a weekly plan in the line's own
// time zone, or nobody knows. The zero value is unknown.
type Hours struct {
	Always bool   `json:"always"`
	Zone   string `json:"zone"` // "Europe/Copenhagen"
	Week   string `json:"week"` // "Mon-Fri 09:00-19:00; Sat 22:00-02:00"
}

// Opening says whether a line is open at some time.
type Opening struct {
	State State
	Until time.Time // Open on a plan: when it closes
	Next  time.Time // Closed: when it opens
}

// State of a line.
type State string

// The four states.
const (
	Always  State = "always"
	Open    State = "open"
	Closed  State = "closed"
	Unknown State = "unknown"
)

// At says whether the line is open, in the line's own zone and by its wall
// clock: a plan that says 09:00 means 09:00 on the night the clocks change too.
func (h Hours) At(now time.Time) Opening {
	if h.Always {
		return Opening{State: Always}
	}
	shifts, zone, err := h.plan()
	if err != nil || len(shifts) == 0 {
		return Opening{State: Unknown}
	}
	now = now.In(zone)
	var next time.Time
	for back := -1; back <= 7; back++ {
		day := time.Date(now.Year(), now.Month(), now.Day()+back, 12, 0, 0, 0, zone)
		for _, s := range shifts {
			if s.day != day.Weekday() {
				continue
			}
			from, to := at(day, s.from), at(day, s.to)
			if !now.Before(from) && now.Before(to) {
				return Opening{State: Open, Until: to}
			}
			if from.After(now) && (next.IsZero() || from.Before(next)) {
				next = from
			}
		}
	}
	return Opening{State: Closed, Next: next}
}

// at is the minute of day by the wall clock; minutes beyond 24 hours are on
// the next day.
func at(day time.Time, minute int) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day()+minute/(24*60), minute/60%24, minute%60, 0, 0, day.Location())
}

// shift is one time somebody answers. to is later than from, beyond 24 hours
// where it runs past midnight.
type shift struct {
	day      time.Weekday
	from, to int
}

func (h Hours) plan() ([]shift, *time.Location, error) {
	if h.Week == "" {
		return nil, nil, nil
	}
	if h.Zone == "" {
		return nil, nil, errors.New("a plan without a time zone")
	}
	zone, err := time.LoadLocation(h.Zone)
	if err != nil {
		return nil, nil, err
	}
	var all []shift
	for part := range strings.SplitSeq(h.Week, ";") {
		some, err := readShifts(strings.TrimSpace(part))
		if err != nil {
			return nil, nil, err
		}
		all = append(all, some...)
	}
	slices.SortFunc(all, func(a, b shift) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.from, b.from)) })
	return all, zone, nil
}

// readShifts reads "Mon-Fri 09:00-19:00".
func readShifts(text string) ([]shift, error) {
	days, times, ok := strings.Cut(text, " ")
	from, to, ok2 := strings.Cut(times, "-")
	if !ok || !ok2 {
		return nil, fmt.Errorf("%q is no shift", text)
	}
	first, last, ranged := strings.Cut(days, "-")
	if !ranged {
		last = first
	}
	a, err1 := weekday(first)
	b, err2 := weekday(last)
	f, err3 := minute(from)
	t, err4 := minute(to)
	if err := errors.Join(err1, err2, err3, err4); err != nil {
		return nil, err
	}
	if t <= f {
		t += 24 * 60
	}
	var all []shift
	for d := a; ; d = (d + 1) % 7 {
		all = append(all, shift{d, f, t})
		if d == b {
			return all, nil
		}
	}
}

func weekday(s string) (time.Weekday, error) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if d.String()[:3] == s {
			return d, nil
		}
	}
	return 0, fmt.Errorf("%q is no day", s)
}

func minute(s string) (int, error) {
	var h, m int
	if _, err := fmt.Sscanf(s, "%2d:%2d", &h, &m); err != nil || len(s) != 5 || h > 24 || m > 59 || h*60+m > 24*60 {
		return 0, fmt.Errorf("%q is no time of day", s)
	}
	return h*60 + m, nil
}
