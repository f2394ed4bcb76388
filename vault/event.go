package vault

import (
	"encoding/binary"
	"fmt"
	"time"

	"ebb"
	"ebb/internal/tuple"
)

// RowMax is the largest padded plaintext of an event.
const RowMax = 32 << 10

// envelope is an event as it lies inside its box.
type envelope struct {
	ID       ebb.ID `cbor:"1,keyasint"`
	Kind     string `cbor:"2,keyasint"`
	Who      int    `cbor:"3,keyasint"`
	At       int64  `cbor:"4,keyasint"` // milliseconds since 1970-01-01 UTC
	Offset   int    `cbor:"5,keyasint"` // seconds east of UTC where it happened
	Zone     string `cbor:"6,keyasint"` // IANA name, "" where unknown
	Recorded int64  `cbor:"7,keyasint"` // milliseconds since 1970-01-01 UTC
	Device   string `cbor:"8,keyasint"`
	Body     []byte `cbor:"9,keyasint"`
}

// eventHead is what stands before the ciphertext: version and epoch.
const eventHead = 1 + 4

func (k *Keys) eventAAD(seq uint64, epoch uint32, prev [32]byte) []byte {
	return tuple.Of("ebb/v1/event", k.owner.Install[:], k.owner.Person[:],
		tuple.Uint64(seq), tuple.Uint32(epoch), prev[:])
}

// Seal returns the box of e as row seq after the link prev. ErrTooLarge where
// the padded event has more than RowMax bytes.
func (k *Keys) Seal(seq uint64, prev [32]byte, e ebb.Event) ([]byte, error) {
	plain, err := encodeEvent(e)
	if err != nil {
		return nil, err
	}
	defer clear(plain)
	aead, ok := k.epochs[k.current]
	if !ok {
		return nil, fmt.Errorf("%w: no key for epoch %d", ErrDamaged, k.current)
	}
	box := make([]byte, eventHead, eventHead+len(plain)+overhead)
	box[0] = version
	binary.BigEndian.PutUint32(box[1:], k.current)
	return aead.Seal(box, nil, plain, k.eventAAD(seq, k.current, prev)), nil
}

func encodeEvent(e ebb.Event) ([]byte, error) {
	_, offset := e.At.Zone()
	zone := e.At.Location().String()
	if zone == "Local" {
		zone = ""
	}
	b, err := ebb.Encode(envelope{
		e.ID, e.Kind, e.Who, e.At.UnixMilli(), offset, zone, e.Recorded.UnixMilli(), e.Device, e.Body,
	})
	if err != nil {
		return nil, fmt.Errorf("vault: the envelope does not encode: %w", err)
	}
	defer clear(b)
	size := rowSize(len(b))
	if size > RowMax {
		return nil, fmt.Errorf("%w: an event of %d bytes", ErrTooLarge, len(b))
	}
	return pad(b, size), nil
}

// Open returns the event in the box of row seq after the link prev.
func (k *Keys) Open(seq uint64, prev [32]byte, box []byte) (ebb.Event, error) {
	if len(box) < eventHead+overhead {
		return ebb.Event{}, fmt.Errorf("%w: a box of %d bytes", ErrDamaged, len(box))
	}
	if box[0] != version {
		return ebb.Event{}, fmt.Errorf("%w: box version %d", ErrDamaged, box[0])
	}
	epoch := binary.BigEndian.Uint32(box[1:])
	aead, ok := k.epochs[epoch]
	if !ok {
		return ebb.Event{}, fmt.Errorf("%w: no key for epoch %d", ErrDamaged, epoch)
	}
	buf, _ := k.buffers.Get().(*[]byte)
	if buf == nil {
		buf = new([]byte)
	}
	defer k.buffers.Put(buf)
	plain, err := aead.Open((*buf)[:0], nil, box[eventHead:], k.eventAAD(seq, epoch, prev))
	if err != nil {
		return ebb.Event{}, ErrDamaged
	}
	*buf = plain
	defer clear(plain)
	return k.readEvent(plain)
}

func (k *Keys) readEvent(plain []byte) (ebb.Event, error) {
	b, err := unpad(plain)
	if err != nil {
		return ebb.Event{}, err
	}
	var v envelope
	if err := (ebb.Event{Body: b}).Decode(&v); err != nil {
		return ebb.Event{}, ErrDamaged // the cause could hold plaintext
	}
	return ebb.Event{
		ID: v.ID, Kind: v.Kind, Who: v.Who, Device: v.Device, Body: v.Body,
		At:       time.UnixMilli(v.At).In(k.location(v.Zone, v.Offset)),
		Recorded: time.UnixMilli(v.Recorded).UTC(),
	}, nil
}

// location returns the zone with its offset as it was on that day, which needs
// no table of zones. Neighbours in a journal mostly share theirs.
func (k *Keys) location(name string, offset int) *time.Location {
	if name == "UTC" && offset == 0 {
		return time.UTC
	}
	if last := k.zone.Load(); last != nil && last.String() == name {
		if _, was := time.UnixMilli(0).In(last).Zone(); was == offset {
			return last
		}
	}
	z := time.FixedZone(name, offset)
	k.zone.Store(z)
	return z
}
