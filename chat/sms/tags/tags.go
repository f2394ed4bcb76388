// Package tags pulls tags and their attributes out of the XML that phones
// write, which is often none: halves of characters as two references, control
// characters, megabytes of pictures in one attribute.
//
// It promises constant memory: an attribute that nobody asked for is passed
// over unread, and those of a tag that were are cut at MaxValue. A broken tag
// costs itself. It refuses a DOCTYPE, so that no entity is ever defined, and
// nesting deeper than MaxDepth. It knows nothing of namespaces, and takes text
// between tags for damage.
package tags

import (
	"bytes"
	"errors"
	"io"
)

// Bounds.
const (
	MaxDepth = 32
	MaxValue = 1 << 20 // bytes that are kept of one tag's attributes
	MaxAttrs = 8       // that are kept

	maxName    = 64
	bufferSize = 128 << 10
)

// What Next may say. Only after ErrDamaged may it be called again.
var (
	ErrDamaged = errors.New("a broken tag")
	ErrTorn    = errors.New("the file breaks off")
	ErrDoctype = errors.New("it defines a document type")
	ErrDepth   = errors.New("nested too deep")
)

// Reader reads tags, one after another. Its fields are those of the tag that
// Next read last, and valid until the next.
type Reader struct {
	Name []byte
	End  bool // an end tag
	Bare bool // a start tag that is its own end

	Depth    int // open elements; the caller may put it right where an end was lost
	Overlong int // tags so far whose attributes were cut

	r      io.Reader
	key    func(name []byte) int
	buf    []byte
	at, to int
	lines  int // ended in what has left buf
	err    error
	cut    bool // a value of this tag
	after  bool // a broken tag: what is left of it is no more damage

	text []byte // the values kept, one behind the other
	span [MaxAttrs]struct{ from, to int }
	word []byte
}

// New reads from r. key gives an attribute that is to be kept a number below
// MaxAttrs, and -1 to all others.
func New(r io.Reader, key func(name []byte) int) *Reader {
	return &Reader{r: r, key: key, buf: make([]byte, bufferSize)}
}

// Attr is an attribute's value, its references resolved; nil where it is missing.
func (r *Reader) Attr(key int) []byte {
	if s := r.span[key]; s.to > s.from {
		return r.text[s.from:s.to]
	}
	return nil
}

// Line is the number of the line that is read, from 1.
func (r *Reader) Line() int { return 1 + r.lines + bytes.Count(r.buf[:r.at], []byte{'\n'}) }

// Next reads one tag. At the end of the text the error is io.EOF.
func (r *Reader) Next() error {
	for {
		if err := r.open(); err != nil {
			return err
		}
		err := error(nil)
		switch c, _ := r.peek(); c {
		case '?':
			err = r.past("?>")
		case '!':
			err = r.aside()
		default:
			if err = r.tag(); err == nil {
				return r.nest()
			}
		}
		if err != nil {
			r.after = true
			return err
		}
	}
}

// open goes to the next tag and past its first byte.
func (r *Reader) open() error {
	junk := false
	for {
		rest := r.buf[r.at:r.to]
		i := bytes.IndexByte(rest, '<')
		if i >= 0 {
			rest = rest[:i]
		}
		junk = junk || !r.after && len(bytes.TrimLeft(rest, " \t\r\n")) > 0
		r.at += len(rest)
		switch {
		case i >= 0 && junk:
			return ErrDamaged
		case i >= 0:
			r.at++
			r.after = false
			return nil
		case !r.fill():
			if junk {
				return ErrTorn
			}
			return r.err
		}
	}
}

// aside passes over a comment, or text that is marked as such.
func (r *Reader) aside() error {
	const comment, text = "!--", "![CDATA["
	for r.to-r.at < len(text) && r.fill() {
	}
	rest := r.buf[r.at:r.to]
	switch {
	case bytes.HasPrefix(rest, []byte(comment)):
		r.at += len(comment)
		return r.past("-->")
	case bytes.HasPrefix(rest, []byte(text)):
		r.at += len(text)
		return r.past("]]>")
	case len(rest) < len(text):
		return ErrTorn
	}
	return ErrDoctype
}

// past goes behind the next end.
func (r *Reader) past(end string) error {
	for {
		if i := bytes.Index(r.buf[r.at:r.to], []byte(end)); i >= 0 {
			r.at += i + len(end)
			return nil
		}
		r.at = max(r.at, r.to-len(end)+1)
		if !r.fill() {
			return ErrTorn
		}
	}
}

// tag reads a tag behind its first byte.
func (r *Reader) tag() error {
	r.text = r.text[:0]
	clear(r.span[:])
	r.Bare, r.cut = false, false
	c, _ := r.peek()
	if r.End = c == '/'; r.End {
		r.at++
	}
	var err error
	if r.Name, err = r.name(r.Name); err != nil {
		return err
	}
	for {
		c, ok := r.solid()
		if !ok {
			return ErrTorn
		}
		switch c {
		case '>':
			r.at++
			if r.cut {
				r.Overlong++
			}
			return nil
		case '/':
			r.at++
			if c, ok = r.peek(); ok && c != '>' || r.End {
				return ErrDamaged
			}
			r.Bare = true
		default:
			if err := r.attr(); err != nil {
				return err
			}
		}
	}
}

// attr reads one attribute, and keeps its value if it is wanted.
func (r *Reader) attr() error {
	var err error
	if r.word, err = r.name(r.word); err != nil {
		return err
	}
	if err := r.want('='); err != nil {
		return err
	}
	quote, ok := r.solid()
	switch {
	case !ok:
		return ErrTorn
	case quote != '"' && quote != '\'':
		return ErrDamaged
	}
	r.at++
	key := r.key(r.word)
	from := len(r.text)
	if err := r.value(quote, key >= 0); err != nil {
		return err
	}
	if key >= 0 {
		r.text = r.text[:from+len(Resolve(r.text[from:]))]
		r.span[key].from, r.span[key].to = from, len(r.text)
	}
	return nil
}

// value reads up to the quote. There is no < in a value: the tag broke off.
// One value takes half of the room that the others left, so that a long one
// leaves some to those behind it.
func (r *Reader) value(quote byte, keep bool) error {
	most := (MaxValue + len(r.text)) / 2
	for {
		part := r.buf[r.at:r.to]
		i := bytes.IndexByte(part, quote)
		if i >= 0 {
			part = part[:i]
		}
		if j := bytes.IndexByte(part, '<'); j >= 0 {
			r.at += j
			return ErrDamaged
		}
		if keep {
			room := most - len(r.text)
			r.cut = r.cut || len(part) > room
			r.text = append(r.text, part[:min(len(part), room)]...)
		}
		r.at += len(part)
		if i >= 0 {
			r.at++
			break
		}
		if !r.fill() {
			return ErrTorn
		}
	}
	return nil
}

// name reads the name of a tag or attribute into b.
func (r *Reader) name(b []byte) ([]byte, error) {
	b = b[:0]
	for {
		for i, c := range r.buf[r.at:r.to] {
			if ends[c] {
				b = append(b, r.buf[r.at:r.at+i]...)
				r.at += i
				if len(b) == 0 || len(b) > maxName {
					return b, ErrDamaged
				}
				return b, nil
			}
		}
		if len(b) <= maxName {
			b = append(b, r.buf[r.at:r.to]...)
		}
		r.at = r.to
		if !r.fill() {
			return b, ErrTorn
		}
	}
}

// ends are the bytes that no name holds.
var ends = [256]bool{' ': true, '\t': true, '\r': true, '\n': true, '/': true, '>': true, '<': true, '=': true, '"': true, '\'': true}

// nest counts how deep the tag is.
func (r *Reader) nest() error {
	switch {
	case r.End:
		r.Depth = max(0, r.Depth-1)
	case !r.Bare:
		r.Depth++
	}
	if r.Depth > MaxDepth {
		return ErrDepth
	}
	return nil
}

// want takes one byte behind blanks.
func (r *Reader) want(c byte) error {
	got, ok := r.solid()
	switch {
	case !ok:
		return ErrTorn
	case got != c:
		return ErrDamaged
	}
	r.at++
	return nil
}

// solid passes over blanks and looks at what follows.
func (r *Reader) solid() (byte, bool) {
	for {
		c, ok := r.peek()
		if !ok || c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return c, ok
		}
		r.at++
	}
}

func (r *Reader) peek() (byte, bool) {
	if r.at == r.to && !r.fill() {
		return 0, false
	}
	return r.buf[r.at], true
}

// fill reads more behind what is left, and says whether there was any.
func (r *Reader) fill() bool {
	if r.at > 0 {
		r.lines += bytes.Count(r.buf[:r.at], []byte{'\n'})
		r.to = copy(r.buf, r.buf[r.at:r.to])
		r.at = 0
	}
	for tries := 0; r.err == nil && r.to < len(r.buf); tries++ {
		n, err := r.r.Read(r.buf[r.to:])
		r.to += n
		if r.err = err; err == nil && n == 0 && tries == 100 {
			r.err = io.ErrNoProgress
		}
		if n > 0 {
			return true
		}
	}
	return false
}

// Here is what lies around the place that is read, for a Failure.
func (r *Reader) Here() []byte {
	from := bytes.LastIndexByte(r.buf[:r.at], '\n') + 1
	return r.buf[max(from, r.at-80):r.to]
}
