package evidence

import (
	"crypto/rand"
	"strconv"

	"ebb"
	"ebb/feature"
	"ebb/feature/evidence/count"
	"ebb/tie"
)

// step is what an import remembers from one page to the next.
type step struct {
	Draft ebb.ID `json:"d"`
}

const stepName = "evidence"

// forget drops what waits from an earlier try.
func (p *pages) forget(r *feature.Request) {
	var s step
	if r.Steps.Recall(stepName, &s) {
		p.waiting.forget(s.Draft)
		r.Steps.Forget(stepName)
	}
}

func (p *pages) showAdd(r *feature.Request) (feature.Answer, error) {
	return p.page(r, "add", nil, "evidence"), nil
}

// who is the page that asks who is who, and how the dates are meant.
type who struct {
	People   []name
	Messages string
	Order    bool // the order of day and month is open
	Examples []string
	Orders   []string
	Wrong    string // key of what is missing
}

type name struct {
	Author int
	Name   string
	Also   []string
	Count  int
	Shown  string
}

func (p *pages) showWho(r *feature.Request) (feature.Answer, error) { return p.who(r, "") }

func (p *pages) who(r *feature.Request, wrong string) (feature.Answer, error) {
	var s step
	var page who
	known := r.Steps.Recall(stepName, &s) && p.waiting.with(s.Draft, func(d *draft) { page = ask(d) })
	if !known {
		return p.page(r, "late", nil), nil
	}
	page.Wrong = wrong
	a := p.page(r, "who", page)
	if wrong != "" {
		a.Status = 400
	}
	return a, nil
}

func ask(d *draft) who {
	h := d.history()
	w := who{Messages: number(len(h.Messages)), Order: d.open(), Examples: h.Examples}
	for _, order := range []string{"dmy", "mdy", "ymd"} {
		if d.histories[order] != nil {
			w.Orders = append(w.Orders, order)
		}
	}
	c, err := count.NewCast(h, d.merges...)
	if err != nil {
		return w
	}
	for _, person := range c.People[:min(len(c.People), mostNames)] {
		n := name{Author: person.Author, Name: count.Clean(person.Name), Count: person.Messages, Shown: number(person.Messages)}
		for _, a := range person.Also {
			n.Also = append(n.Also, count.Clean(a))
		}
		w.People = append(w.People, n)
	}
	return w
}

// mostNames is how many names a page lists, and an import keeps.
const mostNames = 20

// postWho merges two names, stops, or counts.
func (p *pages) postWho(r *feature.Request) (feature.Answer, error) {
	var s step
	if !r.Steps.Recall(stepName, &s) {
		return p.page(r, "late", nil), nil
	}
	if order := r.FormValue("order"); order != "" {
		p.waiting.with(s.Draft, func(d *draft) { d.choose(order) })
	}
	switch r.FormValue("then") {
	case "merge":
		p.waiting.with(s.Draft, func(d *draft) { d.merge(r.FormValue("name"), r.FormValue("into")) })
		return feature.Answer{Goto: base + "/who"}, nil
	case "stop":
		p.forget(r)
		return feature.Answer{Goto: base}, nil
	}
	switch r.FormValue("me") {
	case "":
		return p.who(r, "evidence.who.pick")
	case "none":
		p.forget(r)
		return p.page(r, "none", nil), nil
	}
	return p.count(r, s)
}

func (d *draft) choose(order string) {
	if d.histories[order] != nil {
		d.order = order
	}
}

// merge takes two authors by their place in the file. What does not fit
// changes nothing.
func (d *draft) merge(from, into string) {
	names := d.history().Authors
	a, errA := strconv.Atoi(from)
	b, errB := strconv.Atoi(into)
	if errA != nil || errB != nil || a < 0 || b < 0 || a >= len(names) || b >= len(names) {
		return
	}
	merges := append(d.merges[:len(d.merges):len(d.merges)], count.Merge{Name: names[a], Into: names[b]})
	if _, err := count.NewCast(d.history(), merges...); err == nil {
		d.merges = merges
	}
}

// count makes the figures, records them and lets the draft go.
func (p *pages) count(r *feature.Request, s step) (feature.Answer, error) {
	open := false
	if !p.waiting.with(s.Draft, func(d *draft) { open = d.open() }) {
		return p.page(r, "late", nil), nil
	}
	if open {
		return p.who(r, "evidence.who.order")
	}
	d := p.waiting.take(s.Draft)
	if d == nil {
		return p.page(r, "late", nil), nil
	}
	entry, no, err := p.entry(r, d)
	if err == nil {
		err = r.Journal.Record(r.Context(), entry)
	}
	if err != nil {
		p.waiting.keepAs(s.Draft, d)
		return feature.Answer{}, err
	}
	r.Steps.Forget(stepName)
	return feature.Answer{Goto: base + "/" + strconv.Itoa(no)}, nil
}

// largestBlob is what the store takes for one import: about three and a half
// million messages. Above that the figures are kept without the facts.
const largestBlob = 8 << 20

func (p *pages) entry(r *feature.Request, d *draft) (ebb.Entry, int, error) {
	h := d.history()
	c, err := count.NewCast(h, d.merges...)
	if err != nil {
		return ebb.Entry{}, 0, err
	}
	author, err := strconv.Atoi(r.FormValue("me"))
	if err != nil || !c.ClaimAuthor(author) {
		return ebb.Entry{}, 0, ebb.Bad("evidence.problem.who")
	}
	t := count.Count(h, c, r.Now.Location())
	t.Way = d.way
	if err := feature.See(r, Name, func(s *State) error { t.No = s.next(); return nil }); err != nil {
		return ebb.Entry{}, 0, err
	}
	var blobs []ebb.Blob
	if packed := count.Pack(h, c); len(packed) <= largestBlob {
		b := ebb.Blob{ID: ebb.NewID(), Data: packed}
		rand.Read(b.Key[:]) // never fails, see crypto/rand.Read
		t.Blob, t.Key = b.ID, b.Key
		blobs = append(blobs, b)
	}
	trim(t)
	return ebb.Entry{Event: ebb.New(tie.Messages, r.Now, t), Blobs: blobs}, t.No, nil
}

// largestRow keeps an import's figures well inside one row.
const largestRow = 28 << 10

// trim keeps an import within a row: twenty names, and the newest weeks.
func trim(t *tie.Tally) {
	t.People = t.People[:min(len(t.People), mostNames)]
	for i := range t.People {
		w := &t.People[i]
		w.Name = count.Clean(w.Name)
		w.Also = w.Also[:min(len(w.Also), 5)]
		for j := range w.Also {
			w.Also[j] = count.Clean(w.Also[j])
		}
	}
	for cut := false; len(t.Weeks) > 1; cut = true {
		if raw, err := ebb.Encode(t); err != nil || len(raw) <= largestRow {
			return
		}
		if !cut {
			t.Notes = append(t.Notes, tie.Caveat{Code: "trimmed"})
		}
		t.Weeks = t.Weeks[len(t.Weeks)/8+1:]
		t.Months = t.Months[min(len(t.Months)-1, len(t.Months)/8+1):]
	}
}
