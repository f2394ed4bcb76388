// Package durable writes files that survive a power cut: what is beside the
// database, a backup, a secret of the day.
//
// It promises that a file is there whole or not at all, that its name is on the
// disk when a call returns nil, and that only its owner may read it. It refuses
// to know what is in a file.
package durable

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// Write puts a file at path, in place of the one that was there. Where it fails,
// that one stays.
func Write(path string, fill func(io.Writer) error) error { return put(path, fill, os.Rename) }

// Place puts a file at path where there is none, else it is fs.ErrExist. Of all
// who try, one succeeds.
func Place(path string, fill func(io.Writer) error) error { return put(path, fill, os.Link) }

// Bytes fills a file with b.
func Bytes(b []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	}
}

func put(path string, fill func(io.Writer) error, as func(from, to string) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	if err = errors.Join(fill(f), f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := as(f.Name(), path); err != nil {
		return err
	}
	return Folder(filepath.Dir(path))
}

// Folder makes the names in a folder last. Windows has no such call, NTFS
// journals them; a system that cannot do it for folders needs none.
func Folder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	if err = d.Sync(); errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, d.Close())
}

// Wipe overwrites a file before it removes it, for what that is worth on the disk
// at hand. It is no error where there is none. Folder makes it last.
func Wipe(path string) error {
	if f, err := os.OpenFile(path, os.O_WRONLY, 0); err == nil {
		if at, err := f.Stat(); err == nil {
			f.Write(make([]byte, at.Size()))
		}
		f.Sync()
		f.Close()
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
