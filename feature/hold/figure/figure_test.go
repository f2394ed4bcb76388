package figure

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb/feature/hold/moment"
)

var now = time.Date(2026, 11, 22, 21, 0, 0, 0, time.FixedZone("CET", 3600))

func acted(daysAgo float64, mark string) moment.Moment {
	return moment.Moment{Start: now.Add(-time.Duration(daysAgo * 24 * float64(time.Hour))), Outcome: moment.Acted, Mark: mark}
}

func TestGaps(t *testing.T) {
	together := acted(3, "")
	together.Fine = true
	for _, c := range []struct {
		what  string
		ms    []moment.Moment
		days  []float64
		ended int
	}{
		{"none without acting", []moment.Moment{{Start: now, Outcome: moment.Passed}}, nil, 0},
		{"one acting leaves one that runs", []moment.Moment{acted(4, "")}, []float64{4}, 0},
		{"each runs to the next", []moment.Moment{acted(9, ""), acted(4, "")}, []float64{5, 4}, 1},
		{"allowed contact ends none", []moment.Moment{acted(9, ""), acted(5, moment.Allowed), acted(4, "")}, []float64{5, 4}, 1},
		{"contact while together ends none", []moment.Moment{acted(9, ""), together}, []float64{9}, 0},
		{"acting on purpose does", []moment.Moment{acted(9, ""), acted(4, moment.OnPurpose)}, []float64{5, 4}, 1},
		{"they come in any order", []moment.Moment{acted(4, ""), acted(9, "")}, []float64{5, 4}, 1},
		{"what lies ahead is not looked at", []moment.Moment{acted(4, ""), acted(-1, "")}, []float64{4}, 0},
	} {
		got, ended := GapsOf(c.ms, now), 0
		for i, g := range got {
			if i >= len(c.days) || math.Abs(g.Days-c.days[i]) > 1e-9 {
				t.Errorf("%s: %+v", c.what, got)
				break
			}
			if g.Ended {
				ended++
			}
		}
		if len(got) != len(c.days) || ended != c.ended {
			t.Errorf("%s: %d gaps, %d ended", c.what, len(got), ended)
		}
	}
}

// TestNothingResets: one more acting ends the gap that runs and takes nothing
// away from those before it.
func TestNothingResets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var ms []moment.Moment
		for _, d := range rapid.SliceOfN(rapid.IntRange(1, 200), 1, 20).Draw(t, "days ago") {
			ms = append(ms, acted(float64(d), ""))
		}
		before, after := GapsOf(ms, now), GapsOf(append(ms, acted(0, "")), now)
		if len(after) != len(before)+1 {
			t.Fatalf("%d gaps became %d", len(before), len(after))
		}
		for i, g := range before {
			if after[i].Days != g.Days || !after[i].Ended {
				t.Fatalf("gap %d was %+v and is %+v", i, g, after[i])
			}
		}
	})
}

func TestPeriods(t *testing.T) {
	every := func(from, to, step float64) (ms []moment.Moment) {
		for d := from; d > to; d -= step {
			ms = append(ms, acted(d, ""))
		}
		return ms
	}
	for _, c := range []struct {
		what          string
		ms            []moment.Moment
		two           bool
		split         float64 // days ago
		before, after float64 // medians
	}{
		{"a long record is parted eight weeks ago", append(every(140, 56, 2), every(56, 0, 8)...), true, 56, 2, 8},
		{"a short one in its middle", append(every(60, 30, 2), every(30, 0, 5)...), true, 30, 2, 5},
		{"too few in one period: all together", append(every(60, 30, 3), acted(20, "")), false, 30, math.NaN(), 3},
	} {
		p := PeriodsOf(GapsOf(c.ms, now), now)
		if p.Two != c.two || math.Abs(now.Sub(p.Split).Hours()/24-c.split) > 0.1 {
			t.Errorf("%s: two %v, parted %v", c.what, p.Two, p.Split)
		}
		if got := p.After.Quantile(0.5).Value; math.Abs(got-c.after) > 1e-6 {
			t.Errorf("%s: the later median is %v, want %v", c.what, got, c.after)
		}
		if got := p.Before.Quantile(0.5).Value; c.two && (math.Abs(got-c.before) > 1e-6 || p.P > 0.05) {
			t.Errorf("%s: the earlier median is %v, p %v", c.what, got, p.P)
		}
	}
	if p := PeriodsOf(nil, now); p.Two || p.After.N != 0 {
		t.Errorf("of nothing: %+v", p)
	}
}

func TestAWeekInWhichNothingWasKeptIsNoZero(t *testing.T) {
	ms := []moment.Moment{{Start: now.AddDate(0, 0, -1)}, {Start: now.AddDate(0, 0, -2)}, {Start: now.AddDate(0, 0, -40)}}
	all := func(time.Time, int) bool { return true }
	r := RateOf(ms, now, all, Waves)
	if r.Weeks != [2]int{4, 4} || r.Count != [2]int{1, 2} || math.Abs(r.After.Value-0.5) > 1e-9 {
		t.Errorf("all weeks known: %+v", r)
	}
	known := func(until time.Time, _ int) bool {
		return now.Sub(until) < 10*24*time.Hour || now.Sub(until) > 30*24*time.Hour
	}
	r = RateOf(ms, now, known, Waves)
	if r.Weeks != [2]int{3, 2} || math.Abs(r.After.Value-1) > 1e-9 || !r.Compared() {
		t.Errorf("two silent weeks: %+v", r)
	}
	if r := RateOf(ms, now, func(time.Time, int) bool { return false }, Acts); r.Compared() || !math.IsNaN(r.Change.Value) {
		t.Errorf("nothing known: %+v", r)
	}
}

func wave(to int, intent string, ticks ...string) moment.Moment {
	return moment.Moment{
		Start: now, Pull: "reach", Intent: intent, Ticks: ticks, Outcome: moment.Passed, EndedAt: now.Add(20 * time.Minute),
		Ratings: []moment.Rated{{At: now, Value: 8}, {At: now.Add(15 * time.Minute), Value: to}},
	}
}

func TestWhatWasThereWhenTheWaveFell(t *testing.T) {
	var ms []moment.Moment
	for range 6 {
		ms = append(ms, wave(3, moment.LetPass, "friends", "song"), wave(7, moment.Wait, "bed"))
	}
	ms = append(ms, wave(3, "", "family"), moment.Moment{Start: now, Ticks: []string{"friends"}})
	h := HelpedOf(ms)
	if h.All.K != 7 || h.All.N != 13 || h.Few != 1 {
		t.Errorf("all: %+v, %d with too few", h.All, h.Few)
	}
	want := map[string][2]int{"choice.pass": {6, 6}, "choice.wait": {0, 6}, "company.friends": {6, 6}, "trigger.song": {6, 6}, "place.bed": {0, 6}}
	for _, s := range h.Each {
		k := s.List + "." + s.Name
		if w, ok := want[k]; !ok || w != [2]int{s.K, s.N} || s.Low < 0 || s.High > 1 || s.Low > s.High {
			t.Errorf("%s: %+v", k, s)
		}
		delete(want, k)
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
}

func TestSharesAreOfWhatWasSaid(t *testing.T) {
	ms := []moment.Moment{
		{Pull: "check", Ticks: []string{"song"}}, {Pull: "reach", Ticks: []string{"song", "tired"}}, {Pull: "reach", Ticks: []string{"bed"}}, {},
		{Outcome: moment.Acted, Mark: moment.OnPurpose}, {Outcome: moment.Acted}, {Outcome: moment.Passed}, {Outcome: moment.Acted, Mark: moment.Allowed},
	}
	for _, c := range []struct {
		what string
		got  []Share
		want []string
		k, n []int
	}{
		{"triggers, of moments with a trigger", TriggersOf(ms), []string{"song", "tired"}, []int{2, 1}, []int{2, 2}},
		{"pulls, and the head", PullsOf(ms, 2), []string{"reach", Head, "check"}, []int{2, 2, 1}, []int{5, 5, 5}},
		{"ends, of moments that say one", EndsOf(ms), []string{"passed", "acted", "purpose", "allowed"}, []int{1, 1, 1, 1}, []int{4, 4, 4, 4}},
	} {
		if len(c.got) != len(c.want) {
			t.Errorf("%s: %+v", c.what, c.got)
			continue
		}
		for i, s := range c.got {
			if s.Name != c.want[i] || s.K != c.k[i] || s.N != c.n[i] {
				t.Errorf("%s: %+v", c.what, c.got)
			}
		}
	}
}
