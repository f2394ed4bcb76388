// Package roster keeps who writes in a chat whose people have ids, and puts
// the chat in order once it has been read.
//
// It promises that an id is one author, under the latest name it had, that two
// people of one name stay apart, and that nobody is listed of whom nothing is
// left. It refuses more people than a chat may have.
package roster

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"ebb/chat"
)

// Roster is the people of one chat, in the order in which they appear.
type Roster struct {
	people []person
	ids    map[string]int
	last   int // whoever wrote last, and most likely writes next
}

type person struct {
	id, called string // called is the latest name; "" where there is none
	name       string // as listed; "" where nothing is left of them
	nameless   bool   // the id is a name
}

// Place says where somebody stands, and takes down what they are called now.
// Without an id the name tells people apart. It is false where there is
// neither, or no room.
func (r *Roster) Place(id, name []byte) (int, bool) {
	key, nameless := id, len(id) == 0
	if nameless {
		key = name
	}
	at, known := r.find(key, nameless)
	switch {
	case known:
	case len(key) == 0 || len(r.people) == chat.MaxAuthors:
		return 0, false
	default:
		at = r.add(string(key), nameless)
	}
	r.last = at
	if p := &r.people[at]; len(name) > 0 && p.called != string(name) {
		p.called = string(name)
	}
	return at, true
}

func (r *Roster) find(key []byte, nameless bool) (int, bool) {
	if r.last < len(r.people) && r.people[r.last].id == string(key) && r.people[r.last].nameless == nameless {
		return r.last, true
	}
	if nameless {
		at, ok := r.ids["\x00"+string(key)]
		return at, ok
	}
	at, ok := r.ids[string(key)]
	return at, ok
}

func (r *Roster) add(key string, nameless bool) int {
	if r.ids == nil {
		r.ids = map[string]int{}
	}
	at := len(r.people)
	r.people = append(r.people, person{id: key, nameless: nameless})
	if nameless {
		key = "\x00" + key
	}
	r.ids[key] = at
	return at
}

// Full says whether there is no room for anybody else.
func (r *Roster) Full() bool { return len(r.people) == chat.MaxAuthors }

// IDs gives the id and the listed name of everybody of whom something is left.
func (r *Roster) IDs(yield func(id, name string) bool) {
	for _, p := range r.people {
		id := p.id
		if p.nameless {
			id = ""
		}
		if p.name != "" && !yield(id, p.name) {
			return
		}
	}
}

// Settle lists the authors of a history whose messages and calls hold places
// in the roster.
func (r *Roster) Settle(h *chat.History) {
	seen := make([]bool, len(r.people))
	for i := range h.Messages {
		seen[h.Messages[i].Author] = true
	}
	for _, c := range h.Calls {
		if c.Author >= 0 {
			seen[c.Author] = true
		}
	}
	place := make([]int32, len(r.people))
	taken := map[string]bool{}
	for i := range r.people {
		if seen[i] {
			place[i] = int32(len(h.Authors))
			r.people[i].name = r.people[i].unique(taken)
			h.Authors = append(h.Authors, r.people[i].name)
		}
	}
	for i := range h.Messages {
		h.Messages[i].Author = uint16(place[h.Messages[i].Author])
	}
	for i := range h.Calls {
		if a := h.Calls[i].Author; a >= 0 {
			h.Calls[i].Author = place[a]
		}
	}
}

// unique gives the name that nobody else has: "Sam", then "Sam (2)".
func (p *person) unique(taken map[string]bool) string {
	name := cmp.Or(p.called, p.id)
	for n := 2; taken[name]; n++ {
		name = cmp.Or(p.called, p.id) + " (" + strconv.Itoa(n) + ")"
	}
	taken[name] = true
	return name
}

// Order puts the messages and calls of a history in order of time. It marks
// the messages whose time steps back, and says how many step back by more than
// a minute.
func Order(h *chat.History) (back int) {
	var last, latest int64 = math.MinInt64, math.MinInt64
	sorted := true
	for i := range h.Messages {
		m := &h.Messages[i]
		if m.At < latest {
			m.Flags |= chat.Late
			sorted = false
			if m.At < last-60 {
				back++
			}
		}
		last, latest = m.At, max(latest, m.At)
	}
	if !sorted {
		slices.SortStableFunc(h.Messages, func(a, b chat.Message) int { return cmp.Compare(a.At, b.At) })
	}
	chat.SortCalls(h.Calls)
	return back
}

// ManySteps is from when on backward steps are worth a word: one now and then
// is a changed clock or the end of summer time.
const ManySteps = 5
