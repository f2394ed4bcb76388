package stamp

import (
	"bytes"
	"encoding/binary"
	"unicode/utf8"

	"ebb/chat/whatsapp/period"
)

// Last remembers the front of a line: the next lines mostly begin with
// the same date, and end their front in one of two ways.
type Last struct {
	Front
	day  [48]byte // the bytes in front of the time
	n    int      // how many; 0 for none
	ends [2]ending
	of   Shape // of the ends
	date int64 // packed

	Again bool // the date is the one of the line before
}

// At gives the stamp as Pack does.
func (l *Last) At() int64 { return l.date | int64(l.second) }

// ending is what follows the digits of a time, with all that it says.
type ending struct {
	word, mask uint64 // the first eight bytes, as far as they count
	text       [16]byte
	n          int
	hours      [24]int32 // seconds by the hour as written; -1 for none
	upper      bool
}

func (e *ending) starts(b []byte) bool {
	if e.n <= 8 && len(b) >= 8 {
		return binary.LittleEndian.Uint64(b)&e.mask == e.word
	}
	return len(b) >= e.n && string(b[:e.n]) == string(e.text[:e.n])
}

// fill completes an ending that follows a period.
func (e *ending) fill(p period.Period) {
	e.mask = 1<<(8*min(e.n, 8)) - 1
	e.word = binary.LittleEndian.Uint64(e.text[:]) & e.mask
	for h := range e.hours {
		if e.hours[h] = int32(p.Hour(h)) * 3600; p.Hour(h) > 23 {
			e.hours[h] = -1
		}
	}
}

// Scan is Scan for the lines of one file, one after another.
func (l *Last) Scan(line []byte) (*Front, bool) {
	if n := l.n; n > 0 && len(line) > n+8 && string(line[:n]) == string(l.day[:n]) && l.time(line, n) {
		l.Again = true
		return &l.Front, true
	}
	var f Front
	if !Scan(line, &f) {
		return nil, false
	}
	l.Front, l.n, l.Again = f, 0, false
	l.date = Pack(&f) - int64(f.second)
	l.keep(line)
	return &l.Front, true
}

// time reads the time behind a known date, in the layout of the line before.
func (l *Last) time(line []byte, at int) bool {
	h := int(line[at] - '0')
	if c := line[at+1] - '0'; c <= 9 {
		h = h*10 + int(c)
		at++
	}
	colon := byte(':')
	if l.Shape&timeDot != 0 {
		colon = '.'
	}
	m, ok := pair(line[at+1:], colon)
	at += 4
	sec := 0
	if ok && l.Shape&seconds != 0 {
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
		if e := &l.ends[i]; e.n > 0 && e.starts(line[at:]) {
			l.second = e.hours[h] + int32(m*60+sec)
			l.Body, l.upper = at+e.n, e.upper
			return e.hours[h] >= 0
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
func (l *Last) keep(line []byte) {
	at, f := int(l.clock), &l.Front
	if at > len(l.day) || f.Shape&(tailBlank|periodLead|timeHour|clockFirst) != 0 || line[f.Body-1] != ' ' || bytes.ContainsFunc(line[:f.Body], foreign) {
		return
	}
	end := int(f.stop)
	if f.Body-end > len(l.ends[0].text) {
		return
	}
	if f.Shape != l.of {
		l.of, l.ends = f.Shape, [2]ending{}
	}
	l.n = copy(l.day[:], line[:at])
	e := ending{n: f.Body - end, upper: f.upper}
	copy(e.text[:], line[end:f.Body])
	p := period.None
	if f.Shape&periodLast != 0 {
		p = period.Of(bytes.TrimRight(line[end:f.Body], "]-:; "))
	}
	if e.fill(p); e != l.ends[0] {
		l.ends[0], l.ends[1] = e, l.ends[0]
	}
}

func foreign(r rune) bool { return r >= utf8.RuneSelf }
