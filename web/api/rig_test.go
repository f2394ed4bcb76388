package api_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ebb"
	"ebb/feature"
	"ebb/feature/all"
	"ebb/internal/phone"
	"ebb/internal/site"
	"ebb/internal/walk"
	"ebb/store"
	"ebb/web"
)

// word is one thing said; its page shows all of them, and how each came.
type word struct {
	Text string `json:"text" cbor:"1,keyasint"`
}

type heard struct{ words []string }

func (h *heard) Apply(_ uint64, e ebb.Event) error {
	var w word
	if e.Kind != "word.said" {
		return nil
	}
	err := e.Decode(&w)
	h.words = append(h.words, w.Text+"/"+e.Device)
	return err
}

func words() *feature.Feature {
	show := func(r *feature.Request) (feature.Answer, error) {
		var all []string
		err := feature.See(r, "word", func(h *heard) error { all = append(all, h.words...); return nil })
		slices.Sort(all)
		return feature.Answer{Raw: &feature.Raw{Type: "text/plain", Body: []byte(strings.Join(all, " "))}}, err
	}
	say := func(r *feature.Request) (feature.Answer, error) {
		return feature.Answer{Goto: "/heard"}, r.Capture(r.Context(), "word.said", r.Now, word{r.FormValue("text")})
	}
	return &feature.Feature{
		Name: "word", Guard: feature.Free, Kinds: []string{"word.said"}, Fold: func() ebb.Fold { return &heard{} },
		Capture: func(_ string, raw json.RawMessage) (any, error) {
			var w word
			err := json.Unmarshal(raw, &w)
			return w, err
		},
		Pages: []feature.Page{
			{Path: "GET /heard", Serve: show, Access: feature.Reader},
			{Path: "POST /now/say", Serve: say},
		},
	}
}

func features() []*feature.Feature { return append([]*feature.Feature{words()}, all.List()...) }

// rig is a server with one person, who is kept and unlocked in its browser.
type rig struct {
	*site.Site
	t *testing.T
}

// someone starts one. change may alter the options first.
func someone(t *testing.T, change ...func(*web.Options)) *rig {
	t.Helper()
	r := &rig{site.New(t, features(), change...), t}
	r.Send("/now/say", "text", "first")
	r.Keep()
	return r
}

// heard is all that stands in the journal, the first word left out.
func (r *rig) heard() string {
	r.t.Helper()
	r.look("/today") // joins what waits
	return strings.Join(strings.Fields(strings.Replace(r.look("/heard").Body, "first/web", "", 1)), " ")
}

func (r *rig) look(path string) *walk.Page {
	r.t.Helper()
	p, err := r.Get(path)
	if err != nil {
		r.t.Fatal(err)
	}
	return p
}

func (r *rig) wants(what, want string) {
	r.t.Helper()
	if got := r.heard(); got != want {
		r.t.Errorf("%s: the journal has %q, want %q", what, got, want)
	}
}

var link = regexp.MustCompile(`/pair#([A-Za-z0-9_-]{22})<`)

// code makes a pairing code, as the page does.
func (r *rig) code(label string) string {
	r.t.Helper()
	p := r.Send("/settings/devices/pair", "label", label)
	m := link.FindStringSubmatch(p.Body)
	if m == nil {
		r.t.Fatalf("no code on %s: %d %s", p.Path, p.Status, site.Text(p))
	}
	return m[1]
}

// pair pairs a phone.
func (r *rig) pair(label string) *phone.Phone {
	r.t.Helper()
	p, a, err := phone.Claim(r.Base, r.code(label))
	if err != nil || a.Status != 200 {
		r.t.Fatalf("%d %s %v", a.Status, a.Body, err)
	}
	return p
}

// says seals what a phone is told to say.
func says(t *testing.T, p *phone.Phone, text string) phone.Item {
	t.Helper()
	it, err := p.Capture("word.said", site.Start, word{text})
	if err != nil {
		t.Fatal(err)
	}
	return it
}

// sends posts, and fails the test where nothing answers.
func sends(t *testing.T, p *phone.Phone, items ...phone.Item) *phone.Answer {
	t.Helper()
	a, err := p.Send(items...)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// ask posts JSON.
func (r *rig) ask(s *walk.Site, path, token, body string) *phone.Answer {
	r.t.Helper()
	a, err := phone.Post(s, path, token, body)
	if err != nil {
		r.t.Fatal(err)
	}
	return a
}

// became is an answer in one line.
func became(a *phone.Answer) string {
	line := fmt.Sprintf("%d: %d kept", a.Status, len(a.Kept))
	for _, x := range a.Refused {
		line += ", " + x.Why
	}
	return line
}

// waiting counts what lies in all inboxes.
func (r *rig) waiting() (n int) {
	r.t.Helper()
	ctx := r.t.Context()
	var all []store.ID
	err := r.Store.People(ctx, func(id store.ID, _ store.Person) error { all = append(all, id); return nil })
	for _, id := range all {
		if err == nil {
			err = r.Store.Waiting(ctx, id, func(store.Item) error { n++; return nil })
		}
	}
	if err != nil {
		r.t.Fatal(err)
	}
	return n
}
