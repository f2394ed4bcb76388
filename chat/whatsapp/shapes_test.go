package whatsapp_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ebb/chat"
	"ebb/chat/all"
)

// Every shape of a line's front, every script's digits and every word beside
// a time has a file of its own in testdata, with what must come out beside it.
// Each is found to be this format by its content, and leaves nothing open.
func TestEveryShapeHasAFileThatComesOut(t *testing.T) {
	for _, dir := range []string{"headers", "periods"} {
		files, err := filepath.Glob(filepath.Join("testdata", dir, "*.txt"))
		if err != nil || len(files) < 26 {
			t.Fatalf("%d files, %v", len(files), err)
		}
		for _, file := range files {
			in, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(strings.TrimSuffix(file, ".txt") + ".want")
			if err != nil {
				t.Fatal(err)
			}
			if got := listed(chat.One(all.Decode(bytes.NewReader(in), int64(len(in)), chat.Options{}))); got != string(want) {
				t.Errorf("%s:\n%sgot\n%swant\n%s", file, in, got, want)
			}
		}
	}
}

// listed is a history line by line.
func listed(h *chat.History, err error) string {
	if err != nil {
		return err.Error() + "\n"
	}
	var b strings.Builder
	fmt.Fprintf(&b, "order %s\n", h.DateOrder)
	for _, m := range h.Messages {
		fmt.Fprintf(&b, "%s %s %d", m.Time().Format("2006-01-02 15:04:05"), h.Authors[m.Author], m.Runes)
		if m.Flags&chat.Asks != 0 {
			b.WriteString(" asks")
		}
		b.WriteString("\n")
	}
	if !h.DateOrderSure || h.System+len(h.Calls)+len(h.Warnings) > 0 || h.Format != "whatsapp" {
		fmt.Fprintf(&b, "%s, sure %v, %d notices, %v\n", h.Format, h.DateOrderSure, h.System, h.Warnings)
	}
	return b.String()
}
