package past

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"ebb"
	"ebb/feature"
)

// page is an answer of this step.
func page(r *feature.Request, template, back string, data any) feature.Answer {
	link := &feature.Link{Href: "/decide", Text: r.Say("past.decide")}
	if back != "" {
		link = &feature.Link{Href: back, Text: r.Say("past.back")}
	}
	return feature.Answer{Template: "past/" + template, Data: data, Title: "past.title", Place: "decide", Back: link}
}

func day(r *feature.Request, at time.Time) string {
	at = at.In(r.Now.Location())
	year := at.Year()
	if year == r.Now.Year() {
		year = 0 // it goes without saying
	}
	return r.Say("past.day", "d", at.Day(), "m", int(at.Month()), "y", year)
}

func path(id ebb.ID) string { return "/decide/past/" + id.String() }

// name is what an account is called: when and where, else the day it was told.
func name(r *feature.Request, t story, pages []Page) string {
	for _, p := range pages {
		switch {
		case p.Part != "seen":
		case p.When != "" && p.Where != "":
			return r.Say("past.name", "when", p.When, "where", p.Where)
		case p.When+p.Where != "":
			return p.When + p.Where
		}
	}
	return r.Say("past.unnamed", "day", day(r, t.pages[0].at))
}

type allPage struct {
	Rows         []row
	Burned       bool
	Newer, Older int // pages; 0 none
}

type row struct{ ID, Name, Line string }

// showAll lists accounts, the one last written on first.
func showAll(r *feature.Request) (feature.Answer, error) {
	all, err := stories(r)
	if err != nil {
		return feature.Answer{}, err
	}
	var p allPage
	all, p.Newer, p.Older = cut(r, all, perPage)
	for _, t := range all {
		pages, err := open(r, t.stand())
		if err != nil {
			return feature.Answer{}, err
		}
		p.Rows = append(p.Rows, row{t.id.String(), name(r, t, pages), r.Say("past.row", "day", day(r, t.last()))})
	}
	if r.Steps.Recall(burned, &p.Burned) {
		r.Steps.Forget(burned)
	}
	return page(r, "all", "", p), nil
}

// cut is the page of a list that the address asks for, and the numbers of the
// pages beside it.
func cut[T any](r *feature.Request, all []T, per int) (some []T, newer, older int) {
	last := max((len(all)+per-1)/per, 1)
	no, _ := strconv.Atoi(r.FormValue("page"))
	no = min(max(no, 1), last)
	newer = no - 1
	if no < last {
		older = no + 1
	}
	return all[(no-1)*per : min(no*per, len(all))], newer, older
}

// formPage is one page to write on.
type formPage struct {
	Page
	ID, Wrong string
	No        int
	Touches   []chip
	Round     *roundView
	Known     bool
}

type chip struct {
	Name string
	On   bool
}

func form(p Page) formPage {
	f := formPage{Page: p, ID: p.Story.String(), No: slices.Index(Parts, p.Part) + 1}
	for _, t := range Touches {
		f.Touches = append(f.Touches, chip{t, slices.Contains(p.Touched, t)})
	}
	return f
}

func showNew(r *feature.Request) (feature.Answer, error) {
	return page(r, "part", "/decide/past", form(Page{Story: ebb.NewID(), Part: Parts[0]})), nil
}

// standing is the newest version of a part; empty where there is none.
func standing(t story, pages []Page, part string) Page {
	for _, p := range pages {
		if p.Part == part {
			return p
		}
	}
	return Page{Story: t.id, Part: part}
}

// written is the account that the address names, with its pages.
func written(r *feature.Request) (t story, pages []Page, err error) {
	t, known, err := at(r)
	if err == nil && known {
		pages, err = open(r, t.stand())
	}
	return t, pages, err
}

func showPart(r *feature.Request) (feature.Answer, error) {
	part := r.PathValue("part")
	t, pages, err := written(r)
	if err == nil && !slices.Contains(Parts, part) {
		err = &ebb.Problem{Status: http.StatusNotFound, Say: "past.bad.gone"}
	}
	if err != nil {
		return feature.Answer{}, err
	}
	f := form(standing(t, pages, part))
	f.Known = len(pages) > 0
	f.Round, err = round(r, t, pages)
	return page(r, "part", back(t), f), err
}

// back is where the way back leads from a page of an account.
func back(t story) string {
	if len(t.pages) == 0 {
		return "/decide/past"
	}
	return path(t.id)
}

// postPart keeps a page as it is. Nothing new is nothing kept.
func postPart(r *feature.Request) (feature.Answer, error) {
	part := r.PathValue("part")
	t, pages, err := written(r)
	if err == nil && !slices.Contains(Parts, part) {
		err = &ebb.Problem{Status: http.StatusNotFound, Say: "past.bad.gone"}
	}
	if err != nil {
		return feature.Answer{}, err
	}
	now := read(r, t.id, part)
	if why := over(r, []string{now.Text, now.More}, []string{now.When, now.Where}); why != "" {
		f := form(now)
		f.Wrong, f.Known = why, len(pages) > 0
		a := page(r, "part", back(t), f)
		a.Status = http.StatusUnprocessableEntity
		return a, nil
	}
	to := feature.Answer{Goto: path(t.id)}
	if i := slices.Index(Parts, part); r.FormValue("stop") == "" && i+1 < len(Parts) {
		to.Goto += "/" + Parts[i+1]
	}
	if now.same(standing(t, pages, part)) {
		return to, nil
	}
	return to, r.Record(r.New(KindPage, now))
}

// onePage is an account, read as one page.
type onePage struct {
	ID, Name string
	Pages    []Page // all four, also those without words
	Next     *Next
	Round    *roundView
	Versions int // earlier ones
	Day      string
}

// Empty reports whether a page has no words, for the template.
func (p Page) Empty() bool { return p.empty() }

func showOne(r *feature.Request) (feature.Answer, error) {
	t, pages, err := written(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if len(t.pages) == 0 {
		return feature.Answer{Goto: "/decide/past"}, nil
	}
	p := onePage{ID: t.id.String(), Name: name(r, t, pages), Versions: len(t.pages) - len(pages), Day: day(r, t.last())}
	for _, part := range Parts {
		p.Pages = append(p.Pages, standing(t, pages, part))
	}
	n, ok, err := ahead(r, t)
	if ok {
		p.Next = &n
	}
	if err == nil {
		p.Round, err = round(r, t, pages)
	}
	return page(r, "one", "/decide/past", p), err
}

type versionsPage struct {
	ID           string
	Rows         []version
	Newer, Older int
}

type version struct {
	Day, Time string
	Page
}

// showVersions are the pages that do not stand any more, the newest first.
func showVersions(r *feature.Request) (feature.Answer, error) {
	t, known, err := at(r)
	if err != nil || !known {
		return feature.Answer{Goto: "/decide/past"}, err
	}
	stands := t.stand()
	var old []entry
	for _, e := range slices.Backward(t.pages) {
		if !slices.Contains(stands, e) {
			old = append(old, e)
		}
	}
	p := versionsPage{ID: t.id.String()}
	old, p.Newer, p.Older = cut(r, old, perPage)
	pages, err := open(r, old)
	for i, x := range pages {
		when := old[i].at.In(r.Now.Location())
		p.Rows = append(p.Rows, version{day(r, when), when.Format("15:04"), x})
	}
	return page(r, "versions", path(t.id), p), err
}

func showBurn(r *feature.Request) (feature.Answer, error) {
	t, pages, err := written(r)
	if err != nil || len(t.pages) == 0 {
		return feature.Answer{Goto: "/decide/past"}, err
	}
	return page(r, "burn", path(t.id), struct{ ID, Name string }{t.id.String(), name(r, t, pages)}), nil
}

// burned is the step that says once that an account is gone.
const burned = "past.burned"

// postBurn destroys every version of every page.
func postBurn(r *feature.Request) (feature.Answer, error) {
	to := feature.Answer{Goto: "/decide/past"}
	t, known, err := at(r)
	if err != nil || !known {
		return to, err
	}
	r.Steps.Keep(burned, true)
	return to, r.Journal.Record(r.Context(), ebb.Entry{Erase: t.rows()})
}
