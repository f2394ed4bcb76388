// Package api is what programs ask of ebb: captures of a paired device, and the
// pairing of a browser or a phone. openapi.json describes all of it, and a test
// holds the description against the running server.
//
// It promises that nil in an answer's list of kept ids means durable, that the
// same capture again changes nothing, that a token adds to one person's journal
// and reads nothing, and that every refusal is one JSON object with a sentence
// in it. It refuses fields and addresses that it does not know.
package api

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/internal/words"
	"ebb/web/ask"
	"ebb/web/door/device"
	"ebb/web/guard"
)

//go:embed openapi.json
var openAPI []byte

// Route is one address of the interface.
type Route struct {
	Pattern string
	http.Handler
}

// Routes lists them.
func Routes(h *ask.House) []Route {
	at := func(pattern string, f func(*call) (any, error)) Route {
		return Route{pattern, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { serve(h, w, r, f) })}
	}
	return []Route{
		at("POST /api/v1/capture", capture),
		at("POST /now/pair", pairHere),
		at("POST /pair", claim),
		at("GET /api/v1/openapi.json", func(*call) (any, error) { return json.RawMessage(openAPI), nil }),
		at("/api/", nowhere),
	}
}

// Speaks says whether an address answers in JSON, its refusals too.
func Speaks(r *http.Request) bool {
	path := r.URL.Path
	return strings.HasPrefix(path, "/api/") || r.Method == http.MethodPost && (path == "/now/pair" || path == "/pair")
}

// call is one request on its way.
type call struct {
	*http.Request
	house *ask.House
	w     http.ResponseWriter
}

const (
	bodyTime  = 30 * time.Second
	mostBytes = 1536 << 10 // as many captures as one request may bring
	codeBytes = 4 << 10
)

func serve(h *ask.House, w http.ResponseWriter, r *http.Request, f func(*call) (any, error)) {
	if !h.Private(r) {
		Fail(w, r, h.Pages.Words, &ebb.Problem{Status: http.StatusForbidden, Say: "devices.api.https"})
		return
	}
	answer, err := f(&call{r, h, w})
	if err != nil {
		p := guard.Problem(err)
		if p.Status >= http.StatusInternalServerError {
			h.Log.Error("refused", "route", r.Pattern, "say", p.Say, "error", guard.Cause(err))
		}
		refuse(w, r, h.Pages.Words, p, answer)
		return
	}
	send(w, r, http.StatusOK, answer)
}

func send(w http.ResponseWriter, r *http.Request, status int, answer any) {
	body, err := json.Marshal(answer)
	if err != nil {
		status, body = http.StatusInternalServerError, []byte(`{}`)
	}
	guard.Write(w, r, status, "application/json", body)
}

// refusal is what a program gets that is told no: a word for the program, a
// sentence for the person, and what was kept all the same.
type refusal struct {
	Error string `json:"error"`
	Say   string `json:"say"`
	*Kept
}

// Fail answers a refusal.
func Fail(w http.ResponseWriter, r *http.Request, book *words.Book, p *ebb.Problem) {
	refuse(w, r, book, p, nil)
}

func refuse(w http.ResponseWriter, r *http.Request, book *words.Book, p *ebb.Problem, answer any) {
	kept, _ := answer.(*Kept)
	if p.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	send(w, r, p.Status, refusal{p.Say, book.Say(p.Say, p.Args...), kept})
}

// read takes the JSON of a body, and nothing that it does not know.
func (c *call) read(into any, most int64) error {
	if kind, _, err := mime.ParseMediaType(c.Header.Get("Content-Type")); err != nil || kind != "application/json" {
		return &ebb.Problem{Status: http.StatusUnsupportedMediaType, Say: "devices.api.type"}
	}
	control := http.NewResponseController(c.w) // not every writer can, and tests need none
	control.SetReadDeadline(time.Now().Add(bodyTime))
	control.SetWriteDeadline(time.Now().Add(2 * bodyTime))
	d := json.NewDecoder(http.MaxBytesReader(c.w, c.Body, most))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return err
	}
	if _, after := d.Token(); err != nil || !errors.Is(after, io.EOF) {
		if errors.As(after, &large) {
			return after
		}
		return ebb.Bad("devices.api.body")
	}
	return nil
}

// bearer is the token that a device brings.
func (c *call) bearer() string {
	kind, token, _ := strings.Cut(c.Header.Get("Authorization"), " ")
	if !strings.EqualFold(kind, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// retry says in how long a device may come again.
func (c *call) retry(in time.Duration) error {
	c.w.Header().Set("Retry-After", strconv.Itoa(int(in.Seconds())+1))
	return &ebb.Problem{Status: http.StatusTooManyRequests, Say: "devices.api.often"}
}

// nowhere answers every other address, and every other method.
func nowhere(c *call) (any, error) {
	method, there := map[string]string{"/api/v1/capture": http.MethodPost, "/api/v1/openapi.json": http.MethodGet}[c.URL.Path]
	if !there {
		return nil, &ebb.Problem{Status: http.StatusNotFound, Say: "web.bad.none"}
	}
	c.w.Header().Set("Allow", method)
	return nil, &ebb.Problem{Status: http.StatusMethodNotAllowed, Say: "web.bad.method"}
}

// pairHere pairs the browser of somebody who is there, or says that it still is.
func pairHere(c *call) (any, error) {
	a, err := c.house.Enter(c.w, c.Request)
	if err != nil {
		return nil, err
	}
	defer a.Visit.Close()
	a.LeaveCookies()
	if a.Demo || a.State != feature.Draft && a.State != feature.Unlocked {
		return nil, &ebb.Problem{Status: http.StatusForbidden, Say: "devices.api.shut"}
	}
	var old former
	if c.ContentLength != 0 {
		if err := c.read(&old, codeBytes); err != nil {
			return nil, err
		}
	}
	person := a.Visit.Person()
	record, err := c.house.Desk.Again(c.Context(), person, c.bearer())
	if !errors.Is(err, device.ErrUnknown) {
		return record, err
	}
	if was := old.device(person); was != (ebb.ID{}) {
		if err := c.house.Desk.Former(c.Context(), person, was, a.Journal); err != nil {
			return nil, err
		}
	}
	id := ebb.NewID()
	if record, err = c.house.Desk.Pair(c.Context(), person, id); err != nil {
		return nil, err
	}
	if err := device.Note(a.Request, device.Paired, id, Browser(c.UserAgent())); err != nil {
		c.house.Log.Warn("a device has no label", "error", err)
	}
	return record, nil
}

// former is what a browser was paired as, whose token is nobody's any more.
type former struct {
	Person string `json:"person"`
	Device string `json:"device"`
}

// device is the old id, where it was of the same person.
func (f former) device(person ebb.ID) (id ebb.ID) {
	who, _ := base64.RawURLEncoding.DecodeString(f.Person)
	was, err := base64.RawURLEncoding.DecodeString(f.Device)
	if err == nil && len(was) == len(id) && bytes.Equal(who, person[:]) {
		copy(id[:], was)
	}
	return id
}

// claim pairs whoever brings a code from the page that pairs a phone.
func claim(c *call) (any, error) {
	var body struct {
		Code string `json:"code"`
	}
	if err := c.read(&body, codeBytes); err != nil {
		return nil, err
	}
	if !c.house.Tries.Allow(guard.Client(c.Request, c.house.Origin.Host != ""), c.house.Clock()) {
		return nil, c.retry(time.Minute)
	}
	return c.house.Desk.Claim(c.Context(), body.Code)
}
