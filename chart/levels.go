package chart

// Dot is one thing at one place in time, 0 to 10, with the span it covers.
type Dot struct{ At, Value, Low, High float64 }

// Strengths is how strong one or two things were over time, from 0 to 10: the
// first as full dots, the second as rings beside them, each with a line from
// its lowest to its highest.
type Strengths struct {
	Words
	Series [][]Dot // two at most; At is the place, from 0 to below Places
	Places int
	Ticks  []Tick // At is the place
	Top    string // words at 10
	Bottom string // words at 0
}

const (
	strengthsWidth = 350.0
	strengthsTop   = 22.0
	strengthsBase  = 172.0
	dotsApart      = 5.0 // of two dots at one place, from their middle
)

// Chart draws s for a phone's width.
func (s Strengths) Chart() Chart {
	out := draw(s.Words, 0, 0, strengthsWidth, strengthsBase+28)
	step, y := strengthsWidth/float64(max(s.Places, 1)), func(v float64) float64 { return strengthsBase - v/10*(strengthsBase-strengthsTop) }
	out.Path("M0 "+num(y(10))+"H"+num(strengthsWidth), "grid")
	out.Path("M0 "+num(y(0))+"H"+num(strengthsWidth), "grid")
	out.Text(0, y(10)-7, "start", "", s.Top)
	out.Text(0, y(0)-6, "start", "", s.Bottom)
	for i, series := range s.Series {
		mark, aside := Full, 0.0
		if len(s.Series) > 1 {
			aside = dotsApart * float64(2*i-1)
		}
		if i == 1 {
			mark = Ring
		}
		for _, d := range series {
			x := (d.At+0.5)*step + aside
			if d.High > d.Low {
				out.Path("M"+num(x)+" "+num(y(d.Low))+"V"+num(y(d.High)), mark.RangeClass())
			}
			out.Mark(mark, x, y(d.Value), 5)
		}
	}
	for _, t := range s.Ticks {
		out.Text((t.At+0.5)*step, strengthsBase+20, edge((t.At+0.5)*step), "", t.Text)
	}
	return out.Chart()
}
