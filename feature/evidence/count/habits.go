package count

import (
	"ebb/chat"
	"ebb/feature/evidence/facts"
	"ebb/feature/evidence/quiet"
	"ebb/tie/exchange"
)

// habits is what one side wrote and called, from what the walk counted.
func (w *walk) habits(side int) *exchange.Side {
	s := &exchange.Side{Lengths: make([]int, facts.Classes), Hours: w.hours[side][:], Quiet: quiet.Find(w.hours[side])}
	for i, n := range w.mix {
		if i>>4&1 != side || chat.Kind(i>>2&3) != chat.Text || n == 0 {
			continue
		}
		class := i >> 5
		if class == 31 { // as place has it: no characters
			class = 0
		}
		s.Texts += int(n)
		s.Lengths[min(class, facts.Classes-1)] += int(n)
		if uint8(i)&chat.Asks != 0 {
			s.Asks += int(n)
		}
	}
	for _, x := range w.h.Calls {
		if x.Author >= 0 && int(w.side[x.Author]) == side {
			s.Calls++
			s.Talked += int(x.Seconds)
			if x.Missed {
				s.Missed++
			}
		}
	}
	return s
}

// kinds counts what is no plain text, of both sides.
func (w *walk) kinds(t *exchange.Tally) {
	for i, n := range w.mix {
		switch kind := chat.Kind(i >> 2 & 3); kind {
		case chat.Media, chat.Empty:
			t.Media += int(n)
		case chat.Deleted:
			t.Deleted += int(n)
		}
		t.Edited += int(n) * (i & int(chat.Edited))
	}
}
