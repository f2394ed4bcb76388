package soak

import (
	"cmp"
	"fmt"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/demo"
	"ebb/internal/site"
	"ebb/internal/walk"
	"ebb/store"
	"ebb/vault/vaulttest"
	"ebb/web/door"

	kernel "ebb"
)

// twice is a browser that sends forms twice.
type twice struct {
	*site.Site
	t     *testing.T
	mux   *http.ServeMux  // what a path is, as a pattern
	seen  map[string]bool // forms, as signature has them
	sent  map[string]bool // patterns
	queue []string
	n     int // forms sent twice
	new   int // of which the first made an entry
}

// lived is a site with somebody in it who has kept something of everything.
func lived(t *testing.T) *twice {
	t.Helper()
	s := site.New(t, all.List())
	s.Send("/now/pull", "pull", "reach")
	s.Keep()
	v := visit(t, s)
	defer v.Close()
	var entries []kernel.Entry
	for _, e := range demo.Journal(s.Now()) {
		entries = append(entries, kernel.Entry{Event: e})
	}
	if err := v.Journal.Record(t.Context(), entries...); err != nil {
		t.Fatal(err)
	}
	return meets(t, s)
}

// begun is a site with somebody in it who has only begun.
func begun(t *testing.T) *twice {
	t.Helper()
	s := site.New(t, all.List())
	s.Send("/now/pull", "pull", "reach")
	return meets(t, s)
}

func meets(t *testing.T, s *site.Site) *twice {
	w := &twice{Site: s, t: t, mux: http.NewServeMux(), seen: map[string]bool{}, sent: map[string]bool{}}
	for _, route := range s.Server.Handled() {
		w.mux.Handle(route, http.NotFoundHandler())
	}
	return w
}

func visit(t *testing.T, s *site.Site) *door.Visit {
	t.Helper()
	at, _ := url.Parse(s.Base)
	for _, c := range s.Client.Jar.Cookies(at) {
		if key, err := door.ParseKey(c.Value); err == nil && c.Name == "ebb" {
			v, err := s.Server.Door().Enter(t.Context(), door.Knock{Key: key})
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
	}
	t.Fatal("the browser has no key")
	return nil
}

// kept counts all that a second entry could be.
func (w *twice) kept() string {
	var people, entries, waiting, devices, channels int
	err := w.Store.People(w.t.Context(), func(p store.ID, _ store.Person) error {
		people++
		head, err := w.Store.Head(w.t.Context(), p)
		entries += int(head.Seq)
		w.Store.Waiting(w.t.Context(), p, func(store.Item) error { waiting++; return nil })
		all, _ := w.Store.DevicesOf(w.t.Context(), p)
		devices += len(all)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return fmt.Sprintf("%d people, %d entries, %d waiting, %d devices, %d channels", people, entries, waiting, devices, channels)
}

func (w *twice) pattern(method, path string) string {
	r, err := http.NewRequest(method, path, nil)
	if err != nil {
		return ""
	}
	_, p := w.mux.Handler(r)
	return p
}

func (w *twice) cookies(set []*http.Cookie) []*http.Cookie {
	at, _ := url.Parse(w.Base)
	if set == nil {
		return w.Client.Jar.Cookies(at)
	}
	jar, _ := cookiejar.New(nil)
	jar.SetCookies(at, set)
	w.Client.Jar = jar
	return nil
}

// fill is what a person may put into a field; n chooses among its options.
func fill(f walk.Field, n int) string {
	switch f.Type {
	case "hidden", "checkbox":
		return f.Value
	case "password":
		return vaulttest.Passphrase
	case "date":
		return cmp.Or(f.Value, "2026-11-23")
	case "time":
		return "10:00"
	case "number", "range":
		return cmp.Or(f.Value, "3")
	case "tel":
		return "030 666 0000"
	case "file":
		return ""
	}
	var some []string
	for _, o := range f.Options {
		if o != "" {
			some = append(some, o)
		}
	}
	if len(some) > 0 {
		return some[n%len(some)]
	}
	if f.Options != nil {
		return ""
	}
	return "a word for it"
}

func signature(pattern string, f walk.Form) string {
	names := map[string]bool{}
	for _, field := range f.Fields {
		names[field.Name+":"+field.Type] = true
	}
	return pattern + " " + strings.Join(slices.Sorted(maps.Keys(names)), ",")
}

// try sends the form of that signature on a page twice with the same cookies, as
// if the first answer were lost. It returns that answer.
func (w *twice) try(path, sign string, n int) *walk.Page {
	p := w.Open(path)
	for _, f := range p.Forms {
		if f.Method != http.MethodPost || signature(w.pattern("POST", f.Action), f) != sign {
			continue
		}
		send := func() *walk.Page {
			p, err := w.Submit(f, func(f walk.Field) string { return fill(f, n) })
			if err != nil {
				w.t.Fatalf("%s %v", f.Action, err)
			}
			return p
		}
		with, before := w.cookies(nil), w.kept()
		first, after, once := send(), w.cookies(nil), w.kept()
		w.cookies(with)
		send()
		if twice := w.kept(); twice != once {
			w.t.Errorf("%s on %s: %s; sent once %s; twice %s", f.Action, path, before, once, twice)
		}
		w.cookies(after)
		w.sent[w.pattern("POST", f.Action)] = true
		if w.n++; once != before {
			w.new++
		}
		return first
	}
	return nil
}

var (
	ending = regexp.MustCompile(`^/(lock|sign-out-everywhere|back|unlock|somebody-else|leave|join|name|step-up|out|settings/(erase|known|passphrase)|recovery/without)\b`)
	last   = regexp.MustCompile(`^/(safety|settings|recovery|out|name)\b|fear|mine|/after/`) // may close others
	unread = regexp.MustCompile(`^/(leave|asset|app)\b`)
)

// look sends all forms of a page that are new, and goes where they lead.
func (w *twice) look(path string, late bool) {
	p := w.Open(path)
	w.queue = append(w.queue, p.Links...)
	for _, f := range p.Forms {
		if f.Method != http.MethodPost || ending.MatchString(f.Action) || !late && last.MatchString(f.Action) {
			continue
		}
		sign, variants := signature(w.pattern("POST", f.Action), f), 1
		for _, field := range f.Fields {
			variants = max(variants, min(2, len(field.Options)))
		}
		for n := range variants {
			key := fmt.Sprint(sign, n)
			if w.seen[key] {
				continue
			}
			w.seen[key] = true
			if next := w.try(path, sign, n); next != nil && next.Status == http.StatusOK && len(next.Hops) > 0 {
				w.look(bare(next.Path), late)
			}
		}
	}
}

func bare(path string) string {
	path, _, _ = strings.Cut(path, "#")
	return path
}

// everywhere looks at every page that there is a link to, at a few of each kind.
func (w *twice) everywhere(late bool) *twice {
	for _, r := range w.Server.Routes() {
		if path, is := strings.CutPrefix(r, "GET "); is && !strings.Contains(path, "{") {
			w.queue = append(w.queue, path)
		}
	}
	visited, pages := map[string]int{}, map[string]bool{}
	for len(w.queue) > 0 {
		path := bare(w.queue[0])
		w.queue = w.queue[1:]
		if pages[path] || unread.MatchString(path) {
			continue
		}
		pages[path] = true
		pattern := w.pattern("GET", path)
		if visited[pattern]++; visited[pattern] <= 4 {
			w.look(path, late)
		}
	}
	return w
}

// aside are the forms that are not sent here, each with why. That a feature's
// entries get their ids from the form is held by internal/layout for all of them.
var aside = map[string]string{}

// Check 13: every form of every page is sent twice, with the same fields and the
// same cookies, by somebody who has kept something of everything, by somebody who
// has only begun, and while locked. There is no form of which a second sending is a
// second fact: pressing again is done on a page that was shown again, and that is
// another form.
func TestEveryFormSentTwiceIsKeptOnce(t *testing.T) {
	w := lived(t).everywhere(false)
	w.Lock()
	w.Wait(8 * 24 * time.Hour)
	w.Unlock()
	w.everywhere(false).everywhere(true)
	d := begun(t)
	d.seen, d.sent = w.seen, w.sent
	d.everywhere(false).everywhere(true)
	l := begun(t)
	l.Keep()
	l.Lock()
	l.everywhere(false)
	for _, route := range w.Server.Routes() {
		if !strings.HasPrefix(route, "POST ") {
			continue
		}
		if why, is := aside[route]; w.sent[route] == is {
			t.Errorf("%s: sent twice is %v, and aside it is %q", route, w.sent[route], why)
		}
	}
	fmt.Printf("check 13: %d forms sent twice, the first made an entry in %d, the second in none\n", w.n+d.n+l.n, w.new+d.new+l.new)
	if l.new < 5 {
		t.Errorf("only %d forms kept something while locked", l.new)
	}
}
