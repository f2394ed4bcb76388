package hold

import (
	"context"
	"encoding/json"
	"html"
	"html/template"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/hold/moment"
	"ebb/feature/hold/patterns"
	"ebb/feature/hold/view"
	"ebb/internal/words"
)

var berlin = time.FixedZone("CET", 3600)

// sunday is a Sunday evening.
var sunday = time.Date(2026, 11, 22, 22, 41, 0, 0, berlin)

// person is a browser and a journal, in memory.
type person struct {
	t      *testing.T
	now    time.Time
	state  feature.State
	events []ebb.Event
	inbox  []string // kinds kept while locked
	steps  map[string][]byte
	demo   bool
	aids   []feature.Aid // what features offer
	book   *words.Book
}

func newPerson(t *testing.T) *person {
	book, err := words.Read("en", files)
	if err != nil {
		t.Fatal(err)
	}
	return &person{t: t, now: sunday, state: feature.Unlocked, steps: map[string][]byte{}, book: book}
}

func (p *person) Keep(name string, v any) {
	b, err := json.Marshal(v)
	if err != nil || len(b) > 1024 {
		p.t.Errorf("step of %d bytes: %v", len(b), err)
	}
	p.steps[name] = b
}

func (p *person) Recall(name string, into any) bool {
	b, ok := p.steps[name]
	return ok && json.Unmarshal(b, into) == nil
}

func (p *person) Forget(name string) { delete(p.steps, name) }

func (p *person) Record(_ context.Context, entries ...ebb.Entry) error {
	for _, e := range entries {
		p.events = append(p.events, e.Event)
	}
	return nil
}

// View folds everything anew, without what was withdrawn.
func (p *person) View(_ context.Context, f func(map[string]ebb.Fold) error) error {
	gone := map[ebb.ID]bool{}
	for _, e := range p.events {
		var w ebb.Withdrawal
		if e.Kind == ebb.Withdrawn && e.Decode(&w) == nil {
			gone[w.ID] = true
		}
	}
	st := moment.NewState()
	for i, e := range p.events {
		if gone[e.ID] {
			continue
		}
		if err := st.Apply(uint64(i+1), e); err != nil {
			p.t.Errorf("%s was not understood: %v", e.Kind, err)
		}
	}
	return f(map[string]ebb.Fold{Name: st})
}

func (p *person) Read(context.Context, ...uint64) ([]ebb.Event, error) { return nil, nil }

func (p *person) OpenBlob(context.Context, ebb.ID, [32]byte) ([]byte, error) { return nil, nil }

// capture goes through JSON and the check, as a sealed one does.
func (p *person) capture(_ context.Context, kind string, at time.Time, body any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		p.t.Fatal(err)
	}
	checked, err := moment.Capture(kind, raw)
	if err != nil {
		p.t.Errorf("%s refused: %v", kind, err)
		return err
	}
	if p.state == feature.Locked {
		p.inbox = append(p.inbox, kind)
		return nil
	}
	p.events = append(p.events, ebb.New(kind, at, checked))
	return nil
}

func (p *person) request(method, path, form string) *feature.Request {
	h := httptest.NewRequest(method, path, strings.NewReader(form))
	h.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if err := h.ParseForm(); err != nil {
		p.t.Fatal(err)
	}
	r := &feature.Request{Request: h, Now: p.now, Words: p.book, State: p.state, Until: p.now.AddDate(0, 0, 7), Capture: p.capture, Steps: p, Demo: p.demo}
	r.Aids = func() ([]feature.Aid, error) { return p.aids, nil }
	if p.state != feature.Locked {
		r.Journal = p
	}
	return r
}

func serve(t *testing.T, r *feature.Request) (feature.Answer, error) {
	for _, page := range Feature().Pages {
		if page.Path == r.Method+" "+r.URL.Path {
			return page.Serve(r)
		}
	}
	t.Fatalf("no page %s %s", r.Method, r.URL.Path)
	return feature.Answer{}, nil
}

// post sends a form and returns where it leads.
func (p *person) post(path, form string) string {
	p.t.Helper()
	a, err := serve(p.t, p.request(http.MethodPost, path, form))
	if err != nil {
		p.t.Fatalf("%s %s: %v", path, form, err)
	}
	return a.Goto
}

// get renders a page and returns its text.
func (p *person) get(path string) string {
	p.t.Helper()
	a, err := serve(p.t, p.request(http.MethodGet, path, ""))
	if err != nil {
		p.t.Fatalf("%s: %v", path, err)
	}
	if a.Goto != "" {
		return "→ " + a.Goto
	}
	for _, said := range []string{p.book.Say(a.Title), a.Where} {
		if strings.Contains(said, "⟦") {
			p.t.Errorf("%s is titled %q", path, said)
		}
	}
	return a.Where + "\n" + p.render(a.Template, a.Data)
}

func (p *person) render(name string, data any) string {
	p.t.Helper()
	tmpl, err := template.New("").Funcs(template.FuncMap{"say": p.book.Say}).ParseFS(files, "*.tmpl")
	if err != nil {
		p.t.Fatal(err)
	}
	template.Must(tmpl.Parse(`{{define "table"}}<table>{{.Caption}} {{.Head}} {{.Rows}}</table>{{end}}`)) // the shell's
	var out strings.Builder
	if err := tmpl.ExecuteTemplate(&out, name, data); err != nil {
		p.t.Fatal(err)
	}
	for _, no := range []string{"⟦", "NaN", "+Inf", "style=", "<no value>"} {
		if strings.Contains(out.String(), no) {
			p.t.Errorf("%s holds %q: %s", name, no, out.String())
		}
	}
	return out.String()
}

func (p *person) card() (headline, html string) {
	p.t.Helper()
	c, err := view.Card(p.request(http.MethodGet, "/today", ""))
	if err != nil {
		p.t.Fatal(err)
	}
	return c.Headline, p.render(c.Template, c.Data)
}

func (p *person) panel() string {
	p.t.Helper()
	c, err := patterns.Panel(p.request(http.MethodGet, "/patterns", ""))
	if err != nil {
		p.t.Fatal(err)
	}
	return p.render(c.Template, c.Data)
}

func (p *person) wait(minutes int) { p.now = p.now.Add(time.Duration(minutes) * time.Minute) }

func (p *person) kinds() string {
	var out []string
	for _, e := range p.events {
		out = append(out, strings.TrimPrefix(e.Kind, "hold."))
	}
	return strings.Join(out, " ")
}

// one returns the only moment.
func (p *person) one() moment.Moment {
	p.t.Helper()
	var ms []moment.Moment
	if err := p.View(context.Background(), func(f map[string]ebb.Fold) error {
		ms = f[Name].(*moment.State).Moments(moment.LongAgo)
		return nil
	}); err != nil || len(ms) != 1 {
		p.t.Fatalf("%d moments, %v", len(ms), err)
	}
	return ms[0]
}

// lived adds a moment that ran as told: ratings are minute, value pairs.
func (p *person) lived(start time.Time, outcome, mark string, forecast int, ratings ...int) {
	id := ebb.NewID()
	add := func(minute int, kind string, body any) {
		p.events = append(p.events, ebb.New(kind, start.Add(time.Duration(minute)*time.Minute), body))
	}
	add(0, moment.KindPull, moment.Pull{Moment: id, Pull: "reach"})
	last := 0
	for i := 0; i+1 < len(ratings); i += 2 {
		last = ratings[i]
		add(last, moment.KindRating, moment.Rating{Moment: id, Value: ratings[i+1]})
	}
	if forecast >= 0 {
		add(0, moment.KindForecast, moment.Forecast{Moment: id, Value: forecast})
	}
	if outcome != "" {
		add(last, moment.KindOutcome, moment.Outcome{Moment: id, Outcome: outcome, Mark: mark})
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// plain is a page's text without its tags, in one line.
func plain(page string) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(page, " "))), " ")
}

func form(pairs ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v.Encode()
}
