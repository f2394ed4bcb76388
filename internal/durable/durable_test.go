package durable

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return string(b)
}

func TestAFileIsThereWholeOrNotAtAll(t *testing.T) {
	broken := errors.New("the power went")
	half := func(w io.Writer) error { io.WriteString(w, "ha"); return broken }
	for _, c := range []struct {
		what        string
		put         func(string, func(io.Writer) error) error
		before      string
		fill        func(io.Writer) error
		after       string
		failed      error
		howManyLeft int
	}{
		{"a new one", Write, "", Bytes([]byte("new")), "new", nil, 1},
		{"in place of an old one", Write, "old", Bytes([]byte("new")), "new", nil, 1},
		{"half of one leaves the old one", Write, "old", half, "old", broken, 1},
		{"half of one leaves none", Write, "", half, "", broken, 0},
		{"one is placed", Place, "", Bytes([]byte("new")), "new", nil, 1},
		{"one is never placed over another", Place, "old", Bytes([]byte("new")), "old", fs.ErrExist, 1},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "file")
		if c.before != "" {
			if err := os.WriteFile(path, []byte(c.before), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := c.put(path, c.fill); !errors.Is(err, c.failed) {
			t.Errorf("%s: %v", c.what, err)
		}
		left, err := os.ReadDir(dir)
		if got := content(t, path); got != c.after || err != nil || len(left) != c.howManyLeft {
			t.Errorf("%s: %q, %d files, %v", c.what, got, len(left), err)
		}
		if at, err := os.Stat(path); err == nil && c.before == "" && at.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v", c.what, at.Mode())
		}
	}
}

func TestWhatIsWipedIsOverwritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte("secret words"), 0o600); err != nil {
		t.Fatal(err)
	}
	again := path + ".again"
	if err := os.Link(path, again); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(Wipe(path), Wipe(path), Folder(filepath.Dir(path))); err != nil {
		t.Fatal(err)
	}
	if got := content(t, again); content(t, path) != "" || got != string(make([]byte, len("secret words"))) {
		t.Errorf("%q is left", got)
	}
}
