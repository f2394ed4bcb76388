package sms_test

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"ebb/chat"
	"ebb/chat/chatgen"
	"ebb/chat/chatgen/smsgen"
	"ebb/chat/sms"
)

// Whatever the generator writes, the reader finds exactly.
func TestGeneratedBackupsComeOutExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan := chatgen.Plan{Seed: rapid.Uint64().Draw(t, "seed"), Messages: rapid.IntRange(1, 2000).Draw(t, "messages")}
		var file, log bytes.Buffer
		truth, err := smsgen.Messages(&file, plan)
		if err != nil {
			t.Fatal(err)
		}
		all, err := sms.Format{}.Decode(&file, chat.Options{})
		if err != nil {
			t.Fatal(err)
		}
		h, err := chat.Pick(all, "Bob")
		if err != nil {
			t.Fatal(err)
		}
		if got := found(h, truth); got != truth || len(h.Warnings) > 0 {
			t.Fatalf("got  %+v\nwant %+v\n%v", got, truth, h.Warnings)
		}
		if truth, err = smsgen.Calls(&log, plan); err != nil {
			t.Fatal(err)
		}
		if all, err = (sms.Format{}).Decode(&log, chat.Options{}); truth.Calls == 0 {
			return
		}
		c, err := chat.One(all, err)
		if err != nil {
			t.Fatal(err)
		}
		if c.Key != h.Key || len(c.Calls) != truth.Calls || missed(c) != truth.Missed || seconds(c) != truth.CallSeconds || byMe(c) != truth.CallsBy[0] {
			t.Fatalf("%d calls, %d missed, %d s, %d by me: %+v", len(c.Calls), missed(c), seconds(c), byMe(c), truth)
		}
	})
}

// found counts a history as the generator counts what it writes.
func found(h *chat.History, truth chatgen.Truth) chatgen.Truth {
	got := truth
	got.Text, got.Media, got.Deleted, got.Empty, got.Edited, got.Asks, got.Runes = 0, 0, 0, 0, 0, 0, 0
	got.ByAuthor, got.RunesBy, got.AsksBy = [2]int{}, [2]int{}, truth.AsksBy
	byKind := map[chat.Kind]*int{chat.Text: &got.Text, chat.Media: &got.Media, chat.Deleted: &got.Deleted, chat.Empty: &got.Empty}
	for _, m := range h.Messages {
		a := map[string]int{"Me": 0, "Bob": 1}[h.Authors[m.Author]]
		*byKind[m.Kind]++
		got.ByAuthor[a]++
		got.Runes += int(m.Runes)
		got.RunesBy[a] += int(m.Runes)
		if m.Flags&chat.Asks != 0 {
			got.Asks++
		}
	}
	got.Messages, got.System, got.Calls = len(h.Messages), h.System, len(h.Calls)
	got.First, got.Last = h.Messages[0].Time(), h.Messages[len(h.Messages)-1].Time()
	return got
}

func missed(h *chat.History) (n int) {
	for _, c := range h.Calls {
		if c.Missed {
			n++
		}
	}
	return n
}

func seconds(h *chat.History) (n int) {
	for _, c := range h.Calls {
		n += int(c.Seconds)
	}
	return n
}

func byMe(h *chat.History) (n int) {
	for _, c := range h.Calls {
		if h.Authors[c.Author] == "Me" {
			n++
		}
	}
	return n
}

// What is built to cost memory costs none.
func TestHostileFilesStaySmall(t *testing.T) {
	for _, c := range []struct{ what, file, want string }{
		{"nine megabytes of tags", "<smses>" + in("a") + strings.Repeat("<a>", 3<<20), "Bob: Bob1 (torn 1)"},
		{"an attribute of 64 MiB", smses(in("a"), `<sms data="`+strings.Repeat("Q", 64<<20)+`" />`), "Bob: Bob1 (damaged 1)"},
		{"a text of 64 MiB in one attribute", smses(in("a"), `<sms body="`+strings.Repeat("Q", 64<<20)+`" />`), "Bob: Bob1 (damaged 1) (overlong 1)"},
		{"a tag of a million attributes", smses(in("a"), "<sms "+strings.Repeat(`a="1" `, 1<<20)+"/>"), "Bob: Bob1 (damaged 1)"},
		{"millions of broken tags", smses(in("a"), strings.Repeat("<x y", 1<<20)), fmt.Sprintf("Bob: Bob1 (damaged %d)", 1<<20)},
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		r := strings.NewReader(c.file)
		got := digest(sms.Format{}.Decode(r, chat.Options{}))
		runtime.ReadMemStats(&after)
		if got != c.want {
			t.Errorf("%s: %s, not %s", c.what, got, c.want)
		}
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 16 {
			t.Errorf("%s: %d MiB", c.what, mb)
		}
	}
}

// FuzzSMS holds for any bytes: no panic, no dependence on how they arrive, and
// no more found than there are tags.
func FuzzSMS(f *testing.F) {
	for _, c := range traps {
		if len(c.file) < 2000 {
			f.Add([]byte(c.file))
		}
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		one, err := sms.Format{}.Decode(bytes.NewReader(file), chat.Options{})
		two, again := sms.Format{}.Decode(iotest.HalfReader(bytes.NewReader(file)), chat.Options{})
		if digest(one, nil) != digest(two, nil) || (err == nil) != (again == nil) {
			t.Fatalf("%v and %v, %v and %v", digest(one, nil), digest(two, nil), err, again)
		}
		n := 0
		keys := map[string]bool{}
		for _, h := range one {
			if keys[h.Key] || h.Authors[0] != h.Owner {
				t.Fatalf("%q twice, or not the owner: %q", h.Key, h.Authors)
			}
			keys[h.Key] = true
			n += len(h.Messages) + len(h.Calls)
			for i, m := range h.Messages {
				if int(m.Author) >= len(h.Authors) || i > 0 && m.At < h.Messages[i-1].At || int(m.Runes) > len(file) {
					t.Fatalf("message %d: %+v", i, m)
				}
			}
		}
		if n > bytes.Count(file, []byte("<")) {
			t.Fatalf("%d found in %q", n, file)
		}
	})
}
