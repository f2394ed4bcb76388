// Package all lists every format that ebb reads. It promises that their order
// settles nothing: the surest one reads a file.
package all

import (
	"io"

	"ebb/chat"
	"ebb/chat/whatsapp"
)

// Formats gives them all.
func Formats() []chat.Format {
	return []chat.Format{whatsapp.Format{}}
}

// Decode reads a chat export in any format, packed or not.
func Decode(r io.ReaderAt, size int64, o chat.Options) ([]*chat.History, error) {
	return chat.Decode(r, size, Formats(), o)
}
