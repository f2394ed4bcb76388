package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"ebb/internal/phone"
	"ebb/internal/site"
	"ebb/store"
	"ebb/web/door/device"
)

func TestACodeWorksOnceAndForTenMinutes(t *testing.T) {
	r := someone(t)
	code := r.code("")
	if _, a, _ := phone.Claim(r.Base, code); a.Status != 200 {
		t.Errorf("new: %d %s", a.Status, a.Body)
	}
	if _, a, _ := phone.Claim(r.Base, code); a.Status != 404 || a.Error != "devices.code.gone" {
		t.Errorf("used: %d %s", a.Status, a.Body)
	}
	code = r.code("")
	next := r.code("")
	if _, a, _ := phone.Claim(r.Base, code); a.Status != 404 {
		t.Errorf("replaced: %d %s", a.Status, a.Body)
	}
	r.Wait(device.CodeLife)
	if _, a, _ := phone.Claim(r.Base, next); a.Status != 404 {
		t.Errorf("ten minutes old: %d %s", a.Status, a.Body)
	}
	if strings.Contains(r.Log(), code) || strings.Contains(r.Log(), next) {
		t.Error("a code is in the log")
	}
}

func TestOfATokenOnlyTheHashIsKept(t *testing.T) {
	r := someone(t)
	p := r.pair("")
	all, err := r.Store.DevicesOf(t.Context(), store.ID(p.Owner().Person))
	if err != nil || len(all) != 1 || all[0].Token != sha256.Sum256(phone.Bytes(p.Token)) || all[0].ID != store.ID(p.ID()) {
		t.Errorf("%+v, %v", all, err)
	}
	person, err := r.Store.Person(t.Context(), store.ID(p.Owner().Person))
	if err != nil || !bytes.Equal(person.Inbox, phone.Bytes(p.Public)) {
		t.Errorf("the phone seals to another key: %v", err)
	}
}

func TestABrowserPairsItselfOnce(t *testing.T) {
	r := &rig{site.New(t, features()), t}
	if _, a, _ := phone.Here(r.Site.Site); a.Status != 403 || a.Error != "devices.api.shut" {
		t.Errorf("with nothing saved: %d %s", a.Status, a.Body)
	}
	r.Send("/now/say", "text", "first")
	p, a, err := phone.Here(r.Site.Site)
	if err != nil || a.Status != 200 {
		t.Fatalf("as a draft: %d %s %v", a.Status, a.Body, err)
	}
	again := r.ask(r.Site.Site, "/now/pair", p.Token, "")
	if !bytes.Equal(again.Body, a.Body) {
		t.Errorf("with its token it gets another record")
	}
	r.Keep()
	var record phone.Pair
	again = r.ask(r.Site.Site, "/now/pair", p.Token, "")
	if err := json.Unmarshal(again.Body, &record); err != nil || record.Token != p.Token || record.Public == p.Public {
		t.Errorf("with a new key it gets %s", again.Body)
	}
	sends(t, p, says(t, p, "old key"))
	r.wants("sealed to the draft's key", "old key/web")
	r.Lock()
	if _, a, _ := phone.Here(r.Site.Site); a.Status != 403 {
		t.Errorf("while locked: %d %s", a.Status, a.Body)
	}
	r.Unlock()
	r.Send("/settings/devices", "device", p.ID().String(), "choice", "off")
	if a := r.ask(r.Site.Site, "/now/pair", p.Token, ""); a.Status != 403 || a.Error != "devices.revoked" {
		t.Errorf("taken off: %d %s", a.Status, a.Body)
	}
}

func TestPairingAndTakingOffAskForThePassphrase(t *testing.T) {
	r := someone(t)
	p := r.pair("")
	r.Wait(6 * time.Minute)
	for _, try := range [][]string{
		{"/settings/devices/pair"}, {"/settings/devices", "device", p.ID().String(), "choice", "off"},
		{"/settings/devices", "device", p.ID().String(), "choice", "drop"},
	} {
		if x := r.Send(try[0], try[1:]...); !strings.HasPrefix(x.Path, "/step-up") {
			t.Errorf("%v led to %s", try, x.Path)
		}
	}
	for _, path := range []string{"/settings/devices", "/settings/devices/pair"} {
		if x := r.Open(path); !strings.HasPrefix(x.Path, "/step-up") {
			t.Errorf("%s led to %s", path, x.Path)
		}
	}
	all, err := r.Store.DevicesOf(t.Context(), store.ID(p.Owner().Person))
	if err != nil || len(all) != 1 || all[0].Revoked {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestTheListSaysWhatIsPairedAndWhatItIsCalled(t *testing.T) {
	r := someone(t)
	if x := site.Text(r.Open("/settings/devices")); !strings.Contains(x, "Nothing is paired yet") {
		t.Errorf("empty: %s", x)
	}
	p := r.pair("  Sam's\n<b>phone</b>  " + strings.Repeat("x", 100))
	list := r.Open("/settings/devices")
	if text := site.Text(list); !strings.Contains(text, "Paired") || !strings.Contains(list.Body, "Sam&#39;s &lt;b&gt;phone&lt;/b&gt; xx") || strings.Contains(list.Body, strings.Repeat("x", 40)) {
		t.Errorf("the list says %s", list.Body)
	}
	r.Send("/settings/devices", "device", p.ID().String(), "choice", "name", "label", "Sam's")
	if text := site.Text(r.Open("/settings/devices")); !strings.Contains(text, "Sam&#39;s Paired Sunday 22 November") {
		t.Errorf("renamed: %s", text)
	}
	if !strings.Contains(site.Text(r.Open("/settings")), "Phones and browsers") {
		t.Error("Settings does not lead there")
	}
}

// The page of the phone is the same for everybody, and the code never gets into
// an address that a server or a history sees.
func TestThePageOfThePhoneIsEverybodys(t *testing.T) {
	r := someone(t)
	mine, other := r.Open("/pair"), r.Browser()
	r.Lock()
	locked := r.Open("/pair")
	theirs, err := other.Get("/pair")
	if err != nil || mine.Body != theirs.Body || mine.Body != locked.Body || mine.Status != 200 {
		t.Errorf("it is not the same: %d %d, %v", mine.Status, theirs.Status, err)
	}
	if theirs.Header.Get("Set-Cookie") != "" {
		t.Error("it leaves a cookie")
	}
	if text := site.Text(mine); !strings.Contains(text, "It cannot read anything") {
		t.Errorf("it does not say what a phone can: %s", text)
	}
}

// Two people on one host: what one's token brings is never the other's.
func TestATokenOfOnePersonNeverWritesToAnother(t *testing.T) {
	r := &rig{site.New(t, features()), t}
	r.Send("/now/say", "text", "first")
	other := &rig{&site.Site{Site: r.Browser(), Store: r.Store, Server: r.Server}, t}
	if _, err := other.Post("/now/say", site.Form("text", "first")); err != nil {
		t.Fatal(err)
	}
	r.Keep()
	mine := r.pair("")
	theirs, a, err := phone.Here(other.Site.Site)
	if err != nil || a.Status != 200 || theirs.Person == mine.Person {
		t.Fatalf("%d %s %v", a.Status, a.Body, err)
	}
	theirs.Site = r.Browser()
	for _, c := range []struct {
		what string
		p    *phone.Phone
		it   phone.Item
		want string
	}{
		{"mine with my session", &phone.Phone{Pair: mine.Pair, Site: r.Site.Site}, says(t, mine, "mine"), "200: 1 kept"},
		{"theirs with my session", &phone.Phone{Pair: theirs.Pair, Site: r.Site.Site}, says(t, theirs, "theirs"), "200: 1 kept"},
		{"mine with their session", &phone.Phone{Pair: mine.Pair, Site: other.Site.Site}, says(t, mine, "too"), "200: 1 kept"},
		{"my capture under their token", theirs, says(t, mine, "no"), "200: 0 kept, device"},
		{"their capture under my token", mine, says(t, theirs, "no"), "200: 0 kept, device"},
	} {
		if a := sends(t, c.p, c.it); became(a) != c.want {
			t.Errorf("%s: %s", c.what, became(a))
		}
	}
	if a := r.ask(r.Site.Site, "/now/pair", theirs.Token, ""); a.Status != 200 || bytes.Contains(a.Body, []byte(theirs.Token)) || bytes.Contains(a.Body, []byte(theirs.Person)) {
		t.Errorf("their token pairs my browser with them: %s", a.Body)
	}
	r.wants("mine", "mine/web too/locked")
	other.wants("theirs", "theirs/locked")
	r.Send("/settings/devices", "device", theirs.ID().String(), "choice", "off")
	r.Send("/settings/devices", "device", theirs.ID().String(), "choice", "drop")
	if a := sends(t, theirs, says(t, theirs, "still")); became(a) != "200: 1 kept" {
		t.Errorf("I can take off their phone: %s", became(a))
	}
	other.wants("theirs", "still/locked theirs/locked")
}
