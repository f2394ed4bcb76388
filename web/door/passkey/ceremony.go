package passkey

import (
	"bytes"
	"crypto/subtle"
	"encoding/base64"
	"encoding/json"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"ebb"
	"ebb/vault"
	sealed "ebb/vault/passkey"
)

// holder is a person as the library wants to see one: a random id, and a name
// that says nothing of them.
type holder struct {
	id    []byte
	name  string
	known []webauthn.Credential
}

func (h holder) WebAuthnID() []byte                         { return h.id }
func (h holder) WebAuthnName() string                       { return h.name }
func (h holder) WebAuthnDisplayName() string                { return h.name }
func (h holder) WebAuthnCredentials() []webauthn.Credential { return h.known }

func (at Place) party(name string) (*webauthn.WebAuthn, error) {
	resident := true
	return webauthn.New(&webauthn.Config{
		RPID: at.ID, RPDisplayName: name, RPOrigins: []string{at.Origin},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: &resident, UserVerification: protocol.VerificationRequired,
		},
	})
}

// prf asks for the secret of an installation.
func prf(install ebb.ID) webauthn.ExtensionOption {
	salt := sealed.Salt(install)
	return webauthn.WithExtensionPRF(protocol.PRFValues{First: salt[:]})
}

// making is how a passkey of o is asked for. Of those that o has, none is made
// twice.
func (at Place) making(o vault.Owner, name, challenge string, has []sealed.Passkey) (*protocol.CredentialCreation, *webauthn.SessionData, error) {
	w, err := at.party(name)
	if err != nil {
		return nil, nil, err
	}
	var not []protocol.CredentialDescriptor
	for _, k := range has {
		not = append(not, protocol.CredentialDescriptor{Type: protocol.PublicKeyCredentialType, CredentialID: k.Credential})
	}
	c, s, err := w.BeginRegistration(holder{id: o.Person[:], name: name}, webauthn.WithExclusions(not), webauthn.WithExtensions(prf(o.Install)))
	if err != nil {
		return nil, nil, err
	}
	c.Response.Challenge, err = base64.RawURLEncoding.DecodeString(challenge)
	s.Challenge = challenge
	return c, s, err
}

// using is how a passkey is asked to show itself: any of this place's, so that
// the question says nothing about anybody.
func (at Place) using(install ebb.ID, challenge string) (*protocol.CredentialAssertion, *webauthn.SessionData, error) {
	w, err := at.party("ebb")
	if err != nil {
		return nil, nil, err
	}
	c, s, err := w.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired), webauthn.WithAssertionExtensions(prf(install)))
	if err != nil {
		return nil, nil, err
	}
	c.Response.Challenge, err = base64.RawURLEncoding.DecodeString(challenge)
	s.Challenge = challenge
	return c, s, err
}

// Making is what the page's script needs to make a passkey and to prove it, as
// JSON. name is what the browser shows.
func (at Place) Making(o vault.Owner, name string, a Asked, has []sealed.Passkey) (string, error) {
	made, _, err := at.making(o, name, a.Challenges[0], has)
	if err != nil {
		return "", err
	}
	used, _, err := at.using(o.Install, a.Challenges[1])
	if err != nil {
		return "", err
	}
	b, err := json.Marshal(map[string]any{"make": made.Response, "use": used.Response})
	return string(b), err
}

// Using is what the page's script needs to use a passkey, as JSON: the same for
// everybody but for its question.
func (at Place) Using(install ebb.ID, a Asked) (string, error) {
	used, _, err := at.using(install, a.Challenges[0])
	if err != nil {
		return "", err
	}
	b, err := json.Marshal(map[string]any{"use": used.Response})
	return string(b), err
}

// made checks what a browser made and that it could be used at once.
func (at Place) made(o vault.Owner, a Asked, creation, assertion []byte) (*webauthn.Credential, error) {
	w, err := at.party("ebb")
	if err != nil {
		return nil, err
	}
	_, session, err := at.making(o, "ebb", a.Challenges[0], nil)
	if err != nil {
		return nil, err
	}
	answer, err := protocol.ParseCredentialCreationResponseBytes(creation)
	if err != nil {
		return nil, err
	}
	credential, err := w.CreateCredential(holder{id: o.Person[:]}, *session, answer)
	if err != nil {
		return nil, err
	}
	shown, err := protocol.ParseCredentialRequestResponseBytes(assertion)
	if err != nil {
		return nil, err
	}
	return credential, at.shown(o, a.Challenges[1], shown, *credential)
}

// shown checks that a passkey of o answered a question.
func (at Place) shown(o vault.Owner, challenge string, answer *protocol.ParsedCredentialAssertionData, credential webauthn.Credential) error {
	w, err := at.party("ebb")
	if err != nil {
		return err
	}
	_, session, err := at.using(o.Install, challenge)
	if err != nil {
		return err
	}
	session.UserID, session.AllowedCredentialIDs = o.Person[:], [][]byte{credential.ID}
	_, err = w.ValidateLogin(holder{id: o.Person[:], known: []webauthn.Credential{credential}}, *session, answer)
	return err
}

// checks is the credential by which a signature is checked.
func checks(id []byte, p sealed.Proof) webauthn.Credential {
	return webauthn.Credential{ID: id, PublicKey: p.Key, Flags: webauthn.CredentialFlags{BackupEligible: p.Synced}}
}

// secret reads what a PRF gave.
func secret(text string) (out [32]byte, ok bool) {
	b, err := base64.RawURLEncoding.DecodeString(text)
	defer clear(b)
	if err != nil || len(b) != len(out) || bytes.Equal(b, out[:]) {
		return out, false
	}
	return [32]byte(b), true
}

// proved is what a PRF gave twice.
func proved(first, second string) (out [32]byte, err error) {
	a, ok := secret(first)
	b, again := secret(second)
	if !ok || !again || subtle.ConstantTimeCompare(a[:], b[:]) != 1 {
		return out, bad("prf")
	}
	return a, nil
}
