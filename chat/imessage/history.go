package imessage

import (
	"cmp"
	"slices"

	"ebb/chat"
)

// history finishes the reading. broken is what stopped it, if that was not the
// end.
func (p *parse) history(broken error) (*chat.History, error) {
	p.close()
	p.addReplies()
	if len(p.messages) == 0 {
		if broken != nil {
			return nil, broken
		}
		return nil, &chat.Failure{Format: name, Line: max(1, p.lines.Number()), Cause: chat.ErrEmpty}
	}
	slices.SortStableFunc(p.messages, func(a, b chat.Message) int { return cmp.Compare(a.At, b.At) })
	h := &chat.History{Format: name, Authors: p.names, Messages: p.messages, System: p.system}
	if slices.Contains(p.names, owner) {
		h.Owner = owner
	}
	p.warn(h, broken)
	return h, nil
}

// addReplies takes replies that are only shown below what they answer: older
// files show them nowhere else, newer ones in their own place too.
func (p *parse) addReplies() {
	type key struct {
		at int64
		by uint16
	}
	shown := map[key]bool{}
	for _, m := range p.replies {
		shown[key{m.At, m.Author}] = false
	}
	if len(shown) == 0 {
		return
	}
	for _, m := range p.messages {
		if _, asked := shown[key{m.At, m.Author}]; asked {
			shown[key{m.At, m.Author}] = true
		}
	}
	for _, m := range p.replies {
		if !shown[key{m.At, m.Author}] {
			p.messages = append(p.messages, m)
			if m.Kind == chat.Deleted {
				p.unsent++
			}
		}
	}
}

func (p *parse) warn(h *chat.History, broken error) {
	wrote := make([]bool, len(p.names))
	writers := 0
	for _, m := range p.messages {
		if !wrote[m.Author] {
			wrote[m.Author] = true
			writers++
		}
	}
	if broken != nil {
		h.Warn(chat.WarnTorn, len(p.messages))
	}
	for code, n := range map[string]int{chat.WarnDamaged: p.damaged, chat.WarnUnsent: p.unsent, chat.WarnOverlong: p.lines.Overlong()} {
		if n > 0 {
			h.Warn(code, n)
		}
	}
	if writers > 2 {
		h.Warn(chat.WarnGroup, writers)
	}
	if writers == 1 {
		h.Warn(chat.WarnOneSided, len(p.messages))
	}
	slices.SortFunc(h.Warnings, func(a, b chat.Warning) int { return cmp.Compare(a.Code, b.Code) })
}
