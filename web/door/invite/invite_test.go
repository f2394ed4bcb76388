package invite

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// both runs a test on memory and on a folder.
func both(t *testing.T, f func(t *testing.T, b *Book, now *time.Time)) {
	for _, what := range []string{"memory", "folder"} {
		t.Run(what, func(t *testing.T) {
			now := noon
			clock := func() time.Time { return now }
			b := Memory(clock)
			if what == "folder" {
				b = Open(filepath.Join(t.TempDir(), "invites"), clock)
			}
			f(t, b, &now)
		})
	}
}

func opened(t *testing.T, b *Book) string {
	t.Helper()
	code, err := b.New(time.Hour)
	if err != nil || len(code) != 22 {
		t.Fatal(code, err)
	}
	return code
}

func TestACodeIsTakenOnce(t *testing.T) {
	both(t, func(t *testing.T, b *Book, _ *time.Time) {
		code := opened(t, b)
		var won atomic.Int32
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if _, err := b.Take(" " + code + "\n"); err == nil {
					won.Add(1)
				} else if !errors.Is(err, ErrGone) {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Errorf("%d took it", won.Load())
		}
	})
}

func TestACodeThatWasGivenBackIsOpenAgain(t *testing.T) {
	both(t, func(t *testing.T, b *Book, _ *time.Time) {
		code := opened(t, b)
		back, err := b.Take(code)
		if err != nil {
			t.Fatal(err)
		}
		if has, _ := b.Has(code); has {
			t.Error("it is open while it is taken")
		}
		back()
		if has, _ := b.Has(code); !has {
			t.Error("it was not given back")
		}
	})
}

func TestInvitationsEnd(t *testing.T) {
	both(t, func(t *testing.T, b *Book, now *time.Time) {
		first, second := opened(t, b), opened(t, b)
		list, err := b.List()
		if err != nil || len(list) != 2 {
			t.Fatal(list, err)
		}
		if n, err := b.Drop(idOf(first)[:8]); n != 1 || err != nil {
			t.Error(n, err)
		}
		if _, err := b.Take(first); !errors.Is(err, ErrGone) {
			t.Error("a withdrawn one is open")
		}
		*now = noon.Add(time.Hour)
		if _, err := b.Take(second); !errors.Is(err, ErrGone) {
			t.Error("one whose time is over is open")
		}
		if list, _ := b.List(); len(list) != 0 {
			t.Error(list)
		}
	})
}

func TestNoMoreThanAHundred(t *testing.T) {
	both(t, func(t *testing.T, b *Book, _ *time.Time) {
		for range Most {
			opened(t, b)
		}
		if _, err := b.New(time.Hour); !errors.Is(err, ErrMany) {
			t.Error(err)
		}
	})
}

// The folder is nobody's way in: it holds no code, and only its owner reads it.
func TestTheFolderHoldsNoCode(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "invites")
	b := Open(dir, func() time.Time { return noon })
	code := opened(t, b)
	if _, err := Open(dir, b.clock).Take("../x"); !errors.Is(err, ErrGone) {
		t.Error(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	file := filepath.Join(dir, files[0].Name())
	raw, _ := os.ReadFile(file)
	if info, _ := os.Stat(file); info.Mode().Perm() != 0o600 || strings.Contains(file+string(raw), code) {
		t.Errorf("%v %s %s", info.Mode(), file, raw)
	}
	if info, _ := os.Stat(dir); info.Mode().Perm() != 0o700 {
		t.Errorf("the folder: %v", info.Mode())
	}
}
