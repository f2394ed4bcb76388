package tie

// Answered is the kind of the answers to the three safety questions. Body:
// Safety. Each event holds all answers that stand; the ones before are erased.
const Answered = "safety.answered"

// Safety is what a person answered. "" is not answered, which is no no.
type Safety struct {
	Afraid  YesNo `cbor:"1,keyasint,omitempty" json:"afraid,omitempty"`  // of them
	Control YesNo `cbor:"2,keyasint,omitempty" json:"control,omitempty"` // they control or follow
	TheirNo YesNo `cbor:"3,keyasint,omitempty" json:"theirNo,omitempty"` // asked for no contact, or there is an order
}

// YesNo is an answer that may be left out.
type YesNo string

// The answers.
const (
	Yes YesNo = "yes"
	No  YesNo = "no"
)

// Left reports whether one of them has no answer.
func (s Safety) Left() bool { return s.Afraid == "" || s.Control == "" || s.TheirNo == "" }

// AnyYes reports whether one of the answers is a yes.
func (s Safety) AnyYes() bool { return s.Afraid == Yes || s.Control == Yes || s.TheirNo == Yes }
