package stamp

import (
	"fmt"
	"slices"

	"ebb/chat"
)

// Order is one way to read three numbers as a date: where day, month and year stand.
type Order struct {
	Name             string
	day, month, year int
}

var (
	dmy    = Order{"dmy", 0, 1, 2}
	mdy    = Order{"mdy", 1, 0, 2}
	ymd    = Order{"ymd", 2, 1, 0}
	orders = [3]Order{dmy, mdy, ymd}
)

// dayOf gives the day since 1970, or false for a date that does not exist.
func (o Order) dayOf(n [3]uint16) (int64, bool) {
	y, m, d := int64(n[o.year]), int64(n[o.month]), int64(n[o.day])
	switch {
	case y < 100:
		y += 2000
	case y > 2400:
		y -= buddhist
	}
	if m < 1 || m > 12 || d < 1 || d > monthDays(y, m) {
		return 0, false
	}
	if m <= 2 {
		y--
	}
	doy := (153*((m+9)%12)+2)/5 + d - 1
	return y*365 + y/4 - y/100 + y/400 + doy - 719468, true
}

// buddhist is how many years the calendar of Thailand is ahead.
const buddhist = 543

func monthDays(y, m int64) int64 {
	if m == 2 {
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 30 + (m+m/8)%2
}

// track is how well one order has fitted so far.
type track struct {
	impossible int // dates that do not exist
	line       int // the first of them
	text       string
	back       int // steps back by more than a day
	last       int64
	seen       bool
}

// Dates watches every change of date and knows in the end which order holds.
type Dates struct {
	Shape    Shape
	changes  int
	last     [3]uint16
	tracks   [3]track
	Examples []string
	padded   bool // a leading zero in front of the year
	short    bool // a single digit in front of the year
	upper    bool // AM or PM in capitals
	third    int  // changes of the third number alone
}

// See takes in the date of one line. Only changes of date cost anything.
func (d *Dates) See(f *Front, line []byte, number int) {
	if d.changes > 0 && f.n == d.last {
		return
	}
	if d.changes++; d.changes > 1 && f.n[0] == d.last[0] && f.n[1] == d.last[1] {
		d.third++
	}
	d.last = f.n
	d.upper = d.upper || f.upper
	for i := range 2 {
		d.short = d.short || f.digits[i] == 1
		d.padded = d.padded || f.digits[i] == 2 && f.n[i] < 10
	}
	for i, o := range orders {
		d.tracks[i].see(o, f.n, line, number)
	}
	d.example(line[f.date[0]:f.date[1]])
}

func (t *track) see(o Order, n [3]uint16, line []byte, number int) {
	day, ok := o.dayOf(n)
	if !ok {
		if t.impossible == 0 {
			t.line, t.text = number, chat.Excerpt(line)
		}
		t.impossible++
		return
	}
	if t.seen && day < t.last-1 {
		t.back++
	}
	t.last, t.seen = day, true
}

func (d *Dates) example(date []byte) {
	if len(d.Examples) == 3 {
		return
	}
	text := chat.Excerpt(date)
	for _, e := range d.Examples {
		if e == text {
			return
		}
	}
	d.Examples = append(d.Examples, text)
}

// Choose gives the order and whether it is certain. A given order wins over
// everything but dates that it makes impossible.
func (d *Dates) Choose(given string) (Order, bool, error) {
	open := d.open()
	for i := range orders {
		if orders[i].Name != given {
			continue
		}
		if !slices.Contains(open, i) {
			return Order{}, false, d.failure(i)
		}
		return orders[i], true, nil
	}
	if given != "" {
		return Order{}, false, fmt.Errorf("%w: unknown order %q", chat.ErrDateOrder, given)
	}
	if len(open) == 0 {
		return Order{}, false, d.failure(0)
	}
	best, sure := d.best(open)
	return orders[best], sure, nil
}

// open lists the orders that the dates allow. A few impossible dates among
// many good ones are pasted lines, not a contradiction.
func (d *Dates) open() []int {
	switch {
	case d.Shape&yearFirst != 0:
		return d.allowed(2)
	case d.Shape&yearLong != 0:
		return d.allowed(0, 1)
	case d.prior() == 2:
		return d.allowed(0, 1, 2)
	}
	if open := d.allowed(0, 1); len(open) > 0 {
		return open
	}
	return d.allowed(2)
}

func (d *Dates) allowed(cands ...int) (open []int) {
	least := d.changes
	for _, i := range cands {
		least = min(least, d.tracks[i].impossible)
	}
	for _, i := range cands {
		n := d.tracks[i].impossible
		if n == 0 || n*100 <= d.changes && n < 4*least {
			open = append(open, i)
		}
	}
	return open
}

func (d *Dates) failure(i int) error {
	t := d.tracks[i]
	if t.impossible == 0 {
		t.line, t.text = 1, d.Examples[0]
	}
	return &chat.Failure{Format: "whatsapp", Line: t.line, Text: t.text, Cause: chat.ErrDateOrder}
}

// best picks among the orders that are open: what the shape of the stamps
// says, unless the order of the lines speaks clearly against it; without such
// a sign, what keeps the lines in order of time.
func (d *Dates) best(open []int) (int, bool) {
	if len(open) == 1 {
		return open[0], true
	}
	first, second := d.rank(open)
	prior := d.prior()
	if prior < 0 || !slices.Contains(open, prior) {
		return first, d.clearly(first, second)
	}
	if prior == first || !d.clearly(first, prior) {
		return prior, d.tracks[prior].back <= d.tracks[first].back
	}
	return first, d.tracks[prior].back > 1
}

// rank gives the two open orders with the fewest steps back. Where they tie,
// the earlier of day-month-year, month-day-year, year-month-day leads.
func (d *Dates) rank(open []int) (first, second int) {
	first, second = open[0], open[1]
	for _, i := range open[1:] {
		if d.tracks[i].back < d.tracks[first].back {
			first, second = i, first
		} else if i != second && d.tracks[i].back < d.tracks[second].back {
			second = i
		}
	}
	return first, second
}

// clearly says whether a fits the order of the lines much better than b.
func (d *Dates) clearly(a, b int) bool {
	x, y := d.tracks[a].back, d.tracks[b].back
	return x == 0 && y > 0 || y > 3*x+3
}

// prior is what the look of a stamp says about its order; -1 for nothing. A
// short date of which only the third number moves has its year in front. Dots
// are written day first. An unpadded month in front of a short year goes with
// AM and PM in capitals.
func (d *Dates) prior() int {
	switch {
	case d.Shape&yearLong == 0 && d.third > 0 && d.third*2 >= d.changes-1 && d.tracks[2].impossible == 0:
		return 2
	case d.Shape&dot != 0:
		return 0
	case d.Shape&(periodLast|yearLong|slash) == periodLast|slash && d.upper && d.short && !d.padded:
		return 1
	}
	return -1
}
