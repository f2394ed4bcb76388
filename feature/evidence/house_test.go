package evidence_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"html"
	"html/template"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/evidence"
	"ebb/internal/words"
)

// house is as much of the shell as the pages need: routes, templates, a
// journal in memory and the memory between steps.
type house struct {
	t       *testing.T
	feature *feature.Feature
	book    *words.Book
	tmpl    *template.Template
	mux     *http.ServeMux
	journal *journal
	steps   steps
	now     time.Time
	answer  feature.Answer
	err     error
}

func newHouse(t *testing.T) *house {
	t.Helper()
	f := evidence.Feature()
	book, err := words.Read("en", f.Files)
	if err != nil {
		t.Fatal(err)
	}
	h := &house{
		t: t, feature: f, book: book, mux: http.NewServeMux(), steps: steps{},
		journal: &journal{fresh: f.Fold, blobs: map[ebb.ID][]byte{}},
		now:     time.Date(2026, 11, 22, 20, 0, 0, 0, time.FixedZone("", 3600)),
	}
	h.tmpl = template.Must(template.New("").Funcs(template.FuncMap{"say": book.Say}).ParseFS(f.Files, "*.tmpl"))
	template.Must(h.tmpl.Parse(`{{define "chart"}}{{.SVG}}<p>{{.Sentence}}</p>{{template "table" .Table}}{{end}}
{{define "table"}}<table>{{range .Rows}}<tr>{{range .}}<td>{{.}}</td>{{end}}</tr>{{end}}</table>{{end}}{{define "source"}}{{.}}{{end}}`))
	for _, p := range f.Pages {
		h.mux.HandleFunc(p.Path, func(_ http.ResponseWriter, r *http.Request) {
			if !p.Stream {
				_ = r.ParseForm()
			}
			h.answer, h.err = p.Serve(h.request(r))
		})
	}
	return h
}

func (h *house) request(r *http.Request) *feature.Request {
	return &feature.Request{Request: r, Now: h.now, Words: h.book, Journal: h.journal, Steps: h.steps, State: feature.Unlocked}
}

// do sends a request, follows where it leads, and gives the page's text.
func (h *house) do(r *http.Request) string {
	h.t.Helper()
	h.answer, h.err = feature.Answer{}, nil
	h.mux.ServeHTTP(httptest.NewRecorder(), r)
	if h.err != nil {
		var p *ebb.Problem
		if !errors.As(h.err, &p) {
			h.t.Fatalf("%s %s: %v", r.Method, r.URL, h.err)
		}
		if !h.book.Has(p.Say) {
			h.t.Errorf("no sentence for %s", p.Say)
		}
		return h.book.Say(p.Say, p.Args...)
	}
	if h.answer.Goto != "" {
		return h.get(h.answer.Goto)
	}
	if !h.book.Has(h.answer.Title) {
		h.t.Errorf("no title %q", h.answer.Title)
	}
	var out bytes.Buffer
	if err := h.tmpl.ExecuteTemplate(&out, h.answer.Template, h.answer.Data); err != nil {
		h.t.Fatal(err)
	}
	if strings.Contains(out.String(), "⟦") {
		h.t.Errorf("a sentence is missing in %s:\n%s", h.answer.Template, out.String())
	}
	return html.UnescapeString(out.String())
}

func (h *house) get(path string) string {
	h.t.Helper()
	return h.do(httptest.NewRequest("GET", path, nil))
}

func (h *house) post(path string, fields ...string) string {
	h.t.Helper()
	v := url.Values{}
	for i := 0; i < len(fields); i += 2 {
		v.Set(fields[i], fields[i+1])
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(v.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return h.do(r)
}

// send uploads a file as a browser's form does.
func (h *house) send(way string, file io.Reader) string {
	h.t.Helper()
	body, w := io.Pipe()
	form := multipart.NewWriter(w)
	go func() {
		_ = form.WriteField("way", way)
		part, _ := form.CreateFormFile("file", "WhatsApp Chat with Sam.txt")
		_, _ = io.Copy(part, file)
		_ = form.Close()
		_ = w.Close()
	}()
	r := httptest.NewRequest("POST", "/patterns/messages/add", body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	defer body.Close()
	return h.do(r)
}

// steps keeps values as JSON, as the cookie does, and holds their size.
type steps map[string][]byte

func (s steps) Keep(name string, v any) {
	b, err := json.Marshal(v)
	if err != nil || len(b) > 1024 {
		panic("a step that no cookie takes")
	}
	s[name] = b
}

func (s steps) Recall(name string, into any) bool {
	b, ok := s[name]
	return ok && json.Unmarshal(b, into) == nil
}

func (s steps) Forget(name string) { delete(s, name) }

// journal applies withdrawals and erasures as the kernel does.
type journal struct {
	fresh  func() ebb.Fold
	events []ebb.Event
	blobs  map[ebb.ID][]byte
	erased map[ebb.ID]bool
	full   error // what Record answers instead
}

func (j *journal) Record(_ context.Context, entries ...ebb.Entry) error {
	if j.full != nil {
		return j.full
	}
	for _, e := range entries {
		if e.Event.Kind != "" {
			j.events = append(j.events, e.Event)
		}
		for _, b := range e.Blobs {
			j.blobs[b.ID] = b.Data
		}
		for _, id := range e.Drop {
			delete(j.blobs, id)
		}
		for _, id := range e.Erase {
			if j.erased == nil {
				j.erased = map[ebb.ID]bool{}
			}
			j.erased[id] = true
		}
	}
	return nil
}

func (j *journal) stands(e ebb.Event) bool {
	out := false
	for _, w := range j.events {
		var x ebb.Withdrawal
		if w.Kind == ebb.Withdrawn && w.Decode(&x) == nil && x.ID == e.ID && j.stands(w) {
			out = true
		}
	}
	return !out && !j.erased[e.ID]
}

func (j *journal) View(_ context.Context, f func(map[string]ebb.Fold) error) error {
	fold := j.fresh()
	for i, e := range j.events {
		if e.Kind != ebb.Withdrawn && j.stands(e) {
			if err := fold.Apply(uint64(i+1), e); err != nil {
				return err
			}
		}
	}
	return f(map[string]ebb.Fold{evidence.Name: fold})
}

func (j *journal) Read(_ context.Context, seqs ...uint64) (out []ebb.Event, err error) {
	for _, s := range seqs {
		if e := j.events[s-1]; j.stands(e) {
			out = append(out, e)
		}
	}
	return out, nil
}

func (j *journal) OpenBlob(_ context.Context, id ebb.ID, _ [32]byte) ([]byte, error) {
	b, ok := j.blobs[id]
	if !ok {
		return nil, errors.New("no such blob")
	}
	return b, nil
}
