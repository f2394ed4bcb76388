package between

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"ebb/feature"
	"ebb/internal/words"
	"ebb/tie"
)

func TestTwoListsOfNeeds(t *testing.T) {
	book, err := words.Read("en", os.DirFS(".."))
	if err != nil {
		t.Fatal(err)
	}
	r := &feature.Request{Words: book}
	n := func(i int) *int { return &i }
	trust := func(met *int) tie.Need { return tie.Need{ID: [16]byte{1}, Subject: "trust", Met: met} }
	var many []tie.Need
	for i := range 200 {
		many = append(many, tie.Need{Own: fmt.Sprint("need ", i), Met: n(i % 10)})
	}
	for _, c := range []struct {
		what      string
		then, now []tie.Need
		had       bool
		want      string
	}{
		{"there was none then", nil, []tie.Need{trust(nil)}, false, "You have a list of needs now, with 1 on it. There was none then."},
		{"the same", []tie.Need{trust(n(3))}, []tie.Need{trust(n(3))}, true, "Your list of needs says the same as then."},
		{"met otherwise", []tie.Need{trust(n(3))}, []tie.Need{trust(n(0))}, true, "Trust: met 3 then, 0 now."},
		{"not said how far", []tie.Need{trust(nil)}, []tie.Need{trust(n(3))}, true, "Your list of needs says the same as then."},
		{"renamed it is the same need", []tie.Need{trust(n(3))}, []tie.Need{{ID: [16]byte{1}, Own: "faith", Met: n(4)}}, true, "faith: met 3 then, 4 now."},
		{"new and gone", []tie.Need{{Subject: "time"}}, []tie.Need{{Own: "הקשבה"}}, true, "New on your list of needs: הקשבה. | No longer on your list of needs: Time."},
		{"two hundred new ones", []tie.Need{}, many, true, "New on your list of needs: need 0, need 1, need 2, need 3, need 4 and 195 more."},
	} {
		if got := strings.Join(Needs(r, c.then, c.now, c.had), " | "); got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
	if got := len(Weighty(r, []tie.Need{{Weight: n(7)}, {Weight: n(6)}, {}, {Weight: n(10), Met: n(0)}})); got != 2 {
		t.Errorf("%d needs matter most, want 2", got)
	}
}
