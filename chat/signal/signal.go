// Package signal reads what people have of their Signal chats: main.jsonl, which
// Signal on Android writes, and what signal-export and sigtop take from Signal
// on a computer, as text and as JSON.
//
// It promises that no key of such a file is copied, that whose export it is
// comes from the file, and that one chat stays apart from the next. It refuses
// encrypted backups: their reason is a Refusal.
package signal

import (
	"bytes"
	"errors"
	"io"

	"ebb/chat"
	"ebb/chat/signal/backup"
	"ebb/chat/signal/records"
	"ebb/chat/signal/thread"
	"ebb/chat/signal/transcript"
)

// Format reads Signal exports.
type Format struct{}

// Name is "signal".
func (Format) Name() string { return thread.Name }

// Detect looks at how a text, or an encrypted backup, begins.
func (Format) Detect(head []byte) int {
	switch {
	case encrypted(head):
		return 97
	case backup.Is(head):
		return 98
	}
	return max(records.Detect(head), transcript.Detect(head))
}

// Decode reads every chat of an export.
func (Format) Decode(r io.Reader, o chat.Options) ([]*chat.History, error) {
	head := make([]byte, 16<<10)
	n, err := io.ReadFull(r, head)
	head = head[:n]
	if n == 0 && !errors.Is(err, io.EOF) {
		return nil, err
	}
	whole := io.MultiReader(bytes.NewReader(head), r)
	start := bytes.TrimLeft(head, "\ufeff \t\r\n")
	switch {
	case encrypted(head):
		return nil, &chat.Refusal{Format: thread.Name, Code: "signal-encrypted"}
	case len(start) == 0:
		return nil, &chat.Failure{Format: thread.Name, Line: 1, Cause: chat.ErrEmpty}
	case backup.Is(head):
		return backup.Decode(whole, o)
	case records.Detect(head) > 0 || start[0] == '{' || start[0] == '[' && transcript.Detect(head) == 0:
		return records.Decode(whole, o)
	}
	return transcript.Decode(whole, o)
}

// encrypted knows the backups that need a passphrase: the length of a frame
// with an initial vector of 16 bytes and a salt of 32, or the mark of the newer
// ones.
func encrypted(head []byte) bool {
	if bytes.HasPrefix(head, []byte("SBACKUP\x01")) {
		return true
	}
	return len(head) >= 58 && head[0] == 0 && head[1] == 0 && head[2] == 0 && head[3] < 0x80 && head[4] == 0x0a && head[5] == head[3]-2 &&
		head[6] == 0x0a && head[7] == 16 && head[24] == 0x12 && head[25] == 32
}
