package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"ebb/store"
	"ebb/store/sqlite"
	"ebb/vault"
	"ebb/web"
	"ebb/web/door/invite"
)

func (p *program) serveCommand() (*cobra.Command, error) {
	c := &cobra.Command{
		Use: "serve", Short: p.say("cmd.serve"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.serve(c.Context()) },
	}
	return c, p.options(c.Flags(), "listen", "origin", "log")
}

// log writes to the error side; standard output has the address only.
func (p *program) log() *slog.Logger {
	if p.set.Log == "json" {
		return slog.New(slog.NewJSONHandler(p.err, nil))
	}
	return slog.New(slog.NewTextHandler(p.err, nil))
}

// open opens the store and the daily secrets of the data folder.
func (p *program) open(ctx context.Context) (store.Store, *vault.Secrets, error) {
	path, err := p.storePath()
	if err != nil {
		return nil, nil, err
	}
	st, err := sqlite.Open(ctx, path, sqlite.Options{Log: p.log()})
	if err != nil {
		return nil, nil, p.openFault(err)
	}
	secrets, err := vault.OpenSecrets(filepath.Join(p.set.Data, "secrets"))
	if err != nil {
		return nil, nil, errors.Join(p.openFault(err), st.Close())
	}
	return st, secrets, nil
}

// invites is the folder of open invitations, beside the secrets.
func (p *program) invites() *invite.Book {
	return invite.Open(filepath.Join(p.set.Data, "secrets", "invites"), p.clock)
}

// openStore opens the store alone.
func (p *program) openStore(ctx context.Context) (store.Store, error) {
	st, _, err := p.open(ctx)
	return st, err
}

func (p *program) storePath() (string, error) {
	kind, rest, ok := strings.Cut(p.set.Store, ":")
	switch {
	case p.set.Store == "":
		return filepath.Join(p.set.Data, "ebb.db"), nil
	case ok && kind == "sqlite" && rest != "":
		return rest, nil
	case kind == "postgres" || kind == "postgresql":
		return "", p.fault("cmd.fault.postgres")
	}
	return "", p.fault("cmd.fault.store")
}

func (p *program) openFault(err error) error {
	data := homely(p.set.Data)
	switch {
	case errors.Is(err, sqlite.ErrInUse):
		return p.fault("cmd.fault.inuse", "data", data)
	case errors.Is(err, sqlite.ErrNewer):
		return p.fault("cmd.fault.newer")
	case errors.Is(err, store.ErrFull), errors.Is(err, syscall.ENOSPC):
		return p.fault("cmd.fault.full", "data", data)
	case errors.Is(err, fs.ErrPermission):
		return p.fault("cmd.fault.permission", "data", data)
	}
	return p.fault("cmd.fault.open", "data", data, "why", err)
}

// memory is where the garbage collector begins to hurry, so that one large chat
// after the other stays within 256 MiB. GOMEMLIMIT says otherwise.
const memory = 192 << 20

// serve runs the server until ctx is done.
func (p *program) serve(ctx context.Context) (err error) {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memory)
	}
	st, secrets, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	s, err := web.New(web.Options{
		Store: st, Secrets: secrets, Features: p.features, Clock: p.clock, Log: p.log(), Origin: p.set.Origin,
		Invites: p.invites(),
	})
	if err != nil {
		return p.fault("cmd.fault.start", "why", err)
	}
	return p.listen(ctx, s)
}

// listen serves s until ctx is done; it says where on one line.
func (p *program) listen(ctx context.Context, s *web.Server) error {
	l, err := net.Listen("tcp", p.set.Listen)
	if errors.Is(err, syscall.EADDRINUSE) {
		return p.fault("cmd.fault.port", "address", p.set.Listen)
	}
	if err != nil {
		return p.fault("cmd.fault.listen", "address", p.set.Listen)
	}
	fmt.Fprintf(p.out, "listening on http://%s\n", l.Addr())
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	swept := make(chan struct{})
	go func() { defer close(swept); s.Sweep(ctx) }()
	err = serveUntil(ctx, l, s, p.log())
	cancel()
	<-swept
	return err
}

// serveUntil answers until ctx is done, then lets what is under way finish.
func serveUntil(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10,
		ErrorLog: slog.NewLogLogger(silent{log.Handler()}, slog.LevelDebug),
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(l) }()
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

// runtimeFolder is where a session token may lie: memory-backed, and gone when
// the person signs out of their system. "" where there is none.
func runtimeFolder() string {
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if info, err := os.Stat(dir); dir == "" || err != nil || !info.IsDir() {
		return ""
	}
	return filepath.Join(dir, "ebb")
}
