package roster

import (
	"slices"

	"ebb/chat"
)

// Messages holds the messages of a chat while nobody knows how many there will
// be. Growing one slice would hold them twice over, again and again.
type Messages struct {
	full [][]chat.Message
	last []chat.Message
	n    int
}

const chunk = 1 << 15

// Add takes down a message.
func (s *Messages) Add(m chat.Message) {
	if len(s.last) == cap(s.last) && len(s.last) >= chunk {
		s.full = append(s.full, s.last)
		s.last = make([]chat.Message, 0, chunk)
	}
	s.last = append(s.last, m)
	s.n++
}

// Expect makes room for so many more, as far as a chat may have them.
func (s *Messages) Expect(n int64) {
	s.last = slices.Grow(s.last, int(max(0, min(n, chat.MaxMessages/2))))
}

// Len is how many there are.
func (s *Messages) Len() int { return s.n }

// All gives them, once.
func (s *Messages) All() []chat.Message {
	out := s.last
	if len(s.full) > 0 {
		out = slices.Concat(append(s.full, s.last)...)
	}
	*s = Messages{}
	return out
}
