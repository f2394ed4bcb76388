package web

import (
	"cmp"
	"html/template"
	"net/http"
	"slices"

	"ebb"
	"ebb/feature"
	"ebb/web/ask"
	"ebb/web/devices"
	"ebb/web/doors"
	"ebb/web/keys"
	"ebb/web/passkeys"
	"ebb/web/people"
	"ebb/web/plain"
	"ebb/web/quiet"
	"ebb/web/remind"
	"ebb/web/taken"
	"ebb/web/whole"
)

// shell lists the pages that belong to no feature.
func shell() []ask.Entry {
	help := ask.Entry{Page: feature.Page{Path: "GET /help"}, Doors: showHelp, Plain: true}
	return slices.Concat(places(), doors.Pages(), people.Pages(), quiet.Pages(), devices.Pages(), passkeys.Pages(), plain.Pages(), taken.Pages(), whole.Pages(), []ask.Entry{help})
}

func places() []ask.Entry {
	reader := func(path string, f func(*ask.Ask) (feature.Answer, error)) ask.Entry {
		return ask.Entry{Page: feature.Page{Path: path, Access: feature.Reader}, Doors: f}
	}
	return []ask.Entry{
		{Page: feature.Page{Path: "GET /{$}"}, Doors: showFirst},
		reader("GET /today", showToday),
		reader("GET /patterns", showPatterns),
		reader("GET /decide", showDecide),
		reader("GET /keep", showKeep),
		{Page: feature.Page{Path: "GET /away"}, Doors: showAway},
	}
}

// showFirst is what everybody sees who has nothing open: help before set-up.
func showFirst(a *ask.Ask) (feature.Answer, error) {
	if a.State == feature.Draft || a.State == feature.Unlocked {
		return feature.Answer{Goto: "/today"}, nil
	}
	data := struct {
		Locked, Several bool
		Open            string
	}{Locked: a.State == feature.Locked, Open: "/unlock"}
	if a.Visit.Left {
		data.Open = "/back"
	}
	var err error
	if !a.Demo {
		data.Several, err = a.House.Door.Host().Several(a.Context())
	}
	data.Locked = data.Locked || data.Several // somebody's, in a browser that is nobody's
	return feature.Answer{Template: "web/first", Data: data}, err
}

// showAway is what a device shows in place of a page that its server does not
// give.
func showAway(a *ask.Ask) (feature.Answer, error) {
	return feature.Answer{Template: "web/away", Static: true, Where: a.Say("web.away.where")}, nil
}

// showToday asks every feature for its card.
func showToday(a *ask.Ask) (feature.Answer, error) {
	var data struct {
		Headline string
		Back     template.HTML // after a long silence; Parts fold up behind it
		Parts    []template.HTML
		Offer    bool // of the home screen
		Open     bool // with a passphrase, so that it can be locked
	}
	standing, err := a.Standing()
	if err != nil {
		return feature.Answer{}, err
	}
	if err := taken.Tend(a); err != nil { // it stays marked
		a.House.Log.Warn("what was to be erased is not yet", "error", err)
	}
	if data.Parts, err = notices(a); err != nil {
		return feature.Answer{}, err
	}
	if data.Headline, data.Back, err = back(a, standing); err != nil {
		return feature.Answer{}, err
	}
	headline, parts, err := cards(a, standing)
	if err != nil {
		return feature.Answer{}, err
	}
	data.Headline, data.Parts = cmp.Or(data.Headline, headline), append(data.Parts, parts...)
	offer, err := quiet.Offer(a)
	if err != nil {
		return feature.Answer{}, err
	}
	data.Offer, data.Open = offer, a.State == feature.Unlocked && !a.Demo
	return feature.Answer{Template: "web/today", Data: data, Title: "web.title.today", Place: "today"}, nil
}

// notices are what the shell itself has to say first.
func notices(a *ask.Ask) (parts []template.HTML, err error) {
	late := func(a *ask.Ask) (template.HTML, error) { return remind.Card(a, a.House.Reminders) }
	for _, card := range []func(*ask.Ask) (template.HTML, error){whole.Card, keys.Card, late, devices.Card} {
		part, err := card(a)
		if err != nil {
			return nil, err
		}
		if part != "" {
			parts = append(parts, part)
		}
	}
	return parts, nil
}

// cards are what the features show, and the first headline of one.
func cards(a *ask.Ask, standing []*feature.Feature) (headline string, parts []template.HTML, err error) {
	for _, f := range standing {
		if f.Card == nil {
			continue
		}
		c, err := f.Card(a.Request)
		if err != nil {
			return "", nil, err
		}
		if c == nil {
			continue
		}
		headline = cmp.Or(headline, c.Headline)
		if c.Template == "" {
			continue
		}
		part, err := a.House.Pages.Part(c.Template, c.Data)
		if err != nil {
			return "", nil, err
		}
		parts = append(parts, part)
	}
	return headline, parts, nil
}

// back asks the one feature that knows whether the person was away for long.
func back(a *ask.Ask, standing []*feature.Feature) (headline string, part template.HTML, err error) {
	for _, f := range standing {
		if f.Back == nil {
			continue
		}
		c, err := f.Back(a.Request)
		if err != nil || c == nil {
			return "", "", err
		}
		part, err = a.House.Pages.Part(c.Template, c.Data)
		return c.Headline, part, err
	}
	return "", "", nil
}

// showPatterns asks every feature for its panel.
func showPatterns(a *ask.Ask) (feature.Answer, error) {
	standing, err := a.Standing()
	if err != nil {
		return feature.Answer{}, err
	}
	var parts []template.HTML
	for _, f := range standing {
		if f.Panel == nil {
			continue
		}
		p, err := f.Panel(a.Request)
		if err != nil {
			return feature.Answer{}, err
		}
		if p == nil {
			continue
		}
		part, err := a.House.Pages.Part(p.Template, p.Data)
		if err != nil {
			return feature.Answer{}, err
		}
		parts = append(parts, part)
	}
	return feature.Answer{Template: "web/patterns", Data: parts, Title: "web.title.patterns", Place: "patterns"}, nil
}

// showKeep and showDecide ask every feature for its place there.
func showKeep(a *ask.Ask) (feature.Answer, error) {
	all, err := shelves(a, func(f *feature.Feature) placed { return f.Shelf })
	return feature.Answer{Template: "web/keep", Data: grouped(all), Title: "web.title.keep", Place: "keep"}, err
}

func showDecide(a *ask.Ask) (feature.Answer, error) {
	all, err := shelves(a, func(f *feature.Feature) placed { return f.Step })
	return feature.Answer{Template: "web/decide", Data: grouped(all), Title: "web.title.decide", Place: "decide"}, err
}

// group is shelves under one heading.
type group struct {
	Head    string
	Shelves []*feature.Shelf
}

func grouped(all []*feature.Shelf) (groups []group) {
	for _, s := range all {
		if n := len(groups); n == 0 || groups[n-1].Head != s.Group {
			groups = append(groups, group{Head: s.Group})
		}
		last := &groups[len(groups)-1]
		last.Shelves = append(last.Shelves, s)
	}
	return groups
}

type placed func(*feature.Request) (*feature.Shelf, error)

func shelves(a *ask.Ask, place func(*feature.Feature) placed) ([]*feature.Shelf, error) {
	standing, err := a.Standing()
	if err != nil {
		return nil, err
	}
	var all []*feature.Shelf
	for _, f := range standing {
		at := place(f)
		if at == nil {
			continue
		}
		s, err := at(a.Request)
		if err != nil {
			return nil, err
		}
		if s != nil {
			all = append(all, s)
		}
	}
	return all, nil
}

// showHelp stands in where no feature has help: every page leads there.
func showHelp(*ask.Ask) (feature.Answer, error) {
	return feature.Answer{Template: "web/lines", Title: "web.title.help"}, nil
}

// showNone answers every address that is nobody's, and every method that a
// page does not take.
func showNone(a *ask.Ask) (feature.Answer, error) {
	if a.Method != http.MethodGet && a.Method != http.MethodHead {
		return feature.Answer{}, &ebb.Problem{Status: http.StatusMethodNotAllowed, Say: "web.bad.method"}
	}
	return feature.Answer{}, &ebb.Problem{Status: http.StatusNotFound, Say: "web.bad.none"}
}
