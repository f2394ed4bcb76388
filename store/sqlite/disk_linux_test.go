package sqlite

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"ebb/internal/powercut"
	"ebb/store"
)

// Check 5, on a file system in memory.
func TestAFullDiskRefusesGoesOnReadingAndResumes(t *testing.T) {
	needsRoot(t)
	if !powercut.Apart(t) {
		return
	}
	dir := t.TempDir()
	mount(t, dir, 0, "size=2m")
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	fills(t, dir, func() { mount(t, dir, syscall.MS_REMOUNT, "size=16m") })
}

// Check 5, on a real file system: ext4 on a loop device.
func TestAFullLoopDeviceRefusesGoesOnReadingAndResumes(t *testing.T) {
	needsRoot(t)
	if _, err := os.Stat("/dev/loop-control"); err != nil {
		t.Fatalf("the full-disk test needs loop devices (/dev/loop-control): %v", err)
	}
	if !powercut.Apart(t) {
		return
	}
	dir, file := t.TempDir(), filepath.Join(t.TempDir(), "disk")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(file, 16<<20); err != nil {
		t.Fatal(err)
	}
	command(t, "/sbin/mkfs.ext4", "-q", "-F", "-m", "0", file)
	device := strings.TrimSpace(command(t, "/sbin/losetup", "--find", "--show", file))
	t.Cleanup(func() { command(t, "/sbin/losetup", "--detach", device) })
	if err := syscall.Mount(device, dir, "ext4", 0, ""); err != nil {
		t.Fatalf("the full-disk test needs ext4 on a loop device: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 9<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	fills(t, dir, func() { os.Remove(ballast) })
}

func needsRoot(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Fatal("the full-disk tests need root, to mount a small file system")
	}
}

// command runs a program that the tests need.
func command(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("the full-disk test needs %s: %v %s", name, err, out)
	}
	return string(out)
}

// fills fills the disk at dir with a store on it, and goes on once there is
// space again.
func fills(t *testing.T, dir string, space func()) {
	t.Helper()
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
	space()
	if err := s.Healthy(t.Context()); err != nil {
		t.Errorf("with space again: %v", err)
	}
	resumes(t, s, p, head)
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	fmt.Printf("check 5: full after %d rows, all of them read, and five more with space again\n", head.Seq)
}

func mount(t *testing.T, dir string, flags uintptr, size string) {
	t.Helper()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", flags, size); err != nil {
		t.Fatal(err)
	}
}
