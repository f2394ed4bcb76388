// Package host is the people of one installation: who is kept, what they sign in
// by, whose an unknown browser is, and who may come.
//
// It promises that one person who has no name is never locked out: alone they
// need none, and among others the empty name is theirs. It promises that a name
// which nobody has looks, for whoever asks, like one that somebody has. It
// refuses a second person without an invitation, and it knows no key.
package host

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"ebb"
	"ebb/store"
	"ebb/store/ledger"
	"ebb/vault"
	"ebb/vault/name"
	"ebb/vault/spare"
	"ebb/web/door/invite"
	"ebb/web/guard"
)

// Names of slots: everybody who is kept has the first.
const (
	Pass     = "pass"
	Recovery = "recovery" // of a recovery code
)

// Host is one installation.
type Host struct {
	Store     store.Store
	Secrets   *vault.Secrets
	Install   ebb.ID
	Invites   *invite.Book
	Ledger    *ledger.Book
	Codes     *spare.Book  // recovery codes that lie beside the database
	Strangers *guard.Tries // who begins drafts
}

// kindName names the secret under which names are kept. It has one day, and is
// never closed.
const kindName = "name"

func (h *Host) secret() ([32]byte, error) { return h.Secrets.Of(kindName, 0) }

// Slot returns the box of one slot, nil where there is none.
func Slot(p store.Person, slot string) []byte {
	for _, s := range p.Slots {
		if s.Name == slot {
			return s.Box
		}
	}
	return nil
}

// Person is store.Person, nil where there is none.
func (h *Host) Person(ctx context.Context, id ebb.ID) (*store.Person, error) {
	p, err := h.Store.Person(ctx, store.ID(id))
	if errors.Is(err, store.ErrNoPerson) {
		return nil, nil
	}
	return &p, err
}

// Kept lists everybody who has chosen a passphrase, in the order of their ids.
func (h *Host) Kept(ctx context.Context) ([]ebb.ID, error) {
	var kept []ebb.ID
	err := h.Store.People(ctx, func(id store.ID, p store.Person) error {
		if Slot(p, Pass) != nil {
			kept = append(kept, ebb.ID(id))
		}
		return nil
	})
	slices.SortFunc(kept, func(a, b ebb.ID) int { return slices.Compare(a[:], b[:]) })
	return kept, err
}

// One is the person who is kept where there is one and nobody else may come;
// zero otherwise. An unknown browser is theirs.
func (h *Host) One(ctx context.Context) (ebb.ID, error) {
	kept, err := h.Kept(ctx)
	if err != nil || len(kept) != 1 {
		return ebb.ID{}, err
	}
	if open, err := h.Invites.List(); err != nil || len(open) > 0 {
		return ebb.ID{}, err
	}
	return kept[0], nil
}

// Several says whether there is more than one person, or soon may be.
func (h *Host) Several(ctx context.Context) (bool, error) {
	kept, err := h.Kept(ctx)
	if err != nil || len(kept) != 1 {
		return len(kept) > 1, err
	}
	open, err := h.Invites.List()
	return len(open) > 0, err
}

// Behind is whose an unknown browser is: of whoever its mark names, or of the
// one who is kept; zero where it is nobody's.
func (h *Host) Behind(ctx context.Context, mark string) (ebb.ID, error) {
	if p, err := h.marked(ctx, mark); err != nil || p != (ebb.ID{}) {
		return p, err
	}
	return h.One(ctx)
}

func (h *Host) marked(ctx context.Context, mark string) (ebb.ID, error) {
	if mark == "" {
		return ebb.ID{}, nil
	}
	secret, err := h.secret()
	if err != nil {
		return ebb.ID{}, err
	}
	id, ok := name.Marked(secret, h.Install, mark)
	if !ok {
		return ebb.ID{}, nil
	}
	p, err := h.Person(ctx, id)
	if err != nil || p == nil || Slot(*p, Pass) == nil {
		return ebb.ID{}, err
	}
	return id, nil
}

// Mark is what the browser of a person keeps.
func (h *Host) Mark(person ebb.ID) (string, error) {
	secret, err := h.secret()
	return name.Mark(secret, h.Install, person), err
}

// Claim is who somebody says they are.
type Claim struct {
	Name    string
	Behind  ebb.ID // the person their browser belongs to, or zero
	Passkey ebb.ID // the person their passkey names, or zero
}

// Find returns whom a claim means; zero where nobody is meant, which is no
// error and must not look like one.
func (h *Host) Find(ctx context.Context, c Claim) (ebb.ID, error) {
	kept, err := h.Kept(ctx)
	switch {
	case err != nil || len(kept) == 0:
		return ebb.ID{}, errors.Join(err, h.nobody(err))
	case c.Passkey != (ebb.ID{}):
		return c.byPasskey(kept), nil
	case len(kept) == 1:
		return kept[0], nil
	case c.Name != "":
		return h.named(ctx, c.Name)
	case slices.Contains(kept, c.Behind):
		return c.Behind, nil
	}
	nameless, err := h.nameless(ctx, kept)
	if err != nil || len(nameless) != 1 {
		return ebb.ID{}, err
	}
	return nameless[0], nil
}

// byPasskey is whom a passkey names, where they are kept and the browser is
// nobody else's.
func (c Claim) byPasskey(kept []ebb.ID) ebb.ID {
	if !slices.Contains(kept, c.Passkey) || c.Behind != (ebb.ID{}) && c.Behind != c.Passkey {
		return ebb.ID{}
	}
	return c.Passkey
}

func (*Host) nobody(err error) error {
	if err != nil {
		return nil
	}
	return ebb.Bad("web.unlock.nobody")
}

func (h *Host) named(ctx context.Context, typed string) (ebb.ID, error) {
	secret, err := h.secret()
	if err != nil {
		return ebb.ID{}, err
	}
	n, err := h.Store.Name(ctx, name.Lookup(secret, h.Install, typed))
	if errors.Is(err, store.ErrNoName) {
		return ebb.ID{}, nil
	}
	return ebb.ID(n.Person), err
}

// Decoy is a person whom nothing opens, in place of one that a name does not
// find.
func (h *Host) Decoy(c Claim, cost vault.Cost) (store.Person, error) {
	secret, err := h.secret()
	pass, recovery := name.Decoy(secret, h.Install, c.Name, cost)
	return store.Person{Slots: []store.Slot{{Name: Pass, Box: pass}, {Name: Recovery, Box: recovery}}}, err
}

// Named says whether a person has a name that can be found.
func (h *Host) Named(ctx context.Context, person ebb.ID) (bool, error) {
	secret, err := h.secret()
	if err != nil {
		return false, err
	}
	_, err = h.Store.Name(ctx, name.Named(secret, h.Install, person))
	if errors.Is(err, store.ErrNoName) {
		return false, nil
	}
	return err == nil, err
}

func (h *Host) nameless(ctx context.Context, kept []ebb.ID) (all []ebb.ID, err error) {
	for _, id := range kept {
		has, err := h.Named(ctx, id)
		if err != nil {
			return nil, err
		}
		if !has {
			all = append(all, id)
		}
	}
	return all, nil
}

// Free refuses a name that cannot be used, or that another person has.
func (h *Host) Free(ctx context.Context, person ebb.ID, typed string) error {
	if err := name.Check(typed); err != nil {
		return err
	}
	whose, err := h.named(ctx, typed)
	if err == nil && whose != (ebb.ID{}) && whose != person {
		return taken
	}
	return err
}

var taken = &ebb.Problem{Status: http.StatusConflict, Say: "web.name.taken"}

// Rename gives a person a name in place of the one they had.
func (h *Host) Rename(ctx context.Context, person ebb.ID, typed string) error {
	if err := h.Free(ctx, person, typed); err != nil {
		return err
	}
	secret, err := h.secret()
	if err != nil {
		return err
	}
	if err := h.Store.DropNames(ctx, store.ID(person)); err != nil {
		return err
	}
	for _, hash := range [][32]byte{name.Lookup(secret, h.Install, typed), name.Named(secret, h.Install, person)} {
		err := h.Store.PutName(ctx, store.Name{Hash: hash, Person: store.ID(person)})
		if errors.Is(err, store.ErrConflict) {
			return taken
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Someone is what can be known of a person from outside.
type Someone struct {
	ID    ebb.ID
	Named bool
}

// List is everybody who is kept.
func (h *Host) List(ctx context.Context) ([]Someone, error) {
	kept, err := h.Kept(ctx)
	var all []Someone
	for _, id := range kept {
		named, failed := h.Named(ctx, id)
		if failed != nil {
			return nil, failed
		}
		all = append(all, Someone{id, named})
	}
	return all, err
}

// Remove destroys everything of a person: keys, entries, inbox, sessions,
// devices and names, in the log files too, and a code beside the database, and
// says so to the ledger.
func (h *Host) Remove(ctx context.Context, person ebb.ID) error {
	ctx = context.WithoutCancel(ctx)
	code := h.Codes.Remove(person)
	if err := h.Store.Forget(ctx, store.ID(person)); err != nil {
		return errors.Join(err, code)
	}
	return errors.Join(code, h.Ledger.Add(store.ID(person), ledger.Erased{All: true}), h.Store.Scrub(ctx))
}
