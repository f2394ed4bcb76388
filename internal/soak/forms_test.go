package soak

import (
	"cmp"
	"fmt"
	"io"
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
	"ebb/web/page"

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
	back  bool // the last form of a page first
	n     int  // forms sent twice
	new   int  // of which the first made an entry
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
		some, _ := w.Store.Channels(w.t.Context(), p)
		channels += len(some)
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
		return w.send(path, f.Action, func() (*walk.Page, error) {
			return w.Submit(f, func(f walk.Field) string { return fill(f, n) })
		})
	}
	return nil
}

// send sends something twice.
func (w *twice) send(from, to string, f func() (*walk.Page, error)) *walk.Page {
	w.t.Helper()
	send := func() *walk.Page {
		p, err := f()
		if err != nil {
			w.t.Fatalf("%s on %s: %v", to, from, err)
		}
		return p
	}
	w.Wait(time.Millisecond) // no two of one time, whose order would be chance
	with, before := w.cookies(nil), w.kept()
	first, after, once := send(), w.cookies(nil), w.kept()
	w.cookies(with)
	send()
	if twice := w.kept(); twice != once {
		w.t.Errorf("%s on %s: %s; sent once %s; twice %s", to, from, before, once, twice)
	}
	w.cookies(after)
	w.sent[w.pattern("POST", to)] = true
	if w.n++; once != before {
		w.new++
	}
	return first
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
	if w.back {
		slices.Reverse(p.Forms)
	}
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
			next := w.try(path, sign, n)
			w.seen[key] = next != nil // else another form took it away
			if next != nil && next.Status == http.StatusOK && len(next.Hops) > 0 {
				w.look(bare(next.Path), late)
			}
		}
	}
}

func bare(path string) string {
	path, _, _ = strings.Cut(path, "#")
	return path
}

// chat brings a small chat, so that the form is shown that keeps it.
func (w *twice) chat() {
	chat := "13/02/2026, 09:00 - Alice: a\n14/02/2026, 09:00 - Bob: b\n"
	p, err := w.Upload("/patterns/messages/add", url.Values{}, map[string]io.Reader{"file": strings.NewReader(chat)})
	if err != nil {
		w.t.Fatal(err)
	}
	w.look(bare(p.Path), false)
}

// alone are forms of cards that have their day or their hour.
var alone = [][]string{{"/night/note", "text", "a word for it"}, {"/review/wanted", "yes", "yes"}, {"/review/stay"}, {"/where/later"}}

// each sends those by themselves.
func (w *twice) each() {
	for _, f := range alone {
		form, before := site.Form(append(f[1:], page.Sent, kernel.NewID().String())...), w.new
		p := w.send("no page", f[0], func() (*walk.Page, error) { return w.Post(f[0], form) })
		if w.new == before {
			w.t.Errorf("%s keeps nothing: %d %v", f[0], p.Status, p.Hops)
		}
	}
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
		if visited[pattern]++; visited[pattern] <= 4 || strings.Contains(path, "?") && visited[pattern] <= 16 {
			w.look(path, late)
		}
	}
	return w
}

const (
	keys = "ways in and out, which keep no entry"
	late = "waits for something that takes longer than this"
)

// aside are the forms that are not sent here, each with why. Those that wait for
// something get their ids as all others do: internal/layout sees to it.
var aside = map[string]string{
	"POST /keep/rules/undo":             late,
	"POST /now/back":                    late,
	"POST /keep/letters/time/off":       late,
	"POST /keep/boundaries/ways/permit": late,
	"POST /decide/feel/stayed":          late,
	"POST /decide/needs/{id}/words":     late,
	"POST /decide/needs/week":           late,
	"POST /decide/needs/week/by":        late,
	"POST /decide/needs/week/back":      late,
	"POST /decide/back/look/read":       late,
	"POST /patterns/messages/shared":    late,
	"POST /safety/feared/erase":         late,
	"POST /unlock":                      keys,
	"POST /step-up":                     keys,
	"POST /settings/passphrase":         keys,
	"POST /sign-out-everywhere":         keys,
	"POST /lock":                        keys,
	"POST /back":                        keys,
	"POST /join":                        keys,
	"POST /name":                        keys,
	"POST /somebody-else":               keys,
	"POST /settings/erase":              keys,
	"POST /awake":                       keys,
	"POST /settings/devices":            "names or ends a device that is there",
	"POST /settings/devices/waiting":    "takes in what has an id already",
	"POST /settings/passkeys":           keys,
	"POST /settings/passkeys/add":       keys,
	"POST /unlock/passkey":              keys,
	"POST /settings/whole/take":         "forgets what a browser saw",
	"POST /settings/reminders/missed":   "forgets what was read",
	"POST /settings/reminders/browser":  "a browser has one subscription, under its own name",
	"POST /out/seal":                    keys,
	"POST /out/burn":                    keys,
	"POST /out/stay":                    keys,
	"POST /settings/known":              keys,
	"POST /recovery/later":              keys,
	"POST /recovery/beside":             keys,
	"POST /recovery/without":            keys,
	"POST /api/v1/capture":              "each capture has its id: TestARetryAfterALostAnswerMakesNoDuplicate",
	"POST /now/pair":                    "a page's script, once a page",
	"POST /pair":                        "a code opens once",
	"POST /keep/later/aside":            late,
	"POST /decide/back/say":             late,
	"POST /safety/since":                late,
	"POST /reached/back":                late,
	"POST /now/guess":                   late,
}

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
	w.everywhere(false)
	w.chat()
	w.everywhere(true)
	d := begun(t)
	d.seen, d.sent = w.seen, w.sent
	d.everywhere(false).everywhere(true)
	d.each()
	l := begun(t)
	l.Keep()
	l.Lock()
	l.everywhere(false)
	locked := l.new
	l.Unlock()
	l.seen, l.sent, l.back = w.seen, w.sent, true
	l.everywhere(false).everywhere(true)
	l.Lock()
	l.Wait(24 * time.Hour)
	l.Unlock()
	l.everywhere(false).everywhere(true)
	for _, route := range w.Server.Routes() {
		if !strings.HasPrefix(route, "POST ") {
			continue
		}
		if !w.sent[route] && aside[route] == "" {
			t.Errorf("%s: no form of it was found; name it aside, with why", route)
		}
	}
	fmt.Printf("check 13: %d forms sent twice, the first made an entry in %d, the second in none\n", w.n+d.n+l.n, w.new+d.new+l.new)
	if locked < 5 {
		t.Errorf("only %d forms kept something while locked", locked)
	}
}
