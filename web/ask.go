package web

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/web/door"
)

// ask is one request on its way through: who it comes from and what will be
// sent beside the answer.
type ask struct {
	*feature.Request
	s     *Server
	visit *door.Visit
	steps *steps
	w     http.ResponseWriter
	left  bool // the answer marks that the person left
}

// Names of cookies; over HTTPS each begins with __Host-.
const (
	cookieKey   = "ebb"
	cookieSteps = "ebb-steps"
	cookieLeft  = "ebb-left"
	cookieZone  = "zone"
)

func (s *Server) cookieName(r *http.Request, name string) string {
	if s.secure(r) {
		return "__Host-" + name
	}
	return name
}

func (s *Server) cookie(r *http.Request, name string) string {
	c, err := r.Cookie(s.cookieName(r, name))
	if err != nil {
		return ""
	}
	return c.Value
}

// setCookie hands a value to the browser; "" takes it back.
func (s *Server) setCookie(w http.ResponseWriter, r *http.Request, name, value string, life time.Duration) {
	c := &http.Cookie{
		Name: s.cookieName(r, name), Value: value, Path: "/", HttpOnly: true,
		Secure: s.secure(r), SameSite: http.SameSiteStrictMode, MaxAge: int(life.Seconds()),
	}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

// keyLife is how long a browser keeps its key: longer than any draft, so that
// the last visit decides.
const keyLife = 10 * 24 * time.Hour

// enter finds out who is behind r.
func (s *Server) enter(w http.ResponseWriter, r *http.Request) (*ask, error) {
	a := &ask{s: s, w: w}
	now := s.o.Clock().In(zoneOf(r))
	a.steps = s.steps.open(s.cookie(r, cookieSteps), now)
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
	k := door.Knock{Left: s.cookie(r, cookieLeft) != "", Moment: isMoment(r.URL.Path)}
	if value := s.cookie(r, cookieKey); value != "" {
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

var zoneName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$`)

// zoneOf is the zone that the page's script has named, else the server's.
func zoneOf(r *http.Request) *time.Location {
	c, err := r.Cookie(cookieZone)
	if err != nil || len(c.Value) > 64 || c.Value == "Local" || !zoneName.MatchString(c.Value) {
		return time.Local
	}
	zone, err := time.LoadLocation(c.Value)
	if err != nil {
		return time.Local
	}
	return zone
}

// leaveCookies writes what the browser has to remember.
func (a *ask) leaveCookies() {
	if a.s.o.Demo {
		return
	}
	r := a.Request.Request
	if a.visit.Key != nil {
		a.s.setCookie(a.w, r, cookieKey, a.visit.Key.String(), keyLife)
	}
	if a.steps.changed {
		a.s.setCookie(a.w, r, cookieSteps, a.s.steps.seal(a.steps), stepLife)
	}
	if a.left {
		a.s.setCookie(a.w, r, cookieLeft, "1", keyLife)
	}
}

// rememberLife is how long a small choice is kept that a person asked for.
const rememberLife = 365 * 24 * time.Hour

// remember hands small choices to the browser.
func (a *ask) remember(choices map[string]string) {
	for name, value := range choices {
		a.s.setCookie(a.w, a.Request.Request, name, value, rememberLife)
	}
}

// shown is a journal that is only looked at.
type shown struct{ feature.Journal }

func (shown) Record(context.Context, ...ebb.Entry) error { return nil }

// local returns where if it is an address of this site, else otherwise.
func local(where, otherwise string) string {
	if !strings.HasPrefix(where, "/") || strings.HasPrefix(where, "//") || len(where) > 1024 {
		return otherwise
	}
	for _, c := range where {
		if c < 0x21 || c > 0x7e || c == '\\' {
			return otherwise
		}
	}
	return where
}
