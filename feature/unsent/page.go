package unsent

import (
	"slices"
	"strconv"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/unsent/fact"
	"ebb/feature/unsent/kept"
	"ebb/feature/unsent/said"
	"ebb/feature/unsent/turn"
	"ebb/tie"
)

type allPage struct {
	Rows         []row
	Story        bool
	Burned, Undo bool
	Newer, Older int // pages; 0 none
}

// row is one of them in a list, without its text.
type row struct{ Href, Name, State string }

// showAll lists letters and the story, the one begun last first.
func showAll(r *feature.Request) (feature.Answer, error) {
	all, _, err := kept.All(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := allPage{Story: slices.ContainsFunc(all, func(i fact.Item) bool { return i.Story })}
	last := max((len(all)+perPage-1)/perPage, 1)
	page, _ := strconv.Atoi(r.FormValue("page"))
	page = min(max(page, 1), last)
	if p.Newer = page - 1; page < last {
		p.Older = page + 1
	}
	for _, i := range all[(page-1)*perPage : min(page*perPage, len(all))] {
		name, err := kept.NameOf(r, i)
		if err != nil {
			return feature.Answer{}, err
		}
		p.Rows = append(p.Rows, row{kept.After(i), name, state(r, i)})
	}
	if r.Steps.Recall(burned, &p.Burned) {
		r.Steps.Forget(burned)
	}
	return kept.Answer(r, "all", p, ""), nil
}

func state(r *feature.Request, i fact.Item) string {
	day := r.Day(i.Last())
	switch {
	case i.Closed(r.Now):
		return r.Say("unsent.state.closed", "at", i.Opens(r.Now.Location()))
	case i.Waits(r.Now):
		return r.Say("unsent.state.opened", "day", day)
	case slices.ContainsFunc(kept.Parts(i), i.Writing):
		return r.Say("unsent.state.left", "day", day)
	}
	return r.Say("unsent.state.kept", "day", day)
}

type onePage struct {
	ID, Name      string
	Story         bool
	Day, Opens    string
	Parts         []partView
	Minutes       int // of the last sitting; 0 in the story
	Fixed, Theirs bool
	Waits         bool
	Left          bool // a sitting that was not put away
	Boxes         []int
	Usual         int
	Round         *turn.View
}

// partView is one text, for reading.
type partView struct{ Head, Text string }

// showOne is a letter or the story, to read again: closed while it is sealed.
func showOne(r *feature.Request) (feature.Answer, error) {
	i, past, err := kept.Find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := onePage{
		ID: i.ID.String(), Story: i.Story, Day: r.Day(i.Last()), Fixed: fixed(i, past), Theirs: past.Safety.TheirNo == tie.Yes,
		Waits: i.Waits(r.Now), Left: slices.ContainsFunc(kept.Parts(i), i.Writing), Boxes: fact.Boxes, Usual: usual,
	}
	if p.Name, err = kept.NameOf(r, i); err != nil {
		return feature.Answer{}, err
	}
	if i.Closed(r.Now) {
		p.Opens = r.Day(i.Opens(r.Now.Location()))
		return kept.Answer(r, "closed", p, kept.Base), nil
	}
	if s, some := i.Sat(""); some {
		p.Minutes = s.Minutes
	}
	if p.Parts, err = texts(r, i); err == nil {
		p.Round, err = turning(r, i)
	}
	return kept.Answer(r, "one", p, kept.Base), err
}

// texts are the parts that have words.
func texts(r *feature.Request, i fact.Item) (all []partView, err error) {
	for _, p := range kept.Parts(i) {
		text, err := kept.Read(r, i, p)
		if err != nil {
			return nil, err
		}
		v := partView{Text: text}
		if p != "" {
			v.Head = r.Say("unsent.story." + p)
		}
		if text != "" {
			all = append(all, v)
		}
	}
	return all, nil
}

// turning says why a text of the last two weeks seems to go in circles; nil
// where nothing shows.
func turning(r *feature.Request, i fact.Item) (*turn.View, error) {
	all, err := kept.Lately(r)
	if err != nil {
		return nil, err
	}
	for n, t := range all {
		if found := said.Signs(all, n); t.Item == i.ID && len(found) > 0 {
			return &turn.View{Reasons: said.Reasons(r, found)}, nil
		}
	}
	return nil, nil
}

type sealPage struct {
	ID, Name, Until, Wrong, Min string
	Spans                       []string
	Day                         string
}

// spans are how long a seal can last without a date, and what they come to.
var spans = []string{"week", "month", "half", "year"}

func span(name string, now time.Time) time.Time {
	switch name {
	case "week":
		return now.AddDate(0, 0, 7)
	case "month":
		return now.AddDate(0, 1, 0)
	case "half":
		return now.AddDate(0, 6, 0)
	}
	return now.AddDate(1, 0, 0)
}

// farthest is how many years off a day may be.
const farthest = 10

func showSeal(r *feature.Request) (feature.Answer, error) {
	i, _, err := kept.Find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return seal(r, i, "")
}

func seal(r *feature.Request, i fact.Item, wrong string) (feature.Answer, error) {
	if i.Empty() {
		return feature.Answer{Goto: kept.After(i)}, nil
	}
	p := sealPage{ID: i.ID.String(), Wrong: wrong, Spans: spans, Day: r.FormValue("day"), Min: r.Now.AddDate(0, 0, 1).Format(time.DateOnly)}
	if i.Closed(r.Now) {
		p.Until, p.Min = r.Day(i.Opens(r.Now.Location())), i.Until
	}
	var err error
	p.Name, err = kept.NameOf(r, i)
	return kept.Checked(kept.Answer(r, "seal", p, kept.At(i)), wrong), err
}

// postSeal closes it until a day. A later one counts at once, an earlier one is
// none.
func postSeal(r *feature.Request) (feature.Answer, error) {
	i, _, err := kept.Find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	until := r.FormValue("day")
	if until == "" && slices.Contains(spans, r.FormValue("span")) {
		until = span(r.FormValue("span"), r.Now).Format(time.DateOnly)
	}
	opens, ok := r.Morning(until)
	switch {
	case !ok || until <= r.Now.Format(time.DateOnly) || opens.After(r.Now.AddDate(farthest, 0, 1)):
		return seal(r, i, r.Say("unsent.bad.day", "years", farthest))
	case i.Closed(r.Now) && until < i.Until:
		return seal(r, i, r.Say("unsent.bad.earlier", "at", i.Opens(r.Now.Location())))
	case i.Empty() || until == i.Until:
		return feature.Answer{Goto: kept.At(i)}, nil
	}
	entries := []ebb.Entry{{Event: r.New(fact.KindSealed, fact.Sealed{Item: i.ID, Until: until})}}
	for _, p := range kept.Parts(i) {
		if i.Writing(p) {
			entries = append(entries, ebb.Entry{Event: r.New(fact.KindKept, fact.Kept{Item: i.ID, Part: p})})
		}
	}
	return feature.Answer{Goto: kept.At(i)}, r.Journal.Record(r.Context(), entries...)
}

// postKeep says that what was opened or left stays as it is.
func postKeep(r *feature.Request) (feature.Answer, error) {
	i, _, err := kept.Find(r)
	to := feature.Answer{Goto: kept.Base}
	if err != nil || i.Closed(r.Now) {
		return to, err
	}
	var entries []ebb.Entry
	for _, p := range kept.Parts(i) {
		if i.Writing(p) || i.Waits(r.Now) && len(entries) == 0 {
			entries = append(entries, ebb.Entry{Event: r.New(fact.KindKept, fact.Kept{Item: i.ID, Part: p})})
		}
	}
	if len(entries) == 0 {
		return to, nil
	}
	return to, r.Journal.Record(r.Context(), entries...)
}

func showBurn(r *feature.Request) (feature.Answer, error) {
	i, _, err := kept.Find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	name, err := kept.NameOf(r, i)
	return kept.Answer(r, "burn", struct{ ID, Name string }{i.ID.String(), name}, kept.At(i)), err
}

// burned is the step that says once that something is gone.
const burned = "unsent.burned"

// postBurn destroys every row that belongs to it, and every version of each.
func postBurn(r *feature.Request) (feature.Answer, error) {
	i, _, err := kept.Find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Keep(burned, true)
	return feature.Answer{Goto: kept.Base}, r.Journal.Record(r.Context(), ebb.Entry{Erase: i.Rows()})
}
