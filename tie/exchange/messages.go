// Package exchange is what the messages of two people show: counts and times,
// never words. It is the body of tie.Messages, and weeks with the silent ones
// among them.
//
// It promises that a missing figure is missing and no zero. It refuses a clock,
// names beside those a file has, and any word on what a count means.
package exchange

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
	Way      string    `cbor:"20,keyasint,omitempty"` // how it came in: "page", "text", "zip" or "file"
	Parts    []Part    `cbor:"21,keyasint,omitempty"` // channels it was joined from; none for one
	Me       *Side     `cbor:"22,keyasint,omitempty"` // missing for a group
	Them     *Side     `cbor:"23,keyasint,omitempty"`
	Changes  *Changes  `cbor:"24,keyasint,omitempty"` // missing where there is too little to look for one
	Talked   int       `cbor:"25,keyasint,omitempty"` // seconds of Calls, as far as the file says
}

// Part is what one channel brought in.
type Part struct {
	Format   string `cbor:"1,keyasint"`
	Messages int    `cbor:"2,keyasint"`
	First    int64  `cbor:"3,keyasint"` // as Tally.First
	Last     int64  `cbor:"4,keyasint"`
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
	Ends   Sides   `cbor:"5,keyasint"` // who wrote last before each pause
	Again  Sides   `cbor:"6,keyasint"` // messages 10 minutes or more after one's own, with no answer between and no pause
	Alone  Alone   `cbor:"7,keyasint"`
	// How each answers with their own quiet hours taken out of the waits;
	// missing where those are not known.
	WakingMe   *Waking `cbor:"8,keyasint,omitempty"`
	WakingThem *Waking `cbor:"9,keyasint,omitempty"`
}

// Sides counts one thing for each of two people.
type Sides struct {
	Me   int `cbor:"1,keyasint"`
	Them int `cbor:"2,keyasint"`
}

// Alone counts conversations in which only the one who began them wrote. The
// last one of a file may still be answered and is not among them.
type Alone struct {
	Begun Sides `cbor:"1,keyasint"` // all conversations, by who began them
	Only  Sides `cbor:"2,keyasint"` // those in which nobody else wrote
	Row   Sides `cbor:"3,keyasint"` // the most of Only with nothing in between
}

// Waking is how one side answers when only the hours count in which they
// usually write.
type Waking struct {
	Median Range `cbor:"1,keyasint"` // seconds
	Hour   Range `cbor:"2,keyasint"` // share answered within an hour
}

// Side is what one of two people wrote and called.
type Side struct {
	Texts   int    `cbor:"1,keyasint"`           // messages with words
	Asks    int    `cbor:"2,keyasint"`           // of Texts, those with a question mark
	Lengths []int  `cbor:"3,keyasint,omitempty"` // of Texts, by class of length
	Hours   []int  `cbor:"4,keyasint,omitempty"` // all messages by the hour of the day, 24
	Quiet   *Quiet `cbor:"5,keyasint,omitempty"` // missing where there are too few messages to tell
	Calls   int    `cbor:"6,keyasint,omitempty"` // calls made, where the file says by whom
	Missed  int    `cbor:"7,keyasint,omitempty"` // of Calls
	Talked  int    `cbor:"8,keyasint,omitempty"` // seconds of Calls
}

// Quiet is the part of the day in which a side hardly ever writes.
type Quiet struct {
	From     int `cbor:"1,keyasint"` // the hour it begins, 0 to 23
	Hours    int `cbor:"2,keyasint"` // how long it is
	Messages int `cbor:"3,keyasint"` // how many they wrote in it all the same
}

// Changes are the dates at which weekly figures changed; none where they were
// looked for and not found.
type Changes struct {
	Found []Change `cbor:"1,keyasint,omitempty"`
}

// Change is one figure from one level to another. It happened between two
// days, From and To included. Days are counted since 1970.
type Change struct {
	What        string `cbor:"1,keyasint"` // one of the Changed constants
	From        int    `cbor:"2,keyasint"`
	At          int    `cbor:"3,keyasint"` // where it most likely happened
	To          int    `cbor:"4,keyasint"`
	Before      Range  `cbor:"5,keyasint"` // a week, or a share from 0 to 1
	After       Range  `cbor:"6,keyasint"`
	WeeksBefore int    `cbor:"7,keyasint"` // whole weeks at the level before
	WeeksAfter  int    `cbor:"8,keyasint"`
	Since       int    `cbor:"9,keyasint,omitempty"`  // when the level before began, if the file knows another one
	Until       int    `cbor:"10,keyasint,omitempty"` // when the level after ended, if it did
	Depends     bool   `cbor:"11,keyasint,omitempty"` // it does not hold at every gap
}

// What can change, from week to week.
const (
	ChangedMessagesMe   = "messages.me"
	ChangedMessagesThem = "messages.them"
	ChangedStartsMe     = "starts.me"
	ChangedStartsThem   = "starts.them"
	ChangedShare        = "starts.share" // my share of the starts
)

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
