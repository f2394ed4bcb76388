// Package jar is what a browser holds for ebb: the cookies, named by scheme as
// browsers want them, the zone that the page's script has named, and the short
// memory of flows.
//
// It promises that nothing in a cookie can be read or made by anybody without
// the server's key, but for the zone and small choices about this browser that
// say nothing of anybody. It refuses to say who somebody is.
package jar

import (
	"net/http"
	"regexp"
	"time"
)

// Names of cookies; over HTTPS each begins with __Host-.
const (
	Key   = "ebb"
	Flow  = "ebb-steps"
	Left  = "ebb-left"
	Whose = "ebb-whose"
	Seen  = "ebb-seen"
	where = "zone"
)

// KeyLife is how long a browser keeps its key: longer than any draft, so that
// the last visit decides.
const KeyLife = 10 * 24 * time.Hour

// WhoseLife is how long a browser belongs to the person who opened it last.
const WhoseLife = 180 * 24 * time.Hour

func name(secure bool, cookie string) string {
	if secure {
		return "__Host-" + cookie
	}
	return cookie
}

// Get reads a cookie, "" where there is none.
func Get(r *http.Request, secure bool, cookie string) string {
	c, err := r.Cookie(name(secure, cookie))
	if err != nil {
		return ""
	}
	return c.Value
}

// Set hands a value to the browser; "" takes it back.
func Set(w http.ResponseWriter, secure bool, cookie, value string, life time.Duration) {
	set(w, secure, cookie, value, life, true)
}

func set(w http.ResponseWriter, secure bool, cookie, value string, life time.Duration, serverOnly bool) {
	c := &http.Cookie{
		Name: name(secure, cookie), Value: value, Path: "/", HttpOnly: serverOnly,
		Secure: secure, SameSite: http.SameSiteStrictMode, MaxAge: int(life.Seconds()),
	}
	if value == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}

var zoneName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$`)

// Zone is the zone that the page's script has named, else the server's.
func Zone(r *http.Request) *time.Location {
	c, err := r.Cookie(where)
	if err != nil || len(c.Value) > 64 || c.Value == "Local" || !zoneName.MatchString(c.Value) {
		return time.Local
	}
	zone, err := time.LoadLocation(c.Value)
	if err != nil {
		return time.Local
	}
	return zone
}
