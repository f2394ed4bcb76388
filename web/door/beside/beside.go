// Package beside is a recovery code that lies in a file beside the database, in
// the place of paper: the lower setting for a server at home.
//
// It promises that a code is called there only where its words open the journal
// as it stands, so that no page claims a file that was lost, or one that a
// restored backup does not fit; and that words which open nothing any more are
// removed. It refuses to say who may have one.
package beside

import (
	"context"
	"errors"
	"log/slog"

	"ebb"
	"ebb/store"
	"ebb/vault"
	"ebb/web/door/host"
	"ebb/web/door/ways"
)

// Words is the code of a person that lies beside the database and opens their
// journal; "" where there is none.
func Words(ctx context.Context, h *host.Host, person ebb.ID) (string, error) {
	words, fits, err := look(ctx, h, person)
	if !fits {
		return "", err
	}
	return words, err
}

// look reads the code of a person and says whether it opens their journal.
func look(ctx context.Context, h *host.Host, person ebb.ID) (words string, fits bool, err error) {
	words, err = h.Codes.Read(person)
	if err != nil || words == "" {
		return "", false, err
	}
	p, err := h.Person(ctx, person)
	if err != nil || p == nil {
		return words, false, err
	}
	fits, err = opens(vault.Owner{Install: h.Install, Person: person}, *p, words)
	return words, fits, err
}

func opens(o vault.Owner, p store.Person, words string) (bool, error) {
	box := host.Slot(p, host.Recovery)
	if box == nil {
		return false, nil
	}
	ring, err := vault.OpenRecovery(o, p.Version, words, box)
	if errors.Is(err, vault.ErrWrong) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	ring.Wipe()
	return true, nil
}

// Tidy removes the words of a person that open nothing any more: after a change
// of their ways in. Where that fails it is tried again when they open it next.
func Tidy(ctx context.Context, h *host.Host, log *slog.Logger, person ebb.ID) {
	words, fits, err := look(ctx, h, person)
	if err == nil && words != "" && !fits {
		err = h.Codes.Remove(person)
	}
	if err != nil {
		log.Warn("a recovery code that lies beside the database was not looked at, or not removed", "error", err)
	}
}

// Keep is a new recovery code in a file, in place of the one there was. The file
// comes first: what is left of it where the change fails, Tidy takes away. Where
// a code lies there already nothing changes.
func Keep(h *host.Host) ways.Change {
	return func(p store.Person, o vault.Owner, r *vault.Ring) (store.Person, error) {
		was, err := h.Codes.Read(o.Person)
		if err != nil {
			return p, err
		}
		if was != "" {
			if fits, err := opens(o, p, was); err != nil || fits {
				return p, err
			}
		}
		code := vault.NewRecovery()
		to, err := ways.Recovery(code)(p, o, r)
		if err == nil {
			err = h.Codes.Put(o.Person, code)
		}
		return to, err
	}
}
