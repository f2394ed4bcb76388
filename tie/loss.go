package tie

// What a person lost with somebody or set aside for them, and what they say to
// it. Feature losses owns both kinds.
const (
	LossNamed = "losses.named" // body: Loss
	LossSaid  = "losses.said"  // body: LossWord; every version stands beside the others
)

// Loss is one entry, as it was first named.
type Loss struct {
	Sort  string `cbor:"1,keyasint" json:"sort"` // of LossSorts
	Words string `cbor:"2,keyasint" json:"words"`
	Topic string `cbor:"3,keyasint,omitempty" json:"topic,omitempty"` // the tick or the record it came from
}

// LossWord is one thing said to a loss.
type LossWord struct {
	Of    [16]byte `cbor:"1,keyasint" json:"of"`
	Way   string   `cbor:"2,keyasint" json:"way"` // of LossWays
	Words string   `cbor:"3,keyasint" json:"words"`
	Day   string   `cbor:"4,keyasint,omitempty" json:"day,omitempty"` // LossMourn: when it may come back; LossBack: when it is done
	If    string   `cbor:"5,keyasint,omitempty" json:"if,omitempty"`  // LossBack: when it comes up
}

// LossSorts are what a loss can be, and the ways what can be said to it. None is
// ever taken out or renamed.
var (
	LossSorts = []string{"person", "future", "hope", "self"}
	LossWays  = []string{LossWords, LossMourn, LossKeep, LossBack}
)

// The ways.
const (
	LossWords = "words" // named anew
	LossMourn = "mourn" // a line said to it
	LossKeep  = "keep"  // what of it stays
	LossBack  = "back"  // one thing taken back
)
