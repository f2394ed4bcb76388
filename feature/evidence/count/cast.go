package count

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ebb/chat"
	"ebb/tie/exchange"
)

// Person is one human of a chat, behind one or more names.
type Person struct {
	Name     string
	Also     []string // names merged into this one
	Messages int
	Author   int // where Name stands in the history's Authors
}

// Cast is who is who in a chat: every name of the file belongs to a person,
// and one of them may be me.
type Cast struct {
	People []Person // most messages first
	Me     int      // index into People; -1 while that is open
	of     []int    // person of each author
}

// NameError says which name NewCast or Claim could not use, and why.
type NameError struct {
	Name string
	Why  error // ErrNoSuchName or ErrTwice
}

func (e *NameError) Error() string { return fmt.Sprintf("%v: %q", e.Why, e.Name) }

func (e *NameError) Unwrap() error { return e.Why }

// Named is the name an error is about, safe to print; "" where there is none.
func Named(err error) string {
	if e := (*NameError)(nil); errors.As(err, &e) {
		return Clean(e.Name)
	}
	return ""
}

// What can be wrong with a name.
var (
	ErrNoSuchName = errors.New("no such name in the chat")
	ErrTwice      = errors.New("a name cannot be merged into itself")
)

// Merge says that two names are one person, who goes by Into.
type Merge struct{ Name, Into string }

// ParseMerge reads "A=B": A is B.
func ParseMerge(s string) (Merge, bool) {
	name, into, ok := strings.Cut(s, "=")
	m := Merge{strings.TrimSpace(name), strings.TrimSpace(into)}
	return m, ok && m.Name != "" && m.Into != ""
}

// NewCast joins the names of a chat into people.
func NewCast(h *chat.History, merges ...Merge) (*Cast, error) {
	into := make([]int, len(h.Authors)) // author to the author they go by
	for i := range into {
		into[i] = i
	}
	for _, m := range merges {
		from, to := find(h.Authors, m.Name), find(h.Authors, m.Into)
		if from < 0 || to < 0 {
			return nil, &NameError{missing(m, from), ErrNoSuchName}
		}
		a, b := into[from], into[to]
		if a == b {
			return nil, &NameError{m.Name, ErrTwice}
		}
		for i := range into {
			if into[i] == a {
				into[i] = b
			}
		}
	}
	return cast(h, into), nil
}

func missing(m Merge, from int) string {
	if from < 0 {
		return m.Name
	}
	return m.Into
}

func cast(h *chat.History, into []int) *Cast {
	wrote := make([]int, len(h.Authors))
	for i := range h.Messages {
		wrote[h.Messages[i].Author]++
	}
	heads := []int{}
	for i := range into {
		if into[i] == i {
			heads = append(heads, i)
			continue
		}
		wrote[into[i]] += wrote[i]
	}
	slices.SortStableFunc(heads, func(a, b int) int { return cmp.Compare(wrote[b], wrote[a]) })
	c := &Cast{Me: -1, of: make([]int, len(into))}
	for p, head := range heads {
		person := Person{Name: h.Authors[head], Messages: wrote[head], Author: head}
		for i := range into {
			if into[i] != head {
				continue
			}
			c.of[i] = p
			if i != head {
				person.Also = append(person.Also, h.Authors[i])
			}
		}
		c.People = append(c.People, person)
	}
	return c
}

// Writers lists the people as a page shows them.
func (c *Cast) Writers() (out []exchange.Writer) {
	for i, p := range c.People {
		out = append(out, exchange.Writer{Name: p.Name, Also: p.Also, Messages: p.Messages, Me: i == c.Me})
	}
	return out
}

// Claim says which person is me, by any of their names.
func (c *Cast) Claim(name string) error {
	for i, p := range c.People {
		if find(append([]string{p.Name}, p.Also...), name) >= 0 {
			c.Me = i
			return nil
		}
	}
	return &NameError{name, ErrNoSuchName}
}

// ClaimAuthor says which person is me by the place of a name in the history;
// false where there is none.
func (c *Cast) ClaimAuthor(author int) bool {
	if author < 0 || author >= len(c.of) {
		return false
	}
	c.Me = c.of[author]
	return true
}

// Sides gives the side of each author: Me, or Them.
func (c *Cast) Sides() []uint8 {
	out := make([]uint8, len(c.of))
	for i, person := range c.of {
		if person != c.Me {
			out[i] = Them
		}
	}
	return out
}

// Pair reports whether this is a chat of two, or of one who wrote alone.
// Starts and replies mean something only there.
func (c *Cast) Pair() bool { return c.writers() <= 2 }

// writers counts those who wrote. Somebody who only called is not one.
func (c *Cast) writers() int {
	n := 0
	for _, p := range c.People {
		if p.Messages > 0 {
			n++
		}
	}
	return n
}

// find looks for a name as it is written, else without regard to case, to
// blanks around it and to marks that cannot be seen.
func find(names []string, name string) int {
	if i := slices.Index(names, name); i >= 0 {
		return i
	}
	want := plain(name)
	return slices.IndexFunc(names, func(n string) bool { return want != "" && plain(n) == want })
}

func plain(s string) string {
	return strings.ToLower(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(Clean(s)), "~")))
}
