// Package passkey seals a key ring for the holder of a passkey: an authenticator
// whose PRF gives the same 32 bytes each time it is asked with the same salt.
//
// It promises that the ring can be given to a passkey that is not there, so that
// changing the keys needs no passkey, and that nobody who writes the database
// can put another key in its place: the public key stands nowhere in clear. It
// refuses to check a signature; what checks it comes out before the ring does.
package passkey

import (
	"crypto/ecdh"
	"crypto/hpke"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"

	"ebb"
	"ebb/internal/tuple"
	"ebb/vault"
	"ebb/vault/seal"
)

// Passkey is what a ring knows of one passkey that opens it.
type Passkey struct {
	Credential []byte `cbor:"1,keyasint"` // its id, as the authenticator gave it
	Public     []byte `cbor:"2,keyasint"` // what the ring is sealed to, 65 bytes
	Name       string `cbor:"3,keyasint"` // what its person calls it
	Added      int64  `cbor:"4,keyasint"` // in milliseconds since 1970
	Synced     bool   `cbor:"5,keyasint"` // it may be copied to an account
}

// Proof is how a passkey's signatures are checked.
type Proof struct {
	Key    []byte `cbor:"1,keyasint"` // its public key, COSE
	Synced bool   `cbor:"2,keyasint"`
}

// own is what only the passkey opens.
type own struct {
	Proof
	Private []byte `cbor:"3,keyasint"`
}

// version is the first byte of every box.
const version = 1

const prefix = "prf:"

// Is reports whether a slot is a passkey's.
func Is(slot string) bool { return strings.HasPrefix(slot, prefix) }

// Salt is what every passkey of an installation makes its secret of.
func Salt(install ebb.ID) [32]byte {
	return sha256.Sum256(tuple.Of("ebb/v1/prf/salt", install[:]))
}

// Slot is the name of a passkey's slot: "prf:" and 32 hexadecimal digits.
func Slot(o vault.Owner, credential []byte) string {
	sum := sha256.Sum256(bound(o, "ebb/v1/prf/id", credential))
	return prefix + hex.EncodeToString(sum[:16])
}

func bound(o vault.Owner, label string, parts ...[]byte) []byte {
	return tuple.Of(label, append([][]byte{o.Install[:], o.Person[:]}, parts...)...)
}

func salt(o vault.Owner) []byte { return append(o.Install[:], o.Person[:]...) }

func kem() hpke.KEM { return hpke.DHKEM(ecdh.P256()) }

// Seal gives r to the passkey k whose PRF gave secret, under a key pair of its
// own, which k names afterwards.
func Seal(o vault.Owner, r *vault.Ring, secret [32]byte, k Passkey, p Proof) ([]byte, error) {
	pair, err := kem().GenerateKey()
	if err != nil {
		return nil, vault.ErrDamaged
	}
	private, err := pair.Bytes()
	if err != nil {
		return nil, vault.ErrDamaged
	}
	defer clear(private)
	k.Public = pair.PublicKey().Bytes()
	plain, err := ebb.Encode(own{p, private})
	if err != nil {
		return nil, vault.ErrDamaged
	}
	aad := bound(o, "ebb/v1/slot/prf", k.Credential)
	return box(o, r, k, seal.Slot(salt(o), nil, kek(o, secret), aad, plain))
}

func kek(o vault.Owner, secret [32]byte) []byte {
	defer clear(secret[:])
	return seal.Derive(secret[:], o.Person[:], "ebb/v1/prf/kek")
}

// box is version ‖ length ‖ what the passkey opens ‖ length ‖ the ring ‖ what the
// ring knows of the passkey.
func box(o vault.Owner, r *vault.Ring, k Passkey, mine []byte) ([]byte, error) {
	public, err := kem().NewPublicKey(k.Public)
	if err != nil {
		return nil, vault.ErrDamaged
	}
	ring := padded(r.Encode())
	defer clear(ring)
	given, err := hpke.Seal(public, hpke.HKDFSHA256(), hpke.AES256GCM(), info(o, k.Credential, r.Version), ring)
	if err != nil {
		return nil, vault.ErrDamaged
	}
	known, err := ebb.Encode(k)
	if err != nil {
		return nil, vault.ErrDamaged
	}
	b := []byte{version}
	for _, part := range [][]byte{mine, given} {
		b = append(binary.BigEndian.AppendUint32(b, uint32(len(part))), part...)
	}
	return seal.GCM(knownKey(o, r)).Seal(b, nil, padded(known), knownAAD(o, Slot(o, k.Credential), r.Version)), nil
}

// padded wipes what it pads.
func padded(plain []byte) []byte {
	defer clear(plain)
	return seal.Pad(plain, seal.RowSize(len(plain)))
}

func info(o vault.Owner, credential []byte, ring uint64) []byte {
	return bound(o, "ebb/v1/ring/prf", credential, tuple.Uint64(ring))
}

func knownKey(o vault.Owner, r *vault.Ring) []byte {
	dk := r.Epochs[r.Current]
	defer clear(dk[:])
	return seal.Derive(dk[:], salt(o), "ebb/v1/prf/known")
}

func knownAAD(o vault.Owner, slot string, ring uint64) []byte {
	return bound(o, "ebb/v1/prf/known", []byte(slot), tuple.Uint64(ring))
}

// parts takes a box apart.
func parts(b []byte) (mine, given, known []byte, err error) {
	if len(b) == 0 || b[0] != version {
		return nil, nil, nil, vault.ErrDamaged
	}
	b = b[1:]
	for _, part := range []*[]byte{&mine, &given} {
		if len(b) < 4 {
			return nil, nil, nil, vault.ErrDamaged
		}
		n := uint64(binary.BigEndian.Uint32(b))
		if b = b[4:]; n > uint64(len(b)) {
			return nil, nil, nil, vault.ErrDamaged
		}
		*part, b = b[:n:n], b[n:]
	}
	return mine, given, b, nil
}

// Opened is a passkey's slot after its secret has come.
type Opened struct {
	Proof
	owner      vault.Owner
	credential []byte
	private    []byte
	given      []byte
}

// Open opens the slot of a passkey with the secret that its PRF gave:
// vault.ErrWrong for another secret.
func Open(o vault.Owner, secret [32]byte, credential, box []byte) (*Opened, error) {
	mine, given, _, err := parts(box)
	if err != nil {
		return nil, err
	}
	plain, err := seal.Open(salt(o), kek(o, secret), bound(o, "ebb/v1/slot/prf", credential), mine)
	if err != nil {
		return nil, err
	}
	defer clear(plain)
	var x own
	if ebb.Decode(plain, &x) != nil {
		return nil, vault.ErrDamaged
	}
	return &Opened{x.Proof, o, credential, x.Private, given}, nil
}

// Ring is the ring of that version.
func (x *Opened) Ring(ring uint64) (*vault.Ring, error) {
	key, err := kem().NewPrivateKey(x.private)
	if err != nil {
		return nil, vault.ErrDamaged
	}
	padded, err := hpke.Open(key, hpke.HKDFSHA256(), hpke.AES256GCM(), info(x.owner, x.credential, ring), x.given)
	if err != nil {
		return nil, vault.ErrDamaged
	}
	defer clear(padded)
	plain, err := seal.Unpad(padded)
	if err != nil {
		return nil, err
	}
	return vault.ReadRing(plain, ring)
}

// Wipe overwrites the passkey's private key.
func (x *Opened) Wipe() { clear(x.private) }

// Known is what r knows of the passkey whose slot this is.
func Known(o vault.Owner, r *vault.Ring, slot string, box []byte) (k Passkey, err error) {
	_, _, known, err := parts(box)
	if err != nil {
		return k, err
	}
	if len(known) < seal.Overhead {
		return k, vault.ErrDamaged
	}
	padded, err := seal.GCM(knownKey(o, r)).Open(nil, nil, known, knownAAD(o, slot, r.Version))
	if err != nil {
		return k, vault.ErrDamaged
	}
	plain, err := seal.Unpad(padded)
	if err != nil || ebb.Decode(plain, &k) != nil || Slot(o, k.Credential) != slot {
		return Passkey{}, vault.ErrDamaged
	}
	return k, nil
}

// Rewrap gives a passkey the ring to in place of from. The passkey need not be
// there.
func Rewrap(o vault.Owner, from, to *vault.Ring, slot string, old []byte) ([]byte, error) {
	k, err := Known(o, from, slot, old)
	if err != nil {
		return nil, err
	}
	return again(o, to, k, old)
}

// Rename calls a passkey something else.
func Rename(o vault.Owner, r *vault.Ring, slot string, old []byte, name string) ([]byte, error) {
	k, err := Known(o, r, slot, old)
	if err != nil {
		return nil, err
	}
	k.Name = name
	return again(o, r, k, old)
}

func again(o vault.Owner, r *vault.Ring, k Passkey, old []byte) ([]byte, error) {
	mine, _, _, err := parts(old)
	if err != nil {
		return nil, err
	}
	return box(o, r, k, mine)
}
