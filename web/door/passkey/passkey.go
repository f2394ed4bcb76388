// Package passkey is passkeys as further ways in: the ceremonies of WebAuthn, and
// the slots that they end in. Nobody else speaks with its library.
//
// It promises that a passkey is saved after its PRF gave the same twice and
// never as the only way in, that whoever uses one was verified by it, and that
// what answered one question answers no other. It refuses attestations, other
// hosts than the one that is asked, and to say why a passkey does not open
// something.
package passkey

import (
	"crypto/rand"
	"encoding/base64"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"ebb"
)

// Place is where a browser speaks from: passkeys belong to a host name.
type Place struct{ ID, Origin string }

// At returns the place of an origin such as "https://ebb.example"; false where
// browsers have no passkeys: without HTTPS, and under a bare address.
func At(origin string) (Place, bool) {
	u, err := url.Parse(origin)
	if err != nil || u.Hostname() == "" || net.ParseIP(u.Hostname()) != nil {
		return Place{}, false
	}
	return Place{u.Hostname(), origin}, u.Scheme == "https" || u.Hostname() == "localhost"
}

// Desk hands out questions, and takes each answer once.
type Desk struct {
	Clock ebb.Clock

	mu   sync.Mutex
	used map[string]time.Time // challenges that were answered, until they are too old
}

// life is how long a question stands.
const life = 30 * time.Minute

// Asked is the questions of one page. The browser keeps it, sealed; no database
// does.
type Asked struct {
	Challenges []string `json:"c"`
	At         int64    `json:"t"`
}

// Ask makes n questions.
func (d *Desk) Ask(n int) Asked {
	a := Asked{At: d.Clock().Unix()}
	for range n {
		var c [32]byte
		rand.Read(c[:])
		a.Challenges = append(a.Challenges, base64.RawURLEncoding.EncodeToString(c[:]))
	}
	return a
}

// take uses questions up: n of them, not too old, never answered before by this
// process, which alone can read what it sealed.
func (d *Desk) take(a Asked, n int) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.Clock()
	for c, at := range d.used {
		if now.Sub(at) > 2*life {
			delete(d.used, c)
		}
	}
	if len(a.Challenges) != n || now.Sub(time.Unix(a.At, 0)) > life || now.Unix() < a.At {
		return bad("again")
	}
	if _, again := d.used[a.Challenges[0]]; again {
		return bad("again")
	}
	if d.used == nil {
		d.used = map[string]time.Time{}
	}
	d.used[a.Challenges[0]] = now
	return nil
}

// bad is a sentence about what did not come to be.
func bad(what string) error { return ebb.Bad("passkeys.bad." + what) }

var errWrong = &ebb.Problem{Status: http.StatusForbidden, Say: "passkeys.wrong"}
