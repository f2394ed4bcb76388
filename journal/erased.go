package journal

import (
	"context"
	"crypto/hmac"
	"fmt"

	"ebb"
	"ebb/journal/replay"
	"ebb/store"
	"ebb/store/ledger"
)

// enter writes what was erased into the ledger, so that an older copy of the
// database does not bring it back.
func (j *Journal) enter(ctx context.Context, entries []ebb.Entry) error {
	if j.o.Ledger == nil {
		return nil
	}
	var blobs []store.ID
	for _, e := range entries {
		for _, id := range e.Drop {
			blobs = append(blobs, store.ID(id))
		}
	}
	if err := j.o.Ledger.Add(j.person(), ledger.Erased{Blobs: blobs}); err != nil {
		return fmt.Errorf("journal: erased, but not yet for older copies: %w", err)
	}
	return j.Reconcile(ctx)
}

// Reconcile makes the journal and the ledger of erasures say the same. What the
// journal says was erased and the ledger does not have is added to it. A row
// that is bare because a restore followed the ledger gets its sealed event,
// where the ledger's proof is the person's own; any other bare row stays damage.
func (j *Journal) Reconcile(ctx context.Context) error {
	if j.o.Ledger == nil {
		return nil
	}
	var bare []replay.Bare
	if err := j.reading(ctx, func(s *replay.State) error { bare = s.Bare(); return nil }); err != nil || len(bare) == 0 {
		return err
	}
	known, err := j.o.Ledger.Of(j.person())
	if err != nil {
		return err
	}
	missing, unsaid := j.differ(bare, known.Rows)
	if err := j.o.Ledger.Add(j.person(), ledger.Erased{Rows: missing}); err != nil {
		return err
	}
	p := &post{}
	for _, e := range unsaid {
		body, err := ebb.Encode(e)
		if err != nil {
			return err
		}
		it := item{event: ebb.Event{Kind: ebb.Erased, Body: body}}
		j.complete(&it.event)
		p.items = append(p.items, it)
	}
	return j.join(ctx, p)
}

// differ is what the ledger does not know, and what the journal does not say.
func (j *Journal) differ(bare []replay.Bare, rows []ledger.Gone) (missing []ledger.Gone, unsaid []ebb.Erasure) {
	known := map[uint64][]ledger.Gone{}
	for _, g := range rows {
		known[g.Seq] = append(known[g.Seq], g)
	}
	for _, b := range bare {
		entry, has := j.proved(b, known[b.Seq])
		switch {
		case b.Event != (ebb.ID{}) && !has:
			proof := j.keys.Load().ProveErased(b.Seq, b.Link, b.Event)
			missing = append(missing, ledger.Gone{Seq: b.Seq, Link: b.Link, Event: store.ID(b.Event), Proof: proof})
		case b.Event == (ebb.ID{}) && has:
			unsaid = append(unsaid, ebb.Erasure{Seq: b.Seq, ID: ebb.ID(entry.Event)})
		}
	}
	return missing, unsaid
}

// proved finds the entry of a row that its person has written.
func (j *Journal) proved(b replay.Bare, entries []ledger.Gone) (ledger.Gone, bool) {
	for _, g := range entries {
		if proof := j.keys.Load().ProveErased(b.Seq, b.Link, ebb.ID(g.Event)); g.Link == b.Link && hmac.Equal(proof[:], g.Proof[:]) {
			return g, true
		}
	}
	return ledger.Gone{}, false
}
