package bounds

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestOf(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ebb.db")
	most, err := Of("2", "3", path)
	if err != nil || most.Bytes != 2<<20 || most.Host != 3<<20 {
		t.Fatalf("%+v %v", most, err)
	}
	if n, err := most.Used(); n != 0 || err != nil {
		t.Errorf("before there is a file: %d %v", n, err)
	}
	for _, name := range []string{path, path + "-wal"} {
		if err := os.WriteFile(name, make([]byte, 100), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := most.Used(); n != 200 || err != nil {
		t.Errorf("two files: %d %v", n, err)
	}
	for _, bad := range [][2]string{{"0", "0"}, {"-1", "0"}, {"1", "-1"}, {"1.5", "0"}, {"", "0"}, {"1", ""}, {"9999999999999999", "0"}} {
		if _, err := Of(bad[0], bad[1], path); !errors.Is(err, ErrNumber) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
