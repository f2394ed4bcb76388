package circling

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var sunday = time.Date(2026, 11, 22, 21, 0, 0, 0, time.UTC)

func day(n int, text string) Told { return Read(sunday.AddDate(0, 0, n), text) }

// plain is n different words without a fact.
func plain(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "w%s ", strings.Repeat("x", i+1))
	}
	return b.String()
}

func TestWhatCircles(t *testing.T) {
	night := plain(60)
	for _, c := range []struct {
		what            string
		now             Told
		earlier, others []Told
		want            string
	}{
		{"nothing written", day(0, ""), []Told{day(-1, "x"), day(-2, "x")}, nil, "[]"},
		{"a plain account", day(0, "On Friday at 7 they came home and did not speak."), nil, nil, "[]"},
		{"why once and twice", day(0, "Why did they go? Why now?"), nil, nil, "[]"},
		{"why three times", day(0, "Why? And why then? What if I had stayed?"), nil, nil, "[{why 3}]"},
		{"why in another language", day(0, "Warum? Pourquoi? Por qué?"), nil, nil, "[{why 3}]"},
		{"why from right to left", day(0, "لماذا؟ لماذا؟ למה?"), nil, nil, "[{why 3}]"},
		{"a second sitting", day(0, "x"), []Told{day(-1, "x")}, nil, "[]"},
		{"a third within a week", day(0, "x"), []Told{day(-1, "x"), day(-7, "x")}, nil, "[{third 3}]"},
		{"a third after more than a week", day(0, "x"), []Told{day(-1, "x"), day(-8, "x")}, nil, "[]"},
		{"empty sittings are none", day(0, "x"), []Told{day(-1, ""), day(-2, "")}, nil, "[]"},
		{"later ones do not count", day(0, "x"), []Told{day(1, "x"), day(2, "x")}, nil, "[]"},
		{"the same night again", day(0, night), nil, []Told{day(-3, night+" and more")}, "[{same 100}]"},
		{"the same few words", day(0, plain(39)), nil, []Told{day(-3, plain(39))}, "[]"},
		{"another night", day(0, night), nil, []Told{day(-3, "quite another evening by the lake with other words")}, "[]"},
		{"long without a fact", day(0, plain(150)), nil, nil, "[{long 150}]"},
		{"long with a time of day", day(0, plain(150)+" at 21:30"), nil, nil, "[]"},
		{"long with what was said", day(0, plain(150)+" “come home”"), nil, nil, "[]"},
		{"almost long", day(0, plain(149)), nil, nil, "[]"},
	} {
		if got := fmt.Sprint(Signs(c.now, c.earlier, c.others)); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

func TestCapitalsAndStopsChangeNothing(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.StringMatching(`([a-z]{1,6} ){0,30}(why|friday|7)?`).Draw(r, "text")
		a, b := Read(sunday, text), Read(sunday, strings.ToUpper(strings.ReplaceAll(text, " ", " ... ")))
		if a.Words != b.Words || a.Whys != b.Whys || a.Facts != b.Facts || len(a.rows) != len(b.rows) {
			r.Fatalf("%+v and %+v", a, b)
		}
	})
}

func TestAnyTextIsCounted(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		one, two := rapid.String().Draw(r, "one"), rapid.String().Draw(r, "two")
		now, other := Read(sunday, one), Read(sunday.AddDate(0, 0, -1), two)
		for _, f := range Signs(now, []Told{other}, []Told{other}) {
			if f.N <= 0 || f.Sign == Same && f.N > 100 {
				r.Fatalf("%+v", f)
			}
		}
	})
}

func TestItKeepsNoWords(t *testing.T) {
	if s := fmt.Sprintf("%+v", Read(sunday, "the lake in October was cold")); strings.Contains(s, "lake") {
		t.Errorf("%s", s)
	}
}
