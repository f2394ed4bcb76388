package needs

import (
	"slices"
	"time"

	"ebb"
	"ebb/chart"
	"ebb/feature"
	"ebb/feature/needs/told"
	"ebb/stat"
	"ebb/tie"
)

// weekView is one need in the weekly review, asked about or answered.
type weekView struct {
	ID, Name, Line string
	Mets, Bys      []string
	Said           string // what was said this week; "" nothing yet
	By             bool   // nobody was named so far
	Goal           string // where the person wants to be
}

// inTurn is how many of the most important needs take turns.
const inTurn = 5

// week asks about one need, and hands back where the person wants to be; what
// they guess about the other one only in the days they wrote it.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	k, err := open(r)
	if err != nil {
		return nil, err
	}
	var cards []feature.Card
	if v, ok := k.asked(r, from, until); ok {
		cards = append(cards, feature.Card{Step: "need", Template: "needs/week", Data: v})
	}
	goals, err := k.goalsNow(r)
	if at := newest(k.goals).at; at.Before(from) || !at.Before(until) {
		goals.Theirs, goals.Differ = "", "" // once is enough
	}
	if goals.Goals != (Goals{}) {
		cards = append(cards, feature.Card{Step: "next", Template: "needs/ahead", Data: goals})
	}
	return cards, err
}

// asked is the need of a week: the one that was answered, or else of the most
// important ones the one whose turn it is.
func (k kept) asked(r *feature.Request, from, until time.Time) (v weekView, ok bool) {
	v = weekView{Mets: mets, Bys: bys}
	for _, e := range slices.Backward(k.weeks) {
		if !e.at.Before(from) && e.at.Before(until) {
			v.ID, v.By = e.id.String(), e.week.By == ""
			v.Said = r.Say("needs.week.said", "what", k.name(r, e.week.Need), "met", e.week.Met, "by", unsaid(e.week.By))
			return v, true
		}
	}
	all := slices.DeleteFunc(told.Ordered(k.needs), func(n tie.Need) bool { return n.Want })
	if len(all) == 0 {
		all = told.Ordered(k.needs) // only wants
	}
	if len(all) == 0 {
		return v, false
	}
	all = all[:min(len(all), inTurn)]
	n := all[dayOf(r, until)/7%len(all)]
	v.ID, v.Name, v.Line = ebb.ID(n.ID).String(), told.Wording(r, n), told.Own(r, n)
	return v, true
}

func unsaid(by string) string {
	if by == "" {
		return "unsaid"
	}
	return by
}

// name is a need of the list that stands; one that was taken out has no name
// any more.
func (k kept) name(r *feature.Request, id ebb.ID) string {
	if i, err := k.find(id.String()); err == nil {
		return told.Wording(r, k.needs[i])
	}
	return r.Say("needs.week.gone")
}

// toReview is where the review goes on.
var toReview = feature.Answer{Goto: "/review?card=need"}

func postWeek(r *feature.Request) (feature.Answer, error) {
	k, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	i, err := k.find(r.PostFormValue("need"))
	if err != nil {
		return feature.Answer{}, err
	}
	w := Week{Need: ebb.ID(k.needs[i].ID), Met: r.PostFormValue("met")}
	if !slices.Contains(mets, w.Met) {
		return feature.Answer{}, ebb.Bad("needs.bad.week")
	}
	if last := newest(k.weeks); last.seq != 0 && last.week.Need == w.Need && dayOf(r, last.at) == dayOf(r, r.Now) {
		return toReview, k.again(r, last, w) // a second tap
	}
	return toReview, r.Record(r.New(WeekSaid, w))
}

// again gives what was said another body.
func (k kept) again(r *feature.Request, e entry, w Week) error {
	if e.week == w {
		return nil
	}
	body, err := ebb.Encode(w)
	if err != nil {
		return err
	}
	return r.Record(r.New(ebb.Replaced, ebb.Replacement{ID: e.id, Body: body}))
}

// said finds what was said in a week.
func said(r *feature.Request) (k kept, e entry, err error) {
	if k, err = open(r); err != nil {
		return k, e, err
	}
	i := slices.IndexFunc(k.weeks, func(e entry) bool { return e.id.String() == r.PostFormValue("said") })
	if i < 0 {
		return k, e, &ebb.Problem{Status: 404, Say: "needs.bad.gone"}
	}
	return k, k.weeks[i], nil
}

func postBy(r *feature.Request) (feature.Answer, error) {
	k, e, err := said(r)
	if err != nil {
		return feature.Answer{}, err
	}
	w := e.week
	if w.By = r.PostFormValue("by"); !slices.Contains(bys, w.By) {
		return feature.Answer{}, ebb.Bad("needs.bad.week")
	}
	return toReview, k.again(r, e, w)
}

func postBack(r *feature.Request) (feature.Answer, error) {
	_, e, err := said(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return toReview, r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: e.id}))
}

// weeksView is what reviews said over time.
type weeksView struct {
	Sum   string
	Table chart.Table
}

const (
	enough  = 5  // answers for a range
	mostSay = 26 // weeks in the table
)

// weekly is what was said week by week; nil where nothing was.
func (k kept) weekly(r *feature.Request) (*weeksView, error) {
	if len(k.weeks) == 0 {
		return nil, nil
	}
	v := weeksView{Table: chart.Table{Caption: r.Say("needs.weeks.table")}}
	for _, c := range []string{"day", "need", "met", "by"} {
		v.Table.Head = append(v.Table.Head, r.Say("needs.weeks."+c))
	}
	met := 0
	for _, e := range slices.Backward(k.weeks) {
		if e.week.Met == "yes" {
			met++
		}
		if len(v.Table.Rows) < mostSay {
			v.Table.Rows = append(v.Table.Rows, []string{day(r, e.at), k.name(r, e.week.Need), r.Say("needs.met", "met", e.week.Met), r.Say("needs.by", "by", unsaid(e.week.By))})
		}
	}
	n := len(k.weeks)
	v.Sum = r.Say("needs.weeks.few", "k", met, "n", n, "more", enough-n)
	if n >= enough {
		share := stat.Wilson(met, n)
		v.Sum = r.Say("needs.weeks.sum", "k", met, "n", n, "low", percent(share.Low), "high", percent(share.High))
	}
	return &v, nil
}

func percent(f float64) int { return int(100*f + 0.5) }
