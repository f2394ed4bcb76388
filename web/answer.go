package web

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"ebb/feature"
	"ebb/web/api"
	"ebb/web/ask"
	"ebb/web/asset"
	"ebb/web/door"
	"ebb/web/guard"
	"ebb/web/jar"
	"ebb/web/page"
	"ebb/web/quiet"
	"ebb/web/remind"
)

var errBroken = errors.New("web: a page broke")

// page serves one entry: checks, then the page, then one place that answers.
func (s *Server) page(e ask.Entry) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !e.Plain && !s.house.Private(r) {
			s.insecure(w, r)
			return
		}
		if !s.house.Private(r) { // help, and nobody to know
			r.Header.Del("Cookie")
			w = guard.Mute{ResponseWriter: w}
		}
		a, err := s.house.Enter(w, r)
		if err != nil {
			s.fail(w, r, nil, err)
			return
		}
		defer a.Visit.Close()
		s.keys.Note(a)
		answer, err := serve(a, e)
		s.keys.GoOn(a)
		if err != nil {
			s.fail(w, r, a, err)
			return
		}
		if e.Path == "GET /today" || (e.Gates || e.Times) && a.Journal != nil { // a reminder that is not kept must not hide the page
			if err := remind.Refresh(a, s.reminders); err != nil {
				s.o.Log.Warn("reminders were not brought up to date", "error", err)
			}
		}
		if err := send(a, answer); err != nil {
			s.fail(w, r, a, err)
		}
	})
}

// serve asks the page, after everything that it declares.
func serve(a *ask.Ask, e ask.Entry) (feature.Answer, error) {
	if err := body(a, e); err != nil {
		return feature.Answer{}, err
	}
	a.Sent()
	if to := bar(a, e); to != "" {
		return feature.Answer{Goto: to}, nil
	}
	if to, err := gate(a, e); to != "" || err != nil {
		return feature.Answer{Goto: to}, err
	}
	if e.Doors != nil {
		return e.Doors(a)
	}
	return e.Serve(a.Request)
}

// bar says where to go instead of a page that is not open to this visit.
func bar(a *ask.Ask, e ask.Entry) string {
	switch {
	case (e.Access == feature.Reader || e.Guard > feature.Free || e.StepUp) && a.State == feature.Locked:
		return a.Opening()
	case e.StepUp && a.State == feature.Unlocked && !a.Visit.Stepped && !a.Demo:
		return "/step-up?next=" + url.QueryEscape(a.Here())
	}
	return ""
}

// gate says where to go instead of a page whose guard keeps it.
func gate(a *ask.Ask, e ask.Entry) (string, error) {
	if e.Guard <= feature.Free {
		return "", nil
	}
	is, f, err := a.Gate()
	switch {
	case err != nil || f == nil:
		return "", err
	case is == feature.Unasked:
		return f.Start() + "?next=" + url.QueryEscape(a.Here()), nil
	case !e.Guard.Shuts(is):
		return "", nil
	case is == feature.Skipped:
		return f.Start() + "/skipped?next=" + url.QueryEscape(a.Here()), nil
	}
	return f.Start() + "/closed", nil
}

const (
	bodyBytes = 64 << 10
	bodyTime  = 30 * time.Second
	slowTime  = 15 * time.Minute // for a page that reads a file
)

// body bounds what is sent and reads a form.
func body(a *ask.Ask, e ask.Entry) error {
	r, limit, patience := a.Request.Request, e.Body, bodyTime
	if limit == 0 {
		limit = bodyBytes
	}
	if e.Stream {
		patience = slowTime
	}
	a.Deadlines(patience, patience+bodyTime)
	r.Body = http.MaxBytesReader(a.Writer(), r.Body, limit)
	if e.Stream {
		return nil
	}
	return guard.ReadForm(r, limit)
}

// send turns an answer into bytes.
func send(a *ask.Ask, x feature.Answer) error {
	a.Remember(x.Remember)
	if x.Goto != "" {
		a.LeaveCookies()
		a.Writer().Header().Set("Location", guard.Local(x.Goto, "/"))
		a.Writer().WriteHeader(http.StatusSeeOther)
		return nil
	}
	if x.Raw != nil {
		a.LeaveCookies()
		return raw(a, x)
	}
	content, err := a.House.Pages.Part(x.Template, x.Data)
	if err != nil {
		return err
	}
	f := page.Frame{
		Title: x.Title, Where: x.Where, Back: x.Back, Place: x.Place, Night: x.Night, Scripts: x.Scripts, Demo: a.Demo,
		Notice: a.Visit.Notice, Content: content, Sent: a.Sends(x), Bare: x.Alone || x.Place == "" && (a.State == feature.Nobody || a.State == feature.Locked),
		Leaving: x.Template == "web/leave",
	}
	if f.Where == "" {
		f.Where = a.House.Pages.Date(a.Now)
		if f.Back == nil && strings.HasPrefix(a.URL.Path, "/"+x.Place+"/") && a.House.Pages.Words.Has("web.tab."+x.Place) {
			f.Back = &feature.Link{Href: "/" + x.Place, Text: a.Say("web.tab." + x.Place)}
		}
	}
	if a.State == feature.Draft && !ask.IsMoment(a.URL.Path) {
		f.Until = a.Until
	}
	watch(a, &f)
	if x.Static {
		f.Title, f.Bare, f.Notice, f.Until, f.App, f.Idle, f.Unseen = "", true, "", time.Time{}, "", 0, ""
	}
	if f.Leaving {
		f.Bare, f.Demo, f.Notice, f.Until, f.App, f.Idle, f.Unseen = true, false, "", time.Time{}, "", 0, ""
	}
	if f.Notice == door.Brought || f.Notice == door.Dropped {
		f.Scripts = append(slices.Clip(f.Scripts), "again")
	}
	body, err := a.House.Pages.Page(f)
	if err != nil {
		return err
	}
	if f.Notice != "" {
		a.House.Door.Noticed(a.Visit)
	}
	if x.Static || f.Leaving { // a device may keep it; only these
		body = standing(a, body)
	}
	if !x.Static {
		a.LeaveCookies()
	}
	guard.Write(a.Writer(), a.Request.Request, x.Status, "text/html; charset=utf-8", body)
	return nil
}

// standing is a page that is the same for everybody.
func standing(a *ask.Ask, body []byte) []byte {
	h := a.Writer().Header()
	h.Set("Cache-Control", "no-cache")
	h.Add("Vary", "Accept-Encoding")
	body, form := asset.Press(body, a.Header.Get("Accept-Encoding"))
	if form != "" {
		h.Set("Content-Encoding", form)
	}
	return body
}

// watch adds what was chosen in this browser about being seen. A hard moment is
// neither closed nor offered for the home screen.
func watch(a *ask.Ask, f *page.Frame) {
	q := a.Quiet
	f.Discreet = q.Discreet
	if f.Night || ask.IsMoment(a.URL.Path) {
		return
	}
	f.App = quiet.App(q)
	if (a.State == feature.Unlocked || a.State == feature.Draft) && q.Unseen() >= 0 && !a.Demo {
		f.Unseen = strconv.Itoa(q.Unseen())
	}
	if a.State == feature.Unlocked && !a.Demo {
		f.Idle = int(q.Idle().Seconds())
	}
}

func raw(a *ask.Ask, x feature.Answer) error {
	if x.Raw.Name != "" {
		a.Writer().Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": x.Raw.Name}))
	}
	if x.Raw.Stream != nil {
		return stream(a, x.Raw)
	}
	guard.Write(a.Writer(), a.Request.Request, x.Status, x.Raw.Type, x.Raw.Body)
	return nil
}

// stream sends a file as it is made. After its first byte there is no other way
// to say that it broke than to break off.
func stream(a *ask.Ask, r *feature.Raw) error {
	a.Writer().Header().Set("Content-Type", r.Type)
	if err := r.Stream(a.Writer()); err != nil {
		a.House.Log.Error("a file broke off", "error", guard.Cause(err))
		panic(http.ErrAbortHandler)
	}
	return nil
}

// fail is the one place that answers an error. a is nil where nobody knows yet
// who asks.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, a *ask.Ask, err error) {
	if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
		return // they have gone
	}
	p := guard.Problem(err)
	if p.Status >= http.StatusInternalServerError {
		s.o.Log.Error("refused", "route", r.Pattern, "say", p.Say, "error", guard.Cause(err))
	}
	if api.Speaks(r) {
		api.Fail(w, r, s.house.Pages.Words, p)
		return
	}
	sentence := s.house.Pages.Words.Say(p.Say, p.Args...)
	if r.Header.Get("Accept") == "text/plain" { // one of our scripts, which shows it in its page
		if a != nil {
			a.LeaveCookies()
		}
		guard.Write(w, r, p.Status, "text/plain; charset=utf-8", []byte(sentence))
		return
	}
	content, err := s.house.Pages.Part("web/problem", sentence)
	if err != nil {
		s.o.Log.Error("the page for problems broke", "error", err)
	}
	f := page.Frame{Content: content, Bare: true, Demo: s.house.Demo}
	if a != nil {
		f.Bare = a.State == feature.Nobody || a.State == feature.Locked
		if a.State == feature.Draft {
			f.Until = a.Until
		}
		a.LeaveCookies()
	}
	s.frame(w, r, p.Status, f)
}

// insecure answers over a connection that others can read.
func (s *Server) insecure(w http.ResponseWriter, r *http.Request) {
	content, err := s.house.Pages.Part("web/https", nil)
	if err != nil {
		s.fail(w, r, nil, err)
		return
	}
	s.frame(w, r, http.StatusForbidden, page.Frame{Content: content, Bare: true})
}

// frame sends a page that no feature has made.
func (s *Server) frame(w http.ResponseWriter, r *http.Request, status int, f page.Frame) {
	f.Where = s.house.Pages.Date(s.house.Clock().In(jar.Zone(r)))
	body, err := s.house.Pages.Page(f)
	if err != nil {
		s.o.Log.Error("the frame broke", "error", err)
	}
	guard.Write(w, r, status, "text/html; charset=utf-8", body)
}
