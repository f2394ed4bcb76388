package unsent

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/feature/unsent/fact"
	"ebb/feature/unsent/kept"
	"ebb/feature/unsent/said"
	"ebb/feature/unsent/turn"
)

type newPage struct {
	Tos    []string
	Offers []said.Offer
	Boxes  []int
	Usual  int
	Wrong  string
	Round  *turn.View
}

// showNew asks for whom, about what and how long: after the look at brooding.
func showNew(r *feature.Request) (feature.Answer, error) {
	return newForm(r, "")
}

func newForm(r *feature.Request, wrong string) (feature.Answer, error) {
	_, past, err := kept.All(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if _, _, stands := past.Look(r.Now); !stands {
		return feature.Answer{Goto: kept.Base + "/check?for=letter"}, nil
	}
	p := newPage{Tos: fact.Tos, Boxes: fact.Boxes, Usual: usual, Wrong: wrong}
	if p.Round, err = turn.Offer(r, past); err != nil {
		return feature.Answer{}, err
	}
	p.Offers, err = past.Offers(r)
	return kept.Checked(kept.Answer(r, "new", p, kept.Base), wrong), err
}

// usual is the box that is marked.
const usual = 10

// box is the number of minutes that a form chose; 0 for none of them.
func box(r *feature.Request) int {
	n, _ := strconv.Atoi(r.FormValue("minutes"))
	if !slices.Contains(fact.Boxes, n) {
		return 0
	}
	return n
}

// postNew begins a letter and its first sitting.
func postNew(r *feature.Request) (feature.Answer, error) {
	minutes := box(r)
	if minutes == 0 || !slices.Contains(fact.Tos, r.FormValue("to")) {
		return newForm(r, r.Say("unsent.bad.choice"))
	}
	b := fact.Began{To: r.FormValue("to")}
	take, about, _ := strings.Cut(r.OwnLine("about"), ":")
	if slices.Contains(fact.Takes, take) && about != "" && utf8.RuneCountInString(about) <= 2*oneLine {
		b.Take, b.About = take, about
	}
	first := r.New(fact.KindBegan, b)
	sat := r.New(fact.KindSat, fact.Sat{Item: first.ID, Minutes: minutes})
	return begun(r, first.ID, "", ebb.Entry{Event: first}, ebb.Entry{Event: sat})
}

// begun keeps the beginning of a sitting and leads to its page.
func begun(r *feature.Request, id ebb.ID, part string, entries ...ebb.Entry) (feature.Answer, error) {
	to := feature.Answer{Goto: kept.Base + "/one/" + id.String() + "/write"}
	if part != "" {
		to.Goto += "?part=" + part
	}
	if r.Demo { // there it was not kept
		to.Goto = kept.Base
	}
	return to, r.Journal.Record(r.Context(), entries...)
}

// postSit begins another sitting over a letter.
func postSit(r *feature.Request) (feature.Answer, error) {
	i, past, err := kept.Find(r)
	if err != nil || i.Story || shut(r, i, past, "") {
		return feature.Answer{Goto: kept.At(i)}, err
	}
	minutes := box(r)
	if minutes == 0 {
		return feature.Answer{}, ebb.Bad("unsent.bad.choice")
	}
	return begun(r, i.ID, "", ebb.Entry{Event: r.New(fact.KindSat, fact.Sat{Item: i.ID, Minutes: minutes})})
}

// fixed reports whether what is written stays as it is: after a yes a letter
// can be kept or burned, and no more.
func fixed(i fact.Item, past said.State) bool { return !i.Story && past.Safety.AnyYes() }

// shut reports whether a part takes no words now.
func shut(r *feature.Request, i fact.Item, past said.State, part string) bool {
	return i.Closed(r.Now) || fixed(i, past) && !i.Writing(part)
}

// part is the part that an address or a form names; false where it is none of
// this item.
func part(r *feature.Request, i fact.Item) (string, bool) {
	p := r.FormValue("part")
	return p, i.Story && slices.Contains(fact.Parts, p) || !i.Story && p == ""
}

type writePage struct {
	ID, Part, Head, Prompt string
	Text, Wrong, Kept      string
	Until                  string
	Minutes, Left, Max     int
	Sitting                bool // otherwise the minutes are chosen first
	Over                   bool
	Boxes                  []int
	Usual                  int
}

func showWrite(r *feature.Request) (feature.Answer, error) {
	i, past, err := kept.Find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p, ok := part(r, i)
	switch {
	case !ok && i.Story:
		return feature.Answer{Goto: kept.Base + "/story"}, nil
	case !ok || shut(r, i, past, p):
		return feature.Answer{Goto: kept.At(i)}, nil
	case i.Story && !i.Writing(p):
		return feature.Answer{Goto: kept.Base + "/story?part=" + p}, nil
	}
	text, err := kept.Read(r, i, p)
	if err != nil {
		return feature.Answer{}, err
	}
	return write(r, i, past, p, text, "")
}

// write is the page to write on.
func write(r *feature.Request, i fact.Item, past said.State, part, text, wrong string) (feature.Answer, error) {
	s, _ := i.Sat(part)
	left := s.End().Sub(r.Now)
	p := writePage{
		ID: i.ID.String(), Part: part, Text: text, Wrong: wrong, Until: s.End().In(r.Now.Location()).Format("15:04"),
		Minutes: s.Minutes, Left: max(0, int(left.Seconds())), Max: longest,
		Sitting: i.Writing(part) || wrong != "", Over: left <= 0, Boxes: fact.Boxes, Usual: usual,
	}
	r.Steps.Recall(keptAt, &p.Kept)
	r.Steps.Forget(keptAt)
	err := p.words(r, i, past)
	a := kept.Checked(kept.Answer(r, "write", p, kept.Base), wrong)
	a.Scripts = []string{"unsent"}
	return a, err
}

// words are the heading and where to begin.
func (p *writePage) words(r *feature.Request, i fact.Item, past said.State) (err error) {
	if i.Story {
		p.Head = r.Say("unsent.story." + p.Part)
		p.Prompt, err = past.Part(r, p.Part)
		return err
	}
	b, err := kept.Began(r, i)
	p.Head, p.Prompt = r.Say("unsent.to", "to", b.To), r.Say("unsent.begin."+b.Take, "about", b.About)
	if b.Take == "" {
		p.Prompt = r.Say("unsent.begin.free")
	}
	return err
}

// keptAt is the step that says once when a text was kept.
const keptAt = "unsent.kept"

// postWrite keeps what was written so far, and stops where that was asked for.
func postWrite(r *feature.Request) (feature.Answer, error) {
	i, past, err := kept.Find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p, ok := part(r, i)
	if !ok || shut(r, i, past, p) {
		return feature.Answer{Goto: kept.At(i)}, nil
	}
	text, stop := r.Own("text"), r.FormValue("do") == "stop"
	before, err := kept.Read(r, i, p)
	if err != nil {
		return feature.Answer{}, err
	}
	if wrong := tooMuch(r, text, before); wrong != "" {
		return write(r, i, past, p, text, wrong)
	}
	if stop && text == "" && i.Empty() && !i.Story {
		return feature.Answer{Goto: kept.Base}, r.Journal.Record(r.Context(), ebb.Entry{Erase: i.Rows()})
	}
	entries, err := save(r, i, p, before, text)
	if err != nil {
		return feature.Answer{}, err
	}
	to := feature.Answer{Goto: kept.At(i) + "/write"}
	if p != "" {
		to.Goto += "?part=" + p
	}
	if stop {
		to.Goto = kept.After(i)
		entries = append(entries, ebb.Entry{Event: r.New(fact.KindKept, fact.Kept{Item: i.ID, Part: p})})
	} else {
		r.Steps.Keep(keptAt, r.Now.Format("15:04"))
	}
	if len(entries) == 0 {
		return to, nil
	}
	return to, r.Journal.Record(r.Context(), entries...)
}

// tooMuch is why a text is not taken, said; "" where it is.
func tooMuch(r *feature.Request, text, before string) string {
	n := utf8.RuneCountInString(text)
	switch {
	case n == 0 && before != "":
		return r.Say("unsent.bad.empty")
	case n > longest:
		return r.Say("unsent.bad.long", "n", n-longest)
	}
	return ""
}

// save gives every row of a part its new text. Rows that are not needed any
// more are left empty, so that burning finds them.
func save(r *feature.Request, i fact.Item, part, before, text string) (entries []ebb.Entry, err error) {
	if text == before {
		return nil, nil
	}
	pieces, rows := feature.Pieces(text, oneRow), i.Texts(part)
	for no := range max(len(pieces), len(rows)) {
		w := fact.Wrote{Item: i.ID, Part: part, No: no}
		if no < len(pieces) {
			w.Text = pieces[no]
		}
		if no >= len(rows) {
			entries = append(entries, ebb.Entry{Event: r.New(fact.KindWrote, w)})
			continue
		}
		body, err := ebb.Encode(w)
		if err != nil {
			return nil, err
		}
		entries = append(entries, ebb.Entry{Event: r.New(ebb.Replaced, ebb.Replacement{ID: rows[no].ID, Body: body})})
	}
	return entries, nil
}
