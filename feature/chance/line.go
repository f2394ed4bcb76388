package chance

import (
	"slices"

	"ebb/chart/lanes"
	"ebb/chart/pen"
	"ebb/feature"
	"ebb/stat"
	"ebb/tie"
)

const (
	enough = 5  // promises for a line, and kept or not kept ones for a range
	drawn  = 24 // promises in the drawing, the last ones
)

// sideView is how the promises of one side went, and their share in words.
type sideView struct {
	Name   string
	Counts []int // in the order of sums
	Share  string
}

// sums are the rows of what both sides are counted by.
var sums = append(slices.Clone(outcomes), "open")

// side counts one side; both go through here.
func (s *State) side(r *feature.Request, mine bool) sideView {
	c := s.ledger.Count(mine)
	v := sideView{Name: r.Say("chance.side." + who(mine, false)), Counts: []int{c.Kept, c.Partly, c.Not, c.Open}}
	if more := enough - c.Of(); more > 0 {
		v.Share = r.Say("chance.side.more", "name", v.Name, "more", more)
		return v
	}
	share := stat.Wilson(c.Kept, c.Of())
	v.Share = r.Say("chance.side.share", "name", v.Name, "k", c.Kept, "n", c.Of(), "low", percent(share.Low), "high", percent(share.High))
	return v
}

// sumView is one row: what came of them, and how many on each side.
type sumView struct {
	Head         string
	Mine, Theirs int
}

// both puts two sides into one table, so that they have the same weight.
func both(r *feature.Request, mine, theirs sideView) (rows []sumView) {
	for i, k := range sums {
		rows = append(rows, sumView{r.Say("chance.came." + string(k)), mine.Counts[i], theirs.Counts[i]})
	}
	return rows
}

func percent(f float64) int { return int(100*f + 0.5) }

// mark is the shape of what came of a promise.
func mark(kept tie.Kept) pen.Mark {
	switch kept {
	case tie.KeptWhole:
		return pen.Full
	case tie.KeptPart:
		return pen.Half
	case tie.KeptNot:
		return pen.Ring
	}
	return pen.Small
}

// line draws the last promises of both sides along time.
func (s *State) line(r *feature.Request) (*lineView, error) {
	some := s.all[max(0, len(s.all)-drawn):]
	words, err := views(r, s, some)
	if err != nil {
		return nil, err
	}
	l := lanes.Lanes{Names: [2]string{r.Say("chance.side.me"), r.Say("chance.side.them")}}
	n := map[bool]int{}
	again := false
	for _, e := range some {
		kept, _ := s.ledger.Came(e.id)
		t := lanes.Thing{Mark: mark(kept), Again: e.again}
		if !e.mine {
			t.Lane = 1
		}
		n[e.mine]++
		again = again || e.again
		l.Things = append(l.Things, t)
	}
	from, to := day(r, some[0].day()), day(r, some[len(some)-1].day())
	l.Ticks = []pen.Tick{{At: 0, Text: from}, {At: float64(len(some) - 1), Text: to}}
	l.Words = pen.Words{
		ID: "chances", Title: r.Say("chance.line.title"),
		Sentence: r.Say("chance.line.sentence", "mine", n[true], "theirs", n[false], "from", from, "to", to),
		Table:    table(r, words),
	}
	return &lineView{Chart: l.Chart(), Keys: keys(r, again)}, nil
}

func table(r *feature.Request, words []promiseView) pen.Table {
	t := pen.Table{Caption: r.Say("chance.line.table")}
	for _, head := range []string{"day", "whose", "words", "came"} {
		t.Head = append(t.Head, r.Say("chance.line."+head))
	}
	for _, v := range words {
		t.Rows = append(t.Rows, []string{v.Day, r.Say("chance.whose." + v.Whose), v.Words, came(r, v.Kept)})
	}
	return t
}

// came says what came of a promise.
func came(r *feature.Request, kept tie.Kept) string {
	if kept == "" {
		return r.Say("chance.came.open")
	}
	return r.Say("chance.came." + string(kept))
}

// keys are the legend; the bar of a further chance only where there is one.
func keys(r *feature.Request, again bool) (all []keyView) {
	for _, k := range append(append([]tie.Kept{}, outcomes...), "") {
		all = append(all, keyView{pen.Key(mark(k)), came(r, k)})
	}
	if again {
		all = append(all, keyView{pen.Key(pen.Bar), r.Say("chance.line.again")})
	}
	return all
}
