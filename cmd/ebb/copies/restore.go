package copies

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"filippo.io/age"
	"github.com/spf13/cobra"

	"ebb/backup"
	"ebb/cmd/ebb/folder"
	"ebb/internal/durable"
	"ebb/store"
	"ebb/store/ledger"
	"ebb/vault"
)

func (d *Desk) restoreCommand() *cobra.Command {
	var key string
	c := &cobra.Command{Use: "restore FILE", Short: d.Say("cmd.restore"), Long: d.Say("cmd.restore.long"), Args: cobra.ExactArgs(1)}
	c.Flags().StringVar(&key, "key", "", d.Say("cmd.restore.key"))
	c.RunE = func(c *cobra.Command, args []string) error {
		target, err := d.target()
		if err != nil {
			return err
		}
		in, err := os.Open(args[0])
		if err != nil {
			return d.Fault("cmd.fault.nofile", "file", args[0])
		}
		defer in.Close()
		with, err := d.identities(key)
		if err != nil {
			return err
		}
		return d.restore(c.Context(), in, args[0], target, with)
	}
	return c
}

// target is where the database will lie: nothing may be there.
func (d *Desk) target() (string, error) {
	path, err := d.File()
	if err != nil {
		return "", err
	}
	if _, err := os.Lstat(path); err == nil {
		return "", d.Fault("cmd.fault.notempty", "data", folder.Homely(d.Data()))
	}
	return path, nil
}

// identities are the keys of a file, or a passphrase that is asked for.
func (d *Desk) identities(file string) ([]age.Identity, error) {
	if file == "" {
		pass, err := d.Secret("cmd.restore.pass")
		if err != nil {
			return nil, err
		}
		id, err := age.NewScryptIdentity(pass)
		if err != nil {
			return nil, d.Fault("cmd.fault.backupkey")
		}
		return []age.Identity{id}, nil
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, d.Fault("cmd.fault.nofile", "file", file)
	}
	ids, err := age.ParseIdentities(bytes.NewReader(raw))
	if err != nil {
		return nil, d.Fault("cmd.fault.backupkey")
	}
	return ids, nil
}

// restore puts everything into a folder beside the target first. The database
// moves to its place last: a folder in which that did not happen holds nobody.
func (d *Desk) restore(ctx context.Context, in io.Reader, file, target string, with []age.Identity) error {
	if err := os.MkdirAll(d.Data(), 0o700); err != nil {
		return d.Fault("cmd.fault.write", "file", folder.Homely(d.Data()), "why", err)
	}
	part, err := os.MkdirTemp(filepath.Dir(target), "restoring-")
	if err != nil {
		return d.Fault("cmd.fault.write", "file", folder.Homely(d.Data()), "why", err)
	}
	defer os.RemoveAll(part)
	secrets := map[string][32]byte{}
	m, err := d.fill(ctx, in, file, part, secrets, with)
	if err != nil {
		return d.unrestored(file, err)
	}
	if err := d.move(part, target, secrets); err != nil {
		return d.Fault("cmd.fault.write", "file", folder.Homely(d.Data()), "why", err)
	}
	fmt.Fprintln(d.Out, d.Say("cmd.restore.done", "people", len(m.People), "entries", entries(m), "made", m.Made.Local(), "data", folder.Homely(d.Data())))
	return nil
}

// fill reads the backup, and follows what the ledgers say was erased since: that
// of the data folder, whose database is lost, and the one beside the file.
func (d *Desk) fill(ctx context.Context, in io.Reader, file, part string, secrets map[string][32]byte, with []age.Identity) (m backup.Manifest, err error) {
	if err := ledger.Copy(d.Ledger(), ledger.Open(filepath.Join(filepath.Dir(file), erased))); err != nil {
		return m, err
	}
	gone, err := backup.GoneOf(d.Ledger())
	if err != nil {
		return m, err
	}
	var s store.Store
	m, err = backup.Read(ctx, in, backup.Place{
		Open: func(install store.ID) (_ store.Store, err error) {
			s, err = d.Fresh(ctx, part, install)
			return s, err
		},
		Secret: func(name string, key [32]byte) error { secrets[name] = key; return nil },
		Gone:   gone,
	}, with...)
	if s != nil {
		err = errors.Join(err, s.Close())
	}
	return m, err
}

func (d *Desk) move(part, target string, lasting map[string][32]byte) error {
	secrets, err := vault.OpenSecrets(filepath.Join(d.Data(), "secrets"))
	if err != nil {
		return err
	}
	for name, key := range lasting {
		if err := secrets.Place(name, key); err != nil {
			return err
		}
	}
	// Link, unlike Rename, never replaces what another process put there.
	from := filepath.Join(part, Database)
	if err := os.Link(from, target); err != nil {
		return err
	}
	return durable.Folder(filepath.Dir(target))
}

// Database is the name that Fresh gives to its file.
const Database = "ebb.db"

// unrestored says why nothing was restored.
func (d *Desk) unrestored(file string, err error) error {
	var wrong *age.NoIdentityMatchError
	switch {
	case errors.As(err, &wrong):
		return d.Fault("cmd.fault.backupkey")
	case errors.Is(err, backup.ErrNewer):
		return d.Fault("cmd.fault.backupnewer", "file", file)
	case errors.Is(err, store.ErrFull):
		return d.Fault("cmd.fault.full", "data", folder.Homely(d.Data()))
	}
	return d.Fault("cmd.fault.backup", "file", file, "why", err)
}
