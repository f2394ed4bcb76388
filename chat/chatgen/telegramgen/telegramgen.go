// Package telegramgen writes exports as Telegram Desktop does, of people who
// never were: one chat, or an account in which the chat is one among others.
//
// It promises the same bytes for the same Plan and a Truth that holds exactly.
// It refuses to be tidy: texts come in parts, with reactions, answers and
// forwarded ones among them, and control characters are written as Telegram
// writes them, which is not JSON.
package telegramgen

import (
	"bufio"
	"fmt"
	"io"
	"time"

	"ebb/chat/chatgen"
)

// The ids of the two authors.
const (
	Owner = 300000001
	Other = 700000002
)

// East is how far the exporter's wall clock is ahead of UTC.
const East = time.Hour

type writer struct {
	*bufio.Writer
	chatgen.Plan
	indent string
	id     int
	size   int64
}

// Chat writes the export of one chat, whose name is the second author's.
func Chat(w io.Writer, p chatgen.Plan) (chatgen.Truth, error) {
	x := &writer{Writer: bufio.NewWriterSize(w, 1<<16), Plan: p}
	truth := x.chat(p)
	x.put("\n")
	truth.Bytes = x.size
	return truth, x.Flush()
}

// Account writes the export of the first author's account.
func Account(w io.Writer, p chatgen.Plan) (chatgen.Truth, error) {
	x := &writer{Writer: bufio.NewWriterSize(w, 1<<16), Plan: p}
	x.names()
	x.put("{\n \"about\": \"Blue [text] with \\\"quotes\\\".\",\n \"personal_information\": {\n  \"user_id\": ", fmt.Sprint(Owner), ",\n  \"first_name\": \"Ann\",\n  \"last_name\": \"\"\n },\n",
		" \"contacts\": {\n  \"about\": \"\",\n  \"list\": [\n   {\n    \"user_id\": 5,\n    \"first_name\": \"Kim\"\n   }\n  ]\n },\n \"chats\": {\n  \"about\": \"\",\n  \"list\": [\n   ")
	x.indent = "   "
	x.small("saved_messages", Owner, "", Owner)
	x.put(",\n   ")
	truth := x.chat(p)
	x.put(",\n   ")
	x.small("private_supergroup", 11, "\"Weather\"", Owner, 5, 6)
	x.put("\n  ]\n },\n \"left_chats\": {\n  \"about\": \"\",\n  \"list\": [\n   ")
	x.small("public_channel", 12, "\"Colours\"", 12)
	x.put("\n  ]\n }\n}\n")
	truth.Bytes = x.size
	return truth, x.Flush()
}

func (x *writer) names() {
	if x.Authors == [2]string{} {
		x.Authors = [2]string{"Alice", "Bob"}
	}
}

func (x *writer) put(parts ...string) {
	for _, s := range parts {
		n, _ := x.WriteString(s) // Flush gives the error
		x.size += int64(n)
	}
}

// small writes a chat of a few messages that are not counted.
func (x *writer) small(kind string, id int, name string, from ...int) {
	x.put("{\n")
	if name != "" {
		x.put(x.indent, " \"name\": ", name, ",\n")
	}
	x.put(x.indent, " \"type\": \"", kind, "\",\n", x.indent, " \"id\": ", fmt.Sprint(id), ",\n", x.indent, " \"messages\": [")
	for i, who := range from {
		if i > 0 {
			x.put(",")
		}
		x.begin("message", time.Unix(1_500_000_000+int64(i)*1000, 0))
		x.member("from", "\"P"+fmt.Sprint(who)+"\"", "from_id", fmt.Sprintf("\"user%d\"", who))
		x.said([]byte("green"), 0)
		x.end()
	}
	x.put("\n", x.indent, " ]\n", x.indent, "}")
}

func (x *writer) chat(p chatgen.Plan) chatgen.Truth {
	x.names()
	items, truth := chatgen.Items(p)
	x.put("{\n", x.indent, " \"name\": ", quote([]byte(x.Authors[1])), ",\n", x.indent, " \"type\": \"personal_chat\",\n", x.indent, " \"id\": ", fmt.Sprint(Other), ",\n", x.indent, " \"messages\": [")
	first := true
	for it := range items {
		if !first {
			x.put(",")
		}
		first = false
		x.item(&it)
	}
	x.put("\n", x.indent, " ]\n", x.indent, "}")
	truth.Media += truth.Deleted // here nothing is left of what was taken back
	truth.Deleted = 0
	return *truth
}

func (x *writer) item(it *chatgen.Item) {
	switch it.Kind {
	case chatgen.Notice:
		x.begin("service", it.At)
		x.who("actor", it.Author)
		x.member("action", one(notices, it.Pick))
		x.said(nil, 0)
	case chatgen.Call:
		x.call(it)
	default:
		x.begin("message", it.At)
		if it.Edited {
			edit := it.At.Add(90 * time.Second)
			x.member("edited", wall(edit), "edited_unixtime", unix(edit))
		}
		x.who("from", it.Author)
		x.extra(it)
		if it.Kind == chatgen.Media || it.Kind == chatgen.Deleted {
			x.member(one(media, it.Pick), "")
		}
		x.said(it.Text, it.Pick)
		if it.Pick%25 == 0 {
			x.member("reactions", "[\n"+x.indent+"    {\n"+x.indent+"     \"type\": \"emoji\",\n"+x.indent+"     \"count\": 1,\n"+x.indent+"     \"emoji\": \"❤\",\n"+x.indent+"     \"recent\": [\n"+
				x.indent+"      {\n"+x.indent+"       \"from\": \"Kim\",\n"+x.indent+"       \"from_id\": \"user5\",\n"+x.indent+"       \"date\": \"2016-01-05T07:00:00\"\n"+x.indent+"      }\n"+x.indent+"     ]\n"+x.indent+"    }\n"+x.indent+"   ]")
		}
	}
	x.end()
}

func (x *writer) call(it *chatgen.Item) {
	x.begin("service", it.At)
	x.who("actor", it.Author)
	x.member("action", "\"phone_call\"")
	reason := one([]string{"\"hangup\"", "\"disconnect\""}, it.Pick)
	if it.Missed {
		reason = one([]string{"\"missed\"", "\"busy\""}, it.Pick)
	} else {
		x.member("duration_seconds", fmt.Sprint(it.Seconds))
	}
	x.member("discard_reason", reason)
	x.said(nil, 0)
}

// extra is what stands beside some messages and changes nothing.
func (x *writer) extra(it *chatgen.Item) {
	switch it.Pick % 16 {
	case 1:
		x.member("reply_to_message_id", fmt.Sprint(max(1, x.id-3)))
	case 2:
		x.member("forwarded_from", "\"Kim\"")
	case 3:
		x.member("via_bot", quote([]byte("@weather\x1f")))
	}
}

// begin writes what every item begins with.
func (x *writer) begin(kind string, at time.Time) {
	x.id++
	x.put("\n", x.indent, "  {\n", x.indent, "   \"id\": ", fmt.Sprint(x.id))
	x.member("type", "\""+kind+"\"", "date", wall(at), "date_unixtime", unix(at))
}

func (x *writer) end() { x.put("\n", x.indent, "  }") }

func (x *writer) who(label string, author int) {
	id := []int{Owner, Other}[author]
	x.member(label, quote([]byte(x.Authors[author])), label+"_id", fmt.Sprintf("\"user%d\"", id))
}

// member writes pairs of a key and a value. A key without a value is both.
func (x *writer) member(pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			x.put(",\n", x.indent, "   ", pairs[i])
			continue
		}
		x.put(",\n", x.indent, "   \"", pairs[i], "\": ", pairs[i+1])
	}
}

var (
	notices = []string{"\"pin_message\"", "\"edit_chat_theme\"", "\"set_chat_wallpaper\"", "\"take_screenshot\""}
	media   = []string{
		"\"photo\": \"photos/photo_1@05-01-2015_07-00-00.jpg\",\n   \"width\": 960,\n   \"height\": 1280",
		"\"file\": \"stickers/sticker.webp\",\n   \"thumbnail\": \"stickers/sticker.webp_thumb.jpg\",\n   \"media_type\": \"sticker\",\n   \"sticker_emoji\": \"☔\"",
		"\"file\": \"(File not included. Change data exporting settings to download.)\",\n   \"media_type\": \"voice_message\",\n   \"mime_type\": \"audio/ogg\",\n   \"duration_seconds\": 5",
		"\"location_information\": {\n    \"latitude\": 52.500000,\n    \"longitude\": 13.400000\n   }",
		"\"poll\": {\n    \"question\": [\n     {\n      \"type\": \"bold\",\n      \"text\": \"Rain?\"\n     },\n     \" or snow\"\n    ],\n    \"closed\": false,\n    \"answers\": [\n     {\n      \"text\": \"yes\",\n      \"voters\": 1\n     }\n    ]\n   }",
		"\"contact_information\": {\n    \"first_name\": \"Kim\",\n    \"last_name\": \"\",\n    \"phone_number\": \"+44 7700 900 123\"\n   }",
	}
)

func one(of []string, pick uint32) string { return of[pick%uint32(len(of))] }

func wall(at time.Time) string {
	return at.UTC().Add(East).Format(`"2006-01-02T15:04:05"`)
}

func unix(at time.Time) string { return fmt.Sprintf("\"%d\"", at.Unix()) }
