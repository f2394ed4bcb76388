package facts

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
	"ebb/tie"
)

func TestTheFoldKeepsNoWordsAndNoOrder(t *testing.T) {
	now := time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)
	var events []ebb.Event
	add := func(minute int, kind string, body any) {
		events = append(events, ebb.New(kind, now.Add(time.Duration(minute)*time.Minute), body))
	}
	add(0, KindPart, Part{"secret"})
	add(1, KindSaid, Field{"ask", "secret"})
	add(1, KindSaid, Field{"ask", ""})
	add(2, KindDay, Day{"2026-12-01"})
	add(3, KindWent, Went{"secret", "2026-12-02"})
	add(4, KindTerms, Terms{"secret", "secret", "2026-12-03"})
	add(5, KindLooked, Looked{Break, "secret", "2026-12-04"})
	add(2, KindAnew, Anew{Talk})
	add(6, tie.Promised, tie.Promise{Words: "secret", Mine: true})
	add(6, tie.Promised, tie.Promise{Words: "secret"})
	var places []int
	for i := range events {
		places = append(places, i)
	}
	apply := func(t interface{ Fatal(...any) }, order []int) string {
		s := New()
		for _, i := range order {
			if err := s.Apply(uint64(i+1), events[i]); err != nil {
				t.Fatal(err)
			}
		}
		return fmt.Sprint(s.last, s.promises, s.ledger)
	}
	want := apply(t, places)
	rapid.Check(t, func(rt *rapid.T) {
		if got := apply(rt, rapid.Permutation(places).Draw(rt, "order")); got != want || strings.Contains(got, "secret") {
			rt.Fatalf("%s\n%s", got, want)
		}
	})
}
