// Package guard is what stands in front of every page: the headers of every
// answer, other sites, forms that are none of ours, addresses of other hosts,
// and too many tries. It promises to fail closed: what it cannot judge it
// refuses. It refuses to know who somebody is.
package guard

import (
	"net"
	"net/http"
	"strconv"
	"strings"
)

// policy is what a page may load and do: nothing but what this server sends.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; " +
	"frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types ebb-sw"

const permissions = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), " +
	"geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), xr-spatial-tracking=()"

// Headers sets what every answer carries; secure adds what only HTTPS may.
func Headers(h http.Header, secure bool) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", permissions)
	h.Set("X-Robots-Tag", "noindex")
	h.Set("Cache-Control", "no-store")
	if secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// Noted remembers the status for the log.
type Noted struct {
	http.ResponseWriter
	Status int
}

func (n *Noted) WriteHeader(code int) {
	if n.Status == 0 {
		n.Status = code
	}
	n.ResponseWriter.WriteHeader(code)
}

func (n *Noted) Write(b []byte) (int, error) {
	if n.Status == 0 {
		n.Status = http.StatusOK
	}
	return n.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (n *Noted) Unwrap() http.ResponseWriter { return n.ResponseWriter }

// Mute keeps cookies off a connection that others can read.
type Mute struct{ http.ResponseWriter }

func (m Mute) WriteHeader(code int) {
	m.Header().Del("Set-Cookie")
	m.ResponseWriter.WriteHeader(code)
}

// Unwrap lets http.ResponseController reach the connection.
func (m Mute) Unwrap() http.ResponseWriter { return m.ResponseWriter }

// Crossing reports a request that another site may have made. Browsers say
// where a request comes from; one that brings a cookie and does not say is
// refused, where Go's own check would let it pass.
func Crossing(check *http.CrossOriginProtection, r *http.Request) bool {
	if check.Check(r) != nil || embedded(r) {
		return true
	}
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return false
	}
	silent := r.Header.Get("Sec-Fetch-Site") == "" && r.Header.Get("Origin") == ""
	return silent && r.Header.Get("Cookie") != ""
}

// embedded reports what a page elsewhere loads by itself: a picture, a frame, a
// script's request. It would come with cookies from another port of this machine
// or from a sister host, and keep a session awake or end it. Somebody who follows
// a link is let through.
func embedded(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "cross-site", "same-site":
		return r.Header.Get("Sec-Fetch-Mode") != "navigate" || r.Header.Get("Sec-Fetch-Dest") != "document"
	}
	return false
}

// Loopback says whether a host is this machine by its own name.
func Loopback(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.Trim(hostport, "[]")
	}
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// Client is where a request comes from, for limits and nothing else: of IPv6 the
// part that a household has. behind says that a web server of our own stands in
// front: then what it says counts, where it speaks from this machine.
func Client(r *http.Request, behind bool) string {
	from := Address(r)
	if said := r.Header.Values("X-Forwarded-For"); behind && len(said) > 0 && Loopback(from) {
		all := strings.Split(said[len(said)-1], ",")
		if ip := net.ParseIP(strings.TrimSpace(all[len(all)-1])); ip != nil {
			from = ip.String()
		}
	}
	if ip := net.ParseIP(from); ip != nil && ip.To4() == nil {
		return ip.Mask(net.CIDRMask(64, 128)).String()
	}
	return from
}

// Address is the other end of the connection.
func Address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// Write sends a whole answer; status 0 is 200.
func Write(w http.ResponseWriter, r *http.Request, status int, kind string, body []byte) {
	if status == 0 {
		status = http.StatusOK
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(body)
	}
}
