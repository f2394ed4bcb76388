package boundary

import (
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// undo names the step that holds what was done last, for ten minutes: a slip
// of the thumb, and not a way around the cooling time.
const undo = "boundary.undo"

type undone struct {
	ID   ebb.ID    `json:"i"`
	At   time.Time `json:"t"`
	What string    `json:"w"` // "set", "out", "log" or "back"
	To   string    `json:"p"`
}

func remember(r *feature.Request, id ebb.ID, what, to string) {
	r.Steps.Keep(undo, undone{id, r.Now, what, to})
}

// slip is what can still be undone; What is "" where nothing can.
func slip(r *feature.Request) (u undone) {
	if r.Steps.Recall(undo, &u) && r.Now.Sub(u.At) < 10*time.Minute {
		return u
	}
	return undone{}
}

func postUndo(r *feature.Request) (feature.Answer, error) {
	u := slip(r)
	r.Steps.Forget(undo)
	if u.What == "" {
		return feature.Answer{Goto: "/keep/boundaries"}, nil
	}
	return feature.Answer{Goto: u.To}, r.Record(ebb.New(ebb.Withdrawn, r.Now, ebb.Withdrawal{ID: u.ID}))
}

// view is a boundary as a page shows it.
type view struct {
	ID, Text string
	Pulls    []string // said
	Over     bool
	Pending  string // what waits and from when, already said
	pulls    []string
}

// list is every boundary with its words, the newest first.
func list(r *feature.Request) ([]view, error) {
	var all []standing
	if err := feature.See(r, Name, func(s *State) error { all = s.list(r.Now); return nil }); err != nil {
		return nil, err
	}
	views := make([]view, 0, len(all))
	for _, b := range all {
		text, err := b.text(r, b.words)
		if err != nil {
			return nil, err
		}
		v := view{ID: b.id.String(), Text: text, Over: b.over, pulls: b.pulls}
		for _, p := range b.pulls {
			v.Pulls = append(v.Pulls, r.Say("boundary.pull."+p))
		}
		if v.Pending, err = b.waiting(r); err != nil {
			return nil, err
		}
		views = append(views, v)
	}
	return views, nil
}

// text opens the words of a boundary again.
func (b standing) text(r *feature.Request, seq uint64) (string, error) {
	rule, err := b.rule(r, seq)
	return rule.words(r), err
}

func (b standing) rule(r *feature.Request, seq uint64) (now Rule, err error) {
	events, err := r.Journal.Read(r.Context(), seq)
	if err != nil || len(events) == 0 {
		return now, err
	}
	if events[0].Kind == KindSet {
		return now, events[0].Decode(&now)
	}
	var c Changed
	err = events[0].Decode(&c)
	return c.Rule, err
}

// waiting says what loosening does not count yet.
func (b standing) waiting(r *feature.Request) (string, error) {
	switch {
	case b.pending == nil:
		return "", nil
	case b.ends:
		return r.Say("boundary.pending.end", "when", moment(r, b.pending.due)), nil
	}
	text, err := b.text(r, b.pending.seq)
	return r.Say("boundary.pending.change", "when", moment(r, b.pending.due), "text", text), err
}

// find returns the boundary that the address names, and when loosening would
// count.
func find(r *feature.Request) (b standing, due time.Time, err error) {
	id, err := ebb.ParseID(r.PathValue("id"))
	if err == nil {
		err = feature.See(r, Name, func(s *State) error {
			all := s.list(r.Now)
			if i := slices.IndexFunc(all, func(b standing) bool { return b.id == id }); i >= 0 {
				b, due = all[i], s.due(r.Now)
			}
			return nil
		})
	}
	if err != nil || b.seq == 0 {
		return b, due, &ebb.Problem{Status: 404, Say: "boundary.bad.gone", Cause: err}
	}
	return b, due, nil
}

// post sets a new boundary, and with the first one the cooling time.
func post(r *feature.Request) (feature.Answer, error) {
	b, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	n, chosen := 0, false
	err = feature.See(r, Name, func(s *State) error {
		n = len(s.list(r.Now))
		_, chosen, _ = s.cool(r.Now)
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	if n >= most {
		return feature.Answer{}, ebb.Bad("boundary.bad.many", "n", most)
	}
	set := ebb.New(KindSet, r.Now, b)
	entries := []ebb.Entry{{Event: set}}
	if !chosen {
		days, err := days(r)
		if err != nil {
			return feature.Answer{}, err
		}
		entries = append(entries, ebb.Entry{Event: ebb.New(KindCooled, r.Now, Cooled{days, r.Now.Unix()})})
	}
	remember(r, set.ID, "set", "/keep/boundaries")
	return feature.Answer{Goto: "/keep/boundaries"}, r.Journal.Record(r.Context(), entries...)
}

// loosen records e, and calls off what has been waiting.
func (b standing) loosen(r *feature.Request, e ebb.Event) (feature.Answer, error) {
	entries := append(b.off(r), ebb.Entry{Event: e})
	return feature.Answer{Goto: "/keep/boundaries"}, r.Journal.Record(r.Context(), entries...)
}

func (b standing) off(r *feature.Request) []ebb.Entry {
	if b.pending == nil {
		return nil
	}
	return []ebb.Entry{{Event: ebb.New(ebb.Withdrawn, r.Now, ebb.Withdrawal{ID: b.pending.id})}}
}

// postChange gives a boundary other words after the cooling time. Where a hard
// moment shows it can change at once: that loosens nothing.
func postChange(r *feature.Request) (feature.Answer, error) {
	b, due, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	to, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	now, err := b.rule(r, b.words)
	if err != nil {
		return feature.Answer{}, err
	}
	if now.Ready == to.Ready && now.Text == to.Text {
		if slices.Equal(now.Pulls, to.Pulls) {
			return feature.Answer{Goto: "/keep/boundaries"}, nil
		}
		due = r.Now
	}
	return b.loosen(r, ebb.New(KindChanged, r.Now, Changed{b.id, to, due.Unix()}))
}

func postEnd(r *feature.Request) (feature.Answer, error) {
	b, due, err := find(r)
	if err != nil || b.over || b.ends {
		return feature.Answer{Goto: "/keep/boundaries"}, err
	}
	return b.loosen(r, ebb.New(KindEnded, r.Now, Ended{b.id, due.Unix()}))
}

// postResume takes a boundary up again, at once.
func postResume(r *feature.Request) (feature.Answer, error) {
	b, _, err := find(r)
	if err != nil || !b.over {
		return feature.Answer{Goto: "/keep/boundaries"}, err
	}
	return feature.Answer{Goto: "/keep/boundaries"}, r.Record(ebb.New(KindResumed, r.Now, Resumed{b.id}))
}

// postOff calls off what does not count yet.
func postOff(r *feature.Request) (feature.Answer, error) {
	b, _, err := find(r)
	if off := b.off(r); err == nil && len(off) > 0 {
		err = r.Journal.Record(r.Context(), off...)
	}
	return feature.Answer{Goto: "/keep/boundaries"}, err
}

type chip struct {
	Value, Text string
	On          bool
}

type rulePage struct {
	ID      string // "" for a new one
	Text    string
	Ready   []chip
	Pulls   []chip
	Cools   []chip // until a cooling time was chosen
	Days    int
	Due     string
	Over    bool
	Pending string
	Max     int
}

func form(r *feature.Request, b Rule) rulePage {
	p := rulePage{Text: b.Text, Max: longest}
	for _, name := range Ready {
		p.Ready = append(p.Ready, chip{name, r.Say("boundary.ready." + name), b.Ready == name})
	}
	for _, name := range tie.Pulls {
		p.Pulls = append(p.Pulls, chip{name, r.Say("boundary.pull." + name), slices.Contains(b.Pulls, name)})
	}
	return p
}

func back(r *feature.Request) *feature.Link {
	return &feature.Link{Href: "/keep/boundaries", Text: r.Say("boundary.all")}
}

func showNew(r *feature.Request) (feature.Answer, error) {
	p := form(r, Rule{})
	err := feature.See(r, Name, func(s *State) error {
		days, chosen, _ := s.cool(r.Now)
		if p.Days = days; !chosen {
			p.Cools = cools(r, 1)
		}
		return nil
	})
	return feature.Answer{Template: "boundary/new", Data: p, Title: "boundary.title", Place: "keep", Back: back(r)}, err
}

func showOne(r *feature.Request) (feature.Answer, error) {
	b, due, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	now, err := b.rule(r, b.words)
	if err != nil {
		return feature.Answer{}, err
	}
	p := form(r, now)
	p.ID, p.Over = b.id.String(), b.over
	if due.After(r.Now) {
		p.Due = moment(r, due)
	}
	p.Pending, err = b.waiting(r)
	return feature.Answer{Template: "boundary/one", Data: p, Title: "boundary.title", Place: "keep", Back: back(r)}, err
}
