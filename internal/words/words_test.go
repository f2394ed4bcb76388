package words

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestSay(t *testing.T) {
	book := read(t, `{
		"plain": "Nothing resets.",
		"name": "Call {who}.",
		"waves": "{n, plural, =0 {No waves} one {# wave, {p} passed} other {# waves, {p} passed}}",
		"sel": "{tie, select, pet {Your pet} other {Something}} ties you",
		"since": "since {at, date}", "on": "on {at, date, weekday}", "in": "in {at, date, month}, from {at, date, day}"
	}`)
	at := time.Date(2026, 11, 3, 23, 30, 0, 0, time.FixedZone("", -3600))
	for _, c := range []struct {
		what, key string
		args      []any
		want      string
	}{
		{"a plain sentence stands", "plain", nil, "Nothing resets."},
		{"an argument is filled in", "name", []any{"who", "Sam"}, "Call Sam."},
		{"an exact value wins over its category", "waves", []any{"n", 0, "p", 0}, "No waves"},
		{"one is singular", "waves", []any{"n", 1, "p", 1}, "1 wave, 1 passed"},
		{"twelve is plural", "waves", []any{"n", 12, "p", 9}, "12 waves, 9 passed"},
		{"select takes its case", "sel", []any{"tie", "pet"}, "Your pet ties you"},
		{"select falls back to other", "sel", []any{"tie", "x"}, "Something ties you"},
		{"a date is a day of its own zone", "since", []any{"at", at}, "since 3 November 2026"},
		{"a date with its weekday", "on", []any{"at", at}, "on Tuesday 3 November"},
		{"a month, and a day without a year", "in", []any{"at", at}, "in November 2026, from 3 November"},
		{"a date that is none is loud", "since", []any{"at", "soon"}, "since ⟦at⟧"},
		{"a missing argument is loud", "name", nil, "Call ⟦who⟧."},
		{"a missing key is loud", "nope", nil, "⟦nope⟧"},
	} {
		if got := book.Say(c.key, c.args...); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for what, file := range map[string]string{
		"an open brace":           `{"a":"{n"}`,
		"a choice without other":  `{"a":"{n, plural, one {x}}"}`,
		"a format it cannot know": `{"a":"{n, date, short}"}`,
		"a stray closing brace":   `{"a":"x } y"}`,
		"broken JSON":             `{"a":`,
	} {
		_, err := Read("en", fstest.MapFS{"words/en.json": {Data: []byte(file)}})
		if err == nil {
			t.Errorf("%s was taken", what)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("{n, plural, one {# a {x}} other {b}} c")
	f.Add("{at, date}, {at, date, weekday} # {tie, select, pet {#} other {{n, plural, other {#}}}}")
	f.Fuzz(func(t *testing.T, s string) {
		m, err := parse(s)
		if err != nil {
			return
		}
		b := read(t, `{}`)
		b.text["k"] = m
		var all []any
		for _, name := range b.Args("k") {
			all = append(all, name, time.Unix(0, 0).UTC())
		}
		said := b.Say("k", all...)
		switch {
		case !strings.ContainsAny(s, "{}") && said != s:
			t.Errorf("%q says %q", s, said)
		case !strings.Contains(s, "⟦") && strings.Contains(said, "⟦"):
			t.Errorf("%q misses something where nothing is missing: %q", s, said)
		case len(all) == 0 && said != b.Say("k"):
			t.Errorf("%q has no arguments, and says %q and %q", s, said, b.Say("k"))
		}
		for run := range strings.SplitSeq(b.Raw("k"), " ") {
			if !strings.Contains(s, run) {
				t.Errorf("%q is not in %q", run, s)
			}
		}
	})
}

func read(t *testing.T, file string) *Book {
	t.Helper()
	b, err := Read("en", fstest.MapFS{"words/en.json": {Data: []byte(file)}})
	if err != nil {
		t.Fatal(err)
	}
	return b
}
