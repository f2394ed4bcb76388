//go:build !unix || solaris || illumos || aix

package folder

import (
	"errors"
	"os"
	"syscall"
)

// How a file is locked.
const (
	Shared    = 1
	Exclusive = 2
)

// Lock does nothing here: replacing an open database is refused by the
// system itself, and openers are kept apart by SQLite's own locks.
func Lock(*os.File, int) error { return nil }

// NoSpace tells whether a disk or a quota is full.
func NoSpace(err error) bool {
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
