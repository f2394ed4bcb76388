package evidence

import (
	"strconv"

	"ebb"
	"ebb/chat"
	"ebb/feature"
	"ebb/feature/evidence/count"
	"ebb/feature/evidence/draft"
	"ebb/feature/evidence/keep"
)

// step is what an import remembers from one page to the next.
type step struct {
	Draft ebb.ID `json:"d"`
}

const stepName = "evidence"

// forget drops what waits from an earlier try.
func (p *pages) forget(r *feature.Request) {
	var s step
	if r.Steps.Recall(stepName, &s) {
		p.waiting.Forget(s.Draft)
		r.Steps.Forget(stepName)
	}
}

func (p *pages) showAdd(r *feature.Request) (feature.Answer, error) {
	return p.page(r, "add", nil, "evidence"), nil
}

// postWho answers a question about the chat: which one it is, who is who, how
// dates are meant; or stops, or counts.
func (p *pages) postWho(r *feature.Request) (feature.Answer, error) {
	var s step
	if !r.Steps.Recall(stepName, &s) {
		return p.page(r, "late", nil), nil
	}
	again := feature.Answer{Goto: base + "/who"}
	switch r.FormValue("then") {
	case "stop":
		p.forget(r)
		return feature.Answer{Goto: base}, nil
	case "chat":
		if r.FormValue("chat") == "" {
			return p.who(r, "evidence.which.pick")
		}
		p.waiting.With(s.Draft, func(d *draft.Draft) { d.Chat(whole(r, "chat")) })
		return again, nil
	}
	if order := r.FormValue("order"); order != "" {
		p.waiting.With(s.Draft, func(d *draft.Draft) { d.Order(order) })
	}
	if r.FormValue("then") == "merge" {
		p.waiting.With(s.Draft, func(d *draft.Draft) {
			if d.History() != nil {
				d.Merge(whole(r, "name"), whole(r, "into"))
			}
		})
		return again, nil
	}
	switch r.FormValue("me") {
	case "":
		return p.who(r, "evidence.who.pick")
	case "none":
		p.forget(r)
		return p.page(r, "none", nil), nil
	}
	return p.count(r, s)
}

// whole is a number that a form sends; -1 where it is none.
func whole(r *feature.Request, name string) int {
	n, err := strconv.Atoi(r.FormValue(name))
	if err != nil {
		return -1
	}
	return n
}

// count makes the figures, records them and lets the draft go.
func (p *pages) count(r *feature.Request, s step) (feature.Answer, error) {
	open, key := false, ""
	known := p.waiting.With(s.Draft, func(d *draft.Draft) {
		switch {
		case d.Which() != nil:
			open, key = true, "evidence.which.pick"
		case d.OpenOrder():
			open, key = true, "evidence.who.order"
		}
	})
	if open {
		return p.who(r, key)
	}
	var d *draft.Draft
	if known {
		d = p.waiting.Take(s.Draft)
	}
	if d == nil {
		return p.page(r, "late", nil), nil
	}
	entry, no, err := p.entry(r, d)
	if err == nil {
		err = r.Journal.Record(r.Context(), entry)
	}
	if err != nil {
		p.waiting.KeepAs(s.Draft, d)
		return feature.Answer{}, err
	}
	r.Steps.Forget(stepName)
	return feature.Answer{Goto: base + "/" + strconv.Itoa(no)}, nil
}

func (p *pages) entry(r *feature.Request, d *draft.Draft) (ebb.Entry, int, error) {
	h := d.History()
	c, err := d.Cast()
	if err != nil {
		return ebb.Entry{}, 0, err
	}
	author, err := strconv.Atoi(r.FormValue("me"))
	if err != nil || !c.ClaimAuthor(author) {
		return ebb.Entry{}, 0, ebb.Bad("evidence.problem.who")
	}
	return Entry(r, h, c, d.Way)
}

// Entry is what an import keeps. c knows who is me; no is the import's number.
func Entry(r *feature.Request, h *chat.History, c *count.Cast, way string) (e ebb.Entry, no int, err error) {
	if err := feature.See(r, Name, func(s *State) error { no = s.next(); return nil }); err != nil {
		return ebb.Entry{}, 0, err
	}
	return keep.Entry(h, c, keep.How{No: no, Way: way, At: r.Now}), no, nil
}
