package ways

import (
	"math"
	"strconv"

	"ebb/chart"
	"ebb/chart/pen"
	"ebb/feature"
	"ebb/feature/ways/draft"
	"ebb/stat/choice"

	drawn "ebb/chart/choice"
)

// name is a number's name: what was asked.
func name(r *feature.Request, d draft.Draft, i choice.Input) string {
	return r.Say("ways.input", "input", draft.Names[i], "split", strconv.FormatBool(d.Split))
}

// hundred is a chance as people say it.
func hundred(x float64) string { return strconv.Itoa(int(math.Round(x * 100))) }

// span is a range in words: "10 to 40", or "25".
func span(r *feature.Request, x choice.Range, say func(float64) string) string {
	if !x.Wide() {
		return say(x.Middle)
	}
	return r.Say("ways.range", "low", say(x.Low), "high", say(x.High))
}

// whole writes a life without a decimal where it has none.
func whole(x float64) string {
	if x == math.Trunc(x) {
		return strconv.Itoa(int(x))
	}
	return tenth(x)
}

// ends is how an end of an input is written.
func ends(i choice.Input) func(float64) string {
	switch {
	case draft.Chance(i):
		return hundred
	case i == choice.LetOdds:
		return func(x float64) string { return "×" + whole(x) }
	}
	return whole
}

// heading is the turning point and the person's own range, and nothing else. A
// draft for which it cannot be told has the page's name.
func heading(r *feature.Request, d draft.Draft) string {
	for _, i := range d.Missing() {
		if i != choice.KeepChance {
			return r.Say("ways.head")
		}
	}
	c := d.Choice()
	at, how := c.Keep.Meet(c.Let.Worth())
	said := ""
	if d.KeepChance.Known() {
		said = span(r, c.Keep.Chance, hundred)
	}
	key := map[choice.Meeting]string{choice.Once: "ways.head.once", choice.Never: "ways.head.never", choice.All: "ways.head.all"}[how]
	n := ""
	if how == choice.Once {
		n = hundred(at)
	}
	return r.Say(key, "split", strconv.FormatBool(d.Split), "n", n, "said", said, "know", strconv.FormatBool(said != ""))
}

// row is one way in the table.
func row(r *feature.Request, name string, l draft.Life, c draft.Said) rowView {
	return rowView{Name: name, Words: l.Words, Chance: cell(r, c, 100, hundred), Life: cell(r, l.Number, 1, whole)}
}

func cell(r *feature.Request, s draft.Said, scale float64, say func(float64) string) (v cellView) {
	if !s.Known() {
		return v
	}
	x := s.Of(scale)
	if v.Value = say(x.Middle); x.Wide() {
		v.Range = span(r, x, say)
	}
	return v
}

// without is what can be said though numbers are missing.
func without(r *feature.Request, d draft.Draft, open []choice.Input) (out []string) {
	c := d.Choice()
	if len(open) == 1 {
		high, say := 10.0, tenth
		if draft.Chance(open[0]) {
			high, say = 1, hundred
		}
		x, how := c.Balance(open[0], 0, high)
		n := ""
		if how == choice.Once {
			n = say(x)
		}
		what := map[choice.Meeting]string{choice.Once: "once", choice.Never: "never", choice.All: "all"}[how]
		out = append(out, r.Say("ways.without.one", "how", what, "input", draft.Names[open[0]], "split", strconv.FormatBool(d.Split), "n", n))
	}
	for _, which := range []string{"let", "keep"} {
		if v := side(r, d, which); v.Sum.Life.Value != "" {
			out = append(out, r.Say("ways.without.side", "side", which, "n", v.Sum.Life.Value))
		}
	}
	return out
}

// lines is what each choice is worth over the chance that keeping hangs on.
func lines(r *feature.Request, d draft.Draft) *pair {
	c := d.Choice()
	from, to, let := c.Keep.At(0), c.Keep.At(1), c.Let.Worth()
	low, high := c.Let.Span()
	l := drawn.Lines{
		Level: drawn.Level{Value: let, Low: low, High: high, Label: r.Say("ways.chart.let")},
		Line:  drawn.Line{From: from, To: to, Label: r.Say("ways.chart.keep")},
		You:   drawn.Guess{Low: math.NaN(), Middle: math.NaN(), High: math.NaN()},
		Meet:  math.NaN(), Under: r.Say("ways.chart.under", "split", strconv.FormatBool(d.Split)),
		Words: pen.Words{Title: r.Say("ways.chart.title", "split", strconv.FormatBool(d.Split)), Table: linesTable(r, d)},
	}
	l.Sentence = r.Say("ways.chart.sentence", "split", strconv.FormatBool(d.Split), "let", tenth(let), "from", tenth(from), "to", tenth(to))
	if d.KeepChance.Known() {
		g := c.Keep.Chance
		l.You = drawn.Guess{Low: g.Low, Middle: g.Middle, High: g.High, Label: r.Say("ways.chart.you", "wide", strconv.FormatBool(g.Wide()), "said", span(r, g, hundred))}
		l.Sentence = r.Say("ways.chart.yours", "split", strconv.FormatBool(d.Split), "let", tenth(let), "from", tenth(from), "to", tenth(to),
			"wide", strconv.FormatBool(g.Wide()), "low", hundred(g.Low), "high", hundred(g.High), "a", tenth(c.Keep.At(g.Low)), "b", tenth(c.Keep.At(g.High)))
	}
	if at, how := c.Keep.Meet(let); how == choice.Once {
		l.Meet, l.Met = at, r.Say("ways.chart.met", "n", hundred(at))
	}
	for _, n := range []float64{0, 0.25, 0.5, 0.75, 1} {
		l.Ticks = append(l.Ticks, chart.Tick{At: n, Text: hundred(n)})
	}
	for _, n := range []float64{0, 5, 10} {
		l.Rungs = append(l.Rungs, chart.Tick{At: n, Text: whole(n)})
	}
	return twice("ways-lines", func(id string, desk bool) chart.Chart {
		l.ID, l.Desk = id, desk
		return l.Chart()
	})
}

func twice(id string, draw func(id string, desk bool) chart.Chart) *pair {
	return &pair{Phone: draw(id, false), Desk: draw(id+"-desk", true)}
}

func linesTable(r *feature.Request, d draft.Draft) chart.Table {
	c := d.Choice()
	t := chart.Table{Caption: r.Say("ways.chart.table"), Head: []string{r.Say("ways.chart.under", "split", strconv.FormatBool(d.Split)), r.Say("ways.chart.let"), r.Say("ways.chart.keep")}}
	for n := 0.0; n <= 10; n++ {
		t.Rows = append(t.Rows, []string{hundred(n / 10), tenth(c.Let.Worth()), tenth(c.Keep.At(n / 10))})
	}
	return t
}

// tornado is how far each number moves the difference.
func tornado(r *feature.Request, d draft.Draft) *pair {
	c := d.Choice()
	t := drawn.Tornado{
		Now: c.Difference(), Left: r.Say("ways.tornado.left"), Right: r.Say("ways.tornado.right"), Equal: r.Say("ways.tornado.equal"),
		Words: pen.Words{Title: r.Say("ways.tornado.title"), Table: chart.Table{Caption: r.Say("ways.tornado.table")}},
	}
	for _, w := range []string{"what", "range", "low", "high"} {
		t.Table.Head = append(t.Table.Head, r.Say("ways.tornado.head", "col", w))
	}
	bars := c.Tornado()
	for _, b := range bars {
		if b.Input == choice.KeepOdds {
			continue
		}
		say := ends(b.Input)
		what := name(r, d, b.Input)
		t.Table.Rows = append(t.Table.Rows, []string{what, span(r, b.Range, say), apart(r, b.AtLow), apart(r, b.AtHigh)})
		if b.Swing() > choice.Same {
			t.Bars = append(t.Bars, drawn.Bar{Label: what, Low: say(b.Range.Low), High: say(b.Range.High), AtLow: b.AtLow, AtHigh: b.AtHigh})
		}
	}
	t.Sentence = hangs(r, d, bars)
	if len(t.Bars) == 0 {
		return &pair{Phone: chart.Chart{Sentence: t.Sentence, Table: t.Table}}
	}
	return twice("ways-tornado", func(id string, desk bool) chart.Chart {
		t.ID, t.Desk = id, desk
		return t.Chart()
	})
}

// apart says which of the two is higher, and by how much.
func apart(r *feature.Request, difference float64) string {
	return r.Say("ways.apart", "who", higher(difference), "n", tenth(math.Abs(difference)))
}

func higher(difference float64) string {
	switch {
	case math.Abs(difference) < 0.05:
		return "equal"
	case difference < 0:
		return "let"
	}
	return "keep"
}

// hangs says what would change the answer: the number that turns it, or the one
// that moves it most.
func hangs(r *feature.Request, d draft.Draft, bars []choice.Bar) string {
	for _, b := range bars {
		if b.Turns() {
			say := func(x float64) string {
				return r.Say("ways.end", "chance", strconv.FormatBool(draft.Chance(b.Input)), "n", ends(b.Input)(x))
			}
			return r.Say("ways.hangs.turns", "input", draft.Names[b.Input], "split", strconv.FormatBool(d.Split), "low", say(b.Range.Low), "high", say(b.Range.High),
				"atlow", apart(r, b.AtLow), "athigh", apart(r, b.AtHigh))
		}
	}
	if bars[0].Swing() <= choice.Same {
		return r.Say("ways.hangs.nothing")
	}
	s := d.Choice().Shares()
	return r.Say("ways.hangs.moves", "input", draft.Names[bars[0].Input], "split", strconv.FormatBool(d.Split), "together", strconv.FormatBool(min(s.Let, s.Keep) > choice.Same))
}
