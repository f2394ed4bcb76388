package chart

// Pair is how much of one thing each of two sides did in one stretch of time.
type Pair struct{ You, They float64 }

// Sides is bars over time: yours upwards, theirs downwards, on one scale.
type Sides struct {
	Words
	Pairs     []Pair
	Ticks     []Tick // At is the pair's number
	You, They string
}

const (
	sidesWidth = 350.0
	sidesHalf  = 74.0 // the longest bar
	sidesZero  = 96.0
)

// Chart draws s for a phone's width.
func (s Sides) Chart() Chart {
	out := draw(s.Words, 0, 0, sidesWidth, 2*sidesZero+24)
	most := 1.0
	for _, p := range s.Pairs {
		most = max(most, p.You, p.They)
	}
	out.Text(0, 12, "start", "", s.You)
	out.Text(0, 2*sidesZero, "start", "", s.They)
	step := sidesWidth / float64(max(len(s.Pairs), 1))
	out.Open("bars")
	for i, p := range s.Pairs {
		x, w := float64(i)*step+step*0.14, max(step*0.72, 0.4)
		up, down := p.You/most*sidesHalf, p.They/most*sidesHalf
		out.Rect(x, sidesZero-up, w, up, "you")
		out.Rect(x, sidesZero, w, down, "they")
	}
	out.Close()
	out.Path("M0 "+num(sidesZero)+"H"+num(sidesWidth), "grid")
	out.Open("tick")
	for _, t := range s.Ticks {
		out.Text(t.At*step, 2*sidesZero+20, "start", "", t.Text)
	}
	out.Close()
	return out.Chart()
}
