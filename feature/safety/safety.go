// Package safety asks, before anything that looks at the other person's side,
// whether a person is put down, afraid, pushed, hurt, controlled or followed, or
// has been asked to keep away. A yes closes what could raise the danger, and
// leads to people.
//
// It promises that one question stands on a page, that each can be skipped and
// left, that a skip is neither a yes nor a no, that the answers can be changed
// and erased at once, that only the newest ones are kept, and that what is
// closed shows no reason. It refuses to say that anybody is safe, to score, to
// stand in the way of help, and to ask again unless the person says that
// something has changed.
package safety

import (
	"embed"
	"slices"

	"ebb"
	"ebb/feature"
	"ebb/tie"
)

//go:embed *.tmpl words
var files embed.FS

// Name of the feature.
const Name = "safety"

// Changed is the kind of "something has changed": the questions come again.
// Body: struct{}.
const Changed = "safety.changed"

// Names of the steps: where a gated page was meant to lead, that their no was
// said here and now, the section that help puts first, and where its page of
// planning leads on to.
const (
	Then  = "safety.then"
	done  = "safety.done"
	first = "help.first"
	rest  = "help.rest"
)

// Feature is the gate.
func Feature() *feature.Feature {
	return &feature.Feature{
		Name:  Name,
		Guard: feature.Free,
		Kinds: []string{tie.Answered, Changed, tie.Feared},
		Fold:  func() ebb.Fold { return &State{} },
		// In a hard moment one tap is enough, locked or without signal too.
		Capture: Capture,
		Pages: []feature.Page{
			{Path: "GET /safety", Serve: showScreen, Access: feature.Reader},
			{Path: "GET /safety/next", Serve: showNext, Access: feature.Reader},
			{Path: "GET /safety/{n}", Serve: showQuestion, Access: feature.Reader},
			{Path: "POST /safety/{n}", Serve: postAnswer, Access: feature.Reader},
			{Path: "GET /safety/since", Serve: showSince, Access: feature.Reader},
			{Path: "POST /safety/since", Serve: postSince, Access: feature.Reader},
			{Path: "GET /safety/done", Serve: showDone, Access: feature.Reader},
			{Path: "GET /safety/answers", Serve: showAnswers, Access: feature.Reader},
			{Path: "GET /safety/skipped", Serve: showSkipped, Access: feature.Reader},
			{Path: "GET /safety/closed", Serve: showClosed, Access: feature.Reader},
			{Path: "POST /safety/changed", Serve: postChanged, Access: feature.Reader},
			{Path: "POST /safety/erase", Serve: postErase, Access: feature.Reader},
			{Path: "POST /safety/feared", Serve: postFeared},
			{Path: "GET /safety/feared", Serve: showFeared},
			{Path: "POST /safety/feared/erase", Serve: postUnfeared, Access: feature.Reader},
		},
		Gate:  gate,
		Apart: []feature.Apart{feature.Whole(Name, tie.Answered, Changed, tie.Feared)},
		Files: files,
	}
}

// State is the answers that stand.
type State struct {
	Answers  tie.Safety
	Answered bool // to questions, which one tap of fear is none of
	Again    bool // something has changed since
	all      []ebb.ID
	feared   []ebb.ID // those of all that were one tap in a hard moment
}

// Apply takes answers, and fear from a hard moment, which stands as a yes to
// the first question. The order of arrival counts: answers are given here and
// now, and fear that comes late from a phone is taken at its word.
func (s *State) Apply(_ uint64, e ebb.Event) error {
	switch e.Kind {
	case tie.Answered:
		var a tie.Safety
		if err := e.Decode(&a); err != nil {
			return err
		}
		s.Answers, s.Answered, s.Again = a, true, false
		s.all = append(s.all, e.ID)
	case Changed:
		s.Again = true
		s.all = append(s.all, e.ID)
	case tie.Feared:
		s.Answers.Afraid = tie.Yes
		s.all, s.feared = append(s.all, e.ID), append(s.feared, e.ID)
	}
	return nil
}

// through reports whether every question has come up since something changed.
func (s *State) through() bool { return s.Answered && !s.Again && s.Answers.Through() }

// Gate says whether gated pages are open. A yes keeps them closed, also while
// the questions are to be answered again.
func (s *State) Gate() feature.Gate {
	switch {
	case s.Answers.AnyYes():
		return feature.Closed
	case !s.through():
		return feature.Unasked
	case s.Answers.Left():
		return feature.Skipped
	}
	return feature.Open
}

func gate(r *feature.Request) (g feature.Gate, err error) {
	err = feature.See(r, Name, func(s *State) error {
		g = s.Gate()
		return nil
	})
	return g, err
}

func read(r *feature.Request) (s State, err error) {
	err = feature.See(r, Name, func(now *State) error {
		s = *now
		s.all, s.feared = slices.Clone(now.all), slices.Clone(now.feared)
		return nil
	})
	return s, err
}
