// Package draft is the way back to what somebody saved who has chosen no
// passphrase: a slot sealed under the token of their browser and the secret of
// the day, for a week after their last visit.
//
// It promises that the token before the newest opens it too, until the newest
// has come back: an answer may be lost on its way. It refuses to know who asks,
// and to keep anything itself.
package draft

import (
	"context"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/journal"
	"ebb/store"
	"ebb/tie"
	"ebb/tie/exchange"
	"ebb/vault"
	"ebb/web/door/host"
)

// Names of slots.
const (
	Slot = "draft"
	Old  = "draft.old" // the token before, until the new one has come back
)

// Kind names the daily secrets of drafts.
const Kind = "draft"

// Days is how long a draft is kept after its last visit.
const Days = 7

// Slots opens and seals them.
type Slots struct {
	Secrets *vault.Secrets
	Clock   ebb.Clock
}

// Today counts days since 1970 in UTC, as the daily secrets do.
func (s Slots) Today() int64 { return s.Clock().Unix() / (24 * 60 * 60) }

// Open tries the draft slot and the one before it; nil where neither opens.
func (s Slots) Open(o vault.Owner, p store.Person, t vault.Token) (*vault.Ring, string, int64) {
	for _, name := range []string{Slot, Old} {
		box := host.Slot(p, name)
		if box == nil {
			continue
		}
		day, err := vault.DraftDay(box)
		if err != nil || s.past(day) {
			continue
		}
		secret, err := s.Secrets.Of(Kind, day)
		if err != nil {
			continue
		}
		if ring, err := vault.OpenDraft(o, p.Version, t, secret, box); err == nil {
			return ring, name, day
		}
	}
	return nil, "", 0
}

func (s Slots) past(day int64) bool { return day+Days+1 < s.Today() }

// Add seals r for the holder of t, and puts the slot into p.
func (s Slots) Add(p *store.Person, o vault.Owner, r *vault.Ring, name string, t vault.Token) error {
	day := s.Today()
	secret, err := s.Secrets.Of(Kind, day)
	if err != nil {
		return err
	}
	box, err := vault.SealDraft(o, r, t, day, secret)
	p.Slots = append(p.Slots, store.Slot{Name: name, Box: box})
	return err
}

// Over says whether nothing opens p any more.
func (s Slots) Over(p store.Person) bool {
	day, err := vault.DraftDay(host.Slot(p, Slot))
	return err != nil || s.past(day)
}

// Until is the last day that a draft of day is promised for. It stands in the
// middle of that day, so that it is no later than the truth in any zone.
func Until(day int64) time.Time {
	return time.Unix((day+Days)*24*60*60, 0).UTC().Add(12 * time.Hour)
}

// Newcomer is the journal of somebody who has saved nothing yet: empty, and
// the first Record makes the person, the ring, the draft slot and the event in
// one Append.
type Newcomer struct {
	Folds func() map[string]ebb.Fold
	Save  func(context.Context, []ebb.Entry) (*journal.Journal, error) // the first Record

	j *journal.Journal // once something has been saved
}

var _ feature.Journal = (*Newcomer)(nil)

// View implements feature.Journal.
func (n *Newcomer) View(ctx context.Context, f func(map[string]ebb.Fold) error) error {
	if n.j != nil {
		return n.j.View(ctx, f)
	}
	return f(n.Folds())
}

// Read implements feature.Journal.
func (n *Newcomer) Read(ctx context.Context, seqs ...uint64) ([]ebb.Event, error) {
	if n.j != nil {
		return n.j.Read(ctx, seqs...)
	}
	return nil, nil
}

// OpenBlob implements feature.Journal.
func (n *Newcomer) OpenBlob(ctx context.Context, id ebb.ID, key [32]byte) ([]byte, error) {
	if n.j != nil {
		return n.j.OpenBlob(ctx, id, key)
	}
	return nil, vault.ErrDamaged
}

// Record implements feature.Journal.
func (n *Newcomer) Record(ctx context.Context, entries ...ebb.Entry) (err error) {
	if n.j == nil {
		n.j, err = n.Save(ctx, entries)
		return err
	}
	return n.j.Record(ctx, entries...)
}

// Standing is everything of a journal as it stands, ready to be recorded in
// another: with the blobs that counts of messages name, and without what was
// withdrawn, edited over or destroyed.
func Standing(ctx context.Context, j *journal.Journal) ([]ebb.Entry, error) {
	head, err := j.Head(ctx)
	if err != nil {
		return nil, err
	}
	seqs := make([]uint64, head.Seq)
	for i := range seqs {
		seqs[i] = uint64(i + 1)
	}
	events, err := j.Read(ctx, seqs...)
	var entries []ebb.Entry
	for _, e := range events {
		if e.Kind == ebb.Withdrawn || e.Kind == ebb.Replaced || e.Kind == ebb.Erased {
			continue
		}
		blobs, failed := named(ctx, j, e)
		if failed != nil {
			return nil, failed
		}
		entries = append(entries, ebb.Entry{Event: e, Blobs: blobs})
	}
	return entries, err
}

// atOnce is how many entries one Append brings along.
const atOnce = 200

// Bring records what stands in one journal in another.
func Bring(ctx context.Context, from *journal.Journal, to feature.Journal) error {
	entries, err := Standing(ctx, from)
	for len(entries) > 0 && err == nil {
		n := min(len(entries), atOnce)
		err = to.Record(ctx, entries[:n]...)
		entries = entries[n:]
	}
	return err
}

// named opens the blob that an event names.
func named(ctx context.Context, j *journal.Journal, e ebb.Event) ([]ebb.Blob, error) {
	var t exchange.Tally
	if e.Kind != tie.Messages || e.Decode(&t) != nil || t.Blob == (ebb.ID{}) {
		return nil, nil
	}
	data, err := j.OpenBlob(ctx, t.Blob, t.Key)
	return []ebb.Blob{{ID: t.Blob, Key: t.Key, Data: data}}, err
}
