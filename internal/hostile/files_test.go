package hostile

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
)

// bad is one file that no messenger wrote, or a strange one that it might
// have, and what becomes of it.
type bad struct {
	name  string
	make  func(*testing.T, io.Writer)
	size  int64    // the file is this long, and empty from where make ends
	flags []string // for ebb evidence, besides --me
	code  int      // its exit code
	says  string   // what follows "error: FILE: "; a regular expression
	reads int      // messages, where it is read
	page  string   // what the browser is told; a regular expression
	once  bool     // from the command line alone
	large bool     // takes a second or more
}

// first is a line that says which comes first, day or month.
const first = "13/02/2026, 09:00 - " + me + ": a\n"

func line(at int, who, words string) string {
	return fmt.Sprintf("%02d/03/2026, %02d:%02d - %s: %s\n", 1+at/1440%28, at/60%24, at%60, who, words)
}

func text(parts ...string) func(*testing.T, io.Writer) {
	return func(_ *testing.T, w io.Writer) {
		for _, p := range parts {
			io.WriteString(w, p)
		}
	}
}

// repeat writes a part so often.
func repeat(start, part string, n int) func(*testing.T, io.Writer) {
	return func(_ *testing.T, w io.Writer) {
		io.WriteString(w, start)
		chunk := []byte(strings.Repeat(part, min(n, 1000)))
		for range n / 1000 {
			w.Write(chunk)
		}
		w.Write(chunk[:n%1000*len(part)])
	}
}

// wide is text as UTF-16, with its mark.
func wide(s string) string {
	var b bytes.Buffer
	b.WriteString("\xff\xfe")
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func crowd(_ *testing.T, w io.Writer) {
	for i := range 10_100 {
		io.WriteString(w, line(i, fmt.Sprint(them, i), "a"))
	}
}

const (
	notChat = `this is no chat export\. Tried [a-z, ]*whatsapp[a-z, ]*; line %d is not part of one: "%s"$`
	noise   = `this is no chat export: it holds no text\. Tried [a-z, ]*whatsapp[a-z, ]*; line 1: "`
	none    = `there are no messages in it\. Tried [a-z, ]*whatsapp[a-z, ]*, from line 1 on\.$`
	large   = `it is larger than a chat can be: .* Tried [a-z, ]*whatsapp[a-z, ]*\.$`
)

var texts = []bad{
	{name: "a letter", make: text("\n\nDear Sam,\nthis is a letter.\n"), code: 1, says: fmt.Sprintf(notChat, 3, "Dear Sam,"), page: "This is no chat export: line 3 is not part of one"},
	{name: "nothing", make: text(), code: 1, says: none, page: "No file came with the form"},
	{name: "blank lines", make: text("\ufeff\n \t\r\n\n"), code: 1, says: none, page: "There are no messages in this file"},
	{name: "noise", make: repeat("", "\x00\xff\x1bx\x07", 4000), code: 1, says: noise, page: "it holds no text"},
	{name: "a picture", make: text("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", strings.Repeat("\x00\x9c\xed", 500)), code: 1, says: noise, page: "it holds no text"},
	{name: "escapes", make: text("\x1b]52;c;aGk=\x07\x1b[2J\u202eDear\u2066 Sam\n"), code: 1, says: `this is no chat export.*"[^"]*Dear Sam"$`, page: "no chat export"},
	{name: "notices alone", make: text("13/02/2026, 09:00 - Messages and calls are end-to-end encrypted.\n"), code: 1, says: `(there are no messages in it|this is no chat export)`, page: "(no messages|no chat export)"},
	{name: "dates of no calendar", make: text("41/13/2026, 09:00 - ", me, ": a\n41/14/2026, 09:00 - ", them, ": a\n"), code: 1, says: `.*Tried [a-z, ]*whatsapp[a-z, ]*; line 1`, page: "(The dates in this file fit no order|no chat export)"},
	{name: "a crowd", make: crowd, code: 1, says: large, page: "larger than a chat can be"},
	{name: "two GiB", make: text(first), size: 2 << 30, code: 1, says: large, page: "larger than a chat can be", large: true},
	{name: "more messages than a chat has", make: repeat("", "13/3/26, 9:00 - "+me+": a\n", 4_000_001), code: 1, says: large, page: "larger than a chat can be", large: true},

	{name: "a 70 kB line", make: text(line(0, them, strings.Repeat("x", 70_000)), first), reads: 2},
	{name: "a 3 MB line", make: repeat(first+strings.TrimSuffix(line(1, them, ""), "\n"), "xyz", 1<<20), reads: 2},
	{name: "NULs", make: text(line(0, them, "a\x00b"), first, "\x00\x00\x00\n", line(5, me, "\x00")), reads: 3},
	{name: "bytes of no alphabet", make: text(line(0, them, "caf\xe9 \xff\xfe\xc3"), first, "\xe9\n"), reads: 2},
	{name: "UTF-16", make: text(wide(first + line(4, them, "ü"))), reads: 2},
	{name: "names that steer", make: text(first, line(0, "\x1b]52;c;aGk=\x07\x1b[31m\u202e"+them+"\u2066\u200b\u009b2J", "a"), line(2, me, "b")), reads: 3},
	{name: "a name without end", make: text(first, line(0, strings.Repeat(them, 4000), "a")), reads: 1},
	{name: "marks without end", make: text(first, line(0, them+strings.Repeat("\u0301", 5000), "a")), reads: 1},
	{name: "as many messages as a chat has", make: repeat("", "13/3/26, 9:00 - "+me+": a\n", 4_000_000), reads: 4_000_000, large: true},
	{name: "almost 1 GiB in one line", make: text(first), size: 1<<30 - 10, reads: 1, once: true, large: true},
}

func flat(all ...[]bad) []bad {
	var out []bad
	for _, list := range all {
		for _, b := range list {
			if !testing.Short() || !b.large {
				out = append(out, b)
			}
		}
	}
	return out
}

// write makes the file at path.
func (b bad) write(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	b.make(t, f)
	if b.size > 0 {
		err = f.Truncate(b.size)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if err != nil {
		t.Fatal(err)
	}
}
