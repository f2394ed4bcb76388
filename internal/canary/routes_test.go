package canary

import (
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"ebb"
	"ebb/feature/all"
	"ebb/internal/site"
	"ebb/internal/walk"
)

var wildcard = regexp.MustCompile(`\{[^}]*\}`)

// named notes what fields are called.
func (v *visitor) named(f walk.Form) {
	for _, field := range f.Fields {
		if field.Name != "" && !slices.Contains(v.names, field.Name) {
			v.names = append(v.names, field.Name)
		}
	}
}

// everyRoute sends a secret in every field that any form has to every route that
// the mux knows, as a form and as JSON, so that none is left to what a walk comes
// by: what is refused is not to be written down either. Those that end a session
// come last.
func (v *visitor) everyRoute() (n int) {
	v.t.Helper()
	var last []string
	routes := site.New(v.t, all.List()).Server.Routes()
	for _, route := range routes {
		if ends(route) {
			last = append(last, route)
			continue
		}
		v.plantAt(route)
	}
	for _, route := range last {
		v.plantAt(route)
	}
	if len(v.names) < 50 {
		v.t.Errorf("only %d fields have a name: the walk found no forms", len(v.names))
	}
	return len(routes)
}

func (v *visitor) plantAt(route string) {
	v.t.Helper()
	if v.everywhere == "" {
		v.everywhere = v.plant()
	}
	fields, asJSON := url.Values{}, map[string]string{}
	for _, name := range v.names {
		fields.Set(name, v.everywhere)
		asJSON[name] = v.everywhere
	}
	raw, err := json.Marshal(asJSON)
	if err != nil {
		v.t.Fatal(err)
	}
	method, path, _ := strings.Cut(route, " ")
	id := ebb.NewID()
	path = wildcard.ReplaceAllString(strings.TrimSuffix(path, "{$}"), hex.EncodeToString(id[:]))
	if method == http.MethodGet {
		v.sends(method, path+"?"+fields.Encode(), "", "")
		return
	}
	v.sends(method, path, "application/x-www-form-urlencoded", fields.Encode())
	v.sends(method, path, "application/json", string(raw))
}

func (v *visitor) sends(method, path, kind, body string) {
	v.t.Helper()
	req, err := http.NewRequest(method, v.site.Base+path, strings.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	client := &http.Client{Jar: v.site.Client.Jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	if err != nil {
		v.t.Fatalf("%s %s: %v", method, wildcard.ReplaceAllString(path, ""), err)
	}
	defer res.Body.Close()
	if method != http.MethodGet { // what somebody puts into an address themselves may come back as where they go
		v.note(res)
	}
	if res.StatusCode >= 500 && res.StatusCode != http.StatusServiceUnavailable {
		v.t.Errorf("%s %s: %d", method, strings.SplitN(path, "?", 2)[0], res.StatusCode)
	}
}
