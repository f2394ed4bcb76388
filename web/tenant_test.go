package web_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/internal/site"
	"ebb/internal/walk"
	"ebb/store"
	"ebb/store/sqlite"
	"ebb/web"
	"ebb/web/door"
)

// bobsWords stand in everything that Bob writes.
const bobsWords = "kanarivogel"

// onDisk is a shared host whose store lies in a folder.
func onDisk(t *testing.T) (h *house, folder string) {
	t.Helper()
	folder = t.TempDir()
	st, err := sqlite.Open(t.Context(), filepath.Join(folder, "ebb.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return shared(t, func(o *web.Options) { o.Store = st }), folder
}

// fills writes Bob's words into every form that his pages show.
func (h *house) fills(b *walk.Site) {
	h.t.Helper()
	done := map[string]bool{}
	paths := []string{"/now", "/today", "/patterns", "/keep", "/decide", "/settings", "/reached", "/head"}
	for len(paths) > 0 && len(done) < 150 {
		path := paths[0]
		paths = paths[1:]
		if clean, _, _ := strings.Cut(path, "?"); done[clean] || strings.HasPrefix(path, "/leave") || strings.HasPrefix(path, "/asset") {
			continue
		} else {
			done[clean] = true
		}
		p := h.get(b, path)
		paths = append(paths, p.Links...)
		for _, f := range p.Forms {
			if f.Multipart || done["form "+f.Action] || leaving.MatchString(f.Action) {
				continue
			}
			done["form "+f.Action] = true
			next, err := b.Submit(f, inBobsWords)
			if err != nil {
				h.t.Fatal(err)
			}
			paths = append(paths, next.Links...)
		}
	}
}

var leaving = regexp.MustCompile(`lock|sign-out|keep-this|join|name|somebody|recovery|step-up|passphrase|remove|erase|burn|forget|waiting|devices`)

func inBobsWords(f walk.Field) string {
	switch f.Type {
	case "text", "", "textarea", "search":
		return bobsWords
	case "date":
		return "2026-10-25"
	case "number", "range":
		return "7"
	case "tel":
		return "030 666 0000"
	case "hidden", "checkbox":
		return f.Value
	}
	for _, o := range f.Options {
		if o == "no" {
			return o
		}
	}
	for _, o := range f.Options {
		if o != "" {
			return o
		}
	}
	return ""
}

// visit is who is behind a browser, as the server sees them.
func (h *house) visit(b *walk.Site) *door.Visit {
	h.t.Helper()
	at, _ := url.Parse(h.Base)
	for _, c := range b.Client.Jar.Cookies(at) {
		if c.Name != "ebb" {
			continue
		}
		key, err := door.ParseKey(c.Value)
		if err != nil {
			h.t.Fatal(err)
		}
		v, err := h.Server.Door().Enter(h.t.Context(), door.Knock{Key: key})
		if err != nil {
			h.t.Fatal(err)
		}
		return v
	}
	h.t.Fatal("the browser has no key")
	return nil
}

// reader is what a journal offers beyond a page's.
type reader interface {
	Head(context.Context) (store.Head, error)
}

// ids are those of everything that is behind v.
func (h *house) ids(v *door.Visit) (all []ebb.ID) {
	h.t.Helper()
	head, err := v.Journal.(reader).Head(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	for seq := uint64(1); seq <= head.Seq; seq++ {
		events, err := v.Journal.Read(h.t.Context(), seq)
		if err != nil {
			h.t.Fatal(err)
		}
		for _, e := range events {
			all = append(all, e.ID)
		}
	}
	return append(all, v.Person())
}

// state is all that the store has of a person, as one text.
func (h *house) state(person ebb.ID) string {
	h.t.Helper()
	ctx, p := h.t.Context(), store.ID(person)
	who, err := h.Store.Person(ctx, p)
	if err != nil {
		h.t.Fatal(err)
	}
	head, _ := h.Store.Head(ctx, p)
	devices, _ := h.Store.DevicesOf(ctx, p)
	waiting := 0
	h.Store.Waiting(ctx, p, func(store.Item) error { waiting++; return nil })
	return fmt.Sprintf("%x %v %v %d", who, head, devices, waiting)
}

// device gives a person a device, and returns its token.
func (h *house) device(person ebb.ID) (id ebb.ID, token string) {
	h.t.Helper()
	secret := make([]byte, 32)
	rand.Read(secret)
	id = ebb.NewID()
	d := store.Device{Token: sha256.Sum256(secret), ID: store.ID(id), Person: store.ID(person)}
	if err := h.Store.PutDevice(h.t.Context(), d); err != nil {
		h.t.Fatal(err)
	}
	return id, base64.RawURLEncoding.EncodeToString(secret)
}

// bearer brings another's device along with a browser's cookies.
type bearer string

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r.Header.Set("Authorization", "Bearer "+string(b))
	return http.DefaultTransport.RoundTrip(r)
}

var wildcard = regexp.MustCompile(`\{[^}]*\}`)

// names of fields in which pages take something that has an id.
var fields = []string{"id", "event", "entry", "moment", "device", "item", "person", "letter", "pair", "plan", "rule", "door", "import", "seq", "ids", "which", "code", "name"}

// Check 29.
// TestEveryRouteWithAnothersIds asks for every page with Alice's session and
// everything that is Bob's: his ids in the address and in the form, and his
// device's token. Nothing of his is shown, and nothing of his changes.
func TestEveryRouteWithAnothersIds(t *testing.T) {
	if testing.Short() {
		t.Skip("thousands of requests; make test makes them")
	}
	h, _ := onDisk(t)
	h.fills(h.bob)
	bob := h.visit(h.bob)
	ids := h.ids(bob)
	device, token := h.device(bob.Person())
	ids = append(ids, device)
	if len(ids) < 12 {
		t.Fatalf("Bob has written only %d things", len(ids))
	}
	if p := h.get(h.bob, "/heard"); !strings.Contains(p.Body, "his") {
		t.Fatal("Bob is not in")
	}
	bob.Close()
	h.post(h.bob, "/lock")
	before := h.state(bob.Person())
	asked := 0
	for _, route := range h.Server.Routes() {
		method, path, _ := strings.Cut(route, " ")
		path = strings.TrimSuffix(path, "{$}")
		some := ids
		switch {
		case !strings.Contains(path, "{") && method == http.MethodGet:
			some = ids[:1] // without a place for an id, all are the same
		case !strings.Contains(path, "{"):
			some = append(slices.Clone(ids[:4]), device, bob.Person())
		}
		for n, id := range some {
			texts := []string{hex.EncodeToString(id[:])}
			if n%6 == 0 { // as no page writes an id
				texts = append(texts, base64.RawURLEncoding.EncodeToString(id[:]), fmt.Sprint(n+1))
			}
			for _, text := range texts {
				h.asks(method, wildcard.ReplaceAllString(path, text), text, token)
				asked++
			}
		}
	}
	t.Logf("%d ids, %d requests", len(ids), asked)
	if after := h.state(bob.Person()); after != before {
		t.Errorf("something of Bob's has changed:\n%s\n%s", before, after)
	}
	h.Wait(time.Minute)
	b, p := h.unlock("bob", bobs)
	if b == nil {
		t.Fatalf("Bob cannot get in: %s", site.Text(p))
	}
	h.hears("Bob's, untouched", b, `["his/web"]`)
}

// asks sends one request as Alice, who is let in again where she was locked out.
func (h *house) asks(method, path, id, token string) {
	h.t.Helper()
	h.reenter()
	form := url.Values{}
	for _, f := range fields {
		form.Set(f, id)
	}
	req, err := http.NewRequest(method, h.Base+path, nil)
	if method != http.MethodGet {
		req, err = http.NewRequest(method, h.Base+path, strings.NewReader(form.Encode()))
	}
	if err != nil {
		h.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	client := &http.Client{Jar: h.Client.Jar, Transport: bearer(token), CheckRedirect: h.Client.CheckRedirect}
	res, err := client.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	if shown := string(body) + fmt.Sprint(res.Header); strings.Contains(shown, bobsWords) || strings.Contains(shown, "his/") {
		h.t.Errorf("%s %s shows what is Bob's", method, path)
	}
	if res.StatusCode >= 500 {
		h.t.Errorf("%s %s: %d", method, path, res.StatusCode)
	}
}

// reenter lets Alice in where a page has locked her out.
func (h *house) reenter() {
	h.t.Helper()
	if p := h.Open("/heard"); p.Path == "/heard" && strings.HasPrefix(p.Body, "[") {
		return
	}
	h.Wait(time.Minute)
	h.Site.Site = h.Browser()
	if p := h.Send("/unlock", "pass", alices); p.Status != http.StatusOK {
		h.t.Fatalf("Alice cannot get in: %s", site.Text(p))
	}
}

// TestTheFilesHoldNothingReadableOfEither searches all that lies on the disk.
func TestTheFilesHoldNothingReadableOfEither(t *testing.T) {
	h, folder := onDisk(t)
	h.Send("/name", "name", "canaryalice")
	h.Send("/now/say", "text", "canaryhers")
	h.post(h.bob, "/name", "name", "canarybob")
	h.fills(h.bob)
	h.Lock()
	h.post(h.bob, "/lock")
	h.post(h.bob, "/now/say", "text", "canaryshut")
	secrets := []string{"canary", bobsWords, alices, bobs}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		for _, s := range secrets {
			if bytes.Contains(b, []byte(s)) || bytes.Contains(b, []byte(base64.StdEncoding.EncodeToString([]byte(s))[:8])) {
				t.Errorf("%s holds %q", d.Name(), s)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Check 16: rows between two people; between two hosts in vault and journal.
// TestRowsOfAnotherAreRefused puts Bob's rows, slot and session in the place of
// Alice's, as somebody could who writes to the database.
func TestRowsOfAnotherAreRefused(t *testing.T) {
	for what, change := range map[string]string{
		"entries":      `UPDATE row SET box = (SELECT box FROM row WHERE person = $bob AND seq = 1) WHERE person = $alice AND seq = 1`,
		"whole chains": `DELETE FROM row WHERE person = $alice; INSERT INTO row SELECT $alice, seq, link, sum, box FROM row WHERE person = $bob`,
		"passphrases":  `UPDATE slot SET box = (SELECT box FROM slot WHERE person = $bob AND slot = 'pass') WHERE person = $alice AND slot = 'pass'`,
		"sessions":     `UPDATE session SET person = $bob WHERE person = $alice`,
	} {
		h, folder := onDisk(t)
		a, b := h.visit(h.Site.Site), h.visit(h.bob)
		alice, bob := a.Person(), b.Person()
		a.Close()
		b.Close()
		edit(t, filepath.Join(folder, "ebb.db"), change, alice, bob)
		fresh := &house{Site: wordy(t, func(o *web.Options) { o.Store = h.Store }), t: t} // nothing of it is in memory
		fresh.nobodys(what+", with what she had open", h.Site.Site)
		in := fresh.Browser()
		at, _ := url.Parse(fresh.Base)
		old, _ := url.Parse(h.Base)
		in.Client.Jar.SetCookies(at, h.Client.Jar.Cookies(old))
		fresh.nobodys(what+", with her cookies at another process", in)
		for _, pass := range []string{alices, bobs} {
			for _, name := range []string{"", "bob"} {
				opened, p := h.unlock(name, pass)
				if opened == nil {
					continue
				}
				if (name == "") != (pass == alices) {
					t.Errorf("%s: %q opens with another's passphrase: %s", what, name, p.Path)
				}
				if name == "" {
					h.nobodys(what+", unlocked anew", opened)
				}
			}
		}
	}
}

// nobodys checks that nothing of Bob's is shown in b.
func (h *house) nobodys(what string, b *walk.Site) {
	h.t.Helper()
	for _, path := range []string{"/heard", "/now/heard", "/today", "/patterns"} {
		if p := h.get(b, path); strings.Contains(p.Body, "his/") || strings.Contains(p.Body, bobsWords) {
			h.t.Errorf("%s: %s shows what is Bob's: %.200s", what, path, p.Body)
		}
	}
}

func edit(t *testing.T, file, change string, alice, bob ebb.ID) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file+"?_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, one := range strings.Split(change, ";") {
		one = strings.ReplaceAll(one, "$alice", "x'"+hex.EncodeToString(alice[:])+"'")
		one = strings.ReplaceAll(one, "$bob", "x'"+hex.EncodeToString(bob[:])+"'")
		if r, err := db.Exec(one); err != nil {
			t.Fatal(err)
		} else if n, _ := r.RowsAffected(); n == 0 {
			t.Fatalf("nothing was changed by %s", one)
		}
	}
}
