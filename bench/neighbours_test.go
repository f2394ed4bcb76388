package bench

import (
	"fmt"
	"regexp"
	"slices"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/site"
	"ebb/internal/storm"
	"ebb/internal/walk"
	"ebb/vault"
	"ebb/vault/vaulttest"
	"ebb/web"
	"ebb/web/door/invite"
)

// BenchmarkStorm is check 26 with its figures.
func BenchmarkStorm(b *testing.B) {
	for b.Loop() {
		f := storm.Run(b, 200)
		b.ReportMetric(float64(f.PeakKB>>10), "MiB")
		b.ReportMetric(ms(f.P99), "p99-ms")
		fmt.Printf("\n%v\n", f)
	}
}

// BenchmarkUnknownName is the time of check 30: two hundred tries of a name that
// somebody has and of one that nobody has, in turns, with what a passphrase
// costs. The medians are within ten per cent.
func BenchmarkUnknownName(b *testing.B) {
	s, invites := several(b, vault.DefaultCost)
	joins(b, s, invites)
	for b.Loop() {
		known, none := inTurns(200, func(i int) time.Duration {
			s.Wait(time.Minute)
			return takes(b, s.Browser(), "/unlock", "name", []string{"bob", "kim"}[i], "pass", "a wrong one altogether")
		})
		b.ReportMetric(ratio(known, none), "ratio")
		fmt.Printf("\na name that somebody has %v, that nobody has %v: medians of 200, ratio %.3f\n", known, none, ratio(known, none))
	}
}

// BenchmarkAnothersEntry is the time of check 29: an entry of a neighbour's and
// one that nobody has.
func BenchmarkAnothersEntry(b *testing.B) {
	s, invites := several(b, vaulttest.Cheap)
	bob := joins(b, s, invites)
	p, err := bob.Get("/keep/letters/new")
	for _, f := range p.Forms {
		if err != nil || f.Action != "/keep/letters" {
			continue
		}
		p, err = bob.Submit(f, func(field walk.Field) string {
			if len(field.Options) > 0 {
				return field.Options[len(field.Options)-1]
			}
			return "a letter"
		})
	}
	if err != nil {
		b.Fatal(err)
	}
	his := regexp.MustCompile(`[0-9a-f]{32}`).FindString(p.Path)
	if his == "" {
		b.Fatalf("Bob's letter led to %s, %d", p.Path, p.Status)
	}
	ids := []string{his, "00000000000000000000000000000002"}
	for b.Loop() {
		one, other := inTurns(1000, func(i int) time.Duration {
			began := time.Now()
			if _, err := s.Get("/keep/letters/" + ids[i]); err != nil {
				b.Fatal(err)
			}
			return time.Since(began)
		})
		b.ReportMetric(ratio(one, other), "ratio")
		fmt.Printf("\na neighbour's id %v, nobody's %v: medians of 1,000, ratio %.3f\n", one, other, ratio(one, other))
	}
}

func several(b *testing.B, cost vault.Cost) (*site.Site, *invite.Book) {
	var invites *invite.Book
	s := site.New(b, all.List(), func(o *web.Options) {
		invites = invite.Memory(o.Clock)
		o.Invites, o.Cost = invites, cost
	})
	s.Send("/note", "text", "hers")
	s.Keep()
	return s, invites
}

// joins lets Bob in.
func joins(b *testing.B, s *site.Site, invites *invite.Book) *walk.Site {
	code, err := invites.New(time.Hour)
	if err != nil {
		b.Fatal(err)
	}
	bob := s.Browser()
	const pass = "another lamp beside a door"
	if p, err := bob.Post("/join", site.Form("code", code, "name", "bob", "pass", pass, "again", pass)); err != nil || p.Path != "/recovery" {
		b.Fatalf("%v %+v", err, p)
	}
	return bob
}

func takes(b *testing.B, s *walk.Site, path string, pairs ...string) time.Duration {
	began := time.Now()
	if p, err := s.Post(path, site.Form(pairs...)); err != nil || p.Status != 403 {
		b.Fatalf("%v %+v", err, p)
	}
	return time.Since(began)
}

// inTurns measures two things n times each, one after the other, and returns the
// medians.
func inTurns(n int, f func(i int) time.Duration) (first, second time.Duration) {
	var took [2][]time.Duration
	for range n {
		for i := range took {
			took[i] = append(took[i], f(i))
		}
	}
	for i := range took {
		slices.Sort(took[i])
	}
	return took[0][n/2], took[1][n/2]
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }
