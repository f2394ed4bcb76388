package chance

import (
	"strings"
	"time"

	"ebb/chart/chances"
	"ebb/chart/pen"
	"ebb/feature"
)

const (
	rows  = 12 // further chances in the drawing, the last ones; the table has all
	label = 34 // signs of a promise beside its line
)

// draw puts the further chances of both sides along time. One is enough for
// that.
func (p *allPage) draw(r *feature.Request, s *State) error {
	var some []entry
	for _, e := range s.all {
		if e.again {
			some = append(some, e)
		}
	}
	if len(some) == 0 || s.closed {
		return nil
	}
	words, err := views(r, s, some)
	if err != nil {
		return err
	}
	if p.Through = s.through(r, some, words); len(some) > rows {
		p.Drawn = rows
	}
	return nil
}

// through draws further chances, each from the day it was given to what
// happened. It says how many there are and counts nothing else.
func (s *State) through(r *feature.Request, some []entry, words []promiseView) *lineView {
	c := chances.Chances{}
	said := map[string]promiseView{}
	for _, v := range words {
		said[v.ID] = v
	}
	from, to := "9999", ""
	mine := 0
	for i, e := range some {
		l := s.life(e)
		from, to = min(from, l.from), max(to, l.end, e.by)
		if e.mine {
			mine++
		}
		if i >= len(some)-rows {
			c.Rows = append(c.Rows, l.row(r, said[e.id.String()]))
		}
	}
	c.From, c.To = day(r, s.first(some)), day(r, to)
	c.Words = pen.Words{
		ID: "through", Title: r.Say("chance.through.title"),
		Sentence: r.Say("chance.through.sentence", "n", len(some), "mine", mine, "theirs", len(some)-mine, "from", day(r, from), "to", day(r, to), "same", same(from, to)),
		Table:    throughTable(r, words),
	}
	return &lineView{Chart: c.Chart(), Keys: throughKeys(r)}
}

func same(a, b string) string { return map[bool]string{true: "yes"}[a == b] }

// first is the first day that is drawn.
func (s *State) first(some []entry) string {
	from := "9999"
	for _, e := range some[max(0, len(some)-rows):] {
		from = min(from, s.life(e).from)
	}
	return from
}

// life is one chance along time. Where a day was not said, the day it was
// written down stands in, unless another one of its days is earlier.
type life struct {
	entry
	from, end string
	mark      pen.Mark
}

func (s *State) life(e entry) life {
	kept, _ := s.ledger.Came(e.id)
	l := life{entry: e, from: e.given, end: s.spoken(e.id).on, mark: mark(kept)}
	wrote := e.at.Format(time.DateOnly)
	if l.end == "" && kept != "" {
		l.end = s.ledger.When(e.id).Format(time.DateOnly)
	}
	if l.from == "" {
		l.from = wrote
		for _, other := range []string{e.by, l.end} {
			if other != "" {
				l.from = min(l.from, other)
			}
		}
	}
	if l.end == "" { // nothing was said yet
		l.end = max(e.by, l.from)
	}
	return l
}

// row is l as it is drawn.
func (l life) row(r *feature.Request, v promiseView) chances.Chance {
	c := chances.Chance{
		Label: r.Say("chance.through.row", "whose", who(l.mine, false), "words", short(v.Words)),
		From:  place(l.from), End: place(l.end), Known: l.given != "", Mark: l.mark,
	}
	if l.by != "" {
		by := place(l.by)
		c.By = &by
	}
	return c
}

// place is a day on a scale of days.
func place(day string) float64 {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0
	}
	return float64(at.Unix() / (24 * 60 * 60))
}

// short is the beginning of a text, cut between words where that can be.
func short(text string) string {
	signs := []rune(text)
	if len(signs) <= label {
		return text
	}
	cut := string(signs[:label])
	if i := strings.LastIndex(cut, " "); i > label/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

func throughTable(r *feature.Request, words []promiseView) pen.Table {
	t := pen.Table{Caption: r.Say("chance.line.table")}
	for _, head := range []string{"given", "words", "by", "came", "on"} {
		t.Head = append(t.Head, r.Say("chance.through."+head))
	}
	none := r.Say("chance.through.none")
	or := func(s string) string {
		if s == "" {
			return none
		}
		return s
	}
	for _, v := range words {
		said := r.Say("chance.through.row", "whose", strings.TrimSuffix(v.Whose, ".again"), "words", v.Words)
		t.Rows = append(t.Rows, []string{or(v.Given), said, or(v.By), came(r, v.Kept), or(v.On)})
	}
	return t
}

func throughKeys(r *feature.Request) (all []keyView) {
	all = append(all, keyView{pen.Key(pen.Diamond), r.Say("chance.through.given")}, keyView{chances.KeyBy(), r.Say("chance.through.by")})
	return append(all, keys(r, false)...)
}
