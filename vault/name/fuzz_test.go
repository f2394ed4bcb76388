package name

import (
	"errors"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"ebb"
)

// FuzzName holds for whatever is typed: what is a name reads the same again, is
// short and shows all that is in it, and one that is none is refused with a
// sentence.
func FuzzName(f *testing.F) {
	for _, s := range []string{"Ａｌｉｃｅ", "straße", "  two\u00a0words ", "\u202ealice", "\uab70", "\ufdfa", strings.Repeat("x", 65)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		c := Clean(typed)
		if Clean(c) != c || Clean(" "+c+"\t") != c {
			t.Errorf("%q, once more %q", c, Clean(c))
		}
		if !utf8.ValidString(c) || utf8.RuneCountInString(c) > most || strings.TrimSpace(c) != c || strings.ContainsFunc(c, unicode.IsControl) {
			t.Errorf("%q is left of %q", c, typed)
		}
		var p *ebb.Problem
		if err := Check(typed); (err == nil) != (c != "") || err != nil && !errors.As(err, &p) {
			t.Errorf("%q: %v", typed, err)
		}
	})
}

// FuzzMark holds for any text in the place of a mark: only what this host wrote
// says whose browser it is.
func FuzzMark(f *testing.F) {
	secret, install, person := [32]byte{1}, ebb.ID{2}, ebb.ID{3}
	mark := Mark(secret, install, person)
	for _, s := range []string{mark, mark + "\n", mark[:42] + "B", mark + "=", Mark([32]byte{9}, install, person)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		who, ok := Marked(secret, install, s)
		if ok && s != Mark(secret, install, who) || s == mark && (!ok || who != person) {
			t.Errorf("%q is %s, %v", s, who, ok)
		}
	})
}
