package passkey

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/go-webauthn/webauthn/protocol"

	"ebb"
	"ebb/store"
	"ebb/vault"
	sealed "ebb/vault/passkey"
	"ebb/web/door/host"
	"ebb/web/door/proof"
	"ebb/web/door/ways"
)

// Most is how many passkeys a person may have.
const Most = 10

// longest is how many characters a name may have.
const longest = 40

// Name is one short line of what somebody typed.
func Name(typed string) (string, error) {
	one := strings.Join(strings.Fields(typed), " ")
	if one == "" || len([]rune(one)) > longest {
		return "", bad("name")
	}
	return one, nil
}

// Made is what a page sends that made a passkey.
type Made struct {
	Name                string
	Creation, Assertion []byte // JSON, as WebAuthn has it
	First, Second       string // what the PRF gave, twice
}

// Add returns what gives the ring to a passkey that was made in answer to a.
func (d *Desk) Add(at Place, o vault.Owner, a Asked, m Made) (ways.Change, error) {
	name, err := Name(m.Name)
	if err != nil {
		return nil, err
	}
	if err := d.take(a, 2); err != nil {
		return nil, err
	}
	secret, err := proved(m.First, m.Second)
	if err != nil {
		return nil, err
	}
	credential, err := at.made(o, a, m.Creation, m.Assertion)
	if err != nil {
		return nil, bad("made") // the cause could hold what was sent
	}
	now, synced := d.Clock(), credential.Flags.BackupEligible
	k := sealed.Passkey{Credential: credential.ID, Name: name, Added: now.UnixMilli(), Synced: synced}
	p := sealed.Proof{Key: credential.PublicKey, Synced: synced}
	return func(row store.Person, o vault.Owner, r *vault.Ring) (store.Person, error) {
		defer clear(secret[:])
		if err := May(row); err != nil {
			return row, err
		}
		box, err := sealed.Seal(o, r, secret, k, p)
		return ways.With(row, sealed.Slot(o, k.Credential), box), err
	}, nil
}

// May refuses a passkey where it would be the only way in, where only a printed
// key is to open something, and more of them than fit.
func May(row store.Person) error {
	switch {
	case ways.IsSealed(row):
		return bad("sealed")
	case host.Slot(row, host.Pass) == nil && host.Slot(row, host.Recovery) == nil:
		return bad("only")
	case len(of(row)) >= Most:
		return bad("many")
	}
	return nil
}

func of(row store.Person) []store.Slot {
	return slices.DeleteFunc(slices.Clone(row.Slots), func(s store.Slot) bool { return !sealed.Is(s.Name) })
}

// Has reports whether a passkey opens row.
func Has(row store.Person) bool { return len(of(row)) > 0 }

// Remove ends the passkey with that slot. Every other way in stays.
func Remove(slot string) ways.Change {
	return func(row store.Person, _ vault.Owner, _ *vault.Ring) (store.Person, error) {
		if !sealed.Is(slot) || host.Slot(row, slot) == nil {
			return row, bad("none")
		}
		return ways.With(row, slot, nil), nil
	}
}

// Rename calls the passkey with that slot something else.
func Rename(slot, typed string) ways.Change {
	return func(row store.Person, o vault.Owner, r *vault.Ring) (store.Person, error) {
		name, err := Name(typed)
		if err != nil {
			return row, err
		}
		if !sealed.Is(slot) || host.Slot(row, slot) == nil {
			return row, bad("none")
		}
		box, err := sealed.Rename(o, r, slot, host.Slot(row, slot), name)
		return ways.With(row, slot, box), err
	}
}

// Keep is a ways.Keep: passkeys open the next ring too. One that the ring does
// not know, which somebody put into the database, is left behind.
func Keep(before store.Person, o vault.Owner, from, to *vault.Ring) (kept []store.Slot) {
	if ways.IsSealed(before) {
		return nil
	}
	for _, s := range of(before) {
		if box, err := sealed.Rewrap(o, from, to, s.Name, s.Box); err == nil {
			kept = append(kept, store.Slot{Name: s.Name, Box: box})
		}
	}
	return kept
}

// Known is one passkey as its person sees it.
type Known struct {
	sealed.Passkey
	Slot    string
	Damaged bool // the ring knows nothing of it
}

// At is when it was added.
func (k Known) At() time.Time { return time.UnixMilli(k.Added) }

// List is the passkeys of row, the oldest first.
func List(row store.Person, o vault.Owner, r *vault.Ring) (all []Known) {
	for _, s := range of(row) {
		k, err := sealed.Known(o, r, s.Name, s.Box)
		all = append(all, Known{k, s.Name, err != nil})
	}
	slices.SortStableFunc(all, func(a, b Known) int { return a.At().Compare(b.At()) })
	return all
}

// Open reads what a page sends whose passkey was used in answer to a: whom it
// names, and what opens their slot. Nothing is proved before that.
func (d *Desk) Open(at Place, a Asked, assertion []byte, text string) (ebb.ID, proof.By, error) {
	if err := d.take(a, 1); err != nil {
		return ebb.ID{}, nil, err
	}
	given, ok := secret(text)
	if !ok {
		return ebb.ID{}, nil, bad("prf")
	}
	answer, err := protocol.ParseCredentialRequestResponseBytes(assertion)
	if err != nil || len(answer.Response.UserHandle) != len(ebb.ID{}) {
		return ebb.ID{}, nil, errWrong
	}
	by := func(_ context.Context, o vault.Owner, row store.Person) (*vault.Ring, error) {
		defer clear(given[:])
		ring, err := at.open(o, row, a.Challenges[0], answer, given)
		if err != nil {
			return nil, errWrong // the cause could hold what was sent
		}
		return ring, nil
	}
	return ebb.ID(answer.Response.UserHandle), by, nil
}

// open opens the slot first: what checks the signature lies in it, where nobody
// can change it.
func (at Place) open(o vault.Owner, row store.Person, challenge string, answer *protocol.ParsedCredentialAssertionData, secret [32]byte) (*vault.Ring, error) {
	x, err := sealed.Open(o, secret, answer.RawID, host.Slot(row, sealed.Slot(o, answer.RawID)))
	if err != nil {
		return nil, err
	}
	defer x.Wipe()
	if err := at.shown(o, challenge, answer, checks(answer.RawID, x.Proof)); err != nil {
		return nil, err
	}
	return x.Ring(row.Version)
}
