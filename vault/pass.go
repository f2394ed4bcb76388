package vault

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"runtime/debug"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"ebb"
	"ebb/internal/tuple"
	"ebb/vault/obvious"
)

// Cost is what one try of a passphrase costs. Memory is in KiB.
type Cost struct {
	Time, Memory uint32
	Threads      uint8
}

// DefaultCost is the second choice of RFC 9106. Floor and cap hold for what is
// sealed and for what is read: a slot that asks for less was tampered with, one
// that asks for more would stop the server.
var (
	DefaultCost = Cost{Time: 3, Memory: 64 << 10, Threads: 4}
	floorCost   = Cost{Time: 2, Memory: 19 << 10, Threads: 1}
	capCost     = Cost{Time: 10, Memory: 1 << 20, Threads: 16}
)

func (c Cost) check() error {
	low := c.Time < floorCost.Time || c.Memory < floorCost.Memory || c.Threads < floorCost.Threads
	high := c.Time > capCost.Time || c.Memory > capCost.Memory || c.Threads > capCost.Threads
	if low || high {
		return fmt.Errorf("%w: passphrase cost t=%d m=%d KiB p=%d is out of bounds", ErrDamaged, c.Time, c.Memory, c.Threads)
	}
	return nil
}

// Bounds of a passphrase: characters at least, bytes at most.
const (
	passChars = 15
	passBytes = 1024
)

// CheckPassphrase refuses what cannot protect anything. There are no rules
// about kinds of characters.
func CheckPassphrase(pass string) error {
	if len(pass) > passBytes {
		return ebb.Bad("vault.pass.long", "max", passBytes)
	}
	pass = norm.NFC.String(pass)
	if n := utf8.RuneCountInString(pass); n < passChars {
		return ebb.Bad("vault.pass.short", "min", passChars, "has", n)
	}
	if obvious.Phrase(pass) {
		return ebb.Bad("vault.pass.common")
	}
	return nil
}

// Two derivations at a time, 16 more may wait: memory is the limit, and a storm
// of sign-ins must not take it from those who are in.
var (
	running = make(chan struct{}, 2)
	queue   = make(chan struct{}, 2+16)
)

// stretch is Argon2id behind the gate.
func stretch(ctx context.Context, pass string, salt []byte, c Cost) ([]byte, error) {
	if len(pass) > passBytes {
		return nil, ErrWrong
	}
	select {
	case queue <- struct{}{}:
		defer func() { <-queue }()
	default:
		return nil, ErrBusy
	}
	select {
	case running <- struct{}{}:
		defer func() { <-running }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	secret := norm.NFC.Bytes([]byte(pass))
	defer clear(secret)
	key := argon2.IDKey(secret, salt, c.Time, c.Memory, c.Threads, 32)
	debug.FreeOSMemory() // 64 MiB that would otherwise stay
	return key, nil
}

// passHead is version, salt, time, memory and threads.
const passHead = 1 + 16 + 4 + 4 + 1

func passAAD(o Owner, version uint64, head []byte) []byte {
	return o.aad("ebb/v1/slot/pass", tuple.Uint64(version), head[1:17], head[17:21], head[21:25], head[25:26])
}

// SealPass seals r for whoever knows pass, which it checks.
func SealPass(o Owner, r *Ring, pass string, c Cost) ([]byte, error) {
	if err := CheckPassphrase(pass); err != nil {
		return nil, err
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	head := make([]byte, passHead)
	head[0] = version
	rand.Read(head[1:17])
	binary.BigEndian.PutUint32(head[17:], c.Time)
	binary.BigEndian.PutUint32(head[21:], c.Memory)
	head[25] = c.Threads
	kek, err := stretch(context.Background(), pass, head[1:17], c)
	if err != nil {
		return nil, err
	}
	return sealSlot(o, head, kek, passAAD(o, r.Version, head), r.Encode()), nil
}

// OpenPass opens a passphrase slot: ErrWrong for another passphrase, ErrBusy
// where too many are being tried.
func OpenPass(ctx context.Context, o Owner, version uint64, pass string, box []byte) (*Ring, error) {
	c, err := PassCost(box)
	if err != nil {
		return nil, err
	}
	kek, err := stretch(ctx, pass, box[1:17], c)
	if err != nil {
		return nil, err
	}
	return ringOf(o, version, kek, passAAD(o, version, box), box[passHead:])
}

// PassCost reads what a passphrase slot costs to try, so that a cheap one can
// be sealed anew at unlock.
func PassCost(box []byte) (Cost, error) {
	if err := checkHead(box, passHead); err != nil {
		return Cost{}, err
	}
	c := Cost{binary.BigEndian.Uint32(box[17:]), binary.BigEndian.Uint32(box[21:]), box[25]}
	return c, c.check()
}
