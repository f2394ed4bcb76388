package starting

import (
	"time"

	"ebb/feature"
)

// reached are the steps of "they reached me" for which there is a calm answer.
var reached = []string{"reached-practical", "reached-kind", "reached-sorry", "reached-meet", "reached-back"}

// aids is the rule where it is needed: before writing first, before answering,
// and when they wrote.
func aids(r *feature.Request) ([]feature.Aid, error) {
	if r.Journal == nil {
		return nil, nil
	}
	m, err := open(r)
	if err != nil || m.stand == (entry{}) || m.state.closed() {
		return nil, err
	}
	var all []feature.Aid
	v := m.state.said(r, m.now)
	if m.now.First {
		lines := append([]string{v.First}, v.About...)
		if v.Own != "" {
			lines = append(lines, v.Own)
		}
		all = append(all, feature.Aid{Step: "choose", Head: r.Say("starting.aid"), Lines: lines, Pulls: []string{"reach"}})
	}
	if !m.now.answers() {
		return all, nil
	}
	reply := feature.Aid{Step: "choose", Head: r.Say("starting.aid.answer"), Lines: v.Answers, Pulls: []string{"reply"}}
	if len(m.now.About) > 0 {
		reply.Lines = append(reply.Lines, r.Say("starting.aid.but"))
	}
	all = append(all, reply)
	for _, step := range reached {
		all = append(all, feature.Aid{Step: step, Head: reply.Head, Lines: reply.Lines})
	}
	return all, nil
}

type weekPage struct {
	From string
	Rule said
	Said *weekView
	Hows []string
	Max  int
}

// week is the rule, and how it went in the person's words.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	m, err := open(r)
	if err != nil || m.stand == (entry{}) || m.state.closed() || !m.state.begun(r.Now).Before(until) {
		return nil, err
	}
	p := weekPage{From: from.Format(time.DateOnly), Rule: m.state.said(r, m.now), Max: longest}
	for _, h := range hows {
		p.Hows = append(p.Hows, string(h))
	}
	if e := m.state.looks[p.From]; e.seq > 0 {
		l, err := reread[Look](r, e.seq)
		if err != nil {
			return nil, err
		}
		p.Said = &weekView{string(e.how), l.Words, date(r, p.From)}
	}
	return []feature.Card{{Template: "starting/week", Data: p}}, nil
}
