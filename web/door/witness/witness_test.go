package witness

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"ebb"
	"ebb/store"
	"ebb/store/mem"
	"ebb/store/storetest"
)

var ctx = context.Background()

var person, lineage = ebb.ID{1}, ebb.ID{2}

// grown is a store in which a journal has so many entries, told apart by word.
func grown(t rapid.TB, install store.ID, n int, word string, on *mem.Store) (*mem.Store, []store.Head) {
	var s *mem.Store
	var heads []store.Head
	after := store.Head{}
	if s = on; s == nil {
		s = mem.As(install)
		if err := s.Append(ctx, store.ID(person), store.Head{}, store.Batch{New: &store.Person{Version: 1}}); err != nil {
			t.Fatal(err)
		}
	} else if h, err := s.Head(ctx, store.ID(person)); err == nil {
		after = h
	}
	var boxes [][]byte
	for i := range n {
		boxes = append(boxes, fmt.Append(nil, word, i))
	}
	rows := storetest.Chain(install, store.ID(person), after, boxes...)
	if err := s.Append(ctx, store.ID(person), after, store.Batch{Rows: rows}); err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		heads = append(heads, store.Head{Seq: r.Seq, Link: r.Link})
	}
	return s, heads
}

func TestWhatIsMissingIsCounted(t *testing.T) {
	install := store.ID{9}
	_, all := grown(t, install, 100, "a", nil)
	seen := &Seen{Person: person, Lineage: lineage}
	for _, at := range []int{10, 50, 80, 90, 95, 100} {
		seen = seen.With(all[at-1])
	}
	for _, c := range []struct {
		what    string
		kept    int // entries of the journal as it was that are there
		since   int // entries that came since, other ones
		lineage ebb.ID
		want    Finding
	}{
		{"as it was", 100, 0, lineage, Finding{Seen: 100, Here: 100}},
		{"more has come", 100, 7, lineage, Finding{Seen: 100, Here: 107}},
		{"cut off at the end", 93, 0, lineage, Finding{Seen: 100, Here: 93, Missing: 7, AtMost: 10}},
		{"cut off far back", 20, 0, lineage, Finding{Seen: 100, Here: 20, Missing: 80, AtMost: 100}},
		{"a backup put back", 93, 0, ebb.ID{3}, Finding{Seen: 100, Here: 93, Missing: 7, AtMost: 10, Restored: true}},
		{"a backup put back, and more came since", 93, 20, ebb.ID{3}, Finding{Seen: 100, Here: 113, Missing: 6, AtMost: 10, Restored: true}},
		{"a backup of just now", 100, 0, ebb.ID{3}, Finding{Seen: 100, Here: 100, Restored: true}},
		{"everything gone", 0, 0, lineage, Finding{Seen: 100, Here: 0, Missing: 100, AtMost: 100}},
		{"another journal of the same length", 0, 100, lineage, Finding{Seen: 100, Here: 100, Missing: 51, AtMost: 100}},
	} {
		t.Run(c.what, func(t *testing.T) {
			s, _ := grown(t, install, c.kept, "a", nil)
			s, _ = grown(t, install, c.since, "b", s)
			got, err := seen.Look(ctx, s, c.lineage)
			if err != nil || got != c.want {
				t.Errorf("%+v, %v; want %+v", got, err, c.want)
			}
		})
	}
}

// A journal that only grew is never suspected, and what is missing lies between
// the two numbers.
func TestNoFalseAlarmAndHonestNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		install := store.ID{9}
		n := rapid.IntRange(1, 300).Draw(t, "entries")
		_, all := grown(t, install, n, "a", nil)
		seen := &Seen{Person: person, Lineage: lineage}
		for at := 0; at < n; {
			at = min(n, at+rapid.IntRange(1, 60).Draw(t, "until the next visit"))
			seen = seen.With(all[at-1])
		}
		again, err := Read(seen.Bytes())
		if err != nil || cmp.Diff(seen, again) != "" {
			t.Fatalf("written and read again: %v %s", err, cmp.Diff(seen, again))
		}
		kept := rapid.IntRange(0, n).Draw(t, "kept")
		s, _ := grown(t, install, kept, "a", nil)
		s, _ = grown(t, install, rapid.IntRange(0, 50).Draw(t, "since"), "b", s)
		got, err := seen.Look(ctx, s, lineage)
		if err != nil {
			t.Fatal(err)
		}
		if gone := uint64(n - kept); (gone == 0) != (got.Missing == 0) || gone < got.Missing || gone > got.AtMost {
			t.Fatalf("%d of %d are gone, it says %+v", gone, n, got)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add((&Seen{Heads: []store.Head{{Seq: 1}}}).Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if s, err := Read(b); err == nil && string(s.Bytes()) != string(b) {
			t.Error("read, and written otherwise")
		}
	})
}
