package telegramgen

import (
	"bytes"
	"strings"
)

// said writes a text and its parts, as Telegram does: a string where it is
// plain, else a list.
func (x *writer) said(text []byte, pick uint32) {
	if len(text) == 0 {
		x.member("text", `""`, "text_entities", "[]")
		return
	}
	parts, kinds := split(text, pick)
	all, named := make([]string, len(parts)), make([]string, len(parts))
	for i, part := range parts {
		all[i] = quote(part)
		named[i] = x.part(kinds[i], all[i])
		if kinds[i] != "plain" {
			all[i] = named[i]
		}
	}
	short := all[0]
	if len(parts) > 1 || kinds[0] != "plain" {
		short = x.list(all)
	}
	x.member("text", short, "text_entities", x.list(named))
}

// split makes a few texts into parts, at their blanks.
func split(text []byte, pick uint32) (parts [][]byte, kinds []string) {
	at := bytes.IndexByte(text, ' ')
	if pick%12 != 0 || at < 1 {
		return [][]byte{text}, []string{"plain"}
	}
	return [][]byte{text[:at], text[at:]}, []string{one([]string{"bold", "link", "custom_emoji"}, pick/12), "plain"}
}

func (x *writer) part(kind, text string) string {
	more := ""
	if kind == "custom_emoji" { // as one version wrote it
		more = ",\n" + x.indent + "     \"document_id\": video_files/sticker (2).webm"
	}
	return "{\n" + x.indent + "     \"type\": \"" + kind + "\",\n" + x.indent + "     \"text\": " + text + more + "\n" + x.indent + "    }"
}

func (x *writer) list(items []string) string {
	return "[\n" + x.indent + "    " + strings.Join(items, ",\n"+x.indent+"    ") + "\n" + x.indent + "   ]"
}

// quote writes a string. Other control characters than line ends and tabs get
// an escape that JSON does not have.
func quote(text []byte) string {
	const digits = "0123456789ABCDEF"
	out := []byte{'"'}
	for _, c := range text {
		switch {
		case c == '\n':
			out = append(out, `\n`...)
		case c == '"' || c == '\\':
			out = append(out, '\\', c)
		case c < ' ':
			out = append(out, '\\', 'x', digits[c>>4], digits[c&15])
		default:
			out = append(out, c)
		}
	}
	return string(append(out, '"'))
}
