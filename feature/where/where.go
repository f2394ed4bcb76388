// Package where is where a person stands with somebody: deciding, stepping
// back, letting go, not sure; who ended it, since when, and what still ties
// the two. Each answer is one tap, and each changes a sentence or an offer on
// Today: guilt for whoever left, accepting a no for whoever was left, contact
// that children, home or work allow.
//
// It promises that all of it may be left out, that changing is one tap, and
// that no version is lost: each is an event. It refuses to rate the tie, to
// count days, and to tell people who share children to fall silent.
package where

import (
	"embed"
	"slices"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "where"

// Later is the kind of "not now" on the starter card. Body: struct{}.
const Later = "where.later"

var (
	stances = []tie.Stance{tie.Deciding, tie.SteppingBack, tie.LettingGo, tie.NotSure}
	enders  = []tie.EndedBy{tie.ByMe, tie.ByThem, tie.ByBoth, tie.Break, tie.Unnamed, tie.NotEnded}
)

// Feature is where a person stands.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{tie.Stands, Later},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			{Path: "GET /where", Serve: show, Access: feature.Reader},
			{Path: "POST /where", Serve: post, Access: feature.Reader},
			{Path: "POST /where/later", Serve: postLater, Access: feature.Reader},
		},
		Card:  card,
		Step:  step,
		Files: files,
	}
}

// State is what was said last.
type State struct {
	Standing tie.Standing
	Said     bool       // something was said, and not all of it taken back
	Put      bool       // the starter card was put away
	Safety   tie.Safety // their no narrows what contact is allowed, and a yes what is offered

	at  time.Time
	seq uint64

	mark    tie.Mark // of the newest decision
	decided time.Time
	markSeq uint64
}

// Apply takes the newest standing by time, then by arrival.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	switch e.Kind {
	case tie.Stands:
		var now tie.Standing
		if err := e.Decode(&now); err != nil {
			return err
		}
		if e.At.Before(s.at) || e.At.Equal(s.at) && seq < s.seq {
			return nil
		}
		s.Standing, s.at, s.seq = now, e.At, seq
		s.Said = now.Stance != "" || now.EndedBy != "" || now.Since != "" || len(now.Ties) > 0
	case tie.Decided:
		return s.decision(seq, e)
	case Later:
		s.Put = true
	case tie.Answered:
		var a tie.Safety
		if err := e.Decode(&a); err != nil {
			return err
		}
		s.Safety = a
	case tie.Feared:
		s.Safety.Afraid = tie.Yes
	}
	return nil
}

func (s *State) decision(seq uint64, e ebb.Event) error {
	var d tie.Decision
	if err := e.Decode(&d); err != nil {
		return err
	}
	if e.At.After(s.decided) || e.At.Equal(s.decided) && seq > s.markSeq {
		s.mark, s.decided, s.markSeq = d.Mark, e.At, seq
	}
	return nil
}

// moved reports whether a decision was written since, of another kind than
// where the person says they are.
func (s *State) moved() bool {
	if s.mark == "" || !s.decided.After(s.at) {
		return false
	}
	st := s.Standing.Stance
	switch s.mark {
	case tie.MarkGo:
		return st != tie.LettingGo
	case tie.MarkBreak:
		return st != tie.SteppingBack
	}
	return st != tie.Deciding && st != tie.NotSure
}

// read returns a copy of what stands.
func read(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = *now
		s.Standing.Ties = slices.Clone(now.Standing.Ties)
		return nil
	})
	return s, err
}

// post changes one answer; the others stay. A form says what it wants, not
// "the other one", so that a second tap on a slow line changes nothing.
func post(r *feature.Request) (feature.Answer, error) {
	s, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	now, err := change(r, s.Standing)
	if err != nil {
		return feature.Answer{}, err
	}
	to := "/where"
	if r.FormValue("from") == "today" {
		to = "/today"
	}
	return feature.Answer{Goto: to}, r.Record(r.New(tie.Stands, now))
}

func change(r *feature.Request, now tie.Standing) (tie.Standing, error) {
	for field, value := range r.PostForm {
		v := value[0]
		switch field {
		case "stance":
			if v != "" && !slices.Contains(stances, tie.Stance(v)) {
				return now, ebb.Bad("where.bad")
			}
			now.Stance = tie.Stance(v)
		case "ended":
			if v != "" && !slices.Contains(enders, tie.EndedBy(v)) {
				return now, ebb.Bad("where.bad")
			}
			now.EndedBy = tie.EndedBy(v)
		case "since":
			now.Since = v
			if at, ok := now.SinceDate(r.Now.Location()); v != "" && (!ok || at.After(r.Now)) {
				return now, ebb.Bad("where.bad.since")
			}
		case "tie", "untie":
			if !slices.Contains(tie.TieWords, v) {
				return now, ebb.Bad("where.bad")
			}
			now.Ties = knot(now.Ties, v, field == "tie")
		}
	}
	return now, nil
}

// knot adds or removes one tie and keeps the order of tie.TieWords.
func knot(ties []string, which string, on bool) []string {
	var now []string
	for _, w := range tie.TieWords {
		if w == which && on || w != which && slices.Contains(ties, w) {
			now = append(now, w)
		}
	}
	return now
}

func postLater(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: "/today"}, r.Record(r.New(Later, struct{}{}))
}

// chip is one answer as a button.
type chip struct {
	Field, Value string // what a tap says
	Key          string // its words
	On           bool
}

type wherePage struct {
	Stances, Enders, Ties []chip
	Since, Today          string
	Words                 *view // what the answers change
}

func show(r *feature.Request) (feature.Answer, error) {
	s, err := read(r)
	if err != nil {
		return feature.Answer{}, err
	}
	p := wherePage{Since: s.Standing.Since, Today: r.Now.Format(time.DateOnly), Words: look(r, s)}
	for _, v := range stances {
		p.Stances = append(p.Stances, oneOf("stance", string(v), string(s.Standing.Stance)))
	}
	for _, v := range enders {
		p.Enders = append(p.Enders, oneOf("ended", string(v), string(s.Standing.EndedBy)))
	}
	for _, v := range tie.TieWords {
		c := chip{Field: "tie", Value: v, Key: "where.tie." + v}
		if slices.Contains(s.Standing.Ties, v) {
			c.Field, c.On = "untie", true
		}
		p.Ties = append(p.Ties, c)
	}
	return feature.Answer{Template: "where/show", Data: p, Title: "where.title", Place: "today"}, nil
}

// oneOf is a chip of which one is on; a tap on that one takes it back.
func oneOf(field, value, now string) chip {
	c := chip{Field: field, Value: value, Key: "where." + field + "." + value, On: value == now}
	if c.On {
		c.Value = ""
	}
	return c
}
