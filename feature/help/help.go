// Package help is the way to people: helplines for the country a person
// chooses, with danger first, and where the figures in ebb come from.
//
// It promises to work while locked, before anything was saved and without a
// network; to ask nothing, keep nothing and count nothing; to say for each
// line whom it serves and whether somebody answers now; and to name no country
// that the person did not choose. It refuses to promise safety, to tell anybody
// to leave or to stay, to dial on its own, and to link anywhere outside.
package help

import (
	"embed"
	"html/template"
	"slices"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/guide"
)

//go:embed *.tmpl words
var files embed.FS

// First is the step in which another page leaves word which section of this
// page comes first: "crisis", "violence" or "conduct".
const First = "help.first"

// On is the step in which that page leaves word where it goes on; it shows with
// the crisis section, and only there.
const On = "help.on"

// cookie keeps the country, where the person ticked that it may.
const cookie = "country"

// remembered is the country this browser was asked to keep. Over HTTPS the
// shell puts a prefix before the name.
func remembered(r *feature.Request) string {
	for _, name := range []string{"__Host-" + cookie, cookie} {
		if c, err := r.Cookie(name); err == nil {
			return c.Value
		}
	}
	return ""
}

// Feature is help.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  "help",
		Guard: feature.Free,
		Pages: []feature.Page{
			{Path: "GET /help", Serve: showHelp},
			{Path: "POST /help", Serve: postHelp},
			{Path: "GET /help/planning", Serve: showPlanning},
			{Path: "POST /help/planning", Serve: postPlanning},
			{Path: "GET /help/all", Serve: showAll},
			{Path: "GET /help/sources", Serve: showSources},
		},
		Files: files,
	}
}

type helpPage struct {
	Countries  []guide.Country
	Country    string // "" until the person has chosen
	Remembered bool
	Emergency  []number
	Sections   []section
	Lines      []line // on the page of all countries
	Few        bool   // one line, or none, could be confirmed
	Tries      bool   // one of them is known to be hard to reach
	Told       bool   // another page asked for the crisis section: it stands before the country
	On         string // where that page goes on; "" nowhere
}

type section struct {
	Name  string // "crisis", "violence", "conduct"
	Lines []line
}

type number struct {
	Dial string
	Tel  template.URL
	For  string
}

type line struct {
	guide.Line
	Dials []number
	State guide.State
	At    string // when it closes or opens, already said
	Seen  string // the date it was last seen, for weak rows
	For   string // whom it serves
	Speak string // in which languages
}

func showHelp(r *feature.Request) (feature.Answer, error) {
	return answer(r, remembered(r)), nil
}

// postHelp answers at once: a redirect would carry the choice in an address.
func postHelp(r *feature.Request) (feature.Answer, error) {
	country := r.FormValue("country")
	if _, ok := guide.Place(country); country != "" && !ok {
		return feature.Answer{}, ebb.Bad("help.bad.country")
	}
	a := answer(r, country)
	switch {
	case r.FormValue("forget") != "":
		a = answer(r, "")
		a.Remember = map[string]string{cookie: ""}
	case r.FormValue("remember") != "" && country != "":
		a.Remember = map[string]string{cookie: country}
	}
	return a, nil
}

func answer(r *feature.Request, code string) feature.Answer {
	p := helpPage{Countries: guide.Countries()}
	p.choose(code)
	p.Remembered = code != "" && remembered(r) == code
	p.fill(r)
	return feature.Answer{Template: "help/show", Data: p, Title: "help.title"}
}

func (p *helpPage) choose(code string) {
	if c, ok := guide.Place(code); ok {
		p.Country = code
		for _, e := range c.Emergency {
			p.Emergency = append(p.Emergency, dial(e.Dial, e.For))
		}
	}
}

// showAll is every country on one page that is the same for everybody, so that a
// device may keep it; it says of no line whether somebody answers now.
func showAll(r *feature.Request) (feature.Answer, error) {
	var all []helpPage
	for _, c := range guide.Countries() {
		p := helpPage{}
		p.choose(c.Code)
		for _, l := range guide.Lines(c.Code) {
			v := show(r, l)
			v.State, v.At = "", ""
			p.Lines = append(p.Lines, v)
		}
		all = append(all, p)
	}
	return feature.Answer{Template: "help/all", Data: all, Title: "help.title", Where: r.Say("help.all.where"), Static: true}, nil
}

func (p *helpPage) fill(r *feature.Request) {
	reachable := 0
	crisis, violence, conduct := section{Name: "crisis"}, section{Name: "violence"}, section{Name: "conduct"}
	lines := guide.Lines(p.Country)
	for _, l := range lines {
		if l.Reachable() {
			reachable++
		}
		p.Tries = p.Tries || l.Tries
		v := show(r, l)
		switch {
		case l.Kind == guide.Violence:
			violence.Lines = append(violence.Lines, v)
		case l.Kind == guide.Men && womenOnly(lines):
			violence.Lines = append(violence.Lines, v)
			crisis.Lines = append(crisis.Lines, v)
		default:
			crisis.Lines = append(crisis.Lines, v)
		}
		if l.Takes {
			conduct.Lines = append(conduct.Lines, v)
		}
	}
	p.Few = p.Country != "" && reachable < 2
	p.Sections = []section{crisis, violence, conduct}
	var first string
	r.Steps.Recall(First, &first)
	slices.SortStableFunc(p.Sections, func(a, b section) int {
		switch first {
		case a.Name:
			return -1
		case b.Name:
			return 1
		}
		return 0
	})
	if p.Told = first == crisis.Name; p.Told {
		r.Steps.Recall(On, &p.On)
	}
}

// womenOnly reports whether no violence line here serves men.
func womenOnly(lines []guide.Line) bool {
	return !slices.ContainsFunc(lines, func(l guide.Line) bool {
		return l.Kind == guide.Violence && (slices.Contains(l.Serves, "everyone") || slices.Contains(l.Serves, "men"))
	})
}

func dial(n, what string) number { return number{n, template.URL(guide.Tel(n)), what} } //nolint:gosec // digits, * and %23 only

func show(r *feature.Request, l guide.Line) line {
	v := line{Line: l}
	if l.Dial != "" {
		v.Dials = append(v.Dials, dial(l.Dial, ""))
	}
	for _, n := range l.Other {
		v.Dials = append(v.Dials, dial(n, ""))
	}
	o := l.Hours.At(r.Now)
	v.State = o.State
	switch o.State {
	case guide.Open:
		v.At = o.Until.Format("15:04")
	case guide.Closed:
		v.At = opens(r, o.Next)
	}
	v.For, v.Speak = list(r, "help.serves.", l.Serves), list(r, "help.lang.", l.Langs)
	if l.Interprets {
		v.Speak = strings.TrimPrefix(v.Speak+", "+r.Say("help.interprets"), ", ")
	}
	if l.Weak != "" {
		v.Seen = seen(r, l)
	}
	return v
}

func list(r *feature.Request, prefix string, keys []string) string {
	var said []string
	for _, k := range keys {
		said = append(said, r.Say(prefix+k))
	}
	return strings.Join(said, ", ")
}

// opens says when, by the clock of the place the line is in.
func opens(r *feature.Request, at time.Time) string {
	there := r.Now.In(at.Location())
	if there.YearDay() == at.YearDay() && there.Year() == at.Year() {
		return r.Say("help.opens.today", "time", at.Format("15:04"))
	}
	return r.Say("help.opens.day", "day", int(at.Weekday()), "time", at.Format("15:04"))
}

func seen(r *feature.Request, l guide.Line) string {
	at, exact := l.SeenAt()
	return r.Say("help.seen."+exact, "d", at.Day(), "m", int(at.Month()), "y", at.Year())
}

func showSources(*feature.Request) (feature.Answer, error) {
	return feature.Answer{
		Template: "help/sources", Data: guide.Of(""), Title: "help.sources.title",
	}, nil
}
