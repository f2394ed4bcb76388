package sqlite

import (
	"path/filepath"
	"testing"

	"ebb/store"
	"ebb/store/storetest"
)

func TestTheContract(t *testing.T) {
	storetest.Run(t, func(t *testing.T) store.Store { return open(t, t.TempDir(), Options{}) })
}

func open(t *testing.T, dir string, o Options) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(dir, "ebb.db"), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}
