package ledger

import (
	"bytes"
	"encoding/binary"
	"errors"

	"ebb/store"
)

// A file is a version byte and records, each a byte that says what it is:
//
//	1 row:    u64 number, link 32, event 16, proof 32
//	2 blob:   id 16
//	3 person: nothing more
const (
	version = 1

	ofRow    = 1
	ofBlob   = 2
	ofPerson = 3
)

// ErrDamaged is of a file that is none of a ledger's.
var ErrDamaged = errors.New("ledger: damaged")

func encode(e Erased) []byte {
	b := []byte{version}
	for _, g := range e.Rows {
		b = binary.BigEndian.AppendUint64(append(b, ofRow), g.Seq)
		b = append(append(append(b, g.Link[:]...), g.Event[:]...), g.Proof[:]...)
	}
	for _, id := range e.Blobs {
		b = append(append(b, ofBlob), id[:]...)
	}
	if e.All {
		b = append(b, ofPerson)
	}
	return b
}

func decode(b []byte) (e Erased, err error) {
	if len(b) == 0 || b[0] != version {
		return e, ErrDamaged
	}
	for in := bytes.NewReader(b[1:]); in.Len() > 0 && err == nil; {
		kind, _ := in.ReadByte()
		switch kind {
		case ofRow:
			var g Gone
			err = binary.Read(in, binary.BigEndian, &g)
			e.Rows = append(e.Rows, g)
		case ofBlob:
			var id store.ID
			err = binary.Read(in, binary.BigEndian, &id)
			e.Blobs = append(e.Blobs, id)
		case ofPerson:
			e.All = true
		default:
			err = ErrDamaged
		}
	}
	if err != nil {
		return Erased{}, ErrDamaged
	}
	return e, nil
}
