package turn

import (
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/feature/unsent/fact"
	"ebb/feature/unsent/kept"
)

// ahead is how long one writes about what comes.
const ahead = 10 * time.Minute

// mostFacts is how many plain facts a day has room for.
const mostFacts = 3

const longest = 280 // signs of a line

type aheadPage struct {
	fact.Ahead
	Said, Until, Wrong string
	Max                int
	Before             []Row
	Undo               bool
}

// Row is what looked ahead, to be read again.
type Row struct {
	ID, Day string
	fact.Ahead
}

// before is how many earlier entries a page shows.
const before = 5

func showAhead(r *feature.Request) (feature.Answer, error) {
	return aheadForm(r, fact.Ahead{}, "")
}

func aheadForm(r *feature.Request, now fact.Ahead, wrong string) (feature.Answer, error) {
	rows, _, err := kept.Entries(r)
	if err != nil {
		return feature.Answer{}, err
	}
	_, past, err := kept.All(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := aheadPage{Ahead: now, Wrong: wrong, Max: longest, Until: r.Now.Add(ahead).Format("15:04"), Undo: r.CanPutBack(undo)}
	if p.Said, err = past.Planned(r); err != nil {
		return feature.Answer{}, err
	}
	p.Before, err = Aheads(r, Newest(rows, before))
	return kept.Checked(kept.Answer(r, "ahead", p, kept.Base), wrong), err
}

// Aheads opens what looked ahead again.
func Aheads(r *feature.Request, rows []feature.Row) (all []Row, err error) {
	err = feature.Again(r, kept.Seqs(rows), func(e ebb.Event, a fact.Ahead) { all = append(all, Row{e.ID.String(), r.Day(e.At), a}) })
	return all, err
}

// Newest are so many rows, the newest first.
func Newest(rows []feature.Row, n int) (some []feature.Row) {
	for i := len(rows) - 1; i >= 0 && len(some) < n; i-- {
		some = append(some, rows[i])
	}
	return some
}

func postAhead(r *feature.Request) (feature.Answer, error) {
	a := fact.Ahead{What: r.Own("what"), Place: r.OwnLine("place"), Tomorrow: r.OwnLine("tomorrow")}
	wrong := tooLong(r, a.What, a.Place, a.Tomorrow)
	if a == (fact.Ahead{}) {
		wrong = r.Say("unsent.bad.nothing")
	}
	if wrong != "" {
		return aheadForm(r, a, wrong)
	}
	r.Steps.Forget(undo)
	return feature.Answer{Goto: kept.Base + "/ahead"}, r.Keep(fact.KindAhead, a)
}

// tooLong says by how much the longest of some lines is over; "" where all fit.
func tooLong(r *feature.Request, lines ...string) string {
	n := 0
	for _, line := range lines {
		n = max(n, utf8.RuneCountInString(line))
	}
	if n <= longest {
		return ""
	}
	return r.Say("unsent.bad.line", "n", longest, "over", n-longest)
}

type plainPage struct {
	Facts       []string // as many as there are fields
	Said, Wrong string
	Before      []Day
	Undo        bool
}

// Day is one in plain facts.
type Day struct {
	ID, Day string
	Facts   []string
}

func showPlain(r *feature.Request) (feature.Answer, error) {
	return plainForm(r, make([]string, mostFacts), "")
}

func plainForm(r *feature.Request, facts []string, wrong string) (feature.Answer, error) {
	_, rows, err := kept.Entries(r)
	if err != nil {
		return feature.Answer{}, err
	}
	_, past, err := kept.All(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := plainPage{Facts: facts, Wrong: wrong, Undo: r.CanPutBack(undo)}
	y, m, d := r.Now.Date()
	if at := past.Noted(time.Date(y, m, d, 0, 0, 0, 0, r.Now.Location())); !at.IsZero() {
		p.Said = r.Say("unsent.plain.said", "time", at.In(r.Now.Location()).Format("15:04"))
	}
	p.Before, err = Plains(r, Newest(rows, before))
	return kept.Checked(kept.Answer(r, "plain", p, kept.Base), wrong), err
}

// Plains opens days in plain facts again.
func Plains(r *feature.Request, rows []feature.Row) (all []Day, err error) {
	err = feature.Again(r, kept.Seqs(rows), func(e ebb.Event, p fact.Plain) {
		all = append(all, Day{e.ID.String(), r.Day(e.At), p.Facts})
	})
	return all, err
}

func postPlain(r *feature.Request) (feature.Answer, error) {
	facts, plain := make([]string, mostFacts), fact.Plain{}
	for n := range facts {
		if facts[n] = r.OwnLine(fmt.Sprintf("fact%d", n)); facts[n] != "" {
			plain.Facts = append(plain.Facts, facts[n])
		}
	}
	wrong := tooLong(r, facts...)
	if len(plain.Facts) == 0 {
		wrong = r.Say("unsent.bad.nothing")
	}
	if wrong != "" {
		return plainForm(r, facts, wrong)
	}
	r.Steps.Forget(undo)
	return feature.Answer{Goto: kept.Base + "/plain"}, r.Keep(fact.KindPlain, plain)
}

// undo names the step that holds the last taking out.
const undo = "unsent.undo"

// postOut takes one of these entries out.
func postOut(r *feature.Request) (feature.Answer, error) {
	aheads, plains, err := kept.Entries(r)
	if err != nil {
		return feature.Answer{}, err
	}
	for page, rows := range map[string][]feature.Row{"/ahead": aheads, "/plain": plains} {
		if row, found := feature.Find(rows, r.Named()); found {
			return feature.Answer{Goto: kept.Base + page}, r.TakeOut(undo, row.ID)
		}
	}
	return feature.Answer{}, &ebb.Problem{Status: 404, Say: "unsent.bad.gone"}
}

func postUndo(r *feature.Request) (feature.Answer, error) {
	to := kept.Base + "/ahead"
	if r.FormValue("page") == "plain" {
		to = kept.Base + "/plain"
	}
	return feature.Answer{Goto: to}, r.PutBack(undo)
}

// Today is the one thing that was written down yesterday for today.
func Today(r *feature.Request) (line string, err error) {
	rows, _, err := kept.Entries(r)
	if err != nil {
		return "", err
	}
	yesterday := r.Now.AddDate(0, 0, -1).Format(time.DateOnly)
	rows = slices.DeleteFunc(rows, func(row feature.Row) bool {
		return row.At.In(r.Now.Location()).Format(time.DateOnly) != yesterday
	})
	err = feature.Again(r, kept.Seqs(rows), func(_ ebb.Event, a fact.Ahead) {
		if a.Tomorrow != "" {
			line = a.Tomorrow
		}
	})
	return line, err
}
