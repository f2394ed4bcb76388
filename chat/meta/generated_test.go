package meta_test

import (
	"bytes"
	"cmp"
	"io"
	"testing"

	"pgregory.net/rapid"

	"ebb/chat"
	"ebb/chat/chatgen"
	"ebb/chat/chatgen/metagen"
	"ebb/chat/meta"
)

// Whatever the generator writes, in however many files, the reader finds
// exactly.
func TestGeneratedThreadsComeOutExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan := chatgen.Plan{Seed: rapid.Uint64().Draw(t, "seed"), Messages: rapid.IntRange(1, 3000).Draw(t, "messages"), Crossed: 0.3}
		if rapid.Bool().Draw(t, "accents") {
			plan.Authors = [2]string{"Zoé Grün", "Bøb 🌧"}
		}
		exact(t, plan)
	})
}

func TestLongThreadsComeOutExactly(t *testing.T) {
	exact(t, chatgen.Plan{Seed: 7, Messages: 34_567})
}

// The download of encrypted chats comes out exactly, and adds nothing to what
// is in both.
func TestGeneratedEncryptedChatsComeOutExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan := chatgen.Plan{Seed: rapid.Uint64().Draw(t, "seed"), Messages: rapid.IntRange(1, 3000).Draw(t, "messages"), Authors: [2]string{"Zoé Grün", "Bøb 🌧"}}
		var file bytes.Buffer
		truth, err := metagen.Encrypted(&file, plan)
		if err != nil {
			t.Fatal(err)
		}
		if score := (meta.Format{}).Detect(file.Bytes()[:min(file.Len(), 64<<10)]); score < 90 {
			t.Fatalf("detected with %d", score)
		}
		h, err := chat.One(meta.Format{}.Decode(&file, chat.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		if got := found(h, truth, plan.Authors[0]); got != truth {
			t.Fatalf("got  %+v\nwant %+v", got, truth)
		}
	})
}

// exact writes a thread, reads it file by file, and compares.
func exact(t interface{ Fatalf(string, ...any) }, plan chatgen.Plan) {
	var files []*bytes.Buffer
	truth, err := metagen.Thread(plan, func(name string) (io.Writer, error) {
		files = append(files, &bytes.Buffer{})
		return files[len(files)-1], nil
	})
	if err != nil {
		t.Fatalf("%v", err)
	}
	var parts []*chat.History
	for _, f := range files {
		if score := (meta.Format{}).Detect(f.Bytes()[:min(f.Len(), 64<<10)]); score < 90 {
			t.Fatalf("detected with %d", score)
		}
		h, err := meta.Format{}.Decode(f, chat.Options{})
		if err != nil {
			t.Fatalf("%v", err)
		}
		parts = append(parts, h...)
	}
	h, err := chat.One(chat.Group(parts), nil)
	if err != nil {
		t.Fatalf("%v", err)
	}
	alice := cmp.Or(plan.Authors[0], "Alice")
	if got := found(h, truth, alice); got != truth {
		t.Fatalf("in %d files:\ngot  %+v\nwant %+v", len(files), got, truth)
	}
	if wrote := truth.ByAuthor[0] > 0 && truth.ByAuthor[1] > 0; wrote && len(files) == 1 && h.Owner != alice {
		t.Fatalf("the owner is %q", h.Owner)
	}
}

// found counts a history as the generator counts what it writes.
func found(h *chat.History, truth chatgen.Truth, alice string) chatgen.Truth {
	got := truth
	got.Text, got.Media, got.Deleted, got.Empty, got.Asks, got.Runes = 0, 0, 0, 0, 0, 0
	got.ByAuthor, got.RunesBy, got.CallsBy = [2]int{}, [2]int{}, [2]int{}
	byKind := []*int{&got.Text, &got.Media, &got.Deleted, &got.Empty}
	side := func(author int) int {
		if h.Authors[author] == alice {
			return 0
		}
		return 1
	}
	for _, m := range h.Messages {
		*byKind[m.Kind]++
		got.ByAuthor[side(int(m.Author))]++
		got.Runes += int(m.Runes)
		got.RunesBy[side(int(m.Author))] += int(m.Runes)
		if m.Flags&chat.Asks != 0 {
			got.Asks++
		}
	}
	got.Messages, got.System, got.Calls = len(h.Messages), h.System, len(h.Calls)
	got.Missed, got.CallSeconds = 0, 0
	for _, c := range h.Calls {
		got.CallsBy[side(int(c.Author))]++
		got.CallSeconds += int(c.Seconds)
		if c.Missed {
			got.Missed++
		}
	}
	if len(h.Messages) > 0 {
		got.First, got.Last = h.Messages[0].Time(), h.Messages[len(h.Messages)-1].Time()
	}
	return got
}
