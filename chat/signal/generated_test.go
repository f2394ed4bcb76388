package signal_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"ebb/chat"
	"ebb/chat/all"
	"ebb/chat/chatgen"
	"ebb/chat/chatgen/signalgen"
)

// Whatever the generator writes, the reader finds exactly.
func TestGeneratedChatsComeOutExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var file bytes.Buffer
		truth, err := signalgen.Official(&file, chatgen.Plan{
			Seed:     rapid.Uint64().Draw(t, "seed"),
			Messages: rapid.IntRange(1, 3000).Draw(t, "messages"),
		})
		if err != nil {
			t.Fatal(err)
		}
		chats, err := all.Decode(bytes.NewReader(file.Bytes()), int64(file.Len()), chat.Options{})
		if err != nil {
			t.Fatal(err)
		}
		h, err := chat.Pick(chats, "Bob")
		if err != nil && len(chats) == 1 {
			h, err = chats[0], nil
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := found(h, truth); got != truth {
			t.Fatalf("got  %+v\nwant %+v", got, truth)
		}
		if h.Owner != "" && h.Owner != "Alice" || len(h.Warnings) > 1 || !h.Zoned {
			t.Fatalf("owner %s, %v", h.Owner, h.Warnings)
		}
	})
}

// found counts a history as the generator counts what it writes.
func found(h *chat.History, truth chatgen.Truth) chatgen.Truth {
	got := truth
	got.Text, got.Media, got.Deleted, got.Empty, got.Edited, got.Asks, got.Runes = 0, 0, 0, 0, 0, 0, 0
	got.ByAuthor, got.RunesBy, got.CallsBy = [2]int{}, [2]int{}, [2]int{}
	place := map[string]int{"Alice": 0, "Bob": 1}
	byKind := map[chat.Kind]*int{chat.Text: &got.Text, chat.Media: &got.Media, chat.Deleted: &got.Deleted, chat.Empty: &got.Empty}
	for _, m := range h.Messages {
		*byKind[m.Kind]++
		who := place[h.Authors[m.Author]]
		got.ByAuthor[who]++
		got.RunesBy[who] += int(m.Runes)
		got.Runes += int(m.Runes)
		got.Edited += int(m.Flags & chat.Edited)
		if m.Flags&chat.Asks != 0 {
			got.Asks++
		}
	}
	got.Messages, got.System, got.Calls, got.Missed, got.CallSeconds = len(h.Messages), h.System, len(h.Calls), 0, 0
	for _, c := range h.Calls {
		got.CallsBy[place[h.Authors[c.Author]]]++
		got.CallSeconds += int(c.Seconds)
		if c.Missed {
			got.Missed++
		}
	}
	got.First, got.Last = h.Messages[0].Time(), h.Messages[len(h.Messages)-1].Time()
	return got
}
