package whatsapp

import (
	"cmp"
	"math"
	"slices"

	"ebb/chat"
	"ebb/chat/whatsapp/stamp"
)

// history finishes the reading.
func (p *parse) history(o chat.Options, overlong int) (*chat.History, error) {
	p.close()
	if p.messages.n == 0 && len(p.calls) == 0 {
		return nil, &chat.Failure{Format: name, Line: 1, Cause: chat.ErrEmpty}
	}
	order, sure, err := p.dates.Choose(o.DateOrder)
	if err != nil {
		return nil, err
	}
	h := &chat.History{
		Format: name, Chat: p.title, Authors: p.names, Calls: p.calls, System: p.system,
		Messages: p.messages.all(), DateOrder: order.Name, DateOrderSure: sure,
	}
	if !sure {
		h.Examples = p.dates.Examples
	}
	back, wrote := settle(h, order)
	prune(h, wrote)
	writers := 0
	for _, n := range wrote {
		writers += min(1, n)
	}
	p.warn(h, overlong, back, writers)
	return h, nil
}

// settle gives every message and call its time and sorts them. It says how
// often the clock steps back, and how many messages each author wrote.
func settle(h *chat.History, order stamp.Order) (back int, wrote []int) {
	c := stamp.NewClock(order)
	wrote = make([]int, len(h.Authors))
	kept := 0
	var last, latest int64 = math.MinInt64, math.MinInt64
	sorted := true
	for i := range h.Messages {
		m := &h.Messages[i]
		at, ok := c.Time(m.At)
		if !ok {
			if kept > 0 { // a pasted line, with a date of its own
				h.Messages[kept-1].Runes += m.Runes + 1
			}
			continue
		}
		m.At = at
		wrote[m.Author]++
		if at < latest {
			m.Flags |= chat.Late
			sorted = false
			if at < last-60 {
				back++
			}
		}
		last, latest = at, max(latest, at)
		if kept != i {
			h.Messages[kept] = *m
		}
		kept++
	}
	h.Messages = h.Messages[:kept]
	if !sorted {
		sortByTime(h.Messages, func(m chat.Message) int64 { return m.At })
	}
	h.Calls = slices.DeleteFunc(h.Calls, func(x chat.Call) bool { _, ok := c.Time(x.At); return !ok })
	for i := range h.Calls {
		h.Calls[i].At, _ = c.Time(h.Calls[i].At)
	}
	sortByTime(h.Calls, func(x chat.Call) int64 { return x.At })
	return back, wrote
}

func sortByTime[T any](list []T, at func(T) int64) {
	slices.SortStableFunc(list, func(a, b T) int { return cmp.Compare(at(a), at(b)) })
}

// prune drops authors of whom nothing is left.
func prune(h *chat.History, wrote []int) {
	seen := make([]bool, len(h.Authors))
	for i, n := range wrote {
		seen[i] = n > 0
	}
	for _, c := range h.Calls {
		if c.Author >= 0 {
			seen[c.Author] = true
		}
	}
	if !slices.Contains(seen, false) {
		return
	}
	place := make([]uint16, len(seen))
	names := h.Authors[:0]
	for i, ok := range seen {
		place[i] = uint16(len(names))
		if ok {
			names = append(names, h.Authors[i])
		}
	}
	h.Authors = names
	for i := range h.Messages {
		h.Messages[i].Author = place[h.Messages[i].Author]
	}
	for i := range h.Calls {
		if a := h.Calls[i].Author; a >= 0 {
			h.Calls[i].Author = int32(place[a])
		}
	}
}

// manySteps is from when on backward steps are worth a word: one now and then
// is a changed clock or the end of summer time.
const manySteps = 5

func (p *parse) warn(h *chat.History, overlong, back, writers int) {
	add := func(code string, n int) { h.Warnings = append(h.Warnings, chat.Warning{Code: code, N: n}) }
	if p.disappearing > 0 {
		add(chat.WarnDisappearing, p.disappearing)
	}
	if items := len(h.Messages) + len(h.Calls) + h.System; near(items, 40_000) || p.media && near(items, 10_000) {
		add(chat.WarnCap, items)
	}
	if writers > 2 {
		add(chat.WarnGroup, writers)
	}
	if overlong > 0 {
		add(chat.WarnOverlong, overlong)
	}
	if back >= manySteps {
		add(chat.WarnBackwards, back)
	}
}

// near allows one in a hundred: the export counts other things than we do.
func near(n, cap int) bool { return n >= cap-cap/100 && n <= cap+cap/100 }
