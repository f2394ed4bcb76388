package chat

import (
	"cmp"
	"slices"
)

// Group joins the parts of one chat: those of one format that have the same
// key. What two of them hold is counted once.
func Group(chats []*History) []*History {
	type chatKey struct{ format, key string }
	place := map[chatKey]int{}
	var groups [][]*History
	for _, h := range chats {
		k := chatKey{h.Format, h.Key}
		at, known := place[k]
		if !known || h.Key == "" {
			at = len(groups)
			place[k] = at
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], h)
	}
	out := make([]*History, len(groups))
	for i, parts := range groups {
		out[i] = together(parts)
	}
	return out
}

// together joins the parts of one chat, oldest first.
func together(parts []*History) *History {
	if len(parts) == 1 {
		return parts[0]
	}
	slices.SortStableFunc(parts, func(a, b *History) int { return cmp.Compare(a.first(), b.first()) })
	total := 0
	for _, h := range parts {
		total += len(h.Messages)
	}
	out := *parts[0]
	out.Authors, out.Messages, out.Calls, out.Warnings = nil, make([]Message, 0, total), nil, nil
	out.System, out.Examples, out.DateOrderSure = 0, nil, true
	for _, h := range parts {
		out.append(h)
	}
	SortCalls(out.Calls)
	out.Recount()
	return &out
}

func (h *History) first() int64 {
	if len(h.Messages) == 0 {
		return 0
	}
	return h.Messages[0].At
}

// append takes over what a further part of a chat holds.
func (h *History) append(part *History) {
	place := h.Names(part.Authors)
	for i := range part.Messages {
		part.Messages[i].Author = place[part.Messages[i].Author]
	}
	h.Messages = Overlay(h.Messages, part.Messages, 1, false)
	for _, c := range part.Calls {
		if c.Author >= 0 {
			c.Author = int32(place[c.Author])
		}
		h.Calls = append(h.Calls, c)
	}
	h.System += part.System
	h.Chat, h.Owner = cmp.Or(h.Chat, part.Chat), cmp.Or(h.Owner, part.Owner)
	h.DateOrder = cmp.Or(h.DateOrder, part.DateOrder)
	h.DateOrderSure = h.DateOrderSure && part.DateOrderSure
	h.Examples = append(h.Examples, part.Examples...)
	for _, w := range part.Warnings {
		h.Warn(w.Code, w.N)
	}
}

// Names adds names to the authors, and says where each of them stands.
func (h *History) Names(names []string) []uint16 {
	place := make([]uint16, len(names))
	for i, name := range names {
		at := slices.Index(h.Authors, name)
		if at < 0 {
			at = len(h.Authors)
			h.Authors = append(h.Authors, name)
		}
		place[i] = uint16(at)
	}
	return place
}

// Warn adds to a warning, or adds one.
func (h *History) Warn(code string, n int) {
	i := slices.IndexFunc(h.Warnings, func(w Warning) bool { return w.Code == code })
	if i < 0 {
		h.Warnings = append(h.Warnings, Warning{Code: code})
		i = len(h.Warnings) - 1
	}
	h.Warnings[i].N += n
}

// Recount settles the warnings that are about who writes.
func (h *History) Recount() {
	wrote := make([]bool, len(h.Authors))
	writers := 0
	for _, m := range h.Messages {
		if !wrote[m.Author] {
			wrote[m.Author] = true
			writers++
		}
	}
	h.Warnings = slices.DeleteFunc(h.Warnings, func(w Warning) bool {
		return w.Code == WarnGroup || w.Code == WarnOneSided && writers > 1
	})
	if writers > 2 {
		h.Warn(WarnGroup, writers)
	}
}

// SortCalls puts calls in order of time.
func SortCalls(calls []Call) {
	slices.SortStableFunc(calls, func(a, b Call) int { return cmp.Compare(a.At, b.At) })
}
