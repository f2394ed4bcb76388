// Package telegram reads the result.json that Telegram Desktop writes: the
// export of one chat, or of a whole account.
//
// It promises that people are told apart by their ids, whatever they are
// called; that times are instants where the file has them; that one damaged
// message costs itself, and that what was read before a file breaks off is
// kept. It refuses the export as HTML, whose times and senders are incomplete,
// and keeps no text.
package telegram

import (
	"bytes"
	"errors"
	"io"

	"ebb/chat"
	"ebb/chat/jsonread"
)

const name = "telegram"

// Format reads Telegram's exports.
type Format struct{}

// Name is "telegram".
func (Format) Name() string { return name }

// Detect looks for a chat of a kind that Telegram has, for an account, or for
// the head of its pages.
func (Format) Detect(head []byte) int {
	switch first(head) {
	case '{':
		return detectJSON(head)
	case '<':
		return detectHTML(head)
	}
	return 0
}

// first is the first byte that is no blank.
func first(text []byte) byte {
	if text = bytes.TrimLeft(text, " \t\r\n"); len(text) > 0 {
		return text[0]
	}
	return 0
}

func detectJSON(head []byte) int {
	p := newFile(jsonread.New(bytes.NewReader(head)), chat.Options{})
	_ = p.r.Object(p.field)
	switch {
	case kinds[p.root.kind] && p.root.listed, p.account && (p.me != 0 || len(p.threads) > 0):
		return 95
	case p.account && p.read > 0, p.root.listed && p.root.stamped > 0:
		return 90
	case kinds[p.root.kind] && p.root.key != "":
		return 60
	}
	return 0
}

// kinds are the kinds of chats.
var kinds = map[string]bool{
	"personal_chat": true, "bot_chat": true, "saved_messages": true, "replies": true, "verify_codes": true,
	"private_group": true, "private_supergroup": true, "public_supergroup": true,
	"private_channel": true, "public_channel": true,
}

func detectHTML(head []byte) int {
	if bytes.Contains(head, []byte("<title>Exported Data</title>")) && bytes.Contains(head, []byte(`class="page_`)) {
		return 95
	}
	return 0
}

// Decode reads a whole export.
func (Format) Decode(r io.Reader, o chat.Options) ([]*chat.History, error) {
	head := make([]byte, 512)
	n, err := io.ReadFull(r, head)
	if head = head[:n]; err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	if first(head) == '<' {
		return nil, &chat.Refusal{Format: name, Code: "telegram-html"}
	}
	f := newFile(jsonread.New(io.MultiReader(bytes.NewReader(head), r)), o)
	if known, ok := r.(interface{ Size() int64 }); ok {
		f.size = known.Size()
	}
	_ = f.r.Object(f.field)
	if err := f.r.Err(); err != nil && !torn(err) {
		return nil, err
	}
	out := f.histories()
	if len(out) == 0 {
		return nil, f.failure(head)
	}
	return out, nil
}

// torn says whether what was read before an error counts.
func torn(err error) bool {
	return errors.Is(err, jsonread.ErrTorn) || errors.Is(err, jsonread.ErrDepth)
}

// failure says why there is nothing to show.
func (f *file) failure(head []byte) error {
	cause := chat.ErrNotChat
	switch whole := f.r.Err() == nil && f.damaged == 0 && f.root.damaged == 0; {
	case f.crowded:
		return chat.ErrTooLarge
	case first(head) == 0, whole && (f.account || f.root.listed):
		cause = chat.ErrEmpty
	}
	line, _, _ := bytes.Cut(bytes.TrimLeft(head, " \t\r\n"), []byte("\n"))
	return &chat.Failure{Format: name, Line: f.r.Line(), Text: chat.Excerpt(line), Cause: cause}
}
