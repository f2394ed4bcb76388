// Package all lists every format that ebb reads. It promises that their order
// settles nothing: the surest one reads a file.
package all

import (
	"io"

	"ebb/chat"
	"ebb/chat/discord"
	"ebb/chat/export"
	"ebb/chat/googlechat"
	"ebb/chat/imessage"
	"ebb/chat/line"
	"ebb/chat/meta"
	"ebb/chat/signal"
	"ebb/chat/sms"
	"ebb/chat/snapchat"
	"ebb/chat/telegram"
	"ebb/chat/whatsapp"
)

// Formats gives them all.
func Formats() []chat.Format {
	return []chat.Format{discord.Format{}, googlechat.Format{}, imessage.Format{}, line.Format{}, meta.Format{}, sms.Format{}, snapchat.Format{}, signal.Format{}, telegram.Format{}, whatsapp.Format{}}
}

// Stream reads a text that comes once and is too long to hold, in any format.
// head is its beginning, which r gives again.
func Stream(r io.Reader, head []byte, o chat.Options) ([]*chat.History, error) {
	return export.Stream(r, head, Formats(), o)
}

// Decode reads a chat export in any format, packed or not.
func Decode(r io.ReaderAt, size int64, o chat.Options) ([]*chat.History, error) {
	return export.Decode(r, size, Formats(), o)
}
