package count

import (
	"strings"
	"unicode"
)

// Clean makes text from a file safe to print on a terminal or a page: control
// characters, escapes, marks of direction and other format characters are
// taken out, blanks of every kind become one blank, and it is cut at 60
// characters. The joiners inside emoji and some scripts stay.
func Clean(s string) string {
	var out strings.Builder
	n, blank := 0, false
	for _, r := range s {
		if unicode.IsSpace(r) {
			blank = out.Len() > 0
			continue
		}
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) && r != '\u200c' && r != '\u200d' {
			continue
		}
		if n == 60 {
			return out.String() + "…"
		}
		if blank {
			out.WriteByte(' ')
			blank = false
		}
		out.WriteRune(r)
		n++
	}
	return out.String()
}
