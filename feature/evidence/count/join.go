package count

import (
	"cmp"
	"errors"
	"slices"

	"ebb/chat"
)

// ErrMixed says that histories of different formats were to be joined.
var ErrMixed = errors.New("files of different messengers")

// Join makes one history of several exports of one conversation. Where two
// cover the same time, a message counts as often as in the export that has it
// most often: alike means time, author, kind and length. Notices carry no
// time here and are counted once, as in the file with most of them. One history
// alone is given back as it is.
func Join(all ...*chat.History) (*chat.History, error) {
	if len(all) == 1 {
		return all[0], nil
	}
	out := *all[0]
	out.Authors = slices.Clone(out.Authors)
	out.Messages, out.Calls = slices.Clone(out.Messages), slices.Clone(out.Calls)
	for _, h := range all[1:] {
		if h.Format != out.Format || h.Zoned != out.Zoned {
			return nil, ErrMixed
		}
		place := authors(&out, h)
		out.Messages = messages(out.Messages, h.Messages, place)
		out.Calls = calls(out.Calls, h.Calls, place)
		out.System = max(out.System, h.System)
		out.Chat = cmp.Or(out.Chat, h.Chat)
		out.DateOrder = cmp.Or(out.DateOrder, h.DateOrder)
		out.DateOrderSure = out.DateOrderSure && h.DateOrderSure
		out.Examples = append(slices.Clone(out.Examples), h.Examples...)
		out.Warnings = warnings(out.Warnings, h.Warnings)
	}
	return &out, nil
}

// authors adds h's names to out and says where each of them stands there.
func authors(out, h *chat.History) []uint16 {
	place := make([]uint16, len(h.Authors))
	for i, name := range h.Authors {
		at := slices.Index(out.Authors, name)
		if at < 0 {
			at = len(out.Authors)
			out.Authors = append(out.Authors, name)
		}
		place[i] = uint16(at)
	}
	return place
}

type likeness struct {
	at     int64
	runes  uint32
	author uint16
	kind   chat.Kind
}

func like(m chat.Message) likeness { return likeness{m.At, m.Runes, m.Author, m.Kind} }

func messages(have, more []chat.Message, place []uint16) []chat.Message {
	known := map[likeness]int{}
	if len(have) > 0 && len(more) > 0 {
		from, to := more[0].At, more[len(more)-1].At
		for _, m := range have {
			if m.At >= from && m.At <= to {
				known[like(m)]++
			}
		}
	}
	for _, m := range more {
		m.Author = place[m.Author]
		if known[like(m)] > 0 {
			known[like(m)]--
			continue
		}
		have = append(have, m)
	}
	slices.SortStableFunc(have, func(a, b chat.Message) int { return cmp.Compare(a.At, b.At) })
	return have
}

func calls(have, more []chat.Call, place []uint16) []chat.Call {
	known := map[chat.Call]int{}
	for _, c := range have {
		known[c]++
	}
	for _, c := range more {
		if c.Author >= 0 {
			c.Author = int32(place[c.Author])
		}
		if known[c] > 0 {
			known[c]--
			continue
		}
		have = append(have, c)
	}
	slices.SortStableFunc(have, func(a, b chat.Call) int { return cmp.Compare(a.At, b.At) })
	return have
}

func warnings(have, more []chat.Warning) []chat.Warning {
	have = slices.Clone(have)
	for _, w := range more {
		i := slices.IndexFunc(have, func(h chat.Warning) bool { return h.Code == w.Code })
		if i < 0 {
			have = append(have, w)
			continue
		}
		have[i].N = max(have[i].N, w.N)
	}
	return have
}
