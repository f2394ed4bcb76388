package circle

import (
	"slices"
	"time"

	"ebb/feature"
)

type circlePage struct {
	Form     *formView // nil where there is no room
	People   []personView
	Most     int
	Undo     bool
	TheirNo  bool
	Sentence string
	Ready    bool   // the sentence is the ready one
	Max      int    // signs of a sentence
	Old      string // since when the oldest number stands; "" while it is not old
}

// formView is the form, empty or filled with one person.
type formView struct {
	ID, Name, Number string
	Good             []chip
	Max, Written     int // signs of a name and of a number
}

type chip struct {
	Value string
	On    bool
}

type personView struct {
	ID, Name, Number string
	Call             feature.Link
	Good             []string
}

// old is when a number is worth another look.
const old = 180 * 24 * time.Hour

func form(p Person) formView {
	f := formView{Name: p.Name, Number: p.Number, Max: longestName, Written: written}
	for _, g := range Good {
		f.Good = append(f.Good, chip{g, slices.Contains(p.Good, g)})
	}
	return f
}

func show(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := circlePage{Most: most, Max: longest, Undo: r.CanPutBack(undo), TheirNo: s.theirNo}
	if len(s.all) < most {
		f := form(Person{})
		p.Form = &f
	}
	if len(s.all) > 0 && r.Now.Sub(s.all[0].at) > old {
		p.Old = day(r, s.all[0].at)
	}
	if p.Sentence, p.Ready, err = s.sentence(r); err != nil {
		return feature.Answer{}, err
	}
	p.People, err = s.people(r)
	return feature.Answer{Template: "circle/all", Data: p, Title: "circle.title", Place: "keep"}, err
}

func showOne(r *feature.Request) (feature.Answer, error) {
	e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	var p Person
	if err := reread(r, e, &p); err != nil {
		return feature.Answer{}, err
	}
	f := form(p)
	f.ID = e.id.String()
	back := &feature.Link{Href: "/keep/people", Text: r.Say("circle.title")}
	return feature.Answer{Template: "circle/one", Data: f, Title: "circle.title", Place: "keep", Back: back}, nil
}

func reread(r *feature.Request, e entry, into any) error {
	events, err := r.Journal.Read(r.Context(), e.seq)
	if err != nil || len(events) == 0 {
		return err
	}
	return events[0].Decode(into)
}

// people opens names and numbers again, in the order in which they came.
func (s State) people(r *feature.Request) (all []personView, err error) {
	for _, e := range s.all {
		var p Person
		if err := reread(r, e, &p); err != nil {
			return nil, err
		}
		v := personView{ID: e.id.String(), Name: p.Name, Number: p.Number, Good: p.Good}
		if number, ok := dial(p.Number); ok {
			v.Call = feature.Link{Href: "tel:" + number, Text: r.Say("circle.call", "name", p.Name)}
			all = append(all, v)
		}
	}
	return all, nil
}

// sentence is what to say first, and whether it is the ready one.
func (s State) sentence(r *feature.Request) (text string, ready bool, err error) {
	var own Sentence
	if s.words.seq > 0 {
		err = reread(r, s.words, &own)
	}
	if own.Text == "" {
		return r.Say("circle.ask.listening"), true, err
	}
	return own.Text, false, err
}

func day(r *feature.Request, at time.Time) string {
	return r.Day(at)
}

// aids are the people to call, first those who are good for such an hour, with
// what to say to them.
func aids(r *feature.Request) ([]feature.Aid, error) {
	s, err := fold(r)
	if err != nil || len(s.all) == 0 {
		return nil, err
	}
	people, err := s.people(r)
	if err != nil {
		return nil, err
	}
	text, _, err := s.sentence(r)
	slices.SortStableFunc(people, func(a, b personView) int { return near(b) - near(a) })
	a := feature.Aid{Head: r.Say("circle.aid"), Lines: []string{text}}
	for _, p := range people {
		a.Links = append(a.Links, p.Call)
	}
	var all []feature.Aid
	for _, a.Step = range []string{"wave", "sent", "reached"} {
		all = append(all, a)
	}
	return all, err
}

// near is 1 for somebody who listens, comes over or takes one's mind off it.
func near(p personView) int {
	if slices.ContainsFunc(p.Good, func(g string) bool { return slices.Contains(Good[:3], g) }) {
		return 1
	}
	return 0
}

func shelf(r *feature.Request) (*feature.Shelf, error) {
	s, err := fold(r)
	return &feature.Shelf{Href: "/keep/people", Head: r.Say("circle.title"), Line: r.Say("circle.shelf", "n", len(s.all)), Group: r.Say("circle.group")}, err
}
