package stories

import (
	"net/http"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/stories/record"
	"ebb/tie"
)

func page(r *feature.Request, template string, data any) feature.Answer {
	a := feature.Answer{Template: "stories/" + template, Data: data, Title: "stories.title", Place: "keep"}
	if template != "all" && template != "closed" {
		a.Back = &feature.Link{Href: base, Text: r.Say("stories.title")}
	}
	return a
}

// belief is one of ours or of the person's own, with its words and readings.
type belief struct {
	key, words string
	mine       feature.Row // of the person's own
	beside     []string
	pulls      []string
	readings   []told // the oldest first
}

// told is a reading with its words.
type told struct {
	Reading
	id ebb.ID
	at time.Time
}

// opened are the person's own beliefs with their words.
func opened(r *feature.Request) (all []belief, err error) {
	var own []entry
	if err = see(r, func(s *State) { own = slices.Clone(s.own) }); err != nil {
		return nil, err
	}
	var seqs []uint64
	for _, o := range own {
		seqs = append(seqs, o.Seq)
	}
	err = feature.Again(r, seqs, func(e ebb.Event, b Belief) {
		at, _ := feature.Find(own, e.ID)
		all = append(all, belief{key: e.ID.String(), words: b.Words, mine: at.Row, beside: b.Beside})
	})
	return all, err
}

// beliefs are all: the person's own, then ours, each with its readings.
func beliefs(r *feature.Request) (all []belief, err error) {
	if all, err = opened(r); err != nil {
		return nil, err
	}
	for _, o := range ours {
		all = append(all, belief{key: o.key, words: r.Say("stories.belief", "what", o.key), beside: o.beside, pulls: o.pulls})
	}
	var seqs []uint64
	err = see(r, func(s *State) {
		for _, o := range s.read {
			seqs = append(seqs, o.Seq)
		}
	})
	if err != nil {
		return nil, err
	}
	return all, feature.Again(r, seqs, func(e ebb.Event, w Reading) {
		if i := slices.IndexFunc(all, func(b belief) bool { return b.key == w.Of }); i >= 0 {
			all[i].readings = append(all[i].readings, told{w, e.ID, e.At.In(r.Now.Location())})
		}
	})
}

// one is the belief that the address names.
func one(r *feature.Request) (belief, error) {
	all, err := beliefs(r)
	i := slices.IndexFunc(all, func(b belief) bool { return b.key == r.PathValue("of") })
	if err == nil && i < 0 {
		err = gone()
	}
	if err != nil {
		return belief{}, err
	}
	return all[i], nil
}

type closedPage struct {
	Opens time.Time
	Known bool // when it opens
	Apart bool // the day hangs on the parting
	Early int
}

type allPage struct {
	Mine, Ours []row
	Undo       bool
}

type row struct {
	Key, Words, Line string
	Mine             bool
}

func show(r *feature.Request) (feature.Answer, error) {
	var c closedPage
	open := false
	err := see(r, func(s *State) {
		open = s.open(r)
		c.Opens, c.Known = s.opens(r.Now.Location())
		since, dated := s.records.Standing().SinceDate(r.Now.Location())
		c.Apart = dated && since.AddDate(0, 0, early).Equal(c.Opens)
		c.Early = early / 7
	})
	if err != nil || !open {
		return page(r, "closed", c), err
	}
	all, err := beliefs(r)
	p := allPage{Undo: r.CanPutBack(undo)}
	for _, b := range all {
		if b.mine.Seq > 0 {
			p.Mine = append(p.Mine, b.row(r))
		} else {
			p.Ours = append(p.Ours, b.row(r))
		}
	}
	return page(r, "all", p), err
}

func (b belief) row(r *feature.Request) row {
	o := row{Key: b.key, Words: b.words, Mine: b.mine.Seq > 0}
	if n := len(b.readings); n > 0 {
		o.Line = r.Say("stories.row", "n", n, "at", b.readings[n-1].at)
	}
	return o
}

type newView struct {
	Words, Wrong string
	Offers       []offer
	Beside       []chip
}

// offer is a sentence the person wrote before.
type offer struct {
	Words string
	At    time.Time
}

type chip struct {
	Key string
	On  bool
}

func showNew(r *feature.Request) (feature.Answer, error) { return newPage(r, Belief{}, "") }

// mostOffers is how many sentences from before are offered.
const mostOffers = 3

// newPage is the form for a belief of one's own, with what could not be kept.
func newPage(r *feature.Request, b Belief, wrong string) (feature.Answer, error) {
	v := newView{Words: b.Words, Wrong: wrong}
	there, err := opened(r)
	if err != nil {
		return feature.Answer{}, err
	}
	var seqs []uint64
	err = see(r, func(s *State) {
		for _, row := range s.truths {
			seqs = append(seqs, row.Seq)
		}
		for _, key := range record.Keys {
			if !s.records.Closed(key) {
				v.Beside = append(v.Beside, chip{key, slices.Contains(b.Beside, key)})
			}
		}
	})
	if err != nil {
		return feature.Answer{}, err
	}
	slices.Reverse(seqs)
	err = feature.Again(r, seqs, func(e ebb.Event, p tie.Pair) {
		known := slices.ContainsFunc(there, func(o belief) bool { return o.words == p.Feeling })
		if !known && len([]rune(p.Feeling)) <= longest && len(v.Offers) < mostOffers {
			v.Offers = append(v.Offers, offer{p.Feeling, e.At.In(r.Now.Location())})
		}
	})
	return refused(page(r, "new", v), wrong), err
}

func refused(a feature.Answer, wrong string) feature.Answer {
	if wrong != "" {
		a.Status = http.StatusUnprocessableEntity
	}
	return a
}

type oneView struct {
	Key, Belief   string
	Mine          bool
	Records, Thin []record.Record
	Newest        *told
	Older         []told
	Words, Wrong  string
	Undo          bool
}

// At is when a reading was written, for the template.
func (t told) At() time.Time { return t.at }

func showOne(r *feature.Request) (feature.Answer, error) {
	b, err := one(r)
	if err != nil {
		return feature.Answer{}, err
	}
	return onePage(r, b, "", "")
}

// onePage is a belief beside the records, with what could not be kept.
func onePage(r *feature.Request, b belief, words, wrong string) (feature.Answer, error) {
	v := oneView{Key: b.key, Belief: b.words, Mine: b.mine.Seq > 0, Words: words, Wrong: wrong}
	if n := len(b.readings); n > 0 {
		v.Newest, v.Older = &b.readings[n-1], slices.Clone(b.readings[:n-1])
		slices.Reverse(v.Older)
	}
	var all []record.Record
	var read func(*record.Record) error
	err := see(r, func(s *State) { all, read = s.records.All(r, b.beside) })
	for i := range all {
		if err == nil {
			err = read(&all[i])
		}
		if o := all[i]; o.N < o.Least {
			v.Thin = append(v.Thin, o)
		} else {
			v.Records = append(v.Records, o)
		}
	}
	return refused(page(r, "one", v), wrong), err
}

func shelf(r *feature.Request) (*feature.Shelf, error) {
	sh := feature.Shelf{Href: base, Head: r.Say("stories.title"), Group: r.Say("stories.group")}
	err := see(r, func(s *State) {
		at, known := s.opens(r.Now.Location())
		switch {
		case s.open(r):
			sh.Line = r.Say("stories.shelf", "n", len(s.standing()))
		case known:
			sh.Line = r.Say("stories.shelf.opens", "at", at)
		default:
			sh.Line = r.Say("stories.shelf.late", "n", early/7)
		}
	})
	return &sh, err
}

// standing are the readings that stand, with their beliefs; none while the page
// is closed.
func standing(r *feature.Request) (all []belief, err error) {
	open := false
	if err = see(r, func(s *State) { open = s.open(r) && len(s.read) > 0 }); err != nil || !open {
		return nil, err
	}
	all, err = beliefs(r)
	return slices.DeleteFunc(all, func(b belief) bool { return len(b.readings) == 0 }), err
}

func (b belief) newest() told { return b.readings[len(b.readings)-1] }

// aids is one reading, another each day, with the pulls it fits.
func aids(r *feature.Request) ([]feature.Aid, error) {
	all, err := standing(r)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	b := all[r.Now.Add(-5*time.Hour).YearDay()%len(all)] // a night belongs to the day before it
	return []feature.Aid{{Step: "truths", Head: r.Say("stories.aid", "belief", b.words), Lines: []string{b.newest().Words}, Pulls: b.pulls}}, nil
}

type weekRow struct {
	Key, Belief, Words string
	Mine               bool
}

// week is what was written in these days, and the beliefs that were named.
func week(r *feature.Request, from, until time.Time) ([]feature.Card, error) {
	open := false
	if err := see(r, func(s *State) { open = s.open(r) }); err != nil || !open {
		return nil, err
	}
	all, err := beliefs(r)
	in := func(at time.Time) bool { return !at.Before(from) && at.Before(until) }
	var rows []weekRow
	for _, b := range all {
		switch n := len(b.readings); {
		case n > 0 && in(b.newest().at):
			rows = append(rows, weekRow{b.key, b.words, b.newest().Words, b.mine.Seq > 0})
		case n == 0 && b.mine.Seq > 0 && in(b.mine.At):
			rows = append(rows, weekRow{b.key, b.words, "", true})
		}
	}
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return []feature.Card{{Template: "stories/week", Data: rows[:min(len(rows), mostWeek)]}}, nil
}

const mostWeek = 6
