package replay

import (
	"context"
	"errors"

	"ebb"
	"ebb/store"
)

// Line is one row as it lies there: opened, erased, or neither where it is
// damaged.
type Line struct {
	Seq            uint64
	Event          ebb.Event
	Opened, Erased bool
}

// Walker reads a journal from its first row to its last, whatever stands.
type Walker struct {
	src   Source
	chain chain
}

// Walk begins at the first row.
func Walk(src Source) *Walker { return &Walker{src, chain{link: src.genesis()}} }

// Next returns the next n rows, fewer at the end and none after it.
func (w *Walker) Next(ctx context.Context, n int) (lines []Line, err error) {
	err = w.src.since(ctx, store.Head{Seq: w.chain.seq, Link: w.chain.link}, func(r store.Row) error {
		got := w.chain.judge(w.src.Keys, r)
		w.chain.pass(r, got)
		lines = append(lines, Line{r.Seq, got.event, got.opened, got.erased})
		if len(lines) == n {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return lines, err
}
