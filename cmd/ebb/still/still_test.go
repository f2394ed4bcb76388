package still

import (
	"slices"
	"testing"
)

func TestWhatServes(t *testing.T) {
	for _, c := range []struct {
		args []string
		want bool
	}{
		{[]string{"ebb"}, true},
		{[]string{"ebb", "serve"}, true},
		{[]string{"ebb", "--listen", "127.0.0.1:0"}, true},
		{[]string{"ebb", "now"}, false},
		{[]string{"ebb", "evidence", "--me", "Kim"}, false},
	} {
		if got := Serves(c.args); got != c.want {
			t.Errorf("%v: %v", c.args, got)
		}
	}
}

func TestTheSettingIsAddedOnce(t *testing.T) {
	for _, c := range []struct {
		env, want []string
	}{
		{[]string{"A=b"}, []string{"A=b", "GODEBUG=clobberfree=1"}},
		{[]string{"GODEBUG=gctrace=1", "A=b"}, []string{"A=b", "GODEBUG=gctrace=1,clobberfree=1"}},
	} {
		got, added := With(c.env)
		if again, twice := With(got); !added || twice || !slices.Equal(got, c.want) || !slices.Equal(again, got) {
			t.Errorf("%v: %v, then %v", c.env, got, again)
		}
	}
	if _, added := With([]string{"GODEBUG=clobberfree=0"}); added {
		t.Error("a choice is not respected")
	}
}
