// Package token is the file of the terminal's session: its key, readable by its
// owner alone, in a folder that is gone when they sign out of their system. It
// refuses to keep one where there is no such folder.
package token

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ebb/web/door"
)

// File is where it lies; "" where there is no folder for it.
func File() string {
	dir := os.Getenv("XDG_RUNTIME_DIR")
	if info, err := os.Stat(dir); dir == "" || err != nil || !info.IsDir() {
		return ""
	}
	return filepath.Join(dir, "ebb", "session")
}

// Write keeps a key, as door.Key writes it.
func Write(file string, key *door.Key) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.WriteString(f, key.String()+"\n")
	return errors.Join(err, f.Close())
}

// Read returns the key; nil where there is none.
func Read() *door.Key {
	raw, err := os.ReadFile(File())
	if err != nil {
		return nil
	}
	key, err := door.ParseKey(strings.TrimSpace(string(raw)))
	if err != nil {
		return nil
	}
	return key
}
