package before

import (
	"cmp"
	"maps"
	"slices"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// kindFelt is busy's mood before or after an activity.
const kindFelt = "busy.felt"

// lifts are activities and the moods beside them.
type lifts struct {
	acts  map[ebb.ID]act
	moods map[ebb.ID]moods
	walks map[ebb.ID]walk
}

// walk is a time somebody went out to move, with the mood around it.
type walk struct {
	went   feature.Row
	before int
	back   feature.Row
	after  int
}

// act is an activity, without its words.
type act struct {
	feature.Row
	sort, day string
}

// moods are what was said of one; it may be folded before it.
type moods struct {
	before, after       *int
	beforeRow, afterRow feature.Row
	how                 string
	howRow              feature.Row
}

func newLifts() lifts { return lifts{map[ebb.ID]act{}, map[ebb.ID]moods{}, map[ebb.ID]walk{}} }

func (l lifts) clone() lifts {
	return lifts{maps.Clone(l.acts), maps.Clone(l.moods), maps.Clone(l.walks)}
}

func (l lifts) apply(row feature.Row, e ebb.Event) error {
	switch e.Kind {
	case tie.ActivityPlanned:
		return ebb.Apply(e, func(a tie.Activity) { l.acts[e.ID] = act{row, a.Sort, a.Day} })
	case tie.ActivityWent:
		return ebb.Apply(e, func(w tie.ActivityEnd) {
			m := l.moods[w.Of]
			if m.howRow.Earlier(row) < 0 {
				m.how, m.howRow = w.How, row
			}
			l.moods[w.Of] = m
		})
	case kindFelt:
		return ebb.Apply(e, func(f struct {
			Of    ebb.ID `cbor:"1,keyasint"`
			After bool   `cbor:"2,keyasint,omitempty"`
			Mood  *int   `cbor:"3,keyasint,omitempty"`
		}) {
			l.moods[f.Of] = l.moods[f.Of].said(row, f.After, f.Mood)
		})
	case tie.WentMoving:
		return ebb.Apply(e, func(b tie.Went) {
			w := l.walks[e.ID]
			w.went, w.before = row, b.Before
			l.walks[e.ID] = w
		})
	case tie.BackMoving:
		return ebb.Apply(e, func(b tie.Back) {
			if w := l.walks[b.Went]; w.back.Earlier(row) < 0 {
				w.back, w.after = row, b.After
				l.walks[b.Went] = w
			}
		})
	}
	return nil
}

func (m moods) said(row feature.Row, after bool, mood *int) moods {
	switch {
	case after && m.afterRow.Earlier(row) < 0:
		m.after, m.afterRow = mood, row
	case !after && m.beforeRow.Earlier(row) < 0:
		m.before, m.beforeRow = mood, row
	}
	return m
}

// lifted are the activities after which the mood was higher, the highest first,
// and those that were done without a mood last.
func (l lifts) lifted() (all []act) {
	by := func(a act) int {
		m := l.moods[a.ID]
		if m.before == nil || m.after == nil {
			return 0
		}
		return *m.after - *m.before
	}
	for _, a := range l.acts {
		m := l.moods[a.ID]
		if m.how != "not" && (by(a) > 0 || m.how != "" && by(a) == 0) {
			all = append(all, a)
		}
	}
	slices.SortFunc(all, func(a, b act) int { return cmp.Or(cmp.Compare(by(b), by(a)), b.Earlier(a.Row)) })
	return all
}
