package sms

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"ebb/chat"
	"ebb/chat/sms/number"
)

// joined is the threads of the same people.
type joined struct {
	key     string
	people  []string // their keys, sorted, without the owner's
	threads []*thread
}

// histories joins what belongs together.
func (f *file) histories(torn bool) []*chat.History {
	b := &book{file: f, keys: f.keys(), names: map[string]string{}}
	b.learnNames()
	own := b.own()
	var all []*joined
	byKey := map[string]*joined{}
	for _, t := range f.threads {
		people := b.without(t.members, own)
		key := strings.Join(people, "~")
		j := byKey[key]
		if j == nil {
			j = &joined{key: key, people: people}
			byKey[key] = j
			all = append(all, j)
		}
		j.threads = append(j.threads, t)
	}
	warnings := f.warnings(torn)
	var out []*chat.History
	for _, j := range all {
		if h := b.history(j, own); len(h.Messages)+len(h.Calls) > 0 {
			h.Warnings = append(h.Warnings, warnings...)
			out = append(out, h)
		}
	}
	return out
}

// book knows whose an address is.
type book struct {
	*file
	keys  []string // by place of the address
	names map[string]string
}

func (f *file) keys() []string {
	list := make([]number.Number, len(f.people))
	for i, raw := range f.people {
		list[i] = number.Parse(raw)
	}
	list[0] = number.Parse("~") // the owner, who has none; no address holds this
	return number.Keys(list)
}

// learnNames takes the names of people from the threads that are theirs alone.
func (b *book) learnNames() {
	for _, t := range b.threads {
		if n := b.file.names[t.raw]; n != "" && len(t.members) == 1 {
			b.names[b.keys[t.members[0]]] = n
		}
	}
	for i, raw := range b.people[1:] {
		if k := b.keys[i+1]; b.names[k] == "" {
			b.names[k] = visible(raw)
		}
	}
}

// visible is an address without what nobody sees.
func visible(raw string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(raw, "\ufffd")))
}

// own is the key of the owner's number, as most picture messages have it; ""
// where none tells. It is nobody's to whom the owner writes.
func (b *book) own() string {
	votes := map[string]int{}
	for p, n := range b.owns {
		votes[b.keys[p]] += n
	}
	for _, t := range b.threads {
		if len(t.members) == 1 {
			delete(votes, b.keys[t.members[0]])
		}
	}
	best := ""
	for _, k := range slices.Sorted(maps.Keys(votes)) {
		if best == "" || votes[k] > votes[best] {
			best = k
		}
	}
	return best
}

// without gives the people of a thread but for the owner, unless there is
// nobody else.
func (b *book) without(members []uint16, own string) []string {
	var keys []string
	for _, p := range members {
		keys = append(keys, b.keys[p])
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	if len(keys) > 1 {
		keys = slices.DeleteFunc(keys, func(k string) bool { return k == own })
	}
	return keys
}

// history makes one of the threads of the same people.
func (b *book) history(j *joined, own string) *chat.History {
	h := &chat.History{Format: name, Key: j.key, Zoned: true, Owner: owner, Authors: []string{owner}}
	place := map[string]uint16{b.keys[0]: 0, own: 0}
	if len(j.people) == 1 {
		b.author(h, place, j.people[0])
	}
	h.Messages = b.messages(h, place, j.threads)
	for _, t := range j.threads {
		for _, c := range t.calls {
			c.Author = int32(b.author(h, place, b.keys[c.Author]))
			h.Calls = append(h.Calls, c)
		}
	}
	sortByTime(h.Messages, func(m chat.Message) int64 { return m.At })
	sortByTime(h.Calls, func(c chat.Call) int64 { return c.At })
	h.Chat = b.title(j)
	if n := writers(h); n > 2 {
		h.Warnings = append(h.Warnings, chat.Warning{Code: chat.WarnGroup, N: n})
	}
	return h
}

// messages puts those of several threads into one list.
func (b *book) messages(h *chat.History, place map[string]uint16, threads []*thread) []chat.Message {
	n := 0
	for _, t := range threads {
		n += t.list.n
	}
	out := make([]chat.Message, 0, n)
	for _, t := range threads {
		local := map[uint16]uint16{}
		for i, piece := range t.list.pieces {
			from := len(out)
			out = append(out, piece...)
			t.list.pieces[i] = nil
			for i := range out[from:] {
				m := &out[from+i]
				a, ok := local[m.Author]
				if !ok {
					a = b.author(h, place, b.keys[m.Author])
					local[m.Author] = a
				}
				m.Author = a
			}
		}
	}
	return out
}

// author gives the place of a person among a history's authors.
func (b *book) author(h *chat.History, place map[string]uint16, key string) uint16 {
	if a, ok := place[key]; ok {
		return a
	}
	a := uint16(len(h.Authors))
	said := b.names[key]
	for n := 2; slices.Contains(h.Authors, said); n++ {
		said = b.names[key] + " (" + strconv.Itoa(n) + ")"
	}
	h.Authors = append(h.Authors, said)
	place[key] = a
	return a
}

// title is the name of a person, or of a group: as the phone has it, or all
// names.
func (b *book) title(j *joined) string {
	if len(j.people) == 1 {
		return b.names[j.people[0]]
	}
	for _, t := range slices.Backward(j.threads) {
		if n := b.file.names[t.raw]; n != "" {
			return n
		}
	}
	var all []string
	for _, k := range j.people {
		all = append(all, b.names[k])
	}
	return strings.Join(all, ", ")
}

func writers(h *chat.History) (n int) {
	wrote := make([]bool, len(h.Authors))
	for _, m := range h.Messages {
		if !wrote[m.Author] {
			wrote[m.Author] = true
			n++
		}
	}
	return n
}

// warnings are about the file, and so about every history in it.
func (f *file) warnings(torn bool) (out []chat.Warning) {
	if torn {
		out = append(out, chat.Warning{Code: chat.WarnTorn, N: f.messages + f.calls})
	}
	if f.damaged > 0 {
		out = append(out, chat.Warning{Code: chat.WarnDamaged, N: f.damaged})
	}
	if f.Overlong > 0 {
		out = append(out, chat.Warning{Code: chat.WarnOverlong, N: f.Overlong})
	}
	return out
}

func sortByTime[T any](list []T, at func(T) int64) {
	order := func(a, b T) int { return cmp.Compare(at(a), at(b)) }
	if !slices.IsSortedFunc(list, order) {
		slices.SortStableFunc(list, order)
	}
}

// list holds messages in pieces, so that growing never copies.
type list struct {
	pieces [][]chat.Message
	n      int
}

// next gives the place of one more.
func (l *list) next() *chat.Message {
	const smallest, largest = 16, 1 << 14
	last := len(l.pieces) - 1
	if last < 0 || len(l.pieces[last]) == cap(l.pieces[last]) {
		l.pieces = append(l.pieces, make([]chat.Message, 0, min(max(smallest, l.n), largest)))
		last++
	}
	p := &l.pieces[last]
	*p = (*p)[:len(*p)+1]
	l.n++
	return &(*p)[len(*p)-1]
}
