package chat

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Pick gives the chat with a name, or the only one. Where several are left, or
// none has the name, the error is a *Which.
func Pick(chats []*History, name string) (*History, error) {
	if len(chats) == 0 {
		return nil, ErrEmpty
	}
	if len(chats) == 1 && name == "" {
		return chats[0], nil
	}
	w := Choices(chats)
	if i := slices.IndexFunc(w.Choices, func(c Choice) bool { return name != "" && same(c.Name, name) }); i >= 0 {
		return byMessages(chats)[i], nil
	}
	return nil, w
}

// Choices lists chats, those with most messages first.
func Choices(chats []*History) *Which {
	var list []Choice
	for _, h := range byMessages(chats) {
		c := Choice{Name: h.Title(), Messages: len(h.Messages)}
		if n := len(h.Messages); n > 0 {
			c.First, c.Last = h.Messages[0].At, h.Messages[n-1].At
		}
		list = append(list, c)
	}
	return NewWhich(list)
}

// NewWhich asks which one is meant, and tells names apart.
func NewWhich(list []Choice) *Which {
	taken := map[string]int{}
	for i := range list {
		name := list[i].Name
		taken[name]++
		if n := taken[name]; n > 1 {
			list[i].Name += " (" + strconv.Itoa(n) + ")"
		}
	}
	return &Which{list}
}

// Title is the chat's name, or who else writes in it.
func (h *History) Title() string {
	if h.Chat != "" {
		return h.Chat
	}
	var others []string
	for _, a := range h.Authors {
		if a != h.Owner && len(others) < 4 {
			others = append(others, a)
		}
	}
	if len(others) == 0 {
		return h.Owner
	}
	return strings.Join(others, ", ")
}

func byMessages(chats []*History) []*History {
	return slices.SortedStableFunc(slices.Values(chats), func(a, b *History) int { return cmp.Compare(len(b.Messages), len(a.Messages)) })
}

func same(a, b string) bool { return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b)) }

// One is Pick without a name, around a Decode.
func One(chats []*History, err error) (*History, error) {
	if err != nil {
		return nil, err
	}
	return Pick(chats, "")
}
