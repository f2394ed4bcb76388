package truth

import (
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

type deckPage struct {
	Form  *formView // nil where there is no room
	Pairs []pairView
	Most  int
	Undo  bool
	Old   string // since when the oldest stands; "" while it is not old
}

// formView is the form, empty or filled with one pair.
type formView struct {
	ID               string // "" for a new one
	Feeling, Reality string
	Like             int // which of our examples stands in the empty fields
	Pulls            []chip
	Marked           bool
	Max              int
}

type chip struct {
	Value string
	On    bool
}

type pairView struct {
	ID               string
	Feeling, Reality string
	Pulls            []string
	Day              string
}

// examples is how many pairs of our own show how it is meant.
const examples = 4

// old is when a pair is worth another look.
const old = 180 * 24 * time.Hour

func form(p Pair) formView {
	f := formView{Feeling: p.Feeling, Reality: p.Reality, Marked: len(p.Pulls) > 0, Max: longest}
	for _, pull := range tie.Pulls {
		f.Pulls = append(f.Pulls, chip{pull, slices.Contains(p.Pulls, pull)})
	}
	return f
}

// show is the deck, the newest first.
func show(r *feature.Request) (feature.Answer, error) {
	all, err := entries(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := deckPage{Most: most, Undo: r.CanPutBack(undo)}
	if len(all) < most {
		f := form(Pair{})
		f.Like = len(all)%examples + 1
		p.Form = &f
	}
	if len(all) > 0 && r.Now.Sub(all[0].At) > old {
		p.Old = r.Day(all[0].At)
	}
	slices.Reverse(all)
	err = reread(r, all, func(e ebb.Event, pair Pair) {
		p.Pairs = append(p.Pairs, pairView{e.ID.String(), pair.Feeling, pair.Reality, pair.Pulls, r.Day(e.At)})
	})
	return feature.Answer{Template: "truth/deck", Data: p, Title: "truth.title", Place: "keep"}, err
}

func showOne(r *feature.Request) (feature.Answer, error) {
	e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	var f formView
	err = reread(r, []entry{e}, func(_ ebb.Event, p Pair) { f = form(p) })
	f.ID = e.ID.String()
	back := &feature.Link{Href: base, Text: r.Say("truth.title")}
	return feature.Answer{Template: "truth/one", Data: f, Title: "truth.title", Place: "keep", Back: back}, err
}

func entries(r *feature.Request) (all []entry, err error) {
	err = feature.See(r, Name, func(s *State) error {
		all = slices.Clone(s.all)
		return nil
	})
	return all, err
}

// reread opens the words of pairs again, in the order asked for.
func reread(r *feature.Request, some []entry, f func(ebb.Event, Pair)) error {
	var seqs []uint64
	for _, e := range some {
		seqs = append(seqs, e.Seq)
	}
	return feature.Again(r, seqs, f)
}

// aids is one pair for whatever pulls.
func aids(r *feature.Request) (all []feature.Aid, err error) {
	var today []entry
	err = feature.See(r, Name, func(s *State) error {
		today = s.offers(dayOf(r.Now))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, reread(r, today, func(e ebb.Event, p Pair) {
		i := slices.IndexFunc(today, func(o entry) bool { return o.ID == e.ID })
		all = append(all, feature.Aid{Step: "truths", Head: r.Say("truth.aid"), Lines: []string{p.Feeling, p.Reality}, Pulls: today[i].pulls})
	})
}

func shelf(r *feature.Request) (*feature.Shelf, error) {
	all, err := entries(r)
	return &feature.Shelf{Href: base, Head: r.Say("truth.title"), Line: r.Say("truth.shelf", "n", len(all)), Group: r.Say("truth.group")}, err
}
