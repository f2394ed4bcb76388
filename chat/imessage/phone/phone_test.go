package phone_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"ebb/chat/imessage/phone"
)

func TestWhoIsOnePerson(t *testing.T) {
	for what, c := range map[string]struct {
		ids  []string
		want string // for each handle, the first of the same person
	}{
		"one number on two services":            {[]string{"+447700900123", "+447700900123"}, "[0 0]"},
		"with and without the country":          {[]string{"+447700900123", "07700900123"}, "[0 0]"},
		"without the country first":             {[]string{"07700900123", "+447700900123"}, "[1 1]"},
		"written with blanks, 00 and a bracket": {[]string{"+44 7700 900123", "0044-7700-900123", "(07700) 900 123"}, "[0 0 0]"},
		"a number of North America":             {[]string{"+1 (555) 010-0199", "5550100199"}, "[0 0]"},
		"an address in two ways of writing":     {[]string{"Sam@Example.org", "sam@example.org "}, "[0 0]"},
		"two addresses":                         {[]string{"sam@example.org", "kim@example.org"}, "[0 1]"},
		"one number in two countries":           {[]string{"+447700900123", "+497700900123", "07700900123"}, "[0 1 2]"},
		"the end of another number":             {[]string{"+447700900123", "900123"}, "[0 1]"},
		"a service":                             {[]string{"+4462220", "62220", "62220"}, "[0 1 1]"},
		"an address that is all digits":         {[]string{"123456789@example.org", "123456789"}, "[0 1]"},
		"nothing":                               {[]string{"", " "}, "[0 0]"},
	} {
		if got := fmt.Sprint(phone.Alike(c.ids)); got != c.want {
			t.Errorf("%s: %s, not %s", what, got, c.want)
		}
	}
}

// Whoever is somebody's first is their own first.
func TestFirstsAreFirsts(t *testing.T) {
	handle := rapid.StringMatching(`(\+|0|00)?[0-9]{5,9}|[a-c]@x`)
	rapid.Check(t, func(t *rapid.T) {
		first := phone.Alike(rapid.SliceOfN(handle, 0, 12).Draw(t, "handles"))
		for i, f := range first {
			for first[f] != f {
				f = first[f]
			}
			if f < 0 || f >= len(first) {
				t.Fatalf("%d of %d", i, f)
			}
		}
	})
}
