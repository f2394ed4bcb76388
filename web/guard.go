package web

import (
	"net"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"ebb"
)

// policy is what a page may load and do: nothing but what this server sends.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; " +
	"frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types ebb-sw"

const permissions = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), fullscreen=(), " +
	"geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), xr-spatial-tracking=()"

func (s *Server) headers(h http.Header, r *http.Request) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", permissions)
	h.Set("X-Robots-Tag", "noindex")
	h.Set("Cache-Control", "no-store")
	if s.secure(r) {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// noted remembers the status for the log.
type noted struct {
	http.ResponseWriter
	status int
}

func (n *noted) WriteHeader(code int) {
	if n.status == 0 {
		n.status = code
	}
	n.ResponseWriter.WriteHeader(code)
}

func (n *noted) Write(b []byte) (int, error) {
	if n.status == 0 {
		n.status = http.StatusOK
	}
	return n.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection.
func (n *noted) Unwrap() http.ResponseWriter { return n.ResponseWriter }

// guard stands in front of everything: headers, other sites, panics, the log.
func (s *Server) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		n := &noted{ResponseWriter: w}
		s.headers(w.Header(), r)
		defer s.record(n, r, began)
		defer s.broken(n, r)
		if crossing(cross, r) {
			s.fail(n, r, nil, &ebb.Problem{Status: http.StatusForbidden, Say: "web.bad.cross"})
			return
		}
		next.ServeHTTP(n, r)
	})
}

// crossing reports a request that another site may have made. Browsers say
// where a request comes from; one that brings a cookie and does not say is
// refused, where Go's own check would let it pass.
func crossing(check *http.CrossOriginProtection, r *http.Request) bool {
	if check.Check(r) != nil {
		return true
	}
	switch r.Method {
	case http.MethodGet, http.MethodHead, http.MethodOptions:
		return false
	}
	silent := r.Header.Get("Sec-Fetch-Site") == "" && r.Header.Get("Origin") == ""
	return silent && r.Header.Get("Cookie") != ""
}

// record writes one line: the route, never the address.
func (s *Server) record(n *noted, r *http.Request, began time.Time) {
	route := r.Pattern
	if route == "" {
		route = "none"
	}
	s.o.Log.Info("request", "route", route, "status", n.status, "ms", time.Since(began).Milliseconds())
}

// broken turns a panic into an answer. What it says may hold content, so only
// the stack is written down.
func (s *Server) broken(n *noted, r *http.Request) {
	v := recover()
	if v == nil {
		return
	}
	if v == http.ErrAbortHandler {
		panic(v)
	}
	s.o.Log.Error("a page broke", "route", r.Pattern, "stack", string(debug.Stack()))
	if n.status == 0 {
		s.fail(n, r, nil, errBroken)
	}
}

// secure reports whether the person's connection is encrypted.
func (s *Server) secure(r *http.Request) bool {
	return r.TLS != nil || s.origin.Scheme == "https" && strings.EqualFold(r.Host, s.origin.Host)
}

// private reports whether nobody on the way can read along: HTTPS, or the
// same machine by its own name. The name matters: a page of another site that
// has its name point here does not come by ours.
func (s *Server) private(r *http.Request) bool { return s.secure(r) || loopback(r.Host) }

func loopback(hostport string) bool {
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

func (s *Server) healthz(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	if err := s.o.Store.Healthy(r.Context()); err != nil {
		s.o.Log.Warn("not healthy", "error", err)
		w.WriteHeader(http.StatusServiceUnavailable)
		w.Write([]byte("the store cannot be written\n"))
		return
	}
	w.Write([]byte("ok\n"))
}

// address is where a request comes from, for limits and nothing else.
func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
