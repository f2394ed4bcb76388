package feel

import (
	"math"
	"slices"
	"strconv"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/stat"
	"ebb/tie"
)

const (
	open   = 24 * time.Hour // how long one waits for its second rating
	enough = 5              // times before a range is said
)

// counts reports whether the two ratings of a walk can be set side by side.
func (w walk) counts() bool { return tie.Beside(w.at, w.back) }

// waiting is the walk that waits for its second rating.
func (s *State) waiting(now time.Time) (w walk, ok bool) {
	for _, w := range s.went() {
		if w.back.IsZero() && now.Sub(w.at) < open && !w.at.After(now) {
			return w, true
		}
	}
	return w, false
}

// lift is by how much moods were higher afterwards.
func (s *State) lift() (i stat.Interval, n int) {
	var all []float64
	for _, w := range s.went() {
		if w.counts() {
			all = append(all, float64(w.after-w.before))
		}
	}
	return stat.Mean(all), len(all)
}

type movePage struct {
	ID     string // of the one that waits
	Time   string
	Before int
	Scale  []int
	Done   string // what the last one gave, on its day
	Lift   string
}

// lifted says what all of them gave together; "" before the first.
func (s *State) lifted(r *feature.Request) string {
	i, n := s.lift()
	switch {
	case n == 0:
		return ""
	case n < enough:
		return r.Say("feel.lift.more", "n", n, "more", enough-n)
	}
	low, high := max(-10, i.Low), min(10, i.High)
	return r.Say("feel.lift", "n", n, "by", signed(i.Value), "low", signed(low), "high", signed(high))
}

// signed writes a number with its sign and at most one decimal.
func signed(f float64) string {
	f = math.Round(f*10) / 10
	if f == 0 {
		return "0"
	}
	s := strconv.FormatFloat(math.Abs(f), 'f', -1, 64)
	if f < 0 {
		return "−" + s
	}
	return "+" + s
}

// told is what one walk gave.
func (w walk) told(r *feature.Request) string {
	key := "feel.moved"
	if !w.counts() {
		key = "feel.moved.apart"
	}
	return r.Say(key, "before", w.before, "after", w.after, "by", signed(float64(w.after-w.before)), "minutes", int(w.back.Sub(w.at).Minutes()))
}

func showMove(r *feature.Request) (feature.Answer, error) {
	p := movePage{Scale: scale()}
	err := feature.See(r, Name, func(s *State) error {
		if w, ok := s.waiting(r.Now); ok {
			p.ID, p.Time, p.Before = w.id.String(), w.at.In(r.Now.Location()).Format("15:04"), w.before
			return nil
		}
		all := s.went()
		i := slices.IndexFunc(all, func(w walk) bool { return !w.back.IsZero() })
		if i >= 0 && r.Now.Sub(all[i].back) < open {
			p.Done = all[i].told(r)
		}
		p.Lift = s.lifted(r)
		return nil
	})
	return page(r, "move", p), err
}

// postMove keeps the mood before. While one waits, a second one is the same.
func postMove(r *feature.Request) (feature.Answer, error) {
	to := feature.Answer{Goto: "/decide/feel/move"}
	v, err := rated(r.FormValue("s"))
	if err != nil {
		return to, err
	}
	waits := false
	err = feature.See(r, Name, func(s *State) error {
		_, waits = s.waiting(r.Now)
		return nil
	})
	if err != nil || waits {
		return to, err
	}
	return to, r.Record(r.New(tie.WentMoving, tie.Went{Before: v}))
}

// asked is the walk that waits, if the form names it.
func awaited(r *feature.Request) (w walk, ok bool, err error) {
	id, err := ebb.ParseID(r.FormValue("id"))
	if err != nil {
		return w, false, ebb.Bad("feel.bad.number")
	}
	err = feature.See(r, Name, func(s *State) error {
		w, ok = s.waiting(r.Now)
		return nil
	})
	return w, ok && w.id == id, err
}

func postMoved(r *feature.Request) (feature.Answer, error) {
	to := feature.Answer{Goto: "/decide/feel/move"}
	v, err := rated(r.FormValue("s"))
	if err != nil {
		return to, err
	}
	w, ok, err := awaited(r)
	if err != nil || !ok {
		return to, err
	}
	return to, r.Record(r.New(tie.BackMoving, tie.Back{Went: w.id, After: v}))
}

// postStayed takes the mood before out: nothing was moved, and nothing is held
// against anybody.
func postStayed(r *feature.Request) (feature.Answer, error) {
	to := feature.Answer{Goto: "/decide/feel/move"}
	w, ok, err := awaited(r)
	if err != nil || !ok {
		return to, err
	}
	return to, r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: w.id}))
}

// card asks for the second rating, on Today.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	var at string
	err := feature.See(r, Name, func(s *State) error {
		if w, ok := s.waiting(r.Now); ok {
			at = w.at.In(r.Now.Location()).Format("15:04")
		}
		return nil
	})
	if err != nil || at == "" {
		return nil, err
	}
	return &feature.Card{Template: "feel/card", Data: at}, nil
}

type panelView struct {
	Lift string
}

// panel is what moving gave. Which feelings there were, and how strong, stands
// in the panel of notes, which counts both.
func panel(r *feature.Request) (*feature.Panel, error) {
	var p panelView
	err := feature.See(r, Name, func(s *State) error {
		p.Lift = s.lifted(r)
		return nil
	})
	if err != nil || p.Lift == "" {
		return nil, err
	}
	return &feature.Panel{Template: "feel/panel", Data: p}, nil
}

type weekView struct {
	Rows  []row
	More  int
	Moved []string
}

// shown is how many namings a week shows.
const shown = 7

func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	var v weekView
	var some []entry
	in := func(at time.Time) bool { return !at.Before(from) && at.Before(until) }
	err := feature.See(r, Name, func(s *State) error {
		for _, e := range slices.Backward(s.all) {
			if in(e.at) {
				some = append(some, e)
			}
		}
		for _, w := range s.went() {
			if in(w.at) && !w.back.IsZero() && len(v.Moved) < shown {
				v.Moved = append(v.Moved, w.told(r))
			}
		}
		return nil
	})
	if err != nil || len(some)+len(v.Moved) == 0 {
		return nil, err
	}
	v.More = max(0, len(some)-shown)
	all, err := read(r, some[:min(len(some), shown)]...)
	for _, n := range all {
		v.Rows = append(v.Rows, rowOf(r, n))
	}
	return []feature.Card{{Template: "feel/week", Data: v}}, err
}
