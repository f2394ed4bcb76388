// Package draft is a chat that was brought in and not yet counted: what its
// files hold, and the questions that are still open about them. It lives in
// memory alone.
//
// It promises that a question is asked only where the files leave it open, and
// that answers can be changed until the chat is counted. It refuses words: the
// histories it holds have none.
package draft

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"time"

	"ebb/chat"
	"ebb/chat/all"
	"ebb/feature/evidence/count"
	"ebb/feature/evidence/join"
)

// Draft is one import on its way.
type Draft struct {
	Way     string // how it came in: "page", "text" or "zip"
	zone    *time.Location
	sources []*source
	order   string // the order chosen for files that leave it open; "" while it is a question
	chat    string // the chat chosen in files of several
	merges  []count.Merge

	joined *chat.History // of the choices so far; nil when they changed
	which  *chat.Which
	timer  *time.Timer
}

// source is one file: its chats, in every order of day and month that can be.
type source struct {
	orders   map[string][]*chat.History // one where there is no question
	examples []string                   // stamps as written, while there is one
}

// New is a draft of no file. Clocks without a zone stand for zone.
func New(zone *time.Location) *Draft { return &Draft{Way: "text", zone: zone} }

// Zone is the person's.
func (d *Draft) Zone() *time.Location { return d.zone }

// Files says how many there are.
func (d *Draft) Files() int { return len(d.sources) }

// Size says how many messages wait in memory.
func (d *Draft) Size() int {
	n := 0
	for _, s := range d.sources {
		for _, chats := range s.orders {
			for _, h := range chats {
				n += len(h.Messages)
			}
		}
	}
	return n
}

// ErrLongDates is a text too long to be read twice whose dates can be read
// both ways.
var ErrLongDates = errors.New("a long text whose dates can be read both ways")

// DateOrders are the ones that can be asked for.
var DateOrders = []string{"dmy", "mdy", "ymd"}

// Decode reads one more file, in every order of day and month that it allows.
func (d *Draft) Decode(raw []byte, options func(order string) chat.Options) error {
	read := func(order string) ([]*chat.History, error) {
		return all.Decode(bytes.NewReader(raw), int64(len(raw)), options(order))
	}
	chats, err := read("")
	if err != nil {
		return err
	}
	s := &source{examples: asks(chats), orders: map[string][]*chat.History{}}
	for _, order := range DateOrders {
		if len(s.examples) == 0 {
			break
		}
		if other, err := read(order); err == nil {
			s.orders[order] = other
		}
	}
	if len(s.orders) < 2 { // no other order reads: there is no question
		s = settled(chats)
	}
	d.add(s)
	return nil
}

// Stream reads one more file that is too long to hold, once. head is its
// beginning, which r gives again.
func (d *Draft) Stream(r io.Reader, head []byte, options func(order string) chat.Options) error {
	chats, err := all.Stream(r, head, options(""))
	if err != nil {
		return err
	}
	if len(asks(chats)) > 0 {
		return ErrLongDates
	}
	d.add(settled(chats))
	return nil
}

func (d *Draft) add(s *source) { d.sources, d.joined, d.which = append(d.sources, s), nil, nil }

func settled(chats []*chat.History) *source {
	return &source{orders: map[string][]*chat.History{"": chats}}
}

// asks gives the stamps of a file whose order of day and month is open.
func asks(chats []*chat.History) []string {
	for _, h := range chats {
		if !h.DateOrderSure && len(h.Examples) > 0 {
			return h.Examples
		}
	}
	return nil
}

// in gives a file's chats in the order chosen, or in the likeliest one.
func (s *source) in(order string) []*chat.History {
	for _, o := range append([]string{order, ""}, DateOrders...) {
		if chats := s.orders[o]; chats != nil {
			return chats
		}
	}
	return nil
}

// Orders are those that can be chosen; none where the dates are certain, or
// another file of the same chat settles them.
func (d *Draft) Orders() []string {
	var all []string
	for _, s := range d.sources {
		for _, order := range DateOrders {
			if s.orders[order] != nil && !slices.Contains(all, order) {
				all = append(all, order)
			}
		}
	}
	if sure := d.sure(); slices.Contains(all, sure) {
		d.order = sure
		return nil
	}
	return all
}

// sure is the one order of the files that leave no question; "" where they
// differ or have none.
func (d *Draft) sure() string {
	var found []string
	for _, s := range d.sources {
		for _, h := range s.orders[""] {
			if h.DateOrder != "" && h.DateOrderSure && !slices.Contains(found, h.DateOrder) {
				found = append(found, h.DateOrder)
			}
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

// OpenOrder reports whether the order of day and month is a question.
func (d *Draft) OpenOrder() bool { return len(d.Orders()) > 0 && d.order == "" }

// Picked is the order that was chosen; "" while it is a question.
func (d *Draft) Picked() string { return d.order }

// Examples are stamps as the file has them, up to three.
func (d *Draft) Examples() []string {
	for _, s := range d.sources {
		if len(s.examples) > 0 {
			return s.examples
		}
	}
	return nil
}

// Order answers the question about dates. What cannot be changes nothing.
func (d *Draft) Order(order string) {
	if slices.Contains(d.Orders(), order) && order != d.order {
		d.order, d.joined, d.which = order, nil, nil
	}
}

// Chat answers the question which chat, by its place among the choices.
func (d *Draft) Chat(i int) {
	if w := d.Which(); w != nil && i >= 0 && i < len(w.Choices) {
		d.chat, d.joined, d.which = w.Choices[i].Name, nil, nil
	}
}

// Which is the question which of several chats is meant; nil where it is
// settled.
func (d *Draft) Which() *chat.Which {
	d.join()
	return d.which
}

// History is the chat, of the answers so far; nil while it is open which one.
func (d *Draft) History() *chat.History {
	d.join()
	return d.joined
}

func (d *Draft) join() {
	if d.joined != nil || d.which != nil {
		return
	}
	d.Orders()
	files := make([][]*chat.History, len(d.sources))
	for i, s := range d.sources {
		files[i] = s.in(d.order)
	}
	h, err := join.Gather(files, d.chat, d.zone)
	if which := (*chat.Which)(nil); errors.As(err, &which) {
		d.which = which
		return
	}
	d.joined = h
}

// Cast is who is who, after the merges so far.
func (d *Draft) Cast() (*count.Cast, error) { return count.NewCast(d.History(), d.merges...) }

// Merge takes two authors by their place in the history. What does not fit
// changes nothing.
func (d *Draft) Merge(from, into int) {
	names := d.History().Authors
	if from < 0 || into < 0 || from >= len(names) || into >= len(names) {
		return
	}
	merges := append(d.merges[:len(d.merges):len(d.merges)], count.Merge{Name: names[from], Into: names[into]})
	if _, err := count.NewCast(d.History(), merges...); err == nil {
		d.merges = merges
	}
}
