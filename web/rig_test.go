package web_test

import (
	"context"
	"encoding/json"
	"testing"

	"ebb"
	"ebb/feature"
	"ebb/feature/all"
	"ebb/internal/site"
	"ebb/store"
	"ebb/web"
)

func origin(o string) func(*web.Options) {
	return func(x *web.Options) { x.Origin = o }
}

func people(t *testing.T, s *site.Site) (n int) {
	t.Helper()
	if err := s.Store.People(context.Background(), func(store.ID, store.Person) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

// word is one thing said, for tests that need no more.
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

// words is a feature that records what it is told and shows it.
func words() *feature.Feature {
	show := func(r *feature.Request) (feature.Answer, error) {
		var all []string
		if r.Journal == nil {
			return feature.Answer{Raw: &feature.Raw{Type: "text/plain", Body: []byte("shut")}}, nil
		}
		err := feature.See(r, "word", func(h *heard) error { all = append(all, h.words...); return nil })
		body, _ := json.Marshal(all)
		return feature.Answer{Raw: &feature.Raw{Type: "text/plain", Body: body}}, err
	}
	say := func(r *feature.Request) (feature.Answer, error) {
		return feature.Answer{Goto: "/now/heard"}, r.Capture(r.Context(), "word.said", r.Now, word{r.FormValue("text")})
	}
	write := func(r *feature.Request) (feature.Answer, error) {
		return feature.Answer{Goto: "/heard"}, r.Record(ebb.New("word.said", r.Now, word{r.FormValue("text")}))
	}
	return &feature.Feature{
		Name: "word", Guard: feature.Free, Kinds: []string{"word.said"}, Fold: func() ebb.Fold { return &heard{} },
		Capture: func(_ string, raw json.RawMessage) (any, error) {
			var w word
			err := json.Unmarshal(raw, &w)
			return w, err
		},
		Pages: []feature.Page{
			{Path: "GET /now/heard", Serve: show},
			{Path: "POST /now/say", Serve: say},
			{Path: "GET /heard", Serve: show, Access: feature.Reader},
			{Path: "POST /write", Serve: write, Access: feature.Reader},
			{Path: "GET /secret", Serve: show, Access: feature.Reader, StepUp: true},
		},
	}
}

// wordy is a site with words and every feature of ebb's.
func wordy(t *testing.T, change ...func(*web.Options)) *site.Site {
	return site.New(t, append([]*feature.Feature{words()}, all.List()...), change...)
}
