package api

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"ebb"
	"ebb/store"
	"ebb/vault"
)

// FuzzCaptures holds for whatever a device sends: every capture is either one to
// be kept, once and under the device that its box names, or refused for one of
// four reasons; and a body that is none is refused with a sentence.
func FuzzCaptures(f *testing.F) {
	d := store.Device{ID: store.ID{3}, Person: store.ID{1}}
	off := store.Device{ID: store.ID{4}, Person: store.ID{1}, Revoked: true}
	for _, of := range []store.Device{d, off, {ID: store.ID{5}}} {
		id := ebb.NewID()
		box, err := vault.SealCapture(vault.NewRing().Public(), vault.Owner{Person: ebb.ID{1}}, ebb.ID(of.ID), id, []byte("{}"))
		if err != nil {
			f.Fatal(err)
		}
		one, _ := json.Marshal(sent{id.String(), base64.RawURLEncoding.EncodeToString(box)})
		f.Add("application/json", `{"items":[`+string(one)+","+string(one)+`],"back":["`+id.String()+`"]}`)
	}
	f.Add("application/json", `{"items":[{"id":"`+strings.Repeat("ö", 40)+`","box":""}]}`)
	f.Add("application/json", `{"items":[]} {}`)
	f.Add("application/json", `{"items":[],"more":1}`)
	f.Add("text/plain", `{"back":[]}`)
	f.Fuzz(func(t *testing.T, kind, body string) {
		r := httptest.NewRequest(http.MethodPost, "/api/v1/capture", strings.NewReader(body))
		r.Header.Set("Content-Type", kind)
		b, err := (&call{Request: r, w: httptest.NewRecorder()}).captures()
		if err != nil {
			if p := (*ebb.Problem)(nil); !errors.As(err, &p) || p.Status < 400 || p.Status >= 500 {
				t.Errorf("refused without a sentence: %v", err)
			}
			return
		}
		k := &Kept{}
		lists := k.sort([]store.Device{off, d}, b.Items)
		counted := map[store.ID]bool{}
		for i, list := range lists {
			for _, it := range list {
				if len(it.Box) == 0 || len(it.Box) > store.InboxBytes || it.Box[0] != 1 {
					t.Errorf("a box of %d bytes", len(it.Box))
				}
				if of, err := vault.CaptureDevice(it.Box); err != nil || store.ID(of) != []store.Device{off, d}[i].ID {
					t.Errorf("under another device: %s, %v", of, err)
				}
				counted[it.ID] = true
			}
		}
		for _, no := range k.Refused {
			if len(no.ID) > 64 || no.Why != "id" && no.Why != "box" && no.Why != "large" && no.Why != "device" {
				t.Errorf("refused: %+v", no)
			}
		}
		refused := 0
		for _, s := range b.Items {
			if id, err := ebb.ParseID(s.ID); err != nil || !counted[store.ID(id)] {
				refused++
			}
		}
		if len(b.Items)+len(b.Back) > mostItems || len(lists) != 2 || refused > len(k.Refused) {
			t.Errorf("%d and %d sent, %d refused, %d kept", len(b.Items), len(b.Back), len(k.Refused), len(counted))
		}
	})
}
