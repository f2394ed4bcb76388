package whole_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"ebb/backup"
	"ebb/feature/all"
	"ebb/internal/site"
	"ebb/store"
	"ebb/store/mem"
	"ebb/vault"
	"ebb/web"
)

// house is a server whose database can be put back.
type house struct {
	*site.Site
	t       *testing.T
	secrets *vault.Secrets
	lock    *age.X25519Identity
}

func kept(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, secrets: vault.MemorySecrets()}
	h.lock, _ = age.GenerateX25519Identity()
	h.Site = site.New(t, all.List(), func(o *web.Options) { o.Secrets = h.secrets })
	h.note("first")
	h.note("and another")
	h.Keep()
	return h
}

func (h *house) note(text string) { h.t.Helper(); h.Send("/note", "text", text) }

// says is a page's text.
func (h *house) says(path string) string { h.t.Helper(); return site.Text(h.Open(path)) }

func (h *house) entries() uint64 {
	h.t.Helper()
	var n uint64
	err := h.Store.People(h.t.Context(), func(p store.ID, _ store.Person) error {
		head, err := h.Store.Head(h.t.Context(), p)
		n = head.Seq
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return n
}

func (h *house) backup() []byte {
	h.t.Helper()
	var file bytes.Buffer
	if _, err := backup.Write(h.t.Context(), &file, backup.Source{Store: h.Store, Made: h.Now()}, h.lock.Recipient()); err != nil {
		h.t.Fatal(err)
	}
	return file.Bytes()
}

// restored is the same browser before a server that holds what was backed up.
func (h *house) restored(file []byte) *house {
	h.t.Helper()
	var s *mem.Store
	_, err := backup.Read(h.t.Context(), bytes.NewReader(file), backup.Place{
		Open:   func(install store.ID) (store.Store, error) { s = mem.As(install); return s, nil },
		Secret: func(string, [32]byte) error { return nil },
	}, h.lock)
	if err != nil {
		h.t.Fatal(err)
	}
	return h.before(s)
}

// before is the same browser before another database.
func (h *house) before(s *mem.Store) *house {
	h.t.Helper()
	n := &house{t: h.t, secrets: h.secrets, lock: h.lock}
	n.Site = site.New(h.t, all.List(), func(o *web.Options) { o.Store, o.Secrets = s, h.secrets })
	browser := h.Site.Site
	browser.Base = n.Base
	n.Site.Site = browser
	n.Open("/")
	n.Unlock()
	return n
}

// Check 11: a restored copy is named with the number of missing entries.
func TestAnOldCopyIsNoticedWithTheNumberOfEntries(t *testing.T) {
	h := kept(t)
	old := h.backup()
	for i := range 5 {
		h.note(fmt.Sprint("later ", i))
		h.Open("/today")
	}
	seen := h.entries()
	n := h.restored(old)
	here := n.entries()
	for _, path := range []string{"/today", "/settings/whole"} {
		text := n.says(path)
		for _, want := range []string{fmt.Sprint(seen, " entries were here"), fmt.Sprint(here, " are here now"), fmt.Sprintf("At least %d of those it saw are missing", seen-here), "A backup was put back"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q: %s", path, want, text)
			}
		}
	}
	n.note("written since") // it stays said until the person has taken it as it is
	if !strings.Contains(n.says("/today"), "At least") {
		t.Error("writing on hides what is missing")
	}
	n.Send("/settings/whole/take")
	for range 2 {
		if text := n.says("/today"); strings.Contains(text, "not as it was") {
			t.Errorf("it is said again: %s", text)
		}
		n.note("and on")
	}
}

func TestACopyWithoutABackupIsCalledAnOlderOne(t *testing.T) {
	h := kept(t)
	var rows []store.Row
	var who store.ID
	var person store.Person
	h.Store.People(t.Context(), func(p store.ID, x store.Person) error { who, person = p, x; return nil })
	h.Store.Since(t.Context(), who, store.Head{}, func(r store.Row) error {
		rows = append(rows, store.Row{Seq: r.Seq, Link: r.Link, Box: bytes.Clone(r.Box)})
		return nil
	})
	h.note("later")
	h.Open("/today")
	install, _ := h.Store.Install(t.Context())
	s := mem.As(install)
	if err := s.Append(t.Context(), who, store.Head{}, store.Batch{New: &person, Rows: rows}); err != nil {
		t.Fatal(err)
	}
	if text := h.before(s).says("/today"); !strings.Contains(text, "An older copy may stand in the place") || strings.Contains(text, "A backup was put back") {
		t.Errorf("it says: %s", text)
	}
}

func TestAJournalThatOnlyGrewIsNotSuspected(t *testing.T) {
	h := kept(t)
	other := h.Browser()
	for i := range 12 {
		h.note(fmt.Sprint("one ", i))
		if _, err := other.Get("/today"); err != nil {
			t.Fatal(err)
		}
		h.Lock()
		h.Wait(time.Hour)
		h.Open("/")
		h.Unlock()
		if text := h.says("/today"); strings.Contains(text, "not as it was") {
			t.Fatalf("after visit %d: %s", i, text)
		}
	}
}

func TestEveryEntryIsOpenedAndDamageIsNamed(t *testing.T) {
	h := kept(t)
	h.note("second")
	if text := site.Text(h.Send("/settings/whole/read")); !strings.Contains(text, fmt.Sprintf("All %d open", h.entries())) {
		t.Errorf("a whole journal: %s", text)
	}
	var who store.ID
	h.Store.People(t.Context(), func(p store.ID, _ store.Person) error { who = p; return nil })
	h.Lock()
	var box []byte
	h.Store.Since(t.Context(), who, store.Head{}, func(r store.Row) error {
		if r.Seq == 2 {
			box = r.Box
		}
		return nil
	})
	box[len(box)/2] ^= 1 // the store in memory hands out what it keeps
	h.Open("/")
	h.Unlock()
	if text := site.Text(h.Send("/settings/whole/read")); !strings.Contains(text, "Entry 2: it does not open") || !strings.Contains(text, "1 entry is damaged") {
		t.Errorf("a damaged one: %s", text)
	}
	h.Wait(25 * time.Hour)
	h.Open("/")
	h.Unlock()
	if text := h.says("/today"); !strings.Contains(text, "1 entry is not what was written. The others can be read.") {
		t.Errorf("the daily look is not on Today: %s", text)
	}
	if !strings.Contains(h.Log(), "entry=2") {
		t.Error("the log does not name the entry")
	}
}
