package host

import (
	"context"
	"errors"
	"net/http"

	"ebb"
	"ebb/store"
)

// Room bounds how many drafts a server keeps for people it does not know.
func (h *Host) Room(ctx context.Context, most int) error {
	drafts, err := h.drafts(ctx, func(store.Person) bool { return true })
	if err == nil && len(drafts) >= most {
		return &ebb.Problem{Status: http.StatusServiceUnavailable, Say: "web.bad.drafts"}
	}
	return err
}

// Forget removes drafts whose time is over, and whatever is written beside
// them.
func (h *Host) Forget(ctx context.Context, over func(store.Person) bool) error {
	gone, err := h.drafts(ctx, over)
	for _, id := range gone {
		err = errors.Join(err, h.Store.Forget(ctx, id))
	}
	return err
}

func (h *Host) drafts(ctx context.Context, which func(store.Person) bool) (all []store.ID, err error) {
	err = h.Store.People(ctx, func(id store.ID, p store.Person) error {
		if Slot(p, Pass) == nil && which(p) {
			all = append(all, id)
		}
		return nil
	})
	return all, err
}
