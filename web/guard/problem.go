package guard

import (
	"errors"
	"net/http"
	"syscall"

	"ebb"
	"ebb/journal"
	"ebb/store"
	"ebb/store/quota"
	"ebb/vault"
)

// Cause is what may be logged of an error: our own sentences' causes and
// errors of the kernel, which hold no content.
func Cause(err error) error {
	if p := new(ebb.Problem); errors.As(err, &p) {
		return p.Cause
	}
	return err
}

// Problem makes every error a Problem.
func Problem(err error) *ebb.Problem {
	var p *ebb.Problem
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &large):
		return &ebb.Problem{Status: http.StatusRequestEntityTooLarge, Say: "web.bad.large"}
	case errors.Is(err, store.ErrFullInbox):
		return &ebb.Problem{Status: http.StatusInsufficientStorage, Say: "web.inbox"}
	case errors.Is(err, quota.ErrPerson):
		return &ebb.Problem{Status: http.StatusInsufficientStorage, Say: "web.quota.person"}
	case errors.Is(err, quota.ErrHost):
		return &ebb.Problem{Status: http.StatusInsufficientStorage, Say: "web.quota.host"}
	case errors.Is(err, store.ErrFull), errors.Is(err, syscall.ENOSPC):
		return &ebb.Problem{Status: http.StatusInsufficientStorage, Say: "web.full"}
	case errors.Is(err, journal.ErrUnsure), errors.Is(err, store.ErrUnknown):
		return &ebb.Problem{Status: http.StatusServiceUnavailable, Say: "web.unsure"}
	case errors.Is(err, vault.ErrBusy):
		return &ebb.Problem{Status: http.StatusServiceUnavailable, Say: "web.unlock.busy"}
	}
	return &ebb.Problem{Status: http.StatusInternalServerError, Say: "web.broken", Cause: err}
}
