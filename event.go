// Package ebb is the vocabulary every other package shares: an Event is
// something that happened and was kept, a Fold is what a feature makes of
// events, a Problem is an error a person may read, a Clock tells the time.
//
// It promises that an event's encoding is deterministic (CBOR, core
// deterministic encoding, RFC 8949 section 4.2.1) and that the kinds named
// here are past facts which are never renamed. It refuses to know how events
// are sealed or stored, and what any feature means by its kinds.
package ebb

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/fxamacker/cbor/v2"
)

// ID names an event, a person, an inbox item or a blob: 16 random bytes, or as
// many that follow from random ones, which say nothing about when or by whom they
// were made.
type ID [16]byte

// NewID returns a fresh random ID.
func NewID() ID {
	var id ID
	rand.Read(id[:]) // never fails, see crypto/rand.Read
	return id
}

// ParseID reads the 32 hexadecimal digits that ID.String writes.
func ParseID(s string) (ID, error) {
	var id ID
	b, err := hex.DecodeString(s)
	if err != nil || len(b) != len(id) {
		return ID{}, fmt.Errorf("ebb: %d characters are not an id", len(s))
	}
	copy(id[:], b)
	return id, nil
}

func (id ID) String() string { return hex.EncodeToString(id[:]) }

// MarshalText writes the id as String does, for JSON. CBOR keeps the 16 bytes.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (id *ID) UnmarshalText(b []byte) error {
	read, err := ParseID(string(b))
	if err != nil {
		return err
	}
	*id = read
	return nil
}

// Event is one thing that happened, as the journal keeps it.
type Event struct {
	ID       ID
	Kind     string    // "feature.fact", a past fact, never renamed
	Who      int       // the tie it concerns; people have several exes, the first is 1
	At       time.Time // when it happened, in the zone where the person was; millisecond resolution
	Recorded time.Time // when the journal took it
	Device   string    // where it came from: "web", "cli", or "locked" for a capture without a session
	Body     []byte    // the fact itself, deterministic CBOR; see Decode
}

// Kinds that belong to the kernel. The journal applies them before any fold
// sees an event, which gives undo and edit to every feature at once.
const (
	Withdrawn = "ebb.withdrawn"  // body: Withdrawal
	Replaced  = "ebb.replaced"   // body: Replacement
	Erased    = "journal.erased" // body: Erasure; the row's box is gone
)

// Withdrawal takes an earlier event back: folds never see it again. A
// withdrawal can itself be withdrawn, which is redo.
type Withdrawal struct {
	ID ID `cbor:"1,keyasint" json:"id"`
}

// Replacement gives an earlier event a new body; kind, id and time stay.
type Replacement struct {
	ID   ID              `cbor:"1,keyasint"`
	Body cbor.RawMessage `cbor:"2,keyasint"`
}

// Erasure says that the person had the row at Seq destroyed. ID stays refused,
// so that a phone which tries again does not bring the entry back.
type Erasure struct {
	Seq uint64 `cbor:"1,keyasint"`
	ID  ID     `cbor:"2,keyasint"`
}

// New makes an event with a fresh id about the first tie. body becomes
// deterministic CBOR; a type that cannot be encoded is a programming error and
// panics.
func New(kind string, at time.Time, body any) Event {
	b, err := Encode(body)
	if err != nil {
		panic(fmt.Sprintf("ebb: body of %s: %v", kind, err))
	}
	return Event{ID: NewID(), Kind: kind, Who: 1, At: at, Body: b}
}

// Decode reads the body into a struct of the owner's.
func (e Event) Decode(into any) error {
	if err := decode.Unmarshal(e.Body, into); err != nil {
		return fmt.Errorf("ebb: body of %s: %w", e.Kind, err)
	}
	return nil
}

// Apply hands the body of e to do. What cannot be read changes nothing.
func Apply[T any](e Event, do func(T)) error {
	var body T
	if err := e.Decode(&body); err != nil {
		return err
	}
	do(body)
	return nil
}

// Decode reads what Encode wrote, and refuses what is too deep, too long or says
// a thing twice.
func Decode(b []byte, into any) error { return decode.Unmarshal(b, into) }

// Encode returns v as deterministic CBOR.
func Encode(v any) ([]byte, error) { return encode.Marshal(v) }

var (
	encode = must(cbor.CoreDetEncOptions().EncMode())
	decode = must(cbor.DecOptions{
		DupMapKey:        cbor.DupMapKeyEnforcedAPF,
		MaxNestedLevels:  16,
		MaxArrayElements: 1 << 20,
		MaxMapPairs:      1 << 16,
	}.DecMode())
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// A Fold is the state one feature derives from the journal. Apply is called
// once for every event that stands, in order of arrival, whatever its kind; a
// fold takes what it knows and leaves the rest. Time does not rise with seq:
// what was kept offline arrives late. A fold copies what it keeps and keeps no
// words that it can read again from the journal by seq.
//
// An error means that this one event could not be understood. The journal
// counts it and goes on.
type Fold interface {
	Apply(seq uint64, e Event) error
}

// Clock tells the time. Only cmd and web may hand in time.Now.
type Clock func() time.Time
