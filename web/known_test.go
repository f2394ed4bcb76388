package web_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/internal/site"
	"ebb/internal/walk"
	"ebb/store"
	"ebb/vault"
	"ebb/vault/vaulttest"
	"ebb/web/door/host"
)

const newPass = "seven green herons, one hat"

// known is somebody with a recovery code, a second browser, a phone and the slot of
// a passkey.
type known struct {
	*site.Site
	t      *testing.T
	person store.ID
	code   string
	old    *vault.Ring
}

func (k *known) row() store.Person {
	k.t.Helper()
	var p store.Person
	err := k.Store.People(k.t.Context(), func(id store.ID, x store.Person) error { k.person, p = id, x; return nil })
	if err != nil {
		k.t.Fatal(err)
	}
	return p
}

func (k *known) owner() vault.Owner {
	install, err := k.Store.Install(k.t.Context())
	if err != nil {
		k.t.Fatal(err)
	}
	return vault.Owner{Install: ebb.ID(install), Person: ebb.ID(k.person)}
}

func (k *known) slot(p store.Person) *vault.Ring {
	k.t.Helper()
	ring, err := vault.OpenPass(k.t.Context(), k.owner(), p.Version, vaulttest.Passphrase, host.Slot(p, host.Pass))
	if err != nil {
		k.t.Fatal(err)
	}
	return ring
}

func knownTo(t *testing.T) *known {
	k := &known{Site: wordy(t), t: t}
	k.Send("/write", "text", planted)
	k.Keep()
	k.code = codeOn(k.Send("/recovery"))
	k.Send("/recovery/safe")
	row := k.row()
	k.old = k.slot(row)
	row.Slots = append(row.Slots, store.Slot{Name: "prf:00", Box: []byte("a passkey's")})
	if err := k.Store.Rewrap(t.Context(), k.person, row.Version, row); err != nil {
		t.Fatal(err)
	}
	if err := k.Store.PutDevice(t.Context(), store.Device{Token: [32]byte{1}, ID: store.ID{2}, Person: k.person}); err != nil {
		t.Fatal(err)
	}
	return k
}

// opens counts the rows that a ring opens and those it does not, from row after on.
func (k *known) opens(r *vault.Ring, after uint64) (open, shut int) {
	k.t.Helper()
	keys := r.Keys(k.owner())
	prev := store.Genesis(k.owner().Install, k.person)
	err := k.Store.Since(k.t.Context(), k.person, store.Head{}, func(x store.Row) error {
		_, err := keys.Open(x.Seq, prev, x.Box)
		prev = x.Link
		switch {
		case x.Seq <= after || x.Box == nil:
		case err == nil:
			open++
		case errors.Is(err, vault.ErrDamaged):
			shut++
		}
		return nil
	})
	if err != nil {
		k.t.Fatal(err)
	}
	return open, shut
}

// check 18: after "someone else may know it" nothing that opened the journal
// opens it any more.
func TestSomeoneElseMayKnowIt(t *testing.T) {
	for _, all := range []string{"", "1"} {
		k := knownTo(t)
		other := k.Browser()
		if p, err := other.Post("/unlock", site.Form("pass", vaulttest.Passphrase)); err != nil || p.Path != "/today" {
			t.Fatalf("%v %v", p, err)
		}
		head, err := k.Store.Head(t.Context(), k.person)
		if err != nil {
			t.Fatal(err)
		}
		if p := k.Send("/settings/known", "pass", vaulttest.Passphrase, "again", vaulttest.Passphrase); p.Status != 400 {
			t.Errorf("the same passphrase: %d", p.Status)
		}
		p := k.Send("/settings/known", "pass", newPass, "again", newPass, "all", all)
		if !is(p, "/settings/known/work") && !is(p, "/unlock") {
			t.Fatalf("it led to %s: %s", p.Path, site.Text(p))
		}
		for end := time.Now().Add(20 * time.Second); all != "" && !is(p, "/unlock") && time.Now().Before(end); {
			time.Sleep(5 * time.Millisecond)
			p = k.Open("/settings/known/work")
		}
		if all != "" {
			p = k.Send("/unlock", "pass", newPass, "next", "/settings/known/work")
		}
		if said := site.Text(p); p.Path != "/settings/known/work" || strings.Contains(said, "Everything you wrote is sealed anew.") != (all != "") {
			t.Errorf("all %q: %s says %s", all, p.Path, said)
		}
		row := k.row()
		if len(row.Slots) != 1 || row.Slots[0].Name != host.Pass {
			t.Errorf("slots left: %d", len(row.Slots))
		}
		if _, err := vault.OpenPass(t.Context(), k.owner(), row.Version, vaulttest.Passphrase, host.Slot(row, host.Pass)); !errors.Is(err, vault.ErrWrong) {
			t.Errorf("the old passphrase: %v", err)
		}
		if p, err := other.Get("/review"); err != nil || !is(p, "/unlock") {
			t.Errorf("the old session leads to %s, %v", p.Path, err)
		}
		for what, form := range map[string][]string{"passphrase": {"pass", vaulttest.Passphrase}, "recovery code": {"code", k.code}} {
			if p, err := other.Post("/unlock", site.Form(form...)); err != nil || p.Status != 403 {
				t.Errorf("the old %s: %d %v", what, p.Status, err)
			}
		}
		if left, err := k.Store.DevicesOf(t.Context(), k.person); err != nil || len(left) != 0 {
			t.Errorf("%d phones are left, %v", len(left), err)
		}
		from := head.Seq
		if all != "" {
			from = 0
		}
		k.Send("/write", "text", "after")
		if open, shut := k.opens(k.old, from); open != 0 || shut == 0 {
			t.Errorf("all %q: the old ring opens %d new rows, %d stay shut", all, open, shut)
		}
		heardIs(t, k.Site, `["`+planted+`/","after/"]`)
	}
}

// codeOn reads the fifteen words from the page that shows them.
func codeOn(p *walk.Page) string {
	_, words, _ := strings.Cut(site.Text(p), "shown again. ")
	return strings.Join(strings.Fields(words)[:15], " ")
}

func TestThePaperIsTriedOnDayThree(t *testing.T) {
	s := somebody(t)
	code := codeOn(s.Send("/recovery"))
	asks := func() bool { return strings.Contains(s.Open("/today").Body, "Does the paper work?") }
	later := func(days int) {
		s.Wait(time.Duration(days) * 24 * time.Hour)
		s.Unlock()
	}
	if asks() {
		t.Error("it asks at once")
	}
	later(2)
	if asks() {
		t.Error("it asks on the second day")
	}
	later(1)
	if !asks() {
		t.Fatal("it does not ask on the third day")
	}
	s.Send("/recovery/later", "choice", "later")
	if asks() {
		t.Error("it was put off and asks")
	}
	later(3)
	if !asks() {
		t.Error("it does not ask again after three days")
	}
	if p := s.Send("/recovery/try", "code", "half a code"); p.Status != 400 || !strings.Contains(p.Body, "word by word") {
		t.Errorf("half a code: %d", p.Status)
	}
	if !asks() {
		t.Error("it does not ask after a code that did not fit")
	}
	s.Wait(time.Minute)
	if p := s.Send("/recovery/try", "code", strings.ToUpper(code)); p.Status != 200 || !strings.Contains(p.Body, "It fits") {
		t.Errorf("the code: %d", p.Status)
	}
	later(10)
	if asks() {
		t.Error("it asks again after it fitted")
	}
	s.Send("/recovery")
	later(3)
	s.Send("/recovery/later", "choice", "never")
	later(10)
	if asks() {
		t.Error("it asks somebody who does not want to be asked")
	}
	s.Send("/recovery/without")
	s.Lock()
	if p := s.Send("/unlock", "code", code); p.Status != 403 {
		t.Errorf("a code that was ended: %d", p.Status)
	}
}

// check 20: a code that does not fit may be tried a few times, then not for a while.
func TestACodeCannotBeTriedForEver(t *testing.T) {
	s := somebody(t)
	s.Send("/recovery")
	often := false
	for range 60 {
		p := s.Send("/recovery/try", "code", "abandon abandon")
		often = often || p.Status == 429
	}
	if !often {
		t.Error("sixty tries in a row")
	}
}

func TestWhenItWasOpenedLast(t *testing.T) {
	s := somebody(t)
	s.Wait(time.Hour)
	other := s.Browser()
	if _, err := other.Post("/unlock", site.Form("pass", vaulttest.Passphrase)); err != nil {
		t.Fatal(err)
	}
	s.Unlock()
	for range 3 {
		s.Send("/step-up", "pass", vaulttest.Passphrase)
		s.Open("/today")
	}
	said := site.Text(s.Open("/settings/opened"))
	if n := strings.Count(said, "Sunday 22 November, "); n != 3 {
		t.Errorf("%d lines, want 3: %s", n, said)
	}
	if strings.Count(said, "this is where you are now") != 1 {
		t.Errorf("this one is not marked: %s", said)
	}
	if !strings.Contains(said, "21:10") || !strings.Contains(said, "22:10") {
		t.Errorf("the times are missing: %s", said)
	}
}
