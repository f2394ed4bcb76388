package vault

import "ebb"

// SealPush seals where a browser is to be reached, under a secret of the
// installation that is not in the database: the server must read it while its
// person is locked, a thief of the database must not.
func SealPush(o Owner, id ebb.ID, secret [32]byte, plain []byte) []byte {
	return sealBeside(o, "ebb/v1/push", id, secret, plain)
}

// OpenPush opens what SealPush sealed: ErrDamaged for everything else.
func OpenPush(o Owner, id ebb.ID, secret [32]byte, box []byte) ([]byte, error) {
	return openBeside(o, "ebb/v1/push", id, secret, box)
}

// SealSeen seals what a browser remembers of a journal, under a lasting secret
// of the installation.
func SealSeen(o Owner, secret [32]byte, plain []byte) []byte {
	return sealBeside(o, "ebb/v1/seen", ebb.ID{}, secret, plain)
}

// OpenSeen opens what SealSeen sealed: ErrDamaged for everything else.
func OpenSeen(o Owner, secret [32]byte, box []byte) ([]byte, error) {
	return openBeside(o, "ebb/v1/seen", ebb.ID{}, secret, box)
}

func sealBeside(o Owner, label string, id ebb.ID, secret [32]byte, plain []byte) []byte {
	return gcm(derive(secret[:], o.salt(), label+"/key")).Seal([]byte{version}, nil, plain, o.aad(label, id[:]))
}

func openBeside(o Owner, label string, id ebb.ID, secret [32]byte, box []byte) ([]byte, error) {
	if err := checkHead(box, 1); err != nil {
		return nil, err
	}
	plain, err := gcm(derive(secret[:], o.salt(), label+"/key")).Open(nil, nil, box[1:], o.aad(label, id[:]))
	if err != nil {
		return nil, ErrDamaged
	}
	return plain, nil
}
