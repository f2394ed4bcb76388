package metagen

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"ebb/chat/chatgen"
)

// Encrypted writes a chat as Messenger's download of encrypted chats does: one
// file, the oldest message first, the text as it was typed. Calls and notices
// are not in it.
func Encrypted(w io.Writer, p chatgen.Plan) (chatgen.Truth, error) {
	name(&p)
	items, truth := chatgen.Items(p)
	out := bufio.NewWriterSize(w, 1<<16)
	size, comma := 0, ""
	write := func(format string, args ...any) {
		n, _ := fmt.Fprintf(out, format, args...)
		size += n
	}
	write("{\n  \"participants\": [\n    %s,\n    %s\n  ],\n  \"threadName\": %s,\n  \"messages\": [", quoted(p.Authors[0]), quoted(p.Authors[1]), quoted(p.Authors[1]+"_15"))
	for it := range items {
		if it.Kind >= chatgen.Call {
			continue
		}
		e := encrypted(&it)
		write("%s\n    {\n      \"isUnsent\": %v,\n      \"media\": [%s],\n      \"reactions\": [],\n      \"senderName\": %s,\n      \"text\": %s,\n      \"timestamp\": %d,\n      \"type\": %q\n    }",
			comma, it.Kind == chatgen.Deleted, e.media, quoted(p.Authors[it.Author]), quoted(e.text), it.At.UnixMilli()+417, e.kind)
		comma = ","
	}
	write("\n  ]\n}\n")
	truth.Edited, truth.System, truth.Calls, truth.Missed, truth.CallSeconds, truth.CallsBy = 0, 0, 0, 0, 0, [2]int{}
	truth.Bytes = int64(size)
	return *truth, out.Flush()
}

// fields are those of an encrypted message that differ.
type fields struct{ kind, text, media string }

func encrypted(it *chatgen.Item) fields {
	switch it.Kind {
	case chatgen.Deleted:
		return fields{"placeholder", "User unsent a message", ""}
	case chatgen.Media:
		return fields{"media", "", "\n        {\n          \"uri\": \"./media/1.jpeg\"\n        }\n      "}
	}
	return fields{"text", string(it.Text), ""}
}

func quoted(s string) []byte {
	b, _ := json.Marshal(s) // no string fails
	return b
}
