package stamp

// Pack keeps a stamp as written in the place of a time, until the order of
// the date is known.
func Pack(f *Front) int64 {
	date := int64(f.n[0])<<28 | int64(f.n[1])<<14 | int64(f.n[2])
	return date<<17 | int64(f.second)
}

// Clock turns packed stamps into times.
type Clock struct {
	Order Order
	date  int64
	day   int64
	ok    bool
}

// NewClock reads stamps in one order.
func NewClock(o Order) Clock { return Clock{Order: o, date: -1} }

func (c *Clock) Time(packed int64) (int64, bool) {
	if date := packed >> 17; date != c.date {
		const low = 1<<14 - 1
		c.date = date
		c.day, c.ok = c.Order.dayOf([3]uint16{uint16(date >> 28), uint16(date >> 14 & low), uint16(date & low)})
	}
	return c.day*86400 + packed&(1<<17-1), c.ok
}
