package tie

// What still stands open between two people: feature ends owns both. The id of a
// door stands under key 1 of what says that it is done.
const (
	DoorOpened = "ends.opened" // body: Door
	DoorDone   = "ends.done"
)

// Door is one thing that stands open, and what is to become of it.
type Door struct {
	What    string `cbor:"1,keyasint"`           // of DoorWords, or OwnDoor
	Word    string `cbor:"2,keyasint,omitempty"` // OwnDoor: what it is
	How     string `cbor:"3,keyasint"`           // "leave", "close" or "hand"
	By      string `cbor:"4,keyasint,omitempty"` // "2026-12-01", a date without zone
	Through string `cbor:"5,keyasint,omitempty"` // "hand": who takes it there
}

// DoorWords are the things to choose from. None is ever taken out or renamed.
var DoorWords = []string{"keys", "things", "location", "accounts", "photos", "money", "pet", "block"}

// OwnDoor is a thing in a person's own words.
const OwnDoor = "own"
