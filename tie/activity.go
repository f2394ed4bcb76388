package tie

// What a person plans for a week of their own, and what became of it. Feature
// busy owns both kinds; what others suggest in one tap joins the week this way.
const (
	ActivityPlanned = "busy.planned" // body: Activity
	ActivityWent    = "busy.went"    // body: ActivityEnd; the newest stands
)

// Activity is something to do on a day.
type Activity struct {
	Ready string `cbor:"1,keyasint,omitempty" json:"ready,omitempty"` // one of ebb's own, by key
	Words string `cbor:"2,keyasint,omitempty" json:"words,omitempty"` // or the person's words
	Sort  string `cbor:"3,keyasint" json:"sort"`                      // of ActivitySorts
	Day   string `cbor:"4,keyasint" json:"day"`                       // "2026-11-24"
	Time  string `cbor:"5,keyasint,omitempty" json:"time,omitempty"`  // "18:30"; "" any time
}

// ActivityEnd is what became of an activity.
type ActivityEnd struct {
	Of  [16]byte `cbor:"1,keyasint" json:"of"`
	How string   `cbor:"2,keyasint" json:"how"` // of ActivityEnds
}

// What can be chosen. None is ever taken out or renamed: old events hold it.
var (
	ActivitySorts = []string{"people", "move", "project", "other"}
	ActivityEnds  = []string{"did", "else", "not"}
)
