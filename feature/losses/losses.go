// Package losses is what went with somebody: the person, the future that was
// imagined, the hopes, and the parts of oneself that were set aside. To each a
// person can say a line and give it a day on which it may come back, say what of
// it stays theirs, and take one concrete thing back.
//
// It promises that each stands in the person's own words, that whatever is said
// to it can be said anew and every version stays to be seen with its day, and
// that after some weeks what was said then stands beside what is said now. What
// is taken back joins the week of one's own or becomes a plan. It refuses to
// call anything done, to count how far somebody is, and to bring a loss up on a
// day that was not named.
package losses

import (
	"embed"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
	"ebb/feature/losses/before"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "losses"

const (
	base     = "/keep/losses"
	most     = 100            // losses
	longest  = before.Longest // signs of a loss and of what is said to it
	oneLine  = before.OneLine // signs of what is taken back
	ahead    = 7              // days of the week in which it can be done
	box      = 5 * time.Minute
	weeksOn  = 21 * 24 * time.Hour // from when on then stands beside now
	bodySize = 4 << 20             // a paste that is too long comes back to its page, and is not lost
)

// Feature is the losses.
func Feature() *feature.Feature {
	page := func(path string, serve func(*feature.Request) (feature.Answer, error)) feature.Page {
		return feature.Page{Path: path, Serve: serve, Access: feature.Reader, Body: bodySize, Times: strings.HasPrefix(path, "POST")}
	}
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{tie.LossNamed, tie.LossSaid},
		Fold:  func() ebb.Fold { return newState() },
		Pages: []feature.Page{
			page("GET "+base, show),
			page("GET "+base+"/add/{sort}", showAdd),
			page("POST "+base+"/add/{sort}", postAdd),
			page("GET "+base+"/{id}", showOne),
			page("GET "+base+"/{id}/{way}", showWay),
			page("POST "+base+"/{id}/{way}", postWay),
			page("POST "+base+"/undo", postUndo),
		},
		Card:  card,
		Aids:  aids,
		Week:  week,
		Due:   dues,
		Shelf: shelf,
		Files: files,
	}
}

// gone is what is not there.
func gone() error { return &ebb.Problem{Status: http.StatusNotFound, Say: "losses.bad.gone"} }

// tooLong says by how much words are too long; "" where they fit.
func tooLong(r *feature.Request, words string, fit int) string {
	if over := utf8.RuneCountInString(words) - fit; over > 0 {
		return r.Say("losses.bad.long", "n", fit, "over", over)
	}
	return ""
}

// postAdd keeps what was written and every tick, each as a loss of its own. The
// same again is the same.
func postAdd(r *feature.Request) (feature.Answer, error) {
	sort := r.PathValue("sort")
	s, err := fold(r)
	if err != nil || !slices.Contains(tie.LossSorts, sort) {
		return feature.Answer{}, or(err, gone())
	}
	all, err := s.offers(r, sort)
	if err != nil {
		return feature.Answer{}, err
	}
	fresh, own := ticked(r, all, sort), r.OwnLine("words")
	wrong := tooLong(r, own, longest)
	there, err := s.named(r, sort)
	switch {
	case err != nil:
		return feature.Answer{}, err
	case own != "" && wrong == "" && !slices.Contains(there, own):
		fresh = append([]tie.Loss{{Sort: sort, Words: own}}, fresh...)
	case own == "" && len(fresh) == 0:
		wrong = r.Say("losses.bad.empty")
	}
	if len(s.all)+len(fresh) > most {
		wrong = r.Say("losses.bad.full", "n", most)
	}
	if wrong != "" {
		return addPage(r, sort, all, own, wrong)
	}
	return keepAll(r, fresh)
}

// or is an error, or where there is none another.
func or(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// ticked are the offers of a form that were chosen.
func ticked(r *feature.Request, all []before.Offer, sort string) (some []tie.Loss) {
	for _, o := range all {
		if slices.Contains(r.Form["tick"], o.Topic) {
			some = append(some, tie.Loss{Sort: sort, Words: o.Words, Topic: o.Topic})
		}
	}
	return some
}

// keepAll records losses together. A single one leads to its own page.
func keepAll(r *feature.Request, fresh []tie.Loss) (feature.Answer, error) {
	var entries []ebb.Entry
	for i, l := range fresh { // in the order of the form
		at := r.Now.Add(time.Duration(i) * time.Millisecond)
		entries = append(entries, ebb.Entry{Event: r.NewAt(tie.LossNamed, at, l)})
	}
	r.Steps.Forget(undo)
	switch len(entries) {
	case 0:
		return feature.Answer{Goto: base}, nil
	case 1:
		return feature.Answer{Goto: base + "/" + entries[0].Event.ID.String()}, r.Journal.Record(r.Context(), entries...)
	}
	return feature.Answer{Goto: base}, r.Journal.Record(r.Context(), entries...)
}

// undo names the step that holds the last taking out.
const undo = "losses.undo"

func postUndo(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: base}, r.PutBack(undo)
}

// postWay keeps what is said to a loss; "out" takes the loss out of the list.
func postWay(r *feature.Request) (feature.Answer, error) {
	way := r.PathValue("way")
	s, e, err := find(r)
	if err != nil {
		return feature.Answer{}, err
	}
	if way == "out" {
		return feature.Answer{Goto: base}, r.TakeOut(undo, e.ID)
	}
	if !slices.Contains(tie.LossWays, way) {
		return feature.Answer{}, gone()
	}
	now, wrong := read(r, e, way)
	if wrong != "" {
		return wayPage(r, &s, e, now, wrong)
	}
	to := feature.Answer{Goto: base + "/" + e.ID.String()}
	was, err := s.stands(r, e, way)
	if err != nil || was == now {
		return to, err
	}
	return to, r.Journal.Record(r.Context(), said(r, now)...)
}

// read takes what is said to a loss from its form, and what is wrong with it.
func read(r *feature.Request, e entry, way string) (w tie.LossWord, wrong string) {
	w = tie.LossWord{Of: e.ID, Way: way, Words: r.OwnLine("words")}
	fit := longest
	switch way {
	case tie.LossMourn:
		w.Day, wrong = again(r)
	case tie.LossBack:
		fit, w.If = oneLine, r.OwnLine("if")
		if chosen := r.FormValue("offer"); w.Words == "" && chosen != "" {
			w.Words = strings.Join(strings.Fields(chosen), " ")
		}
		w.Day, wrong = soon(r)
		if w.Day == "" && w.If == "" && wrong == "" {
			wrong = r.Say("losses.bad.when")
		}
		if long := tooLong(r, w.If, oneLine); long != "" {
			wrong = long
		}
	}
	if w.Words == "" {
		wrong = r.Say("losses.bad.said")
	}
	if long := tooLong(r, w.Words, fit); long != "" {
		wrong = long
	}
	return w, wrong
}

// again is the day on which it may come back: none, so many days on, or one of
// the person's own, which stands also where its chip was not tapped.
func again(r *feature.Request) (day, wrong string) {
	switch day = r.FormValue("day"); r.FormValue("again") {
	case "7":
		return date(r, 7), ""
	case "28":
		return date(r, 28), ""
	case "":
		if day == "" {
			return "", ""
		}
	}
	if _, ok := r.Morning(day); !ok || day <= date(r, 0) || day > date(r, 366) {
		return "", r.Say("losses.bad.day")
	}
	return day, ""
}

// soon is one of the next days, or none.
func soon(r *feature.Request) (day, wrong string) {
	day = r.FormValue("day")
	if day != "" && (day < date(r, 0) || day >= date(r, ahead)) {
		return "", r.Say("losses.bad.soon", "n", ahead)
	}
	return day, ""
}

// date is the day so many days from now.
func date(r *feature.Request, days int) string {
	return r.Now.AddDate(0, 0, days).Format(time.DateOnly)
}

// said is what is recorded of one thing said: with what is taken back goes the
// activity or the plan that it becomes.
func said(r *feature.Request, w tie.LossWord) []ebb.Entry {
	all := []ebb.Entry{{Event: r.New(tie.LossSaid, w)}}
	if w.Way != tie.LossBack {
		return all
	}
	if w.Day != "" {
		a := tie.Activity{Words: w.Words, Sort: "other", Day: w.Day}
		all = append(all, ebb.Entry{Event: r.New(tie.ActivityPlanned, a)})
	}
	if w.If != "" {
		all = append(all, ebb.Entry{Event: r.New(tie.Tasked, tie.Task{If: w.If, Then: w.Words, From: all[0].Event.ID})})
	}
	return all
}
