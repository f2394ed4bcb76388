package sqlite

import (
	"errors"
	"fmt"
	"testing"

	"ebb/store"
	"ebb/store/storetest"
)

// Check 5, of a database that may not grow.
func TestAFullDatabaseRefusesGoesOnReadingAndResumes(t *testing.T) {
	s := open(t, t.TempDir(), Options{Exit: func(int) { t.Error("the process was stopped") }})
	p, head := arrive(t, s, []byte("a"))
	pages := func(n int) {
		if _, err := s.w.ExecContext(t.Context(), fmt.Sprint("PRAGMA max_page_count = ", n)); err != nil {
			t.Fatal(err)
		}
	}
	pages(40)
	head = fill(t, s, p, head)
	pages(1 << 30)
	resumes(t, s, p, head)
}

// fill appends until it is refused, which must be with ErrFull, and then looks
// whether all that was kept can be read.
func fill(t *testing.T, s *Store, p store.ID, head store.Head) store.Head {
	t.Helper()
	var err error
	for range 2000 {
		if head, err = add(t.Context(), s, p, head, canary(3000)); err != nil {
			break
		}
	}
	if !errors.Is(err, store.ErrFull) {
		t.Fatalf("after %d rows: %v, want ErrFull", head.Seq, err)
	}
	for range 3 {
		if _, err := add(t.Context(), s, p, head, canary(300_000)); !errors.Is(err, store.ErrFull) {
			t.Fatalf("once more: %v, want ErrFull", err)
		}
	}
	rows, err := storetest.Whole(t.Context(), s, p)
	if err != nil || uint64(len(rows)) != head.Seq {
		t.Fatalf("%d rows can be read, %v, want %d", len(rows), err, head.Seq)
	}
	return head
}

func resumes(t *testing.T, s *Store, p store.ID, head store.Head) {
	t.Helper()
	for range 5 {
		var err error
		if head, err = add(t.Context(), s, p, head, canary(3000)); err != nil {
			t.Fatalf("with space again: %v", err)
		}
	}
	rows, err := storetest.Whole(t.Context(), s, p)
	if err != nil || uint64(len(rows)) != head.Seq {
		t.Errorf("%d rows, %v, want %d", len(rows), err, head.Seq)
	}
}
