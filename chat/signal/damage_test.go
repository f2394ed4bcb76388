package signal_test

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ebb/chat"
	"ebb/chat/chatgen"
	"ebb/chat/chatgen/signalgen"
	"ebb/chat/signal"
)

func generated(t interface{ Fatal(...any) }, messages int) []byte {
	var file bytes.Buffer
	if _, err := signalgen.Official(&file, chatgen.Plan{Seed: 7, Messages: messages}); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func bobs(t interface{ Fatal(...any) }, file []byte) (h *chat.History, messages int) {
	all, err := signal.Format{}.Decode(bytes.NewReader(file), chat.Options{})
	if err != nil {
		return nil, 0
	}
	for _, h := range all {
		if h.Chat == "Bob" {
			return h, len(h.Messages)
		}
	}
	return nil, 0
}

// A file that is cut anywhere gives all whole lines before, and says so unless
// it is cut between two.
func TestACutFileGivesWhatIsWhole(t *testing.T) {
	file := generated(t, 300)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, len(file)).Draw(t, "bytes")
		whole := file[:bytes.LastIndexByte(file[:n], '\n')+1]
		h, got := bobs(t, file[:n])
		_, want := bobs(t, whole)
		if extra := got - want; extra < 0 || extra > 1 {
			t.Fatalf("%d messages, %d on whole lines", got, want)
		}
		cut := n > len(whole) && file[n] != '\n'
		if h != nil && got > 0 && cut != (digest(h)["torn"] != "") {
			t.Fatalf("cut %v, %v", cut, h.Warnings)
		}
	})
}

// A line that is overwritten costs itself and nothing else. A lone quotation
// mark may cost the line behind it too; then both are counted.
func TestADamagedLineCostsItselfAlone(t *testing.T) {
	file := generated(t, 300)
	_, all := bobs(t, file)
	lines := bytes.SplitAfter(file, []byte{'\n'})
	rapid.Check(t, func(t *rapid.T) {
		at := rapid.IntRange(12, len(lines)-2).Draw(t, "line")
		junk := rapid.SampledFrom([]string{"", "{", "}", "\"", "\\", "[", "]]]]", "null", "{\"chatItem\":{\"chatId\":\"5\"", "{\"a\":[", "{\"chatItem\":{\"reactions\":[{\"a\":1,", strings.Repeat("{\"a\":", 80), "\x00\xff"}).Draw(t, "junk")
		damaged := bytes.Join(lines[:at], nil)
		damaged = append(damaged, junk...)
		damaged = append(damaged, '\n')
		damaged = append(damaged, bytes.Join(lines[at+1:], nil)...)
		h, got := bobs(t, damaged)
		if lost := all - got; lost > 1 && (junk != "\"" || lost > 2 || digest(h)["damaged"] != "2") {
			t.Fatalf("line %d as %q: %d of %d messages, %v", at, junk, got, all, h.Warnings)
		}
	})
}

// What two programs wrote, one behind the other, is never taken for more than
// what the first of them wrote.
func TestMixedFormats(t *testing.T) {
	for _, first := range []string{official[0].file, texts[0].file, letter, jsons[0].file, jsons[7].file} {
		alone := len(decode(t, first)[0].Messages)
		for _, second := range []string{official[0].file, texts[0].file, letter, jsons[0].file, jsons[7].file, "<?xml version='1.0'?><smses></smses>\n", "2024/03/09(Sat)\n08:05\tBob\tblue\n"} {
			if got := len(decode(t, first+second)[0].Messages); got < alone {
				t.Errorf("%.30q before %.30q: %d of %d messages", first, second, got, alone)
			}
		}
	}
}
