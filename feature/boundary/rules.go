package boundary

import (
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/feature/boundary/fence"
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

// slipOn is what can be undone on the page that is shown.
func slipOn(r *feature.Request) string {
	if u := slip(r); u.To == r.URL.Path {
		return u.What
	}
	return ""
}

func postUndo(r *feature.Request) (feature.Answer, error) {
	u := slip(r)
	r.Steps.Forget(undo)
	if u.What == "" {
		return feature.Answer{Goto: "/keep/boundaries"}, nil
	}
	return feature.Answer{Goto: u.To}, r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: u.ID}))
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
	var all []fence.Standing
	if err := feature.See(r, Name, func(s *fence.State) error { all = s.List(r.Now); return nil }); err != nil {
		return nil, err
	}
	views := make([]view, 0, len(all))
	for _, b := range all {
		said, err := text(r, b.Words)
		if err != nil {
			return nil, err
		}
		v := view{ID: b.ID.String(), Text: said, Over: b.Over, pulls: b.Pulls}
		for _, p := range b.Pulls {
			v.Pulls = append(v.Pulls, r.Say("boundary.pull."+p))
		}
		if v.Pending, err = waiting(r, b); err != nil {
			return nil, err
		}
		views = append(views, v)
	}
	return views, nil
}

// text opens the words of a boundary again.
func text(r *feature.Request, seq uint64) (string, error) {
	b, err := open(r, seq)
	return words(r, b), err
}

// open reads the row that has the words of a boundary.
func open(r *feature.Request, seq uint64) (now fence.Rule, err error) {
	events, err := r.Journal.Read(r.Context(), seq)
	if err != nil || len(events) == 0 {
		return now, err
	}
	if events[0].Kind == fence.KindSet {
		return now, events[0].Decode(&now)
	}
	var c fence.Changed
	err = events[0].Decode(&c)
	return c.Rule, err
}

// waiting says what loosening does not count yet.
func waiting(r *feature.Request, b fence.Standing) (string, error) {
	switch {
	case b.Pending == nil:
		return "", nil
	case b.Ends:
		return r.Say("boundary.pending.end", "when", moment(r, b.Pending.Due)), nil
	}
	then, err := text(r, b.Pending.Seq)
	return r.Say("boundary.pending.change", "when", moment(r, b.Pending.Due), "text", then), err
}

// find returns the boundary that the address names, and when loosening would
// count.
func find(r *feature.Request) (b fence.Standing, due time.Time, err error) {
	id, err := ebb.ParseID(r.PathValue("id"))
	if err == nil {
		err = feature.See(r, Name, func(s *fence.State) error {
			all := s.List(r.Now)
			if i := slices.IndexFunc(all, func(b fence.Standing) bool { return b.ID == id }); i >= 0 {
				b, due = all[i], s.Due(r.Now)
			}
			return nil
		})
	}
	if err != nil || b.Seq == 0 {
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
	return put(r, b)
}

// put sets b where there is room.
func put(r *feature.Request, b fence.Rule) (feature.Answer, error) {
	n, chosen := 0, false
	err := feature.See(r, Name, func(s *fence.State) error {
		n = len(s.List(r.Now))
		_, chosen, _ = s.Cool(r.Now)
		return nil
	})
	if err != nil {
		return feature.Answer{}, err
	}
	if n >= most {
		return feature.Answer{}, ebb.Bad("boundary.bad.many", "n", most)
	}
	set := r.New(fence.KindSet, b)
	entries := []ebb.Entry{{Event: set}}
	if !chosen {
		days, err := days(r)
		if err != nil {
			return feature.Answer{}, err
		}
		entries = append(entries, ebb.Entry{Event: r.New(fence.KindCooled, fence.Cooled{Days: days, Due: r.Now.Unix()})})
	}
	remember(r, set.ID, "set", "/keep/boundaries")
	return feature.Answer{Goto: "/keep/boundaries"}, r.Journal.Record(r.Context(), entries...)
}

// loosen records e, and calls off what has been waiting.
func loosen(r *feature.Request, b fence.Standing, e ebb.Event) (feature.Answer, error) {
	entries := append(off(r, b), ebb.Entry{Event: e})
	return feature.Answer{Goto: "/keep/boundaries"}, r.Journal.Record(r.Context(), entries...)
}

func off(r *feature.Request, b fence.Standing) []ebb.Entry {
	if b.Pending == nil {
		return nil
	}
	return []ebb.Entry{{Event: r.New(ebb.Withdrawn, ebb.Withdrawal{ID: b.Pending.ID})}}
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
	now, err := open(r, b.Words)
	if err != nil {
		return feature.Answer{}, err
	}
	if now.Ready == to.Ready && now.Text == to.Text {
		if slices.Equal(now.Pulls, to.Pulls) {
			return feature.Answer{Goto: "/keep/boundaries"}, nil
		}
		due = r.Now
	}
	return loosen(r, b, r.New(fence.KindChanged, fence.Changed{Boundary: b.ID, Rule: to, Due: due.Unix()}))
}

func postEnd(r *feature.Request) (feature.Answer, error) {
	b, due, err := find(r)
	if err != nil || b.Over || b.Ends {
		return feature.Answer{Goto: "/keep/boundaries"}, err
	}
	return loosen(r, b, r.New(fence.KindEnded, fence.Ended{Boundary: b.ID, Due: due.Unix()}))
}

// postResume takes a boundary up again, at once.
func postResume(r *feature.Request) (feature.Answer, error) {
	b, _, err := find(r)
	if err != nil || !b.Over {
		return feature.Answer{Goto: "/keep/boundaries"}, err
	}
	return feature.Answer{Goto: "/keep/boundaries"}, r.Record(r.New(fence.KindResumed, fence.Resumed{Boundary: b.ID}))
}

// postOff calls off what does not count yet.
func postOff(r *feature.Request) (feature.Answer, error) {
	b, _, err := find(r)
	if entries := off(r, b); err == nil && len(entries) > 0 {
		err = r.Journal.Record(r.Context(), entries...)
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

func form(r *feature.Request, b fence.Rule) rulePage {
	p := rulePage{Text: b.Text, Max: longest}
	for _, name := range fence.Ready {
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
	p := form(r, fence.Rule{})
	err := feature.See(r, Name, func(s *fence.State) error {
		days, chosen, _ := s.Cool(r.Now)
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
	now, err := open(r, b.Words)
	if err != nil {
		return feature.Answer{}, err
	}
	p := form(r, now)
	p.ID, p.Over = b.ID.String(), b.Over
	if due.After(r.Now) {
		p.Due = moment(r, due)
	}
	p.Pending, err = waiting(r, b)
	return feature.Answer{Template: "boundary/one", Data: p, Title: "boundary.title", Place: "keep", Back: back(r)}, err
}
