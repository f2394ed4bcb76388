package keep

import (
	"testing"

	"ebb"
	"ebb/tie/exchange"
)

// full is an import with every figure there is.
func full(weeks int) *exchange.Tally {
	wide := exchange.Range{Value: 0.123456789, Low: 0.0123456789, High: 0.987654321}
	replies := exchange.Replies{N: 123456, Answered: 123456, Median: wide, Hour: wide, Day: wide, Mean: wide}
	side := func() *exchange.Side {
		return &exchange.Side{Texts: 1 << 20, Asks: 1 << 20, Lengths: many(12), Hours: many(24), Quiet: &exchange.Quiet{From: 23, Hours: 10, Messages: 4000}, Calls: 9999, Missed: 9999, Talked: 1 << 30}
	}
	x := &exchange.Tally{Me: side(), Them: side(), Changes: &exchange.Changes{}, Talked: 1 << 30}
	for range 20 {
		x.Parts = append(x.Parts, exchange.Part{Format: "whatsapp", Messages: 1 << 20, First: 1.7e9, Last: 1.8e9})
	}
	for range 5 {
		x.Changes.Found = append(x.Changes.Found, exchange.Change{What: exchange.ChangedMessagesThem, From: 20000, At: 20000, To: 20000, Before: wide, After: wide, WeeksBefore: 500, WeeksAfter: 500, Since: 20000, Until: 20000, Depends: true})
	}
	two := exchange.Sides{Me: 123456, Them: 123456}
	for g := range 8 {
		x.Gaps = append(x.Gaps, exchange.GapView{
			Hours: g + 1, Starts: exchange.Starts{Me: 123456, Them: 123456, ClearMe: 123456, ClearThem: 123456}, Me: replies, Them: replies,
			Ends: two, Again: two, Alone: exchange.Alone{Begun: two, Only: two, Row: two}, WakingMe: &exchange.Waking{Median: wide, Hour: wide}, WakingThem: &exchange.Waking{Median: wide, Hour: wide},
		})
	}
	for i := range weeks {
		x.Weeks = append(x.Weeks, exchange.Week{Monday: 20000 + 7*i, Me: 300, Them: 300, StartsMe: 30, StartsThem: 30})
	}
	for i := range weeks * 12 / 52 {
		x.Months = append(x.Months, exchange.Month{Year: 2000 + i/12, Month: i%12 + 1, Me: []int{99, 99, 99, 99, 99, 99, 99, 99}, Them: []int{99, 99, 99, 99, 99, 99, 99, 99}})
	}
	return x
}

func many(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = 1 << 20
	}
	return out
}

// TestEveryFigureFitsIntoARow: ten years with all figures lose nothing, thirty
// lose their oldest weeks and no figure.
func TestEveryFigureFitsIntoARow(t *testing.T) {
	ten := full(520)
	Trim(ten)
	if len(ten.Weeks) != 520 || len(ten.Notes) != 0 {
		t.Errorf("of ten years %d weeks are left", len(ten.Weeks))
	}
	thirty := full(1560)
	Trim(thirty)
	raw, err := ebb.Encode(thirty)
	if err != nil || len(raw) > LargestRow {
		t.Errorf("%d bytes, %v", len(raw), err)
	}
	if len(thirty.Gaps) != 8 || len(thirty.Changes.Found) != 5 || thirty.Me == nil || len(thirty.Weeks) < 400 || len(thirty.Parts) != 20 {
		t.Errorf("%d weeks and %d gaps are left", len(thirty.Weeks), len(thirty.Gaps))
	}
	var again exchange.Tally
	if err := (ebb.Event{Body: raw}).Decode(&again); err != nil || again.Gaps[7].WakingThem.Hour.High != 0.987654321 || again.Changes.Found[4].Until != 20000 {
		t.Errorf("%+v, %v", again.Changes, err)
	}
}
