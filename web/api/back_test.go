package api_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"ebb/internal/phone"
	"ebb/internal/walk"
)

// back takes captures back and says which are gone.
func back(t *testing.T, p *phone.Phone, items ...phone.Item) string {
	t.Helper()
	var ids []string
	for _, it := range items {
		ids = append(ids, it.ID)
	}
	body, err := json.Marshal(map[string][]string{"back": ids})
	if err != nil {
		t.Fatal(err)
	}
	a, err := phone.Post(p.Site, "/api/v1/capture", p.Token, string(body))
	var said struct{ Gone []string }
	if err == nil {
		err = json.Unmarshal(a.Body, &said)
	}
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%d: %d gone", a.Status, len(said.Gone))
}

// What a tap left can be taken back: out of the inbox while locked, out of what
// counts where its person is there, and by nobody else.
func TestACaptureIsTakenBack(t *testing.T) {
	r := someone(t)
	p, other := r.pair(""), r.pair("")
	r.Lock()
	slip, meant := says(t, p, "slip"), says(t, p, "meant")
	sends(t, p, slip, meant)
	if got := back(t, other, slip); got != "200: 0 gone" || r.waiting() != 2 {
		t.Errorf("another device takes it: %s, %d wait", got, r.waiting())
	}
	if got := back(t, p, slip, slip); got != "200: 1 gone" || r.waiting() != 1 {
		t.Errorf("while locked: %s, %d wait", got, r.waiting())
	}
	r.Unlock()
	r.wants("the other stays", "meant/locked")
	if got := back(t, p, meant); got != "200: 0 gone" {
		t.Errorf("a token alone reaches into the journal: %s", got)
	}
	r.wants("with a token alone", "meant/locked")
	p.Site = r.Site.Site
	if got := back(t, p, meant); got != "200: 1 gone" {
		t.Errorf("beside a session: %s", got)
	}
	r.wants("beside a session", "")
	now := says(t, p, "now")
	sends(t, p, now)
	r.wants("sent beside a session", "now/web")
	if got := back(t, p, now); got != "200: 1 gone" {
		t.Errorf("joined at once: %s", got)
	}
	r.wants("joined at once and taken back", "")
}

// A phone that was removed holds what it could not send. Paired again it sends
// that under its new token, and it waits for a yes.
func TestWhatARemovedPhoneHoldsWaitsForAYes(t *testing.T) {
	r := someone(t)
	was := r.pair("Kim's phone")
	kept := says(t, was, "kept")
	for _, choice := range []string{"off", "drop"} {
		r.Send("/settings/devices", "device", was.ID().String(), "choice", choice)
	}
	if a := sends(t, was, kept); a.Status != 401 {
		t.Fatalf("its token is somebody's: %d", a.Status)
	}
	is := again(t, r, was, was.Person)
	if is.Device == was.Device || is.Token == was.Token {
		t.Error("it is the device that was removed")
	}
	if a := sends(t, is, kept, says(t, is, "new")); became(a) != "200: 2 kept" {
		t.Errorf("paired again: %s", became(a))
	}
	r.wants("unasked", "new/web")
	if text := r.look("/today").Body; !strings.Contains(text, "Kim&#39;s phone") || !strings.Contains(text, "One entry from a phone or browser that is not on your list") {
		t.Errorf("Today does not ask: %s", text)
	}
	r.Send("/settings/devices/waiting", "device", was.ID().String(), "choice", "take")
	r.wants("after the yes", "kept/locked new/web")
}

// Nobody brings what a device sealed that was never the person's, that belongs
// to somebody else, or that may still add by itself.
func TestOnlyARemovedPhoneOfOnesOwnIsProved(t *testing.T) {
	r := someone(t)
	never, active := r.pair(""), r.pair("")
	forged := *never
	forged.Device = "AQAAAAAAAAAAAAAAAAAAAA"
	for what, p := range map[string]*phone.Phone{"an id that nobody paired": &forged, "one that is on": active} {
		is := again(t, r, &phone.Phone{Pair: phone.Pair{Device: p.Device}, Site: walk.New(r.Base)}, p.Person)
		if a := sends(t, is, says(t, p, "x")); became(a) != "200: 0 kept, device" {
			t.Errorf("%s: %s", what, became(a))
		}
	}
	r.Send("/settings/devices", "device", never.ID().String(), "choice", "drop")
	is := again(t, r, never, "AAAAAAAAAAAAAAAAAAAAAA")
	if a := sends(t, is, says(t, never, "x")); became(a) != "200: 0 kept, device" {
		t.Errorf("of another person: %s", became(a))
	}
}

// again pairs the person's own browser, which says what it was.
func again(t *testing.T, r *rig, was *phone.Phone, person string) *phone.Phone {
	t.Helper()
	a, err := phone.Post(r.Site.Site, "/now/pair", was.Token, fmt.Sprintf(`{"person":%q,"device":%q}`, person, was.Device))
	if err != nil || a.Status != 200 {
		t.Fatalf("%d %s %v", a.Status, a.Body, err)
	}
	p, err := phone.Parse(string(a.Body), r.Site.Site)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
