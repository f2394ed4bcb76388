package evidence_test

import (
	"io"
	"strings"
	"testing"

	"ebb/feature"
	"ebb/feature/evidence"
	"ebb/internal/site"
)

// TestOnTheRealServer walks the import over the real shell, journal and store:
// nothing is on the pages or in the log that does not belong there, and what
// was destroyed is gone.
func TestOnTheRealServer(t *testing.T) {
	s := site.New(t, []*feature.Feature{open, evidence.Feature()})
	if page := site.Text(s.Open("/patterns")); !strings.Contains(page, "See from a chat you already have") {
		t.Errorf("Patterns says %s", page)
	}
	bring := func() {
		t.Helper()
		p, err := s.Upload("/patterns/messages/add", site.Form("way", ""), map[string]io.Reader{"file": strings.NewReader(invented())})
		if err != nil || p.Path != "/patterns/messages/who" {
			t.Fatalf("at %s: %v", p.Path, err)
		}
		p = s.Send("/patterns/messages/who", "then", "count", "me", "0")
		has(t, site.Text(p), "You start 5 of every 6 conversations.")
	}
	bring()
	has(t, site.Text(s.Send("/patterns/messages/1/undo")), "That import is taken out.")
	has(t, site.Text(s.Send("/patterns/messages/gone", "then", "restore")), "1,800 messages")
	has(t, site.Text(s.Open("/patterns/messages/1?gap=2")), "after 2 quiet hours")
	if p := s.Open("/patterns/messages/2"); p.Status != 404 {
		t.Errorf("an import that is not there answers %d", p.Status)
	}
	has(t, site.Text(s.Send("/patterns/messages/1/delete")), "Nothing here yet.")
	bring()
	s.Send("/patterns/messages/1/undo")
	has(t, site.Text(s.Send("/patterns/messages/gone", "then", "delete")), "Nothing here yet.")
	lacks(t, s.Log(), "Kim", "Sam", canary, "messages/1")
}

func TestWhatIsNoChatIsSaidOnOnePage(t *testing.T) {
	s := site.New(t, []*feature.Feature{open, evidence.Feature()})
	p, err := s.Upload("/patterns/messages/add", site.Form(), map[string]io.Reader{"file": strings.NewReader("Dear " + canary)})
	if err != nil || p.Status != 400 {
		t.Fatalf("%d, %v", p.Status, err)
	}
	has(t, site.Text(p), "This is no chat export")
	lacks(t, site.Text(p)+s.Log(), canary)
}
