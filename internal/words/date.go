package words

import (
	"embed"
	"strings"
	"time"
)

// The words of dates are every book's.
//
//go:embed words
var dates embed.FS

// date is a day or a month of an argument that is a time.Time, in its own zone:
// {at, date} or {at, date, day}, month or weekday.
type date struct{ name, key string }

func (d date) write(out *strings.Builder, s *scope) {
	at, ok := s.args[d.name].(time.Time)
	m, known := s.book.text[d.key]
	if !ok || !known {
		out.WriteString("⟦" + d.name + "⟧")
		return
	}
	parts := map[string]any{"d": at.Day(), "m": int(at.Month()), "y": at.Format("2006"), "w": int(at.Weekday())}
	m.write(out, &scope{book: s.book, args: parts})
}

// Day writes a day with its year.
func (b *Book) Day(at time.Time) string {
	var out strings.Builder
	date{"at", "date.full"}.write(&out, &scope{book: b, args: map[string]any{"at": at}})
	return out.String()
}
