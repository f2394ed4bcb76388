package tie

// Answered is the kind of the answers to the safety questions. Body: Safety.
// Each event holds all answers that stand; the ones before are erased.
const Answered = "safety.answered"

// Safety is what a person answered. "" is not answered, which is no no.
type Safety struct {
	Afraid  YesNo `cbor:"1,keyasint,omitempty" json:"afraid,omitempty"`  // of them
	Control YesNo `cbor:"2,keyasint,omitempty" json:"control,omitempty"` // they control or follow
	TheirNo YesNo `cbor:"3,keyasint,omitempty" json:"theirNo,omitempty"` // asked for no contact, or there is an order
	PutDown YesNo `cbor:"4,keyasint,omitempty" json:"putDown,omitempty"` // or threatened
	Pushed  YesNo `cbor:"5,keyasint,omitempty" json:"pushed,omitempty"`  // into sex or touch
	Hurt    YesNo `cbor:"6,keyasint,omitempty" json:"hurt,omitempty"`    // or things broken, or animals harmed
	// NoSince is the day since when their no stands, "2026-12-01": as the person
	// says it, else the day it was answered. "" where there is no such no, or it
	// was answered before this was kept.
	NoSince string `cbor:"7,keyasint,omitempty" json:"noSince,omitempty"`
	// Put is how many of the questions have come up by now; 0 where only the
	// first three were known.
	Put int `cbor:"8,keyasint,omitempty" json:"put,omitempty"`
}

// SafetyQuestions is how many there are.
const SafetyQuestions = 6

// YesNo is an answer that may be left out.
type YesNo string

// The answers.
const (
	Yes YesNo = "yes"
	No  YesNo = "no"
)

// Fear reports a yes to a question about what they do: all but their no.
func (s Safety) Fear() bool {
	return s.Afraid == Yes || s.Control == Yes || s.PutDown == Yes || s.Pushed == Yes || s.Hurt == Yes
}

// AnyYes reports whether one of the answers is a yes.
func (s Safety) AnyYes() bool { return s.Fear() || s.TheirNo == Yes }

// Through reports whether every question has come up. From a time of three
// questions, three are all.
func (s Safety) Through() bool { return s.Put == 0 || s.Put >= SafetyQuestions }

// Left reports whether one of the questions has no answer.
func (s Safety) Left() bool {
	if s.Afraid == "" || s.Control == "" || s.TheirNo == "" {
		return true
	}
	return s.Put > 0 && (s.PutDown == "" || s.Pushed == "" || s.Hurt == "")
}
