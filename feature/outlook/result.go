package outlook

import (
	"fmt"
	"math"
	"time"

	"ebb/chart/hundred"
	"ebb/chart/pen"
	"ebb/feature"
	"ebb/stat/outlook"
	"ebb/tie"
)

const (
	year      = 12.0
	monthDays = 30.4375 // 365.25 / 12
)

type resultPage struct {
	Class   string // "anyone", "floor" or "apart": whom the figures speak of
	Head    string
	Early   bool // lived together, and too early for a figure of their own
	Picture pen.Chart
	Keys    []key
	Table   pen.Table // empty for those who had lived together
	Hangs   []string  // the same under other models
	Up      []string  // ids of figures
	Down    []string
	You     []string
	Until   time.Time
}

type key struct {
	Mark pen.Chart
	Say  string
}

// result is what is shown for a look taken at a time.
func result(r *feature.Request, l Look, at time.Time) resultPage {
	since := months(l.Since, at.In(r.Now.Location()))
	p := resultPage{
		Class: "anyone", Until: at.Add(stays).In(r.Now.Location()),
		Up: []string{"dated", "children"}, Down: []string{"mutual"}, You: []string{"wish", "persist", "whowrites"},
	}
	whole := outlook.Standing().Reunite(since, year)
	together, parted := outlook.Standing().Fates(since, year)
	if l.Household == tie.Yes {
		home, class := outlook.Household(since)
		p.Early = class == outlook.Anyone
		if !p.Early {
			p.Class = map[outlook.Class]string{outlook.AtLeast: "floor", outlook.Apart: "apart"}[class]
			whole = home
			together, parted = outlook.HouseholdFates(since)
		}
	}
	p.Head = say(r, "outlook.head."+p.Class, whole, "ago", ago(r, l.Since, at))
	p.picture(r, together, parted)
	if p.Class == "anyone" {
		p.Table, p.Hangs = table(r, since), hangs(r, since)
	} else {
		p.Hangs = []string{say(r, "outlook.hangs.all", outlook.Standing().Reunite(since, outlook.Ever))}
	}
	return p
}

// months from a day to a time, in mean months.
func months(day string, at time.Time) float64 {
	from, err := time.ParseInLocation(time.DateOnly, day, at.Location())
	if err != nil {
		return 0
	}
	return max(0, at.Sub(from).Hours()/24/monthDays)
}

// ago says how long ago in the unit a person would use.
func ago(r *feature.Request, day string, at time.Time) string {
	m := months(day, at.In(r.Now.Location()))
	switch days := m * monthDays; {
	case days < 14:
		return r.Say("outlook.ago.days", "n", int(days))
	case m < 3:
		return r.Say("outlook.ago.weeks", "n", int(days/7))
	case m < 24:
		return r.Say("outlook.ago.months", "n", int(m))
	}
	return r.Say("outlook.ago.years", "n", int(m/12))
}

// say is a sentence with a range in whole numbers of a hundred.
func say(r *feature.Request, key string, x outlook.Range, args ...any) string {
	return r.Say(key, append(args, "low", percent(x.Low), "middle", percent(x.Middle), "high", percent(x.High))...)
}

func percent(share float64) int { return int(math.Round(100 * share)) }

// picture is a hundred couples by what became of them.
func (p *resultPage) picture(r *feature.Request, together, parted outlook.Range) {
	n := outlook.Hundred(together.Middle, parted.Middle, 1-together.Middle-parted.Middle)
	marks := []pen.Mark{pen.Full, pen.Half, pen.Small}
	groups := make([]hundred.Group, len(n))
	for i := range n {
		groups[i] = hundred.Group{N: n[i], Mark: marks[i]}
	}
	span := []any{
		"together", n[0], "togetherLow", percent(together.Low), "togetherHigh", percent(together.High),
		"parted", n[1], "partedLow", percent(parted.Low), "partedHigh", percent(parted.High), "none", n[2], "class", p.Class,
	}
	for i, name := range []string{"together", "parted", "none"} {
		p.Keys = append(p.Keys, key{pen.Key(marks[i]), r.Say("outlook.key."+name, span...)})
	}
	p.Picture = hundred.Hundred{Words: pen.Words{
		ID: "outlook-h", Title: r.Say("outlook.picture"), Sentence: r.Say("outlook.picture.says", span...),
		Table: pen.Table{Caption: r.Say("outlook.picture.table"), Head: []string{r.Say("outlook.col.what"), r.Say("outlook.col.middle"), r.Say("outlook.col.range")}, Rows: [][]string{
			{r.Say("outlook.row.together"), fmt.Sprint(n[0]), span2(r, together)},
			{r.Say("outlook.row.parted"), fmt.Sprint(n[1]), span2(r, parted)},
			{r.Say("outlook.row.none"), fmt.Sprint(n[2]), ""},
		}},
	}, Groups: groups}.Chart()
}

func span2(r *feature.Request, x outlook.Range) string { return say(r, "outlook.range", x) }

// table is the share by how far one looks ahead.
func table(r *feature.Request, since float64) pen.Table {
	t := pen.Table{Caption: r.Say("outlook.ahead"), Head: []string{r.Say("outlook.col.within"), r.Say("outlook.col.range"), r.Say("outlook.col.middle")}}
	for _, within := range []float64{3, 6, year, outlook.Ever} {
		x, name := outlook.Standing().Reunite(since, within), r.Say("outlook.ever")
		if !math.IsInf(within, 1) {
			name = r.Say("outlook.within", "n", int(within))
		}
		t.Rows = append(t.Rows, []string{name, span2(r, x), fmt.Sprint(percent(x.Middle))})
	}
	return t
}

// hangs says what would be shown if other things were true.
func hangs(r *feature.Request, since float64) (lines []string) {
	for _, m := range outlook.Others() {
		key := "outlook.hangs.level"
		if m.Gap != outlook.Standing().Gap {
			key = "outlook.hangs.gap"
		}
		lines = append(lines, say(r, key, m.Reunite(since, year), "gap", int(m.Gap), "level", percent(m.Level)))
	}
	return lines
}
