package rig_test

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/all"
	"ebb/internal/demo"
	"ebb/internal/rig"
	"ebb/internal/site"
	"ebb/store"
	"ebb/tie"
	"ebb/vault"
	"ebb/web"
)

// six are answers to every question, all a.
func six(a tie.YesNo) tie.Safety {
	return tie.Safety{Afraid: a, Control: a, TheirNo: a, PutDown: a, Pushed: a, Hurt: a, Put: tie.SafetyQuestions}
}

// answered are the states that the questions can be in.
var answered = []struct {
	what string
	is   feature.Gate
	by   func() *tie.Safety
}{
	{"unasked", feature.Unasked, func() *tie.Safety { return nil }},
	{"half way", feature.Unasked, func() *tie.Safety { return &tie.Safety{PutDown: tie.No, Put: 1} }},
	{"skipped", feature.Skipped, func() *tie.Safety { s := six(""); return &s }},
	{"one skipped", feature.Skipped, func() *tie.Safety { s := six(tie.No); s.Pushed = ""; return &s }},
	{"all no", feature.Open, func() *tie.Safety { s := six(tie.No); return &s }},
	{"put down", feature.Closed, func() *tie.Safety { s := six(tie.No); s.PutDown = tie.Yes; return &s }},
	{"afraid", feature.Closed, func() *tie.Safety { s := six(tie.No); s.Afraid = tie.Yes; return &s }},
	{"pushed", feature.Closed, func() *tie.Safety { s := six(""); s.Pushed = tie.Yes; return &s }},
	{"hurt", feature.Closed, func() *tie.Safety { s := six(tie.No); s.Hurt = tie.Yes; return &s }},
	{"controlled", feature.Closed, func() *tie.Safety { s := six(tie.No); s.Control = tie.Yes; return &s }},
	{"their no", feature.Closed, func() *tie.Safety {
		s := six(tie.No)
		s.TheirNo, s.NoSince = tie.Yes, "2026-11-01"
		return &s
	}},
}

// lived is a server that shows these answers after what was lived, and keeps
// nothing of what is sent.
func lived(t *testing.T, a *tie.Safety, features []*feature.Feature, events ...ebb.Event) *site.Site {
	j := rig.New(t, site.Start, features...).Journal
	for _, e := range events {
		if e.Kind != tie.Answered {
			j.Events = append(j.Events, e)
		}
	}
	if a != nil {
		j.Events = append(j.Events, ebb.New(tie.Answered, site.Start, *a))
	}
	return site.New(t, features, func(o *web.Options) { o.Demo, o.Show = true, j })
}

// leads is where a bare request is sent; "" where it is answered.
func leads(t *testing.T, s *site.Site, route string) string {
	t.Helper()
	method, path, _ := strings.Cut(route, " ")
	path = strings.NewReplacer("{$}", "", "{", "", "}", "").Replace(path)
	req, err := http.NewRequestWithContext(t.Context(), method, s.Base+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.Header.Get("Location")
}

// guards are what every page of every feature declares.
func guards(features []*feature.Feature) map[string]feature.Guard {
	of := map[string]feature.Guard{}
	for _, f := range features {
		for _, p := range f.Pages {
			of[p.Path] = max(p.Guard, f.Guard)
		}
	}
	return of
}

// way is where a guard sends somebody in this state; "" nowhere.
func way(g feature.Guard, is feature.Gate) string {
	switch {
	case g <= feature.Free || is == feature.Open:
		return ""
	case is == feature.Unasked:
		return "/safety?next="
	case is == feature.Closed && g >= feature.NoYes:
		return "/safety/closed"
	case is == feature.Skipped && g >= feature.NoSkip:
		return "/safety/skipped?next="
	}
	return ""
}

// own are pages that are free, and close a part of themselves after a yes.
var own = []string{"GET /now/guess", "POST /now/guess"}

// Every route there is, in every state of the questions.
func TestTheGateOnEveryRoute(t *testing.T) {
	of, seen := guards(all.List()), map[feature.Guard]int{}
	for _, st := range answered {
		s := lived(t, st.by(), all.List())
		routes := s.Server.Routes()
		if len(routes) < 100 {
			t.Fatalf("%d routes", len(routes))
		}
		for _, route := range routes {
			_, path, _ := strings.Cut(route, " ")
			g := of[route]
			seen[g]++
			to, want := leads(t, s, route), way(g, st.is)
			switch {
			case want == "/safety/closed" && to != want, !strings.HasPrefix(to, want):
				t.Errorf("%s: %s leads to %q, want %q", st.what, route, to, want)
			case want == "" && strings.HasPrefix(to, "/safety") && !strings.HasPrefix(path, "/safety") && !(st.is == feature.Closed && slices.Contains(own, route)):
				t.Errorf("%s: %s is free and leads to %q", st.what, route, to)
			}
		}
	}
	for _, g := range []feature.Guard{feature.Free, feature.Asked, feature.NoYes, feature.NoSkip} {
		if seen[g] == 0 {
			t.Errorf("no route has guard %d", g)
		}
	}
}

// shared are the places to which every feature gives something.
var shared = []string{"/today", "/patterns", "/keep", "/decide", "/review", "/now", "/now/mine", "/now/sent", "/now/done", "/now/rest", "/now/truths", "/now/choose", "/think", "/where", "/reached", "/head"}

// What is closed shows nothing and is offered nowhere.
func TestWhatIsClosedIsOfferedNowhere(t *testing.T) {
	for _, st := range answered {
		if st.is != feature.Closed && st.is != feature.Skipped {
			continue
		}
		features := all.List()
		s, of := lived(t, st.by(), features, demo.Journal(site.Start)...), guards(features)
		for _, place := range shared {
			p := s.Open(place)
			for _, link := range p.Links {
				to, _, _ := strings.Cut(link, "?")
				if g := of["GET "+to]; g.Shuts(st.is) {
					t.Errorf("%s: %s offers %s", st.what, place, link)
				}
			}
			for _, f := range p.Forms {
				if g := of["POST "+f.Action]; g.Shuts(st.is) {
					t.Errorf("%s: %s sends to %s", st.what, place, f.Action)
				}
			}
		}
	}
}

// loud is a feature that has something to say everywhere.
func loud(g feature.Guard) *feature.Feature {
	const mark = "canary-of-a-guard"
	shelf := func(*feature.Request) (*feature.Shelf, error) {
		return &feature.Shelf{Href: "/loud", Head: mark, Line: mark}, nil
	}
	return &feature.Feature{
		Name: "loud", Guard: g,
		Card:  func(*feature.Request) (*feature.Card, error) { return &feature.Card{Template: "loud"}, nil },
		Panel: func(*feature.Request) (*feature.Panel, error) { return &feature.Panel{Template: "loud"}, nil },
		Week: func(*feature.Request, time.Time, time.Time) ([]feature.Card, error) {
			return []feature.Card{{Template: "loud"}}, nil
		},
		Aids: func(*feature.Request) ([]feature.Aid, error) {
			return []feature.Aid{{Step: "wave", Head: mark, Lines: []string{mark}}}, nil
		},
		Shelf: shelf, Step: shelf,
		Due:   func(r *feature.Request) ([]time.Time, error) { return []time.Time{r.Now.Add(2 * time.Hour)}, nil },
		Files: fstest.MapFS{"loud.tmpl": {Data: []byte(`{{define "loud"}}<p>` + mark + `</p>{{end}}`)}, "words/en.json": {Data: []byte("{}")}},
	}
}

func TestAGuardedFeatureIsSilentWhereItIsShut(t *testing.T) {
	for _, st := range answered {
		for _, g := range []feature.Guard{feature.Free, feature.Asked, feature.NoYes, feature.NoSkip} {
			if st.is == feature.Unasked || st.is == feature.Closed && st.what != "afraid" && st.what != "their no" {
				continue
			}
			s := lived(t, st.by(), append([]*feature.Feature{loud(g)}, all.List()...))
			for _, place := range []string{"/today", "/patterns", "/keep", "/decide", "/review", "/now/mine"} {
				if says := strings.Contains(s.Open(place).Body, "canary-of-a-guard"); says == g.Shuts(st.is) {
					t.Errorf("%s, guard %d: %s says it: %v", st.what, g, place, says)
				}
			}
		}
	}
}

// A reminder that waits does not come after a yes.
func TestNothingIsRemindedOfAfterAYes(t *testing.T) {
	for what, c := range map[string]struct {
		guard feature.Guard
		n     string
		want  int
	}{
		"a no":                      {feature.NoYes, "no", 1},
		"a yes":                     {feature.NoYes, "yes", 0},
		"a yes, and nothing guards": {feature.Free, "yes", 1},
	} {
		s := site.New(t, append([]*feature.Feature{loud(c.guard)}, all.List()...))
		s.Send("/note", "text", "one")
		s.Keep()
		for n := range 6 {
			s.Send(fmt.Sprintf("/safety/%d", n+1), "answer", "no")
		}
		s.Send("/settings/reminders/calendar", "word", "tide")
		s.Open("/today")
		s.Send("/safety/2", "answer", c.n)
		n := 0
		if err := s.Store.Dues(context.Background(), 0, 1<<40, func(store.ID, int64) error { n++; return nil }); err != nil {
			t.Fatal(err)
		}
		if n != c.want {
			t.Errorf("%s: %d times are kept, want %d", what, n, c.want)
		}
	}
}

func TestAFeatureWithoutAGuardDoesNotStart(t *testing.T) {
	list := append(all.List(), &feature.Feature{Name: "forgot"})
	if _, err := web.New(web.Options{Store: site.New(t, nil).Store, Secrets: vault.MemorySecrets(), Features: list}); err == nil {
		t.Error("it starts")
	}
}
