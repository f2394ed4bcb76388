package count

import (
	"ebb/stat"
	"ebb/tie/exchange"
)

// waits counts, by the second, how long it took from a message to the next one:
// for each side that wrote first more of the same, then answers. The last
// second of each stands for all that took longer than a day. Waits of an hour
// or more are noted besides, with their time of day.
type waits struct {
	seconds []uint32
	nights  []uint64
}

const longest = day + 2

func newWaits() waits { return waits{seconds: make([]uint32, 4*longest)} }

func (t *waits) add(asked, next uint8, wait int64) {
	t.seconds[int64(asked<<1|asked^next)*longest+max(0, min(wait, day+1))]++
}

// long notes a wait that ended at a second on the wall: the wait, the second
// of the day, whether an answer ended it, and who waited.
func (t *waits) long(asked, next uint8, wait, at int64) {
	end := at - floor(at, day)*day
	t.nights = append(t.nights, uint64(min(wait, day+1))<<20|uint64(end)<<2|uint64(asked^next)<<1|uint64(asked))
}

// close ends, after a day, the watch over all that took longer.
func (t *waits) close() {
	for asked := range 2 {
		more, answer := t.of(asked)
		more[day] += more[day+1] + answer[day+1]
		more[day+1], answer[day+1] = 0, 0
	}
}

// of gives the waits of one side by their ends.
func (t *waits) of(asked int) (more, answer []uint32) {
	s := t.seconds[2*asked*longest:]
	return s[:longest], s[longest : 2*longest]
}

// unit is the longest of a minute and a second that all waits are whole
// numbers of.
func (t *waits) unit() int {
	for asked := range 2 {
		more, answer := t.of(asked)
		for i := 0; i < day; i += 60 {
			for j := i + 1; j < i+60; j++ {
				if more[j]|answer[j] != 0 {
					return 1
				}
			}
		}
	}
	return 60
}

// turns is the waits of one side in whole units of so many seconds.
type turns struct {
	unit         int
	more, answer []int
}

func (t *waits) turns(asked, unit int) turns {
	more, answer := t.of(asked)
	return turns{unit, decimate(more, unit), decimate(answer, unit)}
}

func decimate(seconds []uint32, unit int) []int {
	out := make([]int, day/unit+1)
	for i := range out {
		out[i] = int(seconds[i*unit])
	}
	return out
}

// replies measures how the other side answers. A turn is what one side writes
// until the other does, or until it stays quiet for the gap; its wait begins
// with its last message. The wait ends in an answer, or is watched no longer:
// after a day, when the one who waits writes again after the gap, or where the
// file ends. The last turn of a file was never watched and is left out. It
// forgets what is shorter than the gap and ends in no answer, so gaps are
// asked for in rising order.
func (u turns) replies(gap int) exchange.Replies {
	clear(u.more[:gap/u.unit])
	curve := stat.KaplanMeierCounts(u.answer, u.more)
	return exchange.Replies{
		N: curve.N, Answered: curve.Events,
		Median: u.seconds(curve.Quantile(0.5)),
		Hour:   exchange.Range(curve.Within(float64(hour / u.unit))),
		Day:    exchange.Range(curve.Within(float64(day / u.unit))),
		Mean:   u.seconds(curve.RMST(float64(day / u.unit))),
	}
}

func (u turns) seconds(i stat.Interval) exchange.Range {
	s := float64(u.unit)
	return exchange.Range{Value: i.Value * s, Low: i.Low * s, High: i.High * s}
}

// again counts messages that came 10 minutes or more after one's own, with
// neither an answer nor a pause in between.
func (u turns) again(gap int) (n int) {
	for _, m := range u.more[600/u.unit : gap/u.unit] {
		n += m
	}
	return n
}
