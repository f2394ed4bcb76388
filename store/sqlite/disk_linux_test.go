package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"ebb/internal/powercut"
	"ebb/store"
)

func TestAFullDiskRefusesGoesOnReadingAndResumes(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Fatal("the full-disk test needs root, to mount a small file system")
	}
	if !powercut.Apart(t) {
		return
	}
	dir := t.TempDir()
	mount(t, dir, 0, "size=2m")
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	s := open(t, dir, Options{Exit: func(int) { t.Error("the process was stopped") }})
	p, head := arrive(t, s, []byte("a"))
	head = fill(t, s, p, head)
	stuff := filepath.Join(dir, "stuff")
	for n := 1 << 20; n >= 1; n /= 2 { // the last byte too
		f, _ := os.OpenFile(stuff, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		f.Write(make([]byte, n))
		f.Close()
	}
	if err := s.Healthy(t.Context()); !errors.Is(err, store.ErrFull) {
		t.Errorf("on a full disk the store says of its health: %v", err)
	}
	mount(t, dir, syscall.MS_REMOUNT, "size=16m")
	if err := s.Healthy(t.Context()); err != nil {
		t.Errorf("with space again: %v", err)
	}
	resumes(t, s, p, head)
}

func mount(t *testing.T, dir string, flags uintptr, size string) {
	t.Helper()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", flags, size); err != nil {
		t.Fatal(err)
	}
}
