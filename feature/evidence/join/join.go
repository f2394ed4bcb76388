package join

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"ebb/chat"
)

// Join makes one history of several exports of one conversation. Exports of
// one format may overlap: a message counts as often as in the export that has
// it most often, and notices, which have no time, as in the export with most of
// them. Different formats are different channels, of which all is kept. One
// history alone is given back as it is; none is changed.
func Join(all []*chat.History, zone *time.Location) (*chat.History, error) {
	if len(all) == 1 {
		return all[0], nil
	}
	total := 0
	for _, h := range all {
		total += len(h.Messages)
	}
	if mixed(all) {
		all = slices.Clone(all)
		for i, h := range all {
			all[i] = onTheWall(h, zone)
		}
	}
	channels := byFormat(all)
	if len(channels) == 1 {
		out := channel(channels[0], total)
		return out, bounded(out)
	}
	parts := make([]*chat.History, len(channels))
	for i, c := range channels {
		parts[i] = channel(c, 0)
	}
	out := beside(parts, total)
	return out, bounded(out)
}

func bounded(h *chat.History) error {
	if len(h.Messages) > chat.MaxMessages || len(h.Authors) > chat.MaxAuthors {
		return chat.ErrTooLarge
	}
	return nil
}

// mixed says whether instants and times of the day meet.
func mixed(all []*chat.History) bool {
	return slices.ContainsFunc(all, func(h *chat.History) bool { return h.Zoned != all[0].Zoned })
}

// onTheWall turns instants into what a clock in zone showed.
func onTheWall(h *chat.History, zone *time.Location) *chat.History {
	if !h.Zoned {
		return h
	}
	if zone == nil {
		zone = time.UTC
	}
	out := *h
	out.Zoned = false
	out.Messages, out.Calls = slices.Clone(h.Messages), slices.Clone(h.Calls)
	wall := func(at int64) int64 {
		_, offset := time.Unix(at, 0).In(zone).Zone()
		return at + int64(offset)
	}
	for i := range out.Messages {
		out.Messages[i].At = wall(out.Messages[i].At)
	}
	for i := range out.Calls {
		out.Calls[i].At = wall(out.Calls[i].At)
	}
	sortMessages(out.Messages) // an hour in autumn comes twice
	chat.SortCalls(out.Calls)
	return &out
}

func sortMessages(list []chat.Message) {
	later := func(a, b chat.Message) int { return cmp.Compare(a.At, b.At) }
	if !slices.IsSortedFunc(list, later) {
		slices.SortStableFunc(list, later)
	}
}

// byFormat sorts histories, so that the order they came in plays no part: by
// format, those with seconds first, then by time.
func byFormat(all []*chat.History) [][]*chat.History {
	all = slices.Clone(all)
	units := map[*chat.History]int64{}
	for _, h := range all {
		units[h] = unit(h)
	}
	slices.SortStableFunc(all, func(a, b *chat.History) int {
		return cmp.Or(
			strings.Compare(a.Format, b.Format), cmp.Compare(units[a], units[b]),
			cmp.Compare(first(a), first(b)), cmp.Compare(len(b.Messages), len(a.Messages)), cmp.Compare(last(a), last(b)),
			strings.Compare(a.Title(), b.Title()), slices.Compare(a.Authors, b.Authors),
		)
	})
	var out [][]*chat.History
	for i, h := range all {
		if i == 0 || h.Format != all[i-1].Format {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], h)
	}
	return out
}

func first(h *chat.History) int64 {
	if len(h.Messages) == 0 {
		return 0
	}
	return h.Messages[0].At
}

func last(h *chat.History) int64 {
	if len(h.Messages) == 0 {
		return 0
	}
	return h.Messages[len(h.Messages)-1].At
}

// unit is how precise a file's times are: a minute or a second.
func unit(h *chat.History) int64 {
	for _, m := range h.Messages {
		if m.At%60 != 0 {
			return 1
		}
	}
	return 60
}

// channel joins exports of one format.
func channel(all []*chat.History, room int) *chat.History {
	h := all[0]
	out := *h
	out.Authors = slices.Clone(h.Authors)
	out.Messages = append(make([]chat.Message, 0, max(room, len(h.Messages))), h.Messages...)
	out.Calls, out.Warnings, out.Examples = slices.Clone(h.Calls), slices.Clone(h.Warnings), slices.Clone(h.Examples)
	out.Parts = parts(h, len(h.Messages))
	if len(all) == 1 {
		return &out
	}
	precise := unit(h)
	for _, more := range all[1:] {
		had, u := len(out.Messages), max(precise, unit(more))
		place, known := samePeople(&out, more, u)
		out.Messages = chat.Overlay(out.Messages, moved(more.Messages, place), u, !known)
		out.Calls = overlayCalls(out.Calls, movedCalls(more.Calls, place), u, !known)
		out.System = max(out.System, more.System)
		out.Parts = append(out.Parts, parts(more, len(out.Messages)-had)...)
		describe(&out, more)
		for _, w := range more.Warnings {
			atLeast(&out, w)
		}
	}
	out.Key = ""
	chat.SortCalls(out.Calls)
	settle(&out)
	return &out
}

// beside joins channels: nothing in one of them is in another. The one with
// most messages gives the names.
func beside(channels []*chat.History, room int) *chat.History {
	slices.SortStableFunc(channels, func(a, b *chat.History) int { return cmp.Compare(len(b.Messages), len(a.Messages)) })
	out := *channels[0]
	out.Messages = append(make([]chat.Message, 0, room), out.Messages...)
	formats := []string{out.Format}
	for _, more := range channels[1:] {
		place := bothSides(&out, more)
		out.Messages = append(out.Messages, moved(more.Messages, place)...)
		out.Calls = append(out.Calls, movedCalls(more.Calls, place)...)
		out.System += more.System
		out.Parts = append(out.Parts, more.Parts...)
		describe(&out, more)
		for _, w := range more.Warnings {
			if w.Code == chat.WarnCap {
				atLeast(&out, w)
				continue
			}
			out.Warn(w.Code, w.N)
		}
		formats = append(formats, more.Format)
	}
	slices.Sort(formats)
	out.Format, out.Key = strings.Join(formats, "+"), ""
	sortMessages(out.Messages)
	chat.SortCalls(out.Calls)
	settle(&out)
	return &out
}

// parts says what a history brought: n messages, or what its own parts say.
func parts(h *chat.History, n int) []chat.Part {
	if h.Parts != nil {
		return slices.Clone(h.Parts)
	}
	return []chat.Part{{Format: h.Format, Messages: n, First: first(h), Last: last(h)}}
}

// describe takes over what is said of a whole file. A format without the
// question leaves the order of day and month to the others.
func describe(out, more *chat.History) {
	out.Chat = cmp.Or(out.Chat, more.Chat)
	switch {
	case out.DateOrder == "":
		out.DateOrder, out.DateOrderSure = more.DateOrder, more.DateOrderSure
	case more.DateOrder != "":
		out.DateOrderSure = out.DateOrderSure && more.DateOrderSure
	}
	out.Examples = append(out.Examples, more.Examples...)
	out.Examples = out.Examples[:min(len(out.Examples), 3)]
}

// atLeast keeps the larger number of a warning: exports that overlap hold the
// same notices.
func atLeast(out *chat.History, w chat.Warning) {
	for i := range out.Warnings {
		if have := &out.Warnings[i]; have.Code == w.Code {
			have.N = max(have.N, w.N)
			return
		}
	}
	out.Warnings = append(out.Warnings, w)
}

// settle puts the parts in order and counts who writes.
func settle(out *chat.History) {
	slices.SortStableFunc(out.Parts, func(a, b chat.Part) int { return cmp.Compare(a.First, b.First) })
	out.Recount()
}

func moved(list []chat.Message, place []uint16) []chat.Message {
	out := slices.Clone(list)
	for i := range out {
		out[i].Author = place[out[i].Author]
	}
	return out
}

func movedCalls(list []chat.Call, place []uint16) []chat.Call {
	out := slices.Clone(list)
	for i := range out {
		if a := out[i].Author; a >= 0 {
			out[i].Author = int32(place[a])
		}
	}
	return out
}

// overlayCalls adds calls that are not there yet. A call is known by its time,
// its length, and whether somebody took it.
func overlayCalls(list, more []chat.Call, unit int64, anyone bool) []chat.Call {
	same := func(c chat.Call) chat.Call {
		if c.At -= c.At % unit; anyone {
			c.Author = -1
		}
		return c
	}
	known := map[chat.Call]int{}
	if len(more) > 0 {
		from, to := more[0].At-unit, more[len(more)-1].At+unit
		for _, c := range list {
			if c.At >= from && c.At <= to {
				known[same(c)]++
			}
		}
	}
	for _, c := range more {
		if known[same(c)] > 0 {
			known[same(c)]--
			continue
		}
		list = append(list, c)
	}
	chat.SortCalls(list)
	return list
}
