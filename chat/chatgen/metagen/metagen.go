// Package metagen writes threads as Messenger's download does, of people who
// never were: files of ten thousand messages, the newest first, their text
// garbled as Meta garbles it.
//
// It promises the same bytes for the same Plan and a Truth that holds exactly.
// It refuses to be tidy: reactions stand between the messages, as sentences
// and as fields, and calls begin and end in messages of their own.
package metagen

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"ebb/chat/chatgen"
)

// PerFile is how many messages Meta puts into a file.
const PerFile = 10_000

type writer struct {
	chatgen.Plan
	entries [][]byte // of the file that is being filled, oldest first
	part    func(name string) (io.Writer, error)
	number  int // of that file; the last to be written is the first
	bytes   int64
	err     error
}

// Thread writes the files of a thread. part begins each of them; its name is
// message_1.json for the newest.
func Thread(p chatgen.Plan, part func(name string) (io.Writer, error)) (chatgen.Truth, error) {
	name(&p)
	items, truth := chatgen.Items(p)
	w := &writer{Plan: p, part: part, number: 1}
	n := 0
	for it := range items { // once to count, so that the newest file is the first
		more := len(w.entriesOf(&it))
		if n += more; n > PerFile {
			n, w.number = more, w.number+1
		}
	}
	for it := range items {
		w.add(w.entriesOf(&it))
		if w.err != nil {
			return *truth, w.err
		}
	}
	w.flush()
	truth.Edited, truth.Bytes = 0, w.bytes
	return *truth, w.err
}

func name(p *chatgen.Plan) {
	if p.Authors == [2]string{} {
		p.Authors = [2]string{"Alice", "Bob"}
	}
}

// add puts what belongs together into one file.
func (w *writer) add(entries [][]byte) {
	if len(w.entries)+len(entries) > PerFile {
		w.flush()
	}
	w.entries = append(w.entries, entries...)
}

// flush writes a file.
func (w *writer) flush() {
	if len(w.entries) == 0 || w.err != nil {
		return
	}
	slices.Reverse(w.entries)
	var out io.Writer
	if out, w.err = w.part(fmt.Sprintf("message_%d.json", w.number)); w.err != nil {
		return
	}
	w.number--
	bob, alice := garbled([]byte(w.Authors[1])), garbled([]byte(w.Authors[0]))
	w.put(out, fmt.Appendf(nil, "{\n  \"participants\": [\n    {\n      \"name\": \"%s\"\n    },\n    {\n      \"name\": \"%s\"\n    }\n  ],\n  \"messages\": [\n", bob, alice))
	for i, e := range w.entries {
		if i+1 < len(w.entries) {
			e = append(e, ',')
		}
		w.put(out, append(e, '\n'))
	}
	w.put(out, fmt.Appendf(nil, "  ],\n  \"title\": \"%s\",\n  \"is_still_participant\": true,\n  \"thread_path\": \"inbox/bob_101\",\n  \"magic_words\": [\n    \n  ]\n}", bob))
	w.entries = w.entries[:0]
}

func (w *writer) put(out io.Writer, b []byte) {
	if w.err == nil {
		_, w.err = out.Write(b)
		w.bytes += int64(len(b))
	}
}

var (
	notices = []string{" changed the theme to Sky.", " pinned a message.", " set the quick reaction to ☔.", " created a poll: \"Rain?\""}
	media   = []string{
		",\n      \"photos\": [\n        {\n          \"uri\": \"messages/inbox/bob_101/photos/1.jpg\",\n          \"creation_timestamp\": 1420441200\n        }\n      ]",
		",\n      \"audio_files\": [\n        {\n          \"uri\": \"messages/inbox/bob_101/audio/1.mp4\",\n          \"creation_timestamp\": 1420441200\n        }\n      ]",
		",\n      \"sticker\": {\n        \"uri\": \"messages/stickers_used/1.png\"\n      }",
		",\n      \"content\": \"%s sent an attachment.\",\n      \"share\": {\n        \"link\": \"https://a.example/?q=1\",\n        \"share_text\": \"blue?\"\n      }",
	}
)

// entriesOf gives what stands in a file for an item, oldest first.
func (w *writer) entriesOf(it *chatgen.Item) [][]byte {
	name := w.Authors[it.Author]
	switch it.Kind {
	case chatgen.Notice:
		return [][]byte{w.entry(it, it.Author, text(name+pick(notices, it)))}
	case chatgen.Call:
		return w.call(it)
	case chatgen.Deleted:
		return [][]byte{w.entry(it, it.Author, ",\n      \"is_unsent\": true")}
	case chatgen.Empty:
		return [][]byte{w.entry(it, it.Author, "")}
	case chatgen.Media:
		more := pick(media, it)
		if it.Pick%4 == 3 {
			more = fmt.Sprintf(more, name)
		}
		return [][]byte{w.entry(it, it.Author, more)}
	}
	return w.said(it)
}

// said is a text, now and then with a reaction to it.
func (w *writer) said(it *chatgen.Item) [][]byte {
	more := text(string(it.Text))
	switch it.Pick % 40 {
	case 0:
		more += ",\n      \"reactions\": [\n        {\n          \"reaction\": \"" + garbled([]byte("❤")) + "\",\n          \"actor\": \"" + garbled([]byte(w.Authors[0])) + "\"\n        }\n      ]"
	case 1:
		return [][]byte{w.entry(it, it.Author, more), w.entry(it, 1-it.Author, text("Reacted ❤ to your message "))}
	case 2:
		return [][]byte{w.entry(it, it.Author, more), w.entry(it, 1-it.Author, text("Liked a message"))}
	}
	return [][]byte{w.entry(it, it.Author, more)}
}

// call is one message, or one for the beginning and one for the end.
func (w *writer) call(it *chatgen.Item) [][]byte {
	whole := fmt.Sprintf(",\n      \"call_duration\": %d", it.Seconds)
	if it.Missed {
		whole += ",\n      \"missed\": true"
	}
	if it.Pick%2 == 0 {
		return [][]byte{w.entry(it, it.Author, whole)}
	}
	return [][]byte{
		w.entry(it, it.Author, text(w.Authors[it.Author]+" started a video chat")+",\n      \"call_duration\": 0"),
		w.entry(it, it.Author, text("Video chat ended")+whole),
	}
}

func (w *writer) entry(it *chatgen.Item, author int, more string) []byte {
	return fmt.Appendf(nil, "    {\n      \"sender_name\": \"%s\",\n      \"timestamp_ms\": %d%s,\n      \"is_geoblocked_for_viewer\": false,\n      \"is_unsent_image_by_messenger_kid_parent\": false\n    }",
		garbled([]byte(w.Authors[author])), it.At.UnixMilli()+417, more)
}

func text(s string) string { return ",\n      \"content\": \"" + garbled([]byte(s)) + "\"" }

// garbled is the inside of a JSON string as Meta writes it: every byte beyond
// ASCII as a character.
func garbled(s []byte) string {
	var out bytes.Buffer
	for _, c := range s {
		switch {
		case c == '\n':
			out.WriteString(`\n`)
		case c == '"' || c == '\\':
			out.Write([]byte{'\\', c})
		case c >= utf8.RuneSelf:
			fmt.Fprintf(&out, `\u%04x`, c)
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

func pick(of []string, it *chatgen.Item) string { return of[it.Pick%uint32(len(of))] }
