// Package rig stands in for the shell and the journal in features' tests: it
// routes a request to the page that declares it, hands it a journal in memory,
// renders the answer's template and finds words that are missing. It promises
// the order of the real journal: entries are withdrawn, edited and erased
// before a fold sees them. It refuses to seal, to store and to sign in.
package rig

import (
	"bytes"
	"context"
	"encoding/json"
	"html"
	"html/template"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/internal/words"
)

// Desk is one person before one server.
type Desk struct {
	T        *testing.T
	Now      time.Time
	State    feature.State
	Journal  *Journal
	Cookies  map[string]string
	Features []*feature.Feature
	Book     *words.Book

	steps map[string][]byte
	tmpl  *template.Template
	mux   *http.ServeMux
	serve map[string]feature.Page
}

// New sits down before the given features.
func New(t *testing.T, now time.Time, features ...*feature.Feature) *Desk {
	t.Helper()
	d := &Desk{
		T: t, Now: now, State: feature.Unlocked, Features: features, Cookies: map[string]string{},
		steps: map[string][]byte{}, mux: http.NewServeMux(), serve: map[string]feature.Page{},
	}
	d.Book = d.read()
	d.Journal = &Journal{t: t, features: features}
	d.tmpl = template.New("").Funcs(template.FuncMap{"say": func(key string, args ...any) string {
		return d.Request("GET", "/", nil).Say(key, args...)
	}, "date": func(t time.Time) string { return t.Format(time.DateOnly) }, "clock": func(t time.Time) string { return t.Format("15:04") }})
	template.Must(d.tmpl.Parse(`{{define "table"}}<table>{{.Caption}} {{.Head}} {{.Rows}}</table>{{end}}{{define "chart"}}{{.SVG}}{{.Sentence}}{{template "table" .Table}}{{end}}`)) // the shell's
	template.Must(d.tmpl.Parse(`{{define "source"}}<a href="#{{.}}">{{.}}</a>{{end}}{{define "figure"}}<li id="{{.ID}}">{{.Claim}} {{.Text}} Grade {{.Grade}} {{.Address}} {{.SeenOn}}</li>{{end}}`))
	var err error
	for _, f := range features {
		if d.tmpl, err = d.tmpl.ParseFS(f.Files, "*.tmpl"); err != nil {
			t.Fatal(err)
		}
		for _, p := range f.Pages {
			d.mux.HandleFunc(p.Path, func(http.ResponseWriter, *http.Request) {})
			d.serve[p.Path] = p
		}
	}
	return d
}

func (d *Desk) read() *words.Book {
	var all []fs.FS
	for _, f := range d.Features {
		all = append(append(all, f.Files), f.Words...)
	}
	book, err := words.Read("en", all...)
	if err != nil {
		d.T.Fatal(err)
	}
	return book
}

// Page is what came back.
type Page struct {
	feature.Answer
	HTML string
	Text string // HTML without tags, entities resolved
	Err  error
}

// Get opens a path.
func (d *Desk) Get(path string) Page { d.T.Helper(); return d.do("GET", path, nil) }

// Post sends a form, given as name, value pairs.
func (d *Desk) Post(path string, pairs ...string) Page {
	d.T.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return d.do("POST", path, form)
}

// Follow sends a form and opens where it leads.
func (d *Desk) Follow(path string, pairs ...string) Page {
	d.T.Helper()
	p := d.Post(path, pairs...)
	if p.Err != nil || p.Goto == "" {
		d.T.Fatalf("POST %s: goes to %q, %v", path, p.Goto, p.Err)
	}
	return d.Get(p.Goto)
}

func (d *Desk) do(method, path string, form url.Values) Page {
	d.T.Helper()
	r := d.Request(method, path, form)
	_, pattern := d.mux.Handler(r.Request)
	page, ok := d.serve[pattern]
	if !ok {
		d.T.Fatalf("%s %s: no page", method, path)
	}
	if page.Access == feature.Reader && r.Journal == nil {
		d.T.Fatalf("%s %s: needs an open journal", method, path)
	}
	// The mux fills the path's wildcards in only while it serves.
	served := http.NewServeMux()
	var out Page
	served.HandleFunc(pattern, func(_ http.ResponseWriter, h *http.Request) {
		r.Request = h
		out = d.answer(page.Serve(r))
	})
	served.ServeHTTP(httptest.NewRecorder(), r.Request)
	return out
}

func (d *Desk) answer(a feature.Answer, err error) Page {
	d.T.Helper()
	maps.Copy(d.Cookies, a.Remember)
	p := Page{Answer: a, Err: err}
	if err == nil && a.Template != "" {
		p.HTML = d.Render(a.Template, a.Data)
		p.Text = plain(p.HTML)
		if a.Title != "" && !d.Book.Has(a.Title) {
			d.T.Errorf("no words for the title %s", a.Title)
		}
	}
	return p
}

// Render renders a template and complains about words that are missing.
func (d *Desk) Render(name string, data any) string {
	d.T.Helper()
	var b bytes.Buffer
	if err := d.tmpl.ExecuteTemplate(&b, name, data); err != nil {
		d.T.Fatal(err)
	}
	if i := strings.Index(b.String(), "⟦"); i >= 0 {
		d.T.Errorf("%s: missing words: %.80s", name, b.String()[i:])
	}
	if strings.Contains(b.String(), "ZgotmplZ") {
		d.T.Errorf("%s: an address was refused", name)
	}
	for _, tag := range []string{"div", "section", "form", "ul", "li", "details", "fieldset", "p", "label", "table"} {
		open := strings.Count(b.String(), "<"+tag+">") + strings.Count(b.String(), "<"+tag+" ")
		if shut := strings.Count(b.String(), "</"+tag+">"); open != shut {
			d.T.Errorf("%s: %d <%s>, %d of them closed", name, open, tag, shut)
		}
	}
	return b.String()
}

// Card renders the first feature's card; "" where there is none.
func (d *Desk) Card() string {
	d.T.Helper()
	c, err := d.Features[0].Card(d.Request("GET", "/today", nil))
	if err != nil {
		d.T.Fatal(err)
	}
	if c == nil {
		return ""
	}
	return plain(d.Render(c.Template, c.Data))
}

// Panel renders the first feature's panel; "" where there is none.
func (d *Desk) Panel() string {
	d.T.Helper()
	p, err := d.Features[0].Panel(d.Request("GET", "/patterns", nil))
	if err != nil {
		d.T.Fatal(err)
	}
	if p == nil {
		return ""
	}
	return plain(d.Render(p.Template, p.Data))
}

var tags = regexp.MustCompile(`<[^>]*>`)

func plain(s string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(s, " "))), " ")
}

// Request is what a page is handed.
func (d *Desk) Request(method, path string, form url.Values) *feature.Request {
	h := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	if method == "POST" {
		h.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if err := h.ParseForm(); err != nil { // the shell has done that too
		d.T.Fatal(err)
	}
	for name, value := range d.Cookies {
		h.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	r := &feature.Request{Request: h, Now: d.Now, Words: d.Book, State: d.State, Steps: d, Capture: d.capture}
	if d.State != feature.Locked {
		r.Journal = d.Journal
	}
	r.Aids = func() ([]feature.Aid, error) { return d.Aids(r) }
	r.Week = func(from, until time.Time) ([]feature.Said, error) { return d.week(r, from, until) }
	r.Missed = func(since time.Time) ([]feature.Link, error) { return d.missed(r, since) }
	return r
}

// Aids are what every feature offers in a hard moment.
func (d *Desk) Aids(r *feature.Request) (all []feature.Aid, err error) {
	for _, f := range d.Features {
		if f.Aids == nil || r.Journal == nil {
			continue
		}
		some, err := f.Aids(r)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// Dues are when something of the first feature waits, as its person's clock has
// it, the earliest first.
func (d *Desk) Dues() []string {
	d.T.Helper()
	times, err := d.Features[0].Due(d.Request("GET", "/today", nil))
	if err != nil {
		d.T.Fatal(err)
	}
	var out []string
	for _, at := range times {
		out = append(out, at.In(d.Now.Location()).Format("2006-01-02 15:04"))
	}
	slices.Sort(out)
	return out
}

func (d *Desk) week(r *feature.Request, from, until time.Time) (all []feature.Said, err error) {
	for _, f := range d.Features {
		if f.Week == nil {
			continue
		}
		cards, err := f.Week(r, from, until)
		if err != nil {
			return nil, err
		}
		for _, c := range cards {
			all = append(all, feature.Said{Step: c.Step, HTML: template.HTML(d.Render(c.Template, c.Data))})
		}
	}
	return all, nil
}

func (d *Desk) missed(r *feature.Request, since time.Time) (all []feature.Link, err error) {
	then := *r
	then.Now = since.In(r.Now.Location())
	for _, f := range d.Features {
		at, err := f.Missed(&then, r.Now)
		if err != nil {
			return nil, err
		}
		if at != nil {
			all = append(all, *at)
		}
	}
	return all, nil
}

// capture goes through JSON and the owner's check, as a sealed one does.
func (d *Desk) capture(_ context.Context, kind string, at time.Time, body any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	for _, f := range d.Features {
		if f.Capture == nil || !strings.HasPrefix(kind, f.Name+".") {
			continue
		}
		checked, err := f.Capture(kind, raw)
		if err != nil {
			return err
		}
		return d.Journal.Record(context.Background(), ebb.Entry{Event: ebb.New(kind, at, checked)})
	}
	d.T.Errorf("nobody takes the capture %s", kind)
	return nil
}

// Keep, Recall and Forget are feature.Steps.
func (d *Desk) Keep(name string, v any) {
	b, err := json.Marshal(v)
	if err != nil || len(b) > 1024 {
		d.T.Errorf("step %s has %d bytes: %v", name, len(b), err)
	}
	d.steps[name] = b
}

// Recall reads a step.
func (d *Desk) Recall(name string, into any) bool {
	b, ok := d.steps[name]
	return ok && json.Unmarshal(b, into) == nil
}

// Forget drops a step.
func (d *Desk) Forget(name string) { delete(d.steps, name) }
