package say

import (
	"testing"

	"ebb/tie/exchange"
)

func TestOtherPeoplesNamesInDiscreetMode(t *testing.T) {
	s := Sayer{Words: book(t), Discreet: true}
	for name, want := range map[string]string{"Kim": "K.", "kim from work": "K.", "Ödön": "Ö."} {
		if got := s.Who(exchange.Writer{Name: name, Also: []string{"+49 30 1234"}}); got != want {
			t.Errorf("%s is shown as %q", name, got)
		}
	}
}
