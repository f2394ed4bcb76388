// Package draft is one version of the four ways as it is kept: what a person
// said, as ranges, how it is read from a form, and how arithmetic takes it.
//
// It promises that what was not said stays unsaid, and that a range typed the
// wrong way round is turned. It refuses to guess a number.
package draft

import (
	"cmp"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/stat/choice"
)

// Drawn is the kind of one version of the four ways. Body: Draft. The newest
// stands.
const Drawn = "ways.drawn"

// Draft is everything that was said by then. Let is letting go, Keep is keeping
// going; If is that the chance comes out, Else that it does not.
type Draft struct {
	// Split: keeping going is split into "it changes" and "it does not"; otherwise
	// into "it works" and "it does not".
	Split      bool `cbor:"1,keyasint,omitempty"`
	LetIf      Life `cbor:"2,keyasint,omitzero"`
	LetElse    Life `cbor:"3,keyasint,omitzero"`
	LetChance  Said `cbor:"4,keyasint,omitzero"` // in 100
	KeepIf     Life `cbor:"5,keyasint,omitzero"`
	KeepElse   Life `cbor:"6,keyasint,omitzero"`
	KeepChance Said `cbor:"7,keyasint,omitzero"` // in 100
}

// Life is what life may be like in a year, 0 to 10, and in words.
type Life struct {
	Number Said   `cbor:"1,keyasint,omitzero"`
	Words  string `cbor:"2,keyasint,omitempty"`
}

// Said is a number as a person knows it: about one, or between two, or both.
// Low and High are there together or not at all.
type Said struct {
	About *int `cbor:"1,keyasint,omitempty"`
	Low   *int `cbor:"2,keyasint,omitempty"`
	High  *int `cbor:"3,keyasint,omitempty"`
}

// Bare is a draft without its words.
func (d Draft) Bare() Draft {
	d.LetIf.Words, d.LetElse.Words, d.KeepIf.Words, d.KeepElse.Words = "", "", "", ""
	return d
}

// Same reports whether two drafts say the same, words and all.
func (d Draft) Same(o Draft) bool { return reflect.DeepEqual(d, o) }

// Known reports whether there is a number.
func (s Said) Known() bool { return s.About != nil || s.Low != nil }

// Of is s as a range, in whole steps over scale.
func (s Said) Of(scale float64) choice.Range {
	switch {
	case s.Low == nil && s.About == nil:
		return choice.Exactly(0)
	case s.Low == nil:
		return choice.Exactly(float64(*s.About) / scale)
	}
	r := choice.Between(float64(*s.Low)/scale, float64(*s.High)/scale)
	if s.About != nil {
		r.Middle = float64(*s.About) / scale
	}
	return r
}

// Other is the chance of the other outcome.
func (s Said) Other() Said {
	turn := func(n *int) *int {
		if n == nil {
			return nil
		}
		m := 100 - *n
		return &m
	}
	return Said{About: turn(s.About), Low: turn(s.High), High: turn(s.Low)}
}

// odds is what letting go is taken to do to the odds that they come back: an
// assumption, in guide under the id choiceodds.
var odds = choice.Range{Low: 0.4, Middle: 1, High: 2.5}

// Choice is a draft as arithmetic takes it. What was not said is 0.
func (d Draft) Choice() choice.Choice {
	return choice.Choice{
		Let:  choice.Side{Chance: d.LetChance.Of(100), If: d.LetIf.Number.Of(1), Else: d.LetElse.Number.Of(1), Odds: odds},
		Keep: choice.Side{Chance: d.KeepChance.Of(100), If: d.KeepIf.Number.Of(1), Else: d.KeepElse.Number.Of(1), Odds: choice.Exactly(1)},
	}
}

// Asked are the six numbers, in the order they are asked for.
var Asked = []choice.Input{choice.LetIf, choice.LetElse, choice.LetChance, choice.KeepIf, choice.KeepElse, choice.KeepChance}

// Number is one of the six.
func (d Draft) Number(i choice.Input) Said {
	return map[choice.Input]Said{
		choice.LetIf: d.LetIf.Number, choice.LetElse: d.LetElse.Number, choice.LetChance: d.LetChance,
		choice.KeepIf: d.KeepIf.Number, choice.KeepElse: d.KeepElse.Number, choice.KeepChance: d.KeepChance,
	}[i]
}

// Missing are the numbers that a draft does not have.
func (d Draft) Missing() (out []choice.Input) {
	for _, i := range Asked {
		if !d.Number(i).Known() {
			out = append(out, i)
		}
	}
	return out
}

// Names of the inputs in sentences, and which of them are chances.
var Names = map[choice.Input]string{
	choice.LetIf: "letif", choice.LetElse: "letelse", choice.LetChance: "letchance",
	choice.KeepIf: "keepif", choice.KeepElse: "keepelse", choice.KeepChance: "keepchance", choice.LetOdds: "odds",
}

// Chance reports whether an input is one.
func Chance(i choice.Input) bool { return i == choice.LetChance || i == choice.KeepChance }

// Longest is how many signs of words a life may have.
const Longest = 500

// Typed is one question's answer as it stands in its form.
type Typed struct{ About, Low, High, Words string }

// Answers are a form's three questions.
type Answers struct{ If, Else, Chance Typed }

// Form reads the answers of a form.
func Form(r *feature.Request) Answers {
	one := func(name string) Typed {
		field := func(f string) string {
			return strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(r.FormValue(name+f)), "%"))
		}
		return Typed{field(""), field("_low"), field("_high"), r.Own(name + "_words")}
	}
	return Answers{one("if"), one("else"), one("chance")}
}

func digits(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}

func (s Said) typed() Typed {
	return Typed{About: digits(s.About), Low: digits(s.Low), High: digits(s.High)}
}

func (l Life) typed() Typed {
	t := l.Number.typed()
	t.Words = l.Words
	return t
}

// Side is what one choice, "let" or "keep", is made of.
func (d *Draft) Side(side string) (yes, no *Life, chance *Said) {
	if side == "let" {
		return &d.LetIf, &d.LetElse, &d.LetChance
	}
	return &d.KeepIf, &d.KeepElse, &d.KeepChance
}

// Typed is what was said of one choice, as its form shows it.
func (d Draft) Typed(side string) Answers {
	yes, no, chance := d.Side(side)
	return Answers{yes.typed(), no.typed(), chance.typed()}
}

// Into puts the answers into one choice. turned: a range came with its ends in the wrong order.
func (a Answers) Into(d *Draft, side string) (turned bool, bad *ebb.Problem) {
	yes, no, chance := d.Side(side)
	var t [3]bool
	if yes.Number, t[0], bad = a.If.number(10); bad != nil {
		return false, bad
	}
	if no.Number, t[1], bad = a.Else.number(10); bad != nil {
		return false, bad
	}
	if *chance, t[2], bad = a.Chance.number(100); bad != nil {
		return false, bad
	}
	for _, text := range []string{a.If.Words, a.Else.Words} {
		if n := utf8.RuneCountInString(text); n > Longest {
			return false, ebb.Bad("ways.bad.long", "n", Longest, "over", n-Longest)
		}
	}
	yes.Words, no.Words = a.If.Words, a.Else.Words
	return t[0] || t[1] || t[2], nil
}

// number reads a number, a range, or a range with a middle, from 0 to most. One
// end alone is the number, or goes with it.
func (t Typed) number(most int) (s Said, turned bool, bad *ebb.Problem) {
	for _, f := range []struct {
		text string
		into **int
	}{{t.About, &s.About}, {t.Low, &s.Low}, {t.High, &s.High}} {
		if f.text == "" {
			continue
		}
		n, err := strconv.Atoi(f.text)
		if err != nil || n < 0 || n > most {
			return s, false, ebb.Bad("ways.bad.number", "least", 0, "most", most)
		}
		*f.into = &n
	}
	return s.ordered()
}

func (s Said) ordered() (_ Said, turned bool, bad *ebb.Problem) {
	if s.Low == nil && s.High == nil {
		return s, false, nil
	}
	ends := []**int{&s.Low, &s.High}
	for i, end := range ends {
		if *end == nil {
			*end = cmp.Or(s.About, *ends[1-i])
		}
	}
	if turned = *s.Low > *s.High; turned {
		s.Low, s.High = s.High, s.Low
	}
	if s.About != nil && (*s.About < *s.Low || *s.About > *s.High) {
		return s, false, ebb.Bad("ways.bad.outside", "about", *s.About, "low", *s.Low, "high", *s.High)
	}
	if *s.Low == *s.High {
		s = Said{About: s.Low}
	}
	return s, turned, nil
}
