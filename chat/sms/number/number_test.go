package number_test

import (
	"testing"

	"pgregory.net/rapid"

	"ebb/chat/sms/number"
)

func keys(raw ...string) []string {
	list := make([]number.Number, len(raw))
	for i, r := range raw {
		list[i] = number.Parse(r)
	}
	return number.Keys(list)
}

func TestNumbersOfOnePersonAreOne(t *testing.T) {
	for _, c := range []struct {
		what string
		raw  []string
	}{
		{"Britain", []string{"+447700900123", "07700900123", "07700 900 123", "+44 (7700) 900-123", "00447700900123", "447700900123", "7700900123"}},
		{"Germany", []string{"+4915550100222", "015550100222", "01555/0100222"}},
		{"America", []string{"+14155550133", "(415) 555-0133", "1 415 555 0133", "415.555.0133"}},
		{"Denmark, eight digits", []string{"+4520123456", "20123456", "20 12 34 56", "004520123456"}},
		{"Italy, a zero that stays", []string{"+390612345678", "0612345678"}},
		{"Hungary, 06 in front", []string{"+36301234567", "06301234567"}},
		{"Russia, 8 in front", []string{"+79161234567", "89161234567"}},
		{"invisible marks", []string{"\u202a+44\u00a07700\u00a0900123\u202c", "+447700900123"}},
		{"a service by name", []string{"BlueBank", "BLUEBANK", " bluebank "}},
		{"an address", []string{"kim@example.org", "Kim@example.org"}},
	} {
		got := keys(c.raw...)
		for i, k := range got {
			if k == "" || k != got[0] {
				t.Errorf("%s: %q is %q, %q is %q", c.what, c.raw[0], got[0], c.raw[i], k)
			}
			if alone := keys(c.raw[i])[0]; alone != k {
				t.Errorf("%s: %q in a file of its own is %q, not %q", c.what, c.raw[i], alone, k)
			}
		}
	}
}

func TestNumbersOfTwoPeopleStayApart(t *testing.T) {
	for _, c := range []struct{ what, a, b string }{
		{"two countries", "+447700900123", "+497700900123"},
		{"two area codes", "+14155550133", "+15155550133"},
		{"two area codes without the country", "4155550133", "5155550133"},
		{"a service and the end of a number", "900123", "+447700900123"},
		{"two services", "70123", "0070123"},
		{"one service in a country", "70123", "+4470123"},
		{"a name and a number", "BlueBank1", "1"},
		{"two numbers", "+447700900123", "+447700900124"},
	} {
		if got := keys(c.a, c.b); got[0] == got[1] {
			t.Errorf("%s: %q and %q are both %q", c.what, c.a, c.b, got[0])
		}
	}
}

// A number that may be either of two is neither, and one that can only be one
// of them is that one.
func TestWhereWholeNumbersClash(t *testing.T) {
	got := keys("+14155550133", "+15155550133", "4155550133", "155550133")
	if got[0] == got[1] || got[2] != got[0] || got[3] == got[0] || got[3] == got[1] {
		t.Errorf("%q", got)
	}
}

func TestAnyTextHasAKey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.SliceOfN(rapid.OneOf(rapid.String(), rapid.StringMatching(`\+?[0-9 ]{1,18}`)), 1, 20).Draw(t, "raw")
		got := keys(raw...)
		for i := range raw {
			for j := range raw {
				if raw[i] == raw[j] && got[i] != got[j] {
					t.Fatalf("%q is %q and %q", raw[i], got[i], got[j])
				}
			}
		}
	})
}
