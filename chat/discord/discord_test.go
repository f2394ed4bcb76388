package discord_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"ebb/chat"
	"ebb/chat/discord"
)

// digest says what was found.
func digest(all []*chat.History, err error) string {
	var f *chat.Failure
	if errors.As(err, &f) {
		return fmt.Sprintf("line %d: %v", f.Line, f.Cause)
	}
	if err != nil {
		return err.Error()
	}
	h := all[0]
	var b strings.Builder
	fmt.Fprintf(&b, "%s:", h.Chat)
	for _, m := range h.Messages {
		fmt.Fprintf(&b, " %s%s%d", h.Authors[m.Author], []string{"", "*", "x", "-"}[m.Kind], m.Runes)
		if m.Flags&chat.Asks != 0 {
			b.WriteString("?")
		}
		if m.Flags&chat.Edited != 0 {
			b.WriteString("'")
		}
	}
	for _, c := range h.Calls {
		fmt.Fprintf(&b, " %s~%d", h.Authors[c.Author], c.Seconds)
	}
	if h.System > 0 {
		fmt.Fprintf(&b, " +%d", h.System)
	}
	for _, w := range h.Warnings {
		fmt.Fprintf(&b, " (%s %d)", w.Code, w.N)
	}
	return b.String()
}

func decode(file string) ([]*chat.History, error) {
	return discord.Format{}.Decode(strings.NewReader(file), chat.Options{})
}

func channel(messages ...string) string {
	return "{\n  \"guild\": {\n    \"id\": \"0\",\n    \"name\": \"Direct Messages\"\n  },\n  \"channel\": {\n    \"id\": \"55\",\n    \"type\": \"DirectTextChat\",\n    \"category\": null,\n    \"name\": \"Bob\"\n  },\n" +
		"  \"dateRange\": {\n    \"after\": null,\n    \"before\": null\n  },\n  \"messages\": [\n    " + strings.Join(messages, ",\n    ") + "\n  ],\n  \"messageCount\": 9\n}"
}

func item(kind, author, content string, more ...string) string {
	return "{\n      \"id\": \"1\",\n      \"type\": \"" + kind + "\",\n      \"timestamp\": \"2019-07-05T18:55:32.123+02:00\",\n      \"isPinned\": false,\n      \"content\": \"" + content + "\",\n      \"author\": " + author +
		strings.Join(append([]string{""}, more...), ",\n      ") + "\n    }"
}

const (
	bob   = `{"id": "7", "name": "bob", "discriminator": "0000", "nickname": "Bob", "isBot": false, "roles": [{"id": "9", "name": "rain"}]}`
	alice = `{"id": "3", "name": "Alice", "nickname": null}`
)

var traps = []struct{ says, file, want string }{
	{"messages and answers", channel(item("Default", bob, "blue"), item("Reply", alice, "red?", `"reference": {"messageId": "1"}`)), "Bob: Bob4 Alice4?"},
	{"what a bot was asked", channel(item("20", bob, "blue"), item("Default", alice, "")), "Bob: Bob4 Alice-0"},
	{"notices", channel(item("ChannelPinnedMessage", bob, "Pinned a message."), item("RecipientAdd", bob, "x"), item("21", bob, "x"), item("Default", bob, "blue"), item("Default", alice, "red")), "Bob: Bob4 Alice3 +3"},
	{"a call", channel(item("Call", bob, "Started a call that lasted 5 minutes.", `"callEndedTimestamp": "2019-07-05T19:00:32.123+02:00"`), item("Default", bob, "blue"), item("Default", alice, "red")), "Bob: Bob4 Alice3 Bob~300"},
	{"a call without an end", channel(item("Call", bob, "Started a call.", `"callEndedTimestamp": null`), item("Default", bob, "blue"), item("Default", alice, "red")), "Bob: Bob4 Alice3 Bob~0"},
	{"an edit", channel(item("Default", bob, "blue", `"timestampEdited": "2019-07-05T19:00:32+02:00"`), item("Default", alice, "red", `"timestampEdited": null`)), "Bob: Bob4' Alice3"},
	{"pictures and stickers", channel(item("Default", bob, "", `"attachments": [{"id": "1", "url": "a"}], "embeds": [], "stickers": []`), item("Default", alice, "", `"attachments": [], "stickers": [{"id": "1"}]`), item("Default", alice, "red", `"attachments": [{"id": "1"}]`)), "Bob: Bob*0 Alice*0 Alice*3"},
	{"a preview of an address makes no picture of a text", channel(item("Default", bob, "https://a.example", `"embeds": [{"title": "x", "timestamp": "2001-01-01T00:00:00+00:00", "author": {"name": "Kim"}}]`), item("Default", alice, "", `"embeds": [{"title": "x"}]`)), "Bob: Bob17 Alice*0"},
	{"reactions and mentions are nobody's messages", channel(item("Default", bob, "blue", `"reactions": [{"emoji": {"id": "", "name": "❤"}, "count": 1, "users": [{"id": "3"}]}], "mentions": [{"id": "3", "name": "Alice"}]`), item("Default", alice, "red")), "Bob: Bob4 Alice3"},
	{"only one person writes", channel(item("Default", bob, "blue"), item("Default", bob, "red"), item("Call", alice, "x")), "Bob: Bob4 Bob3 Alice~0 (onesided 2)"},
	{"a new name", channel(item("Default", bob, "blue"), item("Default", strings.Replace(bob, `"Bob"`, `"Bobby"`, 1), "red"), item("Default", alice, "red")), "Bob: Bobby4 Bobby3 Alice3"},
	{"two people of one name", channel(item("Default", bob, "blue"), item("Default", strings.Replace(bob, `"7"`, `"8"`, 1), "red")), "Bob: Bob4 Bob (2)3"},
	{"three people", channel(item("Default", bob, "blue"), item("Default", alice, "red"), item("Default", `{"id": "5", "name": "Kim"}`, "red")), "Bob: Bob4 Alice3 Kim3 (group 3)"},
	{"one damaged message costs itself", channel(item("Default", bob, "blue"), item("Default", alice, `re"d`), item("Default", alice, "red")), "Bob: Bob4 Alice3 (damaged 1)"},
	{"no date, no kind, nobody", channel(item("Default", bob, "blue"), strings.Replace(item("Default", bob, "a"), "2019", "x", 1), strings.Replace(item("Default", bob, "a"), `"type"`, `"tip"`, 1), item("Default", "{}", "a"), item("Default", alice, "red")), "Bob: Bob4 Alice3 (damaged 3)"},
	{"a file that breaks off", channel(item("Default", bob, "blue"), item("Default", alice, "red"))[:650], "Bob: Bob4 (torn 1) (onesided 1)"},
	{"no messages", channel(), "line 20: no messages in it"},
	{"nothing", " ", "line 1: no messages in it"},
	{"another thing", `{"a": 1}`, "line 1: not a chat export"},
	{"the package of Discord", `[{"ID": 1, "Timestamp": "2019-07-05 18:55:32", "Contents": "blue", "Attachments": ""}]`, "discord: not read: discord-package"},
	{"the package of old", "ID,Timestamp,Contents,Attachments\n1,2019-07-05 18:55:32,blue,\n", "discord: not read: discord-package"},
}

func TestEveryTrap(t *testing.T) {
	for _, c := range traps {
		t.Run(c.says, func(t *testing.T) {
			if got := digest(decode(c.file)); got != c.want {
				t.Errorf("%s\nnot %s\n%s", got, c.want, c.file)
			}
		})
	}
}

func TestTimesAreInstants(t *testing.T) {
	all, err := decode(channel(item("Default", bob, "blue")))
	if err != nil || !all[0].Zoned || all[0].Key != "55" || all[0].Messages[0].Time() != time.Date(2019, 7, 5, 16, 55, 32, 0, time.UTC) {
		t.Errorf("%+v, %v", all[0], err)
	}
}

func TestItIsRecognised(t *testing.T) {
	for head, sure := range map[string]bool{
		channel(item("Default", bob, "blue")): true, traps[len(traps)-1].file: true, traps[len(traps)-2].file: true,
		`{"name": "Bob", "type": "personal_chat", "id": 7, "messages": []}`: false, `{"messages": []}`: false, `[]`: false, `[{"ID": 1}]`: false, "ID": false, "": false,
	} {
		if got := (discord.Format{}).Detect([]byte(head)); got >= 90 != sure || !sure && got > 0 {
			t.Errorf("%d for %s", got, head)
		}
	}
}

func TestAReadErrorIsNoTornFile(t *testing.T) {
	bad := errors.New("the disk is gone")
	file := channel(item("Default", bob, "blue"), item("Default", alice, "red"))
	for _, n := range []int{0, 100, 700, len(file) - 1} {
		if _, err := (discord.Format{}).Decode(io.MultiReader(strings.NewReader(file[:n]), iotest.ErrReader(bad)), chat.Options{}); !errors.Is(err, bad) {
			t.Errorf("after %d bytes: %v", n, err)
		}
	}
}

// FuzzDiscord holds for any bytes: no panic, no dependence on how they arrive,
// and no more found than there are objects.
func FuzzDiscord(f *testing.F) {
	for _, c := range traps {
		f.Add([]byte(c.file))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		discord.Format{}.Detect(file)
		all, err := discord.Format{}.Decode(bytes.NewReader(file), chat.Options{})
		two, again := discord.Format{}.Decode(iotest.HalfReader(bytes.NewReader(file)), chat.Options{})
		if !reflect.DeepEqual(all, two) || (err == nil) != (again == nil) {
			t.Fatalf("%+v and %+v, %v and %v", all, two, err, again)
		}
		n := 0
		for _, h := range all {
			if n += len(h.Messages) + len(h.Calls) + h.System; n > bytes.Count(file, []byte("{")) {
				t.Fatalf("%d found", n)
			}
			for i, m := range h.Messages {
				if int(m.Author) >= len(h.Authors) || int(m.Runes) > len(file) || i > 0 && m.At < h.Messages[i-1].At {
					t.Fatalf("message %d: %+v", i, m)
				}
			}
		}
	})
}
