// Package outlook answers the two questions people search for at night: will
// they come back, and does walking away work. It gives what was published,
// range first, with the couples it speaks of in the same sentence, its grade,
// what it leaves out, and always the second half: how many of those who came
// back parted again.
//
// It promises that nothing but the time since the parting moves a number, that
// it is the same each time, and that it is shown when asked for and at most
// once a week. It refuses to speak of the two people themselves, to say how to
// raise a chance, to stand on Today, in a reminder or near a hard moment, and
// to open after a yes to the safety questions or while one is left out.
package outlook

import (
	"embed"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/guide"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "outlook"

// Looked is the kind of one look at the figures. Body: Look.
const Looked = "outlook.looked"

// Look is what the figures were chosen by.
type Look struct {
	Since     string    `cbor:"1,keyasint" json:"since"`                         // "2026-10-25", the day of the parting
	Household tie.YesNo `cbor:"2,keyasint,omitempty" json:"household,omitempty"` // lived together, married or with children
}

const (
	base  = "/decide/outlook"
	stays = time.Hour          // a look can be read for so long
	again = 7 * 24 * time.Hour // from one look to the next
)

// Feature is the outlook.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  Name,
		Guard: feature.NoSkip,
		Kinds: []string{Looked},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			{Path: "GET " + base, Serve: show, Access: feature.Reader},
			{Path: "POST " + base, Serve: post, Access: feature.Reader},
			{Path: "GET " + base + "/away", Serve: showAway, Access: feature.Reader},
			{Path: "GET " + base + "/sources", Serve: showSources, Access: feature.Reader},
		},
		Step:  step,
		Files: files,
	}
}

// State is the last look, and what was said about the two.
type State struct {
	last     Look
	at       time.Time // of the last look
	standing tie.Standing
	stood    time.Time
}

// Apply takes the newest of each.
func (s *State) Apply(_ uint64, e ebb.Event) error {
	switch e.Kind {
	case Looked:
		var l Look
		if err := e.Decode(&l); err != nil {
			return err
		}
		if e.At.After(s.at) {
			s.last, s.at = l, e.At
		}
	case tie.Stands:
		var now tie.Standing
		if err := e.Decode(&now); err != nil {
			return err
		}
		if !e.At.Before(s.stood) {
			s.standing, s.stood = now, e.At
		}
	}
	return nil
}

func read(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = *now
		return nil
	})
	return s, err
}

func step(r *feature.Request) (*feature.Shelf, error) {
	s, err := read(r)
	line := "outlook.step"
	if !s.at.IsZero() && r.Now.Before(s.at.Add(again)) {
		line = "outlook.step.looked"
	}
	return &feature.Shelf{Href: base, Group: r.Say("outlook.group"), Head: r.Say("outlook.title"), Line: r.Say(line, "weekday", int(s.at.In(r.Now.Location()).Weekday()))}, err
}

// show asks first, shows what was asked for, and then waits a week.
func show(r *feature.Request) (feature.Answer, error) {
	s, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	x := feature.Answer{Title: "outlook.tab", Place: "decide", Back: back(r)}
	switch since := r.Now.Sub(s.at); {
	case since < stays:
		x.Template, x.Data = "outlook/result", result(r, s.last, s.at)
	case since < again:
		x.Template, x.Data = "outlook/wait", wait{s.at.In(r.Now.Location()), s.at.Add(again).In(r.Now.Location())}
	default:
		x.Template, x.Data = "outlook/ask", ask(r, s)
	}
	return x, nil
}

type wait struct{ Looked, Opens time.Time }

func back(r *feature.Request) *feature.Link {
	return &feature.Link{Href: "/decide", Text: r.Say("outlook.back")}
}

type askPage struct {
	Together     bool // nothing has ended
	Since, Today string
	Household    bool
}

// ask fills in what was said elsewhere.
func ask(r *feature.Request, s State) askPage {
	p := askPage{Together: s.standing.EndedBy == tie.NotEnded, Since: s.standing.Since, Today: r.Now.Format(time.DateOnly), Household: s.last.Household == tie.Yes}
	for _, t := range s.standing.Ties {
		p.Household = p.Household || t == "children" || t == "home"
	}
	if p.Since == "" {
		p.Since = s.last.Since
	}
	return p
}

// post keeps the look; a second one within the week changes nothing.
func post(r *feature.Request) (feature.Answer, error) {
	s, err := read(r)
	if err != nil || r.Now.Before(s.at.Add(again)) {
		return feature.Answer{Goto: base}, err
	}
	l := Look{Since: r.FormValue("since")}
	day, err := time.ParseInLocation(time.DateOnly, l.Since, r.Now.Location())
	if err != nil || day.After(r.Now) || day.Before(r.Now.AddDate(-80, 0, 0)) {
		return feature.Answer{}, ebb.Bad("outlook.bad.since")
	}
	switch v := tie.YesNo(r.FormValue("household")); v {
	case tie.Yes, tie.No:
		l.Household = v
	case "":
	default:
		return feature.Answer{}, ebb.Bad("outlook.bad")
	}
	return feature.Answer{Goto: base}, r.Record(r.New(Looked, l))
}

func showAway(r *feature.Request) (feature.Answer, error) {
	link := &feature.Link{Href: base, Text: r.Say("outlook.title")}
	return feature.Answer{Template: "outlook/away", Title: "outlook.tab", Place: "decide", Back: link}, nil
}

func showSources(r *feature.Request) (feature.Answer, error) {
	link := &feature.Link{Href: base, Text: r.Say("outlook.title")}
	return feature.Answer{Template: "outlook/sources", Data: guide.Of(guide.Outlook), Title: "outlook.tab", Place: "decide", Back: link}, nil
}
