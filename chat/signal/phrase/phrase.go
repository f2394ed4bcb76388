// Package phrase knows the words that signal-export puts in the place of a
// call.
//
// It promises to take nothing but these words, whole, for a call. It refuses
// to guess at others.
package phrase

import (
	"bytes"
	"strconv"
)

// Called is what the words say.
type Called struct {
	Missed  bool
	Seconds int32
}

// Call reads "Incoming voice call (accepted, 5m 3s)" and its like.
func Call(text []byte) (Called, bool) {
	if len(text) > 80 {
		return Called{}, false
	}
	words, detail, _ := bytes.Cut(text, []byte(" ("))
	missed := false
	switch string(words) {
	case "Missed call", "Missed voice call", "Missed video call", "Missed group call":
		return Called{Missed: true}, len(detail) == 0
	case "Incoming call", "Incoming voice call", "Incoming video call", "Incoming group call",
		"Outgoing call", "Outgoing voice call", "Outgoing video call", "Outgoing group call":
	default:
		return Called{}, false
	}
	detail, closed := bytes.CutSuffix(detail, []byte(")"))
	if !closed {
		return Called{}, len(detail) == 0
	}
	how, long, _ := bytes.Cut(detail, []byte(", "))
	switch string(how) {
	case "unanswered", "declined", "declined by recipient", "missed", "notaccepted", "deleted":
		missed = true
	}
	return Called{Missed: missed, Seconds: seconds(long)}, true
}

// seconds reads "5m 3s" or "45s"; 0 for anything else.
func seconds(long []byte) int32 {
	total := 0
	for part := range bytes.FieldsSeq(long) {
		n, err := strconv.Atoi(string(part[:len(part)-1]))
		switch {
		case err != nil || n < 0 || n > 1<<20:
			return 0
		case part[len(part)-1] == 'm':
			total += 60 * n
		case part[len(part)-1] == 's':
			total += n
		}
	}
	return int32(total)
}
