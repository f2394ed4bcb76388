package vault

import (
	"errors"
	"testing"

	"ebb"
)

func TestWhereABrowserIsReachedOpensForItsPersonAndPlaceOnly(t *testing.T) {
	o, id, secret := Owner{ebb.NewID(), ebb.NewID()}, ebb.NewID(), [32]byte{7}
	box := SealPush(o, id, secret, []byte("there"))
	if plain, err := OpenPush(o, id, secret, box); err != nil || string(plain) != "there" {
		t.Fatalf("%q, %v", plain, err)
	}
	cut := append([]byte{}, box...)
	cut[len(cut)-1] ^= 1
	for name, open := range map[string]func() ([]byte, error){
		"another person":  func() ([]byte, error) { return OpenPush(Owner{o.Install, ebb.NewID()}, id, secret, box) },
		"another host":    func() ([]byte, error) { return OpenPush(Owner{ebb.NewID(), o.Person}, id, secret, box) },
		"another channel": func() ([]byte, error) { return OpenPush(o, ebb.NewID(), secret, box) },
		"another secret":  func() ([]byte, error) { return OpenPush(o, id, [32]byte{8}, box) },
		"a changed bit":   func() ([]byte, error) { return OpenPush(o, id, secret, cut) },
		"nothing":         func() ([]byte, error) { return OpenPush(o, id, secret, nil) },
	} {
		if _, err := open(); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
