package remind

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"time"

	"ebb"
	"ebb/store"
)

// kindMissed is no way to anybody: it says until it was seen that a reminder
// reached no browser. Somebody may rely on one that never comes.
const kindMissed = "missed"

// Missed is the newest reminder that did not arrive.
type Missed struct {
	At   time.Time // when it was due; zero where none is missed
	Gone bool      // a browser takes no messages any more and was forgotten
}

// missedBytes are seconds since 1970, then 1 where a browser has gone.
const missedBytes = 8 + 1

func (b *Book) miss(ctx context.Context, p ebb.ID, m Missed) error {
	box := append(binary.BigEndian.AppendUint64(nil, uint64(m.At.Unix())), 0)
	if m.Gone {
		box[8] = 1
	}
	id := sha256.Sum256(append([]byte("ebb/v1/missed"), p[:]...)) // one a person
	return b.o.Store.PutChannel(ctx, store.ID(p), store.Channel{ID: store.ID(id[:16]), Kind: kindMissed, Box: box})
}

func missed(box []byte) (m Missed) {
	if len(box) != missedBytes {
		return m
	}
	return Missed{time.Unix(int64(binary.BigEndian.Uint64(box)), 0).UTC(), box[8] == 1}
}

// Seen forgets what p has missed.
func (b *Book) Seen(ctx context.Context, p ebb.ID) error { return b.drop(ctx, p, kindMissed) }
