package jsonread

import (
	"bytes"
	"slices"
)

// Items is Array for items that may be damaged: one that item returns an error
// for, or that is broken, costs itself, and reading goes on with the next. So
// item keeps what it read only once all of it was there. It gives how many
// items were lost. The error is ErrTorn where the text breaks off or no next
// item can be found, or what the reader said; everything before it counts.
func (r *Reader) Items(item func() error) (damaged int, err error) {
	r.peek()
	l := list{r: r, indent: indentation(r.ensure(256)), own: lastKey(r.buf[:r.at])}
	if !r.enter('[') {
		return 0, r.err
	}
	l.depth = r.depth
	defer func(mark int64) { r.mark = mark }(r.mark)
	for first := true; ; {
		start := r.Offset()
		r.mark = start
		if r.more(']', first) {
			first = false
			start = r.Offset() + 1
			r.mark = r.Offset()
			if l.read(item, &damaged) {
				continue
			}
		}
		if r.err == nil || !r.passable() || !l.find(start) {
			return damaged, r.err
		}
		damaged++
		if r.depth < l.depth {
			return damaged, r.err
		}
		first = true // the comma is passed
	}
}

// More says whether another value follows that lies in no other, as in JSON
// Lines. Behind a broken one it goes on with the next line.
func (r *Reader) More() bool {
	for {
		if r.err == nil && r.depth > 0 {
			r.leaveTo(0)
		} else if r.mark >= 0 {
			r.leave(r.mark)
		}
		if r.err != nil && !r.nextLine() {
			return false
		}
		if r.peek() != 0 {
			r.mark = r.Offset()
			return true
		}
		if r.err == nil {
			return false
		}
		r.mark = r.Offset()
	}
}

// nextLine goes on behind the line of a broken value.
func (r *Reader) nextLine() bool {
	if !r.passable() {
		return false
	}
	if r.rewind(r.mark); !r.seek('\n') {
		return false
	}
	r.at++
	r.depth, r.mark = 0, -1
	return true
}

// rewind goes back to a place, or as near to it as the buffer goes, and takes
// the error back.
func (r *Reader) rewind(to int64) {
	r.again += max(0, r.Offset()-to)
	r.at = int(min(max(to, r.floor, r.base), r.base+int64(r.to)) - r.base)
	r.err, r.dry = nil, false
}

// seek goes to the next byte of a kind; false, and ErrTorn, at the end.
func (r *Reader) seek(c byte) bool {
	for {
		if i := bytes.IndexByte(r.buf[r.at:r.to], c); i >= 0 {
			r.at += i
			return true
		}
		r.at = r.to
		if !r.fill() {
			r.broken()
			return false
		}
	}
}

// list is what Items knows of its list.
type list struct {
	r      *Reader
	depth  int
	own    []byte   // the list's own key
	indent []byte   // a line end and the blanks before each item; nil where items share lines
	shape  [][]byte // keys that every good item had, in quotes, where items share lines
	seen   int
}

// indentation gives the line end and the blanks before the first item of a
// list that begins each item on a line of its own.
func indentation(head []byte) []byte {
	if len(head) == 0 || head[0] != '[' {
		return nil
	}
	n := 1
	for n < len(head) && space(head[n]) {
		n++
	}
	end := bytes.LastIndexByte(head[:n], '\n')
	if end < 0 || end == n-1 || n == len(head) || head[n] != '{' {
		return nil
	}
	return bytes.Clone(head[end:n])
}

// lastKey gives the key that ends a text, with the quote before it.
func lastKey(text []byte) []byte {
	text, colon := before(text, ":")
	text, quote := before(text, `"`)
	start := bytes.LastIndexByte(text, '"')
	if !colon || !quote || start < 0 {
		return nil
	}
	return bytes.Clone(text[start:])
}

// before gives what lies before the end of a text, where that is its end.
func before(text []byte, end string) ([]byte, bool) {
	return bytes.CutSuffix(bytes.TrimRight(text, " \t\r\n"), []byte(end))
}

// read reads one item; false where it is broken.
func (l *list) read(item func() error, damaged *int) bool {
	r := l.r
	start := r.Offset()
	if l.indent == nil && l.seen == 0 {
		l.shape = learned(r.ensure(1 << 10))
	}
	err := item()
	if r.err == nil && r.depth > l.depth {
		r.leaveTo(l.depth)
	}
	r.leave(start)
	if r.err != nil {
		return false
	}
	if err != nil {
		*damaged++
	} else if l.indent == nil && l.seen < 16 && start >= r.base {
		l.learn(r.buf[start-r.base : r.at])
	}
	r.floor = r.Offset()
	return true
}

// find goes to the next item behind a broken one that began before from, or
// out of the list. Where there is neither, the error stays, and the place is
// one from which a list around this one can look for its own next item.
func (l *list) find(from int64) bool {
	r := l.r
	cause := r.err
	r.rewind(from)
	r.mark = r.Offset()
	if l.indent != nil && l.findLine() || l.indent == nil && l.findShape() {
		return true
	}
	if r.err == nil || r.passable() {
		dry := r.dry
		if r.rewind(from); dry {
			cause = ErrTorn
		}
		r.err = cause
	}
	return false
}

// findLine looks for a line that begins as all items do, or that closes what
// lies around them.
func (l *list) findLine() bool {
	r := l.r
	for r.seek('\n') {
		line := r.ensure(len(l.indent) + 1)
		n := 1
		for n < len(line) && (line[n] == ' ' || line[n] == '\t') {
			n++
		}
		switch {
		case n == len(line):
		case line[n] == '{' && bytes.Equal(line[:n], l.indent):
			r.at += n
			r.depth = l.depth
			return true
		case n < len(l.indent) && line[n] == ']':
			r.at += n
			r.depth = l.depth
			r.close(']')
			return true
		case n < len(l.indent) && line[n] == '}':
			r.at += n
			r.depth = l.depth - 1
			return true
		}
		r.at++
	}
	return false
}

// findShape looks for an object behind another that has the keys of an item.
// It stops where another list of the same key begins.
func (l *list) findShape() bool {
	r := l.r
	for r.seek('{') {
		text := r.buf[max(0, r.at-whole):r.at]
		if l.begins(text) || r.again > maxAgain {
			return false
		}
		if between(text) && l.fits(r.ensure(whole)) {
			r.depth = l.depth
			return true
		}
		r.at++
	}
	return false
}

// begins says whether a list with the same key begins at the end of a text.
func (l *list) begins(text []byte) bool {
	text, found := before(text, "[")
	return found && l.own != nil && bytes.Equal(lastKey(text), l.own)
}

// between says whether a text ends with an object and a comma.
func between(text []byte) bool {
	text, comma := before(text, ",")
	_, object := before(text, "}")
	return comma && object
}

// fits says whether an object has most of the keys that items have.
func (l *list) fits(text []byte) bool {
	have, size := keys(text)
	l.r.again += int64(size)
	n := 0
	for _, k := range l.shape {
		if has(have, k) {
			n++
		}
	}
	return n*4 >= len(l.shape)*3
}

// learn narrows the shape to the keys that this item has too.
func (l *list) learn(item []byte) {
	have := learned(item)
	if l.seen++; l.seen == 1 {
		l.shape = have
		return
	}
	l.shape = slices.DeleteFunc(l.shape, func(k []byte) bool { return !has(have, k) })
}

func has(keys [][]byte, key []byte) bool {
	return slices.ContainsFunc(keys, func(k []byte) bool { return bytes.Equal(k, key) })
}

// learned gives the keys of an item, to keep.
func learned(item []byte) (out [][]byte) {
	have, _ := keys(item)
	for _, k := range have {
		out = append(out, bytes.Clone(k))
	}
	return out
}

// keys gives the keys of the object at the start of a text, in quotes, as far
// as the text goes, and how much of it was looked at.
func keys(text []byte) (out [][]byte, i int) {
	depth := 0
	for ; i < len(text) && len(out) < 64; i++ {
		switch text[i] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth <= 0 {
				return out, i
			}
		case '"':
			end := i + 1
			for end < len(text) && text[end] != '"' {
				if text[end] == '\\' {
					end++
				}
				end++
			}
			end = min(end+1, len(text))
			if rest := bytes.TrimLeft(text[end:], " \t\r\n"); depth == 1 && len(rest) > 0 && rest[0] == ':' {
				out = append(out, text[i:end])
			}
			i = end - 1
		}
	}
	return out, i
}
