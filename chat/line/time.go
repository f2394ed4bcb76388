package line

import "bytes"

// clock is the time in front of a line.
type clock struct {
	seconds int32 // since midnight; 86400 and more as Android writes the first hour; -1 for a time that does not exist
	size    int   // bytes, without what parts it from the rest; 0 for no time
}

func (t clock) ok() bool { return t.size > 0 && t.seconds >= 0 }

// halves are the words for the halves of the day, in front of a time or behind.
var halves = []struct {
	word string
	add  int
}{
	{"午前", 0}, {"午後", 12}, {"上午", 0}, {"下午", 12}, {"오전", 0}, {"오후", 12},
	{"AM", 0}, {"PM", 12}, {"am", 0}, {"pm", 12}, {"a.m.", 0}, {"p.m.", 12}, {"a. m.", 0}, {"p. m.", 12},
}

var (
	wide    = []byte("    ") // some programs turn a tab into four blanks
	noBreak = []byte("\u202f")
)

// scanTime reads the time in front of a line, if one stands there with a tab
// or a blank behind it.
func scanTime(line []byte) clock {
	rest, half := halfOf(line)
	if half >= 0 {
		rest = bytes.TrimLeft(rest, " ")
	}
	hour, rest := number(rest)
	if hour < 0 || len(rest) < 4 || rest[0] != ':' {
		return clock{}
	}
	minute, rest := number(rest[1:])
	if minute < 0 || len(rest) == 0 {
		return clock{}
	}
	if half < 0 {
		trimmed := bytes.TrimPrefix(bytes.TrimPrefix(rest, []byte(" ")), noBreak)
		if behind, h := halfOf(trimmed); h >= 0 && len(behind) > 0 && (behind[0] == '\t' || behind[0] == ' ') {
			rest, half = behind, h
		}
	}
	if rest[0] != '\t' && rest[0] != ' ' {
		return clock{}
	}
	return clock{seconds: seconds(hour, minute, half), size: len(line) - len(rest)}
}

func halfOf(text []byte) ([]byte, int) {
	if len(text) == 0 || text[0] < 0xe0 && text[0]|0x20 != 'a' && text[0]|0x20 != 'p' {
		return text, -1
	}
	for _, h := range halves {
		if rest, ok := bytes.CutPrefix(text, []byte(h.word)); ok {
			return rest, h.add
		}
	}
	return text, -1
}

// number takes one or two digits.
func number(text []byte) (int, []byte) {
	n, i := 0, 0
	for i < len(text) && i < 2 && text[i]-'0' <= 9 {
		n = n*10 + int(text[i]-'0')
		i++
	}
	if i == 0 {
		return -1, text
	}
	return n, text[i:]
}

func seconds(hour, minute, half int) int32 {
	if minute > 59 || hour > 24 || half >= 0 && hour > 12 {
		return -1
	}
	if half >= 0 {
		hour = hour%12 + half
	}
	return int32(hour*3600 + minute*60)
}
