package all

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"ebb/chat"
	"ebb/chat/imessage"
	"ebb/chat/imessage/wire"
)

// Start starts this program again in a process of its own, hands it what it is
// told and gives what it writes. Close waits for its end.
type Start func(told []byte) (io.ReadCloser, error)

// IsDatabase says whether a file is a database, which only a process of its
// own may read.
func IsDatabase(f io.ReaderAt) bool {
	head := make([]byte, len(imessage.Magic))
	n, _ := f.ReadAt(head, 0)
	return bytes.Equal(head[:n], []byte(imessage.Magic))
}

// Apart reads the one chat that is chosen out of a database, in a process of
// its own. Where it is a question which chat, the error is a *chat.Which.
func Apart(path, name string, start Start, o chat.Options) (_ []*chat.History, err error) {
	told, err := json.Marshal(wire.Asked{File: path, Chat: name})
	if err != nil {
		return nil, err
	}
	out, err := start(told)
	if err != nil {
		return nil, err
	}
	h, err := wire.Read(out, o)
	ended := out.Close()
	switch {
	case errors.Is(err, wire.ErrStream) && ended == nil:
		return nil, &chat.Refusal{Format: wire.Format, Code: "imessage-damaged"}
	case err != nil && !errors.Is(err, wire.ErrStream):
		return nil, err
	case ended != nil:
		return nil, ended
	}
	if name != "" { // by which the caller finds it
		h.Chat = name
	}
	return []*chat.History{h}, nil
}
