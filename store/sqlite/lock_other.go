//go:build !unix || solaris || illumos || aix

package sqlite

import (
	"errors"
	"os"
	"syscall"
)

const (
	shared    = 1
	exclusive = 2
)

// flock does nothing here: replacing an open database is refused by the
// system itself, and openers are kept apart by SQLite's own locks.
func flock(*os.File, int) error { return nil }

func noSpace(err error) bool {
	const diskFull, handleDiskFull = syscall.Errno(112), syscall.Errno(39)
	return errors.Is(err, diskFull) || errors.Is(err, handleDiskFull)
}

// syncFile needs a handle that may write; a folder has none, and the system
// keeps its own log of names.
func syncFile(path string) error {
	if fi, err := os.Stat(path); err != nil || fi.IsDir() {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
