// Package copies is the commands that make a backup of a data folder and put one
// back.
//
// It promises that a file exists whole or not at all, that a restored folder
// exists only after every entry in it has been read again, and that nothing is
// ever put over a folder that holds somebody. It refuses to keep a key or a
// passphrase for a backup beside the data.
package copies

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"filippo.io/age"
	"github.com/spf13/cobra"

	"ebb"
	"ebb/backup"
	"ebb/cmd/ebb/folder"
	"ebb/internal/durable"
	"ebb/store"
	"ebb/store/ledger"
	"ebb/vault"
)

// Desk is what the program lends to the commands.
type Desk struct {
	Out    io.Writer
	Clock  ebb.Clock
	Say    func(key string, args ...any) string
	Fault  func(key string, args ...any) error
	Secret func(key string) (string, error) // asks for a passphrase, unseen
	Open   func(context.Context) (store.Store, *vault.Secrets, error)
	// Fresh opens an empty store of an installation in a folder.
	Fresh func(ctx context.Context, folder string, install store.ID) (store.Store, error)
	Data  func() string
	// Ledger is what was erased in the data folder, where that is known there.
	Ledger func() *ledger.Book
	File   func() (string, error) // where the database lies
}

// Commands are backup and restore.
func Commands(d *Desk) []*cobra.Command {
	return []*cobra.Command{d.backupCommand(), d.restoreCommand()}
}

func (d *Desk) backupCommand() *cobra.Command {
	var to []string
	var key string
	c := &cobra.Command{Use: "backup [FILE]", Short: d.Say("cmd.backup"), Long: d.Say("cmd.backup.long"), Args: cobra.MaximumNArgs(1)}
	c.Flags().StringArrayVar(&to, "to", nil, d.Say("cmd.backup.to"))
	c.Flags().StringVar(&key, "new-key", "", d.Say("cmd.backup.newkey"))
	c.RunE = func(c *cobra.Command, args []string) error {
		switch {
		case key != "":
			return d.newKey(key)
		case len(args) == 0:
			args = []string{"ebb-" + d.Clock().Format("2006-01-02") + ".age"}
		}
		recipients, err := d.recipients(to)
		if err != nil {
			return err
		}
		return d.backup(c.Context(), args[0], recipients)
	}
	return c
}

// newKey writes a new key pair into a file that is its owner's alone.
func (d *Desk) newKey(path string) error {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return d.Fault("cmd.fault.keyfile", "file", path)
	}
	_, err = fmt.Fprintf(f, "# public key: %s\n%s\n", id.Recipient(), id)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return d.Fault("cmd.fault.write", "file", path, "why", err)
	}
	fmt.Fprintln(d.Out, id.Recipient())
	return nil
}

// recipients are who can open the backup: the keys named, or whoever knows a
// passphrase that is asked for twice.
func (d *Desk) recipients(to []string) (all []age.Recipient, err error) {
	for _, text := range to {
		r, err := Recipient(text)
		if err != nil {
			return nil, d.Fault("cmd.fault.recipient")
		}
		all = append(all, r)
	}
	if len(all) > 0 {
		return all, nil
	}
	pass, err := d.Secret("cmd.backup.pass")
	if err != nil {
		return nil, err
	}
	again, err := d.Secret("cmd.backup.again")
	switch {
	case err != nil:
		return nil, err
	case pass != again:
		return nil, d.Fault("cmd.fault.twice")
	}
	if vault.CheckPassphrase(pass) != nil {
		return nil, d.Fault("cmd.fault.weak")
	}
	r, err := age.NewScryptRecipient(pass)
	return []age.Recipient{r}, err
}

// Recipient reads an age public key, also of the kind that withstands quantum
// computers.
func Recipient(text string) (age.Recipient, error) {
	if r, err := age.ParseX25519Recipient(text); err == nil {
		return r, nil
	}
	return age.ParseHybridRecipient(text)
}

func (d *Desk) backup(ctx context.Context, file string, to []age.Recipient) (err error) {
	s, secrets, err := d.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	lasting, err := secrets.Lasting()
	if err != nil {
		return d.Fault("cmd.fault.open", "data", folder.Homely(d.Data()), "why", err)
	}
	src := backup.Source{Store: s, Secrets: lasting, Made: d.Clock()}
	if file == "-" {
		_, err := backup.Write(ctx, d.Out, src, to...)
		return err
	}
	m, err := WriteFile(ctx, file, src, to...)
	switch {
	case errors.Is(err, os.ErrExist):
		return d.Fault("cmd.fault.exists", "file", file)
	case err != nil:
		return d.Fault("cmd.fault.write", "file", file, "why", err)
	}
	fmt.Fprintln(d.Out, d.Say("cmd.backup.done", "file", file, "people", len(m.People), "entries", entries(m)))
	return nil
}

func entries(m backup.Manifest) (n uint64) {
	for _, k := range m.People {
		n += k.Seq
	}
	return n
}

// tries is how often a backup begins again because a journal was sealed anew
// under it, which takes seconds and is rare.
const tries = 3

// WriteFile makes a backup in a file that is not there yet; it appears once it is
// whole and on the disk.
func WriteFile(ctx context.Context, path string, src backup.Source, to ...age.Recipient) (m backup.Manifest, err error) {
	if _, err := os.Lstat(path); err == nil {
		return m, os.ErrExist
	}
	for range tries {
		err = durable.Write(path, func(w io.Writer) (err error) {
			m, err = backup.Write(ctx, w, src, to...)
			return err
		})
		if !errors.Is(err, backup.ErrMeanwhile) {
			break
		}
	}
	return m, err
}
