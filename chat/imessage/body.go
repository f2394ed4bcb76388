package imessage

import (
	"bytes"
	"slices"

	"ebb/chat"
)

// body is what a message holds, line by line, without its words.
type body struct {
	begun   bool
	runes   uint32
	flags   uint8
	media   bool
	unsent  bool
	notice  bool
	stamped bool // its first line shows when it was written, as edited ones do
}

// Lines that the exporter adds.
var (
	effects = []string{
		"Confetti", "Echo", "Fireworks", "Balloons", "Heart", "Lasers", "Shooting Star", "Sparkles", "Spotlight",
		"Slam", "Loud", "Gentle", "Invisible Ink",
	}
	added = []string{
		"This message responded to an earlier message.", "This message was deleted from the conversation!",
	}
	shared = []string{"SharePlay Message", "Started sharing location!", "Stopped sharing location!"}
	unread = []string{"Attachment missing!", "Handwritten messages are not yet supported!"}
	places = []string{"Library/Messages/Attachments/", "Library/SMS/Attachments/", "Library/Messages/StickerCache/"}
	files  = []string{
		"jpg", "jpeg", "png", "heic", "heif", "gif", "webp", "tiff", "mov", "mp4", "m4a", "caf", "amr", "mp3", "wav", "pdf", "vcf",
		"pluginpayloadattachment",
	}
)

func isTapbacks(line []byte) bool {
	return string(line) == "Tapbacks:" || string(line) == "Reactions:"
}

// add takes one more line, and how many blank ones were before it.
func (b *body) add(line []byte, blank int) {
	line = bytes.TrimRight(line, " ")
	switch {
	case b.exporters(line):
		return
	case isFile(line):
		b.media = true
		return
	}
	if !b.begun {
		if _, behind, ok := stamp(line); ok && len(behind) > 0 {
			b.flags |= chat.Edited
			b.stamped = true
			line = behind
		}
	} else if later := edit(line); b.stamped && later != nil {
		b.runes, b.flags, b.begun, blank = 0, chat.Edited, false, 0
		line = later
	}
	runes, asks := chat.Measure(line)
	if b.begun {
		runes += uint32(blank) + 1
	}
	b.runes += runes
	if asks {
		b.flags |= chat.Asks
	}
	b.begun = true
}

// exporters says whether a line is the exporter's own.
func (b *body) exporters(line []byte) bool {
	s := string(line[:min(len(line), 200)])
	effect, sent := bytes.CutPrefix(line, []byte("Sent with "))
	switch {
	case slices.Contains(added, s), sent && slices.Contains(effects, string(effect)):
		return true
	case !b.begun && slices.Contains(shared, s), b.notice && s == "Ended":
		b.notice = true
		return true
	case !b.begun && (bytes.Contains(line, []byte(" unsent this message part ")) && bytes.HasSuffix(line, []byte(" after sending!")) ||
		bytes.HasSuffix(line, []byte(" unsent this message part!")) || s == "They deleted a message." || s == "You deleted a message."):
		b.unsent = true
		return true
	case slices.Contains(unread, s), bytes.HasPrefix(line, []byte("Unable to format app message: ")), bytes.HasPrefix(line, []byte("Sticker from ")):
		b.media = true
		return true
	case b.media && bytes.HasPrefix(line, []byte("Transcription: ")):
		return true
	}
	return false
}

// edit gives what stands behind "Edited 1 minute, 2 seconds later: "; nil
// where a line is not of that kind.
func edit(line []byte) []byte {
	rest, ok := bytes.CutPrefix(line, []byte("Edited "))
	when, text, later := bytes.Cut(rest, []byte(" later: "))
	if !ok || !later || len(when) == 0 || when[0] < '0' || when[0] > '9' || len(when) > 60 {
		return nil
	}
	return text
}

// isFile says whether a line is the path of an attachment.
func isFile(line []byte) bool {
	if len(line) > 1024 {
		return false
	}
	for _, p := range places {
		if i := bytes.Index(line, []byte(p)); i >= 0 && (line[0] == '/' || line[0] == '~' || i == 0) {
			return true
		}
	}
	dot := bytes.LastIndexByte(line, '.')
	if dot < 1 || !slices.Contains(files, string(bytes.ToLower(line[dot+1:]))) {
		return false
	}
	return bytes.HasPrefix(line, []byte("attachments/")) || line[0] == '/' || !bytes.ContainsAny(line, " :?")
}

func (b *body) message() chat.Message {
	m := chat.Message{Runes: b.runes, Flags: b.flags}
	switch {
	case b.unsent && !b.begun && !b.media:
		return chat.Message{Kind: chat.Deleted}
	case b.media:
		m.Kind = chat.Media
	case !b.begun:
		m.Kind = chat.Empty
	}
	return m
}
