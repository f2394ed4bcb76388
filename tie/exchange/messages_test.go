package exchange_test

import (
	"encoding/hex"
	"testing"

	"ebb"
	"ebb/tie/exchange"
)

// old is an import as it was written before habits, changes and parts were
// kept.
const old = "b30102026877686174736170700382a301634b696d030504f5a3016353616d028162532e0305040a05010601080209010a010b1a69a400100c1a69c914400d63646d790e81a2016363617002199c400f81a4010102a4010402020302040103a60103020203a301fa471ab00002f960b003fa471ab00004a301f9000002f9000003f9000005a301f9000002f9000003f9000006a301f9000002f9000003f9000004a60100020003a301f9000002f9000003f9000004a301f9000002f9000003f9000005a301f9000002f9000003f9000006a301f9000002f9000003f900001081a40119501b0202030204011181a4011907ea020303880404040404040404048802020202020202021250000000000000000000000000000000001358200000000000000000000000000000000000000000000000000000000000000000146470616765"

func TestAnOldImportDecodesForEver(t *testing.T) {
	raw, err := hex.DecodeString(old)
	if err != nil {
		t.Fatal(err)
	}
	var x exchange.Tally
	if err := (ebb.Event{Kind: "tie.messages", Body: raw}).Decode(&x); err != nil {
		t.Fatal(err)
	}
	if x.No != 2 || x.People[1].Also[0] != "S." || x.Notes[0].N != 40000 || x.Weeks[0].StartsMe != 1 || x.Months[0].Them[7] != 2 || x.Way != "page" {
		t.Errorf("%+v", x)
	}
	if g := x.Gaps[0]; g.Starts != (exchange.Starts{Me: 4, Them: 2, ClearMe: 2, ClearThem: 1}) || g.Me.Median.Value != 39600 || g.Ends != (exchange.Sides{}) || g.WakingMe != nil {
		t.Errorf("%+v", g)
	}
	if x.Me != nil || x.Changes != nil || x.Parts != nil {
		t.Errorf("what was not counted then is there: %+v", x)
	}
}

func TestOnlyWholeWeeksAreCompared(t *testing.T) {
	week := func(monday, me int) exchange.Week { return exchange.Week{Monday: monday, Me: me} }
	const day = 86400
	for _, c := range []struct {
		what        string
		first, last int // days
		weeks       []exchange.Week
		want        []int // Mondays
	}{
		{"weeks cut at both ends are left out", 20515, 20537, []exchange.Week{week(20514, 1), week(20521, 2), week(20528, 3), week(20535, 4)}, []int{20521, 20528}},
		{"those that begin and end with the file stay", 20514, 20534, []exchange.Week{week(20514, 1), week(20521, 2), week(20528, 3)}, []int{20514, 20521, 20528}},
		{"silent ones are there", 20514, 20541, []exchange.Week{week(20514, 1), week(20535, 2)}, []int{20514, 20521, 20528, 20535}},
		{"of one cut week nothing is left", 20515, 20516, []exchange.Week{week(20514, 1)}, nil},
		{"the oldest left after trimming is whole", 20000, 20541, []exchange.Week{week(20528, 1), week(20535, 2)}, []int{20528, 20535}},
		{"nothing", 0, 0, nil, nil},
	} {
		x := exchange.Tally{First: int64(c.first) * day, Last: int64(c.last)*day + 50, Weeks: c.weeks}
		var got []int
		for _, w := range x.Whole() {
			got = append(got, w.Monday)
		}
		if len(got) != len(c.want) {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("%s: %v, want %v", c.what, got, c.want)
			}
		}
	}
}

func TestTheWeekOfTheDayCountsOnNeitherSide(t *testing.T) {
	weeks := []exchange.Week{{Monday: 20514}, {Monday: 20521}, {Monday: 20528}}
	for day, want := range map[int][2]int{20521: {1, 2}, 20523: {1, 1}, 20527: {1, 1}, 20528: {2, 1}, 20500: {0, 3}, 30000: {3, 0}} {
		if b, a := exchange.Around(weeks, day); len(b) != want[0] || len(a) != want[1] {
			t.Errorf("day %d: %d before, %d after, want %v", day, len(b), len(a), want)
		}
	}
}

func TestAWildDateCostsLittle(t *testing.T) {
	if n := len(exchange.Silent([]exchange.Week{{Monday: -4}, {Monday: 1 << 40}})); n > 6000 {
		t.Errorf("%d weeks", n)
	}
}
