package weigh

import (
	"slices"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/stat"
	"ebb/tie"
)

type allPage struct {
	Lists []listView // side by side: for both choices, then against
	Any   bool
	Both  []bothView
	Undo  bool
}

type listView struct {
	List  string
	Lines []lineView
}

type lineView struct {
	ID, Words string
	Size      int
}

// bothView is what stands in more than one list, and in which.
type bothView struct {
	Words string
	Lists []string
}

// beside are the lists in the order of the page.
var beside = []string{"go-for", "keep-for", "go-against", "keep-against"}

func show(r *feature.Request) (feature.Answer, error) {
	k, err := open(r)
	p := allPage{Any: len(k.lines) > 0, Both: k.both(), Undo: r.CanPutBack(undo)}
	for _, list := range beside {
		p.Lists = append(p.Lists, k.view(list))
	}
	return feature.Answer{Template: "weigh/all", Data: p, Title: "weigh.title", Place: "decide"}, err
}

func (k kept) view(list string) listView {
	v := listView{List: list}
	for _, l := range k.of(list) {
		v.Lines = append(v.Lines, lineView{l.id.String(), l.Words, l.Size})
	}
	return v
}

// both finds what stands in more than one list: the same topic, or the same
// words. It is easily counted twice.
func (k kept) both() (all []bothView) {
	seen := map[string]int{}
	for _, l := range k.lines {
		key := l.Topic
		if key == "" {
			key = strings.ToLower(l.Words)
		}
		i, ok := seen[key]
		if !ok {
			i, all = len(all), append(all, bothView{Words: l.Words})
			seen[key] = i
		}
		if !slices.Contains(all[i].Lists, l.List) {
			all[i].Lists = append(all[i].Lists, l.List)
		}
	}
	for _, b := range all {
		slices.SortFunc(b.Lists, func(x, y string) int { return slices.Index(beside, x) - slices.Index(beside, y) })
	}
	return slices.DeleteFunc(all, func(b bothView) bool { return len(b.Lists) < 2 })
}

// listPage adds to one list: own words, starters, and what the person's own
// records say.
type listPage struct {
	listView
	Form     form
	Starters []string
	Records  []record
}

// record is a line that the person's own records offer.
type record struct {
	Topic, Words string
	From         string // where it comes from
}

func showList(r *feature.Request) (feature.Answer, error) {
	list := r.PathValue("list")
	k, err := open(r)
	if err != nil || !slices.Contains(tie.ReasonLists, list) {
		return feature.Answer{}, gone(err)
	}
	return k.listPage(r, list, blank(list), 0)
}

func (k kept) listPage(r *feature.Request, list string, f form, status int) (feature.Answer, error) {
	records, err := k.records(r, list)
	p := listPage{listView: k.view(list), Form: f, Starters: k.starters(list), Records: records}
	return feature.Answer{Status: status, Template: "weigh/list", Data: p, Title: "weigh.title", Place: "decide", Back: back(r)}, err
}

// has reports whether a list has a line on a topic.
func (k kept) has(list, topic string) bool {
	return slices.ContainsFunc(k.lines, func(l line) bool { return l.List == list && l.Topic == topic })
}

// starters are the topics that a list does not have yet. After a yes nothing
// asks whether it is safe.
func (k kept) starters(list string) []string {
	return slices.DeleteFunc(slices.Clone(starters[list]), func(topic string) bool {
		return k.has(list, topic) || k.gentle && (topic == "safe" || topic == "deeds")
	})
}

// offered is a starter or a record of a list as a line; empty where topic is
// neither.
func (k kept) offered(r *feature.Request, list, topic string) (tie.Reason, error) {
	if slices.Contains(k.starters(list), topic) {
		return tie.Reason{List: list, Words: r.Say("weigh.starter", "list", list, "topic", topic), Size: middle, Topic: topic}, nil
	}
	records, err := k.records(r, list)
	for _, o := range records {
		if o.Topic == topic {
			return tie.Reason{List: list, Words: o.Words, Size: middle, Topic: topic}, nil
		}
	}
	return tie.Reason{}, err
}

const (
	important = 7 // and more, of 10
	far       = 4 // and less: far from met
	well      = 7 // and more: well met
	mostNeeds = 3
)

// records are what the person's own records offer to a list. What a promise or
// a start says is offered for and against: which it is, the person knows.
func (k kept) records(r *feature.Request, list string) (all []record, err error) {
	switch list {
	case "go-for", "keep-against":
		all, err = k.needed(r, func(met int) bool { return met <= far })
	default:
		all, err = k.needed(r, func(met int) bool { return met >= well })
	}
	if choice, _, _ := strings.Cut(list, "-"); choice == "keep" {
		all = append(all, k.counts(r)...)
	}
	return slices.DeleteFunc(all, func(o record) bool { return k.has(list, o.Topic) }), err
}

// needed are important needs that are met as fits says.
func (k kept) needed(r *feature.Request, fits func(met int) bool) (all []record, err error) {
	if k.needs.seq == 0 {
		return nil, nil
	}
	events, err := r.Journal.Read(r.Context(), k.needs.seq)
	if err != nil || len(events) == 0 {
		return nil, err
	}
	var body tie.NeedList
	if err := events[0].Decode(&body); err != nil {
		return nil, err
	}
	for _, n := range body.Needs {
		if n.Want || n.Weight == nil || n.Met == nil || *n.Weight < important || !fits(*n.Met) || len(all) >= mostNeeds {
			continue
		}
		name := n.Own
		if name == "" {
			name = r.Say("weigh.need.subject", "what", n.Subject)
		}
		words := r.Say("weigh.need", "what", name, "weight", *n.Weight, "met", *n.Met)
		all = append(all, record{"need." + ebb.ID(n.ID).String(), words, r.Say("weigh.from.needs", "day", day(r, k.needs.at))})
	}
	return all, nil
}

// counts are promises kept, and who starts; the latter not after a yes.
func (k kept) counts(r *feature.Request) (all []record) {
	share := func(a, n int) (low, high int) {
		w := stat.Wilson(a, n)
		return int(100*w.Low + 0.5), int(100*w.High + 0.5)
	}
	if k.outOf > 0 {
		low, high := share(k.promised, k.outOf)
		all = append(all, record{"promises", r.Say("weigh.promises", "k", k.promised, "n", k.outOf, "low", low, "high", high), r.Say("weigh.from.promises")})
	}
	if n := k.starts.Me + k.starts.Them; n > 0 && !k.gentle {
		low, high := share(k.starts.Me, n)
		all = append(all, record{"starts", r.Say("weigh.starts", "k", k.starts.Me, "n", n, "low", low, "high", high), r.Say("weigh.from.chat", "day", day(r, k.chat), "hours", gapHours)})
	}
	return all
}

func day(r *feature.Request, at time.Time) string {
	at = at.In(r.Now.Location())
	return r.Day(at)
}

// step is the line on Decide.
func step(r *feature.Request) (*feature.Shelf, error) {
	k, err := open(r)
	if err != nil {
		return nil, err
	}
	sh := feature.Shelf{Href: "/decide/weigh", Head: r.Say("weigh.title"), Line: r.Say("weigh.step.none")}
	if n := len(k.lines); n > 0 {
		last := slices.MaxFunc(k.lines, func(a, b line) int { return a.at.Compare(b.at) })
		letting := len(k.of("go-for")) + len(k.of("go-against"))
		sh.Line = r.Say("weigh.step", "go", letting, "keep", n-letting, "day", day(r, last.at))
	}
	return &sh, nil
}

// mostWeek is how many lines of a list the review hands back.
const mostWeek = 8

// week hands back what was written in these days, the heaviest of each list
// first.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	k, err := open(r)
	if err != nil {
		return nil, err
	}
	k.lines = slices.DeleteFunc(k.lines, func(l line) bool { return l.at.Before(from) || !l.at.Before(until) })
	if len(k.lines) == 0 {
		return nil, nil
	}
	var all []listView
	for _, list := range beside {
		if v := k.view(list); len(v.Lines) > 0 {
			v.Lines = v.Lines[:min(len(v.Lines), mostWeek)]
			all = append(all, v)
		}
	}
	return []feature.Card{{Template: "weigh/week", Data: all}}, nil
}
