package join

import (
	"slices"

	"ebb/chat"
)

// A name of one export is a person of another one where at least leastPairs
// messages are in both, and of those that carry either name at least leastShare
// in 100 agree.
const (
	leastPairs = 5
	leastShare = 80
)

// nobody is the place of a name that is not settled.
const nobody = -1

// people says which authors of a history are which of another.
type people struct {
	of    []int  // by author of the history that is added
	taken []bool // by author of the one it is added to
}

func byName(out, more *chat.History) *people {
	p := &people{of: make([]int, len(more.Authors)), taken: make([]bool, len(out.Authors))}
	at := make(map[string]int, len(out.Authors))
	for i, name := range out.Authors {
		at[name] = i
	}
	for i, name := range more.Authors {
		p.of[i] = nobody
		if j, ok := at[name]; ok {
			p.settle(i, j)
		}
	}
	return p
}

func (p *people) settle(author, person int) {
	if p.of[author] == nobody && !p.taken[person] {
		p.of[author], p.taken[person] = person, true
	}
}

func (p *people) open() bool { return slices.Contains(p.of, nobody) }

// add gives those who are new a place of their own.
func (p *people) add(out, more *chat.History) []uint16 {
	place := make([]uint16, len(p.of))
	for i, at := range p.of {
		if at == nobody {
			at = len(out.Authors)
			out.Authors = append(out.Authors, more.Authors[i])
		}
		place[i] = uint16(at)
	}
	return place
}

// samePeople places the authors of a further export of the same messenger:
// by name, by the messages that both have, and the owner of the phone. known
// is false where a name is left that may be somebody who is there already.
func samePeople(out, more *chat.History, unit int64) (place []uint16, known bool) {
	p := byName(out, more)
	if p.open() {
		p.vote(out, more, unit)
	}
	p.owners(out, more)
	known = !p.open()
	return p.add(out, more), known
}

// bothSides places the authors of another channel: by name, by whose exports
// they are, and in chats of two the other side.
func bothSides(out, more *chat.History) []uint16 {
	p := byName(out, more)
	if p.owners(out, more) && len(out.Authors) == 2 && len(more.Authors) == 2 {
		for i := range more.Authors {
			for j := range out.Authors {
				p.settle(i, j)
			}
		}
	}
	return p.add(out, more)
}

// vote looks at the messages that both have.
func (p *people) vote(out, more *chat.History, unit int64) {
	type pair struct{ person, author uint16 }
	votes := map[pair]int{}
	chat.Pairs(out.Messages, more.Messages, unit, func(a, b chat.Message) { votes[pair{a.Author, b.Author}]++ })
	persons, authors := make([]int, len(out.Authors)), make([]int, len(more.Authors))
	for v, n := range votes {
		persons[v.person] += n
		authors[v.author] += n
	}
	for v, n := range votes { // no two of them fit one name, so their order plays no part
		if n >= leastPairs && n*100 >= leastShare*max(persons[v.person], authors[v.author]) {
			p.settle(int(v.author), int(v.person))
		}
	}
}

// owners makes the people whose exports these are one, and says whether they
// are.
func (p *people) owners(out, more *chat.History) bool {
	a, b := slices.Index(out.Authors, out.Owner), slices.Index(more.Authors, more.Owner)
	switch {
	case out.Owner == "" && b >= 0 && p.of[b] >= 0:
		out.Owner = out.Authors[p.of[b]]
	case out.Owner == "" && more.Owner != "":
		out.Owner = more.Owner
	case a >= 0 && b >= 0:
		p.settle(b, a)
		if p.of[b] != a { // two people's exports
			out.Owner = ""
			return false
		}
		return true
	}
	return false
}
