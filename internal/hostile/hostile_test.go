// Package hostile holds tests that send the real program what nobody should:
// files that are no chats, archives built to overflow, forms with anything in
// them, a disk that fills up and one that breaks. What comes in by the command
// line comes in by the browser too.
//
// It promises that each is met with one plain sentence and the right code, that
// memory stays bounded, that nothing is kept of what was refused, and that all
// that was acknowledged before is still there. It refuses to pass where a file
// system cannot be mounted or a process cannot be traced.
package hostile

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"ebb/internal/program"
)

func TestMain(m *testing.M) {
	code := m.Run()
	program.Clean()
	os.Exit(code)
}

// The people of every chat in this package. Neither name may ever be found
// where something is kept.
const (
	me   = "Kanarienkim"
	them = "Kanariensam"
)

// most is how much memory the program may ever use, in kB.
const most = 256 << 10

// steers finds what a terminal obeys or a reader cannot see.
func steers(text string) string {
	if !utf8.ValidString(text) {
		return "bytes that are no text"
	}
	for _, r := range text {
		switch {
		case r == '\n':
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return fmt.Sprintf("%U", r)
		}
	}
	return ""
}

// empty fails the test where anything lies in a folder.
func empty(t *testing.T, what, dir string) {
	t.Helper()
	filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if path != dir && err == nil {
			t.Errorf("%s: %s is left behind", what, filepath.Base(path))
		}
		return nil
	})
}

// contents reads every file of a folder.
func contents(t *testing.T, dir string) []byte {
	t.Helper()
	var out bytes.Buffer
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		out.Write(raw)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// peak is the most memory that a process has used, in kB.
func peak(t *testing.T, pid int) int {
	t.Helper()
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatalf("the process does not say how much memory it uses: %v", err)
	}
	_, rest, _ := strings.Cut(string(raw), "VmHWM:")
	n, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// anew forgets the most memory that a process has used so far.
func anew(t *testing.T, pid int) {
	t.Helper()
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0); err != nil {
		t.Fatal(err)
	}
}

// worst keeps the highest of several figures and where it came from.
type worst struct {
	kb int
	of string
}

func (w *worst) take(t *testing.T, of string, kb int) {
	t.Helper()
	if kb > w.kb {
		*w = worst{kb, of}
	}
	if kb > most {
		t.Errorf("%s: %d kB of memory, more than %d", of, kb, most)
	}
}
