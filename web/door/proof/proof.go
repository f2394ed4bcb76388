// Package proof tries what somebody brings to prove who they are. It promises
// that a secret which does not fit, a slot that is not there and a person who is
// not there give one answer. It refuses to say who is meant.
package proof

import (
	"context"
	"errors"
	"net/http"

	"ebb"
	"ebb/store"
	"ebb/vault"
	"ebb/vault/name"
	"ebb/web/door/host"
)

// Recovery is the slot of a recovery code.
const Recovery = host.Recovery

// By opens the slot that fits what somebody brings.
type By func(context.Context, vault.Owner, store.Person) (*vault.Ring, error)

// Typed brings a passphrase or, where it is not empty, a recovery code.
func Typed(pass, code string) By {
	return func(ctx context.Context, o vault.Owner, p store.Person) (*vault.Ring, error) {
		return try(ctx, o, p, pass, code)
	}
}

func try(ctx context.Context, o vault.Owner, p store.Person, pass, code string) (*vault.Ring, error) {
	var ring *vault.Ring
	var err error
	if code == "" {
		ring, err = vault.OpenPass(ctx, o, p.Version, pass, host.Slot(p, host.Pass))
	} else {
		box := host.Slot(p, Recovery)
		if box == nil { // half a code is half a code, whoever has one
			_, box = name.Decoy([32]byte{}, o.Install, "", vault.DefaultCost)
		}
		ring, err = vault.OpenRecovery(o, p.Version, code, box)
	}
	switch {
	case errors.Is(err, vault.ErrMistyped):
		return nil, &ebb.Problem{Status: http.StatusForbidden, Say: "web.unlock.mistyped"}
	case errors.Is(err, vault.ErrWrong):
		return nil, &ebb.Problem{Status: http.StatusForbidden, Say: "web.unlock.wrong"}
	}
	return ring, Busy(err)
}

// Busy says in words that too many are trying.
func Busy(err error) error {
	if errors.Is(err, vault.ErrBusy) {
		return &ebb.Problem{Status: http.StatusServiceUnavailable, Say: "web.unlock.busy", Cause: err}
	}
	return err
}
