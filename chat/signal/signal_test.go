package signal_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"ebb/chat"
	"ebb/chat/all"
	"ebb/chat/signal"
)

func TestEachChatIsOneHistory(t *testing.T) {
	in := func(chatID, rest string) string {
		return strings.Replace(rest, `"chatId":"10"`, `"chatId":"`+chatID+`"`, 1)
	}
	file := front + lines(
		`{"chat":{"id":"11","recipientId":"7"}}`, `{"chat":{"id":"12","recipientId":"1"}}`, `{"chat":{"id":"13","recipientId":"2"}}`, `{"chat":{"id":"14","recipientId":"6"}}`,
		says("5", "1710000000000", "x"), in("11", says("5", "1710000000000", "x")), in("11", says("6", "1710000000000", "x")), in("11", says("1", "1710000000000", "x")),
		in("12", says("1", "1710000000000", "x")), in("15", says("2", "1710000000000", "what is old")), `{"chat":{"id":"15","recipientId":"2"}}`, in("13", says("2", "1710000000000", "what is new")))
	got := map[string]string{}
	for _, h := range decode(t, file) {
		got[h.Chat] = fmt.Sprintf("%d by %s, key %s, owner %s, %v", len(h.Messages), strings.Join(h.Authors, " and "), h.Key, h.Owner, h.Warnings)
	}
	want := map[string]string{
		"Bob Red":      "1 by Bob Red, key +15550100, owner , []",
		"Rain":         "3 by Bob Red and Kim and Alice Blue, key group Rain, owner Alice Blue, [{group 3}]",
		"Note to Self": "1 by Alice Blue, key self, owner Alice Blue, []",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestTwoGroupsOfOneNameStayApart(t *testing.T) {
	file := lines(info, me, bob, group, strings.Replace(group, `"7"`, `"8"`, 1), `{"chat":{"id":"10","recipientId":"7"}}`, `{"chat":{"id":"11","recipientId":"8"}}`,
		says("5", "1710000000000", "x"), strings.Replace(says("5", "1710000000000", "x"), `"10"`, `"11"`, 1))
	h := decode(t, file)
	if len(h) != 2 || h[0].Key == h[1].Key || len(chat.Group(h)) != 2 {
		t.Errorf("%+v", h)
	}
}

func TestADamagedLineOfAnUnknownChatIsSaidOnEach(t *testing.T) {
	file := front + lines(`{"chat":{"id":"11","recipientId":"6"}}`, says("5", "1710000000000", "x"), strings.Replace(says("6", "1710000000000", "x"), `"10"`, `"11"`, 1), `{"chatItem":{`)
	for _, h := range decode(t, file+says("5", "1710000000000", "x")+"\n") {
		if digest(h)["damaged"] != "1" {
			t.Errorf("%s: %v", h.Chat, h.Warnings)
		}
	}
}

// No key that lies in an export may be found in what comes out of it, or in
// what is said about it.
func TestSecretsStayInTheFile(t *testing.T) {
	var file strings.Builder
	file.WriteString(front + lines(`{"chat":{"id":"11","recipientId":"7"}}`, `{"chat":{"id":"12","recipientId":"6"}}`, strings.Replace(says("6", "1710000000000", "x"), `"10"`, `"12"`, 1), strings.Replace(says("5", "1710000000000", "x"), `"10"`, `"11"`, 1)))
	for _, c := range official {
		for line := range strings.Lines(c.file) {
			if strings.Contains(line, "chatItem") && len(line) < 4096 {
				file.WriteString(strings.TrimSuffix(line, "\n") + "\n")
			}
		}
	}
	if n := strings.Count(file.String(), "KEY"); n < 20 {
		t.Fatalf("only %d secrets to look for", n)
	}
	files := []string{file.String(), strings.Repeat(file.String(), 2)}
	for _, c := range jsons {
		files = append(files, c.file)
	}
	for _, f := range files {
		for _, h := range decode(t, f) {
			if said := fmt.Sprintf("%+v", *h); strings.Contains(said, "KEY") || strings.Contains(said, "KEY"+"bob") {
				t.Errorf("a secret came out: %s", said)
			}
		}
	}
	for _, broken := range []string{info, account, bob, group, link} {
		_, err := signal.Format{}.Decode(strings.NewReader(broken[:len(broken)-3]), chat.Options{})
		if err == nil || strings.Contains(err.Error(), "KEY") {
			t.Errorf("%v", err)
		}
	}
}

func TestEncryptedBackupsAreRefused(t *testing.T) {
	old := append([]byte{0, 0, 0, 0x36, 0x0a, 0x34, 0x0a, 16}, bytes.Repeat([]byte{7}, 16)...)
	old = append(append(old, 0x12, 32), bytes.Repeat([]byte{9}, 400)...)
	for says, file := range map[string][]byte{"the older": old, "the newer": append([]byte("SBACKUP\x01"), old...)} {
		if got := (signal.Format{}).Detect(file); got < 90 {
			t.Errorf("%s: only %d sure", says, got)
		}
		var r *chat.Refusal
		if _, err := all.Decode(bytes.NewReader(file), int64(len(file)), chat.Options{}); !errors.As(err, &r) || r.Code != "signal-encrypted" || r.Format != "signal" {
			t.Errorf("%s: %v", says, err)
		}
	}
}

func TestNothingToReadIsAFailure(t *testing.T) {
	for file, want := range map[string]error{
		"":                                chat.ErrEmpty,
		"\n \n":                           chat.ErrEmpty,
		front:                             chat.ErrEmpty,
		front + update(``):                chat.ErrEmpty,
		front + "what is this\n":          chat.ErrNotChat,
		info[:20]:                         chat.ErrNotChat,
		"hello\nworld\n":                  chat.ErrNotChat,
		"{\"messages\":[]}":               chat.ErrNotChat,
		"[]":                              chat.ErrNotChat,
		"[\n{\"a\":1}\n]\n":               chat.ErrNotChat,
		"[2024-03-09 16:00:05] Bob:   \n": chat.ErrEmpty,
		"Conversation: Bob\n\n":           chat.ErrNotChat,
		list(desk("keychange", "1710000000000", "")):   chat.ErrEmpty,
		data("2024-03-09T16:00:05", "Bob", "  ", ""):   chat.ErrEmpty,
		strings.Repeat(`{"chatItem":`, 100):            chat.ErrNotChat,
		"[" + strings.Repeat("[", 100_000):             chat.ErrNotChat,
		front + strings.Repeat(`{"chatItem":`, 10_000): chat.ErrNotChat,
	} {
		_, err := signal.Format{}.Decode(strings.NewReader(file), chat.Options{})
		var f *chat.Failure
		if !errors.As(err, &f) || !errors.Is(err, want) || f.Format != "signal" {
			t.Errorf("%.60q: got %v, want %v", file, err, want)
		}
	}
}

func TestAReaderThatStopsKeepsWhatWasRead(t *testing.T) {
	broken := errors.New("unplugged")
	for says, file := range map[string]string{"JSONL": front + lines(says("5", "1710000000000", "x")), "chat.md": texts[0].file, "sigtop": letter, "data.json": jsons[0].file, "a list": jsons[7].file[:len(jsons[7].file)-4]} {
		h, err := signal.Format{}.Decode(io.MultiReader(strings.NewReader(file), iotest.ErrReader(broken)), chat.Options{})
		if err != nil || digest(h[0])["torn"] == "" {
			t.Errorf("%s: %v %v", says, h, err)
		}
	}
	if _, err := (signal.Format{}).Decode(iotest.ErrReader(broken), chat.Options{}); !errors.Is(err, broken) {
		t.Error(err)
	}
	if _, err := (signal.Format{}).Decode(io.MultiReader(strings.NewReader(front), iotest.ErrReader(broken)), chat.Options{}); !errors.Is(err, broken) {
		t.Error(err)
	}
}

func TestNoOtherFormatIsTaken(t *testing.T) {
	for _, text := range []string{
		"", "hello", "{}", "[]", `{"messages":[]}`, `{"name":"Bob","type":"personal_chat","messages":[{"id":1,"type":"message","date":"2024-03-09T16:00:05"}]}`,
		"[2024-03-09, 16:00:05] Bob: blue\n[2024-03-09, 16:01:05] Me: red\n", "[09.03.24, 16:00:05] Bob: blue\n", "2024-03-09, 16:00 - Bob: blue\n",
		"2024-03-09 16:00 Bob: blue\n", "2024-03-09 16:00:01 INFO You: started\n", "[2024-03-09 16:00:05] server: started\n[2024-03-09 16:00:06] server: stopped\n",
		"<?xml version='1.0'?>\n<smses count=\"1\">\n", "[LINE] Chat history with Bob\n\n2024/03/09(Sat)\n16:00\tBob\tblue\n", `{"account":{"number":1}}`, `[{"type":"message","sent_at":"x"}]`,
		`{"participants":[{"name":"Bob"}],"messages":[{"sender_name":"Bob","timestamp_ms":1}]}`, "Conversation: Bob", "\x00\x00\x00\x06\x0a\x04abcdefghijklmnopqrstuvwxyz",
	} {
		if got := (signal.Format{}).Detect([]byte(text)); got != 0 {
			t.Errorf("%.60q: %d sure", text, got)
		}
	}
}

// Among all formats, Signal's are taken for what they are.
func TestFilesAreKnownAmongAllFormats(t *testing.T) {
	for _, group := range [][]trap{official, texts, jsons} {
		for _, c := range group {
			h, err := all.Decode(strings.NewReader(c.file), int64(len(c.file)), chat.Options{})
			if err != nil || h[0].Format != "signal" {
				t.Errorf("%s: %+v %v", c.says, h, err)
			}
		}
	}
}

// signal-export writes each chat twice. A folder of it gives each once.
func TestAFolderOfSignalExportHoldsEachChatOnce(t *testing.T) {
	var zipped bytes.Buffer
	z := zip.NewWriter(&zipped)
	for name, text := range map[string]string{"Bob/chat.md": texts[0].file, "Bob/data.json": jsons[0].file, "Bob/index.html": "<html><body>blue</body></html>"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	h, err := all.Decode(bytes.NewReader(zipped.Bytes()), int64(zipped.Len()), chat.Options{})
	if err != nil || len(h) != 1 || len(h[0].Messages) != 2 {
		t.Errorf("%+v %v", h, err)
	}
}
