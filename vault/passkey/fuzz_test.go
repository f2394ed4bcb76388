package passkey

import (
	"bytes"
	"testing"

	"ebb"
	"ebb/internal/tuple"
	"ebb/vault/seal"
)

// FuzzSlot holds for any bytes in the place of a passkey's slot: none opens that
// was not sealed, none is given the next ring, and the reason is one of two.
func FuzzSlot(f *testing.F) {
	p := newPlace()
	box, err := Seal(p.o, p.ring, p.secret, Passkey{Credential: p.credential, Name: "the blue key", Added: 7, Synced: true}, Proof{Key: []byte("cose"), Synced: true})
	if err != nil {
		f.Fatal(err)
	}
	next := p.ring.Next()
	f.Add(box)
	f.Add(box[:len(box)-1])
	f.Add([]byte{version, 0xff, 0xff, 0xff, 0xff})
	f.Add([]byte{version, 0, 0, 0, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		if bytes.Equal(b, box) {
			if err := p.open(b); err != nil {
				t.Errorf("what was sealed does not open: %v", err)
			}
			return
		}
		if err := p.open(b); !refused(err) {
			t.Errorf("%d bytes: %v", len(b), err)
		}
		// What the ring knows and what the passkey opens are bound on their own: one
		// of them may be whole.
		k, err := Known(p.o, p.ring, p.slot, b)
		if err != nil {
			if !refused(err) || k.Credential != nil {
				t.Errorf("%d bytes are known as %+v: %v", len(b), k, err)
			}
			return
		}
		again, err := Rewrap(p.o, p.ring, next, p.slot, b)
		if err != nil || !bytes.Equal(k.Credential, p.credential) {
			t.Fatalf("%d bytes are known as %+v, and not given the next ring: %v", len(b), k, err)
		}
		if x, err := Open(p.o, p.secret, p.credential, again); err == nil && !bytes.Equal(x.Key, []byte("cose")) {
			t.Errorf("another key checks signatures: %q", x.Key)
		}
	})
}

// FuzzInside goes past the seals: whoever has the database and a secret may write
// anything inside.
func FuzzInside(f *testing.F) {
	p := newPlace()
	next := p.ring.Next()
	for _, v := range []any{own{Proof{Key: []byte("cose")}, p.credential}, Passkey{Credential: p.credential, Public: []byte{4}}} {
		b, err := ebb.Encode(v)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, plain []byte) {
		if len(plain) > 4<<10 {
			return
		}
		aad := bound(p.o, "ebb/v1/slot/prf", p.credential)
		mine := seal.Slot(salt(p.o), nil, kek(p.o, p.secret), aad, bytes.Clone(plain))
		known := seal.GCM(knownKey(p.o, p.ring)).Seal(nil, nil, padded(bytes.Clone(plain)), knownAAD(p.o, p.slot, p.ring.Version))
		b := append([]byte{version}, tuple.Uint32(uint32(len(mine)))...)
		b = append(append(append(b, mine...), tuple.Uint32(0)...), known...)
		x, err := Open(p.o, p.secret, p.credential, b)
		if err == nil {
			_, err = x.Ring(p.version)
			x.Wipe()
		}
		if !refused(err) {
			t.Errorf("a ring out of nothing: %v", err)
		}
		if k, err := Known(p.o, p.ring, p.slot, b); err == nil {
			if _, err := Rewrap(p.o, p.ring, next, p.slot, b); err != nil && !refused(err) {
				t.Errorf("%+v: %v", k, err)
			}
		} else if !refused(err) || k.Credential != nil {
			t.Errorf("%+v: %v", k, err)
		}
	})
}
