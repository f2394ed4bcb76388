package copies

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"time"

	"filippo.io/age"

	"ebb"
	"ebb/backup"
	"ebb/store"
	"ebb/store/ledger"
	"ebb/vault"
)

// Nightly makes a backup a day into a folder, and keeps the newest.
type Nightly struct {
	Folder  string
	To      age.Recipient
	Store   store.Store
	Secrets *vault.Secrets
	Ledger  *ledger.Book
	Clock   ebb.Clock
	Log     *slog.Logger
}

const (
	keep    = 14        // backups
	often   = time.Hour // how often it looks whether one is due
	name    = "ebb-" + time.DateOnly + ".age"
	pattern = "ebb-[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].age"
	erased  = "erased" // beside the backups, what they must not bring back
	quiet   = 3        // the hour from which on a day's backup is made
)

// Run makes backups until ctx is done. What does not work is tried again, and
// stands in the log.
func (n *Nightly) Run(ctx context.Context) {
	for tick := time.NewTicker(often); ; {
		if err := n.Look(ctx); err != nil && ctx.Err() == nil {
			n.Log.Error("the nightly backup was not made", "error", err)
		}
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
	}
}

// Look makes today's backup where it is due. Without any, it is due at once.
func (n *Nightly) Look(ctx context.Context) error {
	if err := os.MkdirAll(n.Folder, 0o700); err != nil {
		return err
	}
	if err := ledger.Copy(ledger.Open(filepath.Join(n.Folder, erased)), n.Ledger); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(n.Folder, pattern))
	if err != nil {
		return err
	}
	now := n.Clock()
	if len(files) > 0 && now.Hour() < quiet {
		return nil
	}
	lasting, err := n.Secrets.Lasting()
	if err != nil {
		return err
	}
	path := filepath.Join(n.Folder, now.Format(name))
	_, err = WriteFile(ctx, path, backup.Source{Store: n.Store, Secrets: lasting, Made: now}, n.To)
	if errors.Is(err, os.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return thin(files)
}

// thin leaves room for the one just made, which has the latest day only where
// the clock is right, and removes the oldest of the others.
func thin(files []string) error {
	slices.Sort(files)
	for len(files) >= keep {
		if err := os.Remove(files[0]); err != nil {
			return fmt.Errorf("an old backup stays: %w", err)
		}
		files = files[1:]
	}
	return nil
}
