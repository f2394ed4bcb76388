// Package ways makes the ways into one person's ring, as the slots that a store
// keeps: a passphrase, a recovery code, the printed key of a sealed archive; and
// the mark of a journal that is to be burned.
//
// It promises that sealing leaves nothing that another secret opens. It refuses
// to store: whoever asks for slots decides what becomes of them.
package ways

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"ebb"
	"ebb/store"
	"ebb/vault"
	"ebb/web/door/host"
	"ebb/web/door/proof"
)

// Slots that open nothing.
const (
	sealed = "sealed" // the recovery slot is the printed key of an archive
	burn   = "burn"   // the journal goes at the second since 1970 in its box
)

// Into makes a person's row of a ring.
type Into func(vault.Owner, *vault.Ring, vault.Cost) (store.Person, error)

// Keep gives slots of the row before the ring to in place of from: ways in that
// a change of keys leaves.
type Keep func(before store.Person, o vault.Owner, from, to *vault.Ring) []store.Slot

// Change makes a person's row of the one there is; the ring stays.
type Change func(store.Person, vault.Owner, *vault.Ring) (store.Person, error)

func row(r *vault.Ring, slots ...store.Slot) store.Person {
	return store.Person{Version: r.Version, Inbox: r.Public(), Slots: slots}
}

// Passphrase is one way in: pass.
func Passphrase(pass string) Into {
	return func(o vault.Owner, r *vault.Ring, cost vault.Cost) (store.Person, error) {
		box, err := vault.SealPass(o, r, pass, cost)
		return row(r, store.Slot{Name: host.Pass, Box: box}), err
	}
}

// Sealed is one way in: the printed key. The slot of the passphrase stays, so
// that everybody who counts people finds the person, under a passphrase that
// nobody has ever seen.
func Sealed(key string) Into {
	return func(o vault.Owner, r *vault.Ring, cost vault.Cost) (store.Person, error) {
		opens, err := vault.SealRecovery(o, r, key)
		if err != nil {
			return store.Person{}, err
		}
		var nobodys [32]byte
		rand.Read(nobodys[:]) // never fails, see crypto/rand.Read
		box, err := vault.SealPass(o, r, hex.EncodeToString(nobodys[:]), cost)
		return row(r, store.Slot{Name: host.Pass, Box: box}, store.Slot{Name: proof.Recovery, Box: opens}, store.Slot{Name: sealed, Box: []byte{1}}), err
	}
}

// IsSealed reports whether only a printed key opens p.
func IsSealed(p store.Person) bool { return host.Slot(p, sealed) != nil }

// Recovery adds a recovery code, in place of the one there was.
func Recovery(code string) Change {
	return func(p store.Person, o vault.Owner, r *vault.Ring) (store.Person, error) {
		box, err := vault.SealRecovery(o, r, code)
		return With(p, proof.Recovery, box), err
	}
}

// NoRecovery ends the recovery code. Who has none any more loses everything with
// the passphrase.
func NoRecovery(p store.Person, _ vault.Owner, _ *vault.Ring) (store.Person, error) {
	p.Slots = slices.DeleteFunc(slices.Clone(p.Slots), func(s store.Slot) bool { return s.Name == proof.Recovery })
	return p, nil
}

// BurnAt marks the journal to go at a time; the zero time takes the mark back.
func BurnAt(at time.Time) Change {
	return func(p store.Person, _ vault.Owner, _ *vault.Ring) (store.Person, error) {
		if at.IsZero() {
			return With(p, burn, nil), nil
		}
		return With(p, burn, binary.BigEndian.AppendUint64(nil, uint64(at.Unix()))), nil
	}
}

// Burns is when the journal of p goes; false where it stays.
func Burns(p store.Person) (time.Time, bool) {
	box := host.Slot(p, burn)
	if len(box) != 8 {
		return time.Time{}, false
	}
	return time.Unix(int64(binary.BigEndian.Uint64(box)), 0).UTC(), true
}

// Burn destroys every journal whose time has come.
func Burn(ctx context.Context, h *host.Host, now time.Time) error {
	var gone []ebb.ID
	err := h.Store.People(ctx, func(id store.ID, p store.Person) error {
		if at, burns := Burns(p); burns && !at.After(now) {
			gone = append(gone, ebb.ID(id))
		}
		return nil
	})
	for _, id := range gone {
		err = errors.Join(err, h.Remove(ctx, id))
	}
	return err
}

// With replaces one slot; nil removes it.
func With(p store.Person, name string, box []byte) store.Person {
	p.Slots = slices.DeleteFunc(slices.Clone(p.Slots), func(s store.Slot) bool { return s.Name == name })
	if box != nil {
		p.Slots = append(p.Slots, store.Slot{Name: name, Box: box})
	}
	return p
}
