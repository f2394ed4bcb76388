// Package join makes one history of what a person gives as one conversation:
// several exports of one chat, before and after a change of phone, the text
// messages beside the messenger.
//
// It promises that no message is counted twice where exports overlap, whatever
// names they use for the same people; that the order of the files plays no
// part; that a joined history says what each file brought. It refuses to pick
// one of several chats: that is a question, and comes back as a *chat.Which.
package join

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"ebb/chat"
)

// Gather joins files that hold one conversation. Where files hold several
// chats the name picks, and the chats of one name or key go together; files
// that hold one chat belong to whichever is picked. zone is where instants are
// turned into times of the day, when both kinds of time meet.
func Gather(files [][]*chat.History, name string, zone *time.Location) (*chat.History, error) {
	var several, single [][]*chat.History
	for _, chats := range files {
		switch bundles := bundle(chats); len(bundles) {
		case 0:
		case 1:
			single = append(single, bundles[0])
		default:
			several = append(several, bundles...)
			several = append(several, nil) // where a file ends
		}
	}
	if len(several) == 0 && apart(single) {
		for _, b := range single {
			several = append(several, b, nil)
		}
		single = nil
	}
	picked, err := pick(several, single, name)
	if err != nil {
		return nil, err
	}
	if len(picked) == 0 {
		return nil, chat.ErrEmpty
	}
	return Join(picked, zone)
}

// bundle puts those chats of one file together that cannot be told apart:
// exports of one title in a folder, without keys.
func bundle(chats []*chat.History) [][]*chat.History {
	var out [][]*chat.History
	place := map[string]int{}
	for _, h := range chats {
		at, known := len(out), false
		if h.Key == "" {
			title := h.Format + "\x00" + heading(h)
			if at, known = place[title]; !known {
				at = len(out)
				place[title] = at
			}
		}
		if !known {
			out = append(out, nil)
		}
		out[at] = append(out[at], h)
	}
	return out
}

func sameTitle(a, b string) bool {
	return strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

// heading is a chat's title as it is compared: where it has no name, who else
// writes in it, in any order.
func heading(h *chat.History) string {
	title := h.Chat
	if title == "" {
		others := slices.DeleteFunc(slices.Clone(h.Authors), func(a string) bool { return a == h.Owner })
		slices.Sort(others)
		title = strings.Join(others, "\x00")
	}
	return strings.ToLower(strings.TrimSpace(title))
}

// apart says whether files of one chat each hold chats that their messenger
// tells apart, under two titles.
func apart(single [][]*chat.History) bool {
	for i, a := range single {
		for _, b := range single[:i] {
			x, y := a[0], b[0]
			if x.Format == y.Format && x.Key != "" && y.Key != "" && x.Key != y.Key && heading(x) != heading(y) {
				return true
			}
		}
	}
	return false
}

// group is one chat, as far as several files hold it.
type group struct {
	chats []*chat.History
	title string
	file  int // the last one that it has chats of
}

// pick gives the chats of the name, and all that stand alone in their file.
func pick(several, single [][]*chat.History, name string) ([]*chat.History, error) {
	alone := slices.Concat(single...)
	if len(several) == 0 {
		if name != "" && !slices.ContainsFunc(alone, func(h *chat.History) bool { return sameTitle(h.Title(), name) }) {
			return nil, chat.NewWhich(choices(groups(single)))
		}
		return alone, nil
	}
	all := groups(several)
	slices.SortStableFunc(all, func(a, b *group) int { return cmp.Compare(b.choice().Messages, a.choice().Messages) })
	w := chat.NewWhich(choices(all))
	for i, c := range w.Choices {
		if len(all) == 1 && name == "" || name != "" && sameTitle(c.Name, name) {
			return append(slices.Clone(all[i].chats), alone...), nil
		}
	}
	return nil, w
}

// groups puts chats of several files together, by key, else by title. nil
// stands where a file ends.
func groups(bundles [][]*chat.History) []*group {
	var out []*group
	byKey, byTitle := map[string][]*group{}, map[string][]*group{}
	file := 0
	for _, b := range bundles {
		if b == nil {
			file++
			continue
		}
		key, title := b[0].Format+"\x00"+b[0].Key, heading(b[0])
		g := (*group)(nil)
		if b[0].Key != "" {
			g = earlier(byKey[key], file)
		}
		if g == nil {
			g = earlier(byTitle[title], file)
		}
		if g == nil {
			g = &group{title: b[0].Title()}
			out = append(out, g)
			byTitle[title] = append(byTitle[title], g)
		}
		g.chats, g.file = append(g.chats, b...), file
		byKey[key] = append(byKey[key], g)
	}
	return out
}

// earlier is the first group that this file has not added to.
func earlier(list []*group, file int) *group {
	for _, g := range list {
		if g.file < file {
			return g
		}
	}
	return nil
}

func (g *group) choice() chat.Choice {
	c := chat.Choice{Name: g.title}
	for _, h := range g.chats {
		n := len(h.Messages)
		if n == 0 {
			continue
		}
		if c.Messages == 0 {
			c.First, c.Last = h.Messages[0].At, h.Messages[n-1].At
		}
		c.Messages += n
		c.First, c.Last = min(c.First, h.Messages[0].At), max(c.Last, h.Messages[n-1].At)
	}
	return c
}

func choices(all []*group) []chat.Choice {
	out := make([]chat.Choice, len(all))
	for i, g := range all {
		out[i] = g.choice()
	}
	return out
}
