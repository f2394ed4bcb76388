package moment

import (
	"testing"
	"time"

	"ebb"
	"ebb/tie"
)

// TestContactWhileTogetherIsNoActing holds a moment's shape to what the person
// said about that day, whenever they said it.
func TestContactWhileTogetherIsNoActing(t *testing.T) {
	day := func(n int) time.Time { return sunday.AddDate(0, 0, n) }
	date := func(n int) string { return day(n).Format(time.DateOnly) }
	type word struct {
		day   int
		ended tie.EndedBy
		since string
	}
	for _, c := range []struct {
		what  string
		said  []word
		acted int
		want  Shape
	}{
		{"nothing was said", nil, 0, ShapeActed},
		{"not ended, said before", []word{{-5, tie.NotEnded, ""}}, 0, ShapeAllowed},
		{"not ended, said first, reaches back", []word{{5, tie.NotEnded, ""}}, 0, ShapeAllowed},
		{"ended before", []word{{-5, tie.ByThem, ""}}, 0, ShapeActed},
		{"ended after", []word{{-5, tie.NotEnded, ""}, {5, tie.ByMe, ""}}, 0, ShapeAllowed},
		{"ended after, but from a day before on", []word{{-5, tie.NotEnded, ""}, {5, tie.ByMe, date(-2)}}, 0, ShapeActed},
		{"ended since a later day", []word{{5, tie.ByMe, date(2)}}, 0, ShapeAllowed},
		{"together again", []word{{-5, tie.ByMe, date(-9)}, {-1, tie.NotEnded, ""}}, 0, ShapeAllowed},
		{"a break", []word{{-5, tie.Break, ""}}, 0, ShapeActed},
		{"a stance alone says nothing", []word{{-5, "", ""}}, 0, ShapeActed},
	} {
		st := NewState()
		apply := func(e ebb.Event) {
			if err := st.Apply(1, e); err != nil {
				t.Fatal(err)
			}
		}
		for _, w := range c.said {
			apply(ebb.New(tie.Stands, day(w.day), tie.Standing{EndedBy: w.ended, Since: w.since}))
		}
		apply(ebb.New(KindOutcome, day(c.acted), Outcome{Moment: ebb.ID{1}, Outcome: Acted}))
		if m, _ := st.Moment(ebb.ID{1}); m.Shape() != c.want {
			t.Errorf("%s: %s, want %s", c.what, m.Shape().Key(), c.want.Key())
		}
	}
}

func TestContactThatWasLoggedAsAllowedIsNoActing(t *testing.T) {
	st := NewState()
	for _, e := range []ebb.Event{
		ebb.New(KindOutcome, sunday, Outcome{Moment: ebb.ID{1}, Outcome: Acted}),
		ebb.New(KindOutcome, sunday, Outcome{Moment: ebb.ID{2}, Outcome: Acted}),
		ebb.New(tie.AllowedContact, sunday, tie.Allowed{Channel: "call", About: "children", Moment: ebb.ID{1}.String()}),
	} {
		if err := st.Apply(1, e); err != nil {
			t.Fatal(err)
		}
	}
	for id, want := range map[ebb.ID]Shape{{1}: ShapeAllowed, {2}: ShapeActed} {
		if m, _ := st.Moment(id); m.Shape() != want {
			t.Errorf("%x: %s", id[:1], m.Shape().Key())
		}
	}
}

func TestADayCountsOnceAnythingIsKept(t *testing.T) {
	st := NewState()
	if err := st.Apply(1, ebb.New("note.written", sunday, "words")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		ago, days int
		want      bool
	}{{0, 1, true}, {0, 7, true}, {-6, 7, true}, {-7, 7, false}, {1, 7, false}} {
		if got := st.KeptIn(sunday.AddDate(0, 0, -c.ago), c.days); got != c.want {
			t.Errorf("%d days up to %d days ago: %v", c.days, c.ago, got)
		}
	}
}

func TestOwnWordsAreFoundAgainAndNotKept(t *testing.T) {
	st := NewState()
	for seq, d := range map[uint64]Detail{7: {Words: "the letter"}, 3: {Words: "the flat"}, 5: {Triggers: []string{"song"}}} {
		d.Moment = ebb.ID{1}
		if err := st.Apply(seq, ebb.New(KindDetail, sunday, d)); err != nil {
			t.Fatal(err)
		}
	}
	if got := st.Words(ebb.ID{1}); len(got) != 2 || got[0] != 3 || got[1] != 7 {
		t.Errorf("words stand at %v", got)
	}
	if st.Words(ebb.ID{2}) != nil {
		t.Error("a moment that is not there has words")
	}
}
