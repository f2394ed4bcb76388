package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb"
)

var cheap = floorCost

const passphrase = "seven herons over grey water"

func someone() Owner { return Owner{ebb.NewID(), ebb.NewID()} }

func sample() ebb.Event {
	at := time.Date(2026, 11, 22, 2, 10, 0, 123e6, time.FixedZone("Europe/Berlin", 3600))
	body, _ := ebb.Encode(map[int]string{1: "wrote nothing"})
	return ebb.Event{
		ID: ebb.NewID(), Kind: "hold.pull", Who: 2, At: at,
		Recorded: at.UTC().Add(time.Second), Device: "web", Body: body,
	}
}

func sameEvent(a, b ebb.Event) bool {
	_, x := a.At.Zone()
	_, y := b.At.Zone()
	return a.ID == b.ID && a.Kind == b.Kind && a.Who == b.Who && a.At.Equal(b.At) && x == y &&
		a.At.Location().String() == b.At.Location().String() && a.Recorded.Equal(b.Recorded) &&
		a.Device == b.Device && bytes.Equal(a.Body, b.Body)
}

func sameRing(a, b *Ring) bool { return bytes.Equal(a.Encode(), b.Encode()) }

func TestAnEventComesBackAsItWas(t *testing.T) {
	o := someone()
	keys := NewRing().Keys(o)
	rapid.Check(t, func(t *rapid.T) {
		offset := rapid.IntRange(-14*3600, 14*3600).Draw(t, "offset")
		zone := rapid.SampledFrom([]string{"Europe/Berlin", "UTC", "", "America/New_York"}).Draw(t, "zone")
		ms := rapid.Int64Range(-1e13, 1e13).Draw(t, "ms")
		e := ebb.Event{
			ID: ebb.NewID(), Kind: rapid.StringN(1, 40, 60).Draw(t, "kind"), Who: rapid.IntRange(1, 9).Draw(t, "who"),
			At: time.UnixMilli(ms).In(time.FixedZone(zone, offset)), Recorded: time.UnixMilli(ms + 1),
			Device: rapid.SampledFrom([]string{"web", "cli", "locked"}).Draw(t, "device"),
			Body:   rapid.SliceOfN(rapid.Byte(), 0, 9000).Draw(t, "body"),
		}
		seq, prev := rapid.Uint64().Draw(t, "seq"), [32]byte(NewToken())
		box, err := keys.Seal(seq, prev, e)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(box) - eventHead - overhead; n != 512 && n%4096 != 0 {
			t.Fatalf("the padded size %d is no class", n)
		}
		got, err := keys.Open(seq, prev, box)
		if err != nil || !sameEvent(e, got) {
			t.Fatalf("%v\n%+v\n%+v", err, e, got)
		}
	})
}

// object is something sealed, and every field that its place consists of.
type object struct {
	name string
	seal func(p *place) ([]byte, error)
	open func(p *place, box []byte) error
	uses []string // fields of place that must be as they were
}

// place is where something was sealed.
type place struct {
	o            Owner
	ring         *Ring
	keys         *Keys
	seq, version uint64
	prev, secret [32]byte
	token        Token
	day          int64
	pass, code   string
	a, b         ebb.ID // device and item, or blob
	key          [32]byte
}

func newPlace() *place {
	p := &place{o: someone(), ring: NewRing(), seq: 7, prev: NewToken(), secret: NewToken(), token: NewToken(), day: 20780}
	p.pass, p.code, p.a, p.b, p.key = passphrase, NewRecovery(), ebb.NewID(), ebb.NewID(), NewToken()
	p.version, p.keys = p.ring.Version, p.ring.Keys(p.o)
	return p
}

// turn changes one field.
func (p *place) turn(field string) *place {
	q := *p
	switch field {
	case "install":
		q.o.Install = ebb.NewID()
	case "person":
		q.o.Person = ebb.NewID()
	case "seq":
		q.seq++
	case "prev":
		q.prev[31] ^= 1
	case "version":
		q.version++
	case "secret":
		q.secret[0] ^= 1
	case "token":
		q.token[0] ^= 1
	case "day":
		q.day++
	case "pass":
		q.pass += "s"
	case "code":
		q.code = NewRecovery()
	case "a":
		q.a[0] ^= 1
	case "b":
		q.b[0] ^= 1
	case "key":
		q.key[0] ^= 1
	}
	q.keys = q.ring.Keys(q.o)
	return &q
}

func only(_ *Ring, err error) error { return err }

var objects = []object{
	{
		"event", func(p *place) ([]byte, error) { return p.keys.Seal(p.seq, p.prev, sample()) },
		func(p *place, box []byte) error { _, err := p.keys.Open(p.seq, p.prev, box); return err },
		[]string{"install", "person", "seq", "prev"},
	},
	{
		"pass slot", func(p *place) ([]byte, error) { return SealPass(p.o, p.ring, p.pass, cheap) },
		func(p *place, box []byte) error {
			return only(OpenPass(context.Background(), p.o, p.version, p.pass, box))
		},
		[]string{"install", "person", "version", "pass"},
	},
	{
		"recovery slot", func(p *place) ([]byte, error) { return SealRecovery(p.o, p.ring, p.code) },
		func(p *place, box []byte) error { return only(OpenRecovery(p.o, p.version, p.code, box)) },
		[]string{"install", "person", "version", "code"},
	},
	{
		"session slot", func(p *place) ([]byte, error) {
			return SealSession(p.o, p.ring, p.token, p.day, p.secret, time.UnixMilli(1))
		},
		func(p *place, box []byte) error {
			_, _, err := OpenSession(p.o, p.version, p.token, p.day, p.secret, box)
			return err
		},
		[]string{"install", "person", "version", "token", "day", "secret"},
	},
	{
		"draft slot", func(p *place) ([]byte, error) { return SealDraft(p.o, p.ring, p.token, p.day, p.secret) },
		func(p *place, box []byte) error { return only(OpenDraft(p.o, p.version, p.token, p.secret, box)) },
		[]string{"install", "person", "version", "token", "secret"},
	},
	{
		"capture", func(p *place) ([]byte, error) {
			return SealCapture(p.ring.Public(), p.o, p.a, p.b, []byte(`{"v":1}`))
		},
		func(p *place, box []byte) error { _, err := p.keys.OpenCapture(p.a, p.b, box); return err },
		[]string{"install", "person", "a", "b"},
	},
	{
		"blob chunk", func(p *place) ([]byte, error) {
			boxes, err := SealBlob(p.o, ebb.Blob{ID: p.b, Key: p.key, Data: []byte("facts")})
			return boxes[0], err
		},
		func(p *place, box []byte) error { _, err := OpenBlob(p.o, p.b, p.key, [][]byte{box}); return err },
		[]string{"install", "person", "b", "key"},
	},
}

func refused(err error) bool { return errors.Is(err, ErrWrong) || errors.Is(err, ErrDamaged) }

// Check 15: every field of every object, altered, is refused.
func TestNothingOpensInAnotherPlace(t *testing.T) {
	for _, x := range objects {
		t.Run(x.name, func(t *testing.T) {
			p := newPlace()
			box, err := x.seal(p)
			if err != nil {
				t.Fatal(err)
			}
			if err := x.open(p, box); err != nil {
				t.Fatalf("it does not open where it was sealed: %v", err)
			}
			for _, field := range x.uses {
				if err := x.open(p.turn(field), box); !refused(err) {
					t.Errorf("with another %s: %v", field, err)
				}
			}
		})
	}
}

// Check 15: and so is every byte.
func TestNoByteOfABoxMayChange(t *testing.T) {
	for _, x := range objects {
		t.Run(x.name, func(t *testing.T) {
			p := newPlace()
			box, err := x.seal(p)
			if err != nil {
				t.Fatal(err)
			}
			step := 1
			if x.name == "pass slot" {
				step = 41 // each costs a derivation
			}
			for i := 0; i < len(box); i += step {
				bad := bytes.Clone(box)
				bad[i] ^= 0x10
				if x.name == "pass slot" && i >= 17 && i < 26 {
					continue // the cost; see TestACostOutOfBoundsIsRefused
				}
				if err := x.open(p, bad); !refused(err) {
					t.Fatalf("byte %d changed: %v", i, err)
				}
			}
			for n := range len(box) {
				if step > 1 && n > passHead {
					break
				}
				if err := x.open(p, box[:n]); !refused(err) {
					t.Fatalf("cut to %d bytes: %v", n, err)
				}
			}
			if err := x.open(p, append(bytes.Clone(box), 0)); !refused(err) {
				t.Fatalf("one byte more: %v", err)
			}
		})
	}
}

func TestErrorsHoldNoContent(t *testing.T) {
	for _, x := range objects {
		p := newPlace()
		box, _ := x.seal(p)
		for _, field := range x.uses {
			said := fmt.Sprint(x.open(p.turn(field), box))
			for _, secret := range []string{"herons", "hold", "wrote", p.code[:9], fmt.Sprintf("%x", p.token[:4])} {
				if strings.Contains(said, secret) {
					t.Errorf("%s says %q", x.name, said)
				}
			}
		}
	}
}

// Check 23, of the seal.
func TestShortEntriesLookAlike(t *testing.T) {
	keys, sizes := NewRing().Keys(someone()), map[int]bool{}
	for _, kind := range []string{"hold.pull", "letters.written", "ebb.withdrawn", "journal.erased", "evidence.imported"} {
		for _, n := range []int{0, 1, 40, 180, 330} {
			e := sample()
			e.Kind, e.Body = kind, make([]byte, n)
			box, err := keys.Seal(1, [32]byte{}, e)
			if err != nil {
				t.Fatal(err)
			}
			sizes[len(box)] = true
		}
	}
	if len(sizes) != 1 || !sizes[545] {
		t.Errorf("sizes of short entries: %v, want 545 alone", sizes)
	}
}

func TestSizesHaveACeiling(t *testing.T) {
	o, ring := someone(), NewRing()
	e := sample()
	e.Body = make([]byte, RowMax)
	if _, err := ring.Keys(o).Seal(1, [32]byte{}, e); !errors.Is(err, ErrTooLarge) {
		t.Errorf("an event over 32 KiB: %v", err)
	}
	if _, err := SealCapture(ring.Public(), o, e.ID, e.ID, make([]byte, CaptureMax-3)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a capture over 15 KiB: %v", err)
	}
	box, err := SealCapture(ring.Public(), o, e.ID, e.ID, make([]byte, CaptureMax-4))
	if err != nil || len(box) > 16<<10 {
		t.Errorf("the largest capture has %d bytes: %v", len(box), err)
	}
	if _, err := SealBlob(o, ebb.Blob{Data: make([]byte, BlobMax+1)}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a blob over 8 MiB: %v", err)
	}
}

func TestARingGrows(t *testing.T) {
	o := someone()
	first := NewRing()
	second := first.Next()
	if second.Version != 2 || second.Current != 2 || len(second.Epochs) != 2 || bytes.Equal(first.Public(), second.Public()) {
		t.Fatalf("the next ring: version %d, epoch %d", second.Version, second.Current)
	}
	e := sample()
	box, _ := first.Keys(o).Seal(1, [32]byte{}, e)
	capture, _ := SealCapture(first.Public(), o, e.ID, e.ID, []byte("{}"))
	keys := second.Keys(o)
	if _, err := keys.Open(1, [32]byte{}, box); err != nil {
		t.Errorf("an older epoch stays readable: %v", err)
	}
	if _, err := keys.OpenCapture(e.ID, e.ID, capture); err != nil {
		t.Errorf("a capture to an older key stays readable: %v", err)
	}
	newer, _ := keys.Seal(2, [32]byte{}, e)
	if _, err := first.Keys(o).Open(2, [32]byte{}, newer); !errors.Is(err, ErrDamaged) {
		t.Errorf("the old ring opens the new epoch: %v", err)
	}
	first.Wipe()
	if len(first.Epochs) != 0 || first.Public() != nil || first.Witness != [32]byte{} {
		t.Error("a wiped ring still holds keys")
	}
	if _, err := keys.Open(1, [32]byte{}, box); err != nil {
		t.Errorf("wiping one ring broke another: %v", err)
	}
}

func TestARingThatCannotWorkIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(*Ring){
		"another version":                func(r *Ring) { r.Version = 2 },
		"no key for the current epoch":   func(r *Ring) { r.Current = 9 },
		"no capture key":                 func(r *Ring) { clear(r.Capture) },
		"a capture key of another curve": func(r *Ring) { r.Capture[1] = make([]byte, 32) },
	} {
		r := NewRing()
		spoil(r)
		if _, err := ReadRing(r.Encode(), 1); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPaddingIsZero(t *testing.T) {
	for at := 7; at < 5000; at += 499 {
		padded := pad([]byte("abc"), 5000)
		padded[at] = 1
		if _, err := unpad(padded); !errors.Is(err, ErrDamaged) {
			t.Errorf("byte %d of the padding is not zero: %v", at, err)
		}
	}
}

func TestBlobs(t *testing.T) {
	o, b := someone(), ebb.Blob{ID: ebb.NewID(), Key: NewToken()}
	for _, n := range []int{0, 1, chunkSize - 4, chunkSize - 3, chunkSize, 3 * chunkSize, BlobMax} {
		b.Data = bytes.Repeat([]byte{7}, n)
		boxes, err := SealBlob(o, b)
		if err != nil {
			t.Fatal(err)
		}
		got, err := OpenBlob(o, b.ID, b.Key, boxes)
		if err != nil || !bytes.Equal(got, b.Data) {
			t.Errorf("%d bytes: %v", n, err)
		}
		for name, bad := range map[string][][]byte{
			"cut short": boxes[:len(boxes)-1], "one twice": append([][]byte{boxes[0]}, boxes...), "none": nil,
			"turned round": append(boxes[1:len(boxes):len(boxes)], boxes[0], boxes[0]),
		} {
			if _, err := OpenBlob(o, b.ID, b.Key, bad); !errors.Is(err, ErrDamaged) {
				t.Errorf("%d bytes %s: %v", n, name, err)
			}
		}
	}
}

func TestACaptureOpensOnlyForItsPerson(t *testing.T) {
	p := newPlace()
	box, _ := SealCapture(p.ring.Public(), p.o, p.a, p.b, []byte(`{"v":1}`))
	if len(box) != 1+16+81+1024 {
		t.Errorf("a small capture has %d bytes", len(box))
	}
	if d, err := CaptureDevice(box); err != nil || d != p.a {
		t.Errorf("the device: %v %v", d, err)
	}
	if _, err := NewRing().Keys(p.o).OpenCapture(p.a, p.b, box); !errors.Is(err, ErrDamaged) {
		t.Errorf("another ring: %v", err)
	}
	if _, err := SealCapture([]byte("no key"), p.o, p.a, p.b, nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("sealing to no key: %v", err)
	}
}
