package where

import (
	"slices"
	"strings"
	"time"

	"ebb/feature"
	"ebb/tie"
)

// view is what the answers change: sentences and offers.
type view struct {
	Sentences []string
	Offers    []feature.Link
}

// look turns what stands into words. Each answer that was given adds or
// changes one of them; nil where none was.
func look(r *feature.Request, s State) *view {
	if !s.Said {
		return nil
	}
	var v view
	st := s.Standing
	switch {
	case st.Stance == tie.SteppingBack && s.Safety.Fear():
		v.say(r, "where.words.stance.pace")
	case st.Stance != "":
		v.say(r, "where.words.stance."+string(st.Stance))
	}
	switch {
	case st.EndedBy == tie.Break && s.Safety.Fear():
		v.say(r, "where.words.ended.rest")
	case st.EndedBy != "":
		v.say(r, "where.words.ended."+string(st.EndedBy))
	}
	if at, ok := st.SinceDate(r.Now.Location()); ok {
		v.say(r, "where.words.since."+since(at, r.Now))
	}
	v.ties(r, s)
	if s.moved() {
		v.say(r, "where.words.moved")
	}
	v.offers(r, s)
	return &v
}

func (v *view) say(r *feature.Request, key string, args ...any) {
	v.Sentences = append(v.Sentences, r.Say(key, args...))
}

// since says how long ago in steps a person would use.
func since(at, now time.Time) string {
	switch days := int(now.Sub(at).Hours() / 24); {
	case days < 14:
		return "days"
	case days < 90:
		return "weeks"
	case days < 365:
		return "months"
	}
	return "year"
}

// ties says what contact is allowed. Their no leaves what they or a court
// allow, and nothing else.
func (v *view) ties(r *feature.Request, s State) {
	var shared []string
	for _, t := range s.Standing.Ties {
		if t != "friends" {
			shared = append(shared, r.Say("where.share."+t))
		}
	}
	switch {
	case len(shared) == 0:
	case s.Safety.TheirNo == tie.Yes:
		v.say(r, "where.words.ties.no", "what", strings.Join(shared, ", "))
	case s.Standing.EndedBy == tie.NotEnded:
		v.say(r, "where.words.ties.together", "what", strings.Join(shared, ", "))
	default:
		v.say(r, "where.words.ties", "what", strings.Join(shared, ", "))
	}
	if slices.Contains(s.Standing.Ties, "friends") {
		v.say(r, "where.words.friends")
	}
}

// offers are the one or two things that fit. After a yes to a question about
// fear none of them is about contact or about going quiet.
func (v *view) offers(r *feature.Request, s State) {
	st, calm := s.Standing, !s.Safety.Fear()
	offer := func(href, key string) { v.Offers = append(v.Offers, feature.Link{Href: href, Text: r.Say(key)}) }
	switch st.EndedBy {
	case tie.ByMe:
		offer("/note", "where.offer.guilt")
	case tie.ByThem:
		offer("/now", "where.offer.accept")
	case tie.Break:
		if calm {
			offer("/note", "where.offer.break")
		}
	}
	if at, ok := st.SinceDate(r.Now.Location()); ok && since(at, r.Now) == "days" {
		offer("/night", "where.offer.night")
	}
	switch st.Stance {
	case tie.Deciding:
		offer("/decide", "where.offer.decide")
	case tie.SteppingBack:
		if calm {
			offer("/keep/boundaries", "where.offer.stepping")
		}
	case tie.LettingGo:
		offer("/decide/after/week", "where.offer.letting")
	case tie.NotSure:
		offer("/think", "where.offer.think")
	}
}

type cardView struct {
	Asks    bool // nothing was said yet
	Stances []chip
	*view
}

// step is the first line on Decide: where the person is, and what that means
// for the steps. None of them goes away.
func step(r *feature.Request) (*feature.Shelf, error) {
	s, err := read(r)
	stance := string(s.Standing.Stance)
	return &feature.Shelf{Href: "/where", Head: r.Say("where.step", "stance", stance), Line: r.Say("where.step.line", "stance", stance)}, err
}

// card asks once, where nothing was said and it was not put away; then it
// shows the words that fit.
func card(r *feature.Request) (*feature.Card, error) {
	if r.Journal == nil {
		return nil, nil
	}
	s, err := read(r)
	if err != nil || !s.Said && s.Put {
		return nil, err
	}
	v := cardView{Asks: !s.Said, view: look(r, s)}
	for _, st := range stances {
		v.Stances = append(v.Stances, oneOf("stance", string(st), string(s.Standing.Stance)))
	}
	return &feature.Card{Template: "where/card", Data: v}, nil
}
