package device

import (
	"encoding/base64"
	"errors"
	"testing"
	"time"

	"ebb"
	"ebb/store"
	"ebb/store/mem"
)

// FuzzToken holds for any text in the place of a token and of a pairing code:
// only the one that was handed out finds a device, as its own, and a code pairs
// once.
func FuzzToken(f *testing.F) {
	now := time.Unix(1795395600, 0)
	s, person, other := mem.New(), store.ID{1}, store.ID{2}
	for _, id := range []store.ID{person, other} {
		if err := s.Append(f.Context(), id, store.Head{}, store.Batch{New: &store.Person{Version: 1, Inbox: []byte{1}, Slots: []store.Slot{{Name: "pass", Box: []byte{1}}}}}); err != nil {
			f.Fatal(err)
		}
	}
	k := &Desk{Store: s, Clock: func() time.Time { return now }}
	r, err := k.Pair(f.Context(), ebb.ID(person), ebb.ID{3})
	if err != nil {
		f.Fatal(err)
	}
	token := base64.RawURLEncoding.EncodeToString(r.Token)
	for _, text := range []string{token, token + "\n", token[1:], token + "=", "", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := k.Find(t.Context(), text)
		if (err == nil) != (text == token) || err != nil && !errors.Is(err, ErrUnknown) || err == nil && (d.Person != person || d.ID != store.ID{3}) {
			t.Errorf("%q finds %+v, %v", text, d, err)
		}
		if _, err := k.Again(t.Context(), ebb.ID(other), text); !errors.Is(err, ErrUnknown) {
			t.Errorf("%q is another person's: %v", text, err)
		}
		if err := k.Code(ebb.ID(person), ebb.ID{4}); err != nil {
			t.Fatal(err)
		}
		code, _ := k.Waiting(ebb.ID(person))
		if _, err := k.Claim(t.Context(), text); text != code && !errors.Is(err, ErrCode) {
			t.Errorf("%q is a code: %v", text, err)
		}
		if still, _ := k.Waiting(ebb.ID(person)); text != code && still != code {
			t.Errorf("%q used up another's code", text)
		}
	})
}
