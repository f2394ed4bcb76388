package chart

import (
	"html"
	"math"
	"strconv"

	"ebb/chart/pen"
)

// Wave is how strong something was over half an hour: this time, and where
// there are enough others, the middle half of those.
type Wave struct {
	Words
	Band  []Band   // empty where too little is known; minutes rise
	Half  float64  // minutes to half; NaN draws no mark
	Label string   // words beside the half mark
	You   []Sample // this one so far, the first at minute 0
	Here  string   // words beside the dot; empty: only what has been, without this one
	// Pattern is Here with # for the minutes, for a script that moves the dot.
	Pattern string
	Clock   Sample // where the dot stands
	Ticks   []Tick // At is the minute
}

// Band is the middle half of others at one minute.
type Band struct{ Minute, Low, Middle, High float64 }

// Sample is a strength at a minute.
type Sample struct{ Minute, Strength float64 }

const (
	waveWidth  = 390.0
	waveHeight = 392.0
	waveFloor  = 352.0
	waveTop    = 60.0
	waveEnd    = 30.0 // minutes
)

func waveX(minute float64) float64 {
	return math.Min(math.Max(minute, 0), waveEnd) / waveEnd * waveWidth
}

func waveY(strength float64) float64 {
	return waveFloor - strength/10*(waveFloor-waveTop)
}

// Chart draws w for a phone's width. The group "you-dot" stands at the clock;
// data-per-minute is how far it moves in one, for a script that moves it. Where
// You is empty no strength is known, and a line marks the time instead.
func (w Wave) Chart() Chart {
	top := 0.0
	if w.Here == "" {
		top = waveTop - 12
	}
	d := draw(w.Words, 0, top, waveWidth, waveHeight-top)
	d.band(w)
	d.halfMark(w)
	d.Path("M0 "+num(waveFloor)+"H"+num(waveWidth), "floor")
	for i, t := range w.Ticks {
		x, anchor := waveX(t.At), "middle"
		switch {
		case t.At == 0:
			x, anchor = 20, "start"
		case i == len(w.Ticks)-1:
			x, anchor = waveWidth-20, "end"
		}
		d.Text(x, waveFloor+23, anchor, "", t.Text)
	}
	if w.Here != "" {
		d.you(w)
	}
	return d.Chart()
}

func (d drawing) band(w Wave) {
	if len(w.Band) < 2 {
		return
	}
	var high, mid, low []pen.Point
	for _, b := range w.Band {
		x := waveX(b.Minute)
		high = append(high, pen.At(x, waveY(b.High)))
		mid = append(mid, pen.At(x, waveY(b.Middle)))
		low = append(low, pen.At(x, waveY(b.Low)))
	}
	d.Path(pen.Curve(high)+"L"+pen.Curve(reversed(low))[1:]+"Z", "half-band")
	d.fade(w.ID + "-g")
	d.Write(`<path fill="url(#`, html.EscapeString(w.ID), `-g)" d="`, pen.Curve(mid), "V", num(waveFloor), "H", num(mid[0].X), `Z"/>`)
	d.Path(pen.Curve(mid), "middle")
}

// fade is the tint under the middle line, thinner towards the floor.
func (d drawing) fade(id string) {
	d.Write(`<defs><linearGradient id="`, html.EscapeString(id), `" x1="0" y1="0" x2="0" y2="1">`,
		`<stop class="fade-top" offset="0"/><stop class="fade-end" offset="1"/></linearGradient></defs>`)
}

func reversed(ps []pen.Point) []pen.Point {
	out := make([]pen.Point, len(ps))
	for i, p := range ps {
		out[len(ps)-1-i] = p
	}
	return out
}

// halfMark stands on the middle line at the minute by which half had passed.
func (d drawing) halfMark(w Wave) {
	y, ok := middleAt(w.Band, w.Half)
	if !ok {
		return
	}
	x := waveX(w.Half)
	d.Path("M"+num(x)+" "+num(waveY(y)+7)+"V"+num(waveFloor), "drop")
	d.Circle(x, waveY(y), 4.5, "half-at")
	left, anchor := x+12, "start"
	if left > waveWidth-labelRoom { // the label ends at the edge instead
		left, anchor = waveWidth-12, "end"
	}
	d.Text(left, waveY(y)-20, anchor, "tk", w.Label)
}

// labelRoom is the width a label such as "half, by about 13 min" needs.
const labelRoom = 176.0

func middleAt(band []Band, minute float64) (float64, bool) {
	for i := 1; i < len(band); i++ {
		a, b := band[i-1], band[i]
		if minute >= a.Minute && minute <= b.Minute {
			return a.Middle + (b.Middle-a.Middle)*(minute-a.Minute)/(b.Minute-a.Minute), true
		}
	}
	return 0, false
}

func (d drawing) you(w Wave) {
	x, y := waveX(w.Clock.Minute), waveY(w.Clock.Strength)
	anchor, side := "start", 40.0
	if w.Clock.Minute > waveEnd/2 {
		anchor, side = "end", -40
	}
	if len(w.You) > 0 {
		var ps []pen.Point
		for _, p := range w.You {
			ps = append(ps, pen.At(waveX(p.Minute), waveY(p.Strength)))
		}
		d.Path(pen.Line(append(ps, pen.At(x, y))), "you-line")
	}
	perMinute := strconv.FormatFloat(waveWidth/waveEnd, 'f', -1, 64)
	d.Write(`<g class="you-dot" data-x="`, num(x), `" data-y="`, num(y), `" data-per-minute="`, perMinute,
		`" data-end="`, num(waveWidth), `" data-text="`, html.EscapeString(w.Pattern), `">`)
	if len(w.You) > 0 {
		d.Circle(x, y, 30, "breathe")
		d.Circle(x, y, 8.5, "you-at")
		d.Text(x+side, y-2, anchor, "tk", w.Here)
	} else {
		d.Path("M"+num(x)+" "+num(waveTop)+"V"+num(waveFloor), "you-time")
		d.Text(x+side/4, waveTop+4, anchor, "tk", w.Here)
	}
	d.Close()
}
