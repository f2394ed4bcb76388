package meta

import (
	"cmp"
	"slices"

	"ebb/chat"
	"ebb/chat/meta/phrase"
)

// call is one of the messages about a call.
type call struct {
	chat.Call
	is phrase.Meaning // the beginning or the end of one; anything else for a whole one
}

// history finishes the reading. Times are in milliseconds until here.
func (p *parse) history(torn bool) *chat.History {
	read := p.count()
	back := p.down > p.up || p.down == p.up && !p.flat
	order(p.messages, back, func(a, b chat.Message) int { return cmp.Compare(a.At, b.At) })
	order(p.calls, back, func(a, b call) int { return cmp.Compare(a.At, b.At) })
	for i := range p.messages {
		p.messages[i].At /= 1000
	}
	for i := range p.calls {
		p.calls[i].At /= 1000
	}
	h := &chat.History{
		Format: name, Chat: p.chatName(), Key: p.key(), Zoned: true,
		Messages: p.messages, Calls: fold(p.calls), System: p.system,
	}
	owner := p.exporter()
	p.settle(h)
	if slices.Contains(h.Authors, owner) {
		h.Owner = owner
	}
	if !torn {
		read = 0
	}
	p.warn(h, read)
	return h
}

// order puts a list in order of time. Most files begin with the newest, so
// that of two with one time the later in the file came first.
func order[T any](list []T, back bool, byTime func(a, b T) int) {
	if back {
		slices.Reverse(list)
	}
	if !slices.IsSortedFunc(list, byTime) {
		slices.SortStableFunc(list, byTime)
	}
}

// longestCall is how long a call may last, in seconds.
const longestCall = 24 * 60 * 60

// fold makes one call of the message that says it began and the one that says
// how it ended.
func fold(list []call) []chat.Call {
	var out []chat.Call
	begun := false
	for _, c := range list {
		ends := c.is == phrase.CallOver || c.is == phrase.CallMissed
		if last := len(out) - 1; ends && begun && c.At-out[last].At <= longestCall {
			out[last].Missed, out[last].Seconds = c.Missed, c.Seconds
		} else {
			out = append(out, c.Call)
		}
		begun = c.is == phrase.CallBegun
	}
	return out
}

// settle numbers the authors anew, without those of whom nothing is left.
func (p *parse) settle(h *chat.History) {
	seen := make([]bool, len(p.names))
	for i := range h.Messages {
		seen[h.Messages[i].Author] = true
	}
	for _, c := range h.Calls {
		seen[c.Author] = true
	}
	place := make([]int32, len(p.names))
	for i, name := range p.names {
		place[i] = int32(len(h.Authors))
		if seen[i] {
			h.Authors = append(h.Authors, name)
		}
	}
	for i := range h.Messages {
		h.Messages[i].Author = uint16(place[h.Messages[i].Author])
	}
	for i := range h.Calls {
		h.Calls[i].Author = place[h.Calls[i].Author]
	}
}

// warn says what may be missing. torn is how much was read of a file that
// breaks off.
func (p *parse) warn(h *chat.History, torn int) {
	for _, w := range []chat.Warning{
		{Code: chat.WarnDisappearing, N: p.vanishing},
		{Code: chat.WarnOverlong, N: p.r.Overlong()},
		{Code: chat.WarnDamaged, N: p.damaged},
		{Code: chat.WarnUnsent, N: p.unsent},
		{Code: chat.WarnUnsupported, N: p.unsupported},
		{Code: chat.WarnTorn, N: torn},
	} {
		if w.N > 0 {
			h.Warn(w.Code, w.N)
		}
	}
	h.Recount()
}
