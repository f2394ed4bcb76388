package vault

import (
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/hmac"
	"crypto/hpke"
	"crypto/rand"
	"crypto/sha256"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"ebb"
	"ebb/internal/tuple"
)

// Ring holds every key of one person. It exists in clear only in memory; each
// slot is one way of opening it.
type Ring struct {
	Version uint64              `cbor:"1,keyasint"`
	Current uint32              `cbor:"2,keyasint"` // the epoch new events are sealed in
	Epochs  map[uint32][32]byte `cbor:"3,keyasint"` // data key of each epoch
	Capture map[uint32][]byte   `cbor:"4,keyasint"` // private key for captures of each epoch, P-256
	Witness [32]byte            `cbor:"5,keyasint"`
}

// NewRing makes the first ring of a person.
func NewRing() *Ring {
	r := &Ring{Epochs: map[uint32][32]byte{}, Capture: map[uint32][]byte{}}
	rand.Read(r.Witness[:])
	r.step()
	return r
}

// Next returns a ring with a new epoch and capture key; what was sealed under
// older epochs stays readable.
func (r *Ring) Next() *Ring {
	n := &Ring{Version: r.Version, Current: r.Current, Witness: r.Witness}
	n.Epochs = maps.Clone(r.Epochs)
	n.Capture = make(map[uint32][]byte, len(r.Capture)+1)
	for e, k := range r.Capture {
		n.Capture[e] = slices.Clone(k)
	}
	n.step()
	return n
}

// Fresh returns a ring that opens nothing of what was sealed before, but for
// captures that may still be on their way.
func (r *Ring) Fresh() *Ring {
	n := r.Next()
	rand.Read(n.Witness[:])
	n.Epochs = map[uint32][32]byte{n.Current: n.Epochs[n.Current]}
	return n
}

func (r *Ring) step() {
	r.Version++
	r.Current++
	var k [32]byte
	rand.Read(k[:])
	r.Epochs[r.Current] = k
	r.Capture[r.Current] = newCaptureKey()
}

// Public returns the key that captures are sealed to, 65 bytes.
func (r *Ring) Public() []byte {
	k, err := captureKEM().NewPrivateKey(r.Capture[r.Current])
	if err != nil {
		return nil
	}
	return k.PublicKey().Bytes()
}

// Wipe overwrites the ring's keys. Keys made from it before stay usable.
func (r *Ring) Wipe() {
	clear(r.Witness[:])
	for e := range r.Epochs {
		r.Epochs[e] = [32]byte{}
	}
	for _, k := range r.Capture {
		clear(k)
	}
	clear(r.Epochs)
	clear(r.Capture)
}

// Encode is the ring as every slot holds it, unsealed: whoever asks wipes it.
func (r *Ring) Encode() []byte {
	b, err := ebb.Encode(r)
	if err != nil { // a struct of numbers and bytes always encodes
		panic("vault: " + err.Error())
	}
	return b
}

// ReadRing reads what Encode wrote, and refuses a ring that cannot work.
func ReadRing(b []byte, version uint64) (*Ring, error) {
	r := new(Ring)
	if err := (ebb.Event{Body: b}).Decode(r); err != nil {
		return nil, ErrDamaged // the cause could hold key bytes
	}
	_, sealing := r.Epochs[r.Current]
	if r.Version != version || !sealing || r.Public() == nil {
		return nil, ErrDamaged
	}
	return r, nil
}

// Keys seals and opens what one person keeps. It is safe for concurrent use.
type Keys struct {
	owner    Owner
	current  uint32
	epochs   map[uint32]cipher.AEAD
	captures []hpke.PrivateKey // newest first
	witness  []byte            // makes proofs that need no sealing
	buffers  sync.Pool         // for plaintext while an event is read
	zone     atomic.Pointer[time.Location]
}

// Keys derives the working keys of o.
func (r *Ring) Keys(o Owner) *Keys {
	k := &Keys{owner: o, current: r.Current, epochs: map[uint32]cipher.AEAD{}, witness: derive(r.Witness[:], o.salt(), "ebb/v1/witness")}
	for e, dk := range r.Epochs {
		ek := derive(dk[:], o.salt(), "ebb/v1/event")
		k.epochs[e] = gcm(ek)
		clear(ek)
		clear(dk[:])
	}
	for _, e := range slices.Backward(slices.Sorted(maps.Keys(r.Capture))) {
		if pk, err := captureKEM().NewPrivateKey(r.Capture[e]); err == nil {
			k.captures = append(k.captures, pk)
		}
	}
	return k
}

// ProveErased is what only the person can write beside a row that is to stay
// erased, wherever it lies: HMAC-SHA-256 over its number, its link and the id of
// its event.
func (k *Keys) ProveErased(seq uint64, link [32]byte, event ebb.ID) (proof [32]byte) {
	h := hmac.New(sha256.New, k.witness)
	h.Write(k.owner.aad("ebb/v1/erased", tuple.Uint64(seq), link[:], event[:]))
	h.Sum(proof[:0])
	return proof
}

func captureKEM() hpke.KEM { return hpke.DHKEM(ecdh.P256()) }

func newCaptureKey() []byte {
	k, err := captureKEM().GenerateKey()
	if err != nil { // only where the system has no randomness
		panic("vault: " + err.Error())
	}
	b, err := k.Bytes()
	if err != nil {
		panic("vault: " + err.Error())
	}
	return b
}
