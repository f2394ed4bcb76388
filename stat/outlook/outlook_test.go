package outlook

import (
	"bufio"
	"fmt"
	"math"
	"os"
	"testing"

	"pgregory.net/rapid"
)

// printed is the published table: months since the parting, then in how many of
// a hundred they reunite within 3, 6, 12 months and ever.
var printed = []struct {
	since float64
	cells [4]string
}{
	{0.25, [4]string{"17 (7-33)", "22 (9-42)", "26 (11-48)", "29 (12-53)"}},
	{1, [4]string{"13 (5-25)", "17 (7-33)", "20 (8-40)", "23 (9-46)"}},
	{2, [4]string{"9 (3-18)", "12 (5-26)", "15 (6-32)", "17 (7-38)"}},
	{3, [4]string{"6 (2-14)", "9 (3-20)", "11 (4-26)", "14 (5-33)"}},
	{6, [4]string{"3 (1-7)", "4 (2-11)", "6 (2-16)", "8 (3-21)"}},
	{12, [4]string{"1 (0-3)", "2 (1-5)", "2 (1-7)", "4 (1-11)"}},
	{24, [4]string{"0 (0-1)", "0 (0-1)", "1 (0-2)", "1 (0-5)"}},
}

func cell(r Range) string {
	return fmt.Sprintf("%.0f (%.0f-%.0f)", 100*r.Middle, 100*r.Low, 100*r.High)
}

func TestThePrintedTableComesOutCellByCell(t *testing.T) {
	for _, row := range printed {
		for i, within := range []float64{3, 6, 12, Ever} {
			if got := cell(Standing().Reunite(row.since, within)); got != row.cells[i] {
				t.Errorf("%v months since, within %v: %s, want %s", row.since, within, got, row.cells[i])
			}
		}
	}
	together, parted := Standing().Fates(1, 12)
	if cell(together) != "8 (3-18)" || cell(parted) != "11 (4-24)" {
		t.Errorf("a month since, within a year: together %s, parted again %s", cell(together), cell(parted))
	}
}

// TestEqualsTheSecondComputation compares with testdata/outlook.py.
func TestEqualsTheSecondComputation(t *testing.T) {
	f, err := os.Open("testdata/outlook.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	n := 0
	for ; lines.Scan(); n++ {
		var what string
		var since, within float64
		var want Range
		if _, err := fmt.Sscan(lines.Text(), &what, &since, &within, &want.Low, &want.Middle, &want.High); err != nil {
			t.Fatal(err)
		}
		got := named(what, since, within)
		for _, pair := range [][2]float64{{got.Low, want.Low}, {got.Middle, want.Middle}, {got.High, want.High}} {
			if math.Abs(pair[0]-pair[1]) > 1e-9 {
				t.Errorf("%s: %v", lines.Text(), got)
			}
		}
	}
	if n != 198 {
		t.Errorf("%d lines compared", n)
	}
}

func named(what string, since, within float64) Range {
	together, parted := Standing().Fates(since, 12)
	m := Standing()
	switch what {
	case "together":
		return together
	case "parted":
		return parted
	case "reunite":
		return m.Reunite(since, within)
	}
	fmt.Sscanf(what, "reunite/%g/%g", &m.Level, &m.Gap)
	return m.Reunite(since, within)
}

func TestOtherModelsAreThoseNamed(t *testing.T) {
	want := []Model{{0.3, 1}, {0.3, 4}, {0.15, 2}, {0.5, 2}}
	for i, m := range Others() {
		if m != want[i] {
			t.Errorf("model %d is %v", i, m)
		}
	}
}

func TestLongerApartNeverRaisesIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		since := rapid.Float64Range(0, 120).Draw(t, "since")
		later := since + rapid.Float64Range(0, 60).Draw(t, "later")
		now, then := Standing().Reunite(since, Ever), Standing().Reunite(later, Ever)
		if then.Middle > now.Middle+1e-12 || then.Low > now.Low+1e-12 || then.High > now.High+1e-12 {
			t.Fatalf("after %v months %v, after %v months %v", since, now, later, then)
		}
		near, far := Standing().Reunite(since, 3), Standing().Reunite(since, 12)
		if near.Middle > far.Middle || far.Middle > now.Middle || now.Low < 0 || now.High > 1 || now.Low > now.Middle || now.Middle > now.High {
			t.Fatalf("%v %v %v", near, far, now)
		}
	})
}

func TestHousehold(t *testing.T) {
	for _, c := range []struct {
		since float64
		want  string
		class Class
	}{
		{0, cell(Standing().Reunite(0, Ever)), Anyone},
		{3, "14 (5-33)", Anyone},
		{5.99, cell(Standing().Reunite(5.99, Ever)), Anyone},
		{6, "10 (10-21)", AtLeast},
		{11.9, "10 (10-20)", AtLeast},
		{12, "10 (5-20)", Apart},
		{240, "10 (5-20)", Apart},
	} {
		if got, class := Household(c.since); cell(got) != c.want || class != c.class {
			t.Errorf("%v months: %s, class %v; want %s, %v", c.since, cell(got), class, c.want, c.class)
		}
	}
}

func TestHouseholdFates(t *testing.T) {
	together, parted := HouseholdFates(12)
	if cell(together) != "4 (2-9)" || cell(parted) != "6 (2-12)" {
		t.Errorf("after a year: %s together, %s parted again", cell(together), cell(parted))
	}
	early, _ := HouseholdFates(3)
	if anyone, _ := Standing().Fates(3, Ever); early != anyone {
		t.Errorf("early: %v, want %v", early, anyone)
	}
}

func TestHundredAddsUp(t *testing.T) {
	for _, c := range []struct {
		shares []float64
		want   string
	}{
		{[]float64{0.08, 0.11, 0.81}, "[8 11 81]"},
		{[]float64{1. / 3, 1. / 3, 1. / 3}, "[34 33 33]"},
		{[]float64{0.005, 0.005, 0.99}, "[1 0 99]"},
		{[]float64{1, 0, 0}, "[100 0 0]"},
		{[]float64{2, 2}, "[50 50]"},
		{[]float64{-1, 3}, "[0 100]"},
		{[]float64{0, 0}, "[0 0]"},
	} {
		if got := fmt.Sprint(Hundred(c.shares...)); got != c.want {
			t.Errorf("%v: %s, want %s", c.shares, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		since := rapid.Float64Range(0, 600).Draw(t, "since")
		within := rapid.Float64Range(0, 600).Draw(t, "within")
		together, parted := Standing().Fates(since, within)
		whole := Hundred(together.Middle, parted.Middle, 1-together.Middle-parted.Middle)
		if whole[0]+whole[1]+whole[2] != 100 {
			t.Fatalf("%v", whole)
		}
		for i, share := range []float64{together.Middle, parted.Middle} {
			if math.Abs(float64(whole[i])-100*share) > 1 {
				t.Fatalf("%v of %v", whole, share)
			}
		}
	})
}
