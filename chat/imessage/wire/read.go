package wire

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"io"
	"regexp"
	"slices"

	"ebb/chat"
)

// Read reads a stream to its end. The error is a *chat.Which where that is
// what it holds, a *chat.Refusal where it refuses, and holds ErrStream where
// the stream is none.
func Read(r io.Reader, o chat.Options) (*chat.History, error) {
	s := &stream{in: bufio.NewReaderSize(r, 32<<10), o: o}
	for i := range len(magic) {
		if b, err := s.in.ReadByte(); err != nil || b != magic[i] {
			return nil, ErrStream
		}
	}
	h, err := s.read()
	if s.bad != nil {
		return nil, s.bad
	}
	if _, more := s.in.ReadByte(); !errors.Is(more, io.EOF) {
		return nil, ErrStream
	}
	return h, err
}

type stream struct {
	in    *bufio.Reader
	o     chat.Options
	bad   error
	h     chat.History
	last  int64
	wrote []int
}

func (s *stream) read() (*chat.History, error) {
	for s.bad == nil {
		tag, err := s.in.ReadByte()
		switch begun := len(s.h.Authors) > 0; {
		case err != nil:
			s.fail()
		case tag == choices && !begun:
			return nil, s.which()
		case tag == begin && !begun:
			s.h.Format, s.h.Zoned = Format, true
			s.h.Chat = s.name()
			s.h.Messages = make([]chat.Message, 0, s.number(chat.MaxMessages))
			s.h.Owner = s.owner()
		case tag == refuse:
			return nil, &chat.Refusal{Format: Format, Code: s.code()}
		case tag == author && begun:
			s.author()
		case tag == messages && begun:
			s.messages()
		case tag == end && begun:
			return s.end()
		default:
			s.fail()
		}
	}
	return nil, s.bad
}

func (s *stream) fail() {
	if s.bad == nil {
		s.bad = ErrStream
	}
}

// number reads one of at most most.
func (s *stream) number(most int) int {
	n, err := binary.ReadUvarint(s.in)
	if err != nil || n > uint64(most) {
		s.fail()
		return 0
	}
	return int(n)
}

func (s *stream) signed() int64 {
	n, err := binary.ReadVarint(s.in)
	if err != nil {
		s.fail()
	}
	return n
}

// name reads one line of text.
func (s *stream) name() string {
	b := make([]byte, s.number(maxName))
	if _, err := io.ReadFull(s.in, b); err != nil || !fits(string(b)) {
		s.fail()
	}
	return string(b)
}

var codes = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

func (s *stream) code() string {
	c := s.name()
	if len(c) > 40 || !codes.MatchString(c) {
		s.fail()
	}
	return c
}

func (s *stream) which() error {
	w := &chat.Which{}
	taken := map[string]bool{}
	for n := s.number(maxChoice); n > 0 && s.bad == nil; n-- {
		c := chat.Choice{Name: s.name(), Messages: s.number(chat.MaxMessages), First: s.signed(), Last: s.signed()}
		if taken[c.Name] || c.First > c.Last || !Valid(c.First*1000) || !Valid(c.Last*1000) {
			s.fail()
		}
		taken[c.Name] = true
		w.Choices = append(w.Choices, c)
	}
	if len(w.Choices) == 0 {
		return chat.ErrEmpty
	}
	return w
}

func (s *stream) owner() string {
	if tag, err := s.in.ReadByte(); err != nil || tag != author {
		s.fail()
		return ""
	}
	s.author()
	if s.bad != nil {
		return ""
	}
	return s.h.Authors[0]
}

func (s *stream) author() {
	name := s.name()
	if s.bad == nil && (len(s.h.Authors) >= chat.MaxAuthors || slices.Contains(s.h.Authors, name)) {
		s.fail()
	}
	s.h.Authors = append(s.h.Authors, name)
	s.wrote = append(s.wrote, 0)
}

func (s *stream) messages() {
	n := s.number(batch)
	if len(s.h.Messages)+n > chat.MaxMessages {
		s.bad = chat.ErrTooLarge
	}
	for ; n > 0 && s.bad == nil; n-- {
		s.message()
	}
}

func (s *stream) message() {
	s.last += s.signed()
	by := s.number(len(s.h.Authors) - 1)
	what, err := s.in.ReadByte()
	runes := s.number(1 << 30)
	kind, flags := chat.Kind(what>>4), what&15
	if err != nil || !Valid(s.last) || kind > chat.Empty || flags&^(chat.Edited|chat.Asks) != 0 {
		s.fail()
	}
	if s.bad != nil {
		return
	}
	s.wrote[by]++
	s.h.Messages = append(s.h.Messages, chat.Message{At: s.last, Author: uint16(by), Kind: kind, Flags: flags, Runes: uint32(runes)})
	s.o.Seen(len(s.h.Messages))
}

// end puts everything in order.
func (s *stream) end() (*chat.History, error) {
	h := &s.h
	h.System = s.number(chat.MaxMessages)
	for n := s.number(maxNotes); n > 0 && s.bad == nil; n-- {
		h.Warnings = append(h.Warnings, chat.Warning{Code: s.code(), N: s.number(1 << 30)})
	}
	if len(h.Messages) == 0 {
		return nil, chat.ErrEmpty
	}
	inOrder := func(a, b chat.Message) int { return cmp.Compare(a.At, b.At) }
	if !slices.IsSortedFunc(h.Messages, inOrder) {
		slices.SortStableFunc(h.Messages, inOrder)
	}
	for i := range h.Messages {
		h.Messages[i].At /= 1000
	}
	s.prune()
	return h, nil
}

// prune drops those who wrote nothing, and warns of groups and of one side.
func (s *stream) prune() {
	h, place := &s.h, make([]uint16, len(s.wrote))
	names := h.Authors[:0:0]
	for i, n := range s.wrote {
		place[i] = uint16(len(names))
		if n > 0 || i == 0 {
			names = append(names, h.Authors[i])
		}
	}
	for i := range h.Messages {
		h.Messages[i].Author = place[h.Messages[i].Author]
	}
	h.Authors = names
	switch writers := len(names) - 1 + min(1, s.wrote[0]); {
	case writers > 2:
		h.Warnings = append(h.Warnings, chat.Warning{Code: chat.WarnGroup, N: writers})
	case writers == 1:
		h.Warnings = append(h.Warnings, chat.Warning{Code: chat.WarnOneSided, N: len(h.Messages)})
	}
}
