// Package day reads LINE's date lines, in whatever order, language and era
// they are written, and works out from all of them which number is the day.
//
// It promises that weekdays decide where they can, and that it says when
// nothing decides. It refuses a line that holds anything but a date.
package day

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// Shape is how a date line is built. All date lines of a file have one shape,
// so that a date inside a message is none.
type Shape struct {
	yearFirst bool
	separator byte // '/', '.', '-', or 'y' for year, month and day as words
	before    bool // a weekday stands in front
	after     bool // or behind
}

// Date is a date line: its numbers as they stand, but for the year, which is
// counted from the birth of Christ.
type Date struct {
	Shape
	N    [3]uint16
	thai bool   // the year was counted from Buddha
	word []byte // the weekday as written, without brackets
}

const longestDate = 80 // bytes

// Scan reads a date line, which holds nothing else.
func Scan(line []byte) (Date, bool) {
	var d Date
	line = bytes.TrimSpace(line)
	if len(line) < 6 || len(line) > longestDate {
		return d, false
	}
	rest, ok := d.front(line)
	if !ok {
		return d, false
	}
	era := eraOf(&rest)
	var digits [3]int
	for i := range d.N {
		if rest, ok = d.number(rest, i, &digits[i]); !ok {
			return d, false
		}
	}
	return d, d.year(era, digits) && d.back(rest)
}

// front takes a weekday off the front: "Sat, ", "ศ. ".
func (d *Date) front(line []byte) ([]byte, bool) {
	end := bytes.IndexAny(line, "0123456789")
	if end <= 0 {
		return line, end == 0
	}
	if word := line[:end]; eraOf(&word) > 0 && len(word) == 0 {
		return line, true
	}
	if line[end-1] != ' ' {
		return line, false
	}
	d.word, d.before = weekdayIn(line[:end])
	return line[end:], d.before
}

// number takes one number and the separator behind it.
func (d *Date) number(rest []byte, i int, digits *int) ([]byte, bool) {
	n := 0
	for len(rest) > 0 && rest[0]-'0' <= 9 && *digits < 5 {
		n = n*10 + int(rest[0]-'0')
		rest = rest[1:]
		*digits++
	}
	if *digits == 0 || *digits == 5 {
		return nil, false
	}
	d.N[i] = uint16(n)
	sep, rest := separatorOf(rest, i)
	if i == 2 {
		return rest, true
	}
	if i == 0 {
		d.separator = sep
	}
	return bytes.TrimLeft(rest, " "), sep != 0 && sep == d.separator
}

// separatorOf takes what stands behind the first, second or third number.
func separatorOf(rest []byte, i int) (byte, []byte) {
	if len(rest) == 0 {
		return 0, rest
	}
	for _, words := range [2][3]string{{"年", "月", "日"}, {"년", "월", "일"}} {
		if bytes.HasPrefix(rest, []byte(words[i])) && (i < 2 || len(rest) == 3 || rest[3] == ' ' || rest[3] == '(') {
			return 'y', rest[len(words[i]):]
		}
	}
	switch c := rest[0]; {
	case c == '.' || i < 2 && (c == '/' || c == '-'):
		return c, rest[1:]
	}
	return 0, rest
}

// year settles which number is the year and what it is counted from.
func (d *Date) year(era uint16, digits [3]int) bool {
	at := 2
	if era > 0 || digits[0] > 2 {
		at, d.yearFirst = 0, true
	}
	y := &d.N[at]
	switch {
	case era > 0:
		*y += era
	case digits[at] == 3 && *y < 200 && at == 0:
		*y += 1911 // Taiwan counts from its republic
	case digits[at] != 4:
		return false
	case *y >= 2400 && *y < 2800:
		*y -= 543
		d.thai = true
	}
	return *y >= 2000 && *y < 2200
}

// back takes what stands behind the numbers: a weekday, or the name of an era.
func (d *Date) back(rest []byte) bool {
	rest = bytes.TrimSpace(rest)
	switch string(rest) {
	case "", "BE", "B.E.", "พ.ศ.", "AD":
		return true
	}
	d.word, d.after = weekdayIn(rest)
	return d.after && !d.before
}

// weekdayIn gives the one word of a short text, out of its brackets.
func weekdayIn(text []byte) ([]byte, bool) {
	text = bytes.TrimFunc(text, func(r rune) bool {
		return r == '(' || r == ')' || r == '（' || r == '）' || r == ',' || r == '.' || r == '、' || unicode.IsSpace(r)
	})
	for _, r := range string(text) {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) && r != '-' {
			return nil, false
		}
	}
	return text, len(text) > 0 && utf8.RuneCount(text) <= 14
}

// eraOf takes the name of a Japanese era off the front and gives the year
// before its first.
func eraOf(rest *[]byte) uint16 {
	for i, names := range [3][2]string{{"R", "令和"}, {"H", "平成"}, {"S", "昭和"}} {
		for _, n := range names {
			if text, ok := bytes.CutPrefix(*rest, []byte(n)); ok {
				*rest = text
				return [3]uint16{2018, 1988, 1925}[i]
			}
		}
	}
	return 0
}

// dayOf gives the day since 1970, or false for a date that does not exist.
func dayOf(y, m, d uint16) (int64, bool) {
	if m < 1 || m > 12 || d < 1 || d > monthDays(y, m) {
		return 0, false
	}
	year, month := int64(y), int64(m)
	if m <= 2 {
		year--
	}
	doy := (153*((month+9)%12)+2)/5 + int64(d) - 1
	return year*365 + year/4 - year/100 + year/400 + doy - 719468, true
}

func monthDays(y, m uint16) uint16 {
	if m == 2 {
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 30 + (m+m/8)%2
}
