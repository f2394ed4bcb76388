package guide

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Figure is something published about people, as it may be quoted.
type Figure struct {
	ID         string `json:"id"`
	Part       string `json:"part"`  // "outlook": shown there alone, behind the safety questions; "" anywhere
	Claim      string `json:"claim"` // what was found, in a sentence
	Value      string `json:"value"` // what stands in place of {fig_<id>}
	Interval   string `json:"interval"`
	N          int    `json:"n"` // how many people; 0 where that was not seen
	Population string `json:"population"`
	Design     string `json:"design"`
	Grade      string `json:"grade"` // A to D
	Label      string `json:"label"` // D: how weak it is, always shown
	Address    string `json:"address"`
	SeenOn     string `json:"seen_on"`
	Verified   string `json:"verified"` // how much of the source was read
	Expires    string `json:"expires"`  // to be read again by then
	Memory     bool   `json:"mem"`      // from memory: never ships
}

var figures = load[[]Figure]("evidence.json")

// Figures returns all of them, in the file's order.
func Figures() []Figure { return slices.Clone(figures()) }

// Lookup finds a figure by id.
func Lookup(id string) (Figure, bool) {
	for _, f := range figures() {
		if f.ID == id {
			return f, true
		}
	}
	return Figure{}, false
}

// Outlook is the part of the figures about coming back together.
const Outlook = "outlook"

// Of returns the figures of a part, in the file's order.
func Of(part string) []Figure {
	return slices.DeleteFunc(Figures(), func(f Figure) bool { return f.Part != part })
}

// Source is where a figure's row stands.
func (f Figure) Source() string {
	if f.Part == Outlook {
		return "/decide/outlook/sources#" + f.ID
	}
	return "/help/sources#" + f.ID
}

// Text is the figure as a sentence shows it: with its interval where one was
// published, and with its label where it is weak.
func (f Figure) Text() string {
	aside := slices.DeleteFunc([]string{f.Interval, f.Label}, func(s string) bool { return s == "" })
	if len(aside) == 0 {
		return f.Value
	}
	return f.Value + " (" + strings.Join(aside, "; ") + ")"
}

// Prefix begins the name of an argument that a figure fills: {fig_looked}.
const Prefix = "fig_"

// Book is a book of words.
type Book interface {
	Say(key string, args ...any) string
	Args(key string) []string
}

// Say says key and fills the figures that its sentence names.
func Say(b Book, key string, args ...any) string {
	for _, name := range b.Args(key) {
		id, ok := strings.CutPrefix(name, Prefix)
		if !ok {
			continue
		}
		if f, known := Lookup(id); known {
			args = append(slices.Clip(args), name, f.Text())
		}
	}
	return b.Say(key, args...)
}

var figureID = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// Check names everything that is wrong with a list of figures at a time.
func Check(all []Figure, now time.Time) error {
	var wrong []error
	seen := map[string]bool{}
	for _, f := range all {
		if seen[f.ID] {
			wrong = append(wrong, fmt.Errorf("%s: the id stands twice", f.ID))
		}
		seen[f.ID] = true
		if err := f.check(now); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", f.ID, err))
		}
	}
	return errors.Join(wrong...)
}

func (f Figure) check(now time.Time) error {
	switch {
	case !figureID.MatchString(f.ID):
		return errors.New("no id that a sentence can name")
	case f.Part != "" && f.Part != Outlook:
		return fmt.Errorf("%q is no part", f.Part)
	case f.Claim == "" || f.Value == "" || f.Population == "" || f.Design == "":
		return errors.New("claim, value, population or design is missing")
	case f.Address == "" || f.Verified == "":
		return errors.New("nobody can look it up")
	case len(f.Grade) != 1 || !strings.Contains("ABCD", f.Grade):
		return fmt.Errorf("%q is no grade", f.Grade)
	case f.Grade == "D" && f.Label == "":
		return errors.New("grade D without its label")
	case f.Memory || strings.Contains(f.Claim+f.Value+f.Interval+f.Address, "(mem)"):
		return errors.New("it is from memory")
	case Forbidden(f.Claim+" "+f.Text()) != "":
		return fmt.Errorf("%q is never shown", Forbidden(f.Claim+" "+f.Text()))
	}
	return f.checkDates(now)
}

func (f Figure) checkDates(now time.Time) error {
	seen, err := time.Parse(time.DateOnly, f.SeenOn)
	if err != nil {
		return fmt.Errorf("seen_on: %w", err)
	}
	expires, err := time.Parse(time.DateOnly, f.Expires)
	if err != nil {
		return fmt.Errorf("expires: %w", err)
	}
	if !expires.After(seen) {
		return errors.New("it expires before it was seen")
	}
	if !now.Before(expires) {
		return errors.New("it has expired: read the source again")
	}
	return nil
}
