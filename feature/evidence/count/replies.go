package count

import (
	"ebb/stat"
	"ebb/tie"
)

// waits counts, by the second, how long it took from a message to the next one:
// for each side that wrote first more of the same, then answers. The last
// second of each stands for all that took longer than a day.
type waits []int

const longest = day + 2

func newWaits() waits { return make(waits, 4*longest) }

func (t waits) add(asked, next uint8, wait int64) {
	t[int64(asked<<1|asked^next)*longest+max(0, min(wait, day+1))]++
}

// of gives the waits of one side by their ends.
func (t waits) of(asked int) (more, answer []int) {
	t = t[2*asked*longest:]
	return t[:longest], t[longest : 2*longest]
}

// close ends, after a day, the watch over all that took longer.
func (t waits) close() {
	for asked := range 2 {
		more, answer := t.of(asked)
		more[day] += more[day+1] + answer[day+1]
	}
}

// replies measures how the other side answers. A turn is what one side writes
// until the other does, or until it stays quiet for gap seconds; its wait
// begins with its last message. The wait ends in an answer, or is watched no
// longer: after a day, when the one who waits writes again after the gap, or
// where the file ends. The last turn of a file was never watched and is left
// out. It forgets what is shorter than the gap and ends in no answer, so gaps
// are asked for in rising order.
func (t waits) replies(asked, gap int) tie.Replies {
	more, answer := t.of(asked)
	clear(more[:gap])
	curve := stat.KaplanMeierCounts(answer[:day+1], more[:day+1])
	return tie.Replies{
		N: curve.N, Answered: curve.Events,
		Median: tie.Range(curve.Quantile(0.5)),
		Hour:   tie.Range(curve.Within(hour)),
		Day:    tie.Range(curve.Within(day)),
		Mean:   tie.Range(curve.RMST(day)),
	}
}
