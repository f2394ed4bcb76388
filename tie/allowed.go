package tie

// AllowedContact is the kind of contact that was planned or allowed. Body:
// Allowed. It never counts as acting, and boundary owns it.
//
// A hard moment that ended in acting and is marked as allowed, and an Allowed
// that names this moment, are one contact, whichever was kept first.
const AllowedContact = "tie.allowed"

// Allowed is one such contact.
type Allowed struct {
	Channel string `cbor:"1,keyasint"`           // of Channels, or OwnChannel
	About   string `cbor:"2,keyasint"`           // of Abouts
	Moment  string `cbor:"3,keyasint,omitempty"` // the hard moment it may belong to: its id in hexadecimal digits
	Word    string `cbor:"4,keyasint,omitempty"` // OwnChannel: what the person calls it
}

// Channels are the ways contact can go, and Abouts what it can be about. A
// name is never taken out or renamed: old events hold it.
var (
	Channels = []string{"message", "call", "mail", "app", "lawyer", "between", "handover"}
	Abouts   = []string{"children", "home", "pet", "work", "money", "things"}
)

// OwnChannel is a way with a name of the person's own.
const OwnChannel = "own"
