package ends

import (
	"time"

	"ebb/feature"
	"ebb/tie"
)

// view is a door as a page shows it.
type view struct {
	ID, Name, Plan string
	Through        string
	Done           bool
	Leave          bool
}

// look opens the words of a door again.
func look(r *feature.Request, d door) (view, error) {
	full, err := open(r, d)
	v := view{ID: d.id.String(), Name: full.Word, Through: full.Through, Done: len(d.done) > 0, Leave: d.how == Leave}
	if d.what != Own {
		v.Name = r.Say("ends.what." + d.what)
	}
	v.Plan = r.Say("ends.plan", "how", d.how, "dated", d.by != "", "date", date(r, d.by))
	return v, err
}

func open(r *feature.Request, d door) (full Door, err error) {
	if r.Journal == nil {
		return full, nil
	}
	events, err := r.Journal.Read(r.Context(), d.seq)
	if err != nil || len(events) == 0 {
		return full, err
	}
	return full, events[0].Decode(&full)
}

func date(r *feature.Request, by string) string {
	at, err := time.ParseInLocation(time.DateOnly, by, r.Now.Location())
	if err != nil {
		return ""
	}
	return r.Say("ends.date", "d", at.Day(), "m", int(at.Month()), "y", at.Year(), "this", at.Year() == r.Now.Year())
}

type allPage struct {
	Open, Done []view
	People     bool
	Undo       string
}

func showAll(r *feature.Request) (feature.Answer, error) {
	var p allPage
	var all []door
	err := feature.See(r, Name, func(s *State) error {
		all, p.People = s.list(), s.people
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	for _, d := range all {
		v, err := look(r, d)
		if err != nil {
			return feature.Answer{}, err
		}
		if v.Done {
			p.Done = append(p.Done, v)
		} else {
			p.Open = append(p.Open, v)
		}
	}
	var l last
	if r.Steps.Recall(undo, &l) {
		p.Undo = l.What
	}
	people(r, p.People)
	return feature.Answer{Template: "ends/all", Data: p, Title: "ends.title", Place: "keep"}, nil
}

// first is the step in which a page leaves word which section of Help comes
// first.
const first = "help.first"

// people leaves word that those who know about danger come first on Help.
func people(r *feature.Request, now bool) {
	if now {
		r.Steps.Keep(first, "violence")
	}
}

type chip struct {
	Value string
	On    bool
}

type formPage struct {
	ID          string // "" for a new one
	Whats, Hows []chip
	Word        string
	By, Today   string
	Through     string
	Max, Name   int
	People      bool
}

func form(r *feature.Request, d Door) (p formPage, err error) {
	p = formPage{Word: d.Word, By: d.By, Today: r.Now.Format(time.DateOnly), Through: d.Through, Max: longest, Name: oneName}
	for _, w := range tie.DoorWords {
		p.Whats = append(p.Whats, chip{w, d.What == w})
	}
	for _, h := range Hows {
		p.Hows = append(p.Hows, chip{h, d.How == h})
	}
	err = feature.See(r, Name, func(s *State) error { p.People = s.people; return nil })
	people(r, p.People)
	return p, err
}

func back(r *feature.Request) *feature.Link {
	return &feature.Link{Href: "/keep/doors", Text: r.Say("ends.all")}
}

func showNew(r *feature.Request) (feature.Answer, error) {
	p, err := form(r, Door{})
	return feature.Answer{Template: "ends/form", Data: p, Title: "ends.title", Place: "keep", Back: back(r)}, err
}

func showOne(r *feature.Request) (feature.Answer, error) {
	d, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	full, err := open(r, d)
	if err != nil {
		return feature.Answer{}, err
	}
	p, err := form(r, full)
	p.ID = d.id.String()
	if d.by != "" && d.by < p.Today {
		p.Today = d.by // a date that has passed may stay
	}
	return feature.Answer{Template: "ends/form", Data: p, Title: "ends.title", Place: "keep", Back: back(r)}, err
}

// showBlocking says what blocking gives and cannot tell; where people come
// first, it leads to them and says no more.
func showBlocking(r *feature.Request) (feature.Answer, error) {
	var now bool
	err := feature.See(r, Name, func(s *State) error { now = s.people; return nil })
	people(r, now)
	return feature.Answer{Template: "ends/blocking", Data: now, Title: "ends.title.blocking", Place: "keep", Back: back(r)}, err
}

type cardView struct {
	Rows   []view
	More   int
	People bool // then nothing is named
}

const onToday = 5

// shown is how many days Today speaks of a thing that is due; the list has it
// for good.
const shown = 56

// card is what is due, from its day on.
// dues are the mornings on which a door is to be closed; none where people come
// first.
func dues(r *feature.Request) (all []time.Time, err error) {
	err = feature.See(r, Name, func(s *State) error {
		for _, d := range s.list() {
			if at, dated := r.Morning(d.by); dated && len(d.done) == 0 && !s.people {
				all = append(all, at)
			}
		}
		return nil
	})
	return all, err
}

func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	var v cardView
	var due []door
	err := feature.See(r, Name, func(s *State) error {
		v.People = s.people
		for _, d := range s.list() {
			if d.due(r.Now) && !d.due(r.Now.AddDate(0, 0, -shown)) {
				due = append(due, d)
			}
		}
		return nil
	})
	if err != nil || len(due) == 0 {
		return nil, err
	}
	v.More = max(0, len(due)-onToday)
	for _, d := range due[:min(len(due), onToday)] {
		row, err := look(r, d)
		if err != nil {
			return nil, err
		}
		v.Rows = append(v.Rows, row)
	}
	return &feature.Card{Template: "ends/card", Data: v}, nil
}

func shelf(r *feature.Request) (*feature.Shelf, error) {
	n := 0
	err := feature.See(r, Name, func(s *State) error {
		for _, d := range s.list() {
			if len(d.done) == 0 {
				n++
			}
		}
		return nil
	})
	return &feature.Shelf{Href: "/keep/doors", Head: r.Say("ends.all"), Line: r.Say("ends.shelf", "n", n), Group: r.Say("ends.group")}, err
}
