package export

import (
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"
)

// markdown is for eyes: a heading a day, an entry with its hour, what it holds
// below. Ids and keys, which nobody reads, are not in it.
type markdown struct {
	out io.Writer
	o   Options
	day string
}

func newMarkdown(out io.Writer, o Options) (*markdown, error) {
	m := &markdown{out: out, o: o}
	_, err := fmt.Fprintf(out, "# %s\n\n%s\n", o.book.Say("export.head", "at", o.Made), o.book.Say("export.what"))
	for _, t := range o.left() {
		if err == nil {
			_, err = fmt.Fprintf(out, "\n%s\n", o.book.Say("export.left."+t))
		}
	}
	return m, err
}

func (m *markdown) entry(x entry) error {
	var b strings.Builder
	if day := m.o.book.Day(x.event.At); day != m.day {
		m.day = day
		fmt.Fprintf(&b, "\n## %s\n", day)
	}
	fmt.Fprintf(&b, "\n### %s %s\n", x.event.At.Format("15:04"), m.o.label(x.event.Kind))
	if m.o.History && !x.stands {
		fmt.Fprintf(&b, "\n%s\n", m.o.book.Say("export.gone"))
	}
	if list := strings.Trim(bullets("", x.body), "\n"); list != "" {
		b.WriteString("\n" + list + "\n")
	}
	_, err := io.WriteString(m.out, b.String())
	return err
}

func (m *markdown) end(damaged []uint64) error {
	if len(damaged) == 0 {
		return nil
	}
	_, err := fmt.Fprintf(m.out, "\n%s\n", m.o.book.Say("export.damaged", "n", len(damaged)))
	return err
}

// bullets are fields as a list, and lists within it.
func bullets(indent string, v any) string {
	var b strings.Builder
	switch v := v.(type) {
	case fields:
		for _, f := range v {
			if below := bullets(indent+"  ", f.value); below != "" {
				fmt.Fprintf(&b, "%s- %s:%s", indent, plain(spaced(f.name)), below)
			}
		}
	case []any:
		for _, x := range v {
			if below := bullets(indent+"  ", x); below != "" {
				fmt.Fprintf(&b, "%s-%s", indent, below)
			}
		}
	case []byte, nil:
		return ""
	case string:
		return lines(indent, v)
	default:
		return " " + readable(v) + "\n"
	}
	if b.Len() == 0 {
		return ""
	}
	return "\n" + b.String()
}

// lines is text of a person: on the line of its name, or in lines of its own
// below.
func lines(indent, s string) string {
	if strings.TrimSpace(s) == "" {
		return ""
	}
	if !strings.Contains(s, "\n") {
		return " " + plain(s) + "\n"
	}
	var b strings.Builder
	b.WriteString("\n\n")
	for l := range strings.SplitSeq(s, "\n") {
		b.WriteString(strings.TrimRight(indent+"  > "+plain(strings.TrimRight(l, "\r")), " ") + "\n")
	}
	b.WriteString("\n")
	return b.String()
}

// plain keeps words from being markup, and drops what turns or hides a line.
func plain(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case unicode.IsControl(r) && r != '\t', r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			continue
		case strings.ContainsRune("\\`*_[]<&", r), i == 0 && strings.ContainsRune("#>+-=~|", r):
			b.WriteByte('\\')
		case (r == '.' || r == ')') && i > 0 && strings.Trim(s[:i], "0123456789") == "":
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// spaced is a name as words: "noSince" is "no since".
func spaced(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// readable shows a number that can only be a time as one.
func readable(v any) string {
	if at, is := instant(v); is {
		return at.Format("2006-01-02 15:04 UTC")
	}
	return text(v)
}

// Bounds of milliseconds since 1970 that are taken for a time: 2001 to 2100.
const (
	earliest = 978_307_200_000
	latest   = 4_102_444_800_000
)

func instant(v any) (time.Time, bool) {
	n, ok := v.(uint64)
	if !ok || n < earliest || n > latest {
		return time.Time{}, false
	}
	return time.UnixMilli(int64(n)).UTC(), true
}
