package vault

import (
	"encoding/binary"
	"time"

	"ebb"
	"ebb/internal/tuple"
)

// SessionID is the name a session's row has in the store. It says nothing
// about the token.
func SessionID(install ebb.ID, t Token) ebb.ID {
	return ebb.ID(derive(t[:], install[:], "ebb/v1/session/id")[:16])
}

// DraftPerson is who a token that has never been seen starts: two first posts
// with one token meet on one person.
func DraftPerson(install ebb.ID, t Token) ebb.ID {
	return ebb.ID(derive(t[:], install[:], "ebb/v1/draft/person")[:16])
}

func sessionKey(o Owner, t Token, secret [32]byte) []byte {
	return derive(t[:], secret[:], "ebb/v1/session/kek", o.Person[:])
}

func sessionAAD(o Owner, label string, t Token, day int64, version uint64) []byte {
	sid := SessionID(o.Install, t)
	return o.aad(label, sid[:], number(day), tuple.Uint64(version))
}

// SealSession seals r for the holder of t until the secret of day is gone.
// seen is when the person was last there.
func SealSession(o Owner, r *Ring, t Token, day int64, secret [32]byte, seen time.Time) ([]byte, error) {
	ring := r.Encode()
	defer clear(ring)
	plain := append(number(seen.UnixMilli()), ring...)
	aad := sessionAAD(o, "ebb/v1/slot/session", t, day, r.Version)
	return sealSlot(o, []byte{version}, sessionKey(o, t, secret), aad, plain), nil
}

// OpenSession opens a session's box: ErrWrong without its token or its day's
// secret.
func OpenSession(o Owner, version uint64, t Token, day int64, secret [32]byte, box []byte) (*Ring, time.Time, error) {
	if err := checkHead(box, 1); err != nil {
		return nil, time.Time{}, err
	}
	aad := sessionAAD(o, "ebb/v1/slot/session", t, day, version)
	plain, err := openSlot(o, sessionKey(o, t, secret), aad, box[1:])
	if err != nil {
		return nil, time.Time{}, err
	}
	defer clear(plain)
	if len(plain) < 8 {
		return nil, time.Time{}, ErrDamaged
	}
	r, err := ReadRing(plain[8:], version)
	return r, time.UnixMilli(int64(binary.BigEndian.Uint64(plain))).UTC(), err
}

// draftHead is version and day.
const draftHead = 1 + 8

func draftKey(o Owner, t Token, secret [32]byte) []byte {
	return derive(t[:], secret[:], "ebb/v1/draft/kek", o.Person[:])
}

// SealDraft seals r for somebody who has chosen no passphrase yet: the holder
// of t, until the draft secret of day is gone.
func SealDraft(o Owner, r *Ring, t Token, day int64, secret [32]byte) ([]byte, error) {
	aad := sessionAAD(o, "ebb/v1/slot/draft", t, day, r.Version)
	return sealSlot(o, append([]byte{version}, number(day)...), draftKey(o, t, secret), aad, r.Encode()), nil
}

// DraftDay reads for which day's secret a draft slot was sealed.
func DraftDay(box []byte) (int64, error) {
	if err := checkHead(box, draftHead); err != nil {
		return 0, err
	}
	return int64(binary.BigEndian.Uint64(box[1:])), nil
}

// OpenDraft opens a draft slot.
func OpenDraft(o Owner, version uint64, t Token, secret [32]byte, box []byte) (*Ring, error) {
	day, err := DraftDay(box)
	if err != nil {
		return nil, err
	}
	aad := sessionAAD(o, "ebb/v1/slot/draft", t, day, version)
	return ringOf(o, version, draftKey(o, t, secret), aad, box[draftHead:])
}
