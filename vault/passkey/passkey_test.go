package passkey

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"ebb"
	"ebb/vault"
)

func someone() vault.Owner { return vault.Owner{Install: ebb.NewID(), Person: ebb.NewID()} }

// place is where a passkey's slot was sealed.
type place struct {
	o          vault.Owner
	ring       *vault.Ring
	version    uint64
	secret     [32]byte
	credential []byte
	slot       string
}

func newPlace() place {
	p := place{o: someone(), ring: vault.NewRing(), version: 1, secret: vault.NewToken(), credential: []byte("a credential, twenty")}
	p.slot = Slot(p.o, p.credential)
	return p
}

func (p place) seal(t *testing.T) []byte {
	t.Helper()
	b, err := Seal(p.o, p.ring, p.secret, Passkey{Credential: p.credential, Name: "the blue key", Added: 7, Synced: true}, Proof{Key: []byte("cose"), Synced: true})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// open opens everything there is in a slot.
func (p place) open(b []byte) error {
	x, err := Open(p.o, p.secret, p.credential, b)
	if err != nil {
		return err
	}
	defer x.Wipe()
	r, err := x.Ring(p.version)
	if err != nil {
		return err
	}
	if !bytes.Equal(r.Encode(), p.ring.Encode()) {
		return errors.New("another ring")
	}
	k, err := Known(p.o, p.ring, p.slot, b)
	if err == nil && (k.Name != "the blue key" || k.Added != 7 || !k.Synced || !bytes.Equal(x.Key, []byte("cose")) || !x.Synced) {
		return errors.New("another passkey")
	}
	return err
}

// turned changes one thing.
var turned = map[string]func(*place){
	"installation": func(p *place) { p.o.Install = ebb.NewID() },
	"person":       func(p *place) { p.o.Person = ebb.NewID() },
	"version":      func(p *place) { p.version++ },
	"PRF output":   func(p *place) { p.secret[31] ^= 1 },
	"credential":   func(p *place) { p.credential = append(bytes.Clone(p.credential), 0) },
	"slot name":    func(p *place) { p.slot = Slot(p.o, []byte("another")) },
	"no PRF":       func(p *place) { p.secret = [32]byte{} },
}

func refused(err error) bool {
	return errors.Is(err, vault.ErrWrong) || errors.Is(err, vault.ErrDamaged)
}

// check 15, for a passkey: its slot opens where it was sealed and nowhere else.
func TestAPasskeyOpensInItsPlaceAlone(t *testing.T) {
	p := newPlace()
	b := p.seal(t)
	if err := p.open(b); err != nil {
		t.Fatal(err)
	}
	for what, turn := range turned {
		q := p
		turn(&q)
		err := q.open(b)
		if !refused(err) {
			t.Errorf("with another %s: %v", what, err)
		}
		for _, secret := range []string{"blue", "cose", fmt.Sprintf("%x", p.secret[:4])} {
			if strings.Contains(fmt.Sprint(err), secret) {
				t.Errorf("an error holds what it must not: %v", err)
			}
		}
	}
}

func TestNoByteOfAPasskeysSlotMayChange(t *testing.T) {
	p := newPlace()
	b := p.seal(t)
	for i := range b {
		bad := bytes.Clone(b)
		bad[i] ^= 0x10
		if err := p.open(bad); !refused(err) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
		if err := p.open(b[:i]); !refused(err) {
			t.Fatalf("cut to %d bytes: %v", i, err)
		}
	}
	if err := p.open(append(bytes.Clone(b), 0)); !refused(err) {
		t.Errorf("one byte more: %v", err)
	}
}

// The keys change while the passkey is in a drawer, and it opens the new ones.
func TestAPasskeySurvivesAChangeOfKeys(t *testing.T) {
	p := newPlace()
	b := p.seal(t)
	next := p.ring.Next()
	again, err := Rewrap(p.o, p.ring, next, p.slot, b)
	if err != nil {
		t.Fatal(err)
	}
	was := p
	p.ring, p.version = next, next.Version
	if err := p.open(again); err != nil {
		t.Errorf("after the change: %v", err)
	}
	if err := was.open(again); !refused(err) {
		t.Errorf("the old ring in the new slot: %v", err)
	}
	if err := p.open(b); !refused(err) { // check 18: what was put back opens nothing current
		t.Errorf("the old slot for the new ring: %v", err)
	}
	if _, err := Rewrap(p.o, next, next.Next(), p.slot, b); !refused(err) {
		t.Errorf("an old slot that was put back is taken along: %v", err)
	}
}

// Whoever writes the database knows no public key and has no ring: what they
// put in place of a part is refused.
func TestNoPartOfASlotCanBeSwapped(t *testing.T) {
	p := newPlace()
	b := p.seal(t)
	thief := p
	thief.ring, thief.secret = vault.NewRing(), vault.NewToken()
	forged := thief.seal(t)
	if _, err := Rewrap(p.o, p.ring, p.ring.Next(), p.slot, forged); !refused(err) {
		t.Errorf("a forged slot is given the next ring: %v", err)
	}
	mine, _, known, _ := parts(b)
	_, given, theirs, _ := parts(forged)
	for what, bad := range map[string][]byte{
		"another ring": join(mine, given, known), "another knowledge": join(mine, given, theirs),
	} {
		if err := p.open(bad); !refused(err) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if bytes.Contains(b, p.credential) || bytes.Contains(b, []byte("blue")) {
		t.Error("a slot says something in clear")
	}
	k, err := Known(p.o, p.ring, p.slot, b)
	if err != nil || len(k.Public) != 65 || bytes.Contains(b, k.Public) {
		t.Errorf("the public key: %d bytes, %v", len(k.Public), err)
	}
}

func join(mine, given, known []byte) []byte {
	b := []byte{version}
	for _, part := range [][]byte{mine, given} {
		b = append(append(b, 0, 0, byte(len(part)>>8), byte(len(part))), part...)
	}
	return append(b, known...)
}

func TestAPasskeyIsRenamed(t *testing.T) {
	p := newPlace()
	b, err := Rename(p.o, p.ring, p.slot, p.seal(t), "the one at work")
	if err != nil {
		t.Fatal(err)
	}
	k, err := Known(p.o, p.ring, p.slot, b)
	if err != nil || k.Name != "the one at work" {
		t.Errorf("%q %v", k.Name, err)
	}
	x, err := Open(p.o, p.secret, p.credential, b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.Ring(1); err != nil {
		t.Errorf("it opens nothing any more: %v", err)
	}
}

func TestPasskeysLookAlike(t *testing.T) {
	sizes := map[int]bool{}
	for _, n := range []int{1, 16, 64, 200} {
		p := newPlace()
		p.credential = bytes.Repeat([]byte{7}, n)
		p.slot = Slot(p.o, p.credential)
		sizes[len(p.seal(t))] = true
	}
	if len(sizes) != 1 {
		t.Errorf("sizes of slots: %v", sizes)
	}
	o := someone()
	if other := someone(); Slot(o, []byte("x")) == Slot(other, []byte("x")) {
		t.Error("one passkey has one slot name among two people")
	}
	if Salt(o.Install) == Salt(o.Person) {
		t.Error("two installations have one salt")
	}
}
