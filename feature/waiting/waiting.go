// Package waiting is moments of waiting for somebody and of looking at the
// phone for them, one tap each, and an end to the day of waiting.
//
// It promises that a tap is enough, that what is counted comes back by day and
// by hour with its count, that the hours are named from five on, and that the
// line that ends the day stands on Today once and can be put away. It refuses
// streaks, a goal, a reminder, and to count a day without waiting as better.
package waiting

import (
	"embed"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "waiting"

// Kinds.
const (
	Happened = "waiting.was"    // body: Was
	Chosen   = "waiting.chosen" // body: Setting
	Put      = "waiting.put"    // body: Away
)

// Was is one moment of it.
type Was struct {
	What     string   `cbor:"1,keyasint" json:"what"`                         // of Whats
	Strength *int     `cbor:"2,keyasint,omitempty" json:"strength,omitempty"` // 0 to 10; nil: not said
	Did      []string `cbor:"3,keyasint,omitempty" json:"did,omitempty"`      // of Dids: what I did then
	Words    string   `cbor:"4,keyasint,omitempty" json:"words,omitempty"`
}

// Setting is what the person wants of it. The newest stands.
type Setting struct {
	End int  `cbor:"1,keyasint,omitempty" json:"end,omitempty"` // the hour from which today's waiting is over; 0: none
	Tap bool `cbor:"2,keyasint,omitempty" json:"tap,omitempty"` // the two taps stand on Today
}

// Away says that the line was put away for its day.
type Away struct {
	Day string `cbor:"1,keyasint" json:"day"` // "2026-11-23"
}

// What can be chosen. None is ever taken out or renamed.
var (
	Whats = []string{Waited, Phone}
	Dids  = []string{"outside", "people", "task", "body", "away", "rest", "stayed"}
	ends  = []int{0, 17, 18, 19, 20, 21, 22}
)

// The two moments.
const (
	Waited = "waited"
	Phone  = "phone"
)

const (
	base     = "/decide/back/waiting"
	longest  = 280             // signs
	twice    = 5 * time.Second // how soon after one tap the next is the same
	bodySize = 1 << 20
)

// Feature is waiting.
func Feature() *feature.Feature {
	reader := func(path string, f func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: f, Access: feature.Reader, Body: bodySize}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{Happened, Chosen, Put},
		Fold:  func() ebb.Fold { return &State{put: map[string]bool{}} },
		Pages: []feature.Page{
			reader("GET "+base, show),
			reader("POST "+base, post),
			reader("POST "+base+"/then", postThen),
			reader("POST "+base+"/out", postOut),
			reader("POST "+base+"/undo", postUndo),
			reader("GET "+base+"/end", showEnd),
			reader("POST "+base+"/end", postEnd),
			reader("POST "+base+"/over", postOver),
		},
		Card:  card,
		Week:  week,
		Step:  step,
		Files: files,
	}
}

// Names of the steps: the last tap, and the last change that can be taken back.
const (
	lastTap = "waiting.last"
	undo    = "waiting.undo"
)

// home is where a form leads back to.
func home(r *feature.Request) string {
	if r.FormValue("from") == "today" {
		return "/today"
	}
	return base
}

// post keeps one tap. A second one right after it is the same.
func post(r *feature.Request) (feature.Answer, error) {
	what := r.FormValue("what")
	if !slices.Contains(Whats, what) {
		return feature.Answer{}, ebb.Bad("waiting.bad")
	}
	s, err := fold(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if n := len(s.all); n > 0 && s.all[n-1].what == what && r.Now.Sub(s.all[n-1].at) < twice {
		return feature.Answer{Goto: home(r)}, nil
	}
	e := r.New(Happened, Was{What: what})
	if err := r.Record(e); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Keep(lastTap, e.ID)
	r.Steps.Keep(undo, e.ID)
	return feature.Answer{Goto: home(r)}, nil
}

// form reads what may be said about a moment; wrong is why it is not kept.
func form(r *feature.Request) (w Was, wrong string) {
	for _, d := range Dids {
		if slices.Contains(r.Form["did"], d) {
			w.Did = append(w.Did, d)
		}
	}
	w.Words = r.OwnLine("words")
	if text := r.FormValue("strength"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n > 10 {
			return w, r.Say("waiting.bad.strength")
		}
		w.Strength = &n
	}
	if over := utf8.RuneCountInString(w.Words) - longest; over > 0 {
		wrong = r.Say("waiting.bad.long", "n", over, "max", longest)
	}
	return w, wrong
}

// postThen adds what was not said with the tap.
func postThen(r *feature.Request) (feature.Answer, error) {
	e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	w, wrong := form(r)
	if w.What = e.what; wrong != "" {
		return showWith(r, &thenView{ID: e.id.String(), What: e.what, Words: w.Words, Wrong: wrong, strength: w.Strength, did: w.Did})
	}
	body, err := ebb.Encode(w)
	if err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Forget(lastTap)
	r.Steps.Forget(undo)
	return feature.Answer{Goto: base}, r.Record(r.New(ebb.Replaced, ebb.Replacement{ID: e.id, Body: body}))
}

// find returns the moment that a form names.
func find(r *feature.Request) (entry, error) {
	s, err := fold(r)
	if err != nil {
		return entry{}, err
	}
	id, cause := ebb.ParseID(r.FormValue("id"))
	if i := slices.IndexFunc(s.all, func(e entry) bool { return e.id == id }); cause == nil && i >= 0 {
		return s.all[i], nil
	}
	return entry{}, &ebb.Problem{Status: 404, Say: "waiting.bad.gone", Cause: cause}
}

func postOut(r *feature.Request) (feature.Answer, error) {
	e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	out := r.New(ebb.Withdrawn, ebb.Withdrawal{ID: e.id})
	if err := r.Record(out); err != nil {
		return feature.Answer{}, err
	}
	r.Steps.Forget(lastTap)
	r.Steps.Keep(undo, out.ID)
	return feature.Answer{Goto: base}, nil
}

// postUndo takes the last tap back, or the last taking out. A second tap finds
// nothing to do.
func postUndo(r *feature.Request) (feature.Answer, error) {
	var id ebb.ID
	if !r.Steps.Recall(undo, &id) {
		return feature.Answer{Goto: home(r)}, nil
	}
	r.Steps.Forget(undo)
	r.Steps.Forget(lastTap)
	return feature.Answer{Goto: home(r)}, r.Record(r.New(ebb.Withdrawn, ebb.Withdrawal{ID: id}))
}

// postEnd keeps from when today's waiting is over, and whether Today has the
// two taps.
func postEnd(r *feature.Request) (feature.Answer, error) {
	end, err := strconv.Atoi(r.FormValue("end"))
	if err != nil || !slices.Contains(ends, end) {
		return feature.Answer{}, ebb.Bad("waiting.bad.end")
	}
	s, err := fold(r)
	to := Setting{end, r.FormValue("tap") == "yes"}
	if err != nil || s.setting == to {
		return feature.Answer{Goto: base}, err
	}
	return feature.Answer{Goto: base}, r.Record(r.New(Chosen, to))
}

// postOver puts the line away for today.
func postOver(r *feature.Request) (feature.Answer, error) {
	s, err := fold(r)
	if err != nil || s.put[today(r)] || !s.over(r.Now) {
		return feature.Answer{Goto: "/today"}, err
	}
	return feature.Answer{Goto: "/today"}, r.Record(r.New(Put, Away{today(r)}))
}

func today(r *feature.Request) string { return r.Now.Format(time.DateOnly) }
