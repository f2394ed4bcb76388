package secure

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/asn1"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// authority speaks as much of RFC 8555 as one certificate takes. It proves a
// name as the real one does, by TLS-ALPN-01, at an address that the test gives.
type authority struct {
	t      *testing.T
	issuer *issuer
	base   string

	mu     sync.Mutex
	at     string // where the name leads
	thumb  string // of the account's key
	name   string
	proved bool
	chain  []byte
	issued int
}

const proofToken = "a-token-of-the-test"

func newAuthority(t *testing.T) *authority {
	a := &authority{t: t, issuer: newIssuer(t)}
	s := httptest.NewServer(a)
	t.Cleanup(s.Close)
	a.base = s.URL
	return a
}

// signed is what every request carries.
type signed struct{ Protected, Payload, Signature string }

func (a *authority) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	w.Header().Set("Replay-Nonce", fmt.Sprint("nonce-", time.Now().UnixNano()))
	var head struct {
		JWK struct{ Crv, Kty, X, Y string }
	}
	var body struct {
		Identifiers []struct{ Value string }
		CSR         string
	}
	if r.Method == http.MethodPost {
		var s signed
		if err := json.NewDecoder(r.Body).Decode(&s); err != nil {
			a.t.Error(err)
		}
		for part, into := range map[string]any{s.Protected: &head, s.Payload: &body} {
			if raw, err := base64.RawURLEncoding.DecodeString(part); err == nil && len(raw) > 0 {
				json.Unmarshal(raw, into)
			}
		}
	}
	switch r.URL.Path {
	case "/directory":
		a.say(w, 200, map[string]any{"newNonce": a.base + "/nonce", "newAccount": a.base + "/account", "newOrder": a.base + "/order"})
	case "/nonce":
	case "/account":
		canonical, _ := json.Marshal(map[string]string{"crv": head.JWK.Crv, "kty": head.JWK.Kty, "x": head.JWK.X, "y": head.JWK.Y})
		sum := sha256.Sum256(canonical)
		a.thumb = base64.RawURLEncoding.EncodeToString(sum[:])
		w.Header().Set("Location", a.base+"/account/1")
		a.say(w, 201, map[string]any{"status": "valid"})
	case "/order":
		a.name, a.proved = body.Identifiers[0].Value, false
		a.order(w, 201)
	case "/order/1":
		a.order(w, 200)
	case "/proof":
		a.say(w, 200, a.proof())
	case "/proof/try":
		a.proved = a.try()
		a.say(w, 200, a.proof()["challenges"].([]any)[0])
	case "/finalize":
		a.issue(body.CSR)
		a.order(w, 200)
	case "/certificate":
		w.Header().Set("Content-Type", "application/pem-certificate-chain")
		w.Write(a.chain)
	default:
		a.t.Errorf("the authority does not know %s %s", r.Method, r.URL.Path)
		http.NotFound(w, r)
	}
}

func (a *authority) say(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}

func (a *authority) order(w http.ResponseWriter, status int) {
	w.Header().Set("Location", a.base+"/order/1")
	o := map[string]any{
		"status": "pending", "identifiers": []any{map[string]string{"type": "dns", "value": a.name}},
		"authorizations": []string{a.base + "/proof"}, "finalize": a.base + "/finalize",
	}
	switch {
	case a.chain != nil:
		o["status"], o["certificate"] = "valid", a.base+"/certificate"
	case a.proved:
		o["status"] = "ready"
	}
	a.say(w, status, o)
}

func (a *authority) proof() map[string]any {
	status := map[bool]string{true: "valid", false: "pending"}[a.proved]
	return map[string]any{
		"status": status, "identifier": map[string]string{"type": "dns", "value": a.name},
		"challenges": []any{map[string]any{"type": "tls-alpn-01", "url": a.base + "/proof/try", "token": proofToken, "status": status}},
	}
}

// try asks the server at the name's address for the certificate of RFC 8737.
func (a *authority) try() bool {
	c, err := tls.Dial("tcp", a.at, &tls.Config{ServerName: a.name, NextProtos: []string{"acme-tls/1"}, InsecureSkipVerify: true})
	if err != nil {
		a.t.Error(err)
		return false
	}
	defer c.Close()
	want := sha256.Sum256([]byte(proofToken + "." + a.thumb))
	for _, x := range c.ConnectionState().PeerCertificates[0].Extensions {
		var sum []byte
		if x.Id.String() == "1.3.6.1.5.5.7.1.31" && x.Critical {
			asn1.Unmarshal(x.Value, &sum)
			return string(sum) == string(want[:])
		}
	}
	a.t.Error("the proof has no sum")
	return false
}

func (a *authority) issue(csr string) {
	der, err := base64.RawURLEncoding.DecodeString(csr)
	if err != nil {
		a.t.Fatal(err)
	}
	asked, err := x509.ParseCertificateRequest(der)
	if err != nil || len(asked.DNSNames) != 1 || asked.DNSNames[0] != a.name || !a.proved {
		a.t.Errorf("asked for %v, %v, proved %v", asked.DNSNames, err, a.proved)
	}
	a.issued++
	a.chain = pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: a.issuer.sign(a.t, 100, asked.DNSNames, asked.PublicKey)})
}

// A certificate is asked for with the first connection, proved on the same
// listener, kept, and not asked for again after a start.
func TestACertificateByACME(t *testing.T) {
	ca := newAuthority(t)
	cache := filepath.Join(t.TempDir(), "acme")
	start := func() string {
		way, err := Open(Options{Host: "ebb.example", Directory: ca.base + "/directory", Cache: cache, Clock: time.Now, Log: quietly()})
		if err != nil {
			t.Fatal(err)
		}
		at, _ := serve(t, way, whole(t))
		ca.mu.Lock()
		ca.at = at
		ca.mu.Unlock()
		return at
	}
	dial := func(at, name string) error {
		c, err := tls.Dial("tcp", at, &tls.Config{RootCAs: ca.issuer.pool(), ServerName: name, NextProtos: []string{"h2"}})
		if err != nil {
			return err
		}
		defer c.Close()
		if c.ConnectionState().NegotiatedProtocol != "h2" {
			t.Errorf("it speaks %q", c.ConnectionState().NegotiatedProtocol)
		}
		return nil
	}
	at := start()
	if err := dial(at, "other.example"); err == nil || ca.issued != 0 {
		t.Errorf("it asks for whatever name comes along: %v", err)
	}
	for range 2 {
		if err := dial(at, "ebb.example"); err != nil {
			t.Fatal(err)
		}
	}
	again := start()
	if err := dial(again, "ebb.example"); err != nil || ca.issued != 1 {
		t.Errorf("%d were issued, %v", ca.issued, err)
	}
	if info, err := os.Stat(cache); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v, %v", info.Mode(), err)
	}
	kept, err := filepath.Glob(filepath.Join(cache, "*"))
	if err != nil || len(kept) == 0 {
		t.Errorf("%v, %v", kept, err)
	}
	for _, file := range kept {
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", strings.TrimPrefix(file, cache), info.Mode(), err)
		}
	}
}
