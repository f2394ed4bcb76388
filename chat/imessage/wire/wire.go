// Package wire is the stream in which a process that reads a database hands
// one history, or the question which one, to the process that asked.
//
// It promises that a history without words is all that can come across, and
// that the reader holds every number, name and order of parts to its bounds. It
// refuses a stream that goes on behind its end, or stops before it.
package wire

import (
	"bufio"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"ebb/chat"
)

// Format is the name of the format that histories from here have.
const Format = "imessage"

// Message is a chat.Message whose time is in milliseconds.
type Message struct {
	At     int64
	Runes  uint32
	Author uint16
	Kind   chat.Kind
	Flags  uint8
}

// Asked is what the process is told on its standard input.
type Asked struct {
	File string `json:"file"`
	Chat string `json:"chat"`
}

// ErrStream is in the error about a stream that is none, or is broken.
var ErrStream = errors.New("a broken stream")

// Parts of a stream, each with its first byte. It holds either choices, or a
// history: its chat, then authors and messages, then its end. A refusal may
// stand alone or end it.
const (
	magic     = "ebb\x01"
	choices   = 'c'
	begin     = 'b'
	author    = 'a'
	messages  = 'm'
	end       = 'e'
	refuse    = 'r'
	batch     = 512
	maxName   = 400 // bytes
	maxChoice = 20_000
	maxNotes  = 16
	// earliest and latest are times in milliseconds, from 1980 to 2200.
	earliest = 315_532_800_000
	latest   = 7_258_118_400_000
)

// Valid says whether a time can be that of a message.
func Valid(ms int64) bool { return ms >= earliest && ms < latest }

// Name makes a text into one that fits, and leaves room to tell two apart: one
// line of up to 80 characters that can be seen.
func Name(s string) string { return strings.TrimSpace(chat.Excerpt([]byte(s))) }

// fits says whether a name is one.
func fits(s string) bool {
	return s != "" && len(s) <= maxName && utf8.ValidString(s) && s == strings.TrimSpace(s) &&
		!strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) && r != unicode.ReplacementChar })
}

// Writer writes a stream. What goes wrong is kept until the end.
type Writer struct {
	out  *bufio.Writer
	wait []Message
	last int64
	buf  []byte
}

// NewWriter begins a stream.
func NewWriter(w io.Writer) *Writer {
	out := &Writer{out: bufio.NewWriterSize(w, 32<<10), wait: make([]Message, 0, batch)}
	out.buf = append(out.buf, magic...)
	return out
}

func (w *Writer) number(n int) { w.buf = binary.AppendUvarint(w.buf, uint64(n)) }

func (w *Writer) text(s string) {
	w.number(len(s))
	w.buf = append(w.buf, s...)
}

func (w *Writer) flush() error {
	_, err := w.out.Write(w.buf)
	w.buf = w.buf[:0]
	return err
}

// Choices writes the question which chat is meant, and ends.
func (w *Writer) Choices(list []chat.Choice) error {
	list = list[:min(len(list), maxChoice)]
	w.buf = append(w.buf, choices)
	w.number(len(list))
	for _, c := range list {
		w.text(c.Name)
		w.number(c.Messages)
		w.buf = binary.AppendVarint(w.buf, c.First)
		w.buf = binary.AppendVarint(w.buf, c.Last)
	}
	return errors.Join(w.flush(), w.out.Flush())
}

// Begin begins a history, by the name of its chat, its owner, and how many
// messages there will be at most.
func (w *Writer) Begin(name, owner string, most int) {
	w.buf = append(w.buf, begin)
	w.text(name)
	w.number(min(most, chat.MaxMessages))
	w.Author(owner)
}

// Author adds one more; the owner is the first.
func (w *Writer) Author(name string) {
	w.settle()
	w.buf = append(w.buf, author)
	w.text(name)
}

// Message adds one, of an author who has been added.
func (w *Writer) Message(m Message) error {
	w.wait = append(w.wait, m)
	if len(w.wait) < batch {
		return nil
	}
	w.settle()
	return w.flush()
}

// settle writes the messages that wait.
func (w *Writer) settle() {
	if len(w.wait) == 0 {
		return
	}
	w.buf = append(w.buf, messages)
	w.number(len(w.wait))
	for _, m := range w.wait {
		w.buf = binary.AppendVarint(w.buf, m.At-w.last)
		w.last = m.At
		w.number(int(m.Author))
		w.buf = append(w.buf, byte(m.Kind)<<4|m.Flags)
		w.number(int(m.Runes))
	}
	w.wait = w.wait[:0]
}

// End writes what was counted beside the messages, and ends.
func (w *Writer) End(notices int, notes []chat.Warning) error {
	w.settle()
	w.buf = append(w.buf, end)
	w.number(notices)
	w.number(len(notes))
	for _, n := range notes {
		w.text(n.Code)
		w.number(n.N)
	}
	return errors.Join(w.flush(), w.out.Flush())
}

// Refuse writes why there is nothing, and ends.
func (w *Writer) Refuse(code string) error {
	w.wait = w.wait[:0]
	w.buf = append(w.buf, refuse)
	w.text(code)
	return errors.Join(w.flush(), w.out.Flush())
}
