package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ebb/internal/phone"
	"ebb/internal/walk"
	"ebb/store"
	"ebb/store/mem"
	"ebb/web"
)

// schema is as much of JSON Schema as openapi.json uses; a word it does not know
// is an error of the file.
type schema struct {
	Ref         string `json:"$ref"`
	Type        string
	Const       any
	Enum        []any
	Required    []string
	Properties  map[string]*schema
	More        *bool `json:"additionalProperties"`
	Items       *schema
	MaxItems    *int
	MaxLength   *int
	Minimum     *int
	Pattern     string
	Encoding    string `json:"contentEncoding"`
	Description string
}

type content map[string]struct{ Schema *schema }

type answer struct {
	Description string
	Content     content
	Headers     map[string]struct {
		Description string
		Schema      *schema
	}
}

type operation struct {
	OperationID, Summary, Description string
	Security                          []map[string][]string
	RequestBody                       *struct {
		Required    bool
		Description string
		Content     content
	}
	Responses map[string]answer
}

type document struct {
	OpenAPI    string
	Info       map[string]any
	Paths      map[string]map[string]operation
	Components struct {
		SecuritySchemes map[string]any
		Schemas         map[string]*schema
	}
}

func (d *document) resolve(s *schema) *schema {
	if name, is := strings.CutPrefix(s.Ref, "#/components/schemas/"); is {
		return d.Components.Schemas[name]
	}
	return s
}

// fits returns what is wrong with v.
func (d *document) fits(s *schema, v any, at string) error {
	s = d.resolve(s)
	if s == nil {
		return fmt.Errorf("%s: no schema", at)
	}
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(at+": "+format, args...)) }
	if s.Const != nil && !reflect.DeepEqual(v, s.Const) {
		bad("%v is not %v", v, s.Const)
	}
	if s.Enum != nil && !slices.Contains(s.Enum, v) {
		bad("%v is none of %v", v, s.Enum)
	}
	switch v := v.(type) {
	case map[string]any:
		errs = append(errs, d.fitsObject(s, v, at))
	case []any:
		if s.Type != "array" || s.MaxItems != nil && len(v) > *s.MaxItems {
			bad("a list of %d", len(v))
			break
		}
		for i, x := range v {
			errs = append(errs, d.fits(s.Items, x, fmt.Sprintf("%s[%d]", at, i)))
		}
	case string:
		if s.Type != "string" && s.Enum == nil && s.Const == nil {
			bad("a text")
		}
		if s.Pattern != "" && !regexp.MustCompile(s.Pattern).MatchString(v) {
			bad("%q is not %s", v, s.Pattern)
		}
		if s.MaxLength != nil && len(v) > *s.MaxLength {
			bad("%d characters", len(v))
		}
	}
	return errors.Join(errs...)
}

func (d *document) fitsObject(s *schema, v map[string]any, at string) error {
	var errs []error
	if s.Type != "object" {
		errs = append(errs, fmt.Errorf("%s: an object", at))
	}
	for _, name := range s.Required {
		if _, there := v[name]; !there {
			errs = append(errs, fmt.Errorf("%s has no %s", at, name))
		}
	}
	for name, x := range v {
		p := s.Properties[name]
		switch {
		case p != nil:
			errs = append(errs, d.fits(p, x, at+"."+name))
		case s.More != nil && !*s.More:
			errs = append(errs, fmt.Errorf("%s has a field %s that nobody names", at, name))
		}
	}
	return errors.Join(errs...)
}

func described(t *testing.T, r *rig) *document {
	t.Helper()
	res, err := http.Get(r.Base + "/api/v1/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	d := new(document)
	decode := json.NewDecoder(res.Body)
	decode.DisallowUnknownFields()
	if err := decode.Decode(d); err != nil || res.StatusCode != 200 {
		t.Fatalf("%d %v", res.StatusCode, err)
	}
	return d
}

// breaking is a store in which the next device or item breaks.
type breaking struct {
	store.Store
	next error
}

func (b *breaking) PutDevice(ctx context.Context, d store.Device) error {
	if b.next != nil {
		return b.next
	}
	return b.Store.PutDevice(ctx, d)
}

func (b *breaking) Put(ctx context.Context, p store.ID, it store.Item) error {
	if b.next != nil {
		return b.next
	}
	return b.Store.Put(ctx, p, it)
}

// bench is a server on which every answer can be had.
type bench struct {
	*rig
	store *breaking
	phone *phone.Phone
}

func (b *bench) items(n int) string {
	b.t.Helper()
	var items []phone.Item
	for range n {
		items = append(items, says(b.t, b.phone, "x"))
	}
	raw, err := json.Marshal(map[string]any{"items": items})
	if err != nil {
		b.t.Fatal(err)
	}
	return string(raw)
}

// send posts with headers as they are given.
func (b *bench) send(s *walk.Site, method, path, body string, headers ...string) *http.Response {
	b.t.Helper()
	req, err := http.NewRequest(method, b.Base+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			req.Host = headers[i+1]
		}
	}
	res, err := s.Client.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { res.Body.Close() })
	return res
}

// try is one answer that the description promises, and how it is had.
type try struct {
	path, status, says string
	of                 func(b *bench) *http.Response
}

const (
	js   = "application/json"
	post = http.MethodPost
)

func tries() []try {
	capture := func(body func(*bench) string, more ...string) func(*bench) *http.Response {
		return func(b *bench) *http.Response {
			headers := append([]string{"Content-Type", js, "Authorization", "Bearer " + b.phone.Token}, more...)
			return b.send(b.phone.Site, post, "/api/v1/capture", body(b), headers...)
		}
	}
	some := func(n int) func(*bench) string { return func(b *bench) string { return b.items(n) } }
	text := func(s string) func(*bench) string { return func(*bench) string { return s } }
	broken := func(err error, of func(*bench) *http.Response) func(*bench) *http.Response {
		return func(b *bench) *http.Response {
			b.store.next = err
			defer func() { b.store.next = nil }()
			return of(b)
		}
	}
	pairs := func(body string, more ...string) func(*bench) *http.Response {
		return func(b *bench) *http.Response {
			return b.send(b.Site.Site, post, "/now/pair", body, append([]string{"Sec-Fetch-Site", "same-origin"}, more...)...)
		}
	}
	here := func(more ...string) func(*bench) *http.Response { return pairs("", more...) }
	claim := func(body func(*bench) string, more ...string) func(*bench) *http.Response {
		return func(b *bench) *http.Response {
			return b.send(b.Browser(), post, "/pair", body(b), append([]string{"Content-Type", js}, more...)...)
		}
	}
	code := func(b *bench) string { return fmt.Sprintf(`{"code":%q}`, b.code("")) }
	return []try{
		{"/api/v1/capture", "200", "captures", capture(some(2))},
		{"/api/v1/capture", "200", "one left and taken back", func(b *bench) *http.Response {
			item := says(b.t, b.phone, "slip")
			sends(b.t, b.phone, item)
			return capture(text(`{"back":["` + item.ID + `"]}`))(b)
		}},
		{"/api/v1/capture", "200", "nothing at all", capture(text(`{"items":[]}`))},
		{"/api/v1/capture", "200", "some that are none", capture(text(`{"items":[{"id":"a","box":"AQ"},{"id":"` + strings.Repeat("0", 32) + `","box":"AQ"}]}`))},
		{"/api/v1/capture", "400", "no JSON", capture(text(`{`))},
		{"/api/v1/capture", "401", "nobody's token", capture(some(1), "Authorization", "Bearer x")},
		{"/api/v1/capture", "403", "another site", capture(some(1), "Sec-Fetch-Site", "cross-site")},
		{"/api/v1/capture", "403", "a connection that others read", capture(some(1), "Host", "ebb.local")},
		{"/api/v1/capture", "413", "too much", capture(text(strings.Repeat(" ", 2<<20)))},
		{"/api/v1/capture", "415", "another type", capture(some(1), "Content-Type", "text/plain")},
		{"/api/v1/capture", "429", "a flood", func(b *bench) (res *http.Response) {
			for range 9 {
				res = capture(some(64))(b)
			}
			return res
		}},
		{"/api/v1/capture", "503", "a store that does not know", broken(store.ErrUnknown, capture(some(1)))},
		{"/api/v1/capture", "507", "a full inbox", broken(store.ErrFullInbox, capture(some(1)))},
		{"/api/v1/capture", "507", "a full disk", broken(store.ErrFull, capture(some(1)))},
		{"/api/v1/capture", "default", "a store that breaks", broken(errors.New("broken"), capture(some(1)))},
		{"/now/pair", "200", "a browser", here()},
		{"/now/pair", "200", "the phone's own token", func(b *bench) *http.Response { return here("Authorization", "Bearer "+b.phone.Token)(b) }},
		{"/now/pair", "400", "no JSON", pairs("{", "Content-Type", js)},
		{"/now/pair", "415", "another type", pairs("{}", "Content-Type", "text/plain")},
		{"/now/pair", "200", "what it was", pairs(`{"person":"","device":""}`, "Content-Type", js)},
		{"/now/pair", "403", "nobody", func(b *bench) *http.Response { return b.send(b.Browser(), post, "/now/pair", "") }},
		{"/now/pair", "403", "another site", here("Sec-Fetch-Site", "cross-site")},
		{"/now/pair", "409", "a full list", broken(store.ErrFullDevices, here())},
		{"/now/pair", "default", "a full disk", broken(store.ErrFull, here())},
		{"/pair", "200", "a code", claim(code)},
		{"/pair", "400", "no JSON", claim(text(`{"code":1}`))},
		{"/pair", "403", "another site", claim(code, "Origin", "https://evil.example")},
		{"/pair", "404", "a code that is none", claim(text(`{"code":"AAAAAAAAAAAAAAAAAAAAAA"}`))},
		{"/pair", "409", "a full list", broken(store.ErrFullDevices, claim(code))},
		{"/pair", "413", "too much", claim(text(strings.Repeat(" ", 8<<10)))},
		{"/pair", "415", "a form", claim(code, "Content-Type", "application/x-www-form-urlencoded")},
		{"/pair", "429", "many tries", func(b *bench) (res *http.Response) {
			for range 11 {
				res = claim(text(`{"code":""}`))(b)
			}
			return res
		}},
		{"/pair", "default", "a full disk", broken(store.ErrFull, claim(code))},
		{"/api/v1/openapi.json", "200", "itself", func(b *bench) *http.Response { return b.send(b.Browser(), http.MethodGet, "/api/v1/openapi.json", "") }},
		{"/api/v1/openapi.json", "403", "a connection that others read", func(b *bench) *http.Response {
			return b.send(b.Browser(), http.MethodGet, "/api/v1/openapi.json", "", "Host", "ebb.local")
		}},
	}
}

// TestTheDescriptionIsWhatTheServerDoes has every answer that openapi.json names
// from a running server, and no other.
func TestTheDescriptionIsWhatTheServerDoes(t *testing.T) {
	seen := map[string]bool{}
	var d *document
	for _, x := range tries() {
		st := &breaking{Store: mem.New()}
		b := &bench{rig: someone(t, func(o *web.Options) { o.Store = st }), store: st}
		b.phone = b.pair("")
		if d == nil {
			d = described(t, b.rig)
		}
		res := x.of(b)
		seen[x.path+" "+x.status] = true
		d.check(t, x, res)
	}
	for path, methods := range d.Paths {
		for method, op := range methods {
			for status := range op.Responses {
				if !seen[path+" "+status] {
					t.Errorf("%s %s: nobody has seen %s", method, path, status)
				}
			}
		}
	}
}

func (d *document) check(t *testing.T, x try, res *http.Response) {
	t.Helper()
	op, there := d.Paths[x.path][strings.ToLower(res.Request.Method)]
	want, named := op.Responses[x.status]
	status := fmt.Sprint(res.StatusCode)
	_, taken := op.Responses[status]
	if !there || !named || status != x.status && (x.status != "default" || taken) {
		t.Errorf("%s: %s: %d, want %s", x.path, x.says, res.StatusCode, x.status)
		return
	}
	if kind := res.Header.Get("Content-Type"); kind != js {
		t.Errorf("%s: %s: %s", x.path, x.says, kind)
	}
	for name, h := range want.Headers {
		if v := res.Header.Get(name); v == "" || h.Schema.Const != nil && v != h.Schema.Const {
			t.Errorf("%s: %s: the header %s is %q", x.path, x.says, name, v)
		}
	}
	var body any
	if err := json.NewDecoder(res.Body).Decode(&body); err != nil {
		t.Errorf("%s: %s: %v", x.path, x.says, err)
		return
	}
	if err := d.fits(want.Content[js].Schema, body, x.says); err != nil {
		t.Errorf("%s: %v", x.path, err)
	}
}

func TestNoOtherAddressIsAnInterface(t *testing.T) {
	r := someone(t)
	d := described(t, r)
	for _, route := range r.Server.Routes() {
		method, path, _ := strings.Cut(route, " ")
		if _, named := d.Paths[path][strings.ToLower(method)]; strings.HasPrefix(path, "/api/") && !named {
			t.Errorf("%s is not described", route)
		}
	}
	for path, methods := range d.Paths {
		for method := range methods {
			if !slices.Contains(r.Server.Routes(), strings.ToUpper(method)+" "+path) {
				t.Errorf("%s %s is described, and is not there", method, path)
			}
		}
	}
	b := &bench{rig: r}
	for _, c := range []struct {
		method, path string
		status       int
	}{
		{http.MethodGet, "/api/v1/capture", 405}, {http.MethodDelete, "/api/v1/capture", 405}, {post, "/api/v1/openapi.json", 405},
		{http.MethodGet, "/api/", 404}, {post, "/api/v2/capture", 404}, {http.MethodGet, "/api/v1/capture/x", 404},
	} {
		res := b.send(b.Browser(), c.method, c.path, "")
		if res.StatusCode != c.status || res.Header.Get("Content-Type") != js {
			t.Errorf("%s %s: %d %s", c.method, c.path, res.StatusCode, res.Header.Get("Content-Type"))
		}
		if allow := res.Header.Get("Allow"); (allow != "") != (c.status == 405) {
			t.Errorf("%s %s: Allow is %q", c.method, c.path, allow)
		}
	}
}

// The request bodies that work are those that are described.
func TestWhatIsSentIsWhatIsDescribed(t *testing.T) {
	r := someone(t)
	d := described(t, r)
	p := r.pair("")
	for path, good := range map[string]any{
		"/api/v1/capture": map[string]any{"items": []phone.Item{says(t, p, "x")}},
		"/pair":           map[string]any{"code": "x"},
	} {
		raw, _ := json.Marshal(good)
		var v any
		if err := json.Unmarshal(raw, &v); err != nil {
			t.Fatal(err)
		}
		if err := d.fits(d.Paths[path]["post"].RequestBody.Content[js].Schema, v, path); err != nil {
			t.Error(err)
		}
	}
	if s := d.Components.Schemas["Captures"]; *s.Properties["items"].MaxItems != 64 {
		t.Error("a request takes 64 captures")
	}
}
