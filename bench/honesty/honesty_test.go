package honesty

import (
	"os"
	"strings"
	"testing"
)

// BenchmarkHonesty prints the tables of doc/honesty.md.
func BenchmarkHonesty(b *testing.B) {
	for b.Loop() {
		Table(os.Stdout, 2000)
	}
}

// BenchmarkBeside prints the tables of doc/honesty.md about days.
func BenchmarkBeside(b *testing.B) {
	for b.Loop() {
		LevelTable(os.Stdout, 2000)
		BesideTable(os.Stdout, 2000)
	}
}

// few chats are enough to see that a bound is far off; the same every time.
const few = 100

// atMost and atLeast hold so many of few, loosely.
func atMost(t *testing.T, what string, n, bound int) {
	t.Helper()
	if n > bound {
		t.Errorf("%s: %d of %d, more than %d", what, n, few, bound)
	}
}

func atLeast(t *testing.T, what string, n, bound int) {
	t.Helper()
	if n < bound {
		t.Errorf("%s: %d of %d, fewer than %d", what, n, few, bound)
	}
}

func TestNothingChangedIsSeldomCalledAChange(t *testing.T) {
	for _, p := range Processes[:3] {
		for _, share := range []bool{false, true} {
			f := Case{p, 26, 26, 1.2, share}.Find(few)
			atMost(t, p.Name+": false alarms", f.False, 8)
			atLeast(t, p.Name+": ranges that hold", f.Level, 85)
			c := Case{p, 8, 4, 1.2, share}.Compare(few)
			atMost(t, p.Name+": false alarms before and after", c.Both, 8)
			atLeast(t, p.Name+": ranges of the change that hold", c.Same, 85)
			atLeast(t, p.Name+": and of a halving", c.Half, 85)
		}
	}
}

func TestLongRunsAreNotAllTakenForChanges(t *testing.T) {
	f := Case{Processes[3], 26, 26, 1.2, false}.Find(few)
	atMost(t, "false alarms in long runs", f.False, 15)
}

func TestAHalvingIsSeldomMissed(t *testing.T) {
	for _, p := range Processes[:2] {
		f := Case{p, 52, 52, 1.2, false}.Find(few)
		atLeast(t, p.Name+": found in two years", f.Found, 90)
		atLeast(t, p.Name+": bands that hold it", f.Band, 85)
		c := Case{p, 26, 26, 1.2, false}.Compare(few)
		atLeast(t, p.Name+": found between half years", c.Found, 90)
	}
}

func TestShortBaselinesSayNothing(t *testing.T) {
	for _, p := range Processes {
		for _, share := range []bool{false, true} {
			c := Case{p, 7, 26, 1.2, share}.Compare(few)
			atMost(t, p.Name+": said changed after seven weeks", c.Both+c.Found, 0)
			f := Case{p, 7, 8, 1.2, share}.Find(few)
			atMost(t, p.Name+": said changed in fifteen weeks", f.False+f.Found, 0)
		}
	}
}

func TestALookBack(t *testing.T) {
	for _, p := range Processes {
		short := Case{p, 3, 8, 1.2, false}.LookBack(few)
		atMost(t, p.Name+": said changed after three weeks", short.False+short.Halved+short.Doubled, 0)
	}
	for _, p := range Processes[:3] {
		f := Case{p, 16, 8, 1.2, false}.LookBack(few)
		atMost(t, p.Name+": false alarms", f.False, 8)
		atLeast(t, p.Name+": ranges that hold", min(f.Same, f.HalfHolds, f.DoubleHolds), 85)
	}
	f := Case{Processes[0], 26, 8, 1.2, false}.LookBack(few)
	atLeast(t, "a halving found in even days", f.Halved, 90)
	atLeast(t, "a doubling found in even days", f.Doubled, 90)
}

func TestThePageSeldomSaysChanged(t *testing.T) {
	f := Case{Processes[1], 26, 26, 1.2, true}.Tell(few)
	atMost(t, "false alarms of any row", f.False, 15)
	atLeast(t, "halved shares found", f.Found, 80)
}

func TestWeeklySharesOfRepliesAllowForGoodAndBadDays(t *testing.T) {
	f := Case{Processes[2], 26, 26, perDay, false}.Answer(few)
	atMost(t, "false alarms by the hour", f.Hour, 10)
	atLeast(t, "slower replies found", f.Found, 90)
}

func TestTheTableHasARowForEveryCase(t *testing.T) {
	var s strings.Builder
	Table(&s, 1)
	want := 2*len(cases(searched, false)) + 2*len(cases(compared, false)) + 4*len(Processes) + 2*len(Processes) + 2*len(lookedBack)*len(Processes)
	if rows := strings.Count(s.String(), " + "); rows != want {
		t.Errorf("%d rows, want %d", rows, want)
	}
	if strings.Contains(s.String(), "NaN") {
		t.Error("a cell has no number")
	}
}

func TestWhatGoesWithNothingIsSeldomSaid(t *testing.T) {
	for _, p := range behind {
		for _, a := range []float64{0.3, 0.9} {
			f := p.alike(a).Set(few, 60, 0)
			atMost(t, p.Name+": said of any of eight", f.Any, 5)
			atMost(t, p.Name+": ranges that miss", f.Runs-f.Eight, 4)
		}
	}
}

func TestADayAfterThatIsHeavierIsSaidAndItsRangeHolds(t *testing.T) {
	for _, a := range []float64{0.3, 0.9} {
		f := behind[0].alike(a).Set(few, 120, 2)
		atLeast(t, "said among eight", f.Among, 70)
		atLeast(t, "ranges that hold", f.Eight, 92)
		f = behind[1].alike(a).Set(few, 60, 1)
		atMost(t, "ranges that miss where heavy days are noted more often", f.Runs-f.Eight, 6)
	}
}

func TestTheTableOfDaysHasARowForEveryCase(t *testing.T) {
	var s strings.Builder
	BesideTable(&s, 1)
	n := len(alikes) * len(pairsOf)
	want := len(behind)*n + len(alikes)*(len(behind)+len(beyond)) + 3*2*n + 2*3
	if rows := strings.Count(s.String(), "\n|"); rows != want {
		t.Errorf("%d rows, want %d", rows, want)
	}
	if strings.Contains(s.String(), "NaN") {
		t.Error("a cell has no number")
	}
}

func TestTheRangeOfAWeekHolds(t *testing.T) {
	for _, p := range behind[2:4] {
		for _, a := range alikes {
			f := p.alike(a).Level(few, 0.5)
			if 100*f.Week < 92*f.Shown || 100*f.Change < 92*f.Known {
				t.Errorf("days alike %v: %+v", a, f)
			}
		}
	}
}
