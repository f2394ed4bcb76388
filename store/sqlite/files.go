package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// lockName is beside the database. Everybody who has the database open holds
// it shared; who replaces the database holds it alone. It is empty but for the
// moment in which Healthy tries whether the disk takes anything.
const lockName = "ebb.lock"

// Alone keeps the database at path to the caller, who replaces or copies its
// files, until release is called. ErrInUse where anybody has it open.
func Alone(ctx context.Context, path string) (release func() error, err error) {
	dir := filepath.Dir(path)
	door, err := openDoor(ctx, dir)
	if err != nil {
		return nil, err
	}
	lock, err := openLock(dir, exclusive)
	if err != nil {
		door.Close()
		return nil, err
	}
	return func() error { return errors.Join(lock.Close(), door.Close()) }, nil
}

// openDoor makes openers of one folder go in one by one: the folder itself is
// locked for as long as somebody opens, migrates or replaces the database.
// (A lock on a file cannot be turned from exclusive to shared without a gap.)
func openDoor(ctx context.Context, dir string) (*os.File, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	deadline := time.NewTimer(10 * time.Second)
	defer deadline.Stop()
	for {
		if err = flock(f, exclusive); !errors.Is(err, ErrInUse) {
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

func openLock(dir string, how int) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, lockName), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if err := flock(f, how); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// create makes an empty file that only its owner may read; SQLite gives the
// log the same mode. A file that is there is not opened: closing it again
// would drop the locks that SQLite holds on it in this process.
func create(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// syncLog makes durable what a killed process may have left in the log without
// its fsync; SQLite replays such a commit, but does not sync it. Nothing holds
// a lock on the log itself, so it may be opened beside SQLite.
func syncLog(path string) error {
	for _, name := range []string{path + "-wal", filepath.Dir(path)} {
		if err := syncFile(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("syncing %s: %w", filepath.Base(name), err)
		}
	}
	return nil
}

// probe writes where space is needed for it, and takes it back.
func probe(f *os.File) error {
	if _, err := f.WriteAt(make([]byte, 64<<10), 0); err != nil {
		return errors.Join(err, f.Truncate(0))
	}
	return f.Truncate(0)
}

func dsn(path string, pragmas ...string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/…
	}
	q := url.Values{"_txlock": {"immediate"}, "_pragma": pragmas}
	return (&url.URL{Scheme: "file", Path: p, RawQuery: q.Encode()}).String()
}
