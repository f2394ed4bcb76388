package googlechat

import (
	"bytes"
	"time"
	"unicode"
	"unicode/utf8"
)

// stamp is what has been found of a date in words: the numbers, by what they
// must be whatever their order, and the month by its name. -1 is for nothing.
type stamp struct {
	year, month, day     int
	hour, minute, second int
	half                 half
	a, p                 bool // the word before was only this letter
	wrong                bool // two of a kind, or a number that is nothing
}

// half is one of the two halves of a day.
type half uint8

const (
	none half = iota
	before
	afternoon
)

const longestDate = 120

// date reads a time of UTC that was written for people: "Tuesday, 5 March
// 2024 at 14:03:11 UTC" and its like in the languages of the tables. So many
// hours from Greenwich would be a number too many.
func date(text []byte) (int64, bool) {
	if len(text) == 0 || len(text) > longestDate {
		return 0, false
	}
	s := stamp{year: -1, month: -1, day: -1, hour: -1, minute: -1, second: -1}
	for len(text) > 0 && !s.wrong {
		r, size := utf8.DecodeRune(text)
		switch {
		case r >= '0' && r <= '9':
			text = s.number(text)
		case unicode.IsLetter(r):
			text = s.word(text)
		default:
			text = text[size:]
		}
	}
	return s.time()
}

// digits takes a number of at most four digits.
func digits(text []byte) (n, size int) {
	for size < len(text) && text[size] >= '0' && text[size] <= '9' {
		if size < 5 {
			n = n*10 + int(text[size]-'0')
		}
		size++
	}
	return n, size
}

// number takes digits: a clock where others are joined to them, else what the
// sign behind them says, else a year or a day by their size.
func (s *stamp) number(text []byte) []byte {
	if rest, ok := s.clock(text); ok {
		return rest
	}
	n, size := digits(text)
	rest := text[size:]
	to := s.unit(rest)
	switch {
	case to != nil:
	case size == 4:
		to = &s.year
	case size <= 2:
		to = &s.day
	default:
		s.wrong = true
		return nil
	}
	s.set(to, n)
	return rest
}

// unit is what stands behind a number and says what it is: an East Asian sign,
// or the letters of Canadian French.
func (s *stamp) unit(rest []byte) *int {
	word := bytes.TrimLeftFunc(rest, unicode.IsSpace)
	switch letters := word[:letters(word)]; string(letters) {
	case "h":
		return &s.hour
	case "min":
		return &s.minute
	case "s":
		return &s.second
	}
	switch r, _ := utf8.DecodeRune(rest); r {
	case '年', '년':
		return &s.year
	case '月', '월':
		return &s.month
	case '日', '일':
		return &s.day
	case '時', '时', '시':
		return &s.hour
	case '分', '분':
		return &s.minute
	case '秒', '초':
		return &s.second
	}
	return nil
}

func (s *stamp) set(to *int, n int) {
	s.wrong = s.wrong || *to >= 0
	*to = n
}

// clock takes hours, minutes and seconds with colons or full stops between.
func (s *stamp) clock(text []byte) (rest []byte, ok bool) {
	hour, size := digits(text)
	if size > 2 || size == len(text) || text[size] != ':' && text[size] != '.' {
		return nil, false
	}
	sign := text[size : size+1]
	minute, rest, ok := pair(text[size:], sign)
	if !ok {
		return nil, false
	}
	second := 0
	if n, more, ok := pair(rest, sign); ok {
		second, rest = n, more
	}
	s.set(&s.hour, hour)
	s.set(&s.minute, minute)
	s.set(&s.second, second)
	return rest, true
}

// pair takes a sign and two digits.
func pair(text, sign []byte) (n int, rest []byte, ok bool) {
	text, ok = bytes.CutPrefix(text, sign)
	n, size := digits(text)
	return n, text[size:], ok && size == 2
}

// word takes letters: a month, half a day, or nothing that matters.
func (s *stamp) word(text []byte) []byte {
	n := letters(text)
	var small [64]byte
	word := lower(small[:0], text[:n])
	switch month := months[string(word)]; {
	case month > 0:
		s.set(&s.month, month)
	case halves[string(word)] != none:
		s.half = halves[string(word)]
	case s.a && string(word) == "m":
		s.half = before
	case s.p && string(word) == "m":
		s.half = afternoon
	}
	s.a, s.p = string(word) == "a", string(word) == "p"
	return text[n:]
}

// letters is how long a word is.
func letters(text []byte) int {
	n := bytes.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) })
	if n < 0 {
		return len(text)
	}
	return n
}

// lower is bytes.ToLower into a place of one's own.
func lower(to, word []byte) []byte {
	for len(word) > 0 && len(to)+utf8.UTFMax <= cap(to) {
		r, size := utf8.DecodeRune(word)
		to = utf8.AppendRune(to, unicode.ToLower(r))
		word = word[size:]
	}
	return to
}

// time puts together what was found, if it is a time.
func (s *stamp) time() (int64, bool) {
	switch {
	case s.half != none && (s.hour < 0 || s.hour > 12):
		return 0, false
	case s.half == afternoon && s.hour < 12:
		s.hour += 12
	case s.half == before && s.hour == 12:
		s.hour = 0
	}
	s.second = max(0, s.second)
	if s.wrong || s.year < 1990 || s.year > 2200 || s.month < 1 || s.day < 1 || s.hour < 0 || s.hour > 23 || s.minute < 0 || s.minute > 59 || s.second > 60 {
		return 0, false
	}
	t := time.Date(s.year, time.Month(s.month), s.day, s.hour, s.minute, s.second, 0, time.UTC)
	if s.month > 12 || t.Day() != s.day && s.second < 60 {
		return 0, false
	}
	return t.Unix(), true
}
