package spare

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ebb"
)

func TestACodeIsKeptForOnePersonAndEnds(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "codes")
	alice, bob := ebb.ID{1}, ebb.ID{2}
	for what, b := range map[string]*Book{"a folder": Open(dir), "memory": Memory()} {
		read := func(p ebb.ID, want string) {
			t.Helper()
			if got, err := b.Read(p); got != want || err != nil {
				t.Errorf("%s: %q, want %q, %v", what, got, want, err)
			}
		}
		read(alice, "")
		err := errors.Join(b.Remove(alice), b.Put(alice, "seven herons"), b.Put(bob, "one hat"))
		read(alice, "seven herons")
		err = errors.Join(err, b.Put(alice, "eight herons"))
		read(alice, "eight herons")
		err = errors.Join(err, b.Remove(alice))
		read(alice, "")
		read(bob, "one hat")
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestTheFileIsItsOwnersAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "codes")
	p := ebb.ID{0xab}
	if err := Open(dir).Put(p, "seven herons"); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "ab"+strings.Repeat("00", 15))
	raw, err := os.ReadFile(file)
	if string(raw) != "seven herons\n" || err != nil {
		t.Errorf("%q, %v", raw, err)
	}
	for path, want := range map[string]os.FileMode{dir: 0o700, file: 0o600} {
		if at, err := os.Stat(path); err != nil || at.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, at.Mode(), err)
		}
	}
}

// A power cut may leave a file that was begun.
func TestWhatWasHalfWrittenGoesToo(t *testing.T) {
	dir := t.TempDir()
	b, p := Open(dir), ebb.ID{1}
	if err := errors.Join(b.Put(p, "seven herons"), os.WriteFile(b.path(p)+".123.tmp", []byte("eight he"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if got, err := b.Read(p); got != "seven herons" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if err := b.Remove(p); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(dir); len(left) != 0 || err != nil {
		t.Errorf("%d are left, %v", len(left), err)
	}
}

func TestWhatCannotBeWrittenIsSaid(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	b := Open(filepath.Join(file, "codes"))
	if err := b.Put(ebb.ID{1}, "seven herons"); err == nil || strings.Contains(err.Error(), "herons") {
		t.Errorf("it says %v", err)
	}
	if _, err := b.Read(ebb.ID{1}); err == nil {
		t.Error("a folder that is a file reads as empty")
	}
}
