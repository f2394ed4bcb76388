package web

import (
	"html/template"
	"net/http"

	"ebb"
	"ebb/feature"
)

// shell lists the pages that belong to no feature.
func (s *Server) shell() []entry {
	all := append(s.places(), doors()...)
	for _, name := range []string{"reached", "head", "think", "help"} {
		all = append(all, entry{Page: feature.Page{Path: "GET /" + name}, doors: soon(name, ""), plain: name == "help"})
	}
	return all
}

func (s *Server) places() []entry {
	reader := func(path string, f func(*ask) (feature.Answer, error)) entry {
		return entry{Page: feature.Page{Path: path, Access: feature.Reader}, doors: f}
	}
	return []entry{
		{Page: feature.Page{Path: "GET /{$}"}, doors: showFirst},
		reader("GET /today", showToday),
		reader("GET /patterns", showPatterns),
		{Page: feature.Page{Path: "GET /decide"}, doors: soon("decide", "decide")},
		{Page: feature.Page{Path: "GET /keep"}, doors: soon("keep", "keep")},
	}
}

// showFirst is what everybody sees who has nothing open: help before set-up.
func showFirst(a *ask) (feature.Answer, error) {
	if a.State == feature.Draft || a.State == feature.Unlocked {
		return feature.Answer{Goto: "/today"}, nil
	}
	data := struct {
		Locked bool
		Open   string
	}{a.State == feature.Locked, "/unlock"}
	if a.visit.Left {
		data.Open = "/back"
	}
	return feature.Answer{Template: "web/first", Data: data}, nil
}

// showToday asks every feature for its card.
func showToday(a *ask) (feature.Answer, error) {
	var data struct {
		Headline string
		Parts    []template.HTML
	}
	a.s.door.Drain(a.Context(), a.visit)
	for _, f := range a.s.o.Features {
		if f.Card == nil {
			continue
		}
		c, err := f.Card(a.Request)
		if err != nil {
			return feature.Answer{}, err
		}
		if c == nil {
			continue
		}
		if data.Headline == "" {
			data.Headline = c.Headline
		}
		if c.Template == "" {
			continue
		}
		part, err := a.s.pages.Part(c.Template, c.Data)
		if err != nil {
			return feature.Answer{}, err
		}
		data.Parts = append(data.Parts, part)
	}
	return feature.Answer{Template: "web/today", Data: data, Title: "web.title.today", Place: "today"}, nil
}

// showPatterns asks every feature for its panel.
func showPatterns(a *ask) (feature.Answer, error) {
	var parts []template.HTML
	for _, f := range a.s.o.Features {
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
		part, err := a.s.pages.Part(p.Template, p.Data)
		if err != nil {
			return feature.Answer{}, err
		}
		parts = append(parts, part)
	}
	return feature.Answer{Template: "web/patterns", Data: parts, Title: "web.title.patterns", Place: "patterns"}, nil
}

// soon is a place that says in one sentence what will come.
func soon(name, place string) func(*ask) (feature.Answer, error) {
	return func(*ask) (feature.Answer, error) {
		x := feature.Answer{Template: "web/soon", Data: name, Place: place}
		if place != "" || name == "help" {
			x.Title = "web.title." + name
		}
		return x, nil
	}
}

// showNone answers every address that is nobody's, and every method that a
// page does not take.
func showNone(a *ask) (feature.Answer, error) {
	if a.Method != http.MethodGet && a.Method != http.MethodHead {
		return feature.Answer{}, &ebb.Problem{Status: http.StatusMethodNotAllowed, Say: "web.bad.method"}
	}
	return feature.Answer{}, &ebb.Problem{Status: http.StatusNotFound, Say: "web.bad.none"}
}
