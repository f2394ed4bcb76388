package web_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"

	"ebb/feature/all"
	"ebb/internal/site"
)

var linked = regexp.MustCompile(`(?:href|src)="(/asset/[^"]+)"`)

// The hard moment has to stand on a slow line: its page, styles and scripts
// together, pressed, without the fonts.
func TestTheHardMomentIsSmall(t *testing.T) {
	s := site.New(t, all.List())
	for _, path := range []string{"/now", "/"} {
		p := s.Open(path)
		total, scripts := pressed(t, p.Body), 0
		for _, m := range linked.FindAllStringSubmatch(p.Body, -1) {
			n := pressed(t, s.Open(m[1]).Body)
			total += n
			if strings.HasSuffix(m[1], ".js") {
				scripts += n
			}
		}
		t.Logf("%s: %d bytes, %d of them scripts", path, total, scripts)
		if path == "/now" && (total > 8<<10 || scripts > 4<<10) {
			t.Errorf("%s: %d bytes, %d of them scripts", path, total, scripts)
		}
	}
}

func pressed(t *testing.T, body string) int {
	t.Helper()
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotli.BestCompression)
	if _, err := w.Write([]byte(body)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
