package host

import (
	"context"
	"errors"
	"net/http"
	"time"

	"ebb"
	"ebb/store"
	"ebb/web/guard"
)

// Of drafts that one address elsewhere may begin: so many at once, then one each.
const (
	draftsAtOnce = 60
	draftsEvery  = time.Minute
)

// Newcomers bounds how many drafts each address begins.
func Newcomers() *guard.Tries { return &guard.Tries{AtOnce: draftsAtOnce, Every: draftsEvery} }

// Room bounds how many drafts a server keeps for people it does not know, and how
// fast they come from one address: else one stranger could take all places.
func (h *Host) Room(ctx context.Context, from string, now time.Time, most int) error {
	if from != "" && !h.Strangers.Allow(from, now) {
		return &ebb.Problem{Status: http.StatusTooManyRequests, Say: "web.bad.newcomers"}
	}
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
