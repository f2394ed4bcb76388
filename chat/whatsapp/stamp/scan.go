// Package stamp reads the fronts of WhatsApp's lines: the date and the time in
// every shape that a phone writes, and the order of day and month.
//
// It promises that a front is a function of its bytes alone. It refuses to
// guess an order: choosing says whether it is certain.
package stamp

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Shape is how an export writes the front of its lines. Two lines have the
// same shape when all of it agrees; a file has one shape.
type Shape uint32

const (
	bracket    Shape = 1 << iota // [ … ]
	yearFirst                    // 2018-06-13
	yearLong                     // four digits
	dateBlank                    // 13. 6. 2018
	dateDot                      // a dot after the date
	dateComma                    // a comma after the date
	joined                       // a word between date and time: klo, à
	timeDot                      // 21.25
	seconds                      // 21:25:15
	periodLast                   // 9:25 PM
	periodLead                   // 오후 9:25
	slash                        // the separator of the date: one of three
	dot
	dash
	tailDash // " - ", the end of the front without brackets: one of four
	tailColon
	tailSemi
	tailBlank
)

// stamp is the date and time of a line, as written.
type stamp struct {
	n      [3]uint16 // the date's numbers, in the order of the line
	digits [3]uint8
	date   [2]uint16 // where the date stands in the line
	clock  uint16    // where the time begins
	stop   uint16    // where its digits end
	second int32     // of the day
	upper  bool      // AM or PM in capitals
}

// Front is what scan finds before an author or a notice.
type Front struct {
	stamp
	Shape Shape
	Body  int // where the rest begins
}

// Scan reads the front of a line. It first tries the bytes as they are; where
// they hold anything but ASCII before the end of the front, it tries again
// with Invisible characters gone and foreign digits and blanks made plain.
func Scan(line []byte, f *Front) bool {
	if len(line) < 12 {
		return false
	}
	c := line[0]
	if c < 0x80 && c != '[' && c-'0' > 9 {
		return false
	}
	if c < 0x80 {
		s := scanner{in: line}
		if s.front(f) {
			return true
		}
		if s.at >= len(line) || line[s.at] < 0x80 {
			return false
		}
	}
	return scanPlain(line, f)
}

func scanPlain(line []byte, f *Front) bool {
	if c := line[0]; c >= 0x80 && !mayStart(line) {
		return false
	}
	var p plain
	if !p.read(line) {
		return false
	}
	s := scanner{in: p.buf[:p.n], wide: true}
	if !s.front(f) {
		return false
	}
	f.date[0], f.date[1] = p.start(int(f.date[0])), p.end(int(f.date[1]))
	f.Body = int(p.end(f.Body))
	return true
}

// mayStart says whether a front may start with the first character, which is
// not ASCII: a mark, or a digit of another script.
func mayStart(line []byte) bool {
	r, _ := utf8.DecodeRune(line)
	return Invisible(r) || unicode.Is(unicode.Nd, r)
}

type scanner struct {
	in   []byte
	at   int
	wide bool // in is plain: other scripts may stand in it
	lead period
}

func (s *scanner) peek() byte {
	if s.at < len(s.in) {
		return s.in[s.at]
	}
	return 0
}

func (s *scanner) take(c byte) bool {
	if s.at < len(s.in) && s.in[s.at] == c {
		s.at++
		return true
	}
	return false
}

func (s *scanner) blanks() bool {
	from := s.at
	for s.at < len(s.in) && s.in[s.at] == ' ' {
		s.at++
	}
	return s.at > from
}

// number reads up to max digits.
func (s *scanner) number(max int) (n, digits int) {
	for digits < max && s.at < len(s.in) {
		d := s.in[s.at] - '0'
		if d > 9 {
			break
		}
		n = n*10 + int(d)
		digits++
		s.at++
	}
	return n, digits
}

func (s *scanner) front(f *Front) bool {
	*f = Front{}
	if s.take('[') {
		f.Shape = bracket
	}
	if !s.date(f) || !s.between(f) || !s.time(f) {
		return false
	}
	if f.Shape&bracket != 0 {
		return s.closing(f)
	}
	return s.tail(f)
}

func (s *scanner) date(f *Front) bool {
	f.date[0] = uint16(s.at)
	for i := range 3 {
		n, digits := s.number(4)
		if digits == 0 || digits == 3 {
			return false
		}
		f.n[i], f.digits[i] = uint16(n), uint8(digits)
		f.date[1] = uint16(s.at)
		if i < 2 && !s.separator(f, i) {
			return false
		}
	}
	if f.Shape&dot != 0 && s.take('.') {
		f.Shape |= dateDot
	}
	return f.years() && f.possible()
}

func (s *scanner) separator(f *Front, i int) bool {
	var kind Shape
	switch s.peek() {
	case '/':
		kind = slash
	case '.':
		kind = dot
	case '-':
		kind = dash
	default:
		return false
	}
	s.at++
	if i > 0 && f.Shape&kind == 0 {
		return false
	}
	f.Shape |= kind
	if s.take(' ') {
		f.Shape |= dateBlank
	}
	return true
}

// years says where the year stands, from the number of digits.
func (f *Front) years() bool {
	d := f.digits
	switch {
	case d[0] == 4 && d[1] <= 2 && d[2] <= 2:
		f.Shape |= yearFirst | yearLong
	case d[0] <= 2 && d[1] <= 2 && d[2] == 4:
		f.Shape |= yearLong
	case d[0] > 2 || d[1] > 2 || d[2] != 2 && (d[0] != 2 || d[2] > 2):
		return false
	}
	return true
}

// possible refuses dates that no order of day and month allows.
func (f *Front) possible() bool {
	a, b, c := f.n[0], f.n[1], f.n[2]
	if f.Shape&yearFirst != 0 {
		return a >= 1970 && a < 2100 && monthDay(b, c)
	}
	if f.Shape&yearLong != 0 {
		return c >= 1970 && c < 2100 && (monthDay(b, a) || monthDay(a, b))
	}
	return f.digits[2] == 2 && (monthDay(b, a) || monthDay(a, b)) || monthDay(b, c)
}

func monthDay(m, d uint16) bool { return m >= 1 && m <= 12 && d >= 1 && d <= 31 }

// between reads what stands between date and time: a comma, blanks, a word.
func (s *scanner) between(f *Front) bool {
	if s.take(',') {
		f.Shape |= dateComma
	}
	if !s.blanks() && f.Shape&dateComma == 0 {
		return false
	}
	if s.peek()-'0' <= 9 {
		return true
	}
	from := s.at
	for s.at < len(s.in) && s.in[s.at]-'0' > 9 {
		if c := s.in[s.at]; s.at-from > 40 || c >= 0x80 && !s.wide || c == ':' || c == '[' || c == ']' {
			return false
		}
		s.at++
	}
	word := bytes.TrimSpace(s.in[from:s.at])
	if p := dayPeriod(word); p != unknownPeriod {
		s.lead = p
		f.Shape |= periodLead
		return true
	}
	f.Shape |= joined
	return joiner(word)
}

// joiner says whether a word may stand between a date and a time.
func joiner(word []byte) bool {
	if len(word) == 0 || len(word) > 16 {
		return false
	}
	for _, r := range string(word) {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) && r != '.' && r != ' ' && r != '\'' {
			return false
		}
	}
	return true
}

func (s *scanner) time(f *Front) bool {
	f.clock = uint16(s.at)
	h, digits := s.number(2)
	if digits == 0 || h > 24 {
		return false
	}
	if s.take('.') {
		f.Shape |= timeDot
	} else if !s.take(':') {
		return false
	}
	colon := s.in[s.at-1]
	m, digits := s.number(2)
	if digits != 2 || m > 59 {
		return false
	}
	sec := 0
	if s.at+1 < len(s.in) && s.in[s.at] == colon && s.in[s.at+1]-'0' <= 9 {
		s.at++
		f.Shape |= seconds
		if sec, digits = s.number(2); digits != 2 || sec > 59 {
			return false
		}
	}
	f.stop = uint16(s.at)
	p := s.lead
	if f.Shape&periodLead == 0 {
		var ok bool
		if p, ok = s.trailing(f); !ok {
			return false
		}
	}
	h = p.hour(h)
	f.second = int32(h*3600 + m*60 + sec)
	return h < 24
}

// trailing reads the word behind a time, if there is one.
func (s *scanner) trailing(f *Front) (period, bool) {
	from := s.at
	s.blanks()
	c := s.peek()
	if c == ']' || c == '-' || c == ':' || c == ';' || c == 0 {
		s.at = from
		return noPeriod, true
	}
	start := s.at
	if p := s.clock(f); p != unknownPeriod {
		f.Shape |= periodLast
		return p, true
	}
	end := s.wordEnd(start)
	if end < len(s.in) && s.in[end] >= 0x80 && !s.wide {
		s.at = end
		return noPeriod, false
	}
	p := dayPeriod(s.in[start:end])
	if p == unknownPeriod {
		s.at = from
		return noPeriod, f.Shape&bracket == 0
	}
	s.at = end
	f.Shape |= periodLast
	f.upper = s.in[start] < 'a'
	return p, true
}

// clock reads a bare AM or PM, the case that is worth being fast for.
func (s *scanner) clock(f *Front) period {
	if s.at+2 >= len(s.in) || s.in[s.at+1]|0x20 != 'm' {
		return unknownPeriod
	}
	if c := s.in[s.at+2]; c != ']' && c != ' ' && c != ':' {
		return unknownPeriod
	}
	p := unknownPeriod
	switch s.in[s.at] | 0x20 {
	case 'a':
		p = am
	case 'p':
		p = pm
	default:
		return p
	}
	f.upper = s.in[s.at] < 'a'
	s.at += 2
	return p
}

// wordEnd finds where a day period may end: before a bracket, a dash, a colon,
// or at the first foreign byte where those are not expected.
func (s *scanner) wordEnd(from int) int {
	i := from
	for ; i < len(s.in) && i-from < 48; i++ {
		c := s.in[i]
		if c == ']' || c == ':' || c == ';' || c >= 0x80 && !s.wide {
			break
		}
		if c == ' ' && i+1 < len(s.in) && s.in[i+1] == '-' {
			break
		}
	}
	return i
}

func (s *scanner) closing(f *Front) bool {
	s.blanks()
	if !s.take(']') {
		return false
	}
	s.take(' ')
	f.Body = s.at
	return true
}

// tail reads the end of a front without brackets.
func (s *scanner) tail(f *Front) bool {
	if s.take(':') {
		f.Shape |= tailColon
	} else if s.take(';') {
		f.Shape |= tailSemi
	} else if !s.blanks() {
		return false
	} else if s.take('-') {
		f.Shape |= tailDash
	} else {
		f.Shape |= tailBlank
		f.Body = s.at
		return true
	}
	if s.at < len(s.in) && !s.take(' ') {
		return false
	}
	f.Body = s.at
	return true
}

// Phone says whether iPhones write this shape: brackets, or seconds.
func (s Shape) Phone() bool { return s&(bracket|seconds) != 0 }

// Usual says whether phones of today write this shape.
func (s Shape) Usual() bool { return s&(bracket|tailDash) != 0 }
