package busy

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/feature/busy/act"
)

// page is an answer of this feature.
func page(r *feature.Request, template string, data any) feature.Answer {
	back := &feature.Link{Href: base, Text: r.Say("busy.title")}
	if template == "week" {
		back = &feature.Link{Href: "/decide", Text: r.Say("busy.decide")}
	}
	return feature.Answer{Template: "busy/" + template, Data: data, Title: "busy.title", Place: "decide", Back: back}
}

// wrongly is a page that says what is wrong and still has what was sent.
func wrongly(a feature.Answer, wrong string) feature.Answer {
	if wrong != "" {
		a.Status = http.StatusUnprocessableEntity
	}
	return a
}

type chip struct {
	Value string
	On    bool
}

func chips(all []string, on func(string) bool) (out []chip) {
	for _, v := range all {
		out = append(out, chip{v, on(v)})
	}
	return out
}

// replace gives an event of ours another body.
func replace(r *feature.Request, id ebb.ID, to any) error {
	b, err := ebb.Encode(to)
	if err != nil {
		return err
	}
	return r.Record(r.New(ebb.Replaced, ebb.Replacement{ID: id, Body: b}))
}

type mattersPage struct {
	Values     []chip
	Own, Wrong string
	Max        int
}

func mattersView(r *feature.Request, ticked []string, own, wrong string) feature.Answer {
	p := mattersPage{Own: own, Wrong: wrong, Max: mostPicks * (oneWord + 2)}
	p.Values = chips(act.Values, func(v string) bool { return slices.Contains(ticked, v) })
	return wrongly(page(r, "matters", p), wrong)
}

func showMatters(r *feature.Request) (feature.Answer, error) {
	v, err := values(r)
	var ticked, own []string
	for _, x := range v.All {
		if x.Name == act.OwnValue {
			own = append(own, x.Word)
		} else {
			ticked = append(ticked, x.Name)
		}
	}
	return mattersView(r, ticked, strings.Join(own, ", "), ""), err
}

// values are what matters now.
func values(r *feature.Request) (act.Valued, error) {
	s, err := fold(r)
	if err != nil {
		return act.Valued{}, err
	}
	return read[act.Valued](r, s.Valued.V)
}

// picked are the values of a form, ticks first, and what is wrong with them.
func picked(r *feature.Request) (all []act.Value, wrong string) {
	for _, name := range act.Values {
		if slices.Contains(r.Form["value"], name) {
			all = append(all, act.Value{Name: name})
		}
	}
	for part := range strings.FieldsFuncSeq(r.OwnLine("own"), func(c rune) bool { return c == ',' || c == '،' || c == '、' }) {
		v := act.Value{Name: act.OwnValue, Word: strings.TrimSpace(part)}
		if n := utf8.RuneCountInString(v.Word); n > oneWord {
			return all, r.Say("busy.bad.word", "n", oneWord, "over", n-oneWord)
		}
		if v.Word != "" && !slices.Contains(all, v) {
			all = append(all, v)
		}
	}
	switch n := len(all); {
	case n == 0:
		return all, r.Say("busy.bad.none")
	case n > mostPicks:
		return all, r.Say("busy.bad.three", "n", mostPicks)
	}
	return all, ""
}

func postMatters(r *feature.Request) (feature.Answer, error) {
	all, wrong := picked(r)
	if wrong != "" {
		return mattersView(r, r.Form["value"], r.FormValue("own"), wrong), nil
	}
	to := feature.Answer{Goto: base + "/goals"}
	was, err := values(r)
	if err != nil || slices.Equal(was.All, all) {
		return to, err
	}
	return to, r.Record(r.New(act.KindValued, act.Valued{All: all}))
}

// valueName is a value in words.
func valueName(r *feature.Request, v act.Value) string {
	if v.Name == act.OwnValue {
		return v.Word
	}
	return r.Say("busy.value", "what", v.Name)
}

// goals are the goals of what matters now, in its order, with those that are
// empty.
func goals(r *feature.Request) ([]act.Goal, error) {
	s, err := fold(r)
	if err != nil {
		return nil, err
	}
	v, err := read[act.Valued](r, s.Valued.V)
	if err != nil {
		return nil, err
	}
	kept, err := read[act.Aimed](r, s.Aimed.V)
	var all []act.Goal
	for _, x := range v.All {
		g := act.Goal{For: x}
		if i := slices.IndexFunc(kept.Goals, func(k act.Goal) bool { return k.For == x }); i >= 0 {
			g.Words = kept.Goals[i].Words
		}
		all = append(all, g)
	}
	return all, err
}

type goalsPage struct {
	Goals []goalView
	Wrong string
	Max   int
}

type goalView struct {
	No               int
	Name, For, Words string
}

func goalViews(r *feature.Request, all []act.Goal) (out []goalView) {
	for i, g := range all {
		out = append(out, goalView{i, valueName(r, g.For), g.For.Name, g.Words})
	}
	return out
}

func showGoals(r *feature.Request) (feature.Answer, error) {
	all, err := goals(r)
	if err == nil && len(all) == 0 {
		return feature.Answer{Goto: base + "/matters"}, nil
	}
	return page(r, "goals", goalsPage{Goals: goalViews(r, all), Max: oneLine}), err
}

func postGoals(r *feature.Request) (feature.Answer, error) {
	was, err := goals(r)
	if err != nil {
		return feature.Answer{}, err
	}
	now, wrong := slices.Clone(was), ""
	for i := range now {
		now[i].Words = r.OwnLine("goal" + strconv.Itoa(i))
		if n := utf8.RuneCountInString(now[i].Words); n > oneLine {
			wrong = r.Say("busy.bad.long", "n", oneLine, "over", n-oneLine)
		}
	}
	if wrong != "" {
		return wrongly(page(r, "goals", goalsPage{goalViews(r, now), wrong, oneLine}), wrong), nil
	}
	to := feature.Answer{Goto: base}
	if slices.Equal(was, now) {
		return to, nil
	}
	said := slices.DeleteFunc(now, func(g act.Goal) bool { return g.Words == "" })
	return to, r.Record(r.New(act.KindAimed, act.Aimed{Goals: said}))
}

// actPage is the form of an activity, empty or filled.
type actPage struct {
	ID          string
	New         bool
	Words, Time string
	Ready       []group
	Sorts       []chip
	Days        []dayChip
	Wrong       string
	Max         int
}

// group is our own activities of one sort.
type group struct {
	Sort  string
	Ready []chip
}

type dayChip struct {
	Day, Name string
	On        bool
}

func actView(r *feature.Request, id ebb.ID, fresh bool, a act.Activity, wrong string) feature.Answer {
	p := actPage{ID: id.String(), New: fresh, Words: a.Words, Time: a.Time, Wrong: wrong, Max: oneLine}
	for _, sort := range act.Sorts {
		p.Ready = append(p.Ready, group{sort, chips(act.Ready[sort], func(v string) bool { return v == a.Ready })})
	}
	p.Sorts = chips(act.Sorts, func(v string) bool { return v == a.Sort })
	for n := range ahead {
		d := date(r, n)
		p.Days = append(p.Days, dayChip{d, sayDay(r, "busy.day.short", d), d == a.Day})
	}
	return wrongly(page(r, "activity", p), wrong)
}

// dayName is a day in words, near ones by how near they are; "" for none.
func dayName(r *feature.Request, day string) string { return sayDay(r, "busy.day", day) }

func sayDay(r *feature.Request, key, day string) string {
	at, ok := r.Morning(day)
	if !ok {
		return ""
	}
	near := "no"
	switch day {
	case date(r, 0):
		near = "today"
	case date(r, 1):
		near = "tomorrow"
	}
	return r.Say(key, "near", near, "w", int(at.Weekday()), "d", at.Day(), "m", int(at.Month()))
}

// showAdd is the empty form, or one with the words of a goal.
func showAdd(r *feature.Request) (feature.Answer, error) {
	a := act.Activity{Day: date(r, 0)}
	if r.FormValue("goal") != "" {
		all, err := goals(r)
		if err != nil {
			return feature.Answer{}, err
		}
		if no, err := strconv.Atoi(r.FormValue("goal")); err == nil && no >= 0 && no < len(all) {
			a.Words, a.Sort = all[no].Words, sortFor(all[no].For)
		}
	}
	return actView(r, ebb.NewID(), true, a, ""), nil
}

func sortFor(v act.Value) string {
	if s := sortOf[v.Name]; s != "" {
		return s
	}
	return "other"
}

// sent is the activity of a form, and what is wrong with it. Own words stand
// before one of ours.
func sent(r *feature.Request) (a act.Activity, wrong string) {
	a = act.Activity{Words: r.OwnLine("words"), Sort: r.FormValue("sort"), Day: r.FormValue("day"), Time: r.FormValue("time")}
	for sort, all := range act.Ready {
		if a.Words == "" && slices.Contains(all, r.FormValue("ready")) {
			a.Ready, a.Sort = r.FormValue("ready"), sort
		}
	}
	if !slices.Contains(act.Sorts, a.Sort) {
		a.Sort = "other"
	}
	n := utf8.RuneCountInString(a.Words)
	_, early := time.Parse("15:04", a.Time)
	switch {
	case n == 0 && a.Ready == "":
		return a, r.Say("busy.bad.empty")
	case n > oneLine:
		return a, r.Say("busy.bad.long", "n", oneLine, "over", n-oneLine)
	case a.Day < date(r, 0) || a.Day > date(r, ahead-1) || dayName(r, a.Day) == "":
		return a, r.Say("busy.bad.day", "n", ahead)
	case a.Time != "" && (early != nil || len(a.Time) != len("15:04")):
		return a, r.Say("busy.bad.time")
	}
	return a, ""
}

// postAdd keeps one. A form that comes again changes what it kept before.
func postAdd(r *feature.Request) (feature.Answer, error) {
	id, err := ebb.ParseID(r.FormValue("id"))
	if err != nil {
		id = r.NewID()
	}
	a, wrong := sent(r)
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	was, known := s.One(id)
	if wrong == "" && !known && len(s.Between(a.Day, a.Day)) >= mostADay {
		wrong = r.Say("busy.bad.full", "n", mostADay)
	}
	if wrong != "" {
		return actView(r, id, true, a, wrong), nil
	}
	r.Steps.Forget(undo)
	if known {
		return feature.Answer{Goto: base}, s.change(r, was, a)
	}
	e := r.New(act.KindPlanned, a)
	e.ID = id
	return feature.Answer{Goto: base}, r.Record(e)
}

// change gives one another body; the same again is nothing.
func (s *plans) change(r *feature.Request, was act.Entry, to act.Activity) error {
	now, err := read[act.Activity](r, was.Seq)
	if err != nil || now == to {
		return err
	}
	return replace(r, was.ID, to)
}

func showChange(r *feature.Request) (feature.Answer, error) {
	_, e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	a, err := read[act.Activity](r, e.Seq)
	return actView(r, e.ID, false, a, ""), err
}

func postChange(r *feature.Request) (feature.Answer, error) {
	s, e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	a, wrong := sent(r)
	if wrong == "" && a.Day != e.Day && len(s.Between(a.Day, a.Day)) >= mostADay {
		wrong = r.Say("busy.bad.full", "n", mostADay)
	}
	if wrong != "" {
		return actView(r, e.ID, false, a, wrong), nil
	}
	return feature.Answer{Goto: base}, s.change(r, e, a)
}
