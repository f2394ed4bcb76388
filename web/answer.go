package web

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"time"

	"ebb/feature"
	"ebb/web/guard"
	"ebb/web/jar"
	"ebb/web/page"
)

var errBroken = errors.New("web: a page broke")

// page serves one entry: checks, then the page, then one place that answers.
func (s *Server) page(e entry) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !e.plain && !s.private(r) {
			s.insecure(w, r)
			return
		}
		if !s.private(r) { // help, and nobody to know
			r.Header.Del("Cookie")
			w = guard.Mute{ResponseWriter: w}
		}
		a, err := s.enter(w, r)
		if err != nil {
			s.fail(w, r, nil, err)
			return
		}
		defer a.visit.Close()
		answer, err := a.serve(e)
		if err != nil {
			s.fail(w, r, a, err)
			return
		}
		if err := a.send(answer); err != nil {
			s.fail(w, r, a, err)
		}
	})
}

// serve asks the page, after everything that it declares.
func (a *ask) serve(e entry) (feature.Answer, error) {
	if err := a.body(e); err != nil {
		return feature.Answer{}, err
	}
	if to := a.bar(e); to != "" {
		return feature.Answer{Goto: to}, nil
	}
	if to, err := a.gate(e); to != "" || err != nil {
		return feature.Answer{Goto: to}, err
	}
	if e.doors != nil {
		return e.doors(a)
	}
	return e.Serve(a.Request)
}

// bar says where to go instead of a page that is not open to this visit.
func (a *ask) bar(e entry) string {
	switch {
	case (e.Access == feature.Reader || e.gated || e.StepUp) && a.State == feature.Locked:
		return a.opening()
	case e.StepUp && a.State == feature.Unlocked && !a.visit.Stepped && !a.Demo:
		return "/step-up?next=" + url.QueryEscape(a.here())
	}
	return ""
}

// opening is where a locked journal is opened.
func (a *ask) opening() string {
	if a.visit.Left {
		return "/back?next=" + url.QueryEscape(a.here())
	}
	return "/unlock?next=" + url.QueryEscape(a.here())
}

// here is the page to come back to: this one, or for a form Today.
func (a *ask) here() string {
	if a.Method == http.MethodGet || a.Method == http.MethodHead {
		return a.URL.Path
	}
	return "/today"
}

// gate asks the one feature that has a gate.
func (a *ask) gate(e entry) (string, error) {
	if !e.gated {
		return "", nil
	}
	for _, f := range a.s.o.Features {
		if f.Gate == nil {
			continue
		}
		is, err := f.Gate(a.Request)
		switch {
		case err != nil:
			return "", err
		case is == feature.Closed:
			return f.Start() + "/closed", nil
		case is == feature.Unasked:
			return f.Start() + "?next=" + url.QueryEscape(a.here()), nil
		}
	}
	return "", nil
}

const (
	bodyBytes = 64 << 10
	bodyTime  = 30 * time.Second
	slowTime  = 15 * time.Minute // for a page that reads a file
)

// body bounds what is sent and reads a form.
func (a *ask) body(e entry) error {
	r, limit, patience := a.Request.Request, e.Body, bodyTime
	if limit == 0 {
		limit = bodyBytes
	}
	if e.Stream {
		patience = slowTime
	}
	deadline := http.NewResponseController(a.w)
	deadline.SetReadDeadline(time.Now().Add(patience)) // not every writer can, and tests need none
	deadline.SetWriteDeadline(time.Now().Add(patience + bodyTime))
	r.Body = http.MaxBytesReader(a.w, r.Body, limit)
	if e.Stream {
		return nil
	}
	return guard.ReadForm(r, limit)
}

// send turns an answer into bytes.
func (a *ask) send(x feature.Answer) error {
	a.remember(x.Remember)
	if x.Goto != "" {
		a.leaveCookies()
		a.w.Header().Set("Location", guard.Local(x.Goto, "/"))
		a.w.WriteHeader(http.StatusSeeOther)
		return nil
	}
	if x.Raw != nil {
		a.leaveCookies()
		return a.raw(x)
	}
	content, err := a.s.pages.Part(x.Template, x.Data)
	if err != nil {
		return err
	}
	f := page.Frame{
		Title: x.Title, Where: x.Where, Back: x.Back, Place: x.Place, Night: x.Night, Scripts: x.Scripts, Demo: a.Demo,
		Notice: a.visit.Notice, Content: content, Bare: x.Alone || x.Place == "" && (a.State == feature.Nobody || a.State == feature.Locked),
		Leaving: x.Template == "web/leave",
	}
	if f.Where == "" {
		f.Where = a.s.pages.Date(a.Now)
	}
	if a.State == feature.Draft && !isMoment(a.URL.Path) {
		f.Until = a.Until
	}
	if f.Leaving {
		f.Bare, f.Demo, f.Notice, f.Until = true, false, "", time.Time{}
	}
	body, err := a.s.pages.Page(f)
	if err != nil {
		return err
	}
	if f.Notice != "" {
		a.s.door.Noticed(a.visit)
	}
	a.leaveCookies()
	guard.Write(a.w, a.Request.Request, x.Status, "text/html; charset=utf-8", body)
	return nil
}

func (a *ask) raw(x feature.Answer) error {
	if x.Raw.Name != "" {
		a.w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": x.Raw.Name}))
	}
	guard.Write(a.w, a.Request.Request, x.Status, x.Raw.Type, x.Raw.Body)
	return nil
}

// fail is the one place that answers an error. a is nil where nobody knows yet
// who asks.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, a *ask, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		return // they have gone
	}
	p := guard.Problem(err)
	if p.Status >= http.StatusInternalServerError {
		s.o.Log.Error("refused", "route", r.Pattern, "say", p.Say, "error", guard.Cause(err))
	}
	sentence := s.pages.Words.Say(p.Say, p.Args...)
	if r.Header.Get("Accept") == "text/plain" { // one of our scripts, which shows it in its page
		if a != nil {
			a.leaveCookies()
		}
		guard.Write(w, r, p.Status, "text/plain; charset=utf-8", []byte(sentence))
		return
	}
	content, err := s.pages.Part("web/problem", sentence)
	if err != nil {
		s.o.Log.Error("the page for problems broke", "error", err)
	}
	f := page.Frame{Content: content, Bare: true, Demo: s.o.Demo}
	if a != nil {
		f.Bare = a.State == feature.Nobody || a.State == feature.Locked
		if a.State == feature.Draft {
			f.Until = a.Until
		}
		a.leaveCookies()
	}
	s.frame(w, r, p.Status, f)
}

// insecure answers over a connection that others can read.
func (s *Server) insecure(w http.ResponseWriter, r *http.Request) {
	content, err := s.pages.Part("web/https", nil)
	if err != nil {
		s.fail(w, r, nil, err)
		return
	}
	s.frame(w, r, http.StatusForbidden, page.Frame{Content: content, Bare: true})
}

// frame sends a page that no feature has made.
func (s *Server) frame(w http.ResponseWriter, r *http.Request, status int, f page.Frame) {
	f.Where = s.pages.Date(s.o.Clock().In(jar.Zone(r)))
	body, err := s.pages.Page(f)
	if err != nil {
		s.o.Log.Error("the frame broke", "error", err)
	}
	guard.Write(w, r, status, "text/html; charset=utf-8", body)
}
