package daily

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

func open(t *testing.T, dir string) *Secrets {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range list {
		out = append(out, f.Name())
	}
	return out
}

func TestASecretIsTheSameForEverybodyAndEveryRestart(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "secrets")
	first, err := open(t, dir).Of("session", 20780)
	if err != nil {
		t.Fatal(err)
	}
	again, err := open(t, dir).Of("session", 20780)
	if err != nil || again != first {
		t.Errorf("after a restart it is another one: %v", err)
	}
	for _, d := range []struct {
		kind string
		no   int64
	}{{"session", 20781}, {"draft", 20780}, {"session", -3}} {
		if other, err := open(t, dir).Of(d.kind, d.no); err != nil || other == first {
			t.Errorf("%s of day %d: the same, or %v", d.kind, d.no, err)
		}
	}
	if runtime.GOOS == "windows" {
		return
	}
	for _, name := range append(names(t, dir), ".") {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v: %v", name, info.Mode(), err)
		}
	}
}

func TestWhoeverRacesForADayGetsOneSecret(t *testing.T) {
	dir := t.TempDir()
	for day := range int64(30) {
		got := make([][32]byte, 8)
		var wg sync.WaitGroup
		for i := range got {
			s := open(t, dir)
			wg.Go(func() {
				var err error
				if got[i], err = s.Of("session", day); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		for _, g := range got {
			if g != got[0] || g == [32]byte{} {
				t.Fatalf("day %d: two secrets", day)
			}
		}
	}
	if n := len(names(t, dir)); n != 30 {
		t.Errorf("%d files for 30 days: %v", n, names(t, dir))
	}
}

func TestWhoeverComesSecondReadsTheFirst(t *testing.T) {
	path := filepath.Join(t.TempDir(), "session-1")
	if err := placeSecret(path, fresh()); err != nil {
		t.Fatal(err)
	}
	first, err := readSecret(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := placeSecret(path, fresh()); err != nil {
		t.Errorf("the second is told %v", err)
	}
	if again, err := readSecret(path); err != nil || again != first {
		t.Errorf("the second replaced the first: %v", err)
	}
}

func TestExpiredSecretsAreGone(t *testing.T) {
	for name, s := range map[string]*Secrets{"in files": open(t, t.TempDir()), "in memory": Memory()} {
		t.Run(name, func(t *testing.T) {
			kept := map[string][32]byte{}
			for _, d := range []int64{10, 11, 12} {
				kept[fmt.Sprint("session", d)], _ = s.Of("session", d)
				kept[fmt.Sprint("draft", d)], _ = s.Of("draft", d)
			}
			if err := s.Expire("session", 12); err != nil {
				t.Fatal(err)
			}
			for _, d := range []int64{10, 11} {
				if _, err := s.Of("session", d); !errors.Is(err, ErrExpired) {
					t.Errorf("day %d: %v", d, err)
				}
			}
			if got, err := s.Of("session", 12); err != nil || got != kept["session12"] {
				t.Errorf("the day itself went too: %v", err)
			}
			s.Expire("session", 0)
			if got, _ := s.Of("session", 10); got == kept["session10"] {
				t.Error("a secret that has gone came back")
			}
			if got, err := s.Of("draft", 10); err != nil || got != kept["draft10"] {
				t.Errorf("another kind went too: %v", err)
			}
		})
	}
}

func TestAClockThatJumpedDoesNotCloseTheDaysForEver(t *testing.T) {
	s := open(t, t.TempDir())
	if err := s.Expire("session", 99999); err != nil {
		t.Fatal(err)
	}
	if err := s.Expire("session", 20779); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Of("session", 20780); err != nil {
		t.Error(err)
	}
}

func TestExpireSweepsWhatACrashLeft(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for _, name := range []string{"session-10.123.tmp", "session-12.123.tmp", "notes.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Expire("session", 12); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(names(t, dir)); got != "[notes.txt session-12.123.tmp]" {
		t.Errorf("left: %s", got)
	}
}

func TestHalfAFileIsRefusedAndNotReplaced(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "session-5")
	if err := os.WriteFile(path, make([]byte, 31), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, dir).Of("session", 5); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
	if b, _ := os.ReadFile(path); len(b) != 31 {
		t.Error("the file was replaced")
	}
}

func TestAKindIsAPlainName(t *testing.T) {
	s := open(t, t.TempDir())
	for _, kind := range []string{"", "../x", "a/b", "a-1", "A"} {
		if _, err := s.Of(kind, 1); err == nil {
			t.Errorf("%q is taken", kind)
		}
	}
}

func TestLastingSecretsGoAlongAndOthersDoNot(t *testing.T) {
	for what, open := range map[string]func(t *testing.T) *Secrets{
		"in memory":   func(*testing.T) *Secrets { return Memory() },
		"in a folder": func(t *testing.T) *Secrets { return in(t, t.TempDir()) },
	} {
		t.Run(what, func(t *testing.T) {
			from, to := open(t), open(t)
			name := of(t, from, "name", 0)
			of(t, from, "session", 20000)
			all, err := from.Lasting()
			if err != nil || len(all) != 1 || all["name"] != name {
				t.Fatalf("lasting are %d secrets, %v", len(all), err)
			}
			if err := to.Place("name", name); err != nil {
				t.Fatal(err)
			}
			if of(t, to, "name", 0) != name {
				t.Error("it is another one where it was placed")
			}
			if err := to.Place("../name", name); err == nil {
				t.Error("a kind that is a path was taken")
			}
		})
	}
}

func TestASecretIsNotReplaced(t *testing.T) {
	s := in(t, t.TempDir())
	of(t, s, "name", 0)
	if err := s.Place("name", [32]byte{1}); err == nil {
		t.Error("another secret took the place of one")
	}
}

func in(t *testing.T, dir string) *Secrets {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func of(t *testing.T, s *Secrets, kind string, day int64) [32]byte {
	t.Helper()
	k, err := s.Of(kind, day)
	if err != nil {
		t.Fatal(err)
	}
	return k
}
