package moment

import (
	"math"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/tie"
)

// sunday is a Sunday evening.
var sunday = time.Date(2026, 11, 22, 22, 41, 0, 0, time.FixedZone("CET", 3600))

// someEvents draws the events of a few moments, some of them at the same time.
func someEvents(t *rapid.T) []ebb.Event {
	ids := []ebb.ID{{1}, {2}, {3}}
	n := rapid.IntRange(0, 25).Draw(t, "n")
	var out []ebb.Event
	for i := range n {
		id := rapid.SampledFrom(ids).Draw(t, "moment")
		at := sunday.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "minute")) * time.Minute)
		v := rapid.IntRange(0, 10).Draw(t, "value")
		kind, body := drawn(t, id, v)
		e := ebb.New(kind, at, body)
		e.ID = ebb.ID{byte(i), 9}
		out = append(out, e)
	}
	return out
}

func drawn(t *rapid.T, id ebb.ID, v int) (string, any) {
	switch rapid.IntRange(0, 6).Draw(t, "kind") {
	case 0:
		return KindPull, Pull{id, Pulls[v%len(Pulls)]}
	case 1:
		return KindRating, Rating{id, v}
	case 2:
		return KindForecast, Forecast{id, v}
	case 3:
		return KindIntent, Intent{Moment: id, Intent: Intents[v%len(Intents)]}
	case 4:
		return KindOutcome, Outcome{Moment: id, Outcome: Outcomes[v%len(Outcomes)]}
	case 5:
		return KindDetail, Detail{Moment: id, Triggers: Triggers[v : v+1], Words: "own words"}
	}
	return tie.Stands, tie.Standing{EndedBy: []tie.EndedBy{tie.NotEnded, tie.ByMe}[v%2]}
}

type seen struct {
	Moments  []Moment
	Together bool
	Half     Half
}

func fold(t *rapid.T, events []ebb.Event) seen {
	st := NewState()
	for i, e := range events {
		if err := st.Apply(uint64(i+1), e); err != nil {
			t.Fatal(err)
		}
	}
	ms := st.Moments(LongAgo)
	return seen{ms, st.Together(), Half{N: HalfOf(ms).N}}
}

func TestAnyOrderOfArrivalGivesTheSameState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := someEvents(t)
		want := fold(t, events)
		if got := fold(t, rapid.Permutation(events).Draw(t, "order")); !reflect.DeepEqual(got, want) {
			t.Fatalf("another order gives\n%+v, not\n%+v", got, want)
		}
	})
}

func TestNoNumberOfActingTakesAPassAway(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := someEvents(t)
		before := Count(fold(t, events).Moments)
		e := ebb.New(KindOutcome, sunday.Add(time.Hour), Outcome{Moment: ebb.ID{7}, Outcome: Acted})
		after := Count(fold(t, append(events, e)).Moments)
		if after[ShapePassed] != before[ShapePassed] || after.All() != before.All()+1 {
			t.Fatalf("acting once more turned %v into %v", before, after)
		}
	})
}

func TestShapes(t *testing.T) {
	for _, c := range []struct {
		m    Moment
		want Shape
	}{
		{Moment{}, ShapeUnsaid},
		{Moment{Intent: LetPass}, ShapeUnsaid},
		{Moment{Outcome: Passed}, ShapePassed},
		{Moment{Outcome: Partly}, ShapePartly},
		{Moment{Outcome: Acted}, ShapeActed},
		{Moment{Outcome: Acted, Mark: OnPurpose}, ShapeActed},
		{Moment{Outcome: Acted, Mark: Allowed}, ShapeAllowed},
		{Moment{Outcome: Reached}, ShapeReached},
	} {
		if got := c.m.Shape(); got != c.want {
			t.Errorf("%+v has shape %v, want %v", c.m, got, c.want)
		}
	}
}

func TestWhatCannotBeUnderstoodIsAnError(t *testing.T) {
	st := NewState()
	for _, e := range []ebb.Event{
		ebb.New(KindRating, sunday, "seven"),
		ebb.New(KindRating, sunday, Rating{ebb.ID{1}, 70}),
		ebb.New(KindPull, sunday, Pull{ebb.ID{1}, "stalk"}),
	} {
		if st.Apply(1, e) == nil {
			t.Errorf("%s with %x was taken", e.Kind, e.Body)
		}
	}
	if st.Apply(1, ebb.New("note.kept", sunday, "words")) != nil || !st.Empty() {
		t.Error("a foreign kind is not ours to judge")
	}
}

func TestTogetherFollowsTheLatestWord(t *testing.T) {
	st := NewState()
	stand := func(minute, who int, by tie.EndedBy) {
		e := ebb.New(tie.Stands, sunday.Add(time.Duration(minute)*time.Minute), tie.Standing{EndedBy: by})
		e.Who = who
		if err := st.Apply(1, e); err != nil {
			t.Fatal(err)
		}
	}
	stand(10, 1, tie.NotEnded)
	stand(0, 1, tie.ByMe) // arrives late
	if !st.Together() {
		t.Error("an older word came later and won")
	}
	stand(20, 1, tie.ByThem)
	if st.Together() {
		t.Error("it ended, and they are still together")
	}
	stand(5, 2, tie.NotEnded)
	if !st.Together() {
		t.Error("with somebody else it has not ended")
	}
}

// TestWave holds the moment's side of the half-life definition.
func TestWave(t *testing.T) {
	at := func(minute int) time.Time { return sunday.Add(time.Duration(minute) * time.Minute) }
	rated := func(pairs ...int) (out []Rated) {
		for i := 0; i < len(pairs); i += 2 {
			out = append(out, Rated{at(pairs[i]), pairs[i+1]})
		}
		return out
	}
	for _, c := range []struct {
		what  string
		m     Moment
		t     float64
		event bool
	}{
		{"a moment that passed is seen up to its last rating", Moment{Ratings: rated(0, 8, 10, 6), Outcome: Passed, EndedAt: at(15)}, 10, false},
		{"acting ends what was seen", Moment{Ratings: rated(0, 8, 10, 6), Outcome: Acted, EndedAt: at(15)}, 15, false},
		{"a rating after acting does not count", Moment{Ratings: rated(0, 8, 20, 1), Outcome: Acted, EndedAt: at(15)}, 15, false},
		{"acting that is told next morning tells no time", Moment{Ratings: rated(0, 8, 10, 6), Outcome: Acted, EndedAt: at(600)}, 10, false},
		{"leaving with a choice ends it there", Moment{Ratings: rated(0, 8, 10, 6), Intent: LetPass, IntentAt: at(12)}, 12, false},
		{"a rating after the choice still counts", Moment{Ratings: rated(0, 8, 13, 4), Intent: LetPass, IntentAt: at(12)}, 13, true},
	} {
		got, ok := c.m.Half()
		if !ok || got.Event != c.event || math.Abs(got.T-c.t) > 1e-9 {
			t.Errorf("%s: %+v %v, want %v %v", c.what, got, ok, c.t, c.event)
		}
	}
}

func TestARatingAfterActingAnswersNoForecast(t *testing.T) {
	at := func(minute int) time.Time { return sunday.Add(time.Duration(minute) * time.Minute) }
	m := Moment{
		Ratings: []Rated{{at(0), 8}, {at(18), 3}}, Forecasts: []Rated{{at(0), 7}},
		Outcome: Acted, EndedAt: at(6),
	}
	if pairs := m.Expected(); len(pairs) != 0 {
		t.Errorf("after acting it is another feeling: %+v", pairs)
	}
	m.Outcome, m.EndedAt = Passed, at(18)
	if pairs := m.Expected(); len(pairs) != 1 || pairs[0] != (Expected{7, 3, 18}) {
		t.Errorf("a wave that passed has its pair: %+v", pairs)
	}
}
