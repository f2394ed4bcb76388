package line

import (
	"cmp"
	"slices"

	"ebb/chat"
	"ebb/chat/line/day"
)

// history finishes the reading.
func (p *parse) history(o chat.Options) (*chat.History, error) {
	torn := p.lines.Err()
	order, sure, err := p.dates.Choose(o.DateOrder)
	if err != nil {
		return nil, err
	}
	p.settle(order)
	h := &chat.History{
		Format: name, Chat: p.title, Authors: p.names, Messages: p.messages, Calls: p.calls, System: p.system,
		DateOrder: order.Name, DateOrderSure: sure,
	}
	if !sure {
		h.Examples = p.dates.Examples
	}
	p.owner(h)
	if len(h.Messages)+len(h.Calls) == 0 {
		return nil, p.nothing(torn)
	}
	prune(h)
	p.warn(h, torn)
	return h, nil
}

// nothing says why there is no chat.
func (p *parse) nothing(torn error) error {
	if torn != nil {
		return torn
	}
	f := &chat.Failure{Format: name, Line: 1, Cause: chat.ErrNotChat}
	switch {
	case p.undated > 0:
		f.Line, f.Text = p.undatedLine, p.undatedText
	case p.headed || p.tabbed > 0 || p.lines.Number() == 0:
		f.Cause = chat.ErrEmpty
	}
	return f
}

// settle gives every message and call its time, leaves out those whose day
// does not exist, and sorts them.
func (p *parse) settle(o day.Order) {
	time := func(packed int64) (int64, bool) {
		date, ok := o.Day(p.days[packed>>20])
		return date*86400 + packed&(1<<20-1), ok
	}
	kept := p.messages[:0]
	for _, m := range p.messages {
		at, ok := time(m.At)
		if !ok {
			p.undated++
			continue
		}
		m.At = at
		kept = append(kept, m)
	}
	p.messages = kept
	var calls []chat.Call
	for _, c := range p.calls {
		at, ok := time(c.At)
		if !ok {
			p.undated++
			continue
		}
		c.At = at
		calls = append(calls, c)
	}
	p.calls = calls
	p.late()
	slices.SortStableFunc(p.messages, func(a, b chat.Message) int { return cmp.Compare(a.At, b.At) })
	chat.SortCalls(p.calls)
}

// late marks what steps back.
func (p *parse) late() {
	for i, latest := 1, 0; i < len(p.messages); i++ {
		if p.messages[i].At < p.messages[latest].At {
			p.messages[i].Flags |= chat.Late
		} else {
			latest = i
		}
	}
}

// owner finds whose phone it was: in a chat with one person, the other one
// who writes. What the owner took back goes to them, or is a notice.
func (p *parse) owner(h *chat.History) {
	wrote := wrote(h)
	owner, others := int32(-1), 0
	for i, n := range h.Authors {
		if wrote[i] && int32(i) != p.me && n != p.title {
			owner = int32(i)
			others++
		}
	}
	if _, known := p.byName[p.title]; !known || !p.direct || others != 1 {
		owner = -1
	} else {
		h.Owner = h.Authors[owner]
	}
	if p.me < 0 {
		return
	}
	if owner >= 0 {
		for i := range h.Messages {
			if int32(h.Messages[i].Author) == p.me {
				h.Messages[i].Author = uint16(owner)
			}
		}
		return
	}
	all := len(h.Messages)
	h.Messages = slices.DeleteFunc(h.Messages, func(m chat.Message) bool { return int32(m.Author) == p.me })
	h.System += all - len(h.Messages)
}

func wrote(h *chat.History) []bool {
	seen := make([]bool, len(h.Authors))
	for _, m := range h.Messages {
		seen[m.Author] = true
	}
	for _, c := range h.Calls {
		seen[c.Author] = true
	}
	return seen
}

// prune drops authors of whom nothing is left.
func prune(h *chat.History) {
	seen := wrote(h)
	if !slices.Contains(seen, false) {
		return
	}
	place := make([]int32, len(seen))
	var names []string
	for i, ok := range seen {
		place[i] = int32(len(names))
		if ok {
			names = append(names, h.Authors[i])
		}
	}
	h.Authors = names
	for i := range h.Messages {
		h.Messages[i].Author = uint16(place[h.Messages[i].Author])
	}
	for i := range h.Calls {
		h.Calls[i].Author = place[h.Calls[i].Author]
	}
}

// manySteps is from when on steps back of the clock are worth a word.
const manySteps = 5

func (p *parse) warn(h *chat.History, torn error) {
	add := func(code string, n int) {
		if n > 0 {
			h.Warn(code, n)
		}
	}
	writers, back := map[uint16]bool{}, 0
	for _, m := range h.Messages {
		writers[m.Author] = true
		if m.Flags&chat.Late != 0 {
			back++
		}
	}
	add(chat.WarnDamaged, p.undated)
	add(chat.WarnUnsent, p.unsent)
	add(chat.WarnOverlong, p.lines.Overlong())
	if len(writers) > 2 {
		add(chat.WarnGroup, len(writers))
	}
	if back >= manySteps {
		add(chat.WarnBackwards, back)
	}
	if torn != nil {
		add(chat.WarnTorn, max(1, len(h.Messages)))
	}
}
