package letter

import (
	"slices"
	"strconv"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// find returns the letter that the address names, and the answers to the safety
// questions: after a yes it can only be kept or burned.
func find(r *feature.Request) (l letter, safe tie.Safety, err error) {
	id, err := ebb.ParseID(r.PathValue("id"))
	if err == nil {
		err = feature.See(r, Name, func(s *State) error {
			safe = s.safety
			all := s.standing()
			if i := slices.IndexFunc(all, func(l letter) bool { return l.id == id }); i >= 0 {
				l = all[i]
			}
			return nil
		})
	}
	if err != nil || l.seq == 0 {
		return l, safe, &ebb.Problem{Status: 404, Say: "letter.bad.gone", Cause: err}
	}
	return l, safe, nil
}

func back(r *feature.Request) *feature.Link {
	return &feature.Link{Href: "/keep/letters", Text: r.Say("letter.all")}
}

// moment is a time, by the person's clock.
func moment(r *feature.Request, at time.Time) string {
	at = at.In(r.Now.Location())
	return r.Say("letter.when", "weekday", int(at.Weekday()), "d", at.Day(), "m", int(at.Month()), "time", at.Format("15:04"))
}

// day is the weekday where that is clear, else the date.
func day(r *feature.Request, at time.Time) string {
	at = at.In(r.Now.Location())
	if r.Now.Sub(at) < 6*24*time.Hour {
		return r.Say("letter.weekday", "weekday", int(at.Weekday()))
	}
	return r.Say("letter.date", "d", at.Day(), "m", int(at.Month()))
}

type writePage struct {
	Text   string
	Wrong  string
	Offers []offer
	Max    int
	No     bool
}

func showNew(r *feature.Request) (feature.Answer, error) {
	return again(r, writePage{}, "")
}

// again is the page to write on, with what could not be kept.
func again(r *feature.Request, p writePage, hold string) (a feature.Answer, err error) {
	if p.Offers, err = offers(r); err != nil {
		return a, err
	}
	for i := range p.Offers {
		if hold != "" {
			p.Offers[i].On = p.Offers[i].Hold == hold
		}
	}
	p.Max = longest
	err = feature.See(r, Name, func(s *State) error { p.No = s.safety.AnyYes(); return nil })
	a = feature.Answer{Template: "letter/new", Data: p, Title: "letter.title", Place: "keep", Scripts: []string{"letter"}}
	if p.Wrong != "" {
		a.Status = 422
	}
	return a, err
}

type heldPage struct {
	ID    string
	Day   string
	Until string
	Room  int
	Near  bool // there is little room
	Text  string
	Wrong string
}

func held(r *feature.Request, l letter, text, wrong string) heldPage {
	room := max(0, longest-l.runes()-len("\n\n"))
	return heldPage{l.id.String(), moment(r, l.at), moment(r, l.until), room, room < longest/10, text, wrong}
}

type openPage struct {
	ID, Day, Until string
	Text           string
	No             bool
	Theirs         bool // the reason is their no, which may be said
	Kept           bool
}

// showOne is a letter: closed while it is held.
func showOne(r *feature.Request) (feature.Answer, error) {
	l, safe, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	a := feature.Answer{Title: "letter.title", Place: "keep", Back: back(r), Scripts: []string{"letter"}}
	if l.held(r.Now) {
		a.Template, a.Data = "letter/held", held(r, l, "", "")
		return a, nil
	}
	text, err := read(r, l)
	a.Template = "letter/open"
	a.Data = openPage{l.id.String(), moment(r, l.at), moment(r, l.until), text, safe.AnyYes(), safe.TheirNo == tie.Yes, !l.waits(r.Now)}
	return a, err
}

type editPage struct {
	ID, Text, Wrong string
	Offers          []offer
	Max             int
}

func showEdit(r *feature.Request) (feature.Answer, error) {
	l, safe, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if safe.AnyYes() || l.held(r.Now) {
		return feature.Answer{Goto: "/keep/letters/" + l.id.String()}, nil
	}
	text, err := read(r, l)
	if err != nil {
		return feature.Answer{}, err
	}
	return edit(r, l, text, "")
}

func edit(r *feature.Request, l letter, text, wrong string) (feature.Answer, error) {
	p := editPage{ID: l.id.String(), Text: text, Wrong: wrong, Max: longest}
	for _, h := range Holds {
		p.Offers = append(p.Offers, offered(r, h, false))
	}
	a := feature.Answer{Template: "letter/edit", Data: p, Title: "letter.title", Place: "keep", Back: back(r), Scripts: []string{"letter"}}
	if wrong != "" {
		a.Status = 422
	}
	return a, nil
}

func showBurn(r *feature.Request) (feature.Answer, error) {
	l, _, err := find(r)
	data := struct{ ID, Day string }{l.id.String(), moment(r, l.at)}
	return feature.Answer{Template: "letter/burn", Data: data, Title: "letter.title", Place: "keep", Back: back(r)}, err
}

type allPage struct {
	Letters      []row
	Burned       bool
	Time         string
	Newer, Older int // pages; 0 none
}

type row struct {
	ID, Day, State string
}

// showAll lists letters without their words, the newest first.
func showAll(r *feature.Request) (feature.Answer, error) {
	var p allPage
	err := feature.See(r, Name, func(s *State) error {
		now, _, _ := s.time(r.Now)
		p.Time = offered(r, now, true).Text
		all := s.standing()
		last := max((len(all)+perPage-1)/perPage, 1)
		page, _ := strconv.Atoi(r.FormValue("page"))
		page = min(max(page, 1), last)
		if page > 1 {
			p.Newer = page - 1
		}
		if page < last {
			p.Older = page + 1
		}
		for _, l := range all[(page-1)*perPage : min(page*perPage, len(all))] {
			p.Letters = append(p.Letters, row{l.id.String(), moment(r, l.at), l.state(r)})
		}
		return nil
	})
	if r.Steps.Recall(burned, &p.Burned) {
		r.Steps.Forget(burned)
	}
	return feature.Answer{Template: "letter/all", Data: p, Title: "letter.title", Place: "keep"}, err
}

func (l letter) state(r *feature.Request) string {
	switch {
	case l.held(r.Now):
		return r.Say("letter.state.held", "when", moment(r, l.until))
	case l.waits(r.Now):
		return r.Say("letter.state.open")
	}
	return r.Say("letter.state.kept")
}

type cardRow struct{ ID, Text string }

// card says which letters can be looked at again, and nothing else.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	var rows []cardRow
	err := feature.See(r, Name, func(s *State) error {
		for _, l := range s.standing() {
			if l.waits(r.Now) && r.Now.Sub(l.until) < shown && len(rows) < 3 {
				rows = append(rows, cardRow{l.id.String(), r.Say("letter.card", "day", day(r, l.at))})
			}
		}
		return nil
	})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return &feature.Card{Template: "letter/card", Data: rows}, nil
}

func shelf(r *feature.Request) (*feature.Shelf, error) {
	n, held := 0, 0
	err := feature.See(r, Name, func(s *State) error {
		for _, l := range s.standing() {
			n++
			if l.held(r.Now) {
				held++
			}
		}
		return nil
	})
	return &feature.Shelf{Href: "/keep/letters", Head: r.Say("letter.all"), Line: r.Say("letter.shelf", "n", n, "held", held), Group: r.Say("letter.group")}, err
}
