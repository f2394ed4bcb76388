package boundary

import (
	"slices"

	"ebb"
	"ebb/feature"
	"ebb/feature/boundary/fence"
	"ebb/tie"
)

// lately is how many lines of the log are shown.
const lately = 10

type contactPage struct {
	Ways []wayView // that stand
	No   bool
	More bool // ways that do not count now
	Logs []logView
	Slip string
}

type logView struct{ ID, Day, Text string }

// showContact is the log: one tap for the channel with what it was about.
func showContact(r *feature.Request) (feature.Answer, error) {
	p := contactPage{Slip: slipOn(r)}
	all, no, err := ways(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p.No = no
	for _, w := range all {
		if w.State == fence.Stands {
			p.Ways = append(p.Ways, w)
		} else {
			p.More = true
		}
	}
	p.Logs, err = logs(r)
	return feature.Answer{Template: "boundary/contact", Data: p, Title: "boundary.title.contact", Place: "keep", Back: back(r)}, err
}

// logs are the last lines, the newest first.
func logs(r *feature.Request) (views []logView, err error) {
	var seqs []uint64
	err = feature.See(r, Name, func(s *fence.State) error {
		seqs = s.Logs(lately)
		return nil
	})
	if err != nil {
		return nil, err
	}
	events, err := r.Journal.Read(r.Context(), seqs...)
	if err != nil {
		return nil, err
	}
	for _, e := range events {
		var a tie.Allowed
		if err := e.Decode(&a); err != nil {
			return nil, err
		}
		name := a.Word
		if a.Channel != tie.OwnChannel {
			name = r.Say("boundary.channel." + a.Channel)
		}
		views = append(views, logView{e.ID.String(), moment(r, e.At), r.Say("boundary.log", "name", name, "about", r.Say("boundary.about."+a.About))})
	}
	return views, nil
}

// postContact logs one contact through a way that stands. Where a hard moment
// is going on it says which, so that the two are not counted twice.
func postContact(r *feature.Request) (feature.Answer, error) {
	w, no, moment, err := findWay(r)
	if err != nil {
		return feature.Answer{}, err
	}
	about := r.FormValue("about")
	if w.State(r.Now, no) != fence.Stands || !slices.Contains(w.About, about) {
		return feature.Answer{}, ebb.Bad("boundary.bad.way")
	}
	a := tie.Allowed{Channel: w.Channel, About: about, Moment: moment}
	if w.Channel == tie.OwnChannel {
		if a.Word, err = name(r, w); err != nil {
			return feature.Answer{}, err
		}
	}
	e := r.New(tie.AllowedContact, a)
	remember(r, e.ID, "log", "/keep/boundaries/contact")
	return feature.Answer{Goto: "/keep/boundaries/contact"}, r.Record(e)
}

// postBack takes a line of the log back.
func postBack(r *feature.Request) (feature.Answer, error) {
	id, err := ebb.ParseID(r.FormValue("log"))
	there := false
	if err == nil {
		err = feature.See(r, Name, func(s *fence.State) error {
			there = s.Logged(id)
			return nil
		})
	}
	if err != nil || !there {
		return feature.Answer{}, &ebb.Problem{Status: 404, Say: "boundary.bad.log", Cause: err}
	}
	e := r.New(ebb.Withdrawn, ebb.Withdrawal{ID: id})
	remember(r, e.ID, "back", "/keep/boundaries/contact")
	return feature.Answer{Goto: "/keep/boundaries/contact"}, r.Record(e)
}
