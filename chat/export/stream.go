package export

import (
	"io"

	"ebb/chat"
)

// Stream reads a text that comes once, in whichever of the formats knows it
// best. head is its beginning, which r gives again.
func Stream(r io.Reader, head []byte, formats []chat.Format, o chat.Options) ([]*chat.History, error) {
	var t text
	if t.detect(head, formats); t.format == nil {
		return nil, reject(head)
	}
	return t.format.Decode(plain(r), o)
}
