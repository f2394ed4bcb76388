package roster

import "ebb/chat"

// Messages holds the messages of a chat while nobody knows how many there will
// be. Growing one slice would hold them twice over, again and again.
type Messages struct {
	full [][]chat.Message
	last []chat.Message
}

const chunk = 1 << 15

// Add takes down a message.
func (s *Messages) Add(m chat.Message) {
	if len(s.last) == chunk {
		s.full = append(s.full, s.last)
		s.last = make([]chat.Message, 0, chunk)
	}
	s.last = append(s.last, m)
}

// Len is how many there are.
func (s *Messages) Len() int { return len(s.full)*chunk + len(s.last) }

// All gives them, once.
func (s *Messages) All() []chat.Message {
	if len(s.full) == 0 {
		return s.last
	}
	out := make([]chat.Message, 0, s.Len())
	for i, part := range s.full {
		out = append(out, part...)
		s.full[i] = nil
	}
	out = append(out, s.last...)
	*s = Messages{}
	return out
}
