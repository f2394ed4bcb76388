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

	"ebb/chat/whatsapp/period"
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
	timeHour   // 21h25
	clockFirst // 21:25, 13/06/2018
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
	lead period.Period
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
	from := s.at
	if s.date(f) {
		if !s.between(f) || !s.time(f) {
			return false
		}
	} else if !s.reversed(f, from) {
		return false
	}
	if f.Shape&bracket != 0 {
		return s.closing(f)
	}
	return s.tail(f)
}

// reversed reads a front whose time stands before its date.
func (s *scanner) reversed(f *Front, from int) bool {
	failed := s.at
	if c := s.peek(); c != ':' && c != '.' || s.at-from > 5 || s.at == from {
		return false
	}
	*f = Front{Shape: f.Shape&bracket | clockFirst}
	s.at = from
	if s.time(f) {
		if s.take(',') {
			f.Shape |= dateComma
		}
		if s.blanks() && s.date(f) {
			return true
		}
	}
	s.at = max(s.at, failed)
	return false
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
		return year(a) && monthDay(b, c)
	}
	if f.Shape&yearLong != 0 {
		return year(c) && (monthDay(b, a) || monthDay(a, b))
	}
	return f.digits[2] == 2 && (monthDay(b, a) || monthDay(a, b)) || monthDay(b, c)
}

// year says whether there may be messages from a year, or from one that is
// counted as in Thailand.
func year(y uint16) bool {
	return y >= 1970 && y < 2100 || y >= 1970+buddhist && y < 2100+buddhist
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
	word := bytes.Trim(s.in[from:s.at], " ,")
	if p := period.Of(word); p != period.Unknown {
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
	if digits == 0 || h > 24 || !s.colon(f) {
		return false
	}
	m, digits := s.number(2)
	if digits != 2 || m > 59 {
		return false
	}
	sec, ok := s.seconds(f)
	if !ok {
		return false
	}
	f.stop = uint16(s.at)
	p := s.lead
	if f.Shape&periodLead == 0 {
		if p, ok = s.trailing(f); !ok {
			return false
		}
	}
	h = p.Hour(h)
	f.second = int32(h*3600 + m*60 + sec)
	return h < 24
}

// colon takes what stands behind the hour: a colon, a dot, or an h.
func (s *scanner) colon(f *Front) bool {
	if s.take(':') {
		return true
	}
	if s.take('.') {
		f.Shape |= timeDot
		return true
	}
	f.Shape |= timeHour
	return s.unit("h")
}

// unit takes a letter or word among blanks.
func (s *scanner) unit(word string) bool {
	from := s.at
	s.blanks()
	if !bytes.HasPrefix(s.in[s.at:], []byte(word)) {
		s.at = from
		return false
	}
	s.at += len(word)
	s.blanks()
	return true
}

// seconds reads them where there are any.
func (s *scanner) seconds(f *Front) (sec int, ok bool) {
	from := s.at
	if f.Shape&timeHour != 0 {
		if !s.unit("min") {
			return 0, true
		}
	} else if colon := s.in[s.at-3]; s.at+1 < len(s.in) && s.in[s.at] == colon && s.in[s.at+1]-'0' <= 9 {
		s.at++
	} else {
		return 0, true
	}
	sec, digits := s.number(2)
	switch {
	case digits == 0 && f.Shape&timeHour != 0:
		s.at = from + len(" min")
		return 0, true
	case digits != 2 || sec > 59:
		return 0, false
	}
	f.Shape |= seconds
	if f.Shape&timeHour != 0 {
		s.unit("s")
	}
	return sec, true
}

// trailing reads the word behind a time, if there is one. A word that nobody
// knows, where the clock may have twelve hours, is no author: it would make
// afternoons mornings.
func (s *scanner) trailing(f *Front) (period.Period, bool) {
	from := s.at
	s.blanks()
	c := s.peek()
	if c == ']' || c == '-' || c == ':' || c == ';' || c == 0 || f.Shape&clockFirst != 0 && (c == ',' || c-'0' <= 9) {
		s.at = from
		return period.None, true
	}
	start := s.at
	if p := s.clock(f); p != period.Unknown {
		f.Shape |= periodLast
		return p, true
	}
	end := s.wordEnd(start)
	if end < len(s.in) && s.in[end] >= 0x80 && !s.wide {
		s.at = end
		return period.None, false
	}
	p := period.Of(s.in[start:end])
	if p == period.Unknown {
		s.at = from
		return period.None, f.Shape&bracket == 0 && (f.Shape&seconds != 0 || !bytes.HasPrefix(s.in[end:], []byte(" -")))
	}
	s.at = end
	f.Shape |= periodLast
	f.upper = s.in[start] < 'a'
	return p, true
}

// clock reads a bare AM or PM, the case that is worth being fast for.
func (s *scanner) clock(f *Front) period.Period {
	if s.at+2 >= len(s.in) || s.in[s.at+1]|0x20 != 'm' {
		return period.Unknown
	}
	if c := s.in[s.at+2]; c != ']' && c != ' ' && c != ':' {
		return period.Unknown
	}
	p := period.Unknown
	switch s.in[s.at] | 0x20 {
	case 'a':
		p = period.AM
	case 'p':
		p = period.PM
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
		if c == ']' || c == ':' || c == ';' || c == ',' || c-'0' <= 9 || c >= 0x80 && !s.wide {
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
