// Package online makes a person's apps quiet: which ones they use, and for each
// what can be muted, archived, unfollowed or hidden, ticked off one by one; and
// apart from any app what they do less of themselves.
//
// It promises that every way goes round the other person's profile, that a tick
// can be taken back where it was set, that a menu name nobody could read
// anywhere says so, and that the reason is the person's own calm. It refuses
// percentages, posts for effect, to count what is not theirs, and, where a yes
// stands about what the other one does, anything that may be noticed.
package online

import (
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"ebb"
	"ebb/feature"
)

//go:embed *.tmpl words apps.json
var files embed.FS

// Name of the feature.
const Name = "online"

// The kinds. Of each the newest stands; of ticks the newest for its item.
const (
	Chosen = "online.chosen" // body: Choice
	Ticked = "online.ticked" // body: Tick
	Set    = "online.until"  // body: Until
)

// Choice is the apps that are used.
type Choice struct {
	Apps []string `cbor:"1,keyasint,omitempty" json:"apps,omitempty"` // in the order of the list
}

// Tick says how one thing stands.
type Tick struct {
	Item string `cbor:"1,keyasint" json:"item"`
	Is   Is     `cbor:"2,keyasint,omitempty" json:"is,omitempty"`
}

// Is says whether something is quiet.
type Is string

// The answers.
const (
	Left    Is = "" // not yet
	Quiet   Is = "quiet"
	NotMine Is = "not"
)

// Until is the day on which it is looked at again; "" is no day.
type Until struct {
	On string `cbor:"1,keyasint,omitempty" json:"on,omitempty"` // "2026-12-24", a date without zone
}

// app is one of the list, with what can be done in it.
type app struct {
	App   string
	Items []item
}

// item is one thing that can be made quiet. Its words are in the words file.
type item struct {
	ID      string
	Menu    bool     // its words name a menu
	Checked *checked // where those names were read; nil: nowhere
	Alone   bool     // nobody else can see it
	Posts   bool     // about what the person posts
}

// checked is where a menu's names were read, and when.
type checked struct {
	At, On string
	Own    bool // in the help of the app itself
}

// everywhere is the part that is about no app. It is always there.
const everywhere = "everywhere"

var apps = sync.OnceValue(func() (all []app) {
	raw, err := files.ReadFile("apps.json")
	if err == nil {
		err = json.Unmarshal(raw, &all)
	}
	if err != nil {
		panic(fmt.Sprintf("online: %v", err)) // embedded: a broken file is a broken build
	}
	return all
})

const (
	base  = "/decide/back/quiet"
	years = 10 // how far off a day may be
)

// Feature is quiet online.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Asked,
		Kinds: []string{Chosen, Ticked, Set},
		Fold:  func() ebb.Fold { return &State{ticks: map[string]ticked{}} },
		Pages: []feature.Page{
			{Path: "GET " + base, Serve: show, Access: feature.Reader},
			{Path: "POST " + base, Serve: post, Access: feature.Reader},
			{Path: "POST " + base + "/until", Serve: postUntil, Access: feature.Reader},
			{Path: "GET " + base + "/{n}", Serve: showOne, Access: feature.Reader},
			{Path: "POST " + base + "/{n}", Serve: postOne, Access: feature.Reader},
		},
		Card:  card,
		Week:  week,
		Due:   dues,
		Step:  step,
		Files: files,
	}
}

// post keeps which apps are used.
func post(r *feature.Request) (feature.Answer, error) {
	var c Choice
	for _, a := range apps() {
		if a.App != everywhere && slices.Contains(r.Form["app"], a.App) {
			c.Apps = append(c.Apps, a.App)
		}
	}
	s, err := fold(r)
	if err != nil || s.chosen.at.IsZero() && len(c.Apps) == 0 || !s.chosen.at.IsZero() && slices.Equal(s.apps, c.Apps) {
		return feature.Answer{Goto: base}, err
	}
	return feature.Answer{Goto: base}, r.Record(r.New(Chosen, c))
}

// postUntil keeps when it is looked at again.
func postUntil(r *feature.Request) (feature.Answer, error) {
	u := Until{r.FormValue("on")}
	s, err := fold(r)
	if err != nil || u.On == s.until {
		return feature.Answer{Goto: base}, err
	}
	if at, ok := r.Morning(u.On); u.On != "" && (!ok || u.On < today(r) || at.After(r.Now.AddDate(years, 0, 0))) {
		return feature.Answer{}, ebb.Bad("online.bad.day", "years", years)
	}
	return feature.Answer{Goto: base}, r.Record(r.New(Set, u))
}

// postOne keeps how the things of one app stand, those that changed.
func postOne(r *feature.Request) (feature.Answer, error) {
	s, a, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	var entries []ebb.Entry
	for _, i := range s.open(a) {
		is := Is(r.FormValue(i.ID))
		if !r.Form.Has(i.ID) {
			continue
		}
		if is != Left && is != Quiet && is != NotMine {
			return feature.Answer{}, ebb.Bad("online.bad.is")
		}
		if is != s.ticks[i.ID].is {
			entries = append(entries, ebb.Entry{Event: r.New(Ticked, Tick{i.ID, is})})
		}
	}
	if len(entries) == 0 {
		return feature.Answer{Goto: base}, nil
	}
	return feature.Answer{Goto: base}, r.Journal.Record(r.Context(), entries...)
}

// dues is the morning of the day on which it is looked at again; none where
// people come first.
func dues(r *feature.Request) ([]time.Time, error) {
	s, err := fold(r)
	if at, ok := r.Morning(s.until); ok && err == nil && !s.safety.Fear() {
		return []time.Time{at}, nil
	}
	return nil, err
}

func today(r *feature.Request) string { return r.Now.Format(time.DateOnly) }
