package whatsapp

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// shape is how an export writes the front of its lines. Two lines have the
// same shape when all of it agrees; a file has one shape.
type shape uint32

const (
	bracket    shape = 1 << iota // [ … ]
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

// front is what scan finds before an author or a notice.
type front struct {
	stamp
	shape shape
	body  int // where the rest begins
}

// scan reads the front of a line. It first tries the bytes as they are; where
// they hold anything but ASCII before the end of the front, it tries again
// with invisible characters gone and foreign digits and blanks made plain.
func scan(line []byte, f *front) bool {
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

func scanPlain(line []byte, f *front) bool {
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
	f.body = int(p.end(f.body))
	return true
}

// mayStart says whether a front may start with the first character, which is
// not ASCII: a mark, or a digit of another script.
func mayStart(line []byte) bool {
	r, _ := utf8.DecodeRune(line)
	return invisible(r) || unicode.Is(unicode.Nd, r)
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

func (s *scanner) front(f *front) bool {
	*f = front{}
	if s.take('[') {
		f.shape = bracket
	}
	if !s.date(f) || !s.between(f) || !s.time(f) {
		return false
	}
	if f.shape&bracket != 0 {
		return s.closing(f)
	}
	return s.tail(f)
}

func (s *scanner) date(f *front) bool {
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
	if f.shape&dot != 0 && s.take('.') {
		f.shape |= dateDot
	}
	return f.years() && f.possible()
}

func (s *scanner) separator(f *front, i int) bool {
	var kind shape
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
	if i > 0 && f.shape&kind == 0 {
		return false
	}
	f.shape |= kind
	if s.take(' ') {
		f.shape |= dateBlank
	}
	return true
}

// years says where the year stands, from the number of digits.
func (f *front) years() bool {
	d := f.digits
	switch {
	case d[0] == 4 && d[1] <= 2 && d[2] <= 2:
		f.shape |= yearFirst | yearLong
	case d[0] <= 2 && d[1] <= 2 && d[2] == 4:
		f.shape |= yearLong
	case d[0] > 2 || d[1] > 2 || d[2] != 2 && (d[0] != 2 || d[2] > 2):
		return false
	}
	return true
}

// possible refuses dates that no order of day and month allows.
func (f *front) possible() bool {
	a, b, c := f.n[0], f.n[1], f.n[2]
	if f.shape&yearFirst != 0 {
		return a >= 1970 && a < 2100 && monthDay(b, c)
	}
	if f.shape&yearLong != 0 {
		return c >= 1970 && c < 2100 && (monthDay(b, a) || monthDay(a, b))
	}
	return f.digits[2] == 2 && (monthDay(b, a) || monthDay(a, b)) || monthDay(b, c)
}

func monthDay(m, d uint16) bool { return m >= 1 && m <= 12 && d >= 1 && d <= 31 }

// between reads what stands between date and time: a comma, blanks, a word.
func (s *scanner) between(f *front) bool {
	if s.take(',') {
		f.shape |= dateComma
	}
	if !s.blanks() && f.shape&dateComma == 0 {
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
		f.shape |= periodLead
		return true
	}
	f.shape |= joined
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

func (s *scanner) time(f *front) bool {
	f.clock = uint16(s.at)
	h, digits := s.number(2)
	if digits == 0 || h > 24 {
		return false
	}
	if s.take('.') {
		f.shape |= timeDot
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
		f.shape |= seconds
		if sec, digits = s.number(2); digits != 2 || sec > 59 {
			return false
		}
	}
	f.stop = uint16(s.at)
	p := s.lead
	if f.shape&periodLead == 0 {
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
func (s *scanner) trailing(f *front) (period, bool) {
	from := s.at
	s.blanks()
	c := s.peek()
	if c == ']' || c == '-' || c == ':' || c == ';' || c == 0 {
		s.at = from
		return noPeriod, true
	}
	start := s.at
	if p := s.clock(f); p != unknownPeriod {
		f.shape |= periodLast
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
		return noPeriod, f.shape&bracket == 0
	}
	s.at = end
	f.shape |= periodLast
	f.upper = s.in[start] < 'a'
	return p, true
}

// clock reads a bare AM or PM, the case that is worth being fast for.
func (s *scanner) clock(f *front) period {
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

func (s *scanner) closing(f *front) bool {
	s.blanks()
	if !s.take(']') {
		return false
	}
	s.take(' ')
	f.body = s.at
	return true
}

// tail reads the end of a front without brackets.
func (s *scanner) tail(f *front) bool {
	if s.take(':') {
		f.shape |= tailColon
	} else if s.take(';') {
		f.shape |= tailSemi
	} else if !s.blanks() {
		return false
	} else if s.take('-') {
		f.shape |= tailDash
	} else {
		f.shape |= tailBlank
		f.body = s.at
		return true
	}
	if s.at < len(s.in) && !s.take(' ') {
		return false
	}
	f.body = s.at
	return true
}

// lastFront remembers the front of a line: the next lines mostly begin with
// the same date, and end their front in one of two ways.
type lastFront struct {
	front
	day  [48]byte // the bytes in front of the time
	n    int      // how many; 0 for none
	ends [2]ending
	of   shape // of the ends
}

// ending is what follows the digits of a time, with all that it says.
type ending struct {
	text   [16]byte
	n      int
	period period
	upper  bool
}

// scan is scan for the lines of one file, one after another.
func (l *lastFront) scan(line []byte) (*front, bool) {
	if n := l.n; n > 0 && len(line) > n+8 && string(line[:n]) == string(l.day[:n]) && l.time(line, n) {
		return &l.front, true
	}
	var f front
	if !scan(line, &f) {
		return nil, false
	}
	l.front, l.n = f, 0
	l.keep(line)
	return &l.front, true
}

// time reads the time behind a known date, in the layout of the line before.
func (l *lastFront) time(line []byte, at int) bool {
	h := int(line[at] - '0')
	if c := line[at+1] - '0'; c <= 9 {
		h = h*10 + int(c)
		at++
	}
	colon := byte(':')
	if l.shape&timeDot != 0 {
		colon = '.'
	}
	m, ok := pair(line[at+1:], colon)
	at += 4
	sec := 0
	if ok && l.shape&seconds != 0 {
		if len(line) < at+4 {
			return false
		}
		sec, ok = pair(line[at:], colon)
		at += 3
	}
	if !ok || h > 23 || line[l.n]-'0' > 9 {
		return false
	}
	for i := range l.ends {
		e := &l.ends[i]
		if n := e.n; n > 0 && len(line) >= at+n && string(line[at:at+n]) == string(e.text[:n]) {
			if h = e.period.hour(h); h > 23 {
				return false
			}
			l.second = int32(h*3600 + m*60 + sec)
			l.body, l.upper = at+n, e.upper
			return true
		}
	}
	return false
}

// pair reads a separator and two digits below 60.
func pair(b []byte, colon byte) (int, bool) {
	x, y := b[1]-'0', b[2]-'0'
	return int(x)*10 + int(y), b[0] == colon && x <= 5 && y <= 9
}

// keep remembers a front that is ASCII throughout and whose end does not
// depend on what follows it.
func (l *lastFront) keep(line []byte) {
	at, f := int(l.clock), &l.front
	if at > len(l.day) || f.shape&(tailBlank|periodLead) != 0 || line[f.body-1] != ' ' || !ascii(line[:f.body]) {
		return
	}
	end := int(f.stop)
	if f.body-end > len(l.ends[0].text) {
		return
	}
	if f.shape != l.of {
		l.of, l.ends = f.shape, [2]ending{}
	}
	l.n = copy(l.day[:], line[:at])
	e := ending{n: f.body - end, upper: f.upper, period: noPeriod}
	copy(e.text[:], line[end:f.body])
	if f.shape&periodLast != 0 {
		e.period = dayPeriod(bytes.TrimRight(line[end:f.body], "]-:; "))
	}
	if e != l.ends[0] {
		l.ends[0], l.ends[1] = e, l.ends[0]
	}
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// plain is the front of a line as ASCII where it can be, with the way back.
type plain struct {
	buf  [192]byte
	from [192]uint16
	to   [192]uint16
	n    int
}

// read fills the plain front; false when no front can start with this.
func (p *plain) read(line []byte) bool {
	for i := 0; i < len(line) && p.n < 128 && i < 1024; {
		r, size := rune(line[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(line[i:])
		}
		if r = simple(r); r >= 0 {
			if p.n == 0 && r != '[' && (r < '0' || r > '9') {
				return false
			}
			p.put(r, i, i+size)
		}
		i += size
	}
	return p.n > 0
}

func (p *plain) put(r rune, from, to int) {
	var b [4]byte
	for _, c := range b[:utf8.EncodeRune(b[:], r)] {
		p.buf[p.n], p.from[p.n], p.to[p.n] = c, uint16(from), uint16(to)
		p.n++
	}
}

func (p *plain) start(i int) uint16 { return p.from[min(i, p.n-1)] }

func (p *plain) end(i int) uint16 {
	if i == 0 {
		return 0
	}
	return p.to[i-1]
}

// simple makes a character of a front plain; -1 takes it out.
func simple(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return r
	case invisible(r):
		return -1
	case unicode.Is(unicode.Zs, r):
		return ' '
	case r == '–' || r == '—' || r == '‐' || r == '‑' || r == '−':
		return '-'
	case r == '،' || r == '、' || r == '，':
		return ','
	case r == '：':
		return ':'
	case unicode.Is(unicode.Nd, r):
		return digit(r)
	}
	return r
}

// digit gives the ASCII digit of a decimal digit of any script. Unicode keeps
// the ten digits of a script together, so the digit is how many lie below it.
func digit(r rune) rune {
	for _, rng := range unicode.Nd.R16 {
		if r <= rune(rng.Hi) {
			return '0' + (r-rune(rng.Lo))%10
		}
	}
	return r
}

// invisible says whether a character only steers the direction of text, or
// marks the byte order.
func invisible(r rune) bool {
	return r == 0x200e || r == 0x200f || r == 0xfeff || r == 0x061c || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
