package chat

import (
	"cmp"
	"slices"
	"sort"
)

// Overlay puts two lists that are in order of time into one. Alike are
// messages of the same unit of seconds, the same kind and length, and unless
// anyone is set the same author; such a message is there as often as in the
// list that has it most often. The first list is built upon, and its messages
// are the ones kept; beyond the result, memory goes by what overlaps.
func Overlay(list, more []Message, unit int64, anyone bool) []Message {
	if len(more) == 0 {
		return list
	}
	from := since(list, more[0].At, unit)
	tail := slices.Clone(list[from:])
	list = list[:from]
	var m matching
	steps(tail, more, unit, func(a, b []Message) {
		start := len(list)
		list = append(list, a...)
		if len(a) == 0 {
			list = append(list, b...)
			return
		}
		m.match(a, b, anyone)
		for i := range b {
			if m.pair[i] < 0 {
				list = append(list, b[i])
			}
		}
		if unit > 1 {
			sortMessages(list[start:])
		}
	})
	return list
}

// Pairs goes through the messages of two lists that are alike, whoever wrote them.
func Pairs(list, more []Message, unit int64, each func(a, b Message)) {
	if len(list) == 0 || len(more) == 0 {
		return
	}
	list, more = list[since(list, more[0].At, unit):], more[since(more, list[0].At, unit):]
	var m matching
	steps(list, more, unit, func(a, b []Message) {
		if len(a) == 0 || len(b) == 0 {
			return
		}
		m.match(a, b, true)
		for i := range b {
			if at := m.pair[i]; at >= 0 {
				each(a[at], b[i])
			}
		}
	})
}

func since(list []Message, at, unit int64) int {
	return sort.Search(len(list), func(i int) bool { return floor(list[i].At, unit) >= floor(at, unit) })
}

func floor(at, unit int64) int64 {
	if r := at % unit; r < 0 {
		return at - r - unit
	}
	return at - at%unit
}

// steps walks two lists, one unit of time after the other.
func steps(a, b []Message, unit int64, each func(a, b []Message)) {
	for len(a) > 0 || len(b) > 0 {
		var at int64
		switch {
		case len(b) == 0:
			each(a, nil)
			return
		case len(a) == 0:
			each(nil, b)
			return
		default:
			at = min(floor(a[0].At, unit), floor(b[0].At, unit))
		}
		i, j := reach(a, at+unit), reach(b, at+unit)
		each(a[:i], b[:j])
		a, b = a[i:], b[j:]
	}
}

// reach is how many messages lie before a time.
func reach(list []Message, before int64) int {
	n := 0
	for n < len(list) && list[n].At < before {
		n++
	}
	return n
}

func sortMessages(list []Message) {
	slices.SortStableFunc(list, func(a, b Message) int { return cmp.Compare(a.At, b.At) })
}

// likeness is what two exports of one message share.
type likeness struct {
	runes  uint32
	author uint16
	kind   Kind
}

func likenessOf(m *Message, anyone bool) likeness {
	l := likeness{runes: m.Runes, kind: m.Kind}
	if !anyone {
		l.author = m.Author
	}
	return l
}

// matching pairs messages of one unit of time.
type matching struct {
	pair []int // for each of b, its place in a; -1 without one
	used []bool
}

// few is up to how many comparisons no table is made.
const few = 1 << 10

func (m *matching) match(a, b []Message, anyone bool) {
	m.pair = m.pair[:0]
	if len(a)*len(b) > few {
		m.lookUp(a, b, anyone)
		return
	}
	m.used = append(m.used[:0], make([]bool, len(a))...)
	for i := range b {
		at, want := -1, likenessOf(&b[i], anyone)
		for j := range a {
			if !m.used[j] && likenessOf(&a[j], anyone) == want {
				at, m.used[j] = j, true
				break
			}
		}
		m.pair = append(m.pair, at)
	}
}

// lookUp is match where comparing each with each would take long.
func (m *matching) lookUp(a, b []Message, anyone bool) {
	places := map[likeness][]int{}
	for j := range a {
		l := likenessOf(&a[j], anyone)
		places[l] = append(places[l], j)
	}
	for i := range b {
		l, at := likenessOf(&b[i], anyone), -1
		if p := places[l]; len(p) > 0 {
			at, places[l] = p[0], p[1:]
		}
		m.pair = append(m.pair, at)
	}
}
