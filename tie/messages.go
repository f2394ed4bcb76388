package tie

// Tally is what one import of messages shows: counts and times, no words. It
// is the body of Messages. Starts and replies are missing for a group.
type Tally struct {
	No       int       `cbor:"1,keyasint"` // the import's running number, from 1
	Format   string    `cbor:"2,keyasint"`
	People   []Writer  `cbor:"3,keyasint"`
	Messages int       `cbor:"4,keyasint"`
	Media    int       `cbor:"5,keyasint,omitempty"`
	Deleted  int       `cbor:"6,keyasint,omitempty"`
	Edited   int       `cbor:"7,keyasint,omitempty"`
	Calls    int       `cbor:"8,keyasint,omitempty"` // all of them
	Missed   int       `cbor:"9,keyasint,omitempty"` // of Calls
	System   int       `cbor:"10,keyasint,omitempty"`
	First    int64     `cbor:"11,keyasint"` // seconds since 1970 by the clock on the wall
	Last     int64     `cbor:"12,keyasint"`
	Order    string    `cbor:"13,keyasint,omitempty"` // "dmy", "mdy", "ymd"
	Notes    []Caveat  `cbor:"14,keyasint,omitempty"`
	Gaps     []GapView `cbor:"15,keyasint,omitempty"` // at 1, 2, … 8 quiet hours
	Weeks    []Week    `cbor:"16,keyasint,omitempty"` // those with a message, in order
	Months   []Month   `cbor:"17,keyasint,omitempty"` // those with a message, in order
	Blob     [16]byte  `cbor:"18,keyasint"`           // packed message facts; zero where there are none
	Key      [32]byte  `cbor:"19,keyasint"`
	Way      string    `cbor:"20,keyasint,omitempty"` // how it came in: "page", "text" or "zip"
}

// Writer is one person of a chat: a name as the file has it, and those merged
// into it.
type Writer struct {
	Name     string   `cbor:"1,keyasint"`
	Also     []string `cbor:"2,keyasint,omitempty"`
	Messages int      `cbor:"3,keyasint"`
	Me       bool     `cbor:"4,keyasint,omitempty"`
}

// Caveat is something that may be missing from a file, by its code.
type Caveat struct {
	Code string `cbor:"1,keyasint"`
	N    int    `cbor:"2,keyasint,omitempty"`
}

// GapView is what one definition of a start makes of the messages: a
// conversation begins after this many quiet hours.
type GapView struct {
	Hours  int     `cbor:"1,keyasint"`
	Starts Starts  `cbor:"2,keyasint"`
	Me     Replies `cbor:"3,keyasint"` // how I answer
	Them   Replies `cbor:"4,keyasint"`
}

// Starts counts who began conversations. A start is clear when the same person
// also wrote last before the quiet, or the quiet was longer than a day; the
// rest may be late replies.
type Starts struct {
	Me        int `cbor:"1,keyasint"`
	Them      int `cbor:"2,keyasint"`
	ClearMe   int `cbor:"3,keyasint"`
	ClearThem int `cbor:"4,keyasint"`
}

// Replies is how one side answers the other's turns. Times are seconds. A part
// of a Range is NaN where there is none.
type Replies struct {
	N        int   `cbor:"1,keyasint"` // turns that could be answered
	Answered int   `cbor:"2,keyasint"` // within a day
	Median   Range `cbor:"3,keyasint"`
	Hour     Range `cbor:"4,keyasint"` // share answered within an hour
	Day      Range `cbor:"5,keyasint"`
	Mean     Range `cbor:"6,keyasint"` // mean wait, counting at most a day of it
}

// Range is an estimate with its 95 % limits.
type Range struct {
	Value float64 `cbor:"1,keyasint"`
	Low   float64 `cbor:"2,keyasint"`
	High  float64 `cbor:"3,keyasint"`
}

// Week is an ISO week by its Monday, in days since 1 January 1970. Starts are
// those after 6 quiet hours.
type Week struct {
	Monday     int `cbor:"1,keyasint"`
	Me         int `cbor:"2,keyasint,omitempty"`
	Them       int `cbor:"3,keyasint,omitempty"`
	StartsMe   int `cbor:"4,keyasint,omitempty"`
	StartsThem int `cbor:"5,keyasint,omitempty"`
}

// Month counts starts for each of the eight gaps.
type Month struct {
	Year  int   `cbor:"1,keyasint"`
	Month int   `cbor:"2,keyasint"`
	Me    []int `cbor:"3,keyasint,omitempty"` // eight, or none in a group
	Them  []int `cbor:"4,keyasint,omitempty"`
}
