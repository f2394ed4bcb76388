// Package turn is the look at brooding and what is offered where thoughts go
// round: what comes, in ten minutes, and a day in plain facts.
//
// It promises that every answer may be left out, that a reason is said with the
// offer, and that whoever wants to go on goes on. It refuses a number for
// anybody, and a closed door.
package turn

import (
	"slices"
	"strings"

	"ebb/feature"
	"ebb/feature/unsent/kept"
	"ebb/feature/unsent/said"
	"ebb/tie"
)

// Pages are its routes.
func Pages(reader func(string, func(*feature.Request) (feature.Answer, error)) feature.Page) []feature.Page {
	return []feature.Page{
		reader("GET "+kept.Base+"/check", showCheck),
		reader("POST "+kept.Base+"/check", postCheck),
		reader("GET "+kept.Base+"/round", showRound),
		reader("GET "+kept.Base+"/ahead", showAhead),
		reader("POST "+kept.Base+"/ahead", postAhead),
		reader("GET "+kept.Base+"/plain", showPlain),
		reader("POST "+kept.Base+"/plain", postPlain),
		reader("POST "+kept.Base+"/out/{id}", postOut),
		reader("POST "+kept.Base+"/undo", postUndo),
	}
}

// leads are where a look at brooding leads back to.
var leads = map[string]string{
	"letter": kept.Base + "/new", "story": kept.Base + "/story",
	"memories": path + "memories", "unfinished": path + "unfinished",
}

// path is where the topics that look back are.
const path = "/keep/path/"

// lead is the page that asked, and its name; both "" for an unknown one.
func lead(r *feature.Request) (to, name string) {
	name = r.FormValue("for")
	if to = leads[name]; to == "" {
		return kept.Base, ""
	}
	return to, name
}

type checkPage struct {
	For   string
	Asks  []string
	Often []tie.Often
	Day   string // when it was asked last; "" never, or too long ago
}

// showCheck is four plain questions about the last week.
func showCheck(r *feature.Request) (feature.Answer, error) {
	_, past, err := kept.All(r)
	_, name := lead(r)
	p := checkPage{For: name, Asks: []string{"why", "reason", "same", "stuck"}, Often: oftens}
	if _, at, stands := past.Look(r.Now); stands {
		p.Day = r.Day(at)
	}
	return kept.Answer(r, "check", p, kept.Base), err
}

var oftens = []tie.Often{tie.Hardly, tie.Some, tie.Most}

// postCheck keeps the answers, and leads on: back where nothing goes round,
// otherwise to what is offered first. The path offers it on its own pages.
func postCheck(r *feature.Request) (feature.Answer, error) {
	b, err := counted(r, tie.Brooding{Why: often(r, "why"), Reason: often(r, "reason"), Same: often(r, "same"), Stuck: often(r, "stuck")})
	if err != nil {
		return feature.Answer{}, err
	}
	to, name := lead(r)
	if b.Round() && !strings.HasPrefix(to, path) {
		to = kept.Base + "/round"
		if name != "" {
			to += "?for=" + name
		}
	}
	return feature.Answer{Goto: to}, r.Keep(tie.Brooded, b)
}

// counted is the person's answers with what their own records say now.
func counted(r *feature.Request, b tie.Brooding) (tie.Brooding, error) {
	_, past, err := kept.All(r)
	if err != nil {
		return b, err
	}
	texts, err := kept.Lately(r)
	b.Circles, b.Heads = said.Circles(texts), past.Heads(r.Now)
	return b, err
}

func often(r *feature.Request, field string) tie.Often {
	if o := tie.Often(r.FormValue(field)); slices.Contains(oftens, o) {
		return o
	}
	return ""
}

// View is why something concrete is offered first.
type View struct {
	Reasons []string
	To      string // where one may still go on; "" where that is the page itself
}

// showRound offers what is concrete first, and says why.
func showRound(r *feature.Request) (feature.Answer, error) {
	_, past, err := kept.All(r)
	if err != nil {
		return feature.Answer{}, err
	}
	to, name := lead(r)
	b, _, stands := past.Look(r.Now)
	if !stands {
		return feature.Answer{Goto: kept.Base + "/check?for=" + name}, nil
	}
	if name == "letter" {
		to += "?on=1" // it was offered here
	}
	return kept.Answer(r, "round", View{reasons(r, b), to}, kept.Base), nil
}

// Offer is why something concrete is offered first, beside a page on which one
// may go on; nil where nothing goes round, and once something concrete was
// written after the look.
func Offer(r *feature.Request, past said.State) (*View, error) {
	b, at, stands := past.Look(r.Now)
	if !stands || !b.Round() || r.FormValue("on") != "" {
		return nil, nil
	}
	aheads, plains, err := kept.Entries(r)
	for _, row := range append(aheads, plains...) {
		if row.At.After(at) {
			return nil, err
		}
	}
	return &View{Reasons: reasons(r, b)}, err
}

// reasons are what a person answered and what their records showed, as far as it
// speaks of going round.
func reasons(r *feature.Request, b tie.Brooding) []string {
	for _, o := range []*tie.Often{&b.Why, &b.Reason, &b.Same, &b.Stuck} {
		if *o != tie.Most {
			*o = ""
		}
	}
	return Lines(r, b)
}

// Lines are all that a look says.
func Lines(r *feature.Request, b tie.Brooding) (out []string) {
	for _, a := range []struct {
		ask string
		o   tie.Often
	}{{"why", b.Why}, {"reason", b.Reason}, {"same", b.Same}, {"stuck", b.Stuck}} {
		if a.o != "" {
			out = append(out, r.Say("unsent.said."+a.ask, "often", string(a.o)))
		}
	}
	if b.Circles > 0 {
		out = append(out, r.Say("unsent.said.circles", "n", b.Circles))
	}
	if b.Heads > 0 {
		out = append(out, r.Say("unsent.said.heads", "n", b.Heads))
	}
	return out
}
