package count

import (
	"ebb/feature/evidence/quiet"
	"ebb/stat"
	"ebb/tie/exchange"
)

// waking is turns without the quiet hours of the one who answers.
type waking struct {
	turns
	short [Gaps][]int // waits that end in no answer, by the whole hours they took
}

// waking takes the part of each wait of an hour or more that lies in the quiet
// hours out of it. A wait that was watched for a day was watched for the
// waking hours of one.
func (t *waits) waking(asked int, u turns, q *exchange.Quiet) *waking {
	if q == nil {
		return nil
	}
	w := &waking{turns: turns{u.unit, make([]int, len(u.more)), append([]int(nil), u.answer...)}}
	for _, packed := range t.nights {
		wait, end := int64(packed>>20), int64(packed>>2&(1<<18-1))
		if int(packed&1) != asked {
			continue
		}
		watched := min(wait, day)
		at := int(watched-quiet.Overlap(q, end-watched, end)) / u.unit
		if answered := packed&2 != 0; answered && wait <= day {
			w.answer[int(wait)/u.unit]--
			w.answer[at]++
			continue
		} else if hours := wait / hour; !answered && hours < Gaps {
			w.short[hours] = append(w.short[hours], at)
		}
		w.more[at]++
	}
	return w
}

// replies forgets, gap by gap in rising order, what turns.replies forgets.
func (w *waking) replies(gap int) *exchange.Waking {
	if w == nil {
		return nil
	}
	for hours := range gap / hour {
		for _, at := range w.short[hours] {
			w.more[at]--
		}
		w.short[hours] = nil
	}
	curve := stat.KaplanMeierCounts(w.answer, w.more)
	return &exchange.Waking{Median: w.seconds(curve.Quantile(0.5)), Hour: exchange.Range(curve.Within(float64(hour / w.unit)))}
}
