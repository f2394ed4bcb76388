package help

import (
	"ebb"
	"ebb/feature"
	"ebb/guide"
)

// Rest is the step in which the page that led to planning leaves word where it
// goes on.
const Rest = "help.rest"

// topics are what a line can plan with somebody. They stand here to be raised
// there: no plan is kept in ebb.
var topics = []string{"children", "home", "money", "pets", "papers"}

type planningPage struct {
	helpPage
	Violence, Conduct section
	Topics            []string
	Rest              string
}

// showPlanning is what to know before anything is changed, and with whom to
// plan. It is the same for whoever opens it, whatever they answered.
func showPlanning(r *feature.Request) (feature.Answer, error) {
	return planning(r, remembered(r)), nil
}

func postPlanning(r *feature.Request) (feature.Answer, error) {
	country := r.FormValue("country")
	if _, ok := guide.Place(country); country != "" && !ok {
		return feature.Answer{}, ebb.Bad("help.bad.country")
	}
	return planning(r, country), nil
}

func planning(r *feature.Request, code string) feature.Answer {
	p := planningPage{helpPage: helpPage{Countries: guide.Countries()}, Topics: topics}
	p.choose(code)
	p.fill(r)
	for _, s := range p.Sections {
		switch s.Name {
		case "violence":
			p.Violence = s
		case "conduct":
			p.Conduct = s
		}
	}
	r.Steps.Recall(Rest, &p.Rest)
	return feature.Answer{Template: "help/planning", Data: p, Title: "help.title"}
}
