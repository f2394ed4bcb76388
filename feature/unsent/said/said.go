// Package said is what a person said elsewhere, as far as a letter, the story
// and the look at brooding take it up.
//
// It promises to offer the person's own words and names as they stood, at most
// four at a time, and to read texts for one thing alone: whether they go in
// circles. It refuses to make a sentence for anybody, and to count anything
// else in what was written.
package said

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

// State is where it stands, without words.
type State struct {
	rows   map[string][]feature.Row // by kind
	heads  []time.Time
	ledger tie.Ledger
	Safety tie.Safety
	look   look
}

// look is the newest look at brooding.
type look struct {
	feature.Row
	tie.Brooding
}

// New is the state before anything.
func New() State { return State{rows: map[string][]feature.Row{}} }

// reread are the kinds whose words are opened again.
var reread = []string{tie.Stands, tie.Named, tie.Noted, tie.Needs, tie.Promised, tie.Weighed, tie.SeenSoberly, tie.Near, tie.LossNamed, tie.LossSaid, tie.ActivityPlanned}

// Apply takes what others own, and the look at brooding.
func (s *State) Apply(seq uint64, e ebb.Event) error {
	row := feature.RowOf(seq, e)
	if err := s.take(row, e); err != nil {
		return err
	}
	if slices.Contains(reread, e.Kind) {
		s.rows[e.Kind] = feature.Sorted(s.rows[e.Kind], row)
	}
	return nil
}

func (s *State) take(row feature.Row, e ebb.Event) error {
	switch e.Kind {
	case tie.HeadBegan:
		s.heads = append(s.heads, e.At)
	case tie.Promised:
		return ebb.Apply(e, func(p tie.Promise) { s.ledger.Promise(e.ID, p) })
	case tie.Held:
		return ebb.Apply(e, func(o tie.Outcome) { s.ledger.Outcome(e.ID, e.At, o) })
	case tie.Answered:
		return ebb.Apply(e, func(a tie.Safety) { s.Safety = a })
	case tie.Feared:
		s.Safety.Afraid = tie.Yes
	case tie.Brooded:
		return ebb.Apply(e, func(b tie.Brooding) {
			if s.look.Seq == 0 || s.look.Earlier(row) < 0 {
				s.look = look{row, b}
			}
		})
	}
	return nil
}

// Clone is a copy that later events do not change.
func (s *State) Clone() State {
	c := *s
	c.rows, c.heads, c.ledger = map[string][]feature.Row{}, slices.Clone(s.heads), s.ledger.Clone()
	for kind, rows := range s.rows {
		c.rows[kind] = slices.Clone(rows)
	}
	return c
}

// Look is the look at brooding that stands, and when it was; false where there
// is none.
func (s *State) Look(now time.Time) (b tie.Brooding, at time.Time, stands bool) {
	return s.look.Brooding, s.look.At, s.look.Seq > 0 && tie.BroodingStands(s.look.At, now)
}

// Heads is how often the head would not stop in the week that ends now.
func (s *State) Heads(now time.Time) (n int) {
	for _, at := range s.heads {
		if age := now.Sub(at); age >= 0 && age < 7*24*time.Hour {
			n++
		}
	}
	return n
}

// lately are the rows of a kind since a time, the newest first, and no more than
// so many.
func (s *State) lately(kind string, since time.Time, most int) (seqs []uint64) {
	for _, row := range slices.Backward(s.rows[kind]) {
		if len(seqs) < most && !row.At.Before(since) {
			seqs = append(seqs, row.Seq)
		}
	}
	return seqs
}

// Notes are the texts of the notes since a time, the newest first.
func (s *State) Notes(r *feature.Request, since time.Time, most int) (all []Text, err error) {
	err = feature.Again(r, s.lately(tie.Noted, since, most), func(e ebb.Event, n tie.Note) {
		all = append(all, Text{At: e.At, Words: n.Text})
	})
	return all, err
}

// Noted is when something was noted since a time; zero where nothing was.
func (s *State) Noted(since time.Time) time.Time {
	if n := len(s.rows[tie.Noted]); n > 0 && !s.rows[tie.Noted][n-1].At.Before(since) {
		return s.rows[tie.Noted][n-1].At
	}
	return time.Time{}
}

// Planned is what stands next on the week of the person's own, said in a
// sentence; "" where nothing does.
func (s *State) Planned(r *feature.Request) (line string, err error) {
	next, today := "", r.Now.Format(time.DateOnly)
	err = feature.Again(r, s.lately(tie.ActivityPlanned, r.Now.Add(-far), looked), func(_ ebb.Event, a tie.Activity) {
		at, known := r.Morning(a.Day)
		if a.Words != "" && known && a.Day > today && (next == "" || a.Day < next) {
			next, line = a.Day, r.Say("unsent.ahead.said", "what", a.Words, "at", at)
		}
	})
	return line, err
}

// Offer is one thing a letter can take up, in words.
type Offer struct {
	Take string // of fact.Takes
	Text string
}

// Value is what a form posts for it.
func (o Offer) Value() string { return o.Take + ":" + o.Text }

const (
	far    = 30 * 24 * time.Hour // how old a feeling may be
	looked = 50                  // how many rows are looked at for one line
	three  = 3
)

// Offers are what was said before and fits a letter: a feeling, a promise that
// was not kept, a loss, and the need that matters most.
func (s *State) Offers(r *feature.Request) (all []Offer, err error) {
	for _, f := range []func(*feature.Request) (Offer, error){s.felt, s.promise, s.reason, s.need} {
		o, err := f(r)
		if err != nil {
			return nil, err
		}
		if o.Text != "" {
			all = append(all, o)
		}
	}
	return all, nil
}

// felt is the strongest of the feelings named last.
func (s *State) felt(r *feature.Request) (o Offer, err error) {
	var newest time.Time
	take := func(e ebb.Event, all []tie.Feeling) {
		if len(all) == 0 || e.At.Before(newest) {
			return
		}
		f := slices.MaxFunc(all, func(a, b tie.Feeling) int { return cmp.Compare(strength(a), strength(b)) })
		newest, o = e.At, Offer{"felt", r.Say("unsent.felt", "word", feeling(r, f), "at", e.At.In(r.Now.Location()))}
	}
	since := r.Now.Add(-far)
	err = feature.Again(r, s.lately(tie.Named, since, 1), func(e ebb.Event, f tie.Feelings) { take(e, f.Felt) })
	if err == nil {
		err = feature.Again(r, s.lately(tie.Noted, since, looked), func(e ebb.Event, n tie.Note) { take(e, n.Feelings) })
	}
	return o, err
}

func strength(f tie.Feeling) int {
	if f.Strength == nil {
		return 0
	}
	return *f.Strength
}

// feeling is the person's own word, or ours for its family.
func feeling(r *feature.Request, f tie.Feeling) string {
	if f.Word != "" {
		return f.Word
	}
	family, _ := tie.FamilyOf(f.Name)
	return r.Say("unsent.felt.word", "word", family.Name)
}

func (s *State) promise(r *feature.Request) (o Offer, err error) {
	err = feature.Again(r, s.lately(tie.Promised, time.Time{}, looked), func(e ebb.Event, p tie.Promise) {
		if kept, _ := s.ledger.Came(e.ID); o.Text == "" && !p.Mine && kept == tie.KeptNot {
			o = Offer{"promise", p.Words}
		}
	})
	return o, err
}

// reason is a loss that was named, or else what speaks against letting go.
func (s *State) reason(r *feature.Request) (o Offer, err error) {
	all, err := s.losses(r, 1)
	if o.Take = "loss"; err == nil && len(all) == 0 {
		o.Take = "reason"
		all, err = s.against(r, 1)
	}
	if len(all) > 0 {
		o.Text = all[0]
	}
	return o, err
}

// losses are the losses named last, each in its newest words.
func (s *State) losses(r *feature.Request, most int) (out []string, err error) {
	words := map[ebb.ID]string{}
	err = feature.Again(r, s.lately(tie.LossSaid, time.Time{}, looked), func(_ ebb.Event, w tie.LossWord) {
		if w.Way == tie.LossWords && words[w.Of] == "" {
			words[w.Of] = w.Words
		}
	})
	if err == nil {
		err = feature.Again(r, s.lately(tie.LossNamed, time.Time{}, most), func(e ebb.Event, l tie.Loss) {
			out = append(out, cmp.Or(words[e.ID], l.Words))
		})
	}
	return out, err
}

// stays is what of the losses stays with the person, or else who is near.
func (s *State) stays(r *feature.Request) (line string, err error) {
	var all []string
	err = feature.Again(r, s.lately(tie.LossSaid, time.Time{}, looked), func(_ ebb.Event, w tie.LossWord) {
		if w.Way == tie.LossKeep && len(all) < three {
			all = append(all, w.Words)
		}
	})
	if len(all) > 0 || err != nil {
		return r.Say("unsent.story.keep.said", "list", strings.Join(all, " · ")), err
	}
	err = feature.Again(r, s.lately(tie.Near, time.Time{}, three), func(_ ebb.Event, p tie.Person) { all = append(all, p.Name) })
	if slices.Reverse(all); len(all) > 0 {
		line = r.Say("unsent.story.keep.near", "list", strings.Join(all, ", "))
	}
	return line, err
}

// gone are the losses, or else what speaks against letting go.
func (s *State) gone(r *feature.Request) (line string, err error) {
	all, err := s.losses(r, three)
	if err == nil && len(all) == 0 {
		all, err = s.against(r, three)
	}
	if len(all) > 0 {
		line = r.Say("unsent.story.lost.said", "list", strings.Join(all, " · "))
	}
	return line, err
}

// against are the weightiest lines that speak against letting go.
func (s *State) against(r *feature.Request, most int) (out []string, err error) {
	var all []tie.Reason
	err = feature.Again(r, s.lately(tie.Weighed, time.Time{}, looked), func(_ ebb.Event, w tie.Reason) {
		if w.List == "go-against" {
			all = append(all, w)
		}
	})
	slices.SortStableFunc(all, func(a, b tie.Reason) int { return cmp.Compare(b.Size, a.Size) })
	for _, w := range all[:min(most, len(all))] {
		out = append(out, w.Words)
	}
	return out, err
}

func (s *State) need(r *feature.Request) (o Offer, err error) {
	err = feature.Again(r, s.lately(tie.Needs, time.Time{}, 1), func(_ ebb.Event, list tie.NeedList) {
		top := -1
		for _, n := range list.Needs {
			if n.Weight == nil || *n.Weight <= top {
				continue
			}
			top, o = *n.Weight, Offer{"need", n.Own}
			if n.Own == "" {
				o.Text = r.Say("unsent.need", "what", n.Subject)
			}
		}
	})
	return o, err
}

// Part is what was said elsewhere and belongs to a part of the story, said in a
// sentence; "" where nothing was.
func (s *State) Part(r *feature.Request, part string) (line string, err error) {
	switch part {
	case "was":
		err = feature.Again(r, s.lately(tie.SeenSoberly, time.Time{}, looked), func(_ ebb.Event, seen tie.Seen) {
			if line == "" && len(seen.Gives) > 0 {
				line = r.Say("unsent.story.was.said", "what", seen.Gives[0])
			}
		})
	case "ended":
		err = feature.Again(r, s.lately(tie.Stands, time.Time{}, 1), func(_ ebb.Event, t tie.Standing) {
			at, known := t.SinceDate(r.Now.Location())
			if t.EndedBy != "" || known {
				line = r.Say("unsent.story.ended.said", "by", string(t.EndedBy), "known", known, "at", at)
			}
		})
	case "lost":
		return s.gone(r)
	case "keep":
		return s.stays(r)
	}
	return line, err
}
