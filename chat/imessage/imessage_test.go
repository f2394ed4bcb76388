package imessage_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"ebb/chat"
	"ebb/chat/imessage"
)

const (
	one   = "May 17, 2022  5:29:42 PM\nMe\nrain\n\n"
	two   = "May 17, 2022  5:31:00 PM (Read by you after 1 hour, 49 seconds)\nBob\nsnow and fog?\n\n"
	three = "Dec  1, 2022 12:00:05 AM\nMe\nhail\n\n"
)

func decode(t testing.TB, text string) (*chat.History, error) {
	t.Helper()
	return chat.One(imessage.Format{}.Decode(strings.NewReader(text), chat.Options{}))
}

// shown writes a history down: author, kind, flags and length of each message.
func shown(h *chat.History) string {
	var s strings.Builder
	for _, m := range h.Messages {
		fmt.Fprintf(&s, "%s%d%s%s %d, ", h.Authors[m.Author], m.Kind, strings.Repeat("e", int(m.Flags&chat.Edited)), strings.Repeat("?", int(m.Flags&chat.Asks)/int(chat.Asks)), m.Runes)
	}
	fmt.Fprintf(&s, "system %d", h.System)
	for _, w := range h.Warnings {
		fmt.Fprintf(&s, ", %s %d", w.Code, w.N)
	}
	return s.String()
}

func TestWhatAMessageIs(t *testing.T) {
	at := "May 17, 2022  5:31:00 PM\nBob\n"
	for _, c := range []struct{ what, text, want string }{
		{"a text and its answer", one + two, "Me0 4, Bob0? 13, system 0"},
		{"lines of one message", one + at + "snow\nfog\n\n", "Me0 4, Bob0 8, system 0"},
		{"a blank line inside", one + at + "snow\n\nfog\n\n", "Me0 4, Bob0 9, system 0"},
		{"a stamp inside", one + at + "snow\nMay 17, 2022  5:29:42 PM\nrain\n\n", "Me0 4, Bob0 34, system 0"},
		{"a picture", one + at + "/Users/bob/Library/Messages/Attachments/0a/10/at_0/IMG_1.HEIC\n\n", "Me0 4, Bob1 0, system 0"},
		{"a copied picture with words", one + at + "attachments/12/45.jpeg\nfog\n\n", "Me0 4, Bob1 3, system 0"},
		{"the name of a picture", one + at + "IMG_1.mov\n\n", "Me0 4, Bob1 0, system 0"},
		{"words that end as files do", one + at + "the fog is grey.pdf\n\n", "Me0 4, Bob0 19, system 0"},
		{"a picture that is missing", one + at + "Attachment missing!\n\n", "Me0 4, Bob1 0, system 0"},
		{"spoken words", one + at + "attachments/12/45.m4a\nTranscription: rain\n\n", "Me0 4, Bob1 0, system 0"},
		{"a sticker", one + at + "Sticker from Bob: /a/b.heic (App: Memoji)\n\n", "Me0 4, Bob1 0, system 0"},
		{"an effect", one + at + "snow\nSent with Confetti\n\n", "Me0 4, Bob0 4, system 0"},
		{"words like an effect", one + at + "Sent with care\n\n", "Me0 4, Bob0 14, system 0"},
		{"tapbacks", one + at + "snow\nTapbacks:\n    Loved by Me\n\n\n" + three, "Me0 4, Bob0 4, Me0 4, system 0"},
		{"tapbacks as they were written before", one + at + "snow\nReactions:\nLoved by Me\nLiked by Kim\n\n\n" + three, "Me0 4, Bob0 4, Me0 4, system 0"},
		{"edited", one + at + "May 17, 2022  5:31:00 PM snow\nEdited 1 minute, 2 seconds later: snow and fog\n\n", "Me0 4, Bob0e 12, system 0"},
		{"edited twice", one + at + "May 17, 2022  5:31:00 PM snow?\nEdited 1 minute later: snow and fog\nEdited 1 hour later: fog\n\n", "Me0 4, Bob0e 3, system 0"},
		{"words like an edit", one + at + "Edited 2 things later: fog\n\n", "Me0 4, Bob0 26, system 0"},
		{"taken back", one + at + "Bob unsent this message part 5 seconds after sending!\n\n", "Me0 4, Bob2 0, system 0, unsent 1"},
		{"taken back, as it was written before", one + at + "They deleted a message.\n\n", "Me0 4, Bob2 0, system 0, unsent 1"},
		{"nothing to read", one + at + "\n" + three, "Me0 4, Bob3 0, Me0 4, system 0"},
		{"removed from this Mac", one + at + "This message was deleted from the conversation!\nsnow\n\n", "Me0 4, Bob0 4, system 0"},
		{"an announcement", one + "May 17, 2022  5:31:00 PM Bob renamed the conversation to Fog\n\n" + at + "snow\n\n", "Me0 4, Bob0 4, system 1"},
		{"watched together", one + at + "SharePlay Message\nEnded\n\n" + at + "snow\n\n", "Me0 4, Bob0 4, system 1"},
		{"a reply in both places", one + "    May 17, 2022  5:31:00 PM\n    Bob\n    snow\n\n\n" + at + "snow\nThis message responded to an earlier message.\n\n", "Me0 4, Bob0 4, system 0"},
		{"a reply below alone", strings.TrimSuffix(one, "\n") + "    May 17, 2022  5:31:00 PM\n    Bob\n    snow\n\n\n" + three, "Me0 4, Bob0 4, Me0 4, system 0"},
		{"two replies, and the message goes on", strings.TrimSuffix(one, "\n") + "    May 17, 2022  5:31:00 PM\n    Bob\n    snow\n\n    May 17, 2022  5:32:00 PM\n    Kim\n    fog\n\nThis message responded to an earlier message.\n\n" + three,
			"Me0 4, Bob0 4, Kim0 3, Me0 4, system 0, group 3"},
		{"lines end as on Windows", strings.ReplaceAll(one+two, "\n", "\r\n"), "Me0 4, Bob0? 13, system 0"},
		{"nobody answers", one + three, "Me0 4, Me0 4, system 0, onesided 2"},
		{"a stamp without a sender", one + "May 17, 2022  5:31:00 PM\n\n" + two, "Me0 4, Bob0? 13, system 0, damaged 1"},
		{"it breaks off behind a stamp", one + two + "May 17, 2022  5:31:00 PM\n", "Me0 4, Bob0? 13, system 0, damaged 1"},
		{"out of order", three + two + one, "Me0 4, Bob0? 13, Me0 4, system 0"},
	} {
		h, err := decode(t, c.text)
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		if got := shown(h); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.what, got, c.want)
		}
		if h.Owner != "Me" || h.Zoned {
			t.Errorf("%s: of %q, zoned %v", c.what, h.Owner, h.Zoned)
		}
	}
}

func TestStamps(t *testing.T) {
	for stamp, want := range map[string]string{
		"May 17, 2022  5:29:42 PM": "2022-05-17 17:29:42",
		"May 07, 2022 12:00:00 AM": "2022-05-07 00:00:00",
		"May  7, 2022 12:59:59 PM": "2022-05-07 12:59:59",
		"Feb 29, 2024 11:00:00 AM": "2024-02-29 11:00:00",
		"Feb 30, 2024 11:00:00 AM": "",
		"Mai 17, 2022  5:29:42 PM": "",
		"May 17, 2022 13:29:42 PM": "",
		"May 17, 2022  5:61:42 PM": "",
		"May 17, 2022  5:29:42 XM": "",
		"May 17, 1922  5:29:42 PM": "",
	} {
		h, err := decode(t, stamp+"\nMe\nrain\n\n")
		switch {
		case want == "" && !errors.Is(err, chat.ErrNotChat):
			t.Errorf("%s: %v", stamp, err)
		case want != "" && (err != nil || h.Messages[0].Time().Format("2006-01-02 15:04:05") != want):
			t.Errorf("%s: %v, %+v", stamp, err, h)
		}
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{one, 95},
		{"\n\r\n" + two, 95},
		{"May 17, 2022  5:29:42 PM Bob changed the group photo.\n\n" + one, 95},
		{imessage.Magic + "\x10\x00", 100},
		{`<html><div class="message"><span class="timestamp">x</span><span class="sender">Me</span>`, 95},
		{"", 0},
		{"rain\n" + one, 0},
		{"May 17, 2022  5:29:42 PM", 0},
		{"May 17, 2022  5:29:42 PM\n\nMe\nrain", 0},
		{"[17.05.22, 17:29:42] Bob: rain\n", 0},
		{"5/17/22, 5:29 PM - Bob: rain\n", 0},
		{"{\"messages\": []}", 0},
	} {
		if got := (imessage.Format{}).Detect([]byte(c.text)); got != c.want {
			t.Errorf("%q: %d, not %d", c.text, got, c.want)
		}
	}
}

func TestRefusals(t *testing.T) {
	for text, code := range map[string]string{
		imessage.Magic + "\x10\x00": "imessage-upload",
		`<html><div class="message"><span class="timestamp">x</span><span class="sender">Me</span>`: "imessage-html",
	} {
		_, err := decode(t, text)
		var no *chat.Refusal
		if !errors.As(err, &no) || no.Code != code {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := decode(t, "May 17, 2022  5:29:42 PM Bob changed the group photo.\n\n"); !errors.Is(err, chat.ErrEmpty) {
		t.Errorf("no message: %v", err)
	}
}

func TestTwoOfOneName(t *testing.T) {
	h, err := decode(t, one+"May 17, 2022  5:31:00 PM\nBo\x01b\nsnow\n\nMay 17, 2022  5:32:00 PM\nBo\x02b\nsnow\n\n")
	if err != nil || fmt.Sprintf("%q", h.Authors) != `["Me" "Bo�b" "Bo�b (2)"]` {
		t.Errorf("%v, %+v", err, h)
	}
}

func FuzzIMessage(f *testing.F) {
	f.Add(one + two + three)
	f.Add(strings.TrimSuffix(one, "\n") + "    May 17, 2022  5:31:00 PM\n    Bob\n    snow\n\nTapbacks:\n    Loved by Me\n\n" + three)
	f.Add(one + "May 17, 2022  5:31:00 PM\nBob\nMay 17, 2022  5:31:00 PM snow\nEdited 1 minute later: fog\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		h, err := decode(t, text)
		if (h == nil) == (err == nil) {
			t.Fatalf("%v and %v", h, err)
		}
		if h == nil {
			return
		}
		names := map[string]bool{}
		for _, a := range h.Authors {
			if names[a] {
				t.Fatalf("two are %q", a)
			}
			names[a] = true
		}
		for i, m := range h.Messages {
			if int(m.Author) >= len(h.Authors) || int(m.Runes) > len(text) || i > 0 && m.At < h.Messages[i-1].At {
				t.Fatalf("message %d: %+v", i, m)
			}
		}
	})
}
