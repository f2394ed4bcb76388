package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/web/door"
	"ebb/web/jar"
)

// ask is one request on its way through: who it comes from and what will be
// sent beside the answer.
type ask struct {
	*feature.Request
	s     *Server
	visit *door.Visit
	steps *jar.Steps
	w     http.ResponseWriter
	left  bool // the answer marks that the person left
}

// enter finds out who is behind r.
func (s *Server) enter(w http.ResponseWriter, r *http.Request) (*ask, error) {
	a := &ask{s: s, w: w}
	now := s.o.Clock().In(jar.Zone(r))
	a.steps = s.steps.Open(jar.Get(r, s.secure(r), jar.Flow), now)
	a.Request = &feature.Request{Request: r, Now: now, Words: s.pages.Words, Demo: s.o.Demo, Steps: a.steps}
	if s.o.Demo {
		a.State, a.Journal, a.visit = feature.Unlocked, shown{s.o.Show}, &door.Visit{}
		a.Capture = func(context.Context, string, time.Time, any) error { return nil }
		return a, nil
	}
	v, err := s.door.Enter(r.Context(), s.knock(r))
	if err != nil {
		return nil, err
	}
	a.adopt(v)
	if r.Method == http.MethodGet {
		s.door.Drain(r.Context(), v)
	}
	return a, nil
}

// adopt makes v the one behind the request.
func (a *ask) adopt(v *door.Visit) {
	a.visit, a.State, a.Journal = v, v.State, v.Journal
	if !v.Until.IsZero() {
		a.Until = v.Until.In(a.Now.Location())
	}
	a.Capture = func(ctx context.Context, kind string, at time.Time, body any) error {
		return a.s.door.Capture(ctx, v, kind, at, body)
	}
}

func (s *Server) knock(r *http.Request) door.Knock {
	k := door.Knock{Left: jar.Get(r, s.secure(r), jar.Left) != "", Moment: isMoment(r.URL.Path)}
	if value := jar.Get(r, s.secure(r), jar.Key); value != "" {
		k.Key, _ = door.ParseKey(value)
	}
	return k
}

// isMoment says whether a path belongs to a hard moment, which no idle lock
// ends.
func isMoment(path string) bool { return path == "/now" || strings.HasPrefix(path, "/now/") }

// isHelp says whether a pattern is help, which works over any connection.
func isHelp(pattern string) bool {
	_, path, _ := strings.Cut(pattern, " ")
	return path == "/help" || strings.HasPrefix(path, "/help/") || path == "/leave"
}

// leaveCookies writes what the browser has to remember.
func (a *ask) leaveCookies() {
	if a.s.o.Demo {
		return
	}
	if a.visit.Key != nil {
		a.setCookie(jar.Key, a.visit.Key.String(), jar.KeyLife)
	}
	if a.steps.Changed {
		a.setCookie(jar.Flow, a.s.steps.Seal(a.steps), jar.StepLife)
	}
	if a.left {
		a.setCookie(jar.Left, "1", jar.KeyLife)
	}
}

// rememberLife is how long a small choice is kept that a person asked for.
const rememberLife = 365 * 24 * time.Hour

// remember hands small choices to the browser.
func (a *ask) remember(choices map[string]string) {
	for name, value := range choices {
		a.setCookie(name, value, rememberLife)
	}
}

// shown is a journal that is only looked at.
type shown struct{ feature.Journal }

func (shown) Record(context.Context, ...ebb.Entry) error { return nil }

func (a *ask) setCookie(cookie, value string, life time.Duration) {
	jar.Set(a.w, a.s.secure(a.Request.Request), cookie, value, life)
}
