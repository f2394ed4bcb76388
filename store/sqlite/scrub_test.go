package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"ebb/store"
	"ebb/store/storetest"
)

// left counts the pieces of canaries in all files of dir: 16 bytes are enough
// to be a leak.
func left(t *testing.T, dir string, canaries ...[]byte) map[string]int {
	t.Helper()
	pieces := map[[16]byte]bool{}
	for _, c := range canaries {
		for at := 0; at+16 <= len(c); at += 16 {
			pieces[[16]byte(c[at:])] = true
		}
	}
	found := map[string]int{}
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for at := 0; at+16 <= len(data); at++ {
			if pieces[[16]byte(data[at:])] {
				found[filepath.Base(f)]++
			}
		}
	}
	return found
}

// canary is n bytes that occur nowhere else, in pieces of 16.
func canary(n int) []byte {
	var b []byte
	for len(b) < n {
		id := storetest.NewID()
		b = append(b, id[:]...)
	}
	return b[:n]
}

// Check 24, of the database and its log.
func TestNothingOfWhatWasDestroyedIsLeftInAnyFile(t *testing.T) {
	for _, c := range []struct {
		says   string
		size   int
		secure string
		clean  bool
	}{
		{"boxes that a cell holds", 64, "ON", true},
		{"boxes of the usual size", 544, "ON", true},
		{"boxes with an overflow page", 1200, "ON", true},
		{"boxes with two overflow pages", 4640, "ON", true},
		{"control: without secure_delete the test finds pieces", 544, "OFF", false},
	} {
		t.Run(c.says, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir, Options{LogLimit: 128 << 10})
			if _, err := s.w.ExecContext(t.Context(), "PRAGMA secure_delete = "+c.secure); err != nil {
				t.Fatal(err)
			}
			heads, erased := crowd(t, s, 16, 40, c.size)
			for p, head := range heads {
				var b store.Batch
				for seq := uint64(1); seq <= head.Seq; seq += 3 {
					b.Erase = append(b.Erase, seq)
				}
				if err := s.Append(t.Context(), p, head, b); err != nil {
					t.Fatal(err)
				}
			}
			if err := s.Scrub(t.Context()); err != nil {
				t.Fatal(err)
			}
			if n := left(t, dir, erased...); (len(n) == 0) != c.clean {
				t.Errorf("pieces left: %v, and there should be none: %v", n, c.clean)
			}
		})
	}
}

// crowd records rows of people in turn, and returns the heads and the boxes of
// every third row.
func crowd(t *testing.T, s *Store, people, rows, size int) (map[store.ID]store.Head, [][]byte) {
	heads, erased := map[store.ID]store.Head{}, [][]byte{}
	for range people {
		p, h := arrive(t, s)
		heads[p] = h
	}
	for i := range rows {
		for p := range heads {
			box := canary(size)
			if i%3 == 0 {
				erased = append(erased, box)
			}
			h, err := add(t.Context(), s, p, heads[p], box)
			if err != nil {
				t.Fatal(err)
			}
			heads[p] = h
		}
	}
	return heads, erased
}

func TestNothingOfAForgottenPersonIsLeftInAnyFile(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, Options{})
	crowd(t, s, 4, 20, 600)
	secret := [][]byte{canary(600), canary(64 << 10), canary(900), canary(200), canary(300), canary(64), canary(32), canary(32)}
	p, _ := arrive(t, s, secret[0])
	for _, err := range []error{
		s.Append(t.Context(), p, store.Head{}, store.Batch{Blobs: []store.Chunk{{Blob: storetest.NewID(), Box: secret[1]}}}),
		s.Put(t.Context(), p, store.Item{ID: storetest.NewID(), Box: secret[2]}),
		s.PutSession(t.Context(), store.Session{ID: storetest.NewID(), Person: p, Ring: 1, Box: secret[3]}),
		s.PutDevice(t.Context(), store.Device{Token: [32]byte(secret[6]), ID: storetest.NewID(), Person: p}),
		s.PutName(t.Context(), store.Name{Hash: [32]byte(secret[7]), Person: p}),
		s.Rewrap(t.Context(), p, 1, store.Person{Version: 2, Slots: []store.Slot{{Name: "pass", Box: secret[4]}}}),
		s.Rewrap(t.Context(), p, 2, store.Person{Version: 3, Slots: []store.Slot{{Name: "pass", Box: secret[5]}}}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if n := left(t, dir, secret[3], secret[4]); len(n) > 0 {
		t.Errorf("after Rewrap, pieces of the old session and slot are left: %v", n)
	}
	crowd(t, s, 4, 20, 600)
	if err := s.Forget(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	if n := left(t, dir, append(secret, p[:])...); len(n) > 0 {
		t.Errorf("pieces left: %v", n)
	}
}

func TestAScrubWaitsForReadersAndSaysSoWhenItGivesUp(t *testing.T) {
	s := open(t, t.TempDir(), Options{})
	p, head := arrive(t, s, []byte("a"), []byte("b"))
	reading, read := make(chan bool), make(chan bool)
	var wg sync.WaitGroup
	wg.Go(func() {
		s.Since(t.Context(), p, store.Head{}, func(r store.Row) error {
			if r.Seq == 1 {
				reading <- true
				<-read
			}
			return nil
		})
	})
	<-reading
	if _, err := add(t.Context(), s, p, head, []byte("c")); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if err := s.Scrub(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("beside a reader: %v", err)
	}
	read <- true
	wg.Wait()
	if err := s.Scrub(t.Context()); err != nil {
		t.Error(err)
	}
}
