package transcript

import (
	"bytes"
	"time"
)

// stamp is what begins a message: when, and who.
type stamp struct {
	at     int64 // wall clock
	author []byte
	text   []byte
	ok     bool // the time exists
}

// style is how the stamps of a file are written.
type style uint8

const (
	brackets style = iota + 1 // [2024-03-09 16:00:05] Me: …, or with a comma and without seconds
	short                     // 2024-03-09 16:00 You: …
)

// styleOf says in which way a line is stamped; 0 for none.
func styleOf(line []byte) style {
	switch {
	case len(line) > 17 && line[0] == '[' && shaped(line[1:]):
		return brackets
	case len(line) > 16 && shaped(line):
		return short
	}
	return 0
}

// shaped says whether a text begins like "2024-03-09".
func shaped(b []byte) bool {
	return b[4] == '-' && b[7] == '-' && digits(b[:4]) && digits(b[5:7]) && digits(b[8:10])
}

func digits(b []byte) bool {
	for _, c := range b {
		if c-'0' > 9 {
			return false
		}
	}
	return true
}

// scan reads the front of a line in a style. It is false for a line that has
// none.
func scan(line []byte, s style) (stamp, bool) {
	if styleOf(line) != s {
		return stamp{}, false
	}
	if s == brackets {
		end := bytes.IndexByte(line[:min(len(line), 24)], ']')
		if end < 0 || len(line) < end+2 || line[end+1] != ' ' {
			return stamp{}, false
		}
		return read(line[1:end], line[end+2:])
	}
	if line[16] != ' ' {
		return stamp{}, false
	}
	return read(line[:16], line[17:])
}

const maxName = 400 // bytes

// read takes a time, and parts an author from a text.
func read(when, rest []byte) (stamp, bool) {
	day, clock := when[:10], bytes.TrimLeft(bytes.TrimPrefix(when[10:], []byte(",")), " ")
	if len(clock) != 5 && len(clock) != 8 {
		return stamp{}, false
	}
	colon := bytes.IndexByte(rest[:min(len(rest), maxName)], ':')
	if colon <= 0 {
		return stamp{}, false
	}
	layout := "2006-01-02 15:04:05"[:11+len(clock)]
	at, err := time.Parse(layout, string(day)+" "+string(clock))
	text := rest[colon+1:]
	if len(text) > 0 && text[0] == ' ' {
		text = text[1:]
	}
	return stamp{at.Unix(), rest[:colon], text, err == nil && at.Unix() > 0}, true
}
