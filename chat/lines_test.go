package chat_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"ebb/chat"
)

// What Lines says of a line by looking ahead is what the line itself shows.
func TestLinesKnowWhatALineHolds(t *testing.T) {
	pieces := []string{"a", "\n", "\r\n", "?", "ü", "🌈", " plain words that fill a line ", strings.Repeat("long ", 60_000)}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "text"), "")
		var r io.Reader = strings.NewReader(text)
		if rapid.Bool().Draw(t, "in halves") {
			r = iotest.HalfReader(r)
		}
		lines := chat.NewLines(r)
		if rapid.Bool().Draw(t, "with its head") {
			lines.Head()
		}
		for {
			line, ok := lines.Next()
			if !ok {
				break
			}
			foreign := bytes.ContainsFunc(line, func(r rune) bool { return r >= 0x80 })
			asks := bytes.ContainsRune(line, '?')
			whole := len(line) < chat.MaxLine
			if got := lines.Foreign(); got != foreign && (whole || foreign) {
				t.Fatalf("line %d foreign: %v", lines.Number(), got)
			}
			if got := lines.Question(); got != asks && (whole || asks) {
				t.Fatalf("line %d with a question mark: %v", lines.Number(), got)
			}
		}
	})
}
