package demo

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/feature/hold/figure"
	"ebb/feature/hold/moment"
)

var sunday = time.Date(2026, 11, 22, 9, 30, 0, 0, time.FixedZone("CET", 3600))

func fold(t testing.TB, events []ebb.Event) *moment.State {
	st := moment.NewState()
	for i, e := range events {
		if err := st.Apply(uint64(i+1), e); err != nil {
			t.Fatalf("event %d, %s: %v", i, e.Kind, err)
		}
	}
	return st
}

func TestTheSameDayGivesTheSameJournal(t *testing.T) {
	a, b := Journal(sunday), Journal(sunday)
	if !reflect.DeepEqual(a, b) {
		t.Error("two journals of one day differ")
	}
	if reflect.DeepEqual(a, Journal(sunday.AddDate(0, 0, 1))) {
		t.Error("another day has the same journal")
	}
}

func TestNothingLiesInTheFutureAndNoIDTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := sunday.Add(time.Duration(rapid.IntRange(0, 400*24*60).Draw(t, "minutes")) * time.Minute)
		seen := map[ebb.ID]bool{}
		last := time.Time{}
		for _, e := range Journal(now) {
			if e.At.After(now) || e.At.Before(last) || seen[e.ID] {
				t.Fatalf("%s at %v, now %v, id seen %v", e.Kind, e.At, now, seen[e.ID])
			}
			seen[e.ID], last = true, e.At
		}
	})
}

// TestThereIsSomethingToSee holds any day's journal to what a page needs.
func TestThereIsSomethingToSee(t *testing.T) {
	for day := range 60 {
		now := sunday.AddDate(0, 0, day)
		ms := fold(t, Journal(now)).Moments(moment.LongAgo)
		half, over := moment.HalfOf(ms), moment.OverOf(ms)
		if half.N < 30 || !(half.Time.Low > 3 && half.Time.High < 30) {
			t.Errorf("%s: time to half %+v", now.Format(time.DateOnly), half)
		}
		if over.N < 8 || len(moment.PastOf(ms).Band) < 6 {
			t.Errorf("%s: %d answered forecasts, a band of %d", now.Format(time.DateOnly), over.N, len(moment.PastOf(ms).Band))
		}
		gaps := figure.PeriodsOf(figure.GapsOf(ms, now), now)
		if helped := figure.HelpedOf(ms); !gaps.Two || len(helped.Each) < 5 || len(figure.NeedsOf(ms)) == 0 {
			t.Errorf("%s: gaps %+v, %d things that were there, %d needs", now.Format(time.DateOnly), gaps, len(helped.Each), len(figure.NeedsOf(ms)))
		}
		tally := moment.Count(ms)
		for _, s := range []moment.Shape{moment.ShapePassed, moment.ShapePartly, moment.ShapeActed, moment.ShapeReached, moment.ShapeUnsaid} {
			if tally[s] == 0 {
				t.Errorf("%s: no moment %s", now.Format(time.DateOnly), s.Key())
			}
		}
	}
}

func TestMomentsGivesAsManyAsAskedFor(t *testing.T) {
	for _, n := range []int{0, 1, 1000} {
		if got := Moments(sunday, n, 1); len(got) != n {
			t.Errorf("%d events of %d", len(got), n)
		}
	}
	fold(t, Moments(sunday, 5000, 2))
}
