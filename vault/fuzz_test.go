package vault

import (
	"context"
	"testing"
	"time"

	"ebb"
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
	f.Add(NewRing().Encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		if r, err := ReadRing(b, 1); err == nil {
			r.Keys(someone())
			if _, err := ReadRing(r.Encode(), 1); err != nil {
				t.Error(err)
			}
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
	f.Add("qwertyuiop1234")
	f.Fuzz(func(t *testing.T, s string) {
		if err := CheckPassphrase(s); err == nil && len([]rune(s)) < passChars-1 && len(s) < passChars {
			t.Errorf("%d bytes pass", len(s))
		}
	})
}

func FuzzBlob(f *testing.F) {
	o, b := someone(), ebb.Blob{ID: ebb.NewID(), Key: NewToken(), Data: []byte("facts")}
	boxes, _ := SealBlob(o, b)
	f.Add(boxes[0][1:], uint8(1))
	f.Fuzz(func(t *testing.T, box []byte, n uint8) {
		var list [][]byte
		for range n {
			list = append(list, box)
		}
		if _, err := OpenBlob(o, b.ID, b.Key, list); !refused(err) && string(box) != string(boxes[0]) {
			t.Errorf("%d chunks: %v", n, err)
		}
	})
}
