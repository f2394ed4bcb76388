package evidence

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"ebb/chat"
	"ebb/feature"
	"ebb/feature/evidence/count"
	"ebb/feature/evidence/draft"
	"ebb/feature/evidence/keep"
	"ebb/tie/exchange"
)

// who is the page that asks what a chat leaves open: which chat of several,
// who is who, how the dates are meant.
type who struct {
	Chats    []choice // instead of everything else, while it is open which chat
	More     []choice // those that are seldom meant
	People   []name
	Messages string
	Channels []string // where it comes from, in a chat of several
	Orders   []order  // empty where the dates are certain
	Wrong    string   // key of what is missing
	Before   string   // an import of the same person, a short while ago
	Wait     string   // until when waiting is suggested
}

type choice struct {
	At          int
	Name, Shown string
	Count       int
	First, Last string
}

type name struct {
	Author int
	Name   string
	Also   []string
	Count  int
	Shown  string
	Me     bool // the file says so
	Picked bool
}

// order is one way to read the dates, with what the file's own stamps mean
// then.
type order struct {
	Name     string
	Picked   bool
	Examples []example
}

type example struct{ Written, Means string }

// Bounds on what the page lists.
const (
	mostNames = keep.Names
	mostChats = 12  // at once
	allChats  = 500 // with those folded away
)

func (p *pages) showWho(r *feature.Request) (feature.Answer, error) { return p.who(r, "") }

func (p *pages) who(r *feature.Request, wrong string) (feature.Answer, error) {
	var s step
	var page who
	known := r.Steps.Recall(stepName, &s) && p.waiting.With(s.Draft, func(d *draft.Draft) { page = ask(r, d) })
	if !known {
		return p.page(r, "late", nil), nil
	}
	if err := p.recently(r, &page); err != nil {
		return feature.Answer{}, err
	}
	page.pick(whole(r, "me"))
	page.Wrong = wrong
	a := p.page(r, "who", page)
	if wrong != "" {
		a.Status = 400
	}
	return a, nil
}

func ask(r *feature.Request, d *draft.Draft) who {
	if which := d.Which(); which != nil {
		return whichChat(r, which)
	}
	h := d.History()
	w := who{Messages: number(len(h.Messages)), Orders: orders(r, d)}
	for _, part := range h.Parts {
		w.Channels = append(w.Channels, r.Say("evidence.who.part", "format", part.Format, "n", part.Messages, "shown", number(part.Messages)))
	}
	c, err := d.Cast()
	if err != nil {
		return w
	}
	for _, person := range c.People[:min(len(c.People), mostNames)] {
		n := name{Author: person.Author, Name: count.Clean(person.Name), Count: person.Messages, Shown: number(person.Messages)}
		n.Me = h.Owner != "" && (person.Name == h.Owner || slices.Contains(person.Also, h.Owner))
		for _, a := range person.Also {
			n.Also = append(n.Also, count.Clean(a))
		}
		w.People = append(w.People, n)
	}
	return w
}

// pick marks who was said to be me, else who the file says is.
func (w *who) pick(author int) {
	for i := range w.People {
		n := &w.People[i]
		n.Picked = n.Author == author || author < 0 && n.Me
	}
}

func whichChat(r *feature.Request, which *chat.Which) who {
	var w who
	for i, c := range which.Choices[:min(len(which.Choices), allChats)] {
		x := choice{At: i, Name: count.Clean(c.Name), Count: c.Messages, Shown: number(c.Messages), First: date(r, c.First), Last: date(r, c.Last)}
		if i < mostChats {
			w.Chats = append(w.Chats, x)
		} else {
			w.More = append(w.More, x)
		}
	}
	return w
}

// orders says what the file's stamps mean in each order that can be.
func orders(r *feature.Request, d *draft.Draft) []order {
	var out []order
	for _, o := range d.Orders() {
		x := order{Name: o, Picked: o == d.Picked()}
		for _, stamp := range d.Examples() {
			x.Examples = append(x.Examples, example{stamp, meaning(r, stamp, o)})
		}
		out = append(out, x)
	}
	return out
}

// meaning reads the three numbers of a stamp in an order; "" where they are no
// date.
func meaning(r *feature.Request, stamp, order string) string {
	n := numbers(stamp)
	if len(n) < 3 {
		return ""
	}
	at := map[byte]int{}
	for i := range 3 {
		at[order[i]] = n[i]
	}
	if at['y'] < 100 {
		at['y'] += 2000
	}
	return date(r, time.Date(at['y'], time.Month(at['m']), at['d'], 0, 0, 0, 0, time.UTC).Unix())
}

// numbers are the numbers of a stamp, in the digits of any script.
func numbers(stamp string) (out []int) {
	inside := false
	for _, r := range stamp {
		if !unicode.Is(unicode.Nd, r) {
			inside = false
			continue
		}
		if !inside {
			out = append(out, 0)
		}
		inside = true
		out[len(out)-1] = out[len(out)-1]*10 + digit(r)
	}
	return out
}

// digit is a decimal digit's value: each script has its ten in a row.
func digit(r rune) int {
	n := 0
	for n < 9 && unicode.Is(unicode.Nd, r-1-rune(n)) {
		n++
	}
	return n
}

// waitDays is how long an import stands before the next one of the same person
// meets the suggestion to wait.
const waitDays = 7

// recently looks whether the same person's messages were brought in a short
// while ago. It suggests, and forbids nothing.
func (p *pages) recently(r *feature.Request, w *who) error {
	var last imported
	if err := feature.See(r, Name, func(s *State) error { last = s.last(); return nil }); err != nil {
		return err
	}
	until := last.at.AddDate(0, 0, waitDays)
	if last.seq == 0 || !r.Now.Before(until) || last.at.After(r.Now.Add(time.Hour)) {
		return nil
	}
	events, err := r.Journal.Read(r.Context(), last.seq)
	if err != nil || len(events) == 0 {
		return err
	}
	var t exchange.Tally
	if err := events[0].Decode(&t); err != nil {
		return err
	}
	if with := shared(t.People, w.People); with != "" {
		w.Before = r.Say("evidence.who.before", "name", with, "at", date(r, last.at.Unix()))
		w.Wait = date(r, until.Unix())
	}
	return nil
}

// shared is somebody other than me who writes in both; "" for nobody.
func shared(then []exchange.Writer, now []name) string {
	for _, a := range then {
		for _, b := range now {
			if !a.Me && !b.Me && strings.EqualFold(count.Clean(a.Name), b.Name) {
				return b.Name
			}
		}
	}
	return ""
}
