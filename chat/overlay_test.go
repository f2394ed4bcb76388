package chat_test

import (
	"testing"

	"pgregory.net/rapid"

	"ebb/chat"
)

// run is n messages within one minute, of lengths that repeat.
func run(n int, author uint16, at int64) []chat.Message {
	out := make([]chat.Message, n)
	for i := range out {
		out[i] = chat.Message{At: at + int64(i*50/max(n, 1)), Runes: uint32(i % 7), Author: author}
	}
	return out
}

func TestManyAlikeInOneMinuteAreCountedOnce(t *testing.T) {
	list, more := run(3000, 0, 600), run(4000, 1, 605)
	if got := len(chat.Overlay(append([]chat.Message(nil), list...), more, 60, true)); got != 4000 {
		t.Errorf("%d, whoever wrote them", got)
	}
	if got := len(chat.Overlay(append([]chat.Message(nil), list...), more, 60, false)); got != 7000 {
		t.Errorf("%d, by author", got)
	}
	pairs := 0
	chat.Pairs(list, more, 60, func(a, b chat.Message) {
		if a.Runes != b.Runes {
			t.Fatal("a pair of two lengths")
		}
		pairs++
	})
	if pairs != 3000 {
		t.Errorf("%d pairs", pairs)
	}
}

func TestTwoMinutesAreTwo(t *testing.T) {
	list := append(run(1, 0, 60), run(1, 0, 150)...)
	more := append(run(1, 0, 60), run(1, 0, 180)...)
	if got := len(chat.Overlay(list, more, 60, true)); got != 3 {
		t.Errorf("%d", got)
	}
}

// Few and many messages at once go two ways, which give the same.
func TestAMessageIsThereAsOftenAsInTheListThatHasItMost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]int64{1, 60}).Draw(t, "unit")
		draw := func(what string) []chat.Message {
			n := rapid.SampledFrom([]int{0, 1, 5, 60}).Draw(t, what)
			return run(n, uint16(rapid.IntRange(0, 1).Draw(t, what+" author")), rapid.SampledFrom([]int64{-120, -61, 0, 30, 60}).Draw(t, what+" at"))
		}
		list, more := draw("list"), draw("more")
		type class struct {
			at     int64
			runes  uint32
			author uint16
		}
		count := func(messages []chat.Message) map[class]int {
			out := map[class]int{}
			for _, m := range messages {
				at := m.At / unit
				if m.At < 0 && m.At%unit != 0 {
					at--
				}
				out[class{at, m.Runes, m.Author}]++
			}
			return out
		}
		a, b, got := count(list), count(more), count(chat.Overlay(append([]chat.Message(nil), list...), more, unit, false))
		for c, n := range got {
			if n != max(a[c], b[c]) {
				t.Fatalf("%+v: %d of %d and %d", c, n, a[c], b[c])
			}
		}
		for _, m := range []map[class]int{a, b} {
			for c := range m {
				if got[c] == 0 {
					t.Fatalf("%+v is lost", c)
				}
			}
		}
	})
}
