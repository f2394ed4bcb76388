package guide

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ebb/internal/words"
)

// The wall clock is wanted here: a figure that nobody read again for two years
// fails the build, so that somebody does.
func TestShippedFiguresHold(t *testing.T) {
	if err := Check(Figures(), time.Now()); err != nil {
		t.Error(err)
	}
	if len(Figures()) == 0 {
		t.Error("no figures at all")
	}
}

func good() Figure {
	return Figure{
		ID: "some", Claim: "Share who did.", Value: "3 in 10", Population: "adults", Design: "survey",
		Grade: "C", Address: "example.org/paper", SeenOn: "2026-01-01", Verified: "abstract", Expires: "2028-01-01",
	}
}

func TestCheckNamesWhatIsWrong(t *testing.T) {
	now := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	if err := Check([]Figure{good()}, now); err != nil {
		t.Fatalf("a whole figure is refused: %v", err)
	}
	for _, c := range []struct {
		what  string
		spoil func(*Figure)
		want  string
	}{
		{"no address", func(f *Figure) { f.Address = "" }, "look it up"},
		{"a grade beyond D", func(f *Figure) { f.Grade = "E" }, "no grade"},
		{"two grades", func(f *Figure) { f.Grade = "AB" }, "no grade"},
		{"grade D without a label", func(f *Figure) { f.Grade = "D" }, "without its label"},
		{"a figure from memory", func(f *Figure) { f.Memory = true }, "memory"},
		{"a mark of memory in the text", func(f *Figure) { f.Value = "3 in 10 (mem)" }, "memory"},
		{"a date that passed", func(f *Figure) { f.Expires = "2026-05-31" }, "expired"},
		{"the very day it expires", func(f *Figure) { f.Expires = "2026-06-01" }, "expired"},
		{"no date seen", func(f *Figure) { f.SeenOn = "" }, "seen_on"},
		{"expiry before it was seen", func(f *Figure) { f.SeenOn = "2029-01-01" }, "before it was seen"},
		{"the well-known misquote", func(f *Figure) { f.Claim = "44% of exes get back together" }, "never shown"},
		{"a part that is shown nowhere", func(f *Figure) { f.Part = "else" }, "no part"},
		{"no population", func(f *Figure) { f.Population = "" }, "missing"},
		{"an id no sentence can name", func(f *Figure) { f.ID = "Some One" }, "no id"},
	} {
		f := good()
		c.spoil(&f)
		err := Check([]Figure{f}, now)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.what, err, c.want)
		}
	}
	if err := Check([]Figure{good(), good()}, now); err == nil {
		t.Error("an id that stands twice is taken")
	}
}

func TestAWeakFigureCarriesItsLabel(t *testing.T) {
	f := good()
	f.Grade, f.Label, f.Interval = "D", "a seller's own survey", "2 to 4 in 10"
	if got, want := f.Text(), "3 in 10 (2 to 4 in 10; a seller's own survey)"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestSayFillsFigures(t *testing.T) {
	book, err := words.Read("en", fstest.MapFS{"words/en.json": {Data: []byte(
		`{"a":"In a small study {fig_worries} of {what} did not come true.","b":"{fig_nobody} did."}`)}})
	if err != nil {
		t.Fatal(err)
	}
	worries, _ := Lookup("worries")
	want := "In a small study " + worries.Text() + " of worries did not come true."
	if got := Say(book, "a", "what", "worries"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := Say(book, "b"); !strings.Contains(got, "⟦") {
		t.Errorf("an unknown figure is quiet: %q", got)
	}
}
