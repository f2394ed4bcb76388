// Package review is the weekly review: five cards in about six minutes, what
// happened, one moment to look at again, one guess scored, one need, one thing
// for the coming week and who helps. Then it ends. When hard moments have grown
// rare, it says so and offers a way out.
//
// It promises that each card is kept as it happens and may be left out, that
// weeks nobody looked at become one longer week and are never overdue, that it
// is asked for before it asks, and that it asks less often as moments grow
// rare. It refuses scores, and to keep words in its fold: they are read again
// by seq.
package review

import (
	"embed"
	"slices"
	"time"
	"unicode/utf8"

	"ebb"
	"ebb/feature"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "review"

// The kinds.
const (
	KindCard   = "review.card"   // body: Looked
	KindNeed   = "review.need"   // body: Need
	KindNext   = "review.next"   // body: Next
	KindEnded  = "review.ended"  // body: Ended
	KindWanted = "review.wanted" // body: Wanted
	KindStayed = "review.stayed" // body: struct{}; the way out was offered and left
)

// Looked is one card of the week from a date on, looked at or left out.
type Looked struct {
	From string `cbor:"1,keyasint"` // "2026-11-16"
	Card string `cbor:"2,keyasint"` // one of Cards
	Left bool   `cbor:"3,keyasint,omitempty"`
}

// Need is one need of the week, whether it was met, and by whom.
type Need struct {
	Need string `cbor:"1,keyasint"` // one of Needs
	Word string `cbor:"2,keyasint,omitempty"`
	Met  string `cbor:"3,keyasint"`           // one of Mets
	By   string `cbor:"4,keyasint,omitempty"` // one of Bys
}

// Next is one thing for the coming week, and who helps.
type Next struct {
	Text string `cbor:"1,keyasint"`
	Who  string `cbor:"2,keyasint,omitempty"`
}

// Ended is a review that came to its end: the days from one midnight to before
// another, as dates.
type Ended struct {
	From  string `cbor:"1,keyasint"`
	Until string `cbor:"2,keyasint"`
}

// Wanted says whether Today may name the review on Sundays.
type Wanted struct {
	Yes bool `cbor:"1,keyasint"`
}

// What a person chooses from. A name in a list is never taken out or renamed.
var (
	Cards = []string{"happened", "moment", "guess", "need", "next"}
	Needs = []string{"rest", "near", "heard", "respect", "calm", "free", "joy", "own"}
	Mets  = []string{"yes", "partly", "no"}
	Bys   = []string{"me", "friend", "family", "them", "other"}
)

const (
	ownNeed  = "own"
	longNeed = 60
	longNext = 300
	longWho  = 60
)

// Feature is the weekly review.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{KindCard, KindNeed, KindNext, KindEnded, KindWanted, KindStayed},
		Fold:  func() ebb.Fold { return &State{} },
		Pages: []feature.Page{
			{Path: "GET /review", Serve: show, Access: feature.Reader},
			{Path: "POST /review", Serve: post, Access: feature.Reader},
			{Path: "POST /review/wanted", Serve: postWanted, Access: feature.Reader},
			{Path: "POST /review/stay", Serve: postStay, Access: feature.Reader},
		},
		Card:  card,
		Due:   dues,
		Panel: panel,
		Files: files,
	}
}

func (n Need) check() error {
	own := n.Need == ownNeed
	switch {
	case !slices.Contains(Needs, n.Need), !slices.Contains(Mets, n.Met), n.By != "" && !slices.Contains(Bys, n.By), own && n.Word == "":
		return ebb.Bad("review.bad.need")
	case utf8.RuneCountInString(n.Word) > longNeed:
		return ebb.Bad("review.bad.long", "n", longNeed)
	}
	return nil
}

func (n Next) check() error {
	if utf8.RuneCountInString(n.Text) > longNext || utf8.RuneCountInString(n.Who) > longWho {
		return ebb.Bad("review.bad.long", "n", longNext)
	}
	return nil
}

// post keeps what one card says, and that it was looked at.
func post(r *feature.Request) (feature.Answer, error) {
	name := r.PostFormValue("card")
	i := slices.Index(Cards, name)
	if i < 0 {
		return feature.Answer{}, ebb.Bad("review.bad.card")
	}
	w, err := window(r)
	if err != nil {
		return feature.Answer{}, err
	}
	entries, err := said(r, name)
	if err != nil {
		return feature.Answer{}, err
	}
	done := Looked{From: w.from.Format(time.DateOnly), Card: name, Left: r.PostFormValue("do") == "leave"}
	entries = append(entries, entry(r, KindCard, done))
	to := "end"
	if i+1 < len(Cards) {
		to = Cards[i+1]
	} else if !w.over {
		entries = append(entries, entry(r, KindEnded, Ended{done.From, w.until.Format(time.DateOnly)}))
	}
	return feature.Answer{Goto: "/review?card=" + to}, r.Journal.Record(r.Context(), entries...)
}

func entry(r *feature.Request, kind string, body any) ebb.Entry {
	return ebb.Entry{Event: r.New(kind, body)}
}

// said is what the form of a card holds, if it holds anything.
func said(r *feature.Request, name string) ([]ebb.Entry, error) {
	if r.PostFormValue("do") == "leave" {
		return nil, nil
	}
	switch name {
	case "need":
		n := Need{Need: r.PostFormValue("need"), Met: r.PostFormValue("met"), By: r.PostFormValue("by"), Word: r.OwnLine("word")}
		if n.Need == "" && n.Word != "" {
			n.Need = ownNeed
		}
		if n.Need == "" && n.Met == "" {
			return nil, nil
		}
		if n.Need != ownNeed {
			n.Word = ""
		}
		return []ebb.Entry{entry(r, KindNeed, n)}, n.check()
	case "next":
		n := Next{Text: r.OwnLine("text"), Who: r.OwnLine("who")}
		if n.Text == "" {
			return nil, nil
		}
		return []ebb.Entry{entry(r, KindNext, n)}, n.check()
	}
	return nil, nil
}

func postWanted(r *feature.Request) (feature.Answer, error) {
	yes := r.PostFormValue("yes") == "yes"
	return feature.Answer{Goto: "/review?card=end"}, r.Record(r.New(KindWanted, Wanted{yes}))
}

func postStay(r *feature.Request) (feature.Answer, error) {
	return feature.Answer{Goto: "/today"}, r.Record(r.New(KindStayed, struct{}{}))
}
