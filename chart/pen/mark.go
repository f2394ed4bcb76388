package pen

// Mark is one of the shapes a dot may have. They differ in form, so that
// nothing depends on colour.
type Mark int

// The shapes, from full to empty.
const (
	Full    Mark = iota // a filled circle
	Half                // a circle, filled to the middle
	Ring                // an open circle
	Diamond             // an open square on its corner
	Bar                 // a short level bar
	Small               // a small open circle
)

const halfStroke = 0.8

// class names the looks in the style sheet.
func (m Mark) class() string {
	return [...]string{"m-full", "m-half", "m-ring", "m-diamond", "m-bar", "m-small"}[m]
}

// RangeClass is the look of the range of a mark.
func (m Mark) RangeClass() string {
	return map[bool]string{true: "mean other", false: "mean"}[m == Ring]
}

// Mark draws m around x, y at a full dot's radius r.
func (d *Drawing) Mark(m Mark, x, y, r float64) {
	switch m {
	case Full:
		d.Circle(x, y, r, m.class())
	case Half:
		open := r - halfStroke
		d.Circle(x, y, open, m.class())
		d.Path("M"+Num(x-open)+" "+Num(y)+"A"+Num(open)+" "+Num(open)+" 0 0 0 "+Num(x+open)+" "+Num(y)+"Z", "m-lower")
	case Ring:
		d.Circle(x, y, r-1, m.class())
	case Diamond:
		d.Path("M"+Num(x)+" "+Num(y-r)+"L"+Num(x+r)+" "+Num(y)+"L"+Num(x)+" "+Num(y+r)+"L"+Num(x-r)+" "+Num(y)+"Z", m.class())
	case Bar:
		d.Level(x-r, x+r, y, m.class())
	case Small:
		d.Circle(x, y, r*0.55, m.class())
	}
}

// Key is a legend's mark, to stand beside its word.
func Key(m Mark) Chart {
	d := &Drawing{}
	d.Write(`<svg class="ebb-mark" viewBox="0 0 14 14" aria-hidden="true">`)
	d.Mark(m, 7, 7, 5)
	return d.Chart()
}
