package tie

// Weighed is the kind of one line for or against letting go, or keeping. Body:
// Reason. Changed and taken out like any entry; feature weigh owns it.
const Weighed = "weigh.said"

// Reason is one line, as it stood when it was kept: Words say it also where it
// came from a starter or from the person's records.
type Reason struct {
	List  string `cbor:"1,keyasint" json:"list"` // one of ReasonLists
	Words string `cbor:"2,keyasint" json:"words"`
	Size  int    `cbor:"3,keyasint" json:"size"`                      // 1 a little, 2 a good deal, 3 very much
	Topic string `cbor:"4,keyasint,omitempty" json:"topic,omitempty"` // of the starters, or the record it came from
}

// ReasonLists are the four lists, each choice with both its sides. None is ever
// taken out or renamed.
var ReasonLists = []string{"go-for", "go-against", "keep-for", "keep-against"}
