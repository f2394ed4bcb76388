package count

import (
	"ebb/stat"
	"ebb/tie"
)

// tally counts, by the second, waits that ended in an answer and waits that
// were watched no longer.
type tally struct {
	events, censored []int
	n, answered      int
}

func (t *tally) reset() {
	if t.events == nil {
		t.events, t.censored = make([]int, day+1), make([]int, day+1)
	}
	clear(t.events)
	clear(t.censored)
	t.n, t.answered = 0, 0
}

// replies measures how each side answers. A turn is what one side writes until
// the other does, or until it stays quiet for gap seconds; its wait begins with
// its last message. The wait ends in an answer, or is watched no longer: after
// a day, when the one who waits writes again after the gap, or where the file
// ends. The last turn of a file was never watched and is left out.
func (w *walk) replies(gap int64) (me, them tie.Replies) {
	w.counts[Me].reset()
	w.counts[Them].reset()
	messages := w.h.Messages
	for i := 1; i < len(messages); i++ {
		asked, next := messages[i-1], messages[i]
		asker := w.side[asked.Author]
		wait := next.At - asked.At
		answer := w.side[next.Author] != asker
		if !answer && wait < gap {
			continue // the turn goes on
		}
		w.counts[1-asker].add(wait, answer)
	}
	return w.counts[Me].replies(), w.counts[Them].replies()
}

func (t *tally) add(wait int64, answer bool) {
	t.n++
	wait = max(wait, 0)
	if answer && wait <= day {
		t.answered++
		t.events[wait]++
		return
	}
	t.censored[min(wait, day)]++
}

func (t *tally) replies() tie.Replies {
	curve := stat.KaplanMeierCounts(t.events, t.censored)
	return tie.Replies{
		N: t.n, Answered: t.answered,
		Median: tie.Range(curve.Quantile(0.5)),
		Hour:   tie.Range(curve.Within(hour)),
		Day:    tie.Range(curve.Within(day)),
		Mean:   tie.Range(curve.RMST(day)),
	}
}
