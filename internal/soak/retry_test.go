package soak

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/phone"
	"ebb/internal/site"
	"ebb/store"

	kernel "ebb"
)

// loses does what it is asked and then loses the answer, or the question, now
// and then.
type loses struct {
	http.RoundTripper
	chance          *rand.Rand
	sent, gone, cut int
}

var errLost = errors.New("lost")

func (l *loses) RoundTrip(r *http.Request) (*http.Response, error) {
	l.sent++
	lot := l.chance.IntN(10)
	if lot < 2 {
		l.cut++
		return nil, errLost
	}
	res, err := l.RoundTripper.RoundTrip(r)
	if err != nil || lot >= 6 {
		return res, err
	}
	io.Copy(io.Discard, res.Body)
	res.Body.Close()
	l.gone++
	return nil, errLost
}

// Check 13: a phone that never hears the answer sends the same again until it
// does, alone and with others, and each entry is there once. The long run:
// EBB_SOAK_RETRIES=1000.
func TestARetryAfterALostAnswerMakesNoDuplicate(t *testing.T) {
	n := count(t, "EBB_SOAK_RETRIES", 120)
	s := site.New(t, all.List())
	s.Send("/now/pull", "pull", "reach")
	s.Keep()
	p, a, err := phone.Here(s.Site)
	if err != nil || a.Status != http.StatusOK {
		t.Fatalf("no phone is paired: %v %s", err, a.Body)
	}
	before := rows(t, s)
	line := &loses{RoundTripper: http.DefaultTransport, chance: rand.New(rand.NewPCG(13, 1))}
	s.Site.Client.Transport = line
	for made := 0; made < n; {
		var items []phone.Item
		for range min(1+line.chance.IntN(4), n-made) {
			it, err := p.Capture("hold.detail", s.Now(), map[string]any{"moment": kernel.NewID(), "words": "again"})
			if err != nil {
				t.Fatal(err)
			}
			items = append(items, it)
		}
		made += len(items)
		until(t, s, p, items)
	}
	s.Site.Client.Transport = http.DefaultTransport
	s.Open("/today")
	if got := rows(t, s) - before; got != n {
		t.Errorf("%d captures were made, %d are there", n, got)
	}
	fmt.Printf("check 13: %d captures in %d requests, %d lost on the way, %d answers lost: each there once\n", n, line.sent, line.cut, line.gone)
}

// until sends until all are acknowledged, and waits where it was too often.
func until(t *testing.T, s *site.Site, p *phone.Phone, items []phone.Item) {
	t.Helper()
	for range 200 {
		a, err := p.Send(items...)
		if err == nil && len(a.Kept) == len(items) {
			return
		}
		switch {
		case err == nil && a.Status == http.StatusTooManyRequests:
			s.Wait(5 * time.Minute)
			s.Get("/today") // somebody is there
		case err == nil:
			t.Fatalf("%d %s", a.Status, a.Body)
		}
	}
	t.Fatal("two hundred times nothing came back")
}

func rows(t *testing.T, s *site.Site) (n int) {
	t.Helper()
	count := func(p store.ID, _ store.Person) error {
		return s.Store.Since(t.Context(), p, store.Head{}, func(store.Row) error { n++; return nil })
	}
	if err := s.Store.People(t.Context(), count); err != nil {
		t.Fatal(err)
	}
	return n
}
