package journal_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ebb"
	"ebb/journal"
	"ebb/journal/replay"
	"ebb/store"
)

// ten is a person with ten entries, "1" to "10".
func ten(t testing.TB) (*someone, []ebb.Event) {
	s := somebody(t)
	j := s.open()
	var events []ebb.Event
	for i := range 10 {
		events = append(events, said(fmt.Sprint(i+1)))
		record(t, j, entry(events[i]))
	}
	return s, events
}

func without(nos ...int) string {
	var all []string
	for i := 1; i <= 10; i++ {
		if !slices.Contains(nos, i) {
			all = append(all, fmt.Sprint(i))
		}
	}
	return strings.Join(all, " ")
}

func flip(b []byte) []byte {
	b = bytes.Clone(b)
	b[len(b)/2] ^= 1
	return b
}

// Check 17: what is changed, swapped, dropped, doubled or put in from elsewhere is named.
func TestDamagedRowsAreNamedAndTheRestStaysReadable(t *testing.T) {
	s, _ := ten(t)
	other := somebody(t)
	record(t, other.open(), entry(said("foreign")))
	var foreign store.Row
	other.st.Since(ctx, store.ID(other.o.Person), store.Head{}, func(r store.Row) error { foreign = r; return nil })
	sum := func(b []byte) []byte { h := sha256.Sum256(b); return h[:] }
	for _, c := range []struct {
		name   string
		tamper func(r []store.Row) []store.Row
		named  string
		shows  string
	}{
		{"a bit flipped in row 4", func(r []store.Row) []store.Row { r[3].Box = flip(r[3].Box); return r }, "4 unread", without(4)},
		{"the link of row 4 changed", func(r []store.Row) []store.Row { r[3].Link[0] ^= 1; return r }, "4 unlinked", without()},
		{"the link of the last row changed", func(r []store.Row) []store.Row { r[9].Link[0] ^= 1; return r }, "10 unlinked", without()},
		{"the boxes of 4 and 5 swapped", func(r []store.Row) []store.Row { r[3].Box, r[4].Box = r[4].Box, r[3].Box; return r }, "4 unread, 5 unread", without(4, 5)},
		{"rows 4 and 5 swapped", func(r []store.Row) []store.Row {
			r[3], r[4] = r[4], r[3]
			r[3].Seq, r[4].Seq = 4, 5
			return r
		}, "4 unread, 5 unread", without(4, 5)},
		{"row 4 dropped", func(r []store.Row) []store.Row { return slices.Delete(r, 3, 4) }, "4 missing, 5 unread", without(4, 5)},
		{"row 1 dropped", func(r []store.Row) []store.Row { return r[1:] }, "1 missing, 2 unread", without(1, 2)},
		{"row 4 in place of row 7", func(r []store.Row) []store.Row { r[6].Box, r[6].Link = r[3].Box, r[3].Link; return r }, "7 unread, 8 unread", without(7, 8)},
		{"row 4 again at the end", func(r []store.Row) []store.Row {
			return append(r, store.Row{Seq: 11, Box: r[3].Box, Link: store.Next(r[9].Link, 11, sha256.Sum256(r[3].Box))})
		}, "11 unread", without()},
		{"another person's row in place of row 4", func(r []store.Row) []store.Row { r[3].Box = foreign.Box; return r }, "4 unread", without(4)},
		{"another person's row, and the chain made to fit", func(r []store.Row) []store.Row {
			r[3].Box = foreign.Box
			return relink(r, 3)
		}, "4 unread, 5 unread, 6 unread, 7 unread, 8 unread, 9 unread, 10 unread", without(4, 5, 6, 7, 8, 9, 10)},
		{"row 4 emptied by somebody without the key", func(r []store.Row) []store.Row {
			r[3].Sum, r[3].Box = sum(r[3].Box), nil
			return r
		}, "4 destroyed", without(4)},
		{"row 4 emptied, with a false sum", func(r []store.Row) []store.Row {
			r[3].Sum, r[3].Box = sum([]byte("false")), nil
			return r
		}, "4 unlinked, 4 destroyed", without(4)},
		{"a box of another version", func(r []store.Row) []store.Row { r[3].Box[0] = 9; return r }, "4 unread", without(4)},
		{"an epoch without a key", func(r []store.Row) []store.Row { r[3].Box[4] = 200; return r }, "4 unread", without(4)},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := &shim{Store: s.st, tamper: c.tamper}
			j := journal.Open(s.options(st))
			wants(t, j, c.shows)
			list, err := j.Damaged(ctx)
			if err != nil || named(list) != c.named {
				t.Errorf("named %q, want %q; %v", named(list), c.named, err)
			}
			for seq := range uint64(11) {
				e, err := j.Read(ctx, seq)
				if err != nil {
					t.Fatal(err)
				}
				if got := len(e) == 1; got != strings.Contains(" "+c.shows+" ", fmt.Sprintf(" %d ", seq)) {
					t.Errorf("row %d read alone: %v", seq, got)
				}
			}
		})
	}
}

// relink makes the chain fit from row i on, as somebody could who has the
// database and no key.
func relink(r []store.Row, i int) []store.Row {
	for ; i < len(r); i++ {
		r[i].Link = store.Next(r[i-1].Link, r[i].Seq, sha256.Sum256(r[i].Box))
	}
	return r
}

func named(list []journal.Damage) string {
	var all []string
	for _, d := range list {
		all = append(all, fmt.Sprintf("%d %s", d.Seq, d.Why))
	}
	return strings.Join(all, ", ")
}

func TestAnErasedEntryThatIsPutBackIsNamedAndNotShown(t *testing.T) {
	s, events := ten(t)
	var before []store.Row
	st := &shim{Store: s.st}
	before, _ = st.rows(ctx, store.ID(s.o.Person))
	record(t, s.open(), ebb.Entry{Erase: []ebb.ID{events[3].ID}})
	st.tamper = func(r []store.Row) []store.Row {
		r[3].Box, r[3].Sum = before[3].Box, nil
		return r
	}
	j := journal.Open(s.options(st))
	wants(t, j, without(4))
	if list, _ := j.Damaged(ctx); named(list) != "4 "+replay.Returned {
		t.Errorf("named %q", named(list))
	}
	if e, err := j.Read(ctx, 4); err != nil || len(e) != 0 {
		t.Errorf("read %v %v", e, err)
	}
}

func TestADamagedJournalCanStillBeWritten(t *testing.T) {
	s, _ := ten(t)
	st := &shim{Store: s.st, tamper: func(r []store.Row) []store.Row { r[3].Box = flip(r[3].Box); return r }}
	j := journal.Open(s.options(st))
	record(t, j, entry(said("11")))
	wants(t, j, without(4)+" 11")
}

// Any single change of any row is named, and names nothing that was left alone
// but the row after a missing one.
func TestAnyChangeIsNamed(t *testing.T) {
	s, _ := ten(t)
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(0, 9).Draw(t, "row")
		what := rapid.SampledFrom([]string{"box", "link", "drop"}).Draw(t, "what")
		where := rapid.IntRange(0, 4095).Draw(t, "byte")
		mask := byte(rapid.IntRange(1, 255).Draw(t, "mask"))
		st := &shim{Store: s.st, tamper: func(r []store.Row) []store.Row {
			switch what {
			case "box":
				r[at].Box[where%len(r[at].Box)] ^= mask
			case "link":
				r[at].Link[where%32] ^= mask
			case "drop":
				return slices.Delete(r, at, at+1)
			}
			return r
		}}
		list, err := journal.Open(s.options(st)).Damaged(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if what == "drop" && at == 9 {
			return // a journal cut at its end takes a witness
		}
		if len(list) == 0 || list[0].Seq != uint64(at+1) || len(list) > 2 || len(list) == 2 && what != "drop" {
			t.Fatalf("%s of row %d: named %q", what, at+1, named(list))
		}
	})
}

// Check 17, of a journal that was cut at its end.
func TestACutJournalIsWholeAndItsHeadTellsOfIt(t *testing.T) {
	s, _ := ten(t)
	st := &shim{Store: s.st}
	j := journal.Open(s.options(st))
	witness, _ := j.Head(ctx)
	wants(t, j, without())
	st.tamper = func(r []store.Row) []store.Row { return r[:7] }
	wants(t, j, without(8, 9, 10)) // the memory of another past is dropped
	unharmed(t, j)
	if h, _ := j.Head(ctx); h.Seq != 7 || h == witness {
		t.Errorf("the head is %d, the witness saw %d", h.Seq, witness.Seq)
	}
}
