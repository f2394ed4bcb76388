package seal

import (
	"bytes"
	"crypto/rand"
	"testing"
)

// FuzzUnpad holds for any bytes: what comes out, padded again, is what went in.
func FuzzUnpad(f *testing.F) {
	f.Add(Pad([]byte("words"), 512))
	f.Add(Pad(nil, 4))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		plain, err := Unpad(b)
		if err != nil {
			if plain != nil || err != ErrDamaged {
				t.Errorf("%q, %v", plain, err)
			}
			return
		}
		if !bytes.Equal(Pad(plain, len(b)), b) {
			t.Errorf("%d bytes out of %d are padded otherwise", len(plain), len(b))
		}
	})
}

// FuzzSlot holds for any box: none opens that was not sealed, and the reason is
// one of two.
func FuzzSlot(f *testing.F) {
	salt, aad, key := []byte("salt"), []byte("place"), make([]byte, 32)
	rand.Read(key)                                   // each worker has its own, and its own box
	kek := func() []byte { return bytes.Clone(key) } // wiped by whoever uses it
	box := Slot(salt, nil, kek(), aad, []byte("ring"))
	f.Add(box)
	f.Add(box[:len(box)-1])
	f.Add(box[1:])
	f.Fuzz(func(t *testing.T, b []byte) {
		plain, err := Open(salt, kek(), aad, b)
		if bytes.Equal(b, box) {
			if err != nil || string(plain) != "ring" {
				t.Errorf("what was sealed is %q, %v", plain, err)
			}
		} else if err != ErrWrong && err != ErrDamaged {
			t.Errorf("%d bytes: %q %v", len(b), plain, err)
		}
	})
}
