// Package ask is one request on its way through the shell: who it comes from,
// what the kit hands to a page, and what the browser has to remember afterwards.
// The shell's own pages are written against it.
//
// It promises that a page sees one person only, the one who asks, and that the
// demo writes nothing. It refuses to render and to answer.
package ask

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/store"
	"ebb/vault/name"
	"ebb/web/door"
	"ebb/web/door/device"
	"ebb/web/door/passkey"
	"ebb/web/door/remind"
	"ebb/web/door/rounds"
	"ebb/web/door/witness"
	"ebb/web/guard"
	"ebb/web/jar"
	"ebb/web/page"
)

// House is what all requests share.
type House struct {
	Door      *door.Door
	Pages     *page.Set
	Features  []*feature.Feature
	Clock     ebb.Clock
	Log       *slog.Logger
	Origin    *url.URL // the address people type, where it differs
	Demo      bool     // show Show to everybody and write nothing
	Show      feature.Journal
	Steps     jar.Box
	Desk      *device.Desk
	Tries     guard.Tries
	Passkeys  passkey.Desk
	Store     store.Store
	Witness   *witness.Keeper
	Rounds    *rounds.Rounds
	Reminders *remind.Book
	// CodeBeside says that a recovery code may lie in a file beside the data.
	CodeBeside bool

	sent forms
}

// Secure reports whether the person's connection is encrypted.
func (h *House) Secure(r *http.Request) bool {
	return r.TLS != nil || h.Origin.Scheme == "https" && strings.EqualFold(r.Host, h.Origin.Host)
}

// Private reports whether nobody on the way can read along: HTTPS, or the
// same machine by its own name. The name matters: a page of another site that
// has its name point here does not come by ours.
func (h *House) Private(r *http.Request) bool { return h.Secure(r) || guard.Loopback(r.Host) }

// Ask is one request: who it comes from and what will be sent beside the
// answer.
type Ask struct {
	*feature.Request
	House *House
	Visit *door.Visit
	Quiet jar.Quiet // what was chosen in this browser about being seen

	// Finding is what of the entries that this browser saw is not there any more;
	// nil where all are.
	Finding *witness.Finding

	steps *jar.Steps
	seen  *witness.Seen
	w     http.ResponseWriter
}

// Entry is one page and what the kit enforces for it.
type Entry struct {
	feature.Page
	Doors func(*Ask) (feature.Answer, error) // pages of the shell, instead of Serve
	Plain bool                               // also over a connection that others can read
	Gates bool                               // what it keeps may close and open others
}

// Origin is where the browser speaks from, as it says itself.
func (a *Ask) Origin() string {
	if a.House.Secure(a.Request.Request) {
		return "https://" + a.Host
	}
	return "http://" + a.Host
}

// Enter finds out who is behind r.
func (h *House) Enter(w http.ResponseWriter, r *http.Request) (*Ask, error) {
	a := &Ask{House: h, w: w}
	now := h.Clock().In(jar.Zone(r))
	a.steps = h.Steps.Open(jar.Get(r, h.Secure(r), jar.Flow), now)
	a.Request = &feature.Request{Request: r, Now: now, Words: h.Pages.Words, Demo: h.Demo, Steps: a.steps}
	a.Request.Aids, a.Request.Week, a.Request.Missed = a.aids, a.week, a.missed
	a.Quiet = jar.Choices(r, h.Secure(r))
	a.Discreet = a.Quiet.Discreet
	if h.Demo {
		a.State, a.Journal, a.Visit = feature.Unlocked, shown{h.Show}, &door.Visit{}
		a.Capture = func(context.Context, string, time.Time, any) error { return nil }
		return a, nil
	}
	knock := h.knock(r)
	v, err := h.Door.Enter(r.Context(), knock)
	if err != nil {
		return nil, err
	}
	a.adopt(v)
	if jar.Due(r, h.Secure(r), now) {
		if err := a.settle(knock); err != nil {
			return nil, err
		}
	}
	if r.Method == http.MethodGet {
		h.Door.Drain(r.Context(), a.Visit)
	}
	if err := a.witness(); err != nil {
		h.Log.Warn("what the browser saw was not compared", "error", err)
	}
	return a, nil
}

// Shut locks, or where there is nothing to lock with marks that the person has
// left. Whatever the store says, the browser has lost its key and this process
// takes the session for ended.
func (a *Ask) Shut() {
	a.Clear()
	switch a.State {
	case feature.Draft:
		a.SetCookie(jar.Left, "1", jar.KeyLife)
	case feature.Unlocked:
		a.SetCookie(jar.Key, "", 0)
	}
	a.SetCookie(jar.Lock, "", 0)
	if err := a.House.Door.Lock(a.Context(), a.Visit); err != nil {
		a.House.Log.Warn("a session could not be ended", "error", err)
	}
}

// settle does what a request should have done that was lost: the browser asks
// to be locked since. Nothing else comes before it.
func (a *Ask) settle(k door.Knock) error {
	k.Left = k.Left || a.State == feature.Draft
	a.Shut()
	a.Visit.Close()
	v, err := a.House.Door.Enter(a.Context(), k)
	if err != nil {
		return err
	}
	a.adopt(v)
	return nil
}

// adopt makes v the one behind the request.
func (a *Ask) adopt(v *door.Visit) {
	a.Visit, a.State, a.Journal = v, v.State, v.Journal
	if !v.Until.IsZero() {
		a.Until = v.Until.In(a.Now.Location())
	}
	a.Capture = func(ctx context.Context, kind string, at time.Time, body any) error {
		return a.House.Door.Capture(ctx, v, a.EventID(), kind, at, body)
	}
}

func (h *House) knock(r *http.Request) door.Knock {
	k := door.Knock{Left: jar.Get(r, h.Secure(r), jar.Left) != "", Moment: IsMoment(r.URL.Path)}
	if from := guard.Client(r, h.Origin.Host != ""); !guard.Loopback(from) {
		k.From = from
	}
	k.Idle, k.Mark = jar.Choices(r, h.Secure(r)).Idle(), jar.Get(r, h.Secure(r), jar.Whose)
	if value := jar.Get(r, h.Secure(r), jar.Key); value != "" {
		k.Key, _ = door.ParseKey(value)
	}
	return k
}

// IsMoment says whether a path belongs to a hard moment, which no idle lock
// ends: its pages, and what they send by themselves.
func IsMoment(path string) bool {
	return path == "/now" || strings.HasPrefix(path, "/now/") || path == "/api/v1/capture"
}

// IsHelp says whether a pattern is help, which works over any connection.
func IsHelp(pattern string) bool {
	_, path, _ := strings.Cut(pattern, " ")
	return path == "/help" || strings.HasPrefix(path, "/help/") || path == "/leave"
}

// LeaveCookies writes what the browser has to remember.
func (a *Ask) LeaveCookies() {
	if a.Demo {
		return
	}
	// A page's script asks in the background, and its answer may come after that to
	// the first save, whose key it must not replace.
	behind := a.State == feature.Nobody && a.URL.Path == "/now/mine"
	if a.Visit.Key != nil && !behind {
		a.SetCookie(jar.Key, a.Visit.Key.String(), jar.KeyLife)
	}
	if a.steps.Changed {
		a.SetCookie(jar.Flow, a.House.Steps.Seal(a.steps), jar.StepLife)
	}
	if a.Visit.State == feature.Unlocked {
		a.belong()
		a.remember()
	}
}

// belong marks the browser as its person's, so that it stays theirs while
// locked and beside others.
func (a *Ask) belong() {
	mark, err := a.House.Door.Host().Mark(a.Visit.Person())
	if had := jar.Get(a.Request.Request, a.House.Secure(a.Request.Request), jar.Whose); err == nil && mark != had {
		a.SetCookie(jar.Whose, mark, jar.WhoseLife)
	}
}

// rememberLife is how long a small choice is kept that a person asked for.
const rememberLife = 365 * 24 * time.Hour

// Remember hands small choices to the browser.
func (a *Ask) Remember(choices map[string]string) {
	for name, value := range choices {
		a.SetCookie(name, value, rememberLife)
	}
}

// shown is a journal that is only looked at.
type shown struct{ feature.Journal }

func (shown) Record(context.Context, ...ebb.Entry) error { return nil }

// SetCookie hands a value to the browser; "" takes it back.
func (a *Ask) SetCookie(cookie, value string, life time.Duration) {
	jar.Set(a.w, a.House.Secure(a.Request.Request), cookie, value, life)
}

// Clear forgets what flows have remembered.
func (a *Ask) Clear() { a.steps.Clear() }

// Deadlines bounds how long the request may take to arrive and the answer to be
// taken. Not every writer can, and tests need none.
func (a *Ask) Deadlines(read, write time.Duration) {
	c := http.NewResponseController(a.w)
	c.SetReadDeadline(time.Now().Add(read))
	c.SetWriteDeadline(time.Now().Add(write))
}

// Writer is where the answer goes.
func (a *Ask) Writer() http.ResponseWriter { return a.w }

// Opening is where a locked journal is opened.
func (a *Ask) Opening() string {
	if a.Visit.Left {
		return "/back?next=" + url.QueryEscape(a.Here())
	}
	return "/unlock?next=" + url.QueryEscape(a.Here())
}

// Here is the page to come back to: this one, or for a form Today.
func (a *Ask) Here() string {
	if a.Method == http.MethodGet || a.Method == http.MethodHead {
		return a.URL.Path
	}
	return "/today"
}

// After is where the person wanted to go.
func (a *Ask) After() string { return guard.Local(a.FormValue("next"), "/today") }

// Try runs f unless there were many tries from the same address, or for the name
// that was typed, if one was.
func (a *Ask) Try(typed string, f func() error) (bool, error) {
	from, now := guard.Client(a.Request.Request, a.House.Origin.Host != ""), a.House.Clock()
	if !a.House.Tries.Allow(from, now) || typed != "" && !a.House.Tries.Allow("name "+name.Clean(typed), now) {
		return false, &ebb.Problem{Status: http.StatusTooManyRequests, Say: "web.unlock.often"}
	}
	err := f()
	return err == nil, err
}
