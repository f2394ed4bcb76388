package phrase

import (
	"slices"
	"testing"

	"ebb/chat"
)

func TestEveryPhraseIsFoundAsItIsWritten(t *testing.T) {
	for k, list := range map[chat.Kind][]string{chat.Media: omitted, chat.Empty: viewedOnce, chat.Deleted: deleted} {
		for _, s := range list {
			for _, written := range []string{s, upperFirst(s), s + ".", "<" + s + ">"} {
				var x Reader
				if got, ok := x.whole([]byte(written)); !ok || got != Kind(k) {
					t.Errorf("%q: %v %v", written, got, ok)
				}
			}
		}
	}
}

func TestEveryTableIsWrittenAsItIsCompared(t *testing.T) {
	for _, list := range [][]string{omitted, deleted, viewedOnce, disappearing, unanswered, sent, deeds} {
		for _, s := range list {
			var c canon
			if got := string(c.of([]byte(s))); got != s && got+" " != s {
				t.Errorf("%q would be compared as %q", s, got)
			}
		}
	}
	for head, list := range callsBy {
		for _, p := range list {
			if b, ok := callOf([]byte(p.words), true); head != p.words[:4] || !ok || b.Missed != p.missed {
				t.Errorf("%q: %+v %v", p.words, b, ok)
			}
		}
	}
	if slices.Contains(omitted, "") {
		t.Error("an empty phrase")
	}
}

func TestDurations(t *testing.T) {
	for said, want := range map[string]int32{
		", 5 min": 300, ", 1 hr 5 min": 3900, ", 45 sec": 45, ", 1 std. 2 min.": 3720, ", 1 ч 5 мин": 3900, "，5分12秒": 312, ", 1 saat 5 dk": 3900, "": 0, " at 14:05": 0,
	} {
		if got := duration([]byte(said)); got != want {
			t.Errorf("%q: %d, want %d", said, got, want)
		}
	}
}
