package day

import (
	"math"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/stat/nextday"
	"ebb/tie"
)

var monday = time.Date(2026, 11, 16, 0, 0, 0, 0, time.UTC)

// on is an event so many days after the Monday, at an hour.
func on(days, hour int, kind string, body any) ebb.Event {
	return ebb.New(kind, monday.AddDate(0, 0, days).Add(time.Duration(hour)*time.Hour), body)
}

func felt7(days, hour int, name string, strength int) ebb.Event {
	return on(days, hour, tie.Named, tie.Feelings{Felt: []tie.Feeling{{Name: name, Strength: &strength}}})
}

func of(t *testing.T, events ...ebb.Event) *State {
	t.Helper()
	s := New()
	for i, e := range events {
		if err := s.Apply(uint64(i+1), e); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

type pull struct {
	Moment ebb.ID `cbor:"1,keyasint"`
	Pull   string `cbor:"2,keyasint"`
}

type detail struct {
	Moment   ebb.ID   `cbor:"1,keyasint"`
	Triggers []string `cbor:"2,keyasint,omitempty"`
	Places   []string `cbor:"3,keyasint,omitempty"`
	Company  []string `cbor:"4,keyasint,omitempty"`
}

// hard is a hard moment with its pull, and how it ended; "" not said.
func hard(id byte, days, hour int, what, end string) []ebb.Event {
	all := []ebb.Event{on(days, hour, tie.MomentPull, pull{ebb.ID{id}, what})}
	if end != "" {
		all = append(all, on(days, hour+1, tie.MomentOutcome, tie.MomentEnd{Moment: ebb.ID{id}, Outcome: end}))
	}
	return all
}

func TestTheNightBelongsToTheDayBefore(t *testing.T) {
	berlin := time.FixedZone("", 3600)
	for at, want := range map[time.Time]Date{
		monday.Add(3*time.Hour + 59*time.Minute): Of(monday.Add(-time.Hour)),
		monday.Add(4 * time.Hour):                Of(monday.Add(12 * time.Hour)),
		monday.Add(27 * time.Hour):               Of(monday.Add(12 * time.Hour)),
		monday.Add(2 * time.Hour).In(berlin):     Of(monday.Add(-time.Hour)),
		monday.Add(3 * time.Hour).In(berlin):     Of(monday.Add(12 * time.Hour)),
	} {
		if got := Of(at); got != want {
			t.Errorf("%v: %d, want %d", at, got, want)
		}
	}
	if d := Of(monday.Add(12 * time.Hour)).Time(berlin); d.Format(time.DateTime) != "2026-11-16 12:00:00" {
		t.Error(d)
	}
}

func TestWhatADayWeighs(t *testing.T) {
	four, nine := 4, 9
	s := of(t, felt7(0, 9, "sad", 8), felt7(0, 20, "tense", 4), felt7(1, 9, "calm", 6), felt7(2, 9, "longing", 9),
		on(3, 9, tie.Noted, tie.Note{Text: "words", Feelings: []tie.Feeling{{Name: "sad", Strength: &four}, {Name: "angry", Strength: &nine}, {Name: "hurt"}, {Name: "own", Word: "x", Strength: &nine}}}),
		on(4, 9, tie.Noted, tie.Note{Text: "words alone"}))
	first := Of(monday.Add(12 * time.Hour))
	if got, want := s.Weighs(), map[Date]float64{first: 6, first + 3: 9}; !reflect.DeepEqual(got, want) {
		t.Errorf("weighs %v, want %v", got, want)
	}
	if got, want := s.Lifts(), map[Date]float64{first + 1: 6}; !reflect.DeepEqual(got, want) {
		t.Errorf("lifts %v, want %v", got, want)
	}
}

func TestOnlyTheFirstRatingOfAMomentCounts(t *testing.T) {
	rate := func(id byte, hour, v int) ebb.Event {
		return on(0, hour, tie.MomentRating, tie.Strength{Moment: ebb.ID{id}, Value: v})
	}
	s := of(t, rate(1, 21, 3), rate(1, 20, 9), rate(2, 22, 5))
	if got := s.Pulls()[Of(monday.Add(12*time.Hour))]; got != 7 {
		t.Errorf("%v", got)
	}
}

// row is a letter a day of the week: + with, - without, ? not known.
func row(s *State, thing string) (out string) {
	had := s.had(thing)
	for d := range 7 {
		out += map[nextday.Had]string{nextday.With: "+", nextday.Without: "-", nextday.Unknown: "?"}[had(Of(monday.Add(12*time.Hour))+Date(d))]
	}
	return out
}

func TestWhatADayHad(t *testing.T) {
	walked, sorted := on(1, 9, tie.ActivityPlanned, tie.Activity{Sort: "move", Day: "2026-11-18"}), on(1, 9, tie.ActivityPlanned, tie.Activity{Sort: "project", Day: "2026-11-20", Words: "secret"})
	went := func(e ebb.Event, hour int, how string) ebb.Event {
		return on(5, hour, tie.ActivityWent, tie.ActivityEnd{Of: e.ID, How: how})
	}
	tick := func(id byte, days, hour int, d detail) []ebb.Event {
		d.Moment = ebb.ID{id}
		return append(hard(id, days, hour, "reach", "passed"), on(days, hour+1, detailed, d))
	}
	join := func(all ...[]ebb.Event) (out []ebb.Event) {
		for _, a := range all {
			out = append(out, a...)
		}
		return out
	}
	for what, c := range map[string]struct {
		events []ebb.Event
		thing  string
		want   string
	}{
		"nothing was noted":                              {nil, Looked, "???????"},
		"looked, when the pull to check was acted on":    {hard(1, 2, 20, "check", "acted"), Looked, "??+----"},
		"looked partly":                                  {hard(1, 2, 20, "check", "partly"), Looked, "??+----"},
		"let pass is not looked":                         {hard(1, 2, 20, "check", "passed"), Looked, "???????"},
		"looking is no contact":                          {hard(1, 2, 20, "check", "acted"), Contact, "???????"},
		"contact, acted":                                 {hard(1, 2, 20, "reply", "acted"), Contact, "??+----"},
		"contact, they reached me":                       {hard(1, 3, 20, "check", "reached"), Contact, "???+---"},
		"something else is nobody knows what":            {hard(1, 3, 20, "other", "acted"), Contact, "???????"},
		"contact that was allowed":                       {[]ebb.Event{on(0, 9, tie.AllowedContact, tie.Allowed{Channel: "call"})}, Contact, "+------"},
		"what came, and what was begun":                  {[]ebb.Event{on(4, 9, came, pull{}), on(6, 9, began, struct{}{})}, Contact, "????+-+"},
		"waiting":                                        {[]ebb.Event{on(1, 9, waited, struct{}{}), on(1, 10, waited, struct{}{})}, Waited, "?+-----"},
		"going out to move":                              {[]ebb.Event{on(1, 9, tie.WentMoving, tie.Went{Before: 4})}, Moved, "?+-----"},
		"moving that was planned counts on its day":      {[]ebb.Event{went(walked, 9, "did"), walked}, Moved, "??+----"},
		"and is nothing else":                            {[]ebb.Event{walked, went(walked, 9, "did")}, Did, "???????"},
		"something else instead of moving was done":      {[]ebb.Event{walked, went(walked, 9, "else")}, Did, "??+----"},
		"what was not done":                              {[]ebb.Event{sorted, went(sorted, 10, "not"), went(sorted, 9, "did")}, Did, "???????"},
		"what was done":                                  {[]ebb.Event{sorted, went(sorted, 10, "did"), went(sorted, 9, "not")}, Did, "????+--"},
		"alone in the evening, as far as moments say":    {join(tick(1, 1, 21, detail{Company: []string{"nobody"}}), tick(2, 3, 19, detail{Company: []string{"friends"}})), Alone, "?+?-???"},
		"alone by day does not count":                    {tick(1, 1, 11, detail{Company: []string{"nobody"}}), Alone, "???????"},
		"after midnight is the evening before":           {tick(1, 2, 1, detail{Triggers: []string{"alone"}}), Alone, "?+?????"},
		"tired, where it was said what set it off":       {join(tick(1, 1, 11, detail{Triggers: []string{"tired", "song"}}), tick(2, 3, 11, detail{Triggers: []string{"song"}}), tick(3, 5, 11, detail{Places: []string{"bed"}})), Tired, "?+?-???"},
		"a drink, and another moment of the day without": {join(tick(1, 1, 11, detail{Triggers: []string{"drink"}}), tick(2, 1, 21, detail{Triggers: []string{"song"}})), Drink, "?+?????"},
	} {
		if got := row(of(t, c.events...), c.thing); got != c.want {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
	}
}

func TestARowHasNoGapsAndEndsBeforeToday(t *testing.T) {
	s := of(t, felt7(0, 9, "sad", 8), felt7(3, 9, "sad", 2), felt7(5, 9, "sad", 4), on(1, 9, waited, struct{}{}))
	days, first := s.Row(Waited, Of(monday.AddDate(0, 0, 5).Add(12*time.Hour)))
	if len(days) != 4 || first != Of(monday.Add(12*time.Hour)) || days[0].Value != 8 || !math.IsNaN(days[1].Value) || days[3].Value != 2 || days[1].Had != nextday.With || days[0].Had != nextday.Unknown {
		t.Errorf("%v from %d", days, first)
	}
	if days, _ := New().Row(Waited, 20000); len(days) != 0 {
		t.Errorf("%v", days)
	}
}

func TestSafety(t *testing.T) {
	no := on(1, 9, tie.Answered, tie.Safety{TheirNo: tie.Yes})
	for what, c := range map[string]struct {
		events    []ebb.Event
		no, fears bool
	}{
		"nothing said":             {nil, false, false},
		"their no":                 {[]ebb.Event{no}, true, false},
		"fear, by one tap":         {[]ebb.Event{no, on(2, 9, tie.Feared, struct{}{})}, true, true},
		"answered again after it":  {[]ebb.Event{on(0, 9, tie.Feared, struct{}{}), no}, true, false},
		"a yes to what they do":    {[]ebb.Event{on(0, 9, tie.Answered, tie.Safety{Control: tie.Yes})}, false, true},
		"the newest answers stand": {[]ebb.Event{no, on(0, 9, tie.Answered, tie.Safety{Hurt: tie.Yes})}, true, false},
	} {
		if s := of(t, c.events...); s.TheirNo() != c.no || s.Fear() != c.fears {
			t.Errorf("%s: %v, %v", what, s.TheirNo(), s.Fear())
		}
	}
}

// Whatever order events arrive in, the days are the same.
func TestOrderChangesNothing(t *testing.T) {
	a := on(1, 9, tie.ActivityPlanned, tie.Activity{Sort: "move", Day: "2026-11-18"})
	events := append(hard(1, 2, 20, "check", "acted"), a, felt7(0, 9, "sad", 8), felt7(0, 9, "sad", 2),
		on(1, 9, tie.ActivityWent, tie.ActivityEnd{Of: a.ID, How: "did"}), on(1, 9, tie.ActivityWent, tie.ActivityEnd{Of: a.ID, How: "not"}),
		on(2, 21, tie.MomentOutcome, tie.MomentEnd{Moment: ebb.ID{1}, Outcome: "passed"}), on(2, 22, tie.MomentRating, tie.Strength{Moment: ebb.ID{1}, Value: 3}),
		on(2, 22, tie.MomentRating, tie.Strength{Moment: ebb.ID{1}, Value: 9}), on(3, 9, tie.Answered, tie.Safety{TheirNo: tie.Yes}), on(2, 9, tie.Feared, struct{}{}))
	want := of(t, events...)
	rapid.Check(t, func(rt *rapid.T) {
		s := New()
		for i, e := range rapid.Permutation(events).Draw(rt, "order") {
			if err := s.Apply(uint64(i+1), e); err != nil {
				rt.Fatal(err)
			}
		}
		if !reflect.DeepEqual(s, want) {
			rt.Fatalf("%+v, want %+v", s, want)
		}
	})
}
