// Package store says what ebb asks of a database: opaque rows in one chain per
// person, and beside them slots, sessions, devices, names, an inbox and blobs. A store knows
// no key, no clock and no journal; nothing that is handed to it can be read by
// it, and "the database code cannot decrypt" is a property of its imports.
//
// Every implementation passes storetest.Run. A rule that is not tested there
// is not a rule. The stores refuse a row that does not follow the person's
// last one, so a chain in a store is whole or damaged, never silently forked.
package store

import (
	"context"
	"crypto/sha256"
	"errors"

	"ebb/internal/tuple"
)

type (
	// ID is 16 random bytes.
	ID = [16]byte
	// Link is one link of a person's chain; see Next.
	Link = [32]byte
)

// Head is the end of a person's chain. Seq 0 means that nothing is recorded;
// its Link is then not looked at.
type Head struct {
	Seq  uint64
	Link Link
}

// Is reports whether both are the same end.
func (h Head) Is(o Head) bool { return h.Seq == o.Seq && (h.Seq == 0 || h.Link == o.Link) }

// Row is one sealed entry. An erased row has no Box, and Sum = SHA-256(Box)
// as it was.
type Row struct {
	Seq      uint64
	Link     Link
	Box, Sum []byte
}

// Chunk is one piece of a blob, at most 64 KiB of plaintext.
type Chunk struct {
	Blob ID
	No   int
	Box  []byte
}

// Person is what a store knows of one person beside rows: enough to find the
// sealed keys, nothing to open them with.
type Person struct {
	Version uint64 // of the key ring; every slot is bound to it
	Inbox   []byte // public key that captures are sealed to
	Lineage ID     // a restore starts a new one
	Slots   []Slot // ordered by name
}

// Slot is the key ring, sealed for one way of opening it.
type Slot struct {
	Name string // "draft", "pass", "recovery", later "prf:…"
	Box  []byte
}

// Session is a key ring sealed under a token that only one browser or shell
// holds.
type Session struct {
	ID     ID
	Person ID
	Day    int64  // day of the secret that is mixed in, days since 1970-01-01 UTC
	Ring   uint64 // ring version it was made for
	Box    []byte
}

// Item is one sealed capture that waits for its person.
type Item struct {
	ID  ID
	Box []byte
}

// Device is a browser or phone that may lay captures into one person's inbox,
// and may do nothing else.
type Device struct {
	Token   [32]byte // SHA-256 of the secret that it holds
	ID      ID       // stands in its captures
	Person  ID
	Revoked bool
}

// Name is what somebody types to say who they are, hashed under a secret of
// the host.
type Name struct {
	Hash   [32]byte
	Person ID
}

// Channel is one way in which reminders reach a person who asked for them.
type Channel struct {
	ID   ID
	Kind string // "calendar", "push"
	Box  []byte // what the channel needs; at most ChannelBytes
}

// Batch is what one Append keeps: all of it or nothing.
type Batch struct {
	New   *Person  // creates the person; ErrConflict where they exist
	Rows  []Row    // after.Seq+1, +2, … each linked to the one before
	Erase []uint64 // these rows lose their box; the store computes Sum from it
	Blobs []Chunk
	Drop  []ID // blobs to remove
	Drain []ID // inbox items used up
}

// Rewriting is a journal sealed anew.
type Rewriting struct {
	From  uint64 // ring version that it replaces
	After Head   // of the rows it replaces
	To    Person // with a lineage of its own
	Row   func(Row) (Row, error)
	Drop  []ID    // blobs that Blobs replaces
	Blobs []Chunk // under new ids
}

// Rows is the chain.
type Rows interface {
	// Append keeps all of b or nothing, and succeeds only if p's last row is
	// exactly after, compared in the same transaction. nil means durable.
	// ErrConflict: nothing kept, the head is another one. ErrUnknown: it may or
	// may not be kept; only Settle and then Since can tell. Any other error:
	// nothing kept. ErrRefused: see Check; also erasing a row or adding a chunk
	// that is not there, or is there already. A batch without rows has no head
	// to compare. ErrNoPerson where p does not exist. A caller whose ctx ended
	// leaves b alone: the work may be under way.
	Append(ctx context.Context, p ID, after Head, b Batch) error
	// Since yields the rows after after in order, in one snapshot; slices are
	// valid until f returns. ErrForked if the row at after.Seq is missing or
	// has another link. f must not call the store.
	Since(ctx context.Context, p ID, after Head, f func(Row) error) error
	// Head returns the end of p's chain, Head{} where nothing is recorded.
	Head(ctx context.Context, p ID) (Head, error)
	// Settle returns nil when all rows visible before the call are as durable
	// as acknowledged ones.
	Settle(ctx context.Context, p ID) error
}

// People holds the sealed key rings.
type People interface {
	// Person returns p with all slots. ErrNoPerson.
	Person(ctx context.Context, p ID) (Person, error)
	// People yields every person, in no particular order. f must not call the
	// store.
	People(ctx context.Context, f func(ID, Person) error) error
	// Rewrap replaces version, inbox key and all slots of p where the version
	// is still from, and ends every session of p made for an older ring.
	// ErrConflict where the version is another one. The lineage stays. ErrRefused
	// where to has an older version than from, or two slots of one name.
	Rewrap(ctx context.Context, p ID, from uint64, to Person) error
	// Rewrite replaces every row, and what r says beside them, in one: all of it
	// or nothing. r.Row gets the rows in order and returns each as it is to be,
	// with its number and, where it was erased, its sum; it may be called from row
	// 1 on again. The old rows are gone from the log files too. ErrConflict where
	// version or head is another one; ErrRefused as in Append and Rewrap.
	// ErrNoPerson. Sessions for an older ring end. r.Row must not call the store.
	Rewrite(ctx context.Context, p ID, r Rewriting) error
	// Forget removes everything of p, from the log files too; no error where
	// there is no such person.
	Forget(ctx context.Context, p ID) error
}

// Inbox holds captures.
type Inbox interface {
	// Put keeps an item. The same id again changes nothing. ErrNoPerson;
	// ErrFullInbox at InboxItems items; ErrRefused over InboxBytes.
	Put(ctx context.Context, p ID, it Item) error
	// Waiting yields p's items, in no particular order. f must not call the
	// store.
	Waiting(ctx context.Context, p ID, f func(Item) error) error
}

// Bounds of the inbox of one person.
const (
	InboxItems = 2000
	InboxBytes = 16 << 10
)

// Blobs holds what is too large for a row.
type Blobs interface {
	// Blob yields the chunks of one blob in order. f must not call the store.
	Blob(ctx context.Context, p, blob ID, f func(Chunk) error) error
	// BlobsOf yields every chunk of p, ordered by blob and number. f must not
	// call the store.
	BlobsOf(ctx context.Context, p ID, f func(Chunk) error) error
}

// Sessions holds signed-in browsers and shells.
type Sessions interface {
	// PutSession keeps or replaces s. ErrNoPerson; ErrConflict where the ring
	// has been replaced by a newer one meanwhile.
	PutSession(ctx context.Context, s Session) error
	// Session returns one. ErrNoSession.
	Session(ctx context.Context, id ID) (Session, error)
	// SessionsOf returns all sessions of p.
	SessionsOf(ctx context.Context, p ID) ([]Session, error)
	// DropSession removes one; no error where there is none.
	DropSession(ctx context.Context, id ID) error
	// DropSessions removes all of p.
	DropSessions(ctx context.Context, p ID) error
	// ExpireSessions removes those made on a day before day.
	ExpireSessions(ctx context.Context, day int64) error
}

// DeviceCount is how many devices one person may have, revoked ones counted.
const DeviceCount = 64

// Devices holds who may add to an inbox.
type Devices interface {
	// PutDevice keeps a new device, or replaces Revoked of one that is there. ErrNoPerson; ErrConflict where its token or, for this person, its
	// id is another device's; ErrFullDevices at DeviceCount.
	PutDevice(ctx context.Context, d Device) error
	// Device returns the one whose token has this SHA-256, also when it is
	// revoked. ErrNoDevice.
	Device(ctx context.Context, token [32]byte) (Device, error)
	// DevicesOf returns all devices of p, ordered by ID.
	DevicesOf(ctx context.Context, p ID) ([]Device, error)
	// DropDevice removes one of p; no error where there is none.
	DropDevice(ctx context.Context, p, id ID) error
}

// Names finds a person by what they are called on a host with several.
type Names interface {
	// PutName gives a name to a person, who may have several. The same again
	// changes nothing. ErrNoPerson; ErrConflict where it is another person's.
	PutName(ctx context.Context, n Name) error
	// Name returns whose name has this hash. ErrNoName.
	Name(ctx context.Context, hash [32]byte) (Name, error)
	// NamesOf returns all names of p, ordered by hash.
	NamesOf(ctx context.Context, p ID) ([]Name, error)
	// DropNames removes all names of p.
	DropNames(ctx context.Context, p ID) error
}

// Bounds of one person's reminders.
const (
	DueCount     = 512
	ChannelCount = 16
	ChannelBytes = 4 << 10
)

// Reminders holds when something is due, in the clear and bare, for people who
// asked for it: a quarter of an hour, counted from 1970 in UTC, and not what.
type Reminders interface {
	// PutDues replaces all due times of p. ErrNoPerson; ErrRefused over DueCount.
	PutDues(ctx context.Context, p ID, quarters []int64) error
	// DuesOf returns p's due times, earliest first.
	DuesOf(ctx context.Context, p ID) ([]int64, error)
	// Dues yields everybody's due times from from to before until, in no
	// particular order. f must not call the store.
	Dues(ctx context.Context, from, until int64, f func(p ID, quarter int64) error) error
	// PutChannel keeps or replaces c. ErrNoPerson; ErrRefused over ChannelBytes,
	// or where it would be one over ChannelCount.
	PutChannel(ctx context.Context, p ID, c Channel) error
	// Channels returns p's channels, ordered by ID.
	Channels(ctx context.Context, p ID) ([]Channel, error)
	// DropChannel removes one; no error where there is none.
	DropChannel(ctx context.Context, p, id ID) error
}

// Store is a whole database.
type Store interface {
	Rows
	People
	Inbox
	Blobs
	Sessions
	Devices
	Names
	Reminders
	// Install returns the random id of this installation, made at first use.
	Install(ctx context.Context) (ID, error)
	// Healthy returns nil when the store can be written. It does not queue
	// behind writers.
	Healthy(ctx context.Context) error
	// Scrub returns when nothing erased or replaced is left in log files.
	Scrub(ctx context.Context) error
	Close() error
}

// The ways a store says no.
var (
	ErrConflict    = errors.New("store: the head is another one")
	ErrForked      = errors.New("store: the journal has another past")
	ErrUnknown     = errors.New("store: outcome unknown")
	ErrFull        = errors.New("store: no space left")
	ErrRefused     = errors.New("store: a row or what comes with it does not fit")
	ErrNoPerson    = errors.New("store: no such person")
	ErrNoSession   = errors.New("store: no such session")
	ErrNoDevice    = errors.New("store: no such device")
	ErrNoName      = errors.New("store: no such name")
	ErrFullInbox   = errors.New("store: the inbox is full")
	ErrFullDevices = errors.New("store: too many devices")
)

// Genesis is the link before a person's first row.
func Genesis(install, p ID) Link {
	return sha256.Sum256(tuple.Of("ebb/v1/genesis", install[:], p[:]))
}

// Next is the link of row seq, whose box has the SHA-256 sum, after the link
// prev. The hash covers the whole box, so an erased row needs only its sum.
func Next(prev Link, seq uint64, sum [32]byte) Link {
	return sha256.Sum256(tuple.Of("ebb/v1/link", prev[:], tuple.Uint64(seq), sum[:]))
}
