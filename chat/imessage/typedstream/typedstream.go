// Package typedstream reads the text out of an attributed string as Apple's
// NSArchiver writes it: a stream of typed values in which classes, type names
// and objects that came before are referred to by number.
//
// It promises to go by the structure and never to search for bytes, so that no
// character of a text is taken for an end, and that lengths are held to what is
// there. It refuses to go deeper than attributed strings do, and copies
// nothing: the text is a part of what was given.
package typedstream

import (
	"encoding/binary"
	"errors"
	"math"
)

// ErrForm is in the error about bytes that are no such stream, or hold no
// text.
var ErrForm = errors.New("no typed stream with a text")

// Tags in the place of a number's first byte. Any other byte is the number
// itself.
const (
	tagInt16 = 0x81
	tagInt32 = 0x82
	tagFloat = 0x83
	tagNew   = 0x84
	tagNil   = 0x85
	tagEnd   = 0x86
	lastTag  = 0x91
)

// firstPlace is the number that refers to the first of a table: the lowest
// that one byte can be.
const firstPlace = -110

const (
	signature = "streamtyped" // with the low byte first
	backwards = "typedstream" // with the high byte first
	maxDepth  = 32
	maxThings = 4096 // classes, objects and type names
	maxSteps  = 1 << 16
	maxType   = 256
)

// Text gives the characters of the first string that a stream holds, in UTF-8.
// A text that is cut short is given as far as it goes.
func Text(b []byte) ([]byte, error) {
	r := reader{b: b, order: binary.LittleEndian}
	r.things = r.firstThings[:0]
	r.names = r.firstNames[:0]
	if !r.head() {
		return nil, ErrForm
	}
	for r.ok() && r.at < len(r.b) {
		r.group(r.byte())
		if r.found {
			return r.text, nil
		}
	}
	return nil, ErrForm
}

type reader struct {
	b      []byte
	at     int
	order  binary.ByteOrder
	names  [][]byte // type names and class names, which share one table
	things []thing  // objects, classes and C strings, which share another
	depth  int
	steps  int
	bad    bool

	inside bool // the object being read is a string
	found  bool
	text   []byte

	firstNames  [16][]byte
	firstThings [16]thing
}

// thing is what a number may refer to.
type thing struct {
	class bool
	text  bool // a class that is NSString or comes from it
}

func (r *reader) ok() bool { return !r.bad && !r.found }

func (r *reader) fail() { r.bad = true }

// head reads the version, the byte order, and the system's version.
func (r *reader) head() bool {
	if len(r.b) < 2+len(signature) || r.b[0] != 4 || int(r.b[1]) != len(signature) {
		return false
	}
	switch string(r.b[2 : 2+len(signature)]) {
	case signature:
	case backwards:
		r.order = binary.BigEndian
	default:
		return false
	}
	r.at = 2 + len(signature)
	r.number(r.byte())
	return r.ok()
}

func (r *reader) byte() byte {
	b := r.take(1)
	if b == nil {
		return tagNil
	}
	return b[0]
}

// take gives the next n bytes; nil, and no more of anything, where they are
// not there.
func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.b)-r.at {
		r.fail()
		return nil
	}
	r.at += n
	return r.b[r.at-n : r.at]
}

// number reads a signed number whose first byte is head.
func (r *reader) number(head byte) int {
	switch {
	case head == tagInt16:
		if b := r.take(2); b != nil {
			return int(int16(r.order.Uint16(b)))
		}
	case head == tagInt32:
		if b := r.take(4); b != nil {
			return int(int32(r.order.Uint32(b)))
		}
	case head < 0x80 || head > lastTag:
		return int(int8(head))
	default:
		r.fail()
	}
	return 0
}

// length reads how many bytes follow: never less than none. Two bytes hold up
// to 65,535.
func (r *reader) length(head byte) int {
	n := r.number(head)
	switch {
	case n >= 0:
		return n
	case head == tagInt16:
		return n + math.MaxUint16 + 1
	case head != tagInt32:
		return n + math.MaxUint8 + 1
	}
	r.fail()
	return 0
}

// name reads a type name or a class name, new or by its number.
func (r *reader) name(head byte) []byte {
	switch head {
	case tagNil:
		return nil
	case tagNew:
		s := r.take(r.length(r.byte()))
		if len(s) > maxType || len(r.names) >= maxThings {
			r.fail()
		}
		r.names = append(r.names, s)
		return s
	}
	i := r.place(head)
	if i < 0 || i >= len(r.names) {
		r.fail()
		return nil
	}
	return r.names[i]
}

// place is the place in a table that a number refers to.
func (r *reader) place(head byte) int {
	return r.number(head) - firstPlace
}

// group reads values behind the name of their types.
func (r *reader) group(head byte) {
	types := r.name(head)
	for len(types) > 0 && r.ok() {
		types = r.value(types)
	}
}

// refer looks up a class or an object that came before.
func (r *reader) refer(head byte) thing {
	i := r.place(head)
	if i < 0 || i >= len(r.things) {
		r.fail()
		return thing{}
	}
	return r.things[i]
}

func (r *reader) add(t thing) int {
	if len(r.things) >= maxThings {
		r.fail()
		return 0
	}
	r.things = append(r.things, t)
	return len(r.things) - 1
}

// object reads an object with all that it holds.
func (r *reader) object(head byte) {
	if head == tagNil {
		return
	}
	if head != tagNew {
		r.refer(head)
		return
	}
	if r.depth++; r.depth > maxDepth {
		r.fail()
	}
	defer func() { r.depth-- }()
	r.add(thing{})
	outer := r.inside
	r.inside = r.class(r.byte())
	for r.ok() {
		next := r.byte()
		if next == tagEnd {
			break
		}
		r.group(next)
	}
	r.inside = outer
}

// class reads a class and those it comes from, and says whether it is a
// string's.
func (r *reader) class(head byte) (text bool) {
	first := len(r.things)
	for head == tagNew && r.ok() {
		name := r.name(r.byte())
		r.number(r.byte()) // its version
		r.add(thing{class: true, text: string(name) == "NSString"})
		head = r.byte()
	}
	if head != tagNil && r.ok() {
		text = r.refer(head).text
	}
	for i := len(r.things) - 1; i >= first && r.ok(); i-- {
		text = text || r.things[i].text
		r.things[i].text = text
	}
	return text
}
