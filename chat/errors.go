package chat

import (
	"errors"
	"fmt"
	"unicode"

	"ebb/chat/archive"
)

// What can be wrong with a file. Each is one kind that a caller turns into one
// sentence; errors.Is finds it inside a Failure too.
var (
	// ErrNotChat is in every Failure of a file that is no chat at all.
	ErrNotChat = errors.New("not a chat export")
	// ErrBinary is an ErrNotChat whose bytes are no text.
	ErrBinary = fmt.Errorf("%w: it holds no text", ErrNotChat)
	// ErrEmpty is a file, or a chat, without one message.
	ErrEmpty = errors.New("no messages in it")
	// ErrTooLarge is a file past MaxText, or a chat past MaxMessages or MaxAuthors.
	ErrTooLarge = errors.New("larger than a chat can be")
	// ErrBomb is an archive that says less than it unpacks to.
	ErrBomb = archive.ErrBomb
	// ErrArchive is a zip file whose directory is broken, or that names one file twice.
	ErrArchive = archive.ErrDamaged
	// ErrEncrypted is a zip file whose texts need a password.
	ErrEncrypted = errors.New("an archive with a password")
	// ErrDateOrder is a file that has dates the given order does not allow, or
	// that no order allows.
	ErrDateOrder = errors.New("dates that do not fit the order of day and month")
)

// Refusal is a file that is known and not read, with the reason as a code that
// the words file explains: "telegram-html", "meta-html", "snapchat",
// "discord-package", "signal-encrypted", "imessage-upload".
type Refusal struct{ Format, Code string }

func (r *Refusal) Error() string { return r.Format + ": not read: " + r.Code }

// Which is the question which of several chats is meant. Its answer is one of
// the names, given to Pick.
type Which struct{ Choices []Choice }

// Choice is one chat. Names are told apart: a second "Sam" is "Sam (2)".
type Choice struct {
	Name        string
	Messages    int
	First, Last int64 // as Message.At
}

func (w *Which) Error() string { return fmt.Sprintf("%d chats, and none was chosen", len(w.Choices)) }

// Bounds on what is read.
const (
	MaxText     = 1 << 30 // bytes of one text
	MaxLine     = 1 << 20 // bytes of one line; the rest is cut and counted
	MaxMessages = 4_000_000
	MaxAuthors  = 10_000

	MaxEntries  = archive.MaxEntries // of an archive, and files of a folder
	MaxUnpacked = archive.MaxUnpacked
	MaxRatio    = archive.MaxRatio
)

// Excerpt gives the start of a line as a Failure may show it: at most 80
// characters, none of which a terminal obeys or a reader cannot see.
func Excerpt(line []byte) string {
	out := make([]rune, 0, 80)
	for _, r := range string(line[:min(len(line), 400)]) {
		if len(out) == 80 {
			break
		}
		switch {
		case unicode.IsPrint(r):
			out = append(out, r)
		case unicode.IsSpace(r):
			out = append(out, ' ')
		case unicode.Is(unicode.Cf, r):
		default:
			out = append(out, unicode.ReplacementChar)
		}
	}
	return string(out)
}
