package api_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"ebb"
	"ebb/internal/phone"
	"ebb/internal/site"
	"ebb/internal/walk"
	"ebb/store"
	"ebb/vault"
	"ebb/web/door/device"
)

func TestAPhoneAddsAndHowItCameIsSaid(t *testing.T) {
	r := someone(t)
	p := r.pair("Kim's phone")
	if a := sends(t, p, says(t, p, "alone")); became(a) != "200: 1 kept" || r.waiting() != 1 {
		t.Errorf("a token alone: %s, %d wait", became(a), r.waiting())
	}
	r.wants("at the next page", "alone/locked")
	p.Site = r.Site.Site // the person's own browser
	if a := sends(t, p, says(t, p, "together")); became(a) != "200: 1 kept" || r.waiting() != 0 {
		t.Errorf("beside a session: %s, %d wait", became(a), r.waiting())
	}
	r.wants("at once", "alone/locked together/web")
	r.Lock()
	if a := sends(t, p, says(t, p, "while locked")); became(a) != "200: 1 kept" || r.waiting() != 1 {
		t.Errorf("while locked: %s, %d wait", became(a), r.waiting())
	}
	r.Unlock()
	r.wants("after unlocking", "alone/locked together/web while locked/locked")
}

// A wave lasts longer than the idle lock; what its page sends by itself keeps the
// moment open, and nothing else.
func TestAHardMomentStaysOpenByWhatItSends(t *testing.T) {
	r := someone(t)
	p := r.pair("")
	p.Site = r.Site.Site
	for _, text := range []string{"begins", "goes on", "ends"} {
		if a := sends(t, p, says(t, p, text)); became(a) != "200: 1 kept" || r.waiting() != 0 {
			t.Errorf("%s: %s, %d wait", text, became(a), r.waiting())
		}
		r.Wait(15 * time.Minute)
	}
	if at := r.Open("/today").Path; !strings.HasPrefix(at, "/unlock") {
		t.Errorf("the rest is open too: %s", at)
	}
}

// Check 22: replayed.
func TestTheSameCaptureAgainChangesNothing(t *testing.T) {
	r := someone(t)
	p := r.pair("")
	it := says(t, p, "once")
	for _, when := range []string{"new", "while it waits", "in one request, twice"} {
		items := []phone.Item{it}
		if strings.HasSuffix(when, "twice") {
			items = append(items, it)
		}
		if a := sends(t, p, items...); became(a) != "200: 1 kept" || r.waiting() != 1 {
			t.Errorf("%s: %s, %d wait", when, became(a), r.waiting())
		}
	}
	r.wants("joined", "once/locked")
	sends(t, p, it)
	r.wants("after it joined", "once/locked")
	p.Site = r.Site.Site
	sends(t, p, it)
	r.wants("beside a session", "once/locked")
	if n := r.waiting(); n != 0 {
		t.Errorf("%d wait for ever", n)
	}
}

func TestWhatCanNeverBeACaptureIsRefusedOneByOne(t *testing.T) {
	r := someone(t)
	p, other := r.pair(""), r.pair("")
	good := says(t, p, "good")
	long := strings.Repeat("A", base64.RawURLEncoding.EncodedLen(store.InboxBytes+1))
	a := sends(t, p, good,
		phone.Item{ID: "x" + good.ID[1:], Box: good.Box}, phone.Item{ID: strings.Repeat("0", 300), Box: good.Box},
		phone.Item{ID: ebb.NewID().String(), Box: good.Box + "="}, phone.Item{ID: ebb.NewID().String()},
		phone.Item{ID: ebb.NewID().String(), Box: long},
		phone.Item{ID: ebb.NewID().String(), Box: "AgAA"}, says(t, other, "another device's"))
	if became(a) != "200: 1 kept, id, id, box, box, large, device, device" || r.waiting() != 1 {
		t.Errorf("%s, %d wait", became(a), r.waiting())
	}
	if len(a.Refused[1].ID) > 64 {
		t.Errorf("it says %d characters back", len(a.Refused[1].ID))
	}
	r.wants("all together", "good/locked")
}

// Check 22: forged.
// A device that lies about what is inside the seal is believed by nobody: it
// waits, it is counted on Today, and it is thrown away only when asked.
func TestAForgedCaptureNeverJoins(t *testing.T) {
	r := someone(t)
	p := r.pair("")
	plain := func(kind string) string {
		return fmt.Sprintf(`{"v":1,"kind":%q,"at":"2026-11-22T02:10:00.000Z","body":{"text":"forged"}}`, kind)
	}
	o, stranger := p.Owner(), ebb.NewID()
	foreign := vault.Owner{Install: stranger, Person: o.Person}
	another := vault.Owner{Install: o.Install, Person: stranger}
	forged := []struct {
		what  string
		owner vault.Owner
		of    ebb.ID
		moved bool
		plain string
	}{
		{"for another installation", foreign, p.ID(), false, plain("word.said")},
		{"for another person", another, p.ID(), false, plain("word.said")},
		{"of another device", o, stranger, false, plain("word.said")},
		{"under another id", o, p.ID(), true, plain("word.said")},
		{"of a kind nobody owns", o, p.ID(), false, plain("word.unsaid")},
		{"that takes back", o, p.ID(), false, plain(ebb.Withdrawn)},
		{"that erases", o, p.ID(), false, plain(ebb.Erased)},
		{"that names a device", o, p.ID(), false, plain(device.Named)},
		{"that is no JSON", o, p.ID(), false, "forged"},
	}
	for _, f := range forged {
		for _, with := range []*walk.Site{p.Site, r.Site.Site} {
			item := ebb.NewID()
			box, err := vault.SealCapture(phone.Bytes(p.Public), f.owner, f.of, item, []byte(f.plain))
			if err != nil {
				t.Fatal(err)
			}
			copy(box[1:17], phone.Bytes(p.Device))
			if f.moved {
				item = ebb.NewID()
			}
			q := &phone.Phone{Pair: p.Pair, Site: with}
			if a := sends(t, q, phone.Item{ID: item.String(), Box: base64.RawURLEncoding.EncodeToString(box)}); a.Status != 200 {
				t.Errorf("%s: %s", f.what, became(a))
			}
		}
	}
	r.wants("forged", "")
	today := r.Open("/today")
	if !strings.Contains(site.Text(today), fmt.Sprintf("%d entries could not be read", 2*len(forged))) {
		t.Errorf("Today says %s %s", site.Text(today), r.Log())
	}
	r.Send("/settings/devices/waiting", "device", strings.Repeat("0", 32), "choice", "unread")
	if n := r.waiting(); n != 0 {
		t.Errorf("%d are still there", n)
	}
}

func TestATokenIsOnePersonsAndReadsNothing(t *testing.T) {
	r := someone(t)
	p := r.pair("")
	other := *p
	other.Token = base64.RawURLEncoding.EncodeToString(make([]byte, 32))
	for what, token := range map[string]string{"none": "", "nobody's": other.Token, "no token": "AAAA", "with padding": p.Token + "="} {
		other.Token = token
		a := sends(t, &other, says(t, p, "no"))
		if a.Status != 401 || a.Error != "devices.unknown" || a.Say == "" || a.Header.Get("WWW-Authenticate") != "Bearer" {
			t.Errorf("%s: %d %s", what, a.Status, a.Body)
		}
	}
	for _, path := range []string{"/heard", "/today", "/settings/devices", "/now/mine"} {
		if body := get(t, r, path, p.Token); strings.Contains(body, "first") {
			t.Errorf("%s can be read with a token", path)
		}
	}
	if r.waiting() != 0 {
		t.Error("something was kept")
	}
}

func TestARevokedPhoneWaitsForAYes(t *testing.T) {
	r := someone(t)
	p, mine := r.pair("Kim's phone"), r.pair("")
	r.Send("/settings/devices", "device", p.ID().String(), "choice", "off")
	for _, with := range []string{"alone", "beside a session"} {
		q := *p
		if with != "alone" {
			q.Site = r.Site.Site
		}
		if a := sends(t, &q, says(t, p, "theirs")); became(a) != "200: 1 kept" {
			t.Errorf("%s: %s", with, became(a))
		}
	}
	sends(t, mine, says(t, mine, "mine"))
	r.wants("before the yes", "mine/locked")
	today := site.Text(r.Open("/today"))
	if !strings.Contains(today, "Kim's phone : 2 entries from a phone or browser that is not on your list") &&
		!strings.Contains(today, "Kim&#39;s phone : 2 entries") {
		t.Errorf("Today says %s", today)
	}
	r.Send("/settings/devices/waiting", "device", p.ID().String(), "choice", "take")
	r.wants("after the yes", "mine/locked theirs/locked theirs/locked")
	if strings.Contains(site.Text(r.Open("/today")), "Waiting for your yes") {
		t.Error("the card stays")
	}
	sends(t, p, says(t, p, "no"))
	r.Send("/settings/devices/waiting", "device", p.ID().String(), "choice", "drop")
	r.Send("/settings/devices", "device", p.ID().String(), "choice", "on")
	sends(t, p, says(t, p, "again"))
	r.wants("let back in", "again/locked mine/locked theirs/locked theirs/locked")
	r.Send("/settings/devices", "device", p.ID().String(), "choice", "drop")
	if a := sends(t, p, says(t, p, "gone")); a.Status != 401 {
		t.Errorf("removed: %s", became(a))
	}
}

// Check 22: a flood.
func TestAFloodIsBoundedAndHoldsUpNobodyElse(t *testing.T) {
	r := someone(t)
	p, mine := r.pair("loud"), r.pair("")
	r.Lock()
	kept, last := 0, &phone.Answer{}
	for range 20 {
		var items []phone.Item
		for i := range 64 {
			items = append(items, says(t, p, fmt.Sprint(i)))
		}
		if last = sends(t, p, items...); last.Status != 200 {
			break
		}
		kept += len(last.Kept)
	}
	kept += len(last.Kept)
	if last.Status != 507 || kept != device.Share || last.Error != "web.inbox" {
		t.Errorf("%d kept, then %s %s", kept, became(last), last.Error)
	}
	if a := sends(t, p, says(t, p, "more"), says(t, p, "more")); a.Status != 429 && a.Status != 507 {
		t.Errorf("more: %s", became(a))
	}
	for range 64 {
		last = sends(t, p, says(t, p, "more"))
	}
	if last.Status != 429 || last.Header.Get("Retry-After") == "" || len(last.Kept) > 0 {
		t.Errorf("a rate: %s, retry after %q", became(last), last.Header.Get("Retry-After"))
	}
	if a := sends(t, mine, says(t, mine, "mine")); became(a) != "200: 1 kept" {
		t.Errorf("another phone: %s", became(a))
	}
	r.Unlock()
	r.wants("in the flood", "mine/locked")
	if today := site.Text(r.Open("/today")); !strings.Contains(today, fmt.Sprintf("loud : %d entries at once", kept)) {
		t.Errorf("Today says %s", today)
	}
	r.Send("/settings/devices/waiting", "device", p.ID().String(), "choice", "drop")
	if r.waiting() != 0 {
		t.Errorf("%d are still there", r.waiting())
	}
}

func TestAFullInboxKeepsWhatFitsAndSaysSo(t *testing.T) {
	r := someone(t)
	p := r.pair("")
	person := store.ID(p.Owner().Person)
	for range store.InboxItems - 2 {
		if err := r.Store.Put(t.Context(), person, store.Item{ID: store.ID(ebb.NewID()), Box: []byte("x")}); err != nil {
			t.Fatal(err)
		}
	}
	var items []phone.Item
	for i := range 5 {
		items = append(items, says(t, p, fmt.Sprint(i)))
	}
	a := sends(t, p, items...)
	if a.Status != 507 || len(a.Kept) != 2 || a.Say == "" {
		t.Errorf("%s %s", became(a), a.Body)
	}
	if a := sends(t, p, items...); a.Status != 507 || len(a.Kept) != 2 {
		t.Errorf("again: %s", became(a))
	}
	r.Send("/settings/devices/waiting", "device", ebb.ID{}.String(), "choice", "drop")
	if a := sends(t, p, items...); became(a) != "200: 5 kept" {
		t.Errorf("with room: %s", became(a))
	}
	r.wants("in the end", "0/locked 1/locked 2/locked 3/locked 4/locked")
}

func TestNothingButTheJSONThatIsAskedForIsRead(t *testing.T) {
	r := someone(t)
	p := r.pair("")
	it, _ := json.Marshal(says(t, p, "x"))
	for what, c := range map[string]struct {
		body   string
		status int
	}{
		"no items":           {`{}`, 400},
		"null":               {`null`, 400},
		"a list":             {`[]`, 400},
		"a field":            {`{"items":[],"also":1}`, 400},
		"a field of an item": {`{"items":[{"id":"x","box":"y","device":"z"}]}`, 400},
		"two documents":      {`{"items":[]}{"items":[]}`, 400},
		"half a document":    {`{"items":[`, 400},
		"a depth":            {strings.Repeat("[", 20000), 400},
		"65 items":           {`{"items":[` + strings.Repeat(string(it)+",", 64) + string(it) + `]}`, 400},
		"two megabytes":      {`{"items":[` + strings.Repeat(" ", 2<<20) + `]}`, 413},
		"two megabytes more": {`{"items":[]}` + strings.Repeat(" ", 2<<20), 413},
	} {
		if a := r.ask(p.Site, "/api/v1/capture", p.Token, c.body); a.Status != c.status || a.Say == "" {
			t.Errorf("%s: %d %s", what, a.Status, a.Body)
		}
	}
	if r.waiting() != 0 {
		t.Error("something was kept")
	}
}

// get reads a page with a token and no cookie.
func get(t *testing.T, r *rig, path, token string) string {
	t.Helper()
	req, err := http.NewRequest(http.MethodGet, r.Base+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+token)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
