package needs

import (
	"slices"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/needs/told"
	"ebb/tie"
)

type allPage struct {
	Gentle   bool
	Needs    []needView
	Rest     []needView // beyond the first ones
	Next     string     // the first that was not spoken of
	Picture  told.Picture
	Sum      []string
	Starters []starter
	Own      string
	Max      int
	Wrong    string
	Undo     bool
	Goals    goalsView
	Weeks    *weeksView
	Then     bool // there is an older list
	Day      string
}

type needView struct{ ID, Name, Line string }

type starter struct {
	Value string
	On    bool
}

// listed is how many needs stand on the page at once.
const listed = 24

func show(r *feature.Request) (feature.Answer, error) {
	k, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p, err := k.page(r)
	return feature.Answer{Template: "needs/all", Data: p, Title: "needs.title", Place: "decide"}, err
}

func (k kept) page(r *feature.Request) (p allPage, err error) {
	p = allPage{Gentle: k.gentle, Max: longest, Starters: k.starters(nil), Then: len(k.lists) > 1, Undo: r.CanPutBack(undo)}
	if len(k.needs) > 0 {
		p.Next = strings.TrimPrefix(k.unrated(-1), "/decide/needs")
		list := told.List{Needs: k.needs, Gentle: k.gentle}
		p.Picture, p.Sum = list.Picture(r), list.Sum(r)
		p.Day = day(r, newest(k.lists).at)
	}
	for _, n := range told.Ordered(k.needs) {
		p.Needs = append(p.Needs, needView{ebb.ID(n.ID).String(), told.Wording(r, n), told.Own(r, n)})
	}
	if len(p.Needs) > listed {
		p.Needs, p.Rest = p.Needs[:listed], p.Needs[listed:]
	}
	if p.Goals, err = k.goalsNow(r); err != nil {
		return p, err
	}
	p.Weeks, err = k.weekly(r)
	return p, err
}

// starters are those that are not on the list.
func (k kept) starters(on []string) (all []starter) {
	for _, w := range tie.NeedWords {
		if !k.has(w, "") {
			all = append(all, starter{w, slices.Contains(on, w)})
		}
	}
	return all
}

func (k kept) has(subject, own string) bool {
	return slices.ContainsFunc(k.needs, func(n tie.Need) bool {
		return own != "" && strings.EqualFold(n.Own, own) || own == "" && n.Subject == subject
	})
}

// postAdd puts what was ticked or written on the list. What is there already
// stays as it is.
func postAdd(r *feature.Request) (feature.Answer, error) {
	k, err := open(r)
	if err != nil {
		return feature.Answer{}, err
	}
	text := r.OwnLine("own")
	if why := tooLong(r, text, longest); why != "" {
		p, err := k.page(r)
		p.Own, p.Wrong, p.Starters = text, why, k.starters(r.Form["need"])
		return feature.Answer{Status: 422, Template: "needs/all", Data: p, Title: "needs.title", Place: "decide"}, err
	}
	list := slices.Clone(k.needs)
	for _, w := range tie.NeedWords {
		if slices.Contains(r.Form["need"], w) && !k.has(w, "") {
			list = append(list, tie.Need{Subject: w, ID: ebb.NewID()})
		}
	}
	if text != "" && !k.has("", text) {
		list = append(list, tie.Need{Own: text, ID: ebb.NewID()})
	}
	if len(list) == len(k.needs) {
		return feature.Answer{Goto: "/decide/needs"}, nil
	}
	to := "/decide/needs/" + ebb.ID(list[len(k.needs)].ID).String()
	_, err = k.save(r, list)
	return feature.Answer{Goto: to}, err
}

func day(r *feature.Request, at time.Time) string {
	at = at.In(r.Now.Location())
	return r.Day(at)
}

// step is the line on Decide.
func step(r *feature.Request) (*feature.Shelf, error) {
	k, err := open(r)
	sh := feature.Shelf{Href: "/decide/needs", Head: r.Say("needs.title"), Line: r.Say("needs.step.none")}
	if err == nil && len(k.needs) > 0 {
		wants := 0
		for _, n := range k.needs {
			if n.Want {
				wants++
			}
		}
		sh.Line = r.Say("needs.step", "needs", len(k.needs)-wants, "wants", wants, "day", day(r, newest(k.lists).at))
	}
	return &sh, err
}
