// Package forecast is a person's own forecasts about what will arrive from the
// other one: how likely, by when, what counts as a yes, and whether they hope
// for it. On its day they say what came, and from ten on they see how far off
// they were.
//
// It promises that one is open at a time, that what was said cannot be changed
// before its day, only dropped, and that a score is never shown without what
// always saying the same would have scored. It refuses anything that has to be
// looked up, to speak of skill before ten, to remind anybody, and to open after
// a yes to the safety questions or while one is left out.
package forecast

import (
	"embed"
	"slices"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/stat/outlook"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "forecast"

// Kinds.
const (
	Made = tie.ForecastMade // body: Forecast
	Came = tie.ForecastCame // body: Result
)

// What others read too.
type (
	Forecast = tie.Forecast       // About is of Abouts, and Words fill in where it is Own
	Result   = tie.ForecastResult // what had arrived by its day
)

// Own is a forecast in the person's own words.
const Own = "own"

// Abouts are what a forecast can be about. None is ever taken out or renamed.
var Abouts = []string{"write", "call", "meet", "sorry", "back", Own}

const (
	base    = "/decide/outlook/guess"
	longest = 200 // signs
	soonest = 1   // days from now
	latest  = 366
)

// Feature is the forecasts.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  Name,
		Guard: feature.NoSkip,
		Kinds: []string{Made, Came},
		Fold:  func() ebb.Fold { return newState() },
		Pages: []feature.Page{
			{Path: "GET " + base, Serve: show, Access: feature.Reader},
			{Path: "POST " + base, Serve: post, Access: feature.Reader},
			{Path: "POST " + base + "/came", Serve: postCame, Access: feature.Reader},
			{Path: "POST " + base + "/drop", Serve: postDrop, Access: feature.Reader},
		},
		Step:  step,
		Files: files,
	}
}

// form reads a forecast, and refuses what has to be looked up.
func form(r *feature.Request) (Forecast, error) {
	f := Forecast{About: r.FormValue("about"), By: r.FormValue("by"), Hope: tie.YesNo(r.FormValue("hope"))}
	if f.About == Own {
		f.Words = r.OwnLine("words")
	}
	chance, ok := number(r.FormValue("chance"))
	f.Chance = chance
	by, date := r.Morning(f.By)
	switch {
	case !slices.Contains(Abouts, f.About):
		return f, ebb.Bad("forecast.bad.about")
	case f.About == Own && f.Words == "":
		return f, ebb.Bad("forecast.bad.words")
	case utf8.RuneCountInString(f.Words) > longest:
		return f, ebb.Bad("forecast.bad.long", "n", longest)
	case feature.Names(f.Words, r.Say("forecast.looking")) != "":
		return f, ebb.Bad("forecast.bad.looking", "word", feature.Names(f.Words, r.Say("forecast.looking")))
	case !ok || chance > 100 || chance%5 != 0:
		return f, ebb.Bad("forecast.bad.chance")
	case !date || by.Before(r.Now.AddDate(0, 0, soonest-1)) || by.After(r.Now.AddDate(0, 0, latest)):
		return f, ebb.Bad("forecast.bad.by")
	case f.Hope != "" && f.Hope != tie.Yes && f.Hope != tie.No:
		return f, ebb.Bad("forecast.bad.hope")
	}
	return f, nil
}

// number reads at most three digits.
func number(s string) (n int, ok bool) {
	for _, c := range s {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, s != "" && len(s) <= 3
}

func post(r *feature.Request) (feature.Answer, error) {
	f, err := form(r)
	if err != nil {
		return feature.Answer{}, err
	}
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if s.elsewhere() || s.open() != nil {
		return feature.Answer{}, ebb.Bad("forecast.bad.one")
	}
	if f.About == "back" {
		f.Base = published(r, s, f.By)
	}
	return feature.Answer{Goto: base}, r.Record(r.New(Made, f))
}

// published is how many of 100 couples come back together by a day; nil where
// it is not known since when the two are apart.
func published(r *feature.Request, s State, by string) *int {
	since, ok := s.standing.SinceDate(r.Now.Location())
	until, _ := r.Morning(by)
	if !ok || since.After(r.Now) || s.standing.EndedBy == tie.NotEnded {
		return nil
	}
	const month = 365.25 / 12 * 24 * float64(time.Hour)
	apart, ahead := float64(r.Now.Sub(since))/month, float64(until.Sub(r.Now))/month
	n := int(100*outlook.Standing().Reunite(apart, ahead).Middle + 0.5)
	return &n
}

// postCame keeps what came, once its day is there. A second tap changes nothing.
func postCame(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	came, open := tie.YesNo(r.FormValue("came")), s.open()
	switch {
	case came != tie.Yes && came != tie.No:
		return feature.Answer{}, ebb.Bad("forecast.bad.came")
	case open == nil:
		return feature.Answer{Goto: base}, nil
	case came == tie.No && open.By > r.Now.Format(time.DateOnly):
		return feature.Answer{}, ebb.Bad("forecast.bad.early")
	}
	return feature.Answer{Goto: base}, r.Record(r.New(Came, Result{Of: open.id, Came: came}))
}

// postDrop takes the open one out: it counts nowhere.
func postDrop(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil || s.open() == nil {
		return feature.Answer{Goto: base}, err
	}
	return feature.Answer{Goto: base}, r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: s.open().id}))
}
