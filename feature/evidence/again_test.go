package evidence_test

import (
	"strings"
	"testing"

	"ebb"
	"ebb/tie"
	"ebb/tie/exchange"
)

func TestANextReportOfTheSamePersonMeetsTheSuggestionToWait(t *testing.T) {
	before := func(h *house, days int, name string) {
		at := h.now.AddDate(0, 0, -days)
		e := ebb.New(tie.Messages, at, exchange.Tally{No: 1, People: []exchange.Writer{{Name: "Kim", Me: true}, {Name: name}}})
		if err := h.journal.Record(t.Context(), ebb.Entry{Event: e}); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		says string
		days int
		name string
		want bool
	}{
		{"two days ago, the same person", 2, "Sam", true},
		{"the same name in other letters", 2, "SAM", true},
		{"eight days ago", 8, "Sam", false},
		{"two days ago, somebody else", 2, "Robin", false},
	} {
		t.Run(c.says, func(t *testing.T) {
			h := newHouse(t)
			before(h, c.days, c.name)
			page := h.send("", strings.NewReader(short))
			if got := strings.Contains(page, "You brought in messages with Sam on"); got != c.want {
				t.Errorf("said %v:\n%s", got, page)
			}
			has(t, h.post("/patterns/messages/who", "then", "count", "me", "0"), "conversations") // it forbids nothing
		})
	}
}

func TestDatesAreShownBothWaysInTheDigitsOfAnyScript(t *testing.T) {
	h := newHouse(t)
	page := h.send("", strings.NewReader("٠١/٠٢/٢٠٢٦, ٠٩:٠٠ - Kim: a\n٠٢/٠٢/٢٠٢٦, ٠٩:٠٥ - Sam: b\n"))
	has(t, page, "٠١/٠٢/٢٠٢٦ is 1 February 2026", "٠١/٠٢/٢٠٢٦ is 2 January 2026")
}
