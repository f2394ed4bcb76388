package passkey

import (
	"errors"
	"testing"
	"time"

	"ebb"
	"ebb/store"
	"ebb/vault"
	sealed "ebb/vault/passkey"
)

// FuzzAnswer holds for whatever a page sends in the name of a passkey: nothing is
// made and nothing opens that no authenticator has signed, the question is used
// up, and the reason is a sentence without a cause.
func FuzzAnswer(f *testing.F) {
	const id = `"id":"YSBjcmVkZW50aWFsLCB0d2VudHk","rawId":"YSBjcmVkZW50aWFsLCB0d2VudHk","type":"public-key"`
	const client = `"clientDataJSON":"eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoiQUFBQSIsIm9yaWdpbiI6Imh0dHBzOi8vZWJiLmV4YW1wbGUifQ"`
	const data = "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAA"
	prf := "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA"
	use := `{` + id + `,"response":{` + client + `,"authenticatorData":"` + data + `","signature":"MAA","userHandle":"AQAAAAAAAAAAAAAAAAAAAA"}}`
	made := `{` + id + `,"response":{` + client + `,"attestationObject":"o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVgl` + data + `"}}`
	f.Add([]byte(made), []byte(use), prf)
	f.Add([]byte(use), []byte(made), prf+"\n")
	f.Add([]byte(`{}`), []byte(`null`), "")
	at, _ := At("https://ebb.example")
	o, ring := vault.Owner{Install: ebb.NewID(), Person: ebb.ID{1}}, vault.NewRing()
	key, _ := secret(prf)
	credential := []byte("a credential, twenty")
	box, err := sealed.Seal(o, ring, key, sealed.Passkey{Credential: credential, Name: "the blue key"}, sealed.Proof{Key: []byte("cose")})
	if err != nil {
		f.Fatal(err)
	}
	row := store.Person{Version: 1, Slots: []store.Slot{{Name: "pass", Box: []byte{1}}, {Name: sealed.Slot(o, credential), Box: box}}}
	d := &Desk{Clock: func() time.Time { return time.Unix(1795395600, 0) }}
	f.Fuzz(func(t *testing.T, creation, assertion []byte, given string) {
		clear(d.used)
		bare := func(err error) bool {
			var p *ebb.Problem
			return errors.As(err, &p) && p.Cause == nil && p.Status >= 400 && p.Status < 500
		}
		a := d.Ask(2)
		if change, err := d.Add(at, o, a, Made{"the red key", creation, assertion, given, given}); change != nil || !bare(err) {
			t.Errorf("made of nothing: %v", err)
		}
		if _, err := d.Add(at, o, a, Made{"the red key", creation, assertion, given, given}); says(err) != "passkeys.bad.again" {
			t.Errorf("the same question again: %v", err)
		}
		who, by, err := d.Open(at, d.Ask(1), assertion, given)
		if err != nil {
			if by != nil || who != (ebb.ID{}) || !bare(err) {
				t.Errorf("%s: %v", who, err)
			}
			return
		}
		if ring, err := by(t.Context(), vault.Owner{Install: o.Install, Person: who}, row); ring != nil || !bare(err) {
			t.Errorf("opened by nothing: %v", err)
		}
	})
}
