package busy

import (
	"slices"
	"strconv"

	"ebb"
	"ebb/feature"
	"ebb/feature/busy/act"
	"ebb/feature/busy/lift"
)

type onePage struct {
	ID, What, When, Sort string
	Moods                []moodView
	Hows                 []chip
	Own                  string // what it gave, once it was both times said
	Gone                 bool   // its day is over
	Said                 bool   // at least one of the moods
}

// moodView is one of the two moods.
type moodView struct {
	ID, Side string
	Scale    []step11
	Said     bool
}

type step11 struct {
	N  int
	On bool
}

func mood(id ebb.ID, side string, now *int) moodView {
	v := moodView{ID: id.String(), Side: side, Said: now != nil}
	for n := range 11 {
		v.Scale = append(v.Scale, step11{n, now != nil && *now == n})
	}
	return v
}

// when is a day, with the time of day where there is one.
func when(r *feature.Request, e act.Entry) string {
	return r.Say("busy.when", "day", dayName(r, e.Day), "time", e.Time, "any", map[bool]string{true: "yes", false: "no"}[e.Time == ""])
}

func showOne(r *feature.Request) (feature.Answer, error) {
	s, e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	all, err := names(r, []act.Entry{e})
	if err != nil {
		return feature.Answer{}, err
	}
	if len(all) == 0 { // erased meanwhile
		return feature.Answer{}, &ebb.Problem{Status: 404, Say: "busy.bad.gone"}
	}
	t := s.Said[e.ID]
	p := onePage{ID: e.ID.String(), What: all[0].What, When: when(r, e), Sort: e.Sort, Gone: e.Day < date(r, 0)}
	p.Moods = []moodView{mood(e.ID, "before", t.Before.V), mood(e.ID, "after", t.After.V)}
	p.Said = t.Before.V != nil || t.After.V != nil
	p.Hows = chips(act.Hows, func(v string) bool { return v == t.How.V })
	if d, ok := t.Lift(); ok {
		p.Own = r.Say("busy.one", "before", *t.Before.V, "after", *t.After.V, "by", lift.Signed(d))
	}
	return page(r, "one", p), nil
}

// postMood keeps one of the two. The same again changes nothing; "" takes it
// back.
func postMood(r *feature.Request) (feature.Answer, error) {
	s, e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	to := feature.Answer{Goto: base + "/" + e.ID.String()}
	f := act.Felt{Of: e.ID, After: r.FormValue("side") == "after"}
	if v := r.FormValue("mood"); v != "" {
		n, err := strconv.Atoi(v)
		if err != nil || n < 0 || n > 10 {
			return to, ebb.Bad("busy.bad.mood")
		}
		f.Mood = &n
	}
	was := s.Said[e.ID].Before.V
	if f.After {
		was = s.Said[e.ID].After.V
	}
	if was == f.Mood || was != nil && f.Mood != nil && *was == *f.Mood {
		return to, nil
	}
	return to, r.Record(r.New(act.KindFelt, f))
}

// postWent keeps what became of it. The same again changes nothing.
func postWent(r *feature.Request) (feature.Answer, error) {
	s, e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	to, how := feature.Answer{Goto: base + "/" + e.ID.String()}, r.FormValue("how")
	if !slices.Contains(act.Hows, how) {
		return to, ebb.Bad("busy.bad.how")
	}
	if s.Said[e.ID].How.V == how {
		return to, nil
	}
	return to, r.Record(r.New(act.KindWent, act.Went{Of: e.ID, How: how}))
}

// undo names the step that holds the id of the last taking out.
const undo = "busy.undo"

func postOut(r *feature.Request) (feature.Answer, error) {
	_, e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return feature.Answer{Goto: base}, r.TakeOut(undo, e.ID)
}

// postUndo takes the taking out back. A second tap finds nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: base}, r.PutBack(undo)
}

// postTimes switches whether times of activities go where reminders go.
func postTimes(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	to, on := feature.Answer{Goto: base}, r.FormValue("on") == "yes"
	if err != nil || s.Fed.V == on {
		return to, err
	}
	return to, r.Record(r.New(act.KindFed, act.Fed{On: on}))
}
