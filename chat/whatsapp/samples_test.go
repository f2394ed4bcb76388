package whatsapp_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"ebb/chat"
	"ebb/chat/all"
)

// The public samples of other projects lie outside the tree. Their right
// counts were read by hand.
var samples = []struct {
	file        string
	messages    map[string]int
	system      int
	first, last string
	order       string
}{
	{"whatsapp-lorem-2000.txt", map[string]int{"Giuseppe": 516, "+1 123 456 789": 507, "Mary": 496, "John": 481}, 0,
		"2019-04-16 02:09:00", "2020-06-13 00:00:00", "ymd"},
	{"whatsapp-android-24h.txt", map[string]int{"Bob": 19, "Alice": 13, "Carol": 5, "Dave": 4, "Mallory": 1}, 8,
		"2018-01-29 12:24:00", "2018-01-30 00:23:00", "mdy"},
	{"whatsapp-ios-traps.txt", map[string]int{"John Doe": 10, "Alice Placeholder": 10}, 1,
		"2018-01-04 11:53:57", "2019-04-19 16:18:33", "dmy"},
}

func TestPublicSamplesComeOutRight(t *testing.T) {
	dir := os.Getenv("EBB_CHAT_SAMPLES")
	if dir == "" {
		fmt.Println("NOT RUN: TestPublicSamplesComeOutRight needs EBB_CHAT_SAMPLES")
		t.Log("NOT RUN: EBB_CHAT_SAMPLES names no folder")
		return
	}
	for _, s := range samples {
		t.Run(s.file, func(t *testing.T) {
			h := decodeFile(t, filepath.Join(dir, s.file))
			if got := byAuthor(h); !maps.Equal(got, s.messages) {
				t.Errorf("messages: got %v, want %v", got, s.messages)
			}
			first, last := h.Messages[0].Time().Format("2006-01-02 15:04:05"), h.Messages[len(h.Messages)-1].Time().Format("2006-01-02 15:04:05")
			if h.System != s.system || first != s.first || last != s.last {
				t.Errorf("notices %d, from %s to %s; want %d, %s, %s", h.System, first, last, s.system, s.first, s.last)
			}
			if h.DateOrder != s.order || !h.DateOrderSure {
				t.Errorf("order %s, sure %v; want %s", h.DateOrder, h.DateOrderSure, s.order)
			}
		})
	}
}

func decodeFile(t *testing.T, path string) *chat.History {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	h, err := chat.One(all.Decode(f, info.Size(), chat.Options{}))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func byAuthor(h *chat.History) map[string]int {
	got := map[string]int{}
	for _, m := range h.Messages {
		got[h.Authors[m.Author]]++
	}
	return got
}
