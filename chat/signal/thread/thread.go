// Package thread gathers what is read of one Signal chat into a History.
//
// It promises that people stay apart whatever they are called, and that what
// it holds of a message is 16 bytes. It refuses more messages and people than
// a chat may have.
package thread

import (
	"cmp"
	"runtime"
	"slices"
	"strconv"
	"unicode"

	"ebb/chat"
)

// Name of the format.
const Name = "signal"

// Thread is one chat while it is read.
type Thread struct {
	Title  string
	Key    string
	Zoned  bool
	System int

	Disappearing, Damaged, Unsupported, Unsent, Overlong int

	pieces [][]chat.Message
	n      int
	calls  []chat.Call
	names  []string
	people map[string]int32 // by whatever tells them apart
	taken  map[string]bool
	owner  int32 // -1 while the owner has not shown up
}

// New is an empty chat.
func New() *Thread {
	return &Thread{people: map[string]int32{}, taken: map[string]bool{}, owner: -1}
}

// Person gives somebody their place among the authors. id tells them apart
// from everybody else; a second of one name is told apart by a number.
func (t *Thread) Person(id, name string) int32 {
	i, ok := t.people[id]
	if !ok {
		i = int32(len(t.names))
		t.people[id] = i
		t.names = append(t.names, t.unique(name))
	}
	return i
}

func (t *Thread) unique(name string) string {
	said := name
	for n := 2; t.taken[said]; n++ {
		said = name + " (" + strconv.Itoa(n) + ")"
	}
	t.taken[said] = true
	return said
}

// Owner is Person for whose export it is.
func (t *Thread) Owner(id, name string) int32 {
	t.owner = t.Person(id, name)
	return t.owner
}

const piece = 4096

// Add keeps a message. The pointer holds until the next.
func (t *Thread) Add(m chat.Message) *chat.Message {
	last := len(t.pieces) - 1
	if last < 0 || len(t.pieces[last]) == cap(t.pieces[last]) {
		t.pieces = append(t.pieces, make([]chat.Message, 0, min(piece, max(16, t.n))))
		last++
	}
	if m.Kind == chat.Deleted {
		t.Unsent++
	}
	t.pieces[last] = append(t.pieces[last], m)
	t.n++
	return &t.pieces[last][len(t.pieces[last])-1]
}

// Call keeps a call.
func (t *Thread) Call(c chat.Call) { t.calls = append(t.calls, c) }

// Items is how much the chat holds.
func (t *Thread) Items() int { return t.n + len(t.calls) + t.System }

// Messages is how many of it are messages.
func (t *Thread) Messages() int { return t.n }

// TooLarge says whether the chat has more than one may have.
func (t *Thread) TooLarge() bool {
	return t.Items() > chat.MaxMessages || len(t.names) > chat.MaxAuthors || len(t.calls) > chat.MaxMessages/4
}

// History is the chat as it was read; nil where nobody wrote and nobody called.
func (t *Thread) History() *chat.History {
	if t.n+len(t.calls) == 0 {
		return nil
	}
	h := &chat.History{
		Format: Name, Chat: t.Title, Key: t.Key, Zoned: t.Zoned, Authors: t.names, Calls: t.calls, System: t.System,
		Messages: t.messages(), DateOrderSure: true,
	}
	chat.SortCalls(h.Calls)
	if t.owner >= 0 {
		h.Owner = t.names[t.owner]
	}
	t.warn(h)
	return h
}

// many is from how many messages on memory is worth looking for.
const many = 1 << 17

// messages puts the pieces together, in order of time.
func (t *Thread) messages() []chat.Message {
	all := make([]chat.Message, 0, t.n)
	sorted := true
	for i, p := range t.pieces {
		for _, m := range p {
			if n := len(all); n > 0 && m.At < all[n-1].At {
				sorted = false
			}
			all = append(all, m)
		}
		t.pieces[i] = nil
	}
	if t.n > many {
		runtime.GC() // the pieces are as large as the whole
	}
	if !sorted {
		slices.SortStableFunc(all, func(a, b chat.Message) int { return cmp.Compare(a.At, b.At) })
	}
	return all
}

func (t *Thread) warn(h *chat.History) {
	wrote := make([]bool, len(t.names))
	writers := 0
	for _, m := range h.Messages {
		if !wrote[m.Author] {
			wrote[m.Author] = true
			writers++
		}
	}
	if writers <= 2 {
		writers = 0
	}
	for _, w := range []chat.Warning{
		{Code: chat.WarnDisappearing, N: t.Disappearing}, {Code: chat.WarnUnsent, N: t.Unsent}, {Code: chat.WarnUnsupported, N: t.Unsupported},
		{Code: chat.WarnGroup, N: writers}, {Code: chat.WarnOverlong, N: t.Overlong}, {Code: chat.WarnDamaged, N: t.Damaged},
	} {
		if w.N > 0 {
			h.Warn(w.Code, w.N)
		}
	}
}

// Clean gives a name as a person reads it; "" for nothing that can be seen.
func Clean(name []byte) string {
	out := make([]rune, 0, len(name))
	for _, r := range string(name[:min(len(name), 1000)]) {
		switch {
		case r != '\u200d' && r != '\u200c' && unicode.In(r, unicode.Cc, unicode.Cf), r == unicode.ReplacementChar:
			continue
		case unicode.Is(unicode.Zs, r):
			r = ' '
		}
		out = append(out, r)
	}
	for len(out) > 0 && unicode.IsSpace(out[len(out)-1]) {
		out = out[:len(out)-1]
	}
	for len(out) > 0 && unicode.IsSpace(out[0]) {
		out = out[1:]
	}
	return string(out)
}

// Measure counts a text for a message.
func Measure(text []byte) (uint32, uint8) {
	runes, asks := chat.Measure(text)
	if asks {
		return runes, chat.Asks
	}
	return runes, 0
}

// Latest is a bound on times that are believed, in seconds: the year 2200.
const Latest = 7_258_118_400
