package canary

import (
	"strings"
	"testing"

	"ebb/feature"
	"ebb/feature/past"
	"ebb/internal/site"
)

// Of what was told and burned no version of any page is left in the store, nor
// what looked ahead from it.
func TestABurnedAccountIsGoneFromTheStore(t *testing.T) {
	s := site.New(t, []*feature.Feature{past.Feature()})
	at := "/decide/past/" + strings.Repeat("ab", 16)
	long := strings.Repeat("ש", 3000)
	s.Send(at+"/seen", "text", long)
	s.Send(at+"/seen", "text", long+"!")
	s.Send(at+"/mean", "more", long)
	s.Send(at+"/next", "what", long)
	holds(t, s, "written", 4)
	if p := s.Open(at + "/versions"); !strings.Contains(site.Text(p), long) {
		t.Fatal("the earlier version does not open")
	}
	s.Send(at+"/next", "what", "")
	holds(t, s, "emptied", 3)
	s.Send(at + "/burn")
	holds(t, s, "burned", 0)
	if strings.Contains(s.Log(), "ש") || strings.Contains(s.Log(), at) {
		t.Error("the log knows of it")
	}
}
