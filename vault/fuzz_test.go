package vault

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"ebb"
	"ebb/vault/obvious"
)

// The fuzz targets feed readers with bytes that nobody sealed. Nothing may
// break, and nothing may open.

func FuzzEventBox(f *testing.F) {
	p := newPlace()
	box, _ := p.keys.Seal(p.seq, p.prev, sample())
	f.Add(box[:len(box)-1])
	f.Add([]byte{1, 0, 0, 0, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		if _, err := p.keys.Open(p.seq, p.prev, b); !refused(err) && string(b) != string(box) {
			t.Errorf("%d bytes: %v", len(b), err)
		}
	})
}

// FuzzEventPlain goes past the seal: whoever holds the key may write anything.
func FuzzEventPlain(f *testing.F) {
	p := newPlace()
	plain, _ := encodeEvent(sample())
	f.Add(plain)
	f.Add([]byte{0, 0, 0, 1, 0xa0})
	f.Fuzz(func(t *testing.T, b []byte) {
		e, err := p.keys.readEvent(b)
		if err != nil {
			return
		}
		if again, err := encodeEvent(e); err == nil {
			if e2, err := p.keys.readEvent(again); err != nil || !sameEvent(e, e2) {
				t.Errorf("read, written and read again: %v\n%+v\n%+v", err, e, e2)
			}
		}
	})
}

func FuzzSlots(f *testing.F) {
	p := newPlace()
	pass, _ := SealPass(p.o, p.ring, p.pass, cheap)
	recovery, _ := SealRecovery(p.o, p.ring, p.code)
	session, _ := SealSession(p.o, p.ring, p.token, p.day, p.secret, time.UnixMilli(1))
	draft, _ := SealDraft(p.o, p.ring, p.token, p.day, p.secret)
	for _, b := range [][]byte{pass, recovery, session, draft} {
		f.Add(b[:len(b)-1])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if c, err := PassCost(b); err == nil && c == cheap {
			if _, err := OpenPass(context.Background(), p.o, 1, p.pass, b); !refused(err) && string(b) != string(pass) {
				t.Errorf("pass: %v", err)
			}
		}
		if _, err := OpenRecovery(p.o, 1, p.code, b); !refused(err) && string(b) != string(recovery) {
			t.Errorf("recovery: %v", err)
		}
		if _, _, err := OpenSession(p.o, 1, p.token, p.day, p.secret, b); !refused(err) && string(b) != string(session) {
			t.Errorf("session: %v", err)
		}
		if _, err := OpenDraft(p.o, 1, p.token, p.secret, b); !refused(err) && string(b) != string(draft) {
			t.Errorf("draft: %v", err)
		}
	})
}

func FuzzRing(f *testing.F) {
	ring := NewRing()
	f.Add(ring.Encode())
	f.Add(ring.Next().Encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := ReadRing(b, 1)
		if err != nil {
			if r != nil || !errors.Is(err, ErrDamaged) {
				t.Errorf("%+v: %v", r, err)
			}
			return
		}
		if again, err := ReadRing(r.Encode(), 1); err != nil || !sameRing(r, again) {
			t.Errorf("written and read again: %v", err)
		}
		e := sample()
		keys := r.Keys(someone())
		box, err := keys.Seal(1, [32]byte{}, e)
		if err != nil {
			t.Fatalf("it reads, and seals nothing: %v", err)
		}
		if got, err := keys.Open(1, [32]byte{}, box); err != nil || !sameEvent(e, got) {
			t.Errorf("it reads, and does not open what it sealed: %v", err)
		}
	})
}

func FuzzCapture(f *testing.F) {
	p := newPlace()
	box, _ := SealCapture(p.ring.Public(), p.o, p.a, p.b, []byte("{}"))
	f.Add(box[:len(box)-1])
	f.Fuzz(func(t *testing.T, b []byte) {
		if d, err := CaptureDevice(b); err == nil {
			if _, err := p.keys.OpenCapture(d, p.b, b); !refused(err) && string(b) != string(box) {
				t.Errorf("%d bytes: %v", len(b), err)
			}
		}
	})
}

func FuzzPassphrase(f *testing.F) {
	for _, s := range []string{"qwertyuiop1234", passphrase, "\u0958\u0958\u0958\u0958\u0958\u0958\u0958\u0958", strings.Repeat("e\u0301", 14), strings.Repeat("x", passBytes+1), "\xffseven herons over"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		err := CheckPassphrase(s)
		one := norm.NFC.String(s)
		var p *ebb.Problem
		switch {
		case err != nil && !errors.As(err, &p):
			t.Errorf("refused without a sentence: %v", err)
		case err == nil && (len(s) > passBytes || utf8.RuneCountInString(one) < passChars || obvious.Phrase(one)):
			t.Errorf("%d bytes pass", len(s))
		case len(s) <= passBytes && len(one) <= passBytes && (CheckPassphrase(one) == nil) != (err == nil):
			t.Errorf("%q and %q are one passphrase, and one of them passes", s, one)
		}
	})
}

func FuzzBlob(f *testing.F) {
	o, b := someone(), ebb.Blob{ID: ebb.NewID(), Key: NewToken(), Data: []byte("facts")}
	boxes, _ := SealBlob(o, b)
	f.Add(boxes[0][1:], uint8(1))
	f.Add(boxes[0], uint8(1))
	f.Add(boxes[0], uint8(2))
	f.Add(boxes[0], uint8(0))
	f.Fuzz(func(t *testing.T, box []byte, n uint8) {
		var list [][]byte
		for range n {
			list = append(list, box)
		}
		data, err := OpenBlob(o, b.ID, b.Key, list)
		if string(box) == string(boxes[0]) && n == 1 {
			if err != nil || string(data) != string(b.Data) {
				t.Errorf("what was sealed is %q: %v", data, err)
			}
		} else if !refused(err) || data != nil {
			t.Errorf("%d chunks: %q %v", n, data, err)
		}
	})
}

// FuzzBeside: what is sealed under a secret of the installation.
func FuzzBeside(f *testing.F) {
	p := newPlace()
	push, seen := SealPush(p.o, p.a, p.secret, []byte("address")), SealSeen(p.o, p.secret, []byte("heads"))
	for _, b := range [][]byte{push, seen, push[:len(push)-1], {version}, {2}} {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		if got, err := OpenPush(p.o, p.a, p.secret, b); string(b) == string(push) && string(got) != "address" || string(b) != string(push) && !errors.Is(err, ErrDamaged) {
			t.Errorf("an address: %q %v", got, err)
		}
		if got, err := OpenSeen(p.o, p.secret, b); string(b) == string(seen) && string(got) != "heads" || string(b) != string(seen) && !errors.Is(err, ErrDamaged) {
			t.Errorf("what was seen: %q %v", got, err)
		}
	})
}
