package telegram_test

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"ebb/chat"
	"ebb/chat/chatgen"
	"ebb/chat/chatgen/telegramgen"
	"ebb/chat/telegram"
)

// Whatever the generator writes, the reader finds exactly.
func TestGeneratedExportsComeOutExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan := chatgen.Plan{Seed: rapid.Uint64().Draw(t, "seed"), Messages: rapid.IntRange(1, 2000).Draw(t, "messages")}
		write := rapid.SampledFrom([]int{0, 1}).Draw(t, "whole account")
		var file bytes.Buffer
		truth, err := []func() (chatgen.Truth, error){
			func() (chatgen.Truth, error) { return telegramgen.Chat(&file, plan) },
			func() (chatgen.Truth, error) { return telegramgen.Account(&file, plan) },
		}[write]()
		if err != nil {
			t.Fatal(err)
		}
		if truth.Bytes != int64(file.Len()) {
			t.Fatalf("%d bytes, said to be %d", file.Len(), truth.Bytes)
		}
		if got := (telegram.Format{}).Detect(file.Bytes()[:min(file.Len(), 64<<10)]); got < 90 {
			t.Fatalf("not sure of it: %d", got)
		}
		all, err := telegram.Format{}.Decode(&file, chat.Options{})
		if err != nil || len(all) != []int{1, 4}[write] {
			t.Fatalf("%d chats, %v", len(all), err)
		}
		h, err := chat.Pick(all, []string{"", "Bob"}[write])
		if err != nil {
			t.Fatal(err)
		}
		if got := found(h, truth); got != truth || len(h.Warnings) > 0 {
			t.Fatalf("got  %+v\nwant %+v\n%v", got, truth, h.Warnings)
		}
		if truth.ByAuthor[0] > 0 && h.Owner != "Alice" {
			t.Fatalf("it is %q's export", h.Owner)
		}
	})
}

// found counts a history as the generator counts what it writes.
func found(h *chat.History, truth chatgen.Truth) chatgen.Truth {
	got := truth
	got.Text, got.Media, got.Deleted, got.Empty, got.Edited, got.Asks, got.Runes = 0, 0, 0, 0, 0, 0, 0
	got.ByAuthor, got.RunesBy, got.CallsBy, got.Missed, got.CallSeconds = [2]int{}, [2]int{}, [2]int{}, 0, 0
	place := map[string]int{"Alice": 0, "Bob": 1}
	byKind := map[chat.Kind]*int{chat.Text: &got.Text, chat.Media: &got.Media, chat.Deleted: &got.Deleted, chat.Empty: &got.Empty}
	for _, m := range h.Messages {
		*byKind[m.Kind]++
		got.ByAuthor[place[h.Authors[m.Author]]]++
		got.Runes += int(m.Runes)
		got.RunesBy[place[h.Authors[m.Author]]] += int(m.Runes)
		if m.Flags&chat.Asks != 0 {
			got.Asks++
		}
		if m.Flags&chat.Edited != 0 {
			got.Edited++
		}
	}
	for _, c := range h.Calls {
		got.CallsBy[place[h.Authors[c.Author]]]++
		got.CallSeconds += int(c.Seconds)
		if c.Missed {
			got.Missed++
		}
	}
	got.Messages, got.System, got.Calls = len(h.Messages), h.System, len(h.Calls)
	got.First, got.Last = h.Messages[0].Time(), h.Messages[len(h.Messages)-1].Time()
	return got
}
