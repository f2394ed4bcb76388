package past

import (
	"strings"
	"time"

	"ebb/feature"
	"ebb/stat/circling"
)

const (
	pause   = 2 * time.Hour       // a longer one parts two sittings
	lately  = 30 * 24 * time.Hour // how old another account may be to be the same night again
	beside  = 12                  // how many others are looked at
	reasons = 2                   // how many are said at once
)

// roundView is what is said where the writing goes in circles.
type roundView struct {
	ID      string
	Reasons []string
}

// text is all words of an account.
func text(all []Page) string {
	var b strings.Builder
	for _, p := range all {
		for _, s := range []string{p.When, p.Where, p.Text, p.More} {
			b.WriteString(s)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// sittings are when an account was written on before its last sitting.
func (t *story) sittings() (all []circling.Told) {
	for i, e := range t.pages[:len(t.pages)-1] {
		if t.pages[i+1].at.Sub(e.at) > pause {
			all = append(all, circling.Told{At: e.at, Words: 1})
		}
	}
	return all
}

// round says why the writing of an account seems to go in circles; nil where
// nothing shows, and once something that looks ahead was written after it.
func round(r *feature.Request, t story, pages []Page) (*roundView, error) {
	if len(t.pages) == 0 || len(t.next) > 0 && t.next[len(t.next)-1].at.After(t.last()) {
		return nil, nil
	}
	others, night, err := around(r, t, pages)
	if err != nil {
		return nil, err
	}
	v := &roundView{ID: t.id.String()}
	for _, f := range circling.Signs(circling.Read(t.last(), text(pages)), t.sittings(), others) {
		v.Reasons = append(v.Reasons, r.Say("past.round."+string(f.Sign), "n", f.N))
		night = night && f.Sign != circling.Same
	}
	if night {
		v.Reasons = append(v.Reasons, r.Say("past.round.night"))
	}
	if len(v.Reasons) == 0 {
		return nil, nil
	}
	v.Reasons = v.Reasons[:min(len(v.Reasons), reasons)]
	return v, nil
}

// around are the other accounts of the last weeks, and whether one of them
// names the same time.
func around(r *feature.Request, t story, pages []Page) (told []circling.Told, night bool, err error) {
	all, err := stories(r)
	if err != nil {
		return nil, false, err
	}
	when := whenOf(pages)
	for _, o := range all {
		age := t.last().Sub(o.last())
		if o.id == t.id || age < 0 || age > lately || len(told) >= beside {
			continue
		}
		theirs, err := open(r, o.stand())
		if err != nil {
			return nil, false, err
		}
		told = append(told, circling.Read(o.last(), text(theirs)))
		night = night || when != "" && strings.EqualFold(when, whenOf(theirs))
	}
	return told, night, nil
}

func whenOf(pages []Page) string {
	for _, p := range pages {
		if p.Part == "seen" {
			return p.When
		}
	}
	return ""
}
