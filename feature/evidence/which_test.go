package evidence_test

import (
	"strings"
	"testing"
)

// account is what a messenger exports that puts all chats into one file.
const account = `{"about": "", "personal_information": {"user_id": 1, "first_name": "Kim", "last_name": ""},
"chats": {"about": "", "list": [
 {"name": "Sam", "type": "personal_chat", "id": 2, "messages": [
  {"id": 1, "type": "message", "date": "2026-03-28T09:00:00", "date_unixtime": "1774688400", "from": "Kim", "from_id": "user1", "text": "` + canary + `", "text_entities": []},
  {"id": 2, "type": "message", "date": "2026-03-28T09:05:00", "date_unixtime": "1774688700", "from": "Sam", "from_id": "user2", "text": "blue", "text_entities": []},
  {"id": 3, "type": "message", "date": "2026-03-29T09:05:00", "date_unixtime": "1774775100", "from": "Sam", "from_id": "user2", "text": "red", "text_entities": []}]},
 {"name": "Robin", "type": "personal_chat", "id": 3, "messages": [
  {"id": 1, "type": "message", "date": "2026-03-28T09:00:00", "date_unixtime": "1774688400", "from": "Robin", "from_id": "user3", "text": "green", "text_entities": []}]}]}}`

func TestOneOfSeveralChatsIsChosen(t *testing.T) {
	h := newHouse(t)
	page := h.send("", strings.NewReader(account))
	has(t, page, "Which conversation?", "Sam", "3 messages", "Robin", "1 message")
	lacks(t, page, canary, "Which one is you?")
	has(t, h.post("/patterns/messages/who", "then", "chat"), "Choose one of the chats.")
	has(t, h.post("/patterns/messages/who", "then", "chat", "chat", "99"), "Which conversation?")
	has(t, h.post("/patterns/messages/who", "then", "count", "me", "0"), "Choose one of the chats.")
	page = h.post("/patterns/messages/who", "then", "chat", "chat", "0")
	has(t, page, "Which one is you?", `value="0" checked`, "The file says this is you.")
	lacks(t, page, "Robin")
	has(t, h.post("/patterns/messages/who", "then", "count", "me", "0"), "3 messages counted", "Sam: 2 messages")
}

func TestAKnownFileThatIsNotReadSaysWhy(t *testing.T) {
	for file, want := range map[string]string{
		"SQLite format 3\x00" + strings.Repeat("\x00", 200):                                         "ebb import",
		`[{"ID":1,"Timestamp":"2024-03-05 14:03:11","Contents":"` + canary + `","Attachments":""}]`: "only what you wrote",
	} {
		h := newHouse(t)
		page := h.send("", strings.NewReader(file))
		has(t, page, want)
		lacks(t, page, canary)
	}
}
