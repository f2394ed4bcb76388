package taken_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/site"
	"ebb/store"
)

var out = regexp.MustCompile(`href="(/note/[0-9a-f]{32})"`)

func kept(t *testing.T) *site.Site {
	t.Helper()
	s := site.New(t, all.List())
	s.Send("/note", "text", "the harbour at night")
	s.Send("/note", "text", "stays")
	s.Keep()
	page := s.Open("/note/all").Body
	if at := strings.Index(page, "the harbour"); at > 0 { // the link to it follows
		if m := out.FindStringSubmatch(page[at:]); m != nil {
			s.Send(m[1] + "/back")
		}
	}
	if strings.Contains(site.Text(s.Open("/note/all")), "the harbour") {
		t.Fatalf("the note is still there: %s", page)
	}
	return s
}

// bare is how many rows have lost what was in them.
func bare(t *testing.T, s *site.Site) (n int) {
	t.Helper()
	var who store.ID
	s.Store.People(t.Context(), func(p store.ID, _ store.Person) error { who = p; return nil })
	err := s.Store.Since(t.Context(), who, store.Head{}, func(r store.Row) error {
		if r.Box == nil {
			n++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func says(t *testing.T, s *site.Site, want string) {
	t.Helper()
	if text := site.Text(s.Open("/settings/taken-out")); !strings.Contains(text, want) {
		t.Errorf("it does not say %q: %s", want, text)
	}
}

func later(s *site.Site, d time.Duration) {
	s.Lock()
	s.Wait(d)
	s.Open("/")
	s.Unlock()
	s.Open("/today")
}

func TestNothingIsOut(t *testing.T) {
	s := site.New(t, all.List())
	s.Send("/note", "text", "x")
	s.Keep()
	says(t, s, "Nothing is out.")
}

func TestErasedAtOnce(t *testing.T) {
	s := kept(t)
	says(t, s, "1 entry is out, the oldest since 22 November 2026.")
	if bare(t, s) != 0 {
		t.Fatal("it is erased before anybody asked")
	}
	s.Send("/settings/taken-out/erase", "when", "now")
	if bare(t, s) != 1 {
		t.Errorf("%d rows are erased, want 1", bare(t, s))
	}
	says(t, s, "Nothing is out.")
	if !strings.Contains(site.Text(s.Open("/note/all")), "stays") {
		t.Error("another note went too")
	}
}

func TestErasedInThreeDaysUnlessStopped(t *testing.T) {
	s := kept(t)
	s.Send("/settings/taken-out/erase", "when", "later")
	says(t, s, "1 entry goes for good when you next open your journal after Wednesday 25 November, 21:10.")
	later(s, 71*time.Hour)
	if bare(t, s) != 0 {
		t.Error("it went an hour early")
	}
	s.Send("/settings/taken-out/stop")
	later(s, 2*time.Hour)
	if bare(t, s) != 0 {
		t.Error("it went although it was stopped")
	}
	s.Send("/settings/taken-out/erase", "when", "later")
	later(s, 73*time.Hour)
	if bare(t, s) != 1 {
		t.Error("it stayed")
	}
	says(t, s, "Nothing is out.")
}

func TestWhatWasPutBackStays(t *testing.T) {
	s := kept(t)
	s.Send("/settings/taken-out/erase", "when", "later")
	s.Send("/note/undo")
	if !strings.Contains(site.Text(s.Open("/note/all")), "the harbour") {
		t.Fatal("it was not put back")
	}
	later(s, 73*time.Hour)
	if bare(t, s) != 0 || !strings.Contains(site.Text(s.Open("/note/all")), "the harbour") {
		t.Error("it was erased although it was put back")
	}
}
