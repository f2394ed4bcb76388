package path

import (
	"cmp"
	"slices"
	"time"

	"ebb/feature"
	"ebb/feature/path/before"
	"ebb/feature/path/topic"
)

// stands are the newest versions of steps, those said last first.
func stands(f *before.Facts, of func(*topic.Step) bool) (all []*topic.Told) {
	for _, k := range last(f.Versions("", "")) {
		if _, s := place(k); s == nil || !of(s) {
			continue
		}
		if t, ok := told(f, k); ok {
			all = append(all, t)
		}
	}
	return all
}

func every(*topic.Step) bool { return true }

// last is the newest of each step, those said last first.
func last(versions []before.Kept) (some []before.Kept) {
	for _, k := range slices.Backward(versions) {
		if !slices.ContainsFunc(some, func(o before.Kept) bool { return o.Topic == k.Topic && o.Step == k.Step }) {
			some = append(some, k)
		}
	}
	return some
}

// cardView is what a step gave back, and the way to it.
type cardView struct {
	Href, Head, Line string
	List             []string
}

// card is one line of what the path gave back, where one fits today.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	f, err := facts(r)
	if err != nil {
		return nil, err
	}
	for _, t := range stands(f, func(s *topic.Step) bool { return s.Today != nil && !off(f, s) }) {
		if t.Step.Today(t) {
			v := cardView{Href: addressOf(t.Topic, t.Step) + "/kept", Head: t.Mine("today"), Line: t.Step.Gives(t).Line}
			return &feature.Card{Template: "path/card", Data: v}, f.Err()
		}
	}
	return nil, f.Err()
}

// aids are lines for a hard moment: each day another one for each place.
func aids(r *feature.Request) (all []feature.Aid, err error) {
	f, err := facts(r)
	if err != nil {
		return nil, err
	}
	at := map[string][]*topic.Told{}
	for _, t := range stands(f, func(s *topic.Step) bool { return s.Hard != "" && !off(f, s) }) {
		at[t.Step.Hard] = append(at[t.Step.Hard], t)
	}
	for _, step := range []string{"wave", "truths", "choose", "done"} {
		if some := at[step]; len(some) > 0 {
			t := some[dayOf(r.Now)%len(some)]
			g := t.Step.Gives(t)
			lines := []string{cut(cmp.Or(g.Hard, g.Line), longAid)}
			all = append(all, feature.Aid{Step: step, Head: t.Mine("aid", "day", t.Day(t.At)), Lines: lines})
		}
	}
	return all, f.Err()
}

// longAid is how many signs a hard moment shows of a line.
const longAid = 280

// dayOf numbers days. A night belongs to the day before it.
func dayOf(now time.Time) int {
	y, m, d := now.Add(-5 * time.Hour).Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// week is what the path gave back in these days.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	f, err := facts(r)
	if err != nil {
		return nil, err
	}
	some := slices.DeleteFunc(f.Versions("", ""), func(k before.Kept) bool { return k.At.Before(from) || !k.At.Before(until) })
	var all []cardView
	for _, k := range last(some) {
		if t, ok := told(f, k); ok {
			g := t.Step.Gives(t)
			all = append(all, cardView{addressOf(t.Topic, t.Step) + "/kept", t.Mine("head"), g.Line, g.List})
		}
	}
	if len(all) == 0 {
		return nil, f.Err()
	}
	return []feature.Card{{Template: "path/week", Data: all}}, f.Err()
}

// shelf is the path's place on Keep.
func shelf(r *feature.Request) (*feature.Shelf, error) {
	f, err := facts(r)
	if err != nil {
		return nil, err
	}
	n := 0
	for _, t := range topics() {
		for i := range t.Steps {
			if len(f.Versions(t.Name, t.Steps[i].Name)) > 0 {
				n++
			}
		}
	}
	return &feature.Shelf{Href: base, Head: r.Say("path.head"), Line: r.Say("path.shelf", "n", n), Group: r.Say("path.group")}, nil
}
