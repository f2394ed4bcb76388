package web_test

import (
	"strings"
	"testing"
)

// The answer may come after that to the first save, whose key it would replace.
func TestWhatAPageAsksForBehindHandsOutNoKey(t *testing.T) {
	s := wordy(t)
	if set := strings.Join(s.Open("/now/mine").Header.Values("Set-Cookie"), " "); set != "" {
		t.Errorf("it sets %q", set)
	}
	s.Send("/now/say", "text", "one")
	if n := people(t, s); n != 1 {
		t.Errorf("%d people", n)
	}
}
