package powercut

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
)

func TestWhatWasSyncedSurvivesEveryCutAndTheRestInPieces(t *testing.T) {
	d := New(nil)
	f := &file{}
	d.kept["a"] = f
	synced := bytes.Repeat([]byte{1}, 4*Sector)
	f.change(write{0, synced})
	f.sync()
	f.change(write{Sector / 2, bytes.Repeat([]byte{2}, 2*Sector)})
	sizes, torn := map[int]bool{}, 0
	for seed := range uint64(200) {
		files, fate := d.Survivors(rand.New(rand.NewPCG(seed, 0)))
		got := files["a"]
		torn += fate.Torn
		for at, b := range got {
			inside := at >= Sector/2 && at < Sector/2+2*Sector
			if len(got) != len(synced) || !inside && b != 1 || at > 0 && b != got[at-1] && at%Sector != 0 && at != Sector/2 && at != Sector/2+2*Sector {
				t.Fatalf("seed %d: byte %d of %d is %d", seed, at, len(got), b)
			}
		}
		sizes[bytes.Count(got, []byte{2})] = true
	}
	if len(sizes) < 4 || torn == 0 {
		t.Errorf("%d different images, %d torn", len(sizes), torn)
	}
	if files, _ := d.Survivors(nil); !slices.Equal(files["a"], synced) {
		t.Error("without chance something unsynced survived")
	}
}

func TestNamesAreKeptUpToAPointUntilTheFolderIsSynced(t *testing.T) {
	d := New(nil)
	a, b := &file{kept: []byte("a")}, &file{kept: []byte("b")}
	d.names = []rename{{name: "a", file: a}, {name: "b", file: b}, {name: "a"}}
	seen := map[string]bool{}
	for seed := range uint64(100) {
		files, _ := d.Survivors(rand.New(rand.NewPCG(seed, 0)))
		seen[string(files["a"])+string(files["b"])] = true
	}
	for _, want := range []string{"", "a", "ab", "b"} {
		if !seen[want] {
			t.Errorf("never saw the folder with %q", want)
		}
	}
}

func TestAMountedDiskShowsWhatIsWrittenAndKeepsWhatIsSynced(t *testing.T) {
	if !Apart(t) {
		return
	}
	var fails atomic.Int32
	d := New(func(op Op, name string) Verdict {
		if op == Sync && name == "b" {
			return Verdict(fails.Load())
		}
		return Go
	})
	dir := t.TempDir()
	unmount, err := d.Mount(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer unmount()
	a, b := create(t, dir, "a"), create(t, dir, "b")
	a.Write([]byte("first"))
	b.Write([]byte("first"))
	if err := os.Remove(filepath.Join(dir, "b")); err != nil {
		t.Fatal(err)
	}
	b = create(t, dir, "b")
	b.Write([]byte("second"))
	for _, f := range []*os.File{a, b, open(t, dir)} {
		if err := f.Sync(); err != nil {
			t.Fatal(err)
		}
	}
	b.Write([]byte(" and more"))
	fails.Store(int32(Lose))
	if b.Sync() == nil {
		t.Error("the sync that should fail did not")
	}
	fails.Store(int32(Go))
	if err := b.Sync(); err != nil {
		t.Error(err)
	}
	a.Truncate(2)
	d.Cut()
	if _, err := a.Write([]byte("x")); err == nil || a.Sync() == nil {
		t.Error("something can be written without power")
	}
	if seen, _ := os.ReadFile(filepath.Join(dir, "b")); string(seen) != "second and more" {
		t.Errorf("the program sees %q", seen)
	}
	files, fate := d.Survivors(nil)
	if string(files["a"]) != "first" || string(files["b"]) != "second" || len(files) != 2 || fate.Gone != 1 {
		t.Errorf("the disk has %q, %+v", files, fate)
	}
}

func create(t *testing.T, dir, name string) *os.File {
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func open(t *testing.T, dir string) *os.File {
	f, err := os.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}
