package whatsapp_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"ebb/chat"
	"ebb/chat/all"
	"ebb/chat/chatgen"
)

// Whatever the generator writes, in any shape, the reader finds exactly.
func TestGeneratedChatsComeOutExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan := chatgen.Plan{
			Seed:     rapid.Uint64().Draw(t, "seed"),
			Messages: rapid.IntRange(1, 3000).Draw(t, "messages"),
			Shape:    rapid.SampledFrom(chatgen.Shapes()).Draw(t, "shape"),
		}
		var file bytes.Buffer
		truth, err := chatgen.WhatsApp(&file, plan)
		if err != nil {
			t.Fatal(err)
		}
		h, err := chat.One(all.Decode(bytes.NewReader(file.Bytes()), int64(file.Len()), chat.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		if !h.DateOrderSure {
			if len(h.Examples) == 0 {
				t.Fatal("an open question without examples")
			}
			h, err = chat.One(all.Decode(bytes.NewReader(file.Bytes()), int64(file.Len()), chat.Options{DateOrder: truth.DateOrder}))
			if err != nil {
				t.Fatal(err)
			}
		}
		if got := found(h, truth); got != truth {
			t.Fatalf("got  %+v\nwant %+v", got, truth)
		}
	})
}

// found counts a history as the generator counts what it writes.
func found(h *chat.History, truth chatgen.Truth) chatgen.Truth {
	got := truth
	got.Text, got.Media, got.Deleted, got.Empty, got.Edited, got.Asks, got.Runes = 0, 0, 0, 0, 0, 0, 0
	got.ByAuthor = [2]int{}
	byKind := map[chat.Kind]*int{chat.Text: &got.Text, chat.Media: &got.Media, chat.Deleted: &got.Deleted, chat.Empty: &got.Empty}
	for _, m := range h.Messages {
		*byKind[m.Kind]++
		got.ByAuthor[map[string]int{"Alice": 0, "Bob": 1}[h.Authors[m.Author]]]++
		got.Runes += int(m.Runes)
		if m.Flags&chat.Edited != 0 {
			got.Edited++
		}
		if m.Flags&chat.Asks != 0 {
			got.Asks++
		}
	}
	got.Messages, got.System, got.Calls, got.DateOrder = len(h.Messages), h.System, len(h.Calls), h.DateOrder
	got.Missed, got.CallSeconds = 0, 0
	for _, c := range h.Calls {
		got.CallSeconds += int(c.Seconds)
		if c.Missed {
			got.Missed++
		}
	}
	got.First, got.Last = h.Messages[0].Time(), h.Messages[len(h.Messages)-1].Time()
	return got
}
