// Package folder looks after the folder that a database lives in: who has it
// open, who may read it, and whether its disk takes anything more.
//
// It promises that nobody replaces a database that somebody has open, where
// the system has locks for that. It never opens the database file itself when
// it is there already: closing it again would drop the locks that SQLite holds
// on it in the same process.
package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// ErrInUse says that another process has the data open, or is replacing it.
var ErrInUse = errors.New("store: another ebb has this data open")

// lockName is beside the database. Everybody who has the database open holds
// it shared; who replaces the database holds it alone. It is empty but for the
// moment in which Healthy tries whether the disk takes anything.
const lockName = "ebb.lock"

// Alone keeps the folder to the caller, who replaces or copies its files, until
// release is called. ErrInUse where anybody has it open.
func Alone(ctx context.Context, dir string) (release func() error, err error) {
	door, err := Enter(ctx, dir)
	if err != nil {
		return nil, err
	}
	lock, err := Hold(dir, Exclusive)
	if err != nil {
		door.Close()
		return nil, err
	}
	return func() error { return errors.Join(lock.Close(), door.Close()) }, nil
}

// Enter makes openers of one folder go in one by one: the folder itself is
// locked for as long as somebody opens, migrates or replaces the database.
// (A lock on a file cannot be turned from exclusive to shared without a gap.)
func Enter(ctx context.Context, dir string) (*os.File, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	deadline := time.NewTimer(10 * time.Second)
	defer deadline.Stop()
	for {
		if err = Lock(f, Exclusive); !errors.Is(err, ErrInUse) {
			break
		}
		select {
		case <-ctx.Done():
			err = ctx.Err()
		case <-deadline.C:
		case <-time.After(5 * time.Millisecond):
			continue
		}
		break
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// Hold takes the lock beside the database, Shared or Exclusive, until the file
// is closed.
func Hold(dir string, how int) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, lockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := Lock(f, how); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// Create makes an empty file that only its owner may read; SQLite gives the
// log the same mode. A file that is there is not opened: closing it again
// would drop the locks that SQLite holds on it in this process.
func Create(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// Sync makes durable what a killed process may have left in the log without
// its fsync; SQLite replays such a commit, but does not sync it. Nothing holds
// a lock on the log itself, so it may be opened beside SQLite.
func Sync(path string) error {
	for _, name := range []string{path + "-wal", filepath.Dir(path)} {
		if err := syncFile(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("syncing %s: %w", filepath.Base(name), err)
		}
	}
	return nil
}

// Probe writes where space is needed for it, and takes it back.
func Probe(f *os.File) error {
	if _, err := f.WriteAt(make([]byte, 64<<10), 0); err != nil {
		return errors.Join(err, f.Truncate(0))
	}
	return f.Truncate(0)
}
