// Package secure is how browsers reach the server: over plain HTTP on this
// machine, under a certificate that lies in two files, or under one that an
// authority gives by ACME.
//
// It promises TLS 1.2 or later, that a renewed certificate is served without a
// start, and that one which cannot be read leaves the one before in service. It
// refuses both ways at once, and it logs no address.
package secure

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"

	"ebb"
)

// Options say how.
type Options struct {
	Cert, Key string // files, PEM
	Host      string // the name for which ACME gets a certificate
	Directory string // of the authority; "" is Let's Encrypt
	Cache     string // folder for what it gave
	Clock     ebb.Clock
	Log       *slog.Logger
}

// The ways it says no.
var (
	ErrBoth = errors.New("secure: a certificate and ACME, both at once")
	ErrHalf = errors.New("secure: a certificate and its key come together")
)

// Way is one of the three.
type Way struct {
	config  *tls.Config
	upgrade http.Handler // what plain HTTP beside it answers
	log     *slog.Logger
}

// Open chooses the way and reads what it needs.
func Open(o Options) (*Way, error) {
	w := &Way{log: o.Log, upgrade: redirect()}
	given := o.Cert != "" || o.Key != ""
	switch {
	case given && o.Host != "":
		return nil, ErrBoth
	case given && (o.Cert == "" || o.Key == ""):
		return nil, ErrHalf
	case given:
		p, err := open(o)
		if err != nil {
			return nil, err
		}
		w.config = &tls.Config{GetCertificate: p.get, NextProtos: []string{"h2", "http/1.1"}}
	case o.Host != "":
		m := &autocert.Manager{
			Prompt: autocert.AcceptTOS, Cache: autocert.DirCache(o.Cache), HostPolicy: autocert.HostWhitelist(o.Host),
			Client: &acme.Client{DirectoryURL: o.Directory, UserAgent: "ebb"},
		}
		w.config, w.upgrade = m.TLSConfig(), m.HTTPHandler(redirect())
	default:
		return w, nil
	}
	w.config.MinVersion = tls.VersionTLS12
	return w, nil
}

// Scheme is what addresses begin with.
func (w *Way) Scheme() string {
	if w.config != nil {
		return "https"
	}
	return "http"
}

// redirect leads to the same address over HTTPS. A form is not carried over: it
// has been read on its way.
func redirect() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead || host == "" {
			http.Error(w, "Use HTTPS", http.StatusBadRequest)
			return
		}
		w.Header().Set("Connection", "close")
		http.Redirect(w, r, "https://"+host+r.URL.RequestURI(), http.StatusFound)
	})
}

// Serve answers on l, and beside it on plain where that is not nil, until ctx is
// done; then what is under way finishes.
func (w *Way) Serve(ctx context.Context, l, plain net.Listener, h http.Handler) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	beside := make(chan error, 1)
	go func() {
		defer cancel()
		if plain == nil {
			<-ctx.Done()
			beside <- nil
			return
		}
		beside <- w.until(ctx, plain, w.upgrade, nil)
	}()
	err := w.until(ctx, l, h, w.config)
	cancel()
	return errors.Join(err, <-beside)
}

func (w *Way) until(ctx context.Context, l net.Listener, h http.Handler, c *tls.Config) error {
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10, TLSConfig: c,
		ErrorLog: slog.NewLogLogger(silent{w.log.Handler()}, slog.LevelDebug),
	}
	done := make(chan error, 1)
	go func() {
		if c != nil {
			done <- server.ServeTLS(l, "", "")
		} else {
			done <- server.Serve(l)
		}
	}()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	wait, cancel := context.WithTimeout(context.WithoutCancel(ctx), 8*time.Second)
	defer cancel()
	if err := server.Shutdown(wait); err != nil {
		return server.Close()
	}
	return nil
}

// silent drops what net/http says about connections: it may hold addresses.
type silent struct{ slog.Handler }

func (silent) Enabled(context.Context, slog.Level) bool { return false }
