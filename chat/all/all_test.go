package all_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"ebb/chat"
	"ebb/chat/all"
	"ebb/chat/chatgen"
	"ebb/chat/chatgen/linegen"
	"ebb/chat/chatgen/metagen"
	"ebb/chat/chatgen/signalgen"
	"ebb/chat/chatgen/smsgen"
	"ebb/chat/chatgen/telegramgen"
)

// sample is an export of one messenger, and the format that reads it.
type sample struct {
	says, format string
	write        func(io.Writer, chatgen.Plan) (chatgen.Truth, error)
	text         string
}

var samples = []sample{
	{says: "WhatsApp", format: "whatsapp", write: chatgen.WhatsApp},
	{says: "a thread of Messenger", format: "meta", write: thread},
	{says: "encrypted Messenger", format: "meta", write: metagen.Encrypted},
	{says: "one chat of Telegram", format: "telegram", write: telegramgen.Chat},
	{says: "a whole account of Telegram", format: "telegram", write: telegramgen.Account},
	{says: "Signal's own export", format: "signal", write: signalgen.Official},
	{says: "SMS Backup & Restore", format: "sms", write: smsgen.Messages},
	{says: "its calls", format: "sms", write: smsgen.Calls},
	{says: "LINE", format: "line", write: linegen.Text},
	{says: "signal-export", format: "signal", text: "[2024-03-09 16:00:05] Me: red  \n\n[2024-03-09 16:02:05] Kim: blue  \n\n"},
	{says: "imessage-exporter", format: "imessage", text: "May 17, 2022  5:29:42 PM\nMe\nred\n\nMay 17, 2022  5:30:12 PM\nKim\nblue\n\n"},
	{says: "an iPhone's WhatsApp", format: "whatsapp", text: "[2018-06-13, 9:05:15 a.m.] Alice: red\n[2018-06-13, 9:06:15 a.m.] Bob: blue\n"},
	{says: "Google Chat", format: "googlechat", text: `{"messages": [{"creator": {"name": "Kim", "email": "kim@example.org", "user_type": "Human"}, "created_date": "Tuesday, 5 March 2024 at 14:03:11 UTC", "text": "red", "topic_id": "a", "message_id": "b"}]}`},
	{says: "Discord", format: "discord", text: `{"guild": {"id": "0", "name": "Direct Messages"}, "channel": {"id": "1", "type": "DirectTextChat", "name": "Kim"}, "messages": [{"id": "2", "type": "Default", "timestamp": "2024-03-05T14:03:11+00:00", "timestampEdited": null, "content": "red", "author": {"id": "3", "name": "kim", "nickname": "Kim"}}]}`},
}

func thread(w io.Writer, p chatgen.Plan) (chatgen.Truth, error) {
	return metagen.Thread(p, func(string) (io.Writer, error) { return w, nil })
}

// Every export is known by its own format, and surely by no other.
func TestEachExportIsKnownByItsOwnFormat(t *testing.T) {
	for _, s := range samples {
		t.Run(s.says, func(t *testing.T) {
			raw := []byte(s.text)
			if s.write != nil {
				var b bytes.Buffer
				if _, err := s.write(&b, chatgen.Plan{Seed: 5, Messages: 4000}); err != nil {
					t.Fatal(err)
				}
				raw = b.Bytes()
			}
			for _, f := range all.Formats() {
				score := f.Detect(raw[:min(len(raw), 64<<10)])
				if own := f.Name() == s.format; own && score < 60 || !own && score >= 96 {
					t.Errorf("%s is sure of it by %d", f.Name(), score)
				}
			}
			chats, err := all.Decode(bytes.NewReader(raw), int64(len(raw)), chat.Options{})
			if err != nil || len(chats) == 0 || chats[0].Format != s.format {
				t.Errorf("%d chats, %v", len(chats), err)
			}
		})
	}
}

// What is known and not read says why.
func TestRefusals(t *testing.T) {
	for text, code := range map[string]string{
		"SQLite format 3\x00" + string(make([]byte, 100)): "imessage-upload",
		`{"Received Saved Chat History": [{"From": "kim", "Media Type": "TEXT", "Created": "2024-03-05 14:03:11 UTC", "Text": "red"}], "Sent Saved Chat History": []}`:                                                                                                                           "snapchat",
		`<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head><body><div class="page_wrap"><div class="message default clearfix" id="message1"><div class="pull_right date details" title="05.03.2024 14:03:11 UTC+01:00">14:03</div></div></div></body></html>`: "telegram-html",
		`[{"ID":1,"Timestamp":"2024-03-05 14:03:11","Contents":"red","Attachments":""}]`: "discord-package",
	} {
		_, err := all.Decode(bytes.NewReader([]byte(text)), int64(len(text)), chat.Options{})
		if r := (*chat.Refusal)(nil); !errors.As(err, &r) || r.Code != code {
			t.Errorf("%.40q: %v, want %s", text, err, code)
		}
	}
}
