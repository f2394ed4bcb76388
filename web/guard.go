package web

import (
	"net/http"
	"runtime/debug"
	"time"

	"ebb"
	"ebb/web/guard"
)

// guard stands in front of everything: headers, other sites, panics, the log.
func (s *Server) guard(next http.Handler) http.Handler {
	cross := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		n := &guard.Noted{ResponseWriter: w}
		guard.Headers(w.Header(), s.house.Secure(r))
		defer s.record(n, r, began)
		defer s.broken(n, r)
		if guard.Crossing(cross, r) {
			s.fail(n, r, nil, &ebb.Problem{Status: http.StatusForbidden, Say: "web.bad.cross"})
			return
		}
		next.ServeHTTP(n, r)
	})
}

// record writes one line: the route, never the address.
func (s *Server) record(n *guard.Noted, r *http.Request, began time.Time) {
	route := r.Pattern
	if route == "" {
		route = "none"
	}
	s.o.Log.Info("request", "route", route, "status", n.Status, "ms", time.Since(began).Milliseconds())
}

// broken turns a panic into an answer. What it says may hold content, so only
// the stack is written down.
func (s *Server) broken(n *guard.Noted, r *http.Request) {
	v := recover()
	if v == nil {
		return
	}
	if v == http.ErrAbortHandler {
		panic(v)
	}
	s.o.Log.Error("a page broke", "route", r.Pattern, "stack", string(debug.Stack()))
	if n.Status == 0 {
		s.fail(n, r, nil, errBroken)
	}
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
