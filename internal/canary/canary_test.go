// Package canary holds one test: a real server is walked from end to end by
// somebody who writes a secret into every field there is, and then every byte
// that the program stored, logged or sent to the wrong place is searched for
// the secrets.
package canary

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"ebb"
	"ebb/internal/phone"
	"ebb/internal/program"
	"ebb/internal/walk"
)

func TestMain(m *testing.M) {
	code := m.Run()
	program.Clean()
	os.Exit(code)
}

const passphrase = "canary-seven tall lamps 4711"

// visitor walks the site and plants a different secret into every text field.
type visitor struct {
	t       *testing.T
	site    *walk.Site
	planted []string
	done    map[string]bool
	outside []string // addresses, titles and headers: nothing personal may stand there
	names   []string // of fields
	// everywhere is the secret that goes into every field of every route.
	everywhere string
}

// Check 14. The cache of a browser is internal/gallery's to look at.
func TestNothingIsWrittenInClear(t *testing.T) {
	dir := t.TempDir()
	data, temp := filepath.Join(dir, "data"), filepath.Join(dir, "temp")
	if err := os.Mkdir(temp, 0o700); err != nil {
		t.Fatal(err)
	}
	server := program.Serve(t, data, "TMPDIR="+temp, "XDG_RUNTIME_DIR="+temp)
	v := &visitor{t: t, site: walk.New(server.Base), done: map[string]bool{}}
	v.site.Seen = v.note
	v.crawl("/")
	v.crawl("/now")
	v.crawl("/today")
	v.importChat()
	v.keep()
	v.done = map[string]bool{}
	v.crawl("/today")
	v.pair()
	v.provoke()
	routes := v.everyRoute()
	if len(v.planted) < 10 {
		t.Fatalf("only %d secrets were planted: the walk found no forms", len(v.planted))
	}
	t.Logf("%d secrets planted, %d pages", len(v.planted), len(v.done))
	v.search("the data folder while running", read(t, data))
	server.Stop()
	v.search("the data folder", read(t, data))
	copied := filepath.Join(dir, "copy.age")
	if out, err := exec.Command(program.Build(t), "backup", "--data", data, "--to", lock.Recipient().String(), copied).CombinedOutput(); err != nil {
		t.Fatalf("no backup: %v %s", err, out)
	}
	v.search("a backup", contents(t, copied))
	v.search("a backup that was opened", inside(t, contents(t, copied)))
	v.search("the temporary folder", read(t, temp))
	v.search("the log", []byte(server.Log()))
	v.search("addresses, titles and headers", []byte(strings.Join(v.outside, "\n")))
	if !t.Failed() {
		fmt.Printf("check 14: %d secrets planted on %d pages, one of them in every field of %d routes: none in the folder, its log, backups, temporary files, logs, titles and headers\n", len(v.planted), len(v.done), routes)
	}
}

// note keeps what must hold nothing personal: where an answer sent the
// browser, and its headers.
func (v *visitor) note(r *http.Response) {
	for name, values := range r.Header {
		v.outside = append(v.outside, name+": "+strings.Join(values, " "))
	}
}

func (v *visitor) crawl(path string) {
	clean, _, _ := strings.Cut(path, "?")
	if v.done[clean] || strings.HasPrefix(clean, "/leave") || strings.HasPrefix(clean, "/asset") || len(v.done) > 1200 {
		return
	}
	v.done[clean] = true
	p, err := v.site.Get(path)
	if err != nil {
		v.t.Fatal(err)
	}
	v.visit(p)
}

func (v *visitor) visit(p *walk.Page) {
	v.outside = append(v.outside, p.Title)
	for _, f := range p.Forms {
		v.named(f)
		if ends(f.Action) || v.done["form "+f.Action+fmt.Sprint(len(f.Fields))] {
			continue
		}
		v.done["form "+f.Action+fmt.Sprint(len(f.Fields))] = true
		next, err := v.site.Submit(f, v.fill)
		if err != nil {
			v.t.Fatal(err)
		}
		v.outside = append(v.outside, next.Title)
		if !v.done[next.Path] {
			v.done[next.Path] = true
			v.visit(next)
		}
	}
	for _, l := range p.Links {
		v.crawl(l)
	}
}

// ends reports forms that would end the walk, or close what is to be walked.
func ends(action string) bool {
	for _, stop := range []string{"lock", "leave", "signout", "sign-out", "keep-this", "unlock", "erase", "forget", "recovery", "step-up", "delete", "safety/feared", "safety/changed"} {
		if strings.Contains(action, stop) {
			return true
		}
	}
	return false
}

// fill writes a fresh secret into a text field and takes the first choice
// elsewhere.
func (v *visitor) fill(f walk.Field) string {
	switch f.Type {
	case "text", "", "textarea", "search":
		return v.plant()
	case "radio", "submit", "select":
		return choice(f.Options)
	case "checkbox":
		return f.Value
	case "date":
		return "2026-10-25"
	case "number", "range":
		return "7"
	case "tel":
		number := fmt.Sprintf("0306660%04d", len(v.planted))
		v.planted = append(v.planted, number)
		return number
	case "hidden":
		return f.Value
	}
	return ""
}

// choice takes "no" where it is offered, because a yes to the safety questions
// closes what is to be walked.
func choice(options []string) string {
	if slices.Contains(options, "no") {
		return "no"
	}
	for _, o := range options {
		if o != "" {
			return o
		}
	}
	return ""
}

func (v *visitor) plant() string {
	s := fmt.Sprintf("kanari%04dvogel", len(v.planted))
	v.planted = append(v.planted, s)
	return s
}

// importChat sends an export whose names and words are secrets.
func (v *visitor) importChat() {
	me, them, words := v.plant(), v.plant(), v.plant()
	var chat strings.Builder
	for day := 1; day < 28; day++ {
		fmt.Fprintf(&chat, "[%02d.03.26, 09:%02d:10] %s: %s\n[%02d.03.26, 09:%02d:40] %s: %s\n", day, day, me, words, day, day+1, them, words)
	}
	p, err := v.site.Get("/patterns/messages/add")
	if err != nil {
		v.t.Fatal(err)
	}
	for _, f := range p.Forms {
		if !f.Multipart {
			continue
		}
		next, err := v.site.Upload(f.Action, url.Values{}, map[string]io.Reader{"file": strings.NewReader(chat.String())})
		if err != nil {
			v.t.Fatal(err)
		}
		if !strings.Contains(next.Body, me) {
			v.t.Errorf("the page after an import does not ask who is who: %s %.300s", next.Path, next.Body)
		}
		v.visit(next)
		return
	}
	v.t.Errorf("no form takes a chat: %.300s", p.Body)
}

// keep chooses a passphrase, which is a secret too, then locks and unlocks.
func (v *visitor) keep() {
	v.planted = append(v.planted, passphrase)
	v.fillSecret("/keep-this")
	if _, err := v.site.Post("/lock", url.Values{}); err != nil {
		v.t.Fatal(err)
	}
	v.fillSecret("/unlock")
	p, err := v.site.Get("/today")
	if err != nil || p.Path != "/today" {
		v.t.Errorf("after unlocking, Today is %v %v", p, err)
	}
}

func (v *visitor) fillSecret(path string) {
	p, err := v.site.Get(path)
	if err != nil {
		v.t.Fatal(err)
	}
	for _, f := range p.Forms {
		if !hasPassword(f) {
			continue
		}
		_, err := v.site.Submit(f, func(field walk.Field) string {
			if field.Type == "password" {
				return passphrase
			}
			return field.Value
		})
		if err != nil {
			v.t.Fatal(err)
		}
		return
	}
	v.t.Errorf("%s asks for no passphrase: %d %.300s", path, p.Status, p.Body)
}

func hasPassword(f walk.Form) bool {
	for _, field := range f.Fields {
		if field.Type == "password" {
			return true
		}
	}
	return false
}

// pair pairs a phone and lets it add: its name, its code, its token and what it
// writes, with its person there and without, are secrets.
func (v *visitor) pair() {
	page, err := v.site.Post("/settings/devices/pair", url.Values{"label": {v.plant()}})
	if err != nil {
		v.t.Fatal(err)
	}
	_, after, _ := strings.Cut(page.Body, "/pair#")
	code, _, _ := strings.Cut(after, "<")
	p, a, err := phone.Claim(v.site.Base, code)
	if err != nil || a.Status != http.StatusOK {
		v.t.Fatalf("no phone is paired: %s %s %v", page.Path, a.Body, err)
	}
	v.planted = append(v.planted, code, p.Token, string(phone.Bytes(p.Token)))
	for _, with := range []*walk.Site{v.site, p.Site} {
		it, err := p.Capture("hold.detail", time.Now(), map[string]any{"moment": ebb.NewID(), "words": v.plant()})
		if err != nil {
			v.t.Fatal(err)
		}
		q := &phone.Phone{Pair: p.Pair, Site: with}
		if a, err := q.Send(it); err != nil || len(a.Kept) != 1 {
			v.t.Errorf("a capture is not kept: %v %v", a, err)
		}
		q.Token = v.plant()
		if a, err := q.Send(it, phone.Item{ID: v.plant(), Box: v.plant()}); err != nil || a.Status != http.StatusUnauthorized {
			v.t.Errorf("a token that is none: %v %v", a, err)
		}
		v.outside = append(v.outside, fmt.Sprint(a.Header))
	}
	if _, a, err := phone.Claim(v.site.Base, v.plant()); err != nil || a.Status != http.StatusNotFound {
		v.t.Errorf("a code that is none: %v %v", a, err)
	}
}

// provoke asks for pages that do not exist and sends what cannot be right; the
// answers must not repeat it.
func (v *visitor) provoke() {
	secret := v.plant()
	for _, path := range []string{"/" + secret, "/patterns/messages/" + secret, "/keep/" + secret} {
		p, err := v.site.Get(path)
		if err != nil {
			v.t.Fatal(err)
		}
		if strings.Contains(p.Body, secret) {
			v.t.Errorf("the answer to a wrong address repeats it")
		}
	}
	for _, path := range []string{"/now/pull", "/note", "/unlock"} {
		if _, err := v.site.Post(path, url.Values{"pull": {v.plant()}, "words": {strings.Repeat(v.plant(), 20000)}, "pass": {v.plant()}}); err != nil {
			v.t.Fatal(err)
		}
	}
}

func contents(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func read(t *testing.T, dir string) []byte {
	var all bytes.Buffer
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		all.WriteString(p + "\n")
		b, err := os.ReadFile(p)
		all.Write(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.Bytes()
}

// search looks for every secret in the shapes a program might write it.
func (v *visitor) search(where string, in []byte) {
	for _, shape := range v.holds(in) {
		v.t.Errorf("%s holds a secret as %s", where, shape)
	}
}

// holds lists the shapes in which secrets are found.
func (v *visitor) holds(in []byte) (found []string) {
	for _, s := range v.planted {
		for shape, needle := range shapes(s) {
			if bytes.Contains(in, needle) {
				found = append(found, shape)
			}
		}
	}
	return found
}

func shapes(s string) map[string][]byte {
	wide := make([]byte, 0, 2*len(s))
	for _, u := range utf16.Encode([]rune(s)) {
		wide = binary.LittleEndian.AppendUint16(wide, u)
	}
	all := map[string][]byte{
		"text":        []byte(s),
		"UTF-16":      wide,
		"hexadecimal": []byte(hex.EncodeToString([]byte(s))),
		"query":       []byte(url.QueryEscape(s)),
	}
	for i := range 3 { // wherever it begins in what was encoded
		inner := []byte(s)[i:]
		all[[]string{"base64", "base64, one on", "base64, two on"}[i]] = []byte(base64.RawStdEncoding.EncodeToString(inner[:len(inner)-len(inner)%3]))
	}
	return all
}

// TestTheSearchFindsWhatIsThere plants secrets in the clear and must find them.
func TestTheSearchFindsWhatIsThere(t *testing.T) {
	for shape, needle := range shapes("kanari0001vogel") {
		in := append(append([]byte("before "), needle...), " after"...)
		found := false
		for _, n := range shapes("kanari0001vogel") {
			found = found || bytes.Contains(in, n)
		}
		if !found {
			t.Errorf("a secret written as %s is not found", shape)
		}
	}
}
