package day

import (
	"bytes"
	"fmt"
	"strings"

	"ebb/chat"
)

// Order is one way to read three numbers as a date.
type Order struct {
	Name             string
	year, month, day int
}

var (
	dmy = Order{"dmy", 2, 1, 0}
	mdy = Order{"mdy", 2, 0, 1}
	ymd = Order{"ymd", 0, 1, 2}
)

// Day gives the day since 1970, or false for a date that does not exist.
func (o Order) Day(n [3]uint16) (int64, bool) { return dayOf(n[o.year], n[o.month], n[o.day]) }

// track is how well one order has fitted so far.
type track struct {
	Order
	impossible int // dates that do not exist
	line       int // the first of them
	text       string
	wrong      int // dates on another weekday than the line says
	back       int // steps back by more than a day
	last       int64
	seen       bool
	means      map[string]int64 // words that the table lacks: what they stood for first
}

func (t *track) bad() int { return t.impossible + t.wrong }

// Dates watches every date line and knows in the end which order holds.
type Dates struct {
	n        int
	first    bool // the year stands first
	dots     bool
	thai     bool
	tracks   [2]track // day first and month first; one alone where the year is first
	Examples []string // up to three date lines
}

// See takes in one date line.
func (d *Dates) See(x Date, line []byte, number int) {
	if d.n++; d.n == 1 {
		d.first, d.dots = x.yearFirst, x.separator == '.'
		d.tracks = [2]track{{Order: dmy, means: map[string]int64{}}, {Order: mdy, means: map[string]int64{}}}
		if d.first {
			d.tracks[0].Order = ymd
		}
	}
	d.thai = d.thai || x.thai
	for i := range d.open() {
		d.tracks[i].see(x, line, number)
	}
	if len(d.Examples) < 3 {
		d.Examples = append(d.Examples, chat.Excerpt(bytes.TrimSpace(line)))
	}
}

func (d *Dates) open() []track {
	if d.first {
		return d.tracks[:1]
	}
	return d.tracks[:]
}

func (t *track) see(x Date, line []byte, number int) {
	day, ok := t.Day(x.N)
	if !ok {
		if t.impossible++; t.impossible == 1 {
			t.line, t.text = number, chat.Excerpt(line)
		}
		return
	}
	if t.seen && day < t.last-1 {
		t.back++
	}
	t.last, t.seen = day, true
	if len(x.word) > 0 && !t.agrees(x.word, (day+4)%7) {
		t.wrong++
	}
}

// agrees says whether a word may stand for a weekday, 0 for Sunday. A word
// that the table lacks has to stand for the same one each time.
func (t *track) agrees(word []byte, day int64) bool {
	if known, ok := weekday(word); ok {
		return known == day
	}
	first, ok := t.means[string(word)]
	if !ok && len(t.means) < 32 {
		t.means[string(word)], first = day, day
	}
	return first == day
}

// weekday knows the names of the days.
func weekday(word []byte) (int64, bool) {
	w := strings.Trim(strings.ToLower(string(word)), ".")
	for _, prefix := range []string{"星期", "禮拜", "礼拜", "週", "周", "วัน"} {
		w = strings.TrimPrefix(w, prefix)
	}
	for _, suffix := range []string{"曜日", "曜", "요일"} {
		w = strings.TrimSuffix(w, suffix)
	}
	day, ok := weekdays[w]
	return day, ok
}

// Choose gives the order and whether it is certain. A given order wins over
// everything but dates that it makes impossible.
func (d *Dates) Choose(given string) (Order, bool, error) {
	best, sure := d.best()
	if given == "" || d.n == 0 {
		return best, sure, nil
	}
	for _, t := range d.open() {
		if t.Name == given {
			if t.impossible*100 > d.n {
				return Order{}, false, &chat.Failure{Format: "line", Line: t.line, Text: t.text, Cause: chat.ErrDateOrder}
			}
			return t.Order, true, nil
		}
	}
	return Order{}, false, &chat.Failure{Format: "line", Line: 1, Text: d.Examples[0], Cause: fmt.Errorf("%w: %q", chat.ErrDateOrder, given)}
}

// best goes by weekdays and dates that do not exist, then by what is written
// day first, then by what keeps the days in order.
func (d *Dates) best() (Order, bool) {
	a, b := &d.tracks[0], &d.tracks[1]
	switch {
	case d.n == 0 || d.first:
		return a.Order, true
	case 4*a.bad() < b.bad():
		return a.Order, true
	case 4*b.bad() < a.bad():
		return b.Order, true
	case d.dots || d.thai:
		return a.Order, true
	case a.back == 0 && b.back > 0 || b.back > 3*a.back+3:
		return a.Order, true
	case b.back == 0 && a.back > 0 || a.back > 3*b.back+3:
		return b.Order, true
	}
	return a.Order, false
}
