package web_test

import (
	"context"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/internal/site"
	"ebb/internal/walk"
	"ebb/store"
	"ebb/store/mem"
	"ebb/vault/spare"
	"ebb/vault/vaulttest"
	"ebb/web"
)

// home is somebody whose server lets a code lie beside the data.
type home struct {
	*site.Site
	t     *testing.T
	codes string // the folder
}

func atHome(t *testing.T, change ...func(*web.Options)) *home {
	h := &home{t: t, codes: filepath.Join(t.TempDir(), "codes")}
	allow := func(o *web.Options) { o.Codes, o.CodeBeside = spare.Open(h.codes), true }
	h.Site = somebody(t, append([]func(*web.Options){allow}, change...)...)
	return h
}

// files are what lies in the folder.
func (h *home) files() (all []string) {
	h.t.Helper()
	list, _ := os.ReadDir(h.codes)
	for _, f := range list {
		all = append(all, filepath.Join(h.codes, f.Name()))
	}
	return all
}

// words are those in the one file there is.
func (h *home) words() string {
	h.t.Helper()
	files := h.files()
	if len(files) != 1 {
		h.t.Fatalf("%d files", len(files))
	}
	raw, err := os.ReadFile(files[0])
	if err != nil {
		h.t.Fatal(err)
	}
	return strings.TrimSpace(string(raw))
}

func (h *home) says(path, want string, yes bool) {
	h.t.Helper()
	if text := site.Text(h.Open(path)); strings.Contains(text, want) != yes {
		h.t.Errorf("%s says %q: want %v: %s", path, want, yes, text)
	}
}

// rows counts the entries of everybody.
func (h *home) rows() (n uint64) {
	h.t.Helper()
	err := h.Store.People(h.t.Context(), func(p store.ID, _ store.Person) error {
		head, err := h.Store.Head(h.t.Context(), p)
		n += head.Seq
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

const price = "copies the whole folder of the data, opens everything, with no passphrase"

func TestACodeBesideTheDataIsOfferedWhereItIsAllowed(t *testing.T) {
	h := atHome(t)
	h.says("/recovery", price, true)
	h.says("/recovery", "A backup made by ebb does not hold the file.", true)
	h.says("/recovery", "Keep it beside the data", true)
	h.Send("/safety/1", "answer", "yes")
	h.says("/recovery", "Keep it beside the data", false)
	refused := map[string]*home{"somebody is afraid": h, "it is not allowed": atHome(t, func(o *web.Options) { o.CodeBeside = false })}
	for what, h := range refused {
		h.says("/recovery", "beside the data", false)
		p := h.Send("/recovery/beside")
		if p.Status != 403 || !strings.Contains(site.Text(p), "Nothing has changed.") || len(h.files()) != 0 {
			t.Errorf("%s: %d, %d files: %s", what, p.Status, len(h.files()), site.Text(p))
		}
		h.says("/settings", "Make a recovery code", true)
	}
}

func TestACodeBesideTheDataOpensTheJournal(t *testing.T) {
	h := atHome(t)
	p := h.Send("/recovery/beside")
	if !is(p, "/recovery") || !strings.Contains(site.Text(p), "The recovery code lies beside the data") || !strings.Contains(site.Text(p), "“ebb code”") {
		t.Fatalf("%s: %s", p.Path, site.Text(p))
	}
	words, rows := h.words(), h.rows()
	if n := len(strings.Fields(words)); n != 15 {
		t.Fatalf("%d words", n)
	}
	h.says("/recovery", price, true)
	h.says("/settings", "The recovery code lies beside the data, in a file.", true)
	h.says("/settings", "Try the recovery code", false)
	h.says("/recovery/try", "its words open your journal", true)
	for _, path := range []string{"/recovery", "/recovery/code", "/recovery/try", "/recovery/without", "/settings", "/today"} {
		h.says(path, strings.Join(strings.Fields(words)[:3], " "), false)
	}
	if h.Send("/recovery/beside"); h.words() != words || h.rows() != rows {
		t.Error("pressed twice it is another code, or another entry")
	}
	h.Wait(4 * 24 * time.Hour)
	h.Unlock()
	h.says("/today", "Does the paper work?", false)
	h.Lock()
	if p := h.Send("/unlock", "code", words); p.Path != "/today" {
		t.Errorf("the words lead to %s: %s", p.Path, site.Text(p))
	}
	if h.words() != words {
		t.Error("a code that opened is gone")
	}
}

func TestWhatEndsACodeBesideTheData(t *testing.T) {
	next := "another lamp beside a door"
	for what, end := range map[string]func(*home){
		"a code on paper":              func(h *home) { h.Send("/recovery") },
		"doing without one":            func(h *home) { h.Send("/recovery/without") },
		"another passphrase":           func(h *home) { h.Send("/settings/passphrase", "pass", next, "again", next) },
		"somebody else may know it":    func(h *home) { h.Send("/settings/known", "pass", next, "again", next) },
		"and everything sealed anew":   func(h *home) { h.Send("/settings/known", "pass", next, "again", next, "all", "1") },
		"burning":                      func(h *home) { h.Send("/out/burn", "word", "burn", "when", "now") },
		"burning in three days":        func(h *home) { h.Send("/out/burn", "word", "burn", "when", "later"); h.Wait(73 * time.Hour) },
		"being removed by who runs it": remove,
		"sealing the archive": func(h *home) {
			key := codeOnSeal(h.Open("/out/seal"))
			h.Send("/out/seal", "key", key, "soon", "no", "last", key[strings.LastIndexByte(key, ' ')+1:], "pass", vaulttest.Passphrase)
		},
	} {
		h := atHome(t)
		h.Send("/recovery/beside")
		words := h.words()
		end(h)
		if n := len(h.files()); n != 0 {
			t.Errorf("%s: %d files are left", what, n)
		}
		if p, err := h.Browser().Post("/unlock", site.Form("code", words)); err != nil || p.Path == "/today" {
			t.Errorf("%s: the words open it still, %v", what, err)
		}
		for _, path := range []string{"/recovery", "/settings", "/today"} {
			h.says(path, "lies beside the data", false)
			h.says(path, "It lay in a file", false)
		}
	}
}

func remove(h *home) {
	err := h.Store.People(h.t.Context(), func(p store.ID, _ store.Person) error {
		return h.Server.Door().Host().Remove(h.t.Context(), ebb.ID(p))
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// codeOnSeal is the key that is to be printed.
func codeOnSeal(p *walk.Page) string {
	for _, f := range p.Forms {
		for _, field := range f.Fields {
			if field.Name == "key" {
				return field.Value
			}
		}
	}
	return ""
}

// As after a restored backup.
func TestACodeThatIsNotThereIsAskedForAndNotClaimed(t *testing.T) {
	h := atHome(t)
	h.Send("/recovery")
	h.Send("/recovery/beside")
	if p := h.Open("/recovery/code"); p.Path != "/settings" {
		t.Errorf("the words that have ended are still to be written down: %s", p.Path)
	}
	if err := os.Remove(h.files()[0]); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/today", "/settings", "/recovery"} {
		h.says(path, "It lay in a file beside the data, and the file is gone", true)
		h.says(path, "lies beside the data", false)
	}
	h.says("/today", "Make a new recovery code", true)
	h.Send("/recovery/beside")
	words := h.words()
	h.says("/today", "the file is gone", false)
	h.Lock()
	if p := h.Send("/unlock", "code", words); p.Path != "/today" {
		t.Errorf("the new words lead to %s", p.Path)
	}
}

func TestWordsThatOpenNothingAreNoCode(t *testing.T) {
	h := atHome(t)
	h.Send("/recovery/beside")
	file := h.files()[0]
	for what, text := range map[string]string{
		"of somebody else": strings.Repeat("abandon ", 14) + "address", "nothing": "", "no words": "\x00\xff", "a novel": strings.Repeat("abandon ", 1<<16),
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		h.says("/recovery", "lies beside the data", false)
		h.says("/settings", "the file is gone", true)
		h.Lock()
		if len(h.files()) != 1 {
			t.Errorf("%s: locking took it away", what)
		}
		h.Unlock()
		if text != "" && len(h.files()) != 0 {
			t.Errorf("%s: it lies there after the next unlocking", what)
		}
	}
}

// full is a store whose disk is full when it matters.
type full struct {
	store.Store
	now bool
}

func (f *full) Rewrap(ctx context.Context, p store.ID, version uint64, to store.Person) error {
	if f.now {
		return store.ErrFull
	}
	return f.Store.Rewrap(ctx, p, version, to)
}

func TestACodeThatCouldNotBeKeptLeavesTheOldOne(t *testing.T) {
	disk := &full{Store: mem.New()}
	h := atHome(t, func(o *web.Options) { o.Store = disk })
	paper := codeOn(h.Send("/recovery"))
	disk.now = true
	if p := h.Send("/recovery/beside"); p.Status < 500 || len(h.files()) != 0 {
		t.Errorf("%d, %d files", p.Status, len(h.files()))
	}
	disk.now = false
	h.Lock()
	if p := h.Send("/unlock", "code", paper); p.Path != "/today" {
		t.Errorf("the paper leads to %s", p.Path)
	}
}

// A file for each person, named by nothing but their random id.
func TestTheFileNamesNobody(t *testing.T) {
	h := atHome(t)
	h.Send("/recovery/beside")
	if raw, err := hex.DecodeString(filepath.Base(h.files()[0])); err != nil || len(raw) != 16 {
		t.Errorf("it is called %s", filepath.Base(h.files()[0]))
	}
}
