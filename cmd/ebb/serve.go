package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"ebb/cmd/ebb/bounds"
	"ebb/cmd/ebb/copies"
	"ebb/cmd/ebb/folder"
	"ebb/cmd/ebb/secure"
	"ebb/feature"
	"ebb/store"
	"ebb/store/ledger"
	"ebb/store/sqlite"
	"ebb/vault"
	"ebb/vault/spare"
	"ebb/web"
	"ebb/web/door/invite"
)

func (p *program) serveCommand() (*cobra.Command, error) {
	c := &cobra.Command{
		Use: "serve", Short: p.say("cmd.serve"), Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return p.serve(c.Context()) },
	}
	return c, p.options(c.Flags(), served...)
}

// served are the options of the server; user commands need to know them for the
// address they print.
var served = []string{"listen", "origin", "log", "tls-cert", "tls-key", "acme", "acme-directory", "http", "backup", "backup-to", "quota", "quota-host", "code-beside-data"}

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

// fresh opens an empty store in a folder, for what is restored.
func (p *program) fresh(ctx context.Context, dir string, install store.ID) (store.Store, error) {
	return sqlite.Open(ctx, filepath.Join(dir, copies.Database), sqlite.Options{Log: p.log(), Install: install})
}

// ledger is what was erased, beside the database.
func (p *program) ledger() *ledger.Book { return ledger.Open(filepath.Join(p.set.Data, "erased")) }

// codes are recovery codes, beside the database.
func (p *program) codes() *spare.Book { return spare.Open(filepath.Join(p.set.Data, "codes")) }

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
	data := folder.Homely(p.set.Data)
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
	fault := p.fault("cmd.fault.open", "data", data, "why", err)
	if x := (*feature.Exit)(nil); errors.Is(err, sqlite.ErrBroken) && errors.As(fault, &x) {
		x.Code = sqlite.ExitDisk
	}
	return fault
}

// serve runs the server until ctx is done.
func (p *program) serve(ctx context.Context) (err error) {
	bounds.Memory()
	path, err := p.storePath()
	if err != nil {
		return err
	}
	most, err := bounds.Of(p.set.Quota, p.set.QuotaHost, path)
	if err != nil {
		return p.fault("cmd.fault.quota")
	}
	beside, known := p.set.Beside()
	if !known {
		return p.fault("cmd.fault.beside")
	}
	st, secrets, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	s, err := web.New(web.Options{
		Store: st, Secrets: secrets, Features: p.features, Clock: p.clock, Log: p.log(), Origin: p.set.Origin,
		Invites: p.invites(), Ledger: p.ledger(), Codes: p.codes(), CodeBeside: beside, Quota: most,
	})
	if err != nil {
		return p.fault("cmd.fault.start", "why", err)
	}
	nightly, err := p.nightly(st, secrets)
	if err != nil {
		return err
	}
	return p.listen(ctx, s, nightly)
}

// nightly is what makes backups; nil where nobody wants them.
func (p *program) nightly(st store.Store, secrets *vault.Secrets) (func(context.Context), error) {
	if p.set.Backup == "" {
		return func(context.Context) {}, nil
	}
	to, err := copies.Recipient(p.set.BackupTo)
	if err != nil {
		return nil, p.fault("cmd.fault.recipient")
	}
	n := &copies.Nightly{Folder: p.set.Backup, To: to, Store: st, Secrets: secrets, Ledger: p.ledger(), Clock: p.clock, Log: p.log()}
	return n.Run, nil
}

// listen serves s until ctx is done; it says where on one line.
func (p *program) listen(ctx context.Context, s *web.Server, beside func(context.Context)) error {
	way, err := p.way()
	if err != nil {
		return err
	}
	l, err := p.listener(p.set.Listen)
	if err != nil {
		return err
	}
	var plain net.Listener
	if p.set.HTTP != "" {
		if plain, err = p.listener(p.set.HTTP); err != nil {
			return errors.Join(err, l.Close())
		}
	}
	fmt.Fprintf(p.out, "listening on %s://%s\n", way.Scheme(), l.Addr())
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var all sync.WaitGroup
	all.Go(func() { s.Sweep(ctx) })
	all.Go(func() { beside(ctx) })
	err = way.Serve(ctx, l, plain, s)
	cancel()
	all.Wait()
	return err
}

func (p *program) listener(address string) (net.Listener, error) {
	l, err := net.Listen("tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, p.fault("cmd.fault.port", "address", address)
	case errors.Is(err, fs.ErrPermission):
		return nil, p.fault("cmd.fault.low", "address", address)
	case err != nil:
		return nil, p.fault("cmd.fault.listen", "address", address)
	}
	return l, nil
}

// way is how browsers reach the server.
func (p *program) way() (*secure.Way, error) {
	way, err := secure.Open(secure.Options{
		Cert: p.set.TLSCert, Key: p.set.TLSKey, Host: p.set.ACME, Directory: p.set.Directory,
		Cache: filepath.Join(p.set.Data, "acme"), Clock: p.clock, Log: p.log(),
	})
	switch {
	case errors.Is(err, secure.ErrBoth):
		return nil, p.fault("cmd.fault.both")
	case errors.Is(err, secure.ErrHalf):
		return nil, p.fault("cmd.fault.half")
	case err != nil:
		return nil, p.fault("cmd.fault.cert", "why", err)
	case way.Scheme() == "http" && p.set.HTTP != "":
		return nil, p.fault("cmd.fault.http")
	}
	return way, nil
}
