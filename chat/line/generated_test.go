package line_test

import (
	"bytes"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ebb/chat"
	"ebb/chat/all"
	"ebb/chat/chatgen"
	"ebb/chat/chatgen/linegen"
)

// Whatever the generator writes, the reader finds exactly.
func TestGeneratedChatsComeOutExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var file bytes.Buffer
		truth, err := linegen.Text(&file, chatgen.Plan{
			Seed:     rapid.Uint64().Draw(t, "seed"),
			Messages: rapid.IntRange(1, 3000).Draw(t, "messages"),
			Shape:    rapid.SampledFrom(linegen.Shapes()).Draw(t, "shape"),
		})
		if err != nil {
			t.Fatal(err)
		}
		h, err := chat.One(all.Decode(bytes.NewReader(file.Bytes()), int64(file.Len()), chat.Options{}))
		if err == nil && !h.DateOrderSure && truth.Last.Sub(truth.First) < 72*time.Hour {
			h, err = chat.One(all.Decode(bytes.NewReader(file.Bytes()), int64(file.Len()), chat.Options{DateOrder: truth.DateOrder}))
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := found(h, truth); got != truth {
			t.Fatalf("got  %+v\nwant %+v", got, truth)
		}
		if !h.DateOrderSure || h.Owner != "" && h.Owner != "Alice" || h.Zoned {
			t.Fatalf("sure %v, owner %s", h.DateOrderSure, h.Owner)
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
	got.Messages, got.System, got.Calls, got.Missed, got.CallSeconds, got.DateOrder = len(h.Messages), h.System, len(h.Calls), 0, 0, h.DateOrder
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
