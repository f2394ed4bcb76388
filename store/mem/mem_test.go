package mem_test

import (
	"errors"
	"testing"

	"ebb/store"
	"ebb/store/mem"
	"ebb/store/storetest"
)

func TestTheContract(t *testing.T) {
	storetest.Run(t, func(*testing.T) store.Store { return mem.New() })
}

func TestAFailingAppendKeepsNothingOrEverythingAsAsked(t *testing.T) {
	for _, c := range []struct {
		says string
		kept bool
		rows uint64
	}{
		{"an append that is refused", false, 0},
		{"an append that is kept although its answer is lost", true, 1},
	} {
		t.Run(c.says, func(t *testing.T) {
			s, p := mem.New(), storetest.NewID()
			install, _ := s.Install(t.Context())
			s.Fail(store.ErrUnknown, c.kept)
			rows := storetest.Chain(install, p, store.Head{}, []byte("a"))
			err := s.Append(t.Context(), p, store.Head{}, store.Batch{New: &store.Person{Version: 1}, Rows: rows})
			if h, _ := s.Head(t.Context(), p); !errors.Is(err, store.ErrUnknown) || h.Seq != c.rows {
				t.Errorf("%v, and %d rows, want %d", err, h.Seq, c.rows)
			}
		})
	}
}
