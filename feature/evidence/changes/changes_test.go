package changes

import (
	"math"
	"math/rand/v2"
	"testing"

	"ebb/tie/exchange"
)

const monday = 20514 // 2 March 2026

// chat is weeks in which I write mine(w) messages and begin so many
// conversations, and so do they.
func chat(weeks int, of func(w int) (me, them int, begun Begun)) (*exchange.Tally, []Begun) {
	t := &exchange.Tally{First: monday * 86400, Last: int64(monday+7*weeks)*86400 - 1}
	var all []Begun
	for w := range weeks {
		me, them, begun := of(w)
		t.Weeks = append(t.Weeks, exchange.Week{Monday: monday + 7*w, Me: me, Them: them, StartsMe: int(begun[gap-1][0]), StartsThem: int(begun[gap-1][1])})
		all = append(all, begun)
	}
	return t, all
}

// alike has the same starts at every gap.
func alike(me, them int) (b Begun) {
	for g := range b {
		b[g] = [2]int32{int32(me), int32(them)}
	}
	return b
}

// noise is a little up and down that no change makes.
func noise(seed uint64) func(mean float64) int {
	r := rand.New(rand.NewPCG(seed, 1))
	return func(mean float64) int { return max(0, int(math.Round(mean+math.Sqrt(mean)*r.NormFloat64()))) }
}

func find(what string, c *exchange.Changes) *exchange.Change {
	for i := range c.Found {
		if c.Found[i].What == what {
			return &c.Found[i]
		}
	}
	return nil
}

func TestAPlantedChangeIsFoundWithItsDate(t *testing.T) {
	n := noise(1)
	c := Find(chat(60, func(w int) (int, int, Begun) {
		if w < 35 {
			return n(40), n(40), alike(n(5), n(5))
		}
		return n(40), n(15), alike(n(8), n(2))
	}))
	at := monday + 7*35
	for what, want := range map[string][2]float64{exchange.ChangedMessagesThem: {40, 15}, exchange.ChangedShare: {0.5, 0.8}, exchange.ChangedStartsThem: {5, 2}} {
		x := find(what, c)
		if x == nil {
			t.Errorf("%s did not change", what)
			continue
		}
		if x.From > at || x.To < at || x.To-x.From > 120 || x.Depends || x.Since != 0 || x.Until != 0 {
			t.Errorf("%s: %+v, want a band around %d", what, x, at)
		}
		if math.Abs(x.Before.Value-want[0]) > 0.15*want[0] || math.Abs(x.After.Value-want[1]) > 0.15*want[1] || x.WeeksBefore+x.WeeksAfter != 60 {
			t.Errorf("%s: %+v, want %v", what, x, want)
		}
		if x.Before.Low > x.Before.Value || x.Before.High < x.Before.Value {
			t.Errorf("%s: the range %+v is none", what, x.Before)
		}
	}
	if x := find(exchange.ChangedMessagesMe, c); x != nil {
		t.Errorf("I write as before, and yet %+v", x)
	}
}

// TestPeopleWhoWriteHundredsAreSeenToo: good and bad weeks lie far apart there,
// and half as much is half as much all the same.
func TestPeopleWhoWriteHundredsAreSeenToo(t *testing.T) {
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 3))
		wild := func(mean float64) int { return max(0, int(mean+math.Sqrt(40*mean)*r.NormFloat64())) }
		c := Find(chat(60, func(w int) (int, int, Begun) {
			if w < 35 {
				return 400, wild(400), alike(5, 5)
			}
			return 400, wild(180), alike(5, 5)
		}))
		x := find(exchange.ChangedMessagesThem, c)
		if x == nil || x.From > monday+7*36 || x.To < monday+7*34 || math.Abs(x.After.Value-180) > 60 {
			t.Errorf("seed %d: %+v", seed, x)
		}
	}
}

func TestNothingIsSaidToChangeWithFewWeeksOnEitherSide(t *testing.T) {
	drop := func(at, weeks int) *exchange.Changes {
		return Find(chat(weeks, func(w int) (int, int, Begun) {
			if w < at {
				return 50, 50, alike(5, 5)
			}
			return 5, 5, alike(5, 0)
		}))
	}
	for _, c := range []struct {
		what      string
		at, weeks int
		found     bool
	}{
		{"eight and eight", 8, 16, true},
		{"seven before", 7, 30, false},
		{"seven after", 30, 37, false},
		{"eight after", 30, 38, true},
	} {
		if got := drop(c.at, c.weeks); (len(got.Found) > 0) != c.found {
			t.Errorf("%s: %+v", c.what, got.Found)
		}
	}
	if got := drop(8, 15); got != nil {
		t.Errorf("15 weeks: %+v", got)
	}
}

func TestSmallDifferencesAreNotTold(t *testing.T) {
	c := Find(chat(80, func(w int) (int, int, Begun) {
		if w < 40 {
			return 1000, 1000, alike(50, 50)
		}
		return 1200, 1260, alike(55, 45)
	}))
	if len(c.Found) != 1 || c.Found[0].What != exchange.ChangedMessagesThem {
		t.Errorf("%+v", c.Found)
	}
}

func TestAChangeThatPassedSaysUntilWhen(t *testing.T) {
	c := Find(chat(70, func(w int) (int, int, Begun) {
		if w >= 30 && w < 50 {
			return 40, 4, alike(5, 5)
		}
		return 40, 60, alike(5, 5)
	}))
	x := find(exchange.ChangedMessagesThem, c)
	if x == nil || x.Until == 0 && x.Since == 0 {
		t.Fatalf("%+v", c.Found)
	}
	if x.Until != 0 && x.Until != monday+7*50 || x.Since != 0 && x.Since != monday+7*30 {
		t.Errorf("%+v", x)
	}
}

func TestAChangeAfterAnotherSaysSinceWhen(t *testing.T) {
	c := Find(chat(80, func(w int) (int, int, Begun) {
		switch {
		case w < 25:
			return 40, 60, alike(5, 5)
		case w < 50:
			return 40, 40, alike(5, 5)
		}
		return 40, 4, alike(5, 5)
	}))
	if x := find(exchange.ChangedMessagesThem, c); x == nil || x.At != monday+7*50 || x.Since != monday+7*25 || x.Until != 0 || x.WeeksBefore != 25 {
		t.Errorf("%+v", c.Found)
	}
}

// TestAChangeOfOneWayOfCountingDepends: with six quiet hours the share falls,
// with one it stays.
func TestAChangeOfOneWayOfCountingDepends(t *testing.T) {
	c := Find(chat(60, func(w int) (int, int, Begun) {
		b := alike(10, 10)
		if w >= 30 {
			b[gap-1] = [2]int32{16, 4}
		}
		return 40, 40, b
	}))
	for _, what := range []string{exchange.ChangedShare, exchange.ChangedStartsThem} {
		if x := find(what, c); x == nil || !x.Depends {
			t.Errorf("%s: %+v", what, x)
		}
	}
}

func TestSilentWeeksCount(t *testing.T) {
	tally, begun := chat(60, func(w int) (int, int, Begun) { return 20, 20, alike(3, 3) })
	for w := 59; w >= 30; w-- {
		if w%3 != 0 {
			tally.Weeks = append(tally.Weeks[:w], tally.Weeks[w+1:]...)
			begun = append(begun[:w], begun[w+1:]...)
		}
	}
	x := find(exchange.ChangedMessagesThem, Find(tally, begun))
	if x == nil || x.Before.Value != 20 || x.After.Value > 8 {
		t.Errorf("%+v", x)
	}
}

func TestComparedFromWhatAnImportKeeps(t *testing.T) {
	n := noise(3)
	tally, _ := chat(60, func(w int) (int, int, Begun) {
		if w < 30 {
			return n(40), n(40), alike(n(6), n(6))
		}
		return n(40), n(20), alike(n(6), n(3))
	})
	r := Compare(tally, monday+7*30+3) // a Thursday: its week counts on neither side
	if r.Messages[1].Weeks != [2]int{30, 29} || !r.Messages[1].Changed || math.Abs(r.Messages[1].Change.Value-0.5) > 0.08 {
		t.Errorf("%+v", r.Messages[1])
	}
	if !r.Starts[1].Changed || r.Messages[0].Changed || r.Starts[0].Changed {
		t.Errorf("%+v", r)
	}
	short := Compare(tally, monday+7*7)
	if short.Messages[1].Enough || short.Messages[1].Changed {
		t.Errorf("seven weeks of baseline are enough: %+v", short.Messages[1])
	}
}
