package secure

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ebb/feature/all"
	"ebb/internal/walk"
	"ebb/store/mem"
	"ebb/vault"
	"ebb/vault/vaulttest"
	"ebb/web"
)

// issuer signs certificates.
type issuer struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
}

func newKey(t *testing.T) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func newIssuer(t *testing.T) *issuer {
	t.Helper()
	key := newKey(t)
	plan := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "a test's own"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), KeyUsage: x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, plan, plan, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return &issuer{cert, key}
}

// sign returns a certificate, DER.
func (i *issuer) sign(t *testing.T, serial int64, names []string, public any) []byte {
	t.Helper()
	plan := &x509.Certificate{
		SerialNumber: big.NewInt(serial), DNSNames: names, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(80 * 24 * time.Hour), KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, plan, i.cert, public, i.key)
	if err != nil {
		t.Fatal(err)
	}
	return der
}

func (i *issuer) pool() *x509.CertPool {
	pool := x509.NewCertPool()
	pool.AddCert(i.cert)
	return pool
}

// files is a certificate and its key where they lie.
type files struct{ cert, key string }

func (f files) write(t *testing.T, i *issuer, serial int64) {
	t.Helper()
	key := newKey(t)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	f.put(t, f.cert, "CERTIFICATE", i.sign(t, serial, []string{"ebb.example"}, &key.PublicKey))
	f.put(t, f.key, "PRIVATE KEY", private)
}

func (files) put(t *testing.T, file, kind string, der []byte) {
	t.Helper()
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
}

func someFiles(t *testing.T) files {
	dir := t.TempDir()
	return files{filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")}
}

// clock is moved by the test.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.now }
func (c *clock) wait(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func quietly() *slog.Logger { return slog.New(slog.DiscardHandler) }

// serve runs w until the test ends and returns where it listens.
func serve(t *testing.T, w *Way, h http.Handler) (secure, plain string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.Serve(ctx, l, p, h) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return l.Addr().String(), p.Addr().String()
}

// whole is the whole server.
func whole(t *testing.T) http.Handler {
	t.Helper()
	s, err := web.New(web.Options{Store: mem.New(), Secrets: vault.MemorySecrets(), Features: all.List(), Cost: vaulttest.Cheap})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAWholeJournalOverHTTPS(t *testing.T) {
	i, f := newIssuer(t), someFiles(t)
	f.write(t, i, 7)
	way, err := Open(Options{Cert: f.cert, Key: f.key, Clock: time.Now, Log: quietly()})
	if err != nil || way.Scheme() != "https" {
		t.Fatal(err)
	}
	at, _ := serve(t, way, whole(t))
	s := walk.New("https://" + at)
	s.Client.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: i.pool()}, ForceAttemptHTTP2: true}
	cookies := map[string]bool{}
	s.Seen = func(r *http.Response) {
		if r.Proto != "HTTP/2.0" || r.Header.Get("Strict-Transport-Security") == "" {
			t.Errorf("%s, HSTS %q", r.Proto, r.Header.Get("Strict-Transport-Security"))
		}
		for _, c := range r.Cookies() {
			cookies[c.Name] = true
			if !strings.HasPrefix(c.Name, "__Host-") || !c.Secure || !c.HttpOnly || c.Path != "/" || c.Domain != "" || c.SameSite != http.SameSiteStrictMode {
				t.Errorf("the cookie %s: %s", c.Name, c.Raw)
			}
		}
	}
	form := map[string][]string{"pass": {vaulttest.Passphrase}, "again": {vaulttest.Passphrase}}
	for _, step := range []struct{ path, leads string }{{"/now/pull", ""}, {"/keep-this", "/recovery"}, {"/lock", "/"}, {"/unlock", "/today"}} {
		if form["pull"] = nil; step.path == "/now/pull" {
			form["pull"] = []string{"reach"}
		}
		p, err := s.Post(step.path, form)
		if err != nil || p.Status != 200 || step.leads != "" && p.Path != step.leads {
			t.Fatalf("%s: %v %+v", step.path, err, p)
		}
	}
	if !cookies["__Host-ebb"] || !cookies["__Host-ebb-whose"] {
		t.Errorf("cookies: %v", cookies)
	}
	if p, err := s.Get("/healthz"); err != nil || p.Body != "ok\n" {
		t.Errorf("/healthz: %v", err)
	}
}

func TestOldVersionsOfTLSAreRefused(t *testing.T) {
	i, f := newIssuer(t), someFiles(t)
	f.write(t, i, 7)
	way, err := Open(Options{Cert: f.cert, Key: f.key, Clock: time.Now, Log: quietly()})
	if err != nil {
		t.Fatal(err)
	}
	at, _ := serve(t, way, http.NotFoundHandler())
	for version, ok := range map[uint16]bool{tls.VersionTLS10: false, tls.VersionTLS11: false, tls.VersionTLS12: true, tls.VersionTLS13: true} {
		c, err := tls.Dial("tcp", at, &tls.Config{RootCAs: i.pool(), ServerName: "ebb.example", MinVersion: version, MaxVersion: version})
		if (err == nil) != ok {
			t.Errorf("%s: %v", tls.VersionName(version), err)
		}
		if err == nil {
			c.Close()
		}
	}
}

func TestARenewedCertificateIsServed(t *testing.T) {
	i, f, now := newIssuer(t), someFiles(t), &clock{now: time.Now()}
	f.write(t, i, 7)
	way, err := Open(Options{Cert: f.cert, Key: f.key, Clock: now.Now, Log: quietly()})
	if err != nil {
		t.Fatal(err)
	}
	at, _ := serve(t, way, http.NotFoundHandler())
	serves := func(what string, want int64) {
		t.Helper()
		c, err := tls.Dial("tcp", at, &tls.Config{RootCAs: i.pool(), ServerName: "ebb.example"})
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		defer c.Close()
		if got := c.ConnectionState().PeerCertificates[0].SerialNumber.Int64(); got != want {
			t.Errorf("%s: number %d, want %d", what, got, want)
		}
	}
	serves("at first", 7)
	f.write(t, i, 8)
	serves("within the second", 7)
	now.wait(2 * time.Second)
	serves("after it", 8)
	if err := os.WriteFile(f.cert, []byte("half a file"), 0o600); err != nil {
		t.Fatal(err)
	}
	now.wait(2 * time.Second)
	serves("while it is being written", 8)
	os.Remove(f.key)
	now.wait(2 * time.Second)
	serves("without its key", 8)
	f.write(t, i, 9)
	now.wait(2 * time.Second)
	serves("when both are there again", 9)
}

func TestPlainHTTPLeadsToHTTPS(t *testing.T) {
	i, f := newIssuer(t), someFiles(t)
	f.write(t, i, 7)
	way, err := Open(Options{Cert: f.cert, Key: f.key, Clock: time.Now, Log: quietly()})
	if err != nil {
		t.Fatal(err)
	}
	_, plain := serve(t, way, http.NotFoundHandler())
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Get("http://" + plain + "/now?x=1")
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if to := res.Header.Get("Location"); res.StatusCode != 302 || to != "https://127.0.0.1/now?x=1" {
		t.Errorf("%d %s", res.StatusCode, to)
	}
	res, err = client.Post("http://"+plain+"/now/pull", "application/x-www-form-urlencoded", strings.NewReader("pull=reach"))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, _ := io.ReadAll(res.Body); res.StatusCode != 400 || strings.Contains(string(body), "reach") {
		t.Errorf("a form: %d %s", res.StatusCode, body)
	}
}

func TestWhatIsNoWay(t *testing.T) {
	f, other := someFiles(t), someFiles(t)
	i := newIssuer(t)
	f.write(t, i, 1)
	other.write(t, i, 2)
	for what, c := range map[string]struct {
		o    Options
		want error
	}{
		"both":                      {Options{Cert: f.cert, Key: f.key, Host: "ebb.example"}, ErrBoth},
		"a certificate alone":       {Options{Cert: f.cert}, ErrHalf},
		"a key alone":               {Options{Key: f.key}, ErrHalf},
		"another certificate's key": {Options{Cert: f.cert, Key: other.key}, nil},
		"no such file":              {Options{Cert: f.cert + "x", Key: f.key}, os.ErrNotExist},
	} {
		c.o.Clock, c.o.Log = time.Now, quietly()
		if _, err := Open(c.o); err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if way, err := Open(Options{Clock: time.Now}); err != nil || way.Scheme() != "http" {
		t.Errorf("nothing said: %v", err)
	}
}
