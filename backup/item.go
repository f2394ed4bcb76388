package backup

import (
	"time"

	"ebb/store"
)

// A backup is a sequence of items inside an age file, each a u32 length and as
// many bytes of CBOR: one map with one key, which says what it is. doc/format.md
// has the numbers.
type item struct {
	Head    *head    `cbor:"1,keyasint,omitempty"`
	Secret  *secret  `cbor:"2,keyasint,omitempty"`
	Person  *person  `cbor:"3,keyasint,omitempty"`
	Row     *row     `cbor:"4,keyasint,omitempty"`
	Chunk   *chunk   `cbor:"5,keyasint,omitempty"`
	Capture *capture `cbor:"6,keyasint,omitempty"`
	Device  *device  `cbor:"7,keyasint,omitempty"`
	Name    []byte   `cbor:"8,keyasint,omitempty"` // a hash; of the person before it, as all that follows a person
	Dues    []int64  `cbor:"9,keyasint,omitempty"` // quarters of an hour
	Channel *channel `cbor:"10,keyasint,omitempty"`
	End     *end     `cbor:"11,keyasint,omitempty"`
}

// format is the only one so far, and mostBytes bounds one item.
const (
	format    = 1
	mostBytes = 16 << 20
)

// head opens the file.
type head struct {
	Format  uint64   `cbor:"1,keyasint"` // 1
	Install store.ID `cbor:"2,keyasint"`
	Made    int64    `cbor:"3,keyasint"` // seconds since 1970
}

// secret is one of the installation's lasting secrets: without it a sign-in name
// finds nobody.
type secret struct {
	Name string   `cbor:"1,keyasint"`
	Key  [32]byte `cbor:"2,keyasint"`
}

// person opens what is theirs. A second one of the same id replaces the ring of
// the first: it was changed while the backup was made.
type person struct {
	ID      store.ID `cbor:"1,keyasint"`
	Version uint64   `cbor:"2,keyasint"`
	Inbox   []byte   `cbor:"3,keyasint"`
	Lineage store.ID `cbor:"4,keyasint"`
	Slots   []slot   `cbor:"5,keyasint"`
}

type slot struct {
	Name string `cbor:"1,keyasint"`
	Box  []byte `cbor:"2,keyasint"`
}

type row struct {
	Seq  uint64     `cbor:"1,keyasint"`
	Link store.Link `cbor:"2,keyasint"`
	Box  []byte     `cbor:"3,keyasint,omitempty"`
	Sum  []byte     `cbor:"4,keyasint,omitempty"` // of an erased row
}

type chunk struct {
	Blob store.ID `cbor:"1,keyasint"`
	No   int      `cbor:"2,keyasint"`
	Box  []byte   `cbor:"3,keyasint"`
}

type capture struct {
	ID  store.ID `cbor:"1,keyasint"`
	Box []byte   `cbor:"2,keyasint"`
}

type device struct {
	Token   [32]byte `cbor:"1,keyasint"` // SHA-256 of it
	ID      store.ID `cbor:"2,keyasint"`
	Revoked bool     `cbor:"3,keyasint,omitempty"`
}

type channel struct {
	ID   store.ID `cbor:"1,keyasint"`
	Kind string   `cbor:"2,keyasint"`
	Box  []byte   `cbor:"3,keyasint"`
}

// end closes the file: what must have come out of it.
type end struct {
	People []Kept `cbor:"1,keyasint"`
}

// Kept is what a backup holds of one person.
type Kept struct {
	Person store.ID   `cbor:"1,keyasint"`
	Seq    uint64     `cbor:"2,keyasint"` // the last row
	Link   store.Link `cbor:"3,keyasint"`
	Erased uint64     `cbor:"4,keyasint"` // rows without a box
	Chunks uint64     `cbor:"5,keyasint"`
}

// Manifest is what a backup holds.
type Manifest struct {
	Install store.ID
	Made    time.Time
	People  []Kept
}
