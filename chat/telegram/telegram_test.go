package telegram_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"ebb/chat"
	"ebb/chat/telegram"
)

// digest says what was found, one chat after another.
func digest(all []*chat.History, err error) string {
	var f *chat.Failure
	if errors.As(err, &f) {
		return fmt.Sprintf("line %d: %v", f.Line, f.Cause)
	}
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for i, h := range all {
		if i > 0 {
			b.WriteString(" | ")
		}
		fmt.Fprintf(&b, "%s:", h.Chat)
		for _, m := range h.Messages {
			fmt.Fprintf(&b, " %s%s%d", h.Authors[m.Author], []string{"", "*", "x", "-"}[m.Kind], m.Runes)
			for flag, mark := range map[uint8]string{chat.Asks: "?", chat.Edited: "'"} {
				if m.Flags&flag != 0 {
					b.WriteString(mark)
				}
			}
		}
		for _, c := range h.Calls {
			who := "nobody"
			if c.Author >= 0 {
				who = h.Authors[c.Author]
			}
			fmt.Fprintf(&b, " %s~%d", who, c.Seconds)
			if c.Missed {
				b.WriteString("!")
			}
		}
		if h.System > 0 {
			fmt.Fprintf(&b, " +%d", h.System)
		}
		if h.Owner != "" {
			b.WriteString(" of " + h.Owner)
		}
		for _, w := range h.Warnings {
			fmt.Fprintf(&b, " (%s %d)", w.Code, w.N)
		}
	}
	return b.String()
}

func decode(file string) ([]*chat.History, error) {
	return telegram.Format{}.Decode(strings.NewReader(file), chat.Options{})
}

// one is the export of a chat with Bob.
func one(messages ...string) string {
	return "{\n \"name\": \"Bob\",\n \"type\": \"personal_chat\",\n \"id\": 7,\n \"messages\": [\n  " + strings.Join(messages, ",\n  ") + "\n ]\n}"
}

// item is a message, with what is added to it.
func item(kind string, more ...string) string {
	return "{\n   \"id\": 1,\n   \"type\": \"" + kind + "\",\n   \"date\": \"2019-07-05T16:55:32\",\n   \"date_unixtime\": \"1562338532\"" + join(more) + "\n  }"
}

func join(more []string) string {
	out := ""
	for _, m := range more {
		out += ",\n   " + m
	}
	return out
}

const bob, alice, kim = `"from": "Bob", "from_id": "user7"`, `"from": "Alice", "from_id": "user3"`, `"from": "Kim", "from_id": "user5"`

func said(who, text string, more ...string) string {
	return item("message", append([]string{who, `"text": ` + text}, more...)...)
}

func notice(action string, more ...string) string {
	return item("service", append([]string{`"actor": "Bob", "actor_id": "user7", "action": "` + action + `"`}, more...)...)
}

var traps = []struct{ says, file, want string }{
	{"a chat of two belongs to who is not the other", one(said(bob, `"blue"`), said(alice, `"red?"`)), "Bob: Bob4 Alice4? of Alice"},
	{"where a third writes nobody knows whose it is", one(said(bob, `"blue"`), said(alice, `"red"`), said(kim, `"red"`)), "Bob: Bob4 Alice3 Kim3 (group 3)"},
	{"a chat without ids is nobody's", one(said(`"from": "Bob"`, `"blue"`), said(`"from": "Alice"`, `"red"`)), "Bob: Bob4 Alice3"},
	{"a text in parts", one(said(bob, `["is it ", {"type": "bold", "text": "rain"}, "?"]`)), "Bob: Bob11?"},
	{"a question mark in an address asks nothing", one(said(bob, `[{"type": "link", "text": "https://a.example/?q=1"}, ""]`)), "Bob: Bob22"},
	{"parts alone", one(item("message", bob, `"text_entities": [{"type": "plain", "text": "blue"}, {"type": "bold", "text": " sky"}]`)), "Bob: Bob8"},
	{"parts before the text", one(item("message", bob, `"text_entities": [{"type": "plain", "text": "blue"}]`, `"text": "blue"`)), "Bob: Bob4"},
	{"the text goes before its parts", one(said(bob, `"blue"`, `"text_entities": [{"type": "plain", "text": "another"}]`)), "Bob: Bob4"},
	{"one person without an id is not the owner", one(said(`"from": "Bob"`, `"blue"`)), "Bob: Bob4"},
	{"control characters in escapes that JSON does not have", one(said(bob, `"a\x1Fb\x00\\x1F"`)), "Bob: Bob8"},
	{"an id without quotes", one(said(bob, "[{\"type\": \"custom_emoji\", \"text\": \"☔\", \"document_id\": video_files/sticker (2).webm\n}]"), said(bob, `"blue"`)), "Bob: Bob1 Bob4"},
	{"a deleted account is joined by its id", one(said(`"from": null, "from_id": "user9"`, `"blue"`), said(`"from": null, "from_id": "user9"`, `"red"`), said(alice, `"sky"`)), "Bob: user94 user93 Alice3"},
	{"an id of an old file is a number", one(said(`"from": "Bob", "from_id": 7`, `"blue"`), said(`"from": null, "from_id": 7`, `"red"`), said(`"from": null, "from_id": 3`, `"sky"`)), "Bob: Bob4 Bob3 33 of 3"},
	{"somebody renamed is one person with the latest name", one(said(bob, `"blue"`), said(`"from": "Bobby", "from_id": "user7"`, `"red"`)), "Bob: Bobby4 Bobby3"},
	{"two people of one name stay two", one(said(bob, `"blue"`), said(`"from": "Bob", "from_id": "user8"`, `"red"`)), "Bob: Bob4 Bob (2)3 of Bob (2)"},
	{"a message from nobody is damaged", one(said(bob, `"blue"`), item("message", `"text": "red"`)), "Bob: Bob4 (damaged 1)"},
	{"a message without a date is damaged", one(said(bob, `"blue"`), `{"id": 1, "type": "message", `+bob+`, "text": "red"}`), "Bob: Bob4 (damaged 1)"},
	{"a picture with a line below it", one(said(bob, `"blue sky"`, `"photo": "photos/1.jpg", "width": 9, "height": 9`)), "Bob: Bob*8"},
	{"a file that was left out", one(said(bob, `""`, `"file": "(File not included. Change data exporting settings to download.)", "media_type": "voice_message", "duration_seconds": 5`)), "Bob: Bob*0"},
	{"a sticker", one(said(bob, `""`, `"file": "s.webp", "media_type": "sticker", "sticker_emoji": "☔"`)), "Bob: Bob*0"},
	{"a place, also one that is hidden", one(said(bob, `""`, `"location_information": {"latitude": 1.5, "longitude": 2}`), said(bob, `""`, `"location_information": null`)), "Bob: Bob*0 Bob*0"},
	{"somebody's number", one(said(bob, `""`, `"contact_information": {"first_name": "Kim", "text": "x"}`)), "Bob: Bob*0"},
	{"a poll, its question a string or a list", one(said(bob, `""`, `"poll": {"question": "Rain?", "answers": []}`), said(bob, `""`, `"poll": {"question": [{"type": "bold", "text": "Rain"}, "?"], "answers": [{"text": "yes"}]}`)), "Bob: Bob*0 Bob*0"},
	{"nothing at all", one(said(bob, `""`)), "Bob: Bob-0"},
	{"forwarded is sent", one(said(bob, `"blue"`, `"forwarded_from": "Kim"`, `"saved_from": null`)), "Bob: Bob4"},
	{"an edit", one(said(bob, `"blue"`, `"edited": "2019-07-05T17:00:00", "edited_unixtime": "1562338800"`)), "Bob: Bob4'"},
	{"an edit that never was, as old files say", one(said(bob, `"blue"`, `"edited": "1970-01-01T01:00:00"`)), "Bob: Bob4"},
	{"reactions are nobody's messages", one(said(bob, `"blue"`, `"reactions": [{"type": "emoji", "count": 1, "emoji": "❤", "recent": [{"from": "Alice", "from_id": "user3", "date": "2019-07-05T16:55:32"}]}]`)), "Bob: Bob4"},
	{"calls", one(said(bob, `"blue"`), notice("phone_call", `"duration_seconds": 56, "discard_reason": "hangup"`), notice("phone_call", `"discard_reason": "missed"`), notice("phone_call", `"discard_reason": "busy"`), notice("conference_call", `"duration_seconds": 30, "is_active": false, "is_missed": false`), notice("conference_call", `"is_missed": true`)),
		"Bob: Bob4 Bob~56 Bob~0! Bob~0! Bob~30 Bob~0!"},
	{"a call by nobody", one(item("service", `"action": "phone_call", "duration_seconds": 5`), said(bob, `"blue"`)), "Bob: Bob4 nobody~5"},
	{"notices are counted apart", one(notice("pin_message"), notice("joined_telegram", `"text": ""`), said(bob, `"blue"`)), "Bob: Bob4 +2"},
	{"what hides messages is said", one(notice("clear_history"), notice("set_messages_ttl", `"period": 86400`), said(bob, `"blue"`), "{\n   \"id\": 4,\n   \"type\": \"unsupported\"\n  }"), "Bob: Bob4 +2 (disappearing 1) (cleared 1) (unsupported 1)"},
	{"one damaged message costs itself", one(said(bob, `"blue"`), said(alice, `"red`), said(alice, `"sky"`)), "Bob: Bob4 Alice3 of Alice (damaged 1)"},
	{"a file that breaks off", one(said(bob, `"blue"`), said(alice, `"red"`))[:300], "Bob: Bob4 (torn 1)"},
	{"a file that breaks off at once", "{\n \"name\": \"Bob\",\n \"type\": \"personal_chat\",\n \"id\": 7,\n \"messages\": [\n  {", "line 6: not a chat export"},
	{"no messages", one(), "line 8: no messages in it"},
	{"nothing", "  \n", "line 2: no messages in it"},
	{"another thing", `{"a": 1}`, "line 1: not a chat export"},
	{"its pages", "<!DOCTYPE html>\n<html>\n", "telegram: not read: telegram-html"},
	{"members in another order", `{"messages": [` + said(bob, `"blue"`) + `, ` + said(alice, `"red"`) + `], "id": 7, "type": "personal_chat", "name": "Bob"}`, "Bob: Bob4 Alice3 of Alice"},
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

// account is an export of the person with the id 3.
func account(chats, left string) string {
	return `{
 "about": "blue",
 "personal_information": {
  "user_id": 3,
  "first_name": "Al"
 },
 "frequent_contacts": {
  "list": [
   {
    "id": 7,
    "name": "Bob"
   }
  ]
 },
 "chats": {
  "about": "messages",
  "list": [
   ` + chats + `
  ]
 },
 "left_chats": {
  "list": [` + left + `]
 }
}`
}

func inside(file string) string { return strings.ReplaceAll(file, "\n", "\n   ") }

func TestAnAccountGivesEveryChat(t *testing.T) {
	saved := "{\n \"type\": \"saved_messages\",\n \"id\": 3,\n \"messages\": [\n  " + said(alice, `"note"`) + "\n ]\n}"
	group := "{\n \"name\": \"Weather\",\n \"type\": \"private_group\",\n \"id\": 70,\n \"messages\": [\n  " + said(kim, `"rain"`) + ",\n  " + said(alice, `"snow"`) + "\n ]\n}"
	empty := "{\n \"name\": \"Sam\",\n \"type\": \"personal_chat\",\n \"id\": 8,\n \"messages\": []\n}"
	nameless := "{\n \"name\": null,\n \"type\": \"personal_chat\",\n \"id\": 9,\n \"messages\": [\n  " + said(`"from": null, "from_id": "user9"`, `"gone"`) + "\n ]\n}"
	file := account(strings.Join([]string{inside(saved), inside(one(said(bob, `"blue"`), said(alice, `"red"`))), inside(empty), inside(nameless)}, ",\n   "), inside(group))
	want := "saved_messages: Alice4 of Alice | Bob: Bob4 Alice3 of Alice | : user94 | Weather: Kim4 Alice4 of Alice"
	all, err := decode(file)
	if got := digest(all, err); got != want {
		t.Errorf("%s\nnot %s", got, want)
	}
	if h, err := chat.Pick(all, "Bob"); err != nil || h.Key != "7" || !h.Zoned {
		t.Errorf("%+v, %v", h, err)
	}
	if h, err := chat.Pick(all, "user9"); err != nil || len(h.Messages) != 1 {
		t.Errorf("%+v, %v", h, err)
	}
	if got := (telegram.Format{}).Detect([]byte(file)); got != 95 {
		t.Errorf("sure of it to %d", got)
	}
}

func TestADamagedChatCostsNoOther(t *testing.T) {
	chats := func(first string) string {
		second := strings.ReplaceAll(one(said(bob, `"blue"`)), `"id": 7,`, `"id": 77,`)
		return account(inside(first)+",\n   "+inside(second), "")
	}
	for _, c := range []struct{ says, first, want string }{
		{"its last message", one(said(bob, `"blue"`), said(alice, `"red`)), "Bob: Bob4 (damaged 1) | Bob: Bob4"},
		{"behind its messages", strings.Replace(one(said(bob, `"blue"`)), "\n ]", "\n ", 1), "Bob: Bob4 (damaged 1) | Bob: Bob4"},
		{"a member that nobody reads", strings.Replace(one(said(bob, `"blue"`)), "\n ]", "\n ],\n \"x\": \"re\"d\"", 1), "Bob: Bob4 (torn 1) | Bob: Bob4"},
		{"its name", strings.Replace(one(said(bob, `"blue"`)), `"Bob"`, `"Bob`, 1), "Bob: Bob4 (damaged 1)"},
	} {
		if got := digest(decode(chats(c.first))); got != c.want {
			t.Errorf("%s: %s\nnot %s", c.says, got, c.want)
		}
	}
}

func TestAnAccountThatBreaksOffHidesNoDamage(t *testing.T) {
	file := account(inside(one(said(bob, `"blue"`), said(alice, `"red`)))+",\n   "+inside(one(said(bob, `"sky"`), said(bob, `"rain"`))), "")
	if got, want := digest(decode(file[:strings.Index(file, `"rain"`)])), "Bob: Bob4 (damaged 1) | Bob: Bob3 (torn 1)"; got != want {
		t.Errorf("%s\nnot %s", got, want)
	}
}

func TestAFileOfWallClocksIsNotZoned(t *testing.T) {
	old := func(date string) string {
		return `{"id": 1, "type": "message", "date": "` + date + `", ` + bob + `, "text": "blue"}`
	}
	all, err := decode(one(old("2018-10-28T02:30:00"), old("2018-10-28T02:10:00"), old("2018-10-28T03:00:00")))
	if err != nil {
		t.Fatal(err)
	}
	h := all[0]
	if h.Zoned || len(h.Messages) != 3 || len(h.Warnings) != 0 || h.Messages[2].Flags != 0 {
		t.Fatalf("%+v", h)
	}
	if m := h.Messages[0]; m.Time() != time.Date(2018, 10, 28, 2, 10, 0, 0, time.UTC) || m.Flags&chat.Late == 0 {
		t.Errorf("the hour that comes twice: %v, %d", m.Time(), m.Flags)
	}
	var steps []string
	for i := range 12 {
		steps = append(steps, old(fmt.Sprintf("2018-10-28T02:%d0:00", 1+4*(i%2))))
	}
	if got := digest(decode(one(steps...))); !strings.HasSuffix(got, "(backwards 5)") {
		t.Errorf("a clock that goes back again and again: %s", got)
	}
}

func TestAFileWithBothTakesTheInstant(t *testing.T) {
	wall := `{"id": 1, "type": "message", "date": "2019-07-05T18:55:32", ` + bob + `, "text": "blue"}`
	both := `{"id": 2, "type": "message", "date": "2019-07-05T19:00:00", "date_unixtime": "1562346000", ` + bob + `, "text": "blue"}`
	stamped := `{"id": 3, "type": "message", "date_unixtime": "1562349600", ` + bob + `, "text": "blue"}`
	all, err := decode(one(wall, both, stamped, `{"id": 4, "type": "service", "date": "2019-07-05T21:00:00", "action": "phone_call", "actor": "Bob", "actor_id": "user7"}`))
	if err != nil {
		t.Fatal(err)
	}
	h := all[0]
	if want := time.Date(2019, 7, 5, 16, 55, 32, 0, time.UTC); !h.Zoned || h.Messages[0].Time() != want || h.Calls[0].At != want.Unix()+7468 {
		t.Errorf("%v %v %+v", h.Zoned, h.Messages[0].Time(), h.Calls)
	}
	zone := time.FixedZone("", 3*60*60)
	all, err = telegram.Format{}.Decode(strings.NewReader(one(wall, stamped)), chat.Options{Zone: zone})
	if err != nil || all[0].Messages[0].At != time.Date(2019, 7, 5, 18, 55, 32, 0, zone).Unix() {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestItIsRecognised(t *testing.T) {
	for _, c := range []struct {
		says, head string
		sure       bool
	}{
		{"a chat", one(said(bob, `"blue"`)), true},
		{"the start of one", one(said(bob, `"blue"`))[:200], true},
		{"an account", account("", ""), true},
		{"its pages", "<!DOCTYPE html>\n<html>\n <head>\n  <title>Exported Data</title>\n </head>\n <body onload=\"CheckLocation();\">\n  <div class=\"page_wrap\">", true},
		{"other pages", "<!DOCTYPE html><html><title>Blue</title></html>", false},
		{"Instagram", `{"participants": [{"name": "Bob"}], "messages": [{"sender_name": "Bob", "timestamp_ms": 1562338532000, "content": "blue"}]}`, false},
		{"encrypted Messenger", `{"participants": ["Bob"], "threadName": "Bob_1", "messages": [{"senderName": "Bob", "text": "blue", "timestamp": 1562338532000, "type": "text"}]}`, false},
		{"Discord", `{"guild": {"id": "0"}, "channel": {"id": "1", "type": "DirectTextChat"}, "messages": [{"id": "1", "type": "Default", "timestamp": "2019-07-05T16:55:32+00:00"}]}`, false},
		{"any list", `[1, 2]`, false},
		{"a line", "29/01/2018, 21:24 - Alice: A\n", false},
		{"nothing", "", false},
	} {
		if got := (telegram.Format{}).Detect([]byte(c.head)); got >= 90 != c.sure || !c.sure && got > 0 {
			t.Errorf("%s: %d", c.says, got)
		}
	}
}

func TestAReadErrorIsNoTornFile(t *testing.T) {
	bad := errors.New("the disk is gone")
	file := one(said(bob, `"blue"`), said(bob, `"blue"`))
	for _, n := range []int{0, 10, 400, len(file) - 1} {
		_, err := telegram.Format{}.Decode(io.MultiReader(strings.NewReader(file[:n]), iotest.ErrReader(bad)), chat.Options{})
		if !errors.Is(err, bad) {
			t.Errorf("after %d bytes: %v", n, err)
		}
	}
}

func TestACutFileKeepsItsWholeMessages(t *testing.T) {
	parts := []string{said(bob, `"blue"`), said(alice, `["red ", {"type": "bold", "text": "sky"}]`), said(bob, `""`, `"photo": "1.jpg"`), said(alice, `"green"`)}
	file := one(parts...)
	for n := range len(file) - 1 {
		all, err := decode(file[:n])
		want, end := 0, strings.Index(file, parts[0])
		for _, p := range parts {
			if end += len(p); n >= end {
				want++
			}
			end += len(",\n  ")
		}
		if want == 0 && err == nil || want > 0 && (err != nil || len(all[0].Messages) != want || !strings.Contains(digest(all, err), fmt.Sprintf("(torn %d)", want))) {
			t.Fatalf("cut at %d: %s, want %d", n, digest(all, err), want)
		}
	}
}

func TestTooManyPeopleAreTooMany(t *testing.T) {
	var all []string
	for i := range chat.MaxAuthors + 1 {
		all = append(all, fmt.Sprintf(`{"id": 1, "type": "message", "date_unixtime": "1562338532", "from_id": "user%d", "text": "a"}`, i))
	}
	crowd := "{\"name\": \"Crowd\", \"type\": \"public_supergroup\", \"id\": 4, \"messages\": [" + strings.Join(all, ",\n") + "]}"
	if _, err := decode(crowd); !errors.Is(err, chat.ErrTooLarge) {
		t.Errorf("a crowd alone: %v", err)
	}
	if got := digest(decode(account(crowd+",\n   "+inside(one(said(bob, `"blue"`))), ""))); got != "Bob: Bob4" {
		t.Errorf("beside another chat: %.200s", got)
	}
}

func TestProgressIsTold(t *testing.T) {
	var told []int
	var all []string
	for range 2*chat.Every + 10 {
		all = append(all, said(bob, `"a"`))
	}
	_, err := telegram.Format{}.Decode(strings.NewReader(one(all...)), chat.Options{Progress: func(n int) { told = append(told, n) }})
	if fmt.Sprint(told) != fmt.Sprint([]int{chat.Every, 2 * chat.Every}) || err != nil {
		t.Errorf("%v, %v", told, err)
	}
}
