// Package chat reads the exports that messengers write: it finds out what a
// file is, works out its dates from the whole of it, and gives back who wrote
// when and how much. The words themselves are dropped as soon as they are
// counted; nothing in a History can be read as text.
//
// It promises the same History for the same bytes, bounded memory, and a
// Failure that names the first line it could not read. It refuses to guess: an
// open question (the order of day and month) is returned as a question.
package chat

import (
	"fmt"
	"io"
	"time"
)

// Kind says what a message is.
type Kind uint8

// Kinds of authored items. Calls and notices are counted apart.
const (
	Text Kind = iota
	Media
	Deleted
	Empty // view-once media and the like: sent, but nothing to read
)

// Flags of a message.
const (
	Edited uint8 = 1 << iota
	Asks         // holds a question mark of its script: a rough count
	Late         // counted from a line whose time steps back
)

// Message is one authored item. 16 bytes, so that a million fit in 16 MB.
type Message struct {
	At     int64  // wall clock seconds as if it were UTC, unless History.Zoned
	Runes  uint32 // length of the text
	Author uint16 // index into History.Authors
	Kind   Kind
	Flags  uint8
}

// Time returns At as a time in UTC, which stands for the file's wall clock.
func (m Message) Time() time.Time { return time.Unix(m.At, 0).UTC() }

// Call is contact that is no message.
type Call struct {
	At      int64
	Author  int32 // -1 where the file does not say
	Missed  bool
	Seconds int32 // 0 where unknown
}

// Part says what one channel, or one file, brought into a History.
type Part struct {
	Format      string
	Messages    int
	First, Last int64 // as Message.At
}

// Warning says that something may be missing, or that a figure needs care.
// Every one can imitate somebody who stopped writing.
type Warning struct {
	Code string // one of the Warn constants; the words file explains it
	N    int    // how often, or how many
}

// Codes of warnings.
const (
	WarnDisappearing = "disappearing" // N notices about disappearing messages
	WarnCap          = "cap"          // N items: about as many as an export may hold
	WarnGroup        = "group"        // N authors with at least one message, more than two
	WarnOverlong     = "overlong"     // N lines were cut at MaxLine
	WarnBackwards    = "backwards"    // N times the clock steps back by more than a minute
	WarnSeveral      = "several"      // N chats lie in the archive; one was read, the others were sent as files
	WarnDamaged      = "damaged"      // N messages could not be read and are left out
	WarnTorn         = "torn"         // the file breaks off, or cannot be read on, after N messages
	WarnUnread       = "unread"       // N files of an archive or folder could not be read
	WarnUnsent       = "unsent"       // N messages were taken back; they count as deleted
	WarnUnsupported  = "unsupported"  // N items of a kind the exporter could not write
	WarnCleared      = "cleared"      // the history was cleared N times
	WarnOneSided     = "onesided"     // every one of N messages is from the same person
)

// History is one conversation, without its words.
type History struct {
	Format   string // "whatsapp"
	Chat     string // the chat's or group's name; "" where the file has none
	Authors  []string
	Messages []Message // in order of time, stable; without notices and calls
	Calls    []Call
	System   int    // notices
	Zoned    bool   // At is an instant, not a wall clock
	Owner    string // the author whose export this is; "" where the file does not say
	Key      string // tells two chats of one name apart, inside one import; never shown or kept
	Parts    []Part // channels or files this was joined from; nil for one

	DateOrder     string // "dmy", "mdy", "ymd"; "" where the file has no question
	DateOrderSure bool
	Examples      []string // up to three date stamps, as written, while the order is open

	Warnings []Warning
}

// Options answer what a file may leave open.
type Options struct {
	DateOrder string         // "dmy", "mdy", "ymd"; "" works it out
	Zone      *time.Location // for formats that carry instants; nil means UTC

	// Progress, where it is set, is told now and then how many messages of the
	// file were read so far.
	Progress func(messages int)
}

// Every is after how many messages a format tells of its progress.
const Every = 1 << 12

// Seen tells of progress, where somebody listens, once every Every messages.
func (o *Options) Seen(messages int) {
	if o.Progress != nil && messages%Every == 0 {
		o.Progress(messages)
	}
}

// Format is one messenger's way of writing.
type Format interface {
	Name() string
	// Detect says how sure it is, 0 to 100, from the first 64 KiB. It looks at
	// content, never at names.
	Detect(head []byte) int
	// Decode reads all of r: one History for each chat in it, those without a
	// message left out. Messages are in order of time.
	Decode(r io.Reader, o Options) ([]*History, error)
}

// Failure says which line of which format could not be read. Text is the
// start of the line, cleaned for a terminal, at most 80 characters.
type Failure struct {
	Format string
	Line   int
	Text   string
	Cause  error
}

func (f *Failure) Error() string {
	return fmt.Sprintf("%s, line %d: %v: %q", f.Format, f.Line, f.Cause, f.Text)
}

func (f *Failure) Unwrap() error { return f.Cause }
