package evidence

import (
	"slices"
	"strconv"

	"ebb"
	"ebb/chart"
	"ebb/feature"
	"ebb/feature/evidence/count"
	"ebb/feature/evidence/draft"
	"ebb/feature/evidence/figures"
	"ebb/feature/evidence/say"
	"ebb/tie/exchange"
)

// base is the place of all pages.
const base = "/patterns/messages"

// pages holds what lives between requests: drafts, and how many uploads are
// read at once.
type pages struct {
	waiting  draft.Waiting
	progress tickets
	reading  chan struct{}
}

func (p *pages) list() []feature.Page {
	reader := func(path string, serve func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: serve, Access: feature.Reader}
	}
	add := reader("POST "+base+"/add", p.postAdd)
	add.Body, add.Stream = largestBody, true
	handed := add // over by another app, where no worker took it
	handed.Path = "POST " + base + "/shared"
	return []feature.Page{
		reader("GET "+base, p.showList),
		reader("GET "+base+"/add", p.showAdd),
		add,
		handed,
		reader("GET "+base+"/reading/{ticket}", p.showReading),
		reader("GET "+base+"/who", p.showWho),
		reader("POST "+base+"/who", p.postWho),
		reader("GET "+base+"/{n}", p.showResult),
		reader("POST "+base+"/{n}/undo", p.postUndo),
		reader("POST "+base+"/{n}/delete", p.postDelete),
		reader("POST "+base+"/gone", p.postGone),
	}
}

// page is an answer inside Patterns.
func (p *pages) page(r *feature.Request, template string, data any, scripts ...string) feature.Answer {
	back := &feature.Link{Href: base, Text: r.Say("evidence.back")}
	if template == "list" {
		back = &feature.Link{Href: "/patterns", Text: r.Say("evidence.back.patterns")}
	}
	return feature.Answer{
		Template: "evidence/" + template, Data: data, Title: "evidence.title." + template,
		Place: "patterns", Back: back, Scripts: scripts,
	}
}

// row is one import in the list.
type row struct {
	Href, Name, When string
}

// overview is the list of imports.
type overview struct {
	Rows []row
	Gone bool // one was taken out a moment ago
}

func (p *pages) showList(r *feature.Request) (feature.Answer, error) {
	var o overview
	err := feature.See(r, Name, func(s *State) error {
		for _, i := range slices.Backward(s.imports) {
			o.Rows = append(o.Rows, row{
				Href: base + "/" + strconv.Itoa(i.no),
				Name: r.Say("evidence.list.name", "n", i.messages, "shown", number(i.messages)),
				When: r.Say("evidence.list.when", "first", date(r, i.first), "last", date(r, i.last), "at", date(r, i.at.Unix())),
			})
		}
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	var g gone
	o.Gone = r.Steps.Recall(goneName, &g)
	return p.page(r, "list", o), nil
}

func number(n int) string { return say.Number(n) }

func date(r *feature.Request, at int64) string { return say.Sayer{Words: r.Words}.Date(at) }

// result is one import, shown at one gap.
type result struct {
	say.Sayer
	No      int
	Hours   []int
	Moved   bool // the gap is not the one that headlines use
	Starts  *chart.Chart
	Weeks   *chart.Chart
	First   []figures.Section // when it changed, and replies
	More    []figures.Section // folded away
	Doubts  []string          // what may explain who starts
	Gaps    chart.Table
	Counted string // what happened to the text
}

func (p *pages) showResult(r *feature.Request) (feature.Answer, error) {
	_, t, err := p.load(r)
	if err != nil {
		return feature.Answer{}, err
	}
	gap, err := strconv.Atoi(r.FormValue("gap"))
	if err != nil || gap < 1 || gap > count.Gaps {
		gap = count.Gap
	}
	s := say.Sayer{Words: r.Words, Tally: t, Gap: gap, Discreet: r.Discreet}
	page := result{Sayer: s, No: t.No, Counted: counted(r, t)}
	if len(t.Gaps) > 0 {
		page.Gaps = s.GapTable()
		for h := range count.Gaps {
			page.Hours = append(page.Hours, h+1)
		}
	}
	page.Starts = drawn(s.StartChart("evidence-starts"))
	page.Doubts, page.Moved = s.Beside(say.Starting), gap != count.Gap
	for _, x := range figures.Sections(s, "evidence") {
		if x.Name == "changes" || x.Name == "replies" {
			page.First = append(page.First, x)
		} else {
			page.More = append(page.More, x)
		}
	}
	page.Weeks = drawn(s.WeekChart("evidence-weeks"))
	return p.page(r, "result", page), nil
}

func drawn(c chart.Chart, ok bool) *chart.Chart {
	if !ok {
		return nil
	}
	return &c
}

// counted says what became of the text, as it was.
func counted(r *feature.Request, t *exchange.Tally) string {
	key := "evidence.counted.text"
	if t.Way == "page" || t.Way == "zip" || t.Way == FromFile {
		key = "evidence.counted." + t.Way
	}
	return r.Say(key, "n", t.Messages, "shown", number(t.Messages))
}

// load finds the import that the address names and reads its figures.
func (p *pages) load(r *feature.Request) (imported, *exchange.Tally, error) {
	missing := &ebb.Problem{Status: 404, Say: "evidence.problem.missing"}
	no, err := strconv.Atoi(r.PathValue("n"))
	if err != nil {
		return imported{}, nil, missing
	}
	var i imported
	known := false
	if err := feature.See(r, Name, func(s *State) error { i, known = s.find(no); return nil }); err != nil {
		return i, nil, err
	}
	if !known {
		return i, nil, missing
	}
	events, err := r.Journal.Read(r.Context(), i.seq)
	if err != nil {
		return i, nil, err
	}
	if len(events) == 0 {
		return i, nil, missing
	}
	var t exchange.Tally
	return i, &t, events[0].Decode(&t)
}

// panel is what stands on Patterns: that something was counted, no figure.
func panel(r *feature.Request) (*feature.Panel, error) {
	n := 0
	if err := feature.See(r, Name, func(s *State) error { n = len(s.imports); return nil }); err != nil {
		return nil, err
	}
	return &feature.Panel{Template: "evidence/panel", Data: n}, nil
}
