package imessage

import (
	"bytes"
	"time"
)

var months = []string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// stamp reads "May 17, 2022  5:29:42 PM" at the beginning of a line, as the
// wall clock as if it were UTC, and gives what stands behind it.
func stamp(line []byte) (at int64, behind []byte, ok bool) {
	const fixed = len("May 17, 2022  5:29:42 PM")
	if len(line) < fixed || line[3] != ' ' || line[6] != ',' || line[7] != ' ' || line[12] != ' ' ||
		line[15] != ':' || line[18] != ':' || line[21] != ' ' || line[23] != 'M' {
		return 0, nil, false
	}
	month := 0
	for i, m := range months {
		if string(line[:3]) == m {
			month = i + 1
		}
	}
	day, year, hour := number(line[4:6]), number(line[8:12]), number(line[13:15])
	minute, second := number(line[16:18]), number(line[19:21])
	if month == 0 || day < 1 || year < 1980 || hour < 1 || hour > 12 || minute < 0 || minute > 59 || second < 0 || second > 60 {
		return 0, nil, false
	}
	switch line[22] {
	case 'A':
		hour %= 12
	case 'P':
		hour = hour%12 + 12
	default:
		return 0, nil, false
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC)
	behind = line[fixed:]
	return t.Unix(), bytes.TrimPrefix(behind, []byte(" ")), t.Day() == day && (len(behind) == 0 || behind[0] == ' ')
}

// number reads digits, with a blank in front of one that stands alone; -1
// where there is anything else.
func number(b []byte) int {
	if b[0] == ' ' {
		b = b[1:]
	}
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// isRead says whether what stands behind a stamp is when it was read:
// "(Read by you after 1 hour, 49 seconds)".
func isRead(behind []byte) bool {
	return bytes.HasPrefix(behind, []byte("(Read by ")) && bytes.HasSuffix(behind, []byte(")"))
}
