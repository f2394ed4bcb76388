package canary

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"ebb/feature"
	"ebb/feature/letter"
	"ebb/internal/site"
	"ebb/store"
)

// Of a burned letter no version is left in the store, only that there was
// something.
func TestABurnedLetterIsGoneFromTheStore(t *testing.T) {
	s := site.New(t, []*feature.Feature{letter.Feature()})
	long := strings.Repeat("ש", 15000) // takes two rows
	path := s.Send("/keep/letters", "text", long, "hold", "six").Path
	holds(t, s, "written", 2)
	s.Wait(7 * time.Hour)
	s.Send(path, "text", long+"!", "hold", "")
	holds(t, s, "changed", 4)
	if !strings.Contains(site.Text(s.Open(path)), long+"!") {
		t.Fatal("the letter does not open")
	}
	s.Send(path + "/burn")
	holds(t, s, "burned", 0)
	if p := s.Open(path); p.Status != http.StatusNotFound {
		t.Errorf("it answers %d", p.Status)
	}
	if strings.Contains(s.Log(), "ש") || strings.Contains(s.Log(), path) {
		t.Error("the log knows of it")
	}
}

// holds counts the rows that are large enough to hold a piece of the letter.
func holds(t *testing.T, s *site.Site, when string, want int) {
	t.Helper()
	n := 0
	count := func(id store.ID, _ store.Person) error {
		return s.Store.Since(t.Context(), id, store.Head{}, func(r store.Row) error {
			if len(r.Box) > 4<<10 {
				n++
			}
			return nil
		})
	}
	if err := s.Store.People(t.Context(), count); err != nil {
		t.Fatal(err)
	}
	if n != want {
		t.Errorf("%s: %d rows hold something, want %d", when, n, want)
	}
}
