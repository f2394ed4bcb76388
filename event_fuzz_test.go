package ebb_test

import (
	"bytes"
	"strings"
	"testing"

	"ebb"
)

// FuzzID holds for any text: what is read is written the same but for capitals,
// and nothing else is an id.
func FuzzID(f *testing.F) {
	f.Add(ebb.NewID().String())
	f.Add(strings.Repeat("A", 32))
	f.Add(strings.Repeat("0", 31) + "\n")
	f.Fuzz(func(t *testing.T, s string) {
		id, err := ebb.ParseID(s)
		if err == nil && id.String() != strings.ToLower(s) || err != nil && id != (ebb.ID{}) {
			t.Errorf("%q is %s, %v", s, id, err)
		}
		var text ebb.ID
		if again := text.UnmarshalText([]byte(s)); (again == nil) != (err == nil) || text != id {
			t.Errorf("in JSON it is %s, %v", text, again)
		}
	})
}

// FuzzBody holds for any bytes in the place of a body: what is read is written
// in one way only, and that way is read as the same.
func FuzzBody(f *testing.F) {
	for _, v := range []any{ebb.Withdrawal{ID: ebb.NewID()}, ebb.Replacement{ID: ebb.NewID(), Body: []byte{0xa0}}, ebb.Erasure{Seq: 7, ID: ebb.NewID()}} {
		b, err := ebb.Encode(v)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Add([]byte{0xa2, 1, 1, 1, 2})          // twice the same
	f.Add(bytes.Repeat([]byte{0x81}, 40))    // deep
	f.Add([]byte{0x9b, 0, 0, 0, 1, 0, 0, 0}) // long
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, fresh := range []func() any{
			func() any { return new(ebb.Withdrawal) }, func() any { return new(ebb.Replacement) }, func() any { return new(ebb.Erasure) },
		} {
			one, two := fresh(), fresh()
			if ebb.Decode(b, one) != nil {
				continue
			}
			written, err := ebb.Encode(one)
			if err != nil {
				t.Fatalf("%+v cannot be written: %v", one, err)
			}
			if err := ebb.Decode(written, two); err != nil {
				t.Fatalf("%+v is written and not read again: %v", one, err)
			}
			if again, err := ebb.Encode(two); err != nil || !bytes.Equal(again, written) {
				t.Errorf("%x, and then %x: %v", written, again, err)
			}
		}
	})
}
