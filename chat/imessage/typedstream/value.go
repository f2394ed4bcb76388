package typedstream

import "bytes"

// value reads one value of the first type of several, and gives the other
// types.
func (r *reader) value(types []byte) []byte {
	if r.steps++; r.steps > maxSteps {
		r.fail()
		return nil
	}
	kind, rest := types[0], types[1:]
	switch kind {
	case 'B', 'c', 'C':
		r.take(1)
	case 's', 'S', 'i', 'I', 'l', 'L', 'q', 'Q':
		r.number(r.byte())
	case 'f':
		r.float(4)
	case 'd':
		r.float(8)
	case '@':
		r.object(r.byte())
	case '#':
		r.class(r.byte())
	case '*':
		r.cstring(r.byte())
	case '%', ':':
		r.name(r.byte())
	case '+':
		r.data()
	case '[':
		return r.array(rest)
	case '{', '(':
		return r.structure(types)
	default:
		r.fail()
	}
	return rest
}

// float reads a number with a point, which may be written as a whole one.
func (r *reader) float(size int) {
	head := r.byte()
	if head == tagFloat {
		r.take(size)
		return
	}
	r.number(head)
}

func (r *reader) cstring(head byte) {
	switch head {
	case tagNil:
	case tagNew:
		r.name(r.byte())
		r.add(thing{})
	default:
		r.refer(head)
	}
}

// data reads bytes with their length. Those of a string are the text.
func (r *reader) data() {
	head := r.byte()
	if head == tagNil || !r.ok() {
		return
	}
	n := r.length(head)
	if r.inside && r.ok() {
		r.text, r.found = r.b[r.at:r.at+min(n, len(r.b)-r.at)], true
		return
	}
	r.take(n)
}

// array reads "12i]": a number of values of one type.
func (r *reader) array(types []byte) []byte {
	n := 0
	for len(types) > 0 && types[0] >= '0' && types[0] <= '9' && n < 1<<28 {
		n, types = n*10+int(types[0]-'0'), types[1:]
	}
	end := closing(types, '[', ']')
	if end < 1 {
		r.fail()
		return nil
	}
	item, rest := types[:end], types[end+1:]
	if one := item[0]; len(item) == 1 && (one == 'c' || one == 'C' || one == 'B') {
		r.take(n)
		return rest
	}
	r.deeper(func() {
		for i := 0; i < n && r.ok(); i++ {
			if left := r.value(item); len(left) > 0 {
				r.fail()
			}
		}
	})
	return rest
}

// structure reads "{name=ii}".
func (r *reader) structure(types []byte) []byte {
	open, shut := types[0], byte('}')
	if open == '(' {
		shut = ')'
	}
	end := closing(types[1:], open, shut)
	if end < 0 {
		r.fail()
		return nil
	}
	fields, rest := types[1:1+end], types[end+2:]
	if i := bytes.IndexByte(fields, '='); i >= 0 {
		fields = fields[i+1:]
	}
	r.deeper(func() {
		for len(fields) > 0 && r.ok() {
			fields = r.value(fields)
		}
	})
	return rest
}

func (r *reader) deeper(f func()) {
	if r.depth++; r.depth > maxDepth {
		r.fail()
	}
	f()
	r.depth--
}

// closing finds the bracket that closes one opened in front; -1 for none.
func closing(types []byte, open, shut byte) int {
	deep := 0
	for i, c := range types {
		switch {
		case c == open:
			deep++
		case c == shut && deep == 0:
			return i
		case c == shut:
			deep--
		}
	}
	return -1
}
