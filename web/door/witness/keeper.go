package witness

import (
	"encoding/base64"

	"ebb"
	"ebb/vault"
	"ebb/web/door/key"
)

// Keeper seals what a browser remembers, so that nobody else can read it there
// or make it up.
type Keeper struct {
	Secrets *vault.Secrets
	Install ebb.ID
}

// kind names the secret, which has one day and is never closed.
const kind = "seen"

// Seal writes what a browser is to remember.
func (k *Keeper) Seal(s *Seen) (string, error) {
	secret, err := k.Secrets.Of(kind, 0)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(vault.SealSeen(vault.Owner{Install: k.Install, Person: s.Person}, secret, s.Bytes())), nil
}

// Open reads it; nil where it is nothing of this person's.
func (k *Keeper) Open(text string, person ebb.ID) *Seen {
	box, err := key.Bytes(text)
	if err != nil || text == "" {
		return nil
	}
	secret, err := k.Secrets.Of(kind, 0)
	if err != nil {
		return nil
	}
	plain, err := vault.OpenSeen(vault.Owner{Install: k.Install, Person: person}, secret, box)
	if err != nil {
		return nil
	}
	s, err := Read(plain)
	if err != nil || s.Person != person {
		return nil
	}
	return s
}
