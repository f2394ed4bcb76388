package losses

import (
	"net/http"
	"slices"
	"time"

	"ebb/feature"
	"ebb/feature/losses/before"
	"ebb/tie"
)

func page(r *feature.Request, template string, data any) feature.Answer {
	a := feature.Answer{Template: "losses/" + template, Data: data, Title: "losses.title", Place: "keep"}
	if template != "all" {
		a.Back = &feature.Link{Href: base, Text: r.Say("losses.title")}
	}
	return a
}

type allPage struct {
	Any, Undo bool
	Stays     []row
	Sorts     []sortView
	Old       *row // something nothing was said to for weeks
}

type sortView struct {
	Sort string
	Rows []row
}

type row struct{ ID, Words, Line string }

func show(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	all, err := s.open(r)
	p := allPage{Any: len(all) > 0, Undo: r.CanPutBack(undo)}
	for _, sort := range tie.LossSorts {
		v := sortView{Sort: sort}
		for _, o := range all {
			if o.sort == sort {
				v.Rows = append(v.Rows, o.row(r))
			}
		}
		p.Sorts = append(p.Sorts, v)
	}
	for _, o := range all {
		if w, ok := o.newest(tie.LossKeep); ok {
			p.Stays = append(p.Stays, row{o.ID.String(), w.Words, ""})
		}
	}
	return page(r, "all", p), err
}

// row is a loss in a list: its words, and what was last said of it.
func (o opened) row(r *feature.Request) row {
	what := "named"
	if n := len(o.said); n > 0 {
		what = o.said[n-1].way
	}
	return row{o.ID.String(), o.words, r.Say("losses.row", "what", what, "at", o.last().At.In(r.Now.Location()))}
}

type addView struct {
	Sort, Words, Wrong string
	Before, Ours       []tickView
	Max                int
}

type tickView struct {
	before.Offer
	On bool
}

func showAdd(r *feature.Request) (feature.Answer, error) {
	sort := r.PathValue("sort")
	s, err := fold(r)
	if err != nil || !slices.Contains(tie.LossSorts, sort) {
		return feature.Answer{}, or(err, gone())
	}
	all, err := s.offers(r, sort)
	if err != nil {
		return feature.Answer{}, err
	}
	return addPage(r, sort, all, "", "")
}

// addPage is the form of a sort, with what could not be kept.
func addPage(r *feature.Request, sort string, all []before.Offer, words, wrong string) (feature.Answer, error) {
	p := addView{Sort: sort, Words: words, Wrong: wrong, Max: longest}
	for _, o := range all {
		t := tickView{o, slices.Contains(r.Form["tick"], o.Topic)}
		if o.From != "" {
			p.Before = append(p.Before, t)
		} else {
			p.Ours = append(p.Ours, t)
		}
	}
	return refused(page(r, "add", p), wrong), nil
}

// refused is a page that says what is wrong and still has what was sent.
func refused(a feature.Answer, wrong string) feature.Answer {
	if wrong != "" {
		a.Status = http.StatusUnprocessableEntity
	}
	return a
}

type onePage struct {
	ID, Sort, Words string
	Named           time.Time
	Ways            []wayView
	Pairs           []pair // then beside now
	Old             string // when anything was last said, where that is weeks ago
	Versions        []version
	Round           bool
}

// wayView is one of the three ways, with what stands.
type wayView struct{ ID, Way, Words, Note string }

// pair is what was said first and what is said now, some weeks apart.
type pair struct {
	Way, Then, Now  string
	ThenDay, NowDay string
}

type version struct{ Way, Words, Day, Note string }

func showOne(r *feature.Request) (feature.Answer, error) {
	s, e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	all, err := s.open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	i := slices.IndexFunc(all, func(o opened) bool { return o.ID == e.ID })
	if i < 0 { // erased meanwhile
		return feature.Answer{}, gone()
	}
	o := all[i]
	p := onePage{ID: e.ID.String(), Sort: o.sort, Words: o.words, Named: o.At.In(r.Now.Location()), Pairs: o.pairs(r), Versions: o.versions(r), Round: s.round(r)}
	p.Ways = o.ways(r)
	if p.Round { // what has an end to it comes first
		slices.Reverse(p.Ways)
	}
	if at := o.last().At; r.Now.Sub(at) >= weeksOn {
		p.Old = r.Day(at)
	}
	return page(r, "one", p), nil
}

// ways are the three, each with what stands.
func (o opened) ways(r *feature.Request) (all []wayView) {
	for _, way := range []string{tie.LossMourn, tie.LossKeep, tie.LossBack} {
		v := wayView{ID: o.ID.String(), Way: way}
		if w, ok := o.newest(way); ok {
			v.Words, v.Note = w.Words, w.note(r)
		}
		all = append(all, v)
	}
	return all
}

// note says when it may come back or is to be done; "" where nothing was said.
func (w word) note(r *feature.Request) string {
	at, dated := r.Morning(w.Day)
	switch {
	case w.Way == tie.LossMourn && dated && w.Day > date(r, 0):
		return r.Say("losses.again", "at", at)
	case w.Way == tie.LossMourn && dated:
		return r.Say("losses.again.past", "at", at)
	case w.Way == tie.LossBack && dated && w.If != "":
		return r.Say("losses.set.both", "at", at, "if", w.If)
	case w.Way == tie.LossBack && dated:
		return r.Say("losses.set.day", "at", at)
	case w.Way == tie.LossBack:
		return r.Say("losses.set.if", "if", w.If)
	}
	return ""
}

// versions are everything that was said, the oldest first, from the name on.
func (o opened) versions(r *feature.Request) []version {
	all := []version{{"named", o.first, r.Day(o.At), ""}}
	for _, w := range o.said {
		all = append(all, version{w.way, w.Words, r.Day(w.At), w.note(r)})
	}
	return all
}

// pairs are what was first and what was last said in a way, where weeks lie
// between.
func (o opened) pairs(r *feature.Request) (all []pair) {
	for _, way := range tie.LossWays {
		now, ok := o.newest(way)
		if !ok {
			continue
		}
		then, at := o.first, o.At
		if way != tie.LossWords {
			i := slices.IndexFunc(o.said, func(w word) bool { return w.way == way })
			then, at = o.said[i].Words, o.said[i].At
		}
		if now.At.Sub(at) >= weeksOn && now.Words != then {
			all = append(all, pair{way, then, now.Words, r.Day(at), r.Day(now.At)})
		}
	}
	return all
}

type sayView struct {
	ID, Sort, Way, Loss string
	Words, If, Day      string
	Again               string // which of the days is chosen
	Wrong               string
	Stands              string // what stands, where this is said anew
	Offers              []before.Offer
	Days                []dayChip
	Until               string
	First, Latest       string // of the date
	Max                 int
}

type dayChip struct {
	Day string
	At  time.Time
	On  bool
}

func showWay(r *feature.Request) (feature.Answer, error) {
	s, e, err := find(r)
	if err == nil && !slices.Contains(tie.LossWays, r.PathValue("way")) {
		err = gone()
	}
	if err != nil {
		return feature.Answer{}, err
	}
	w := tie.LossWord{Way: r.PathValue("way")}
	if w.Way == tie.LossBack {
		w.Day = date(r, 1)
	}
	return wayPage(r, &s, e, w, "")
}

// wayPage is the form of one way, with what could not be kept.
func wayPage(r *feature.Request, s *State, e entry, w tie.LossWord, wrong string) (feature.Answer, error) {
	v := sayView{ID: e.ID.String(), Sort: e.sort, Way: w.Way, Words: w.Words, If: w.If, Day: w.Day, Again: r.FormValue("again"), Wrong: wrong, Max: longest}
	was, err := s.stands(r, e, w.Way)
	if err != nil {
		return feature.Answer{}, err
	}
	name, err := s.stands(r, e, tie.LossWords)
	v.Loss, v.Stands = name.Words, was.Words
	switch w.Way {
	case tie.LossWords:
		v.Stands = ""
		if wrong == "" {
			v.Words = name.Words
		}
	case tie.LossMourn:
		v.Until, v.First, v.Latest = r.Now.Add(box).Format("15:04"), date(r, 1), date(r, 366)
	case tie.LossBack:
		v.Max = oneLine
		if v.Offers, err = s.before.Todo(r, e.sort, e.topic); err != nil {
			return feature.Answer{}, err
		}
		for n := range ahead {
			v.Days = append(v.Days, dayChip{date(r, n), r.Now.AddDate(0, 0, n), date(r, n) == w.Day})
		}
	}
	a := refused(page(r, "say", v), wrong)
	a.Back = &feature.Link{Href: base + "/" + v.ID, Text: r.Say("losses.back")}
	return a, err
}

func shelf(r *feature.Request) (*feature.Shelf, error) {
	s, err := fold(r)
	stays := 0
	for _, e := range s.all {
		if _, ok := s.last(e.ID, tie.LossKeep); ok {
			stays++
		}
	}
	return &feature.Shelf{Href: base, Head: r.Say("losses.shelf"), Line: r.Say("losses.shelf.line", "n", len(s.all), "stays", stays), Group: r.Say("losses.group")}, err
}

// Hours of the day in which Today speaks of a loss.
const morning, evening = 7, 21

// card says that something has its day, for a week, and not what.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil || r.Now.Hour() < morning || r.Now.Hour() >= evening {
		return nil, nil
	}
	s, err := fold(r)
	some := s.back(date(r, -6), date(r, 0))
	if err != nil || len(some) == 0 {
		return nil, err
	}
	to := base
	if len(some) == 1 {
		to += "/" + some[0].of.String()
	}
	return &feature.Card{Template: "losses/card", Data: struct {
		Href string
		N    int
	}{to, len(some)}}, nil
}

// dues are the mornings on which something may come back.
func dues(r *feature.Request) (all []time.Time, err error) {
	s, err := fold(r)
	for _, m := range s.back(date(r, 0), "9999") {
		if at, ok := r.Morning(m.day); ok {
			all = append(all, at)
		}
	}
	return all, err
}

// aids is one line of what stays, another each day.
func aids(r *feature.Request) ([]feature.Aid, error) {
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	all, err := s.open(r)
	var lines []string
	for _, o := range all {
		if w, ok := o.newest(tie.LossKeep); ok {
			lines = append(lines, w.Words)
		}
	}
	if err != nil || len(lines) == 0 {
		return nil, err
	}
	line := lines[r.Now.Add(-5*time.Hour).YearDay()%len(lines)] // a night belongs to the day before it
	return []feature.Aid{{Step: "choose", Head: r.Say("losses.aid"), Lines: []string{line}, Pulls: []string{"reach", "see", "fix"}}}, nil
}

type weekView struct {
	Said []weekRow
	Old  *weekRow // of weeks ago, to be said anew or left
}

type weekRow struct{ ID, Loss, Way, Words, Note, Day string }

const mostWeek = 8

// week is what was said in these days, and one loss to which nothing was said
// for weeks, another each week.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	all, err := s.open(r)
	if err != nil {
		return nil, err
	}
	in := func(at time.Time) bool { return !at.Before(from) && at.Before(until) }
	var v weekView
	var old []weekRow
	for _, o := range all {
		if in(o.At) && len(o.said) == 0 {
			v.Said = append(v.Said, weekRow{o.ID.String(), o.words, "named", "", "", ""})
		}
		for _, w := range o.said {
			if in(w.At) {
				v.Said = append(v.Said, weekRow{o.ID.String(), o.words, w.way, w.Words, w.note(r), ""})
			}
		}
		if until.Sub(o.last().At) >= weeksOn {
			old = append(old, o.weeksAgo(r))
		}
	}
	v.Said = v.Said[max(0, len(v.Said)-mostWeek):]
	if n := len(old); n > 0 {
		_, no := from.ISOWeek()
		v.Old = &old[no%n]
	}
	if len(v.Said) == 0 && v.Old == nil {
		return nil, nil
	}
	return []feature.Card{{Template: "losses/week", Data: v}}, nil
}

// weeksAgo is a loss with what was last said of it.
func (o opened) weeksAgo(r *feature.Request) weekRow {
	w := weekRow{ID: o.ID.String(), Loss: o.words, Way: "named", Day: r.Day(o.last().At)}
	if n := len(o.said); n > 0 && o.said[n-1].way != tie.LossWords {
		w.Way, w.Words = o.said[n-1].way, o.said[n-1].Words
	}
	return w
}
