package vault

import "ebb"

// SealPush seals where a browser is to be reached, under a secret of the
// installation that is not in the database: the server must read it while its
// person is locked, a thief of the database must not.
func SealPush(o Owner, id ebb.ID, secret [32]byte, plain []byte) []byte {
	return gcm(pushKey(o, secret)).Seal([]byte{version}, nil, plain, o.aad("ebb/v1/push", id[:]))
}

// OpenPush opens what SealPush sealed: ErrDamaged for everything else.
func OpenPush(o Owner, id ebb.ID, secret [32]byte, box []byte) ([]byte, error) {
	if err := checkHead(box, 1); err != nil {
		return nil, err
	}
	plain, err := gcm(pushKey(o, secret)).Open(nil, nil, box[1:], o.aad("ebb/v1/push", id[:]))
	if err != nil {
		return nil, ErrDamaged
	}
	return plain, nil
}

func pushKey(o Owner, secret [32]byte) []byte {
	return derive(secret[:], o.salt(), "ebb/v1/push/key")
}
