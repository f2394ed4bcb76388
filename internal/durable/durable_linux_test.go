package durable

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"ebb/internal/powercut"
)

// cutAt writes a file over another one on a disk whose power goes at the n-th
// operation of the second, and reports whether the second was acknowledged.
func cutAt(t *testing.T, n int, old, new string) (d *powercut.Disk, acknowledged bool) {
	t.Helper()
	left := -1
	d = powercut.New(func(powercut.Op, string) powercut.Verdict {
		if left--; left == 0 {
			left = 1 // and so does everything after it
			return powercut.Fail
		}
		return powercut.Go
	})
	dir := t.TempDir()
	unmount, err := d.Mount(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer unmount()
	path := filepath.Join(dir, "file")
	if err := Write(path, Bytes([]byte(old))); err != nil {
		t.Fatal(err)
	}
	left = n
	err = Write(path, Bytes([]byte(new)))
	d.Cut()
	return d, err == nil
}

func TestAPowerCutLeavesTheOldFileOrTheNew(t *testing.T) {
	if !powercut.Apart(t) {
		return
	}
	old, new := strings.Repeat("old ", 700), strings.Repeat("new ", 900)
	chance, both := rand.New(rand.NewPCG(1, 2)), map[bool]int{}
	for n := range 12 {
		d, acknowledged := cutAt(t, n+1, old, new)
		both[acknowledged]++
		for range 20 {
			files, _ := d.Survivors(chance)
			if got := string(files["file"]); got != new && (acknowledged || got != old) {
				t.Errorf("cut at %d, acknowledged %v: %d bytes, %.20q", n+1, acknowledged, len(got), got)
			}
		}
	}
	if both[true] == 0 || both[false] < 3 {
		t.Errorf("%d were acknowledged and %d not: the power goes at no good moment", both[true], both[false])
	}
}
