package telegram_test

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"ebb/chat"
	"ebb/chat/telegram"
)

// What is built to cost memory or time costs little of either.
func TestHostileFilesStaySmall(t *testing.T) {
	long := strings.Repeat("blue ", 13<<20)
	for _, c := range []struct{ says, file, want string }{
		{"a text of 65 MB", one(said(bob, `"`+long+`"`), said(bob, `"red"`)), "Bob: Bob1048576 Bob3 (overlong 1)"},
		{"a text of 65 MB that nobody asks for", one(said(bob, `"blue"`, `"caption": "`+long+`"`), said(bob, `"red"`)), "Bob: Bob4 Bob3"},
		{"a text of escapes", one(said(bob, `"`+strings.Repeat(`\"`, 8<<20)+`"`), said(bob, `"red"`)), "Bob: Bob1048576 Bob3 (overlong 1)"},
		{"a key of 65 MB", one(said(bob, `"blue"`, `"`+long+`": 1`), said(bob, `"red"`)), "Bob: Bob4 Bob3 (overlong 1)"},
		{"a list in a list in a list", one(said(bob, `"blue"`, `"x": `+strings.Repeat("[", 8<<20)), said(bob, `"red"`)), "Bob: Bob3 (damaged 1)"},
		{"blanks", one(said(bob, `"blue"`, strings.Repeat(" ", 64<<20)+`"x": 1`), said(bob, `"red"`)), "Bob: Bob4 Bob3"},
		{"lines that begin like messages", one(said(bob, `"blue"`) + ",\n  " + strings.Repeat("{\"k\":[\n  ", 1<<20)), "Bob: Bob4 (damaged "},
		{"objects that begin like messages", strings.Replace(one(said(bob, `"blue"`), strings.Repeat(`{"id":[},`, 1<<20)), "\n  ", "", 1), "Bob: Bob4 (torn 1)"},
		{"a number of 8 MB", one(said(bob, `"blue"`, `"x": `+strings.Repeat("9", 8<<20)), said(bob, `"red"`)), "Bob: Bob4 Bob3"},
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		all, err := telegram.Format{}.Decode(io.Reader(strings.NewReader(c.file)), chat.Options{})
		runtime.ReadMemStats(&after)
		if got := digest(all, err); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: %.200s, not %s", c.says, got, c.want)
		}
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 16 {
			t.Errorf("%s: %d MiB", c.says, mb)
		}
	}
}
