package phrase

import (
	"strings"
	"testing"
)

// Every phrase of the tables means what it stands under, with a name in front
// where it has one, with or without a full stop.
func TestEveryPhraseIsFound(t *testing.T) {
	r := New()
	r.Meet("Bob Green")
	for _, list := range phrases {
		for _, p := range list {
			said := strings.ReplaceAll(p.words, "…", "❤️")
			if p.fit == begins {
				said += "more"
			}
			for _, end := range []string{"", ".", " "} {
				if is, _ := r.Read([]byte(upperFirst(said)+end), "Bob Green"); p.alone && is != p.is {
					t.Errorf("%q: %d, want %d", said+end, is, p.is)
				}
				for _, name := range []string{"Bob Green", "Bob", "You"} {
					if is, you := r.Read([]byte(name+" "+said+end), "Bob Green"); p.named && (is != p.is || you != (name == "You")) {
						t.Errorf("%s %q: %d, want %d", name, said+end, is, p.is)
					}
				}
			}
		}
	}
}

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func TestWhatPeopleType(t *testing.T) {
	r := New()
	r.Meet("Bob Green")
	r.Meet("Kim")
	for _, said := range []string{
		"", "red", "Bob", "Bob ", "Bob Green", "You", "Kim left the group.", "Kim liked a message", "I left the group.", "left the group", "Bobby left the group.", "Bob  left the group.",
		"Bob left the group. Or so he says.", "Reacted to your message", "Reacted so to your message", "Video chat ended badly", strings.Repeat("Bob left the group.", 40), "…",
	} {
		if is, you := r.Read([]byte(said), "Bob Green"); is != Typed || you {
			t.Errorf("%q: %d", said, is)
		}
	}
}

// However many people there are, and whatever they are called, a sentence is
// compared with few names.
func TestManyPeople(t *testing.T) {
	r := New()
	for i := range 100_000 {
		r.Meet("Bob " + strings.Repeat("x", i%300))
		r.Meet(strings.Repeat("y", i%3000))
	}
	for first, list := range r.subjects {
		if len(list) > maxSame+2 {
			t.Errorf("%d called %.10s", len(list), first)
		}
	}
	if len(r.subjects) > maxFirst+1 {
		t.Errorf("%d first words", len(r.subjects))
	}
}
