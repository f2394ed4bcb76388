package decision

import (
	"slices"
	"strconv"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/decision/day"
	"ebb/tie"
)

// version is one of them, as a page shows it.
type version struct {
	ID      string
	Head    string // what it is, and of when
	When    string // to the minute, in a list
	Words   string
	Reasons string
	Do      string
	Review  string // already said; "" none
}

func (v version) Empty() bool { return v.Words+v.Reasons+v.Do == "" }

type mainPage struct {
	Draft  *version
	Sleeps string // until when; "" it does not
	Woke   bool   // it was slept on
	Now    *version
	Due    bool
	More   bool // there are earlier versions
	Undo   string
	Write  *writePage // where there is nothing yet
}

// show is the draft, the decision that stands, or the questions.
func show(r *feature.Request) (feature.Answer, error) {
	var p mainPage
	e, d, until, err := draftOf(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if e.words || e.mark == tie.MarkOpen {
		p.Draft = &version{Head: e.head(r), Words: d.Words, Reasons: d.Reasons, Do: d.Do}
		p.Woke = !until.IsZero() && !until.After(r.Now)
		if until.After(r.Now) {
			p.Sleeps = moment(r, until)
		}
	}
	var now entry
	var review string
	err = see(r, func(s *State) error {
		now, review, p.Due = s.standing(), s.review(), s.due(r)
		p.More = len(s.versions()) > 1
		return nil
	})
	if err == nil && now.seq > 0 {
		p.Now, err = decided(r, now, review)
	}
	if err != nil {
		return feature.Answer{}, err
	}
	var last undone
	if r.Steps.Recall(undo, &last) {
		p.Undo = last.What
	}
	if p.Draft == nil && p.Now == nil {
		p.Write, err = questions(r, Draft{}, "")
	}
	return page("decision/main", p), err
}

func page(template string, data any) feature.Answer {
	return feature.Answer{Template: template, Data: data, Title: "decision.title", Place: "decide"}
}

// decided is a decision with the day to look at it again.
func decided(r *feature.Request, e entry, review string) (*version, error) {
	v, err := e.open(r)
	v.Review = date(r, review)
	return &v, err
}

// mark is the name of one in a heading; "none" where none was said.
func mark(m tie.Mark) string {
	if m == "" {
		return "none"
	}
	return string(m)
}

type writePage struct {
	Draft
	Looks bool
	Wrong string
	No    bool // their no stands
	Said  []string
	Then  *version // where it is looked at again
	Since []string
}

// questions is a form with what was written; where a decision is looked at
// again, beside it.
func questions(r *feature.Request, d Draft, wrong string) (*writePage, error) {
	p := writePage{Draft: d, Looks: d.After != (ebb.ID{}), Wrong: wrong}
	var then entry
	err := see(r, func(s *State) error { then, p.No = s.standing(), s.theirNo; return nil })
	switch {
	case err != nil:
	case p.Looks:
		if p.Then, err = decided(r, then, ""); err == nil {
			p.Since, err = since(r, then.at)
		}
	default:
		p.Said, err = before(r)
	}
	return &p, err
}

// writing is the questions again, with what could not be kept.
func writing(r *feature.Request, d Draft, wrong string) (feature.Answer, error) {
	p, err := questions(r, d, wrong)
	a := page("decision/write", p)
	if p.Looks {
		a.Template = "decision/again"
	}
	a.Back = back(r)
	if wrong != "" {
		a.Status = 422
	}
	return a, err
}

func showWrite(r *feature.Request) (feature.Answer, error) {
	_, d, _, err := draftOf(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return writing(r, d, "")
}

// showAgain is the then, and an empty now with the same questions.
func showAgain(r *feature.Request) (feature.Answer, error) {
	id, err := standing(r)
	if err != nil || id == (ebb.ID{}) {
		return feature.Answer{Goto: "/decide/decision"}, err
	}
	_, d, _, err := draftOf(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if d.After != id {
		d = Draft{After: id}
	}
	return writing(r, d, "")
}

func back(r *feature.Request) *feature.Link {
	return &feature.Link{Href: "/decide/decision", Text: r.Say("decision.title")}
}

type chip struct {
	Value string
	On    bool
}

type whenPage struct {
	Draft    version
	Then     *version
	Marks    []chip
	Presets  []chip
	Min, Max string
	Wrong    string
}

func showWhen(r *feature.Request) (feature.Answer, error) {
	e, d, _, err := draftOf(r)
	if err != nil || e.seq == 0 {
		return feature.Answer{Goto: "/decide/decision"}, err
	}
	return dating(r, d, "")
}

func dating(r *feature.Request, d Draft, wrong string) (feature.Answer, error) {
	p := whenPage{
		Draft: version{Words: d.Words, Reasons: d.Reasons, Do: d.Do}, Wrong: wrong,
		Min: day.First(r.Now), Max: day.Last(r.Now),
	}
	chosen := r.FormValue("when")
	if !slices.Contains(day.Presets, chosen) {
		chosen = "month"
	}
	for _, v := range day.Presets {
		p.Presets = append(p.Presets, chip{v, v == chosen})
	}
	var then entry
	err := see(r, func(s *State) error { then = s.standing(); return nil })
	if err == nil && d.After != (ebb.ID{}) {
		if p.Then, err = decided(r, then, ""); d.Mark == "" {
			d.Mark = then.mark
		}
	}
	for _, m := range marks {
		p.Marks = append(p.Marks, chip{string(m), m == d.Mark})
	}
	a := page("decision/when", p)
	a.Back = &feature.Link{Href: "/decide/decision/write", Text: r.Say("decision.words")}
	if wrong != "" {
		a.Status = 422
	}
	return a, err
}

type versionsPage struct {
	All          []version
	Newer, Older int // pages; 0 none
}

// showVersions lists every version, the newest first, without its words.
func showVersions(r *feature.Request) (feature.Answer, error) {
	var p versionsPage
	err := see(r, func(s *State) error {
		all := s.versions()
		last := max((len(all)+perPage-1)/perPage, 1)
		page, _ := strconv.Atoi(r.FormValue("page"))
		page = min(max(page, 1), last)
		if page > 1 {
			p.Newer = page - 1
		}
		if page < last {
			p.Older = page + 1
		}
		for _, e := range all[(page-1)*perPage : min(page*perPage, len(all))] {
			p.All = append(p.All, version{ID: e.id.String(), Head: e.head(r), When: moment(r, e.at)})
		}
		return nil
	})
	a := page("decision/versions", p)
	a.Back = back(r)
	return a, err
}

// head says what a version is, and of when.
func (e entry) head(r *feature.Request) string {
	switch e.kind {
	case Drafted:
		return r.Say("decision.draft.of", "day", said(r, e.at), "mark", mark(e.mark))
	case Looked:
		return r.Say("decision.look.of", "day", said(r, e.at), "how", e.how)
	}
	return r.Say("decision.of", "day", said(r, e.at), "mark", mark(e.mark))
}

// showVersion is one of them, whole.
func showVersion(r *feature.Request) (feature.Answer, error) {
	id, err := ebb.ParseID(r.PathValue("id"))
	var e entry
	if err == nil {
		err = see(r, func(s *State) error {
			if i := slices.IndexFunc(s.all, func(x entry) bool { return x.id == id && x.kind != Slept }); i >= 0 {
				e = s.all[i]
			}
			return nil
		})
	}
	if err != nil || e.seq == 0 {
		return feature.Answer{}, &ebb.Problem{Status: 404, Say: "decision.bad.gone", Cause: err}
	}
	v, err := e.open(r)
	a := page("decision/version", v)
	a.Back = &feature.Link{Href: "/decide/decision/versions", Text: r.Say("decision.versions")}
	return a, err
}

// open reads the words of a version again.
func (e entry) open(r *feature.Request) (version, error) {
	v := version{ID: e.id.String(), Head: e.head(r), Review: date(r, e.review)}
	var err error
	switch e.kind {
	case tie.Decided:
		var d tie.Decision
		d, err = reread[tie.Decision](r, e.seq)
		v.Words, v.Reasons, v.Do = d.Words, d.Reasons, d.Do
	case Looked:
		var l Look
		l, err = reread[Look](r, e.seq)
		v.Words, v.Reasons, v.Do = l.Words, l.Reasons, l.Do
	case Drafted:
		var d Draft
		d, err = reread[Draft](r, e.seq)
		v.Words, v.Reasons, v.Do = d.Words, d.Reasons, d.Do
	}
	return v, err
}

func said(r *feature.Request, at time.Time) string {
	at = at.In(r.Now.Location())
	return r.Day(at)
}

// date is a day written 2006-01-02, said; "" where there is none.
func date(r *feature.Request, on string) string {
	at, ok := r.Morning(on)
	if !ok {
		return ""
	}
	return said(r, at)
}

func moment(r *feature.Request, at time.Time) string {
	at = at.In(r.Now.Location())
	return r.Say("decision.when", "weekday", int(at.Weekday()), "d", at.Day(), "m", int(at.Month()), "time", at.Format("15:04"))
}
