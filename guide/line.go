package guide

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Country is a place whose lines are known. Parts of one country with lines of
// their own are listed apart: "GB-SCT".
type Country struct {
	Code      string      `json:"code"`
	Emergency []Emergency `json:"emergency"` // none: the person's own local number
}

// Emergency is a number for danger now.
type Emergency struct {
	Dial string `json:"dial"`
	For  string `json:"for"` // "", "ambulance" or "fire"
}

// Kind of a line: what it is there for first.
type Kind string

// The kinds.
const (
	Crisis   Kind = "crisis"   // somebody may hurt themselves, or cannot go on
	Violence Kind = "violence" // somebody is frightened, hurt or controlled
	Men      Kind = "men"      // men in crisis, separation included
)

// Line is one helpline, as it was read. Nobody dialled it.
type Line struct {
	ID         string   `json:"id"`
	Country    string   `json:"country"` // "GB" stands for every "GB-…"
	Kind       Kind     `json:"kind"`
	Name       string   `json:"name"`
	Dial       string   `json:"dial"`  // as written there; * and # are dialled too
	Then       string   `json:"then"`  // what to press then: "1"
	Other      []string `json:"other"` // further numbers of the same service
	TextTo     string   `json:"text_to"`
	Keyword    string   `json:"keyword"`
	WhatsApp   string   `json:"whatsapp"`
	Chat       string   `json:"chat"` // an address as text, never a link that fetches
	Hours      Hours    `json:"hours"`
	Langs      []string `json:"langs"`
	Interprets bool     `json:"interprets"` // further languages through interpreters
	Serves     []string `json:"serves"`     // "everyone", "women", "men", "lgbt", "children", "near" (people around them); empty: not said
	Takes      bool     `json:"takes"`      // also people who fear what they may do, or did
	Cost       string   `json:"cost"`       // "free", "charged", or "" where that was not seen
	OnBill     string   `json:"on_bill"`    // "yes", "no", "unknown"
	FromAbroad string   `json:"from_abroad"`
	Abroad     string   `json:"abroad"` // the number from abroad
	Region     bool     `json:"region"` // serves a part of the country; the note says which
	Tries      bool     `json:"tries"`  // known to be hard to get through to
	Note       bool     `json:"note"`   // a sentence help.note.<id> goes with it
	Confidence int      `json:"confidence"`
	Weak       string   `json:"weak"` // "old" or "lists"
	Source     string   `json:"source"`
	Seen       string   `json:"seen"` // the newest date on what was read; "" where there was none
}

type directory struct {
	Countries []Country `json:"countries"`
	Lines     []Line    `json:"lines"`
}

var helplines = load[directory]("helplines.json")

// Countries returns the places whose lines are known, in the file's order.
func Countries() []Country { return slices.Clone(helplines().Countries) }

// Place finds a country by its code.
func Place(code string) (Country, bool) {
	for _, c := range helplines().Countries {
		if c.Code == code {
			return c, true
		}
	}
	return Country{}, false
}

// Lines returns the lines of a country, in the order to try them.
func Lines(code string) []Line {
	var all []Line
	for _, l := range helplines().Lines {
		if l.In(code) {
			all = append(all, l)
		}
	}
	return all
}

// In reports whether the line serves the country with this code.
func (l Line) In(code string) bool {
	whole, _, _ := strings.Cut(code, "-")
	return l.Country == code || l.Country == whole
}

// Reachable reports whether the line can be called or texted.
func (l Line) Reachable() bool { return l.Dial != "" || l.TextTo != "" }

// SeenAt is the newest date on what was read and how exact it is: "day",
// "month" or "year"; "" where there was none.
func (l Line) SeenAt() (at time.Time, exact string) {
	for layout, exact := range map[string]string{time.DateOnly: "day", "2006-01": "month", "2006": "year"} {
		if at, err := time.Parse(layout, l.Seen); err == nil {
			return at, exact
		}
	}
	return time.Time{}, ""
}

// Tel is what a tel: link dials: digits, *, and # as %23.
func Tel(dial string) string {
	var b strings.Builder
	for i, r := range dial {
		switch {
		case r >= '0' && r <= '9', r == '*', r == '+' && i == 0:
			b.WriteRune(r)
		case r == '#':
			b.WriteString("%23")
		}
	}
	return "tel:" + b.String()
}

var (
	dialable = regexp.MustCompile(`^[+0-9*][0-9 *#()-]*$`)
	digits   = regexp.MustCompile(`[0-9]`)
)

// checkDial refuses what cannot be dialled: a short code written behind a
// country code reaches nobody.
func checkDial(s string) error {
	if !dialable.MatchString(s) {
		return fmt.Errorf("%q cannot be dialled", s)
	}
	n := len(digits.FindAllString(s, -1))
	if strings.HasPrefix(s, "+") && n <= 9 {
		return fmt.Errorf("%q is a short code behind a country code", s)
	}
	if n < 2 {
		return fmt.Errorf("%q is too short", s)
	}
	return nil
}

// Check names what is wrong with the line.
func (l Line) Check() error {
	var wrong []error
	for _, n := range append([]string{l.Dial, l.TextTo, l.WhatsApp, l.Abroad}, l.Other...) {
		if n != "" {
			wrong = append(wrong, checkDial(n))
		}
	}
	if !l.Reachable() && l.Chat == "" {
		wrong = append(wrong, errors.New("no way to reach it"))
	}
	if l.Confidence != 2 {
		wrong = append(wrong, fmt.Errorf("confidence %d does not ship", l.Confidence))
	}
	if strings.Contains(l.Chat, "://") {
		wrong = append(wrong, errors.New("the address is a link"))
	}
	if l.Weak != "" && l.Seen == "" {
		wrong = append(wrong, errors.New("weak, without the date it was last seen"))
	}
	return errors.Join(append(wrong, l.checkWords(), l.checkTimes())...)
}

func (l Line) checkWords() error {
	oneOf := func(what, v string, may ...string) error {
		if slices.Contains(may, v) {
			return nil
		}
		return fmt.Errorf("%s is %q", what, v)
	}
	var wrong []error
	for _, s := range l.Serves {
		wrong = append(wrong, oneOf("serves", s, "everyone", "women", "men", "lgbt", "children", "near"))
	}
	if l.ID == "" || l.Name == "" || l.Source == "" || l.Country == "" {
		wrong = append(wrong, errors.New("id, name, source or country is missing"))
	}
	return errors.Join(append(wrong,
		oneOf("kind", string(l.Kind), string(Crisis), string(Violence), string(Men)),
		oneOf("cost", l.Cost, "", "free", "charged"),
		oneOf("on_bill", l.OnBill, "yes", "no", "unknown"),
		oneOf("from_abroad", l.FromAbroad, "yes", "no", "unknown"),
		oneOf("weak", l.Weak, "", "old", "lists"))...)
}

func (l Line) checkTimes() error {
	if _, exact := l.SeenAt(); l.Seen != "" && exact == "" {
		return fmt.Errorf("%q is no date", l.Seen)
	}
	if l.Hours.Always && l.Hours.Week != "" {
		return errors.New("always open, and on a plan")
	}
	_, _, err := l.Hours.plan()
	return err
}
