package replay

import (
	"context"
	"time"

	"ebb"
	"ebb/store"
)

// Out is an entry that its person took out: no fold sees it, and it lies sealed
// until it is erased.
type Out struct {
	ID   ebb.ID
	Kind string
	At   time.Time // when it was taken out
}

// TakenOut reads a whole journal and lists what was taken out and not put back,
// in the order it was recorded.
func TakenOut(ctx context.Context, src Source) ([]Out, error) {
	c := chain{link: src.genesis()}
	var edits []edit
	var events []Out
	when := map[ebb.ID]time.Time{}
	err := src.since(ctx, store.Head{}, func(r store.Row) error {
		got := c.judge(src.Keys, r)
		c.pass(r, got)
		if !got.opened {
			return nil
		}
		switch ed, is, err := readEdit(r.Seq, got.event); {
		case err != nil:
		case !is:
			events = append(events, Out{ID: got.event.ID, Kind: got.event.Kind})
		default:
			edits = append(edits, ed)
			if ed.kind == ebb.Withdrawn {
				when[ed.target] = got.event.At
			}
		}
		return nil
	})
	p := resolve(edits)
	var all []Out
	for _, o := range events {
		if o.At = when[o.ID]; p.gone[o.ID] {
			all = append(all, o)
		}
	}
	return all, err
}
